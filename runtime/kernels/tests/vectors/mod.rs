//! Reading `reference.json` and comparing results with it.

use std::cell::RefCell;

use serde_json::Value;
use tfl_kernels::batch_matmul::BatchMatMulParams;
use tfl_kernels::compare::Comparison;
use tfl_kernels::conv::Conv2DParams;
use tfl_kernels::conv_3d::Conv3DParams;
use tfl_kernels::fully_connected::FullyConnectedParams;
use tfl_kernels::pool::Pool2DParams;
use tfl_kernels::resize::ResizeParams;
use tfl_kernels::transpose_conv::TransposeConvParams;
use tfl_kernels::{Activation, KernelError, Padding, QuantParams, TensorMut, TensorRef};

/// A tensor of the file.
pub(crate) struct Stored {
    pub(crate) dtype: String,
    pub(crate) dims: Vec<usize>,
    pub(crate) scales: Vec<f32>,
    pub(crate) zero_point: i32,
    data: Value,
}

/// One operator.
pub(crate) struct Case {
    pub(crate) kernel: String,
    params: Value,
    pub(crate) inputs: Vec<Stored>,
    pub(crate) output: Stored,
    pub(crate) mismatches: RefCell<Option<String>>,
}

/// All operators of the file, or of another one like it that `TFL_KERNEL_VECTORS` names.
pub(crate) fn load() -> Vec<Case> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/reference.json");
    let text = std::fs::read_to_string(std::env::var("TFL_KERNEL_VECTORS").unwrap_or(path.into())).unwrap();
    let file: Value = serde_json::from_str(&text).unwrap();
    let stored = |v: &Value| Stored {
        dtype: v["dtype"].as_str().unwrap().to_owned(),
        dims: v["dims"].as_array().unwrap().iter().map(|d| d.as_u64().unwrap() as usize).collect(),
        scales: v["scales"].as_array().into_iter().flatten().map(|s| s.as_f64().unwrap() as f32).collect(),
        zero_point: v["zero_point"].as_i64().unwrap_or(0) as i32,
        data: v["data"].clone(),
    };
    let case = |v: &Value| Case {
        kernel: v["kernel"].as_str().unwrap().to_owned(),
        params: v["params"].clone(),
        inputs: v["inputs"].as_array().unwrap().iter().map(stored).collect(),
        output: stored(&v["outputs"][0]),
        mismatches: RefCell::new(None),
    };
    file.as_array().unwrap().iter().map(case).collect()
}

/// Element types of the file.
pub(crate) trait Num: Copy + Default + std::fmt::Debug {
    fn read(v: &Value) -> Self;
    /// Whether a result is as good as the wanted one.
    fn agrees(self, want: Self) -> bool;
}

macro_rules! ints {
    ($($t:ty),*) => {$(
        impl Num for $t {
            fn read(v: &Value) -> Self {
                <$t>::try_from(v.as_i64().unwrap()).unwrap()
            }
            fn agrees(self, want: Self) -> bool {
                self == want
            }
        }
    )*};
}

ints!(i8, u8, i16, i32, i64);

impl Num for bool {
    fn read(v: &Value) -> Self {
        v.as_i64() == Some(1)
    }
    fn agrees(self, want: Self) -> bool {
        self == want
    }
}

impl Num for f32 {
    fn read(v: &Value) -> Self {
        v.as_f64().unwrap() as f32
    }
    fn agrees(self, want: Self) -> bool {
        (self - want).abs() <= 4e-7 * (1.0 + want.abs())
    }
}

impl Case {
    pub(crate) fn tensor<T: Num>(&self, i: usize) -> (Vec<usize>, Vec<T>) {
        let t = &self.inputs[i];
        (t.dims.clone(), t.data.as_array().unwrap().iter().map(T::read).collect())
    }
    /// The type that decides which kernel runs.
    pub(crate) fn operand_type(&self) -> &str {
        if self.inputs[0].dtype == "f32" { &self.output.dtype } else { &self.inputs[0].dtype }
    }
    pub(crate) fn describe(&self) -> String {
        format!("{} {} {}", self.kernel, self.operand_type(), self.params)
    }
    pub(crate) fn quant(&self, i: usize) -> QuantParams {
        quant(&self.inputs[i])
    }
    pub(crate) fn out_quant(&self) -> QuantParams {
        quant(&self.output)
    }
    pub(crate) fn has(&self, name: &str) -> bool {
        !self.params[name].is_null()
    }
    pub(crate) fn real(&self, name: &str) -> f32 {
        self.params[name].as_f64().unwrap() as f32
    }
    pub(crate) fn int(&self, name: &str) -> i64 {
        self.params[name].as_i64().unwrap()
    }
    pub(crate) fn ints(&self, name: &str) -> Vec<i64> {
        self.params[name].as_array().unwrap().iter().map(|v| v.as_i64().unwrap()).collect()
    }
    pub(crate) fn flag(&self, name: &str) -> bool {
        self.params[name].as_bool().unwrap_or(false)
    }
    fn padding(&self) -> Padding {
        if self.params["padding"] == "SAME" { Padding::Same } else { Padding::Valid }
    }
    pub(crate) fn activation(&self) -> Activation {
        match self.params["activation"].as_str().unwrap() {
            "RELU" => Activation::Relu,
            "RELU6" => Activation::Relu6,
            "RELU_N1_TO_1" => Activation::ReluN1To1,
            _ => Activation::None,
        }
    }
    pub(crate) fn conv(&self) -> Conv2DParams {
        let i = |name: &str| self.int(name) as i32;
        Conv2DParams {
            padding: self.padding(),
            stride_h: i("stride_h"),
            stride_w: i("stride_w"),
            dilation_h: i("dilation_h"),
            dilation_w: i("dilation_w"),
            activation: self.activation(),
        }
    }
    pub(crate) fn conv_3d(&self) -> Conv3DParams {
        let three = |name: &str| [0, 1, 2].map(|i| self.ints(name)[i] as i32);
        Conv3DParams {
            padding: self.padding(),
            strides: three("strides"),
            dilations: three("dilations"),
            activation: self.activation(),
        }
    }
    pub(crate) fn pool(&self) -> Pool2DParams {
        let i = |name: &str| self.int(name) as i32;
        Pool2DParams {
            padding: self.padding(),
            stride_h: i("stride_h"),
            stride_w: i("stride_w"),
            filter_h: i("filter_h"),
            filter_w: i("filter_w"),
            activation: self.activation(),
        }
    }
    pub(crate) fn transpose_conv(&self) -> TransposeConvParams {
        TransposeConvParams {
            padding: self.padding(),
            stride_h: self.int("stride_h") as i32,
            stride_w: self.int("stride_w") as i32,
            activation: self.activation(),
        }
    }
    pub(crate) fn fully_connected(&self) -> FullyConnectedParams {
        FullyConnectedParams {
            activation: self.activation(),
            keep_num_dims: false,
            asymmetric_quantize_inputs: self.flag("asymmetric"),
        }
    }
    pub(crate) fn matmul(&self) -> BatchMatMulParams {
        BatchMatMulParams {
            adj_x: self.flag("adj_x"),
            adj_y: self.flag("adj_y"),
            asymmetric_quantize_inputs: self.flag("asymmetric"),
        }
    }
    pub(crate) fn resize(&self) -> ResizeParams {
        ResizeParams {
            align_corners: self.flag("align_corners"),
            half_pixel_centers: self.flag("half_pixel_centers"),
        }
    }
    pub(crate) fn comparison(&self) -> Comparison {
        match self.params["comparison"].as_str().unwrap() {
            "EQUAL" => Comparison::Equal,
            "NOT_EQUAL" => Comparison::NotEqual,
            "GREATER" => Comparison::Greater,
            "GREATER_EQUAL" => Comparison::GreaterEqual,
            "LESS" => Comparison::Less,
            _ => Comparison::LessEqual,
        }
    }
}

fn quant(t: &Stored) -> QuantParams {
    QuantParams::new(t.scales.first().copied().unwrap_or(1.0), t.zero_point)
}

/// Runs a kernel on the first operand and notes where its result differs.
pub(crate) fn check<A: Num, B: Num>(
    case: &Case,
    f: impl Fn(TensorRef<A>, TensorMut<B>) -> Result<(), KernelError>,
) -> Result<(), KernelError> {
    check_operand(case, 0, f)
}

/// [`check`] on operand `i`.
pub(crate) fn check_operand<A: Num, B: Num>(
    case: &Case,
    i: usize,
    f: impl Fn(TensorRef<A>, TensorMut<B>) -> Result<(), KernelError>,
) -> Result<(), KernelError> {
    let (dims, data) = case.tensor::<A>(i);
    let want: Vec<B> = case.output.data.as_array().unwrap().iter().map(B::read).collect();
    let mut got = vec![B::default(); want.len()];
    f(TensorRef::new(&dims, &data)?, TensorMut::new(&case.output.dims, &mut got)?)?;
    let bad: Vec<usize> = (0..got.len()).filter(|&i| !got[i].agrees(want[i])).collect();
    if let Some(&first) = bad.first() {
        let (got, want) = (got[first], want[first]);
        let text = format!(
            "{} of {} differ, at {first}: {got:?}, wanted {want:?}",
            bad.len(),
            case.output.dims.iter().product::<usize>()
        );
        *case.mismatches.borrow_mut() = Some(text);
    }
    Ok(())
}
