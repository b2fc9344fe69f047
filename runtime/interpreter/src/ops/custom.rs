//! Custom operators, by the code in `tfl.custom`.

use tfl_kernels::TensorRef;
use tfl_kernels::detection_post_process::{DetectionParams, detection_post_process, detection_slots};

use super::{OpRow, stateful};
use crate::call::{Call, Eval, many};
use crate::error::OpError;
use crate::op_view::{OpView, params_of};
use crate::{DType, Tensor};

pub(super) static ROWS: &[OpRow] = &[stateful("tfl.custom", custom)];

/// An adapter of a custom operator.
type Prepare = fn(&OpView<'_>) -> Result<Eval, OpError>;

/// Custom operators with a kernel here, by code.
static CUSTOM: &[(&str, Prepare)] = &[("TFLite_Detection_PostProcess", detection)];

fn custom(op: &OpView<'_>) -> Result<Eval, OpError> {
    let code = op.text("custom_code")?;
    match CUSTOM.iter().find(|(name, _)| *name == code) {
        Some((_, prepare)) => prepare(op),
        None => {
            let code: String = code.chars().filter(|c| !c.is_control()).take(200).collect();
            Err(OpError::new(format!("the interpreter has no kernel for the custom operator {code:?}")))
        }
    }
}

fn detection(op: &OpView<'_>) -> Result<Eval, OpError> {
    let bytes = op.bytes("custom_option")?;
    let options = flexbuffers::Reader::get_root(bytes.as_slice()).and_then(|root| root.get_map());
    let options = options.map_err(|_| OpError::new("attribute custom_option is not a FlexBuffer map"))?;
    let int = |name: &str, default: i64| {
        let value = options.idx(name);
        if value.flexbuffer_type() == flexbuffers::FlexBufferType::Null { default } else { value.as_i64() }
    };
    let real = |name: &str| options.idx(name).as_f32();
    let params = DetectionParams {
        max_detections: int("max_detections", 0),
        max_classes_per_detection: int("max_classes_per_detection", 1),
        detections_per_class: int("detections_per_class", 100),
        use_regular_nms: options.idx("use_regular_nms").as_bool(),
        score_threshold: real("nms_score_threshold"),
        iou_threshold: real("nms_iou_threshold"),
        num_classes: int("num_classes", 0),
        scales: [real("y_scale"), real("x_scale"), real("h_scale"), real("w_scale")],
    };
    let slots = detection_slots(&params)?;
    let quants = [0, 1, 2].map(|index| op.operand(index).ok().and_then(params_of));
    many(move |call| {
        let [codes, scores, anchors] = [0, 1, 2].map(|index| real_values(call, index, quants[index]));
        let (codes, scores, anchors) = (codes?, scores?, anchors?);
        let found = detection_post_process(
            TensorRef::new(call.dims(0)?, &codes)?,
            TensorRef::new(call.dims(1)?, &scores)?,
            TensorRef::new(call.dims(2)?, &anchors)?,
            &params,
        )?;
        let made =
            |dims: &[usize], values| Tensor::new(dims, values).map_err(|e| OpError::new(e.to_string()));
        Ok(vec![
            made(&[1, slots, 4], found.boxes)?,
            made(&[1, slots], found.classes)?,
            made(&[1, slots], found.scores)?,
            made(&[1], vec![found.count])?,
        ])
    })
}

/// Operand `index` as real numbers.
fn real_values(
    call: &Call<'_>,
    index: usize,
    quant: Option<tfl_kernels::QuantParams>,
) -> Result<Vec<f32>, OpError> {
    let tensor = call.tensor(index)?;
    call.check_size(tensor.shape(), size_of::<f32>())?;
    match (tensor.dtype(), quant) {
        (DType::F32, _) => call.slice::<f32>(index).map(<[f32]>::to_vec),
        (DType::U8 | DType::I8, Some(quant)) => {
            let stored = call.ints(index)?;
            let value = |v: i64| (v as i32).wrapping_sub(quant.zero_point) as f32 * quant.scale;
            Ok(stored.into_iter().map(value).collect())
        }
        (dtype, _) => {
            Err(OpError::new(format!("operand {index} has elements of type {dtype}, expected f32")))
        }
    }
}
