//! What becomes of IR in the file.

#![allow(clippy::unwrap_used, reason = "a test may stop here")]

mod corpus;

use bytes::Bytes;
use tfl_flatbuffer::model::{QuantizationDetails, Subgraph, TensorType};
use tfl_flatbuffer::{ExportOptions, ImportOptions, Model, export, export_model, import, read};
use tfl_ir::Module;
use tfl_ir::text::{ParseOptions, Source, parse_module};

fn parsed(text: &str) -> Module {
    tfl_dialects::register_all();
    parse_module(&Source::new("test.mlir", text), &ParseOptions::default())
        .unwrap_or_else(|e| panic!("{e:?}"))
}

fn model(text: &str) -> Model {
    export_model(&parsed(text)).unwrap_or_else(|errors| panic!("{errors:?}"))
}

/// Message and hint of the first error.
fn refusal(text: &str) -> (String, String) {
    let errors = export_model(&parsed(text)).unwrap_err();
    (errors[0].message.clone(), errors[0].hint.clone().unwrap_or_default())
}

fn names(subgraph: &Subgraph, indices: &[i32]) -> Vec<String> {
    indices.iter().map(|&index| subgraph.tensors[usize::try_from(index).unwrap()].name.clone()).collect()
}

fn codes(model: &Model, subgraph: &Subgraph) -> Vec<String> {
    subgraph.operators.iter().map(|operator| model.code_of(operator).unwrap().name().to_owned()).collect()
}

#[test]
fn inputs_and_outputs_are_called_as_the_function_says() {
    let model = model(
        r#"
func.func @main(%x: tensor<?x4xf32>, %y: tensor<?x4xf32>) -> (tensor<?x4xf32>, tensor<?x4xf32>)
    attributes {tf.entry_function = {inputs = "in:0,in:1", outputs = "out:0,out:1"}} {
  %0 = tfl.add %x, %y {fused_activation_function = "RELU"} : tensor<?x4xf32> loc("sum")
  %1 = "tfl.neg"(%0) : (tensor<?x4xf32>) -> tensor<?x4xf32> loc("sum")
  %2 = "tfl.abs"(%1) : (tensor<?x4xf32>) -> tensor<?x4xf32>
  return %2, %0 : tensor<?x4xf32>, tensor<?x4xf32>
}"#,
    );
    let main = &model.subgraphs[0];
    assert_eq!(names(main, &main.inputs), ["in:0", "in:1"]);
    assert_eq!(names(main, &main.outputs), ["out:0", "out:1"]);
    assert_eq!(codes(&model, main), ["ADD", "NEG", "ABS"]);
    assert_eq!(names(main, &main.operators[1].outputs), ["sum"]);
    let x = &main.tensors[0];
    assert_eq!((&x.shape[..], &x.shape_signature[..], x.has_rank), (&[1, 4][..], &[-1, 4][..], true));
    let activation = main.operators[0].options.as_ref().unwrap().get_named("fused_activation_function");
    assert_eq!(activation, Some(tfl_flatbuffer::schema::Value::Int(1)));
    assert_eq!(model.description, "MLIR Converted.");
    assert_eq!(model.buffer_data(model.metadata[0].buffer).unwrap()[..], *b"1.13.0\0\0\0\0\0\0\0\0\0\0");
}

#[test]
fn equal_names_are_told_apart() {
    let model = model(
        r#"
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = "tfl.neg"(%x) : (tensor<4xf32>) -> tensor<4xf32> loc("layer")
  %1 = "tfl.neg"(%0) : (tensor<4xf32>) -> tensor<4xf32> loc("layer")
  %2 = "tfl.neg"(%1) : (tensor<4xf32>) -> tensor<4xf32> loc(unknown)
  return %2 : tensor<4xf32>
}"#,
    );
    let all: Vec<&str> = model.subgraphs[0].tensors.iter().map(|tensor| tensor.name.as_str()).collect();
    assert_eq!(all, ["arg0", "layer", "layer1", "tfl.neg"]);
}

#[test]
fn signatures_share_a_weight_and_hand_inputs_and_constants_out() {
    let text = r#"
module attributes {tf_saved_model.semantics} {
  func.func @encode(%x: tensor<4xf32> {tf_saved_model.index_path = ["x"]})
      -> (tensor<4xf32> {tf_saved_model.index_path = ["y"]}, tensor<4xf32> {tf_saved_model.index_path = ["echo"]},
          tensor<4xf32> {tf_saved_model.index_path = ["weight"]})
      attributes {tf_saved_model.exported_names = ["encode"]} {
    %w = "tfl.pseudo_const"() <{value = dense<[1.0, 2.0, 3.0, 4.0]> : tensor<4xf32>}> : () -> tensor<4xf32>
    %0 = tfl.mul %x, %w {fused_activation_function = "NONE"} : tensor<4xf32>
    return %0, %x, %w : tensor<4xf32>, tensor<4xf32>, tensor<4xf32>
  }
  func.func @decode(%x: tensor<4xf32> {tf_saved_model.index_path = ["x"]})
      -> (tensor<4xf32> {tf_saved_model.index_path = ["y"]})
      attributes {tf_saved_model.exported_names = ["decode"]} {
    %w = "tfl.pseudo_const"() <{value = dense<[1.0, 2.0, 3.0, 4.0]> : tensor<4xf32>}> : () -> tensor<4xf32>
    %0 = tfl.div %x, %w {fused_activation_function = "NONE"} : tensor<4xf32>
    return %0 : tensor<4xf32>
  }
}"#;
    let model = model(text);
    let keys: Vec<(&str, u32)> =
        model.signatures.iter().map(|s| (s.key.as_str(), s.subgraph_index)).collect();
    assert_eq!(keys, [("encode", 0), ("decode", 1)]);
    let [encode, decode] = &model.subgraphs[..] else { panic!("two subgraphs") };
    let outputs: Vec<(&str, i32)> = model.signatures[0]
        .outputs
        .iter()
        .map(|map| (map.name.as_str(), i32::try_from(map.tensor_index).unwrap()))
        .collect();
    assert_eq!(
        outputs,
        [("y", encode.outputs[0]), ("echo", encode.inputs[0]), ("weight", encode.operators[0].inputs[1])]
    );
    let weight = |subgraph: &Subgraph| {
        subgraph.tensors[usize::try_from(subgraph.operators[0].inputs[1]).unwrap()].buffer
    };
    assert_eq!(weight(encode), weight(decode));
}

#[test]
fn a_loop_gets_what_it_uses_from_around() {
    let model = model(
        r#"
func.func @main(%n: tensor<i32>, %step: tensor<i32>) -> tensor<i32> {
  %zero = "tfl.pseudo_const"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
  %0 = "tfl.while"(%zero) ({
  ^bb0(%i: tensor<i32>):
    %1 = tfl.less(%i, %n) : (tensor<i32>, tensor<i32>) -> tensor<i1>
    "tfl.yield"(%1) : (tensor<i1>) -> ()
  }, {
  ^bb0(%i: tensor<i32>):
    %1 = tfl.add %i, %step {fused_activation_function = "NONE"} : tensor<i32>
    %2 = tfl.add %1, %zero {fused_activation_function = "NONE"} : tensor<i32>
    "tfl.yield"(%2) : (tensor<i32>) -> ()
  }) : (tensor<i32>) -> tensor<i32>
  return %0 : tensor<i32>
}"#,
    );
    let [main, condition, body] = &model.subgraphs[..] else { panic!("three subgraphs") };
    assert_eq!(codes(&model, main), ["WHILE"]);
    // The counter, the limit and the step go round; the constant is in the body itself.
    assert_eq!((main.operators[0].inputs.len(), main.operators[0].outputs.len()), (3, 3));
    assert_eq!((condition.inputs.len(), condition.outputs.len()), (3, 1));
    assert_eq!((body.inputs.len(), body.outputs.len()), (3, 3));
    assert_eq!(body.outputs[1..], body.inputs[1..]);
    assert_eq!(main.outputs[0], main.operators[0].outputs[0]);
}

#[test]
fn regions_that_only_call_are_the_functions() {
    let text = r#"
func.func @main(%c: tensor<i1>, %x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = "tfl.if"(%c) ({
    %1 = func.call @then(%x) : (tensor<4xf32>) -> tensor<4xf32>
    "tfl.yield"(%1) : (tensor<4xf32>) -> ()
  }, {
    %1 = func.call @other(%x) : (tensor<4xf32>) -> tensor<4xf32>
    "tfl.yield"(%1) : (tensor<4xf32>) -> ()
  }) : (tensor<i1>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}
func.func private @unused(%x: tensor<4xf32>) -> tensor<4xf32> {
  return %x : tensor<4xf32>
}
func.func private @other(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = "tfl.neg"(%x) : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}
func.func private @then(%x: tensor<4xf32>) -> tensor<4xf32> {
  return %x : tensor<4xf32>
}"#;
    let model = model(text);
    let all: Vec<&str> = model.subgraphs.iter().map(|subgraph| subgraph.name.as_str()).collect();
    assert_eq!(all, ["main", "then", "other"]);
    assert_eq!(model.subgraphs[0].operators[0].inputs, model.subgraphs[0].inputs);
}

#[test]
fn branches_get_what_either_uses() {
    let model = model(
        r#"
func.func @main(%c: tensor<i1>, %x: tensor<4xf32>, %y: tensor<4xf32>) -> tensor<4xf32> {
  %0 = "tfl.if"(%c) ({
    "tfl.yield"(%x) : (tensor<4xf32>) -> ()
  }, {
    %1 = tfl.add %y, %x {fused_activation_function = "NONE"} : tensor<4xf32>
    "tfl.yield"(%1) : (tensor<4xf32>) -> ()
  }) : (tensor<i1>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}"#,
    );
    let [main, then, other] = &model.subgraphs[..] else { panic!("three subgraphs") };
    assert_eq!(main.operators[0].inputs, [0, 1, 2]);
    assert_eq!((then.inputs.len(), other.inputs.len()), (2, 2));
    assert_eq!(then.outputs, [then.inputs[0]]);
    assert_eq!(other.operators[0].inputs, [other.inputs[1], other.inputs[0]]);
}

#[test]
fn every_state_is_a_variable_of_its_own() {
    let model = model(
        r#"
func.func @main(%x: tensor<1x2xf32>, %w: tensor<4x2xf32>, %t: tensor<4x1xf32>) -> tensor<1x4xf32> {
  %none = "tfl.no_value"() <{value}> : () -> none
  %s = "tfl.pseudo_const"() <{value = dense<0.0> : tensor<1x4xf32>}> : () -> tensor<1x4xf32>
  %0 = "tfl.svdf"(%x, %w, %t, %none, %s) <{fused_activation_function = "NONE", rank = 1 : i32}>
      : (tensor<1x2xf32>, tensor<4x2xf32>, tensor<4x1xf32>, none, tensor<1x4xf32>) -> tensor<1x4xf32>
  %1 = "tfl.svdf"(%x, %w, %t, %none, %s) <{fused_activation_function = "NONE", rank = 1 : i32}>
      : (tensor<1x2xf32>, tensor<4x2xf32>, tensor<4x1xf32>, none, tensor<1x4xf32>) -> tensor<1x4xf32>
  %2 = tfl.add %0, %1 {fused_activation_function = "NONE"} : tensor<1x4xf32>
  return %2 : tensor<1x4xf32>
}"#,
    );
    let main = &model.subgraphs[0];
    let [a, b, _] = &main.operators[..] else { panic!("three operators") };
    assert_eq!(a.inputs[3], -1);
    assert_ne!(a.inputs[4], b.inputs[4]);
    assert_eq!(a.mutating_variable_inputs, [false, false, false, false, true]);
    for state in [a.inputs[4], b.inputs[4]] {
        let tensor = &main.tensors[usize::try_from(state).unwrap()];
        assert!(tensor.is_variable && !model.is_constant(tensor));
    }
}

#[test]
fn quantized_types_are_parameters() {
    let model = model(
        r#"
func.func @main(%x: tensor<1x4x!quant.uniform<u8:f32, 0.5:128>>) -> tensor<1x2x!quant.uniform<u8:f32, 0.25>> {
  %w = "tfl.pseudo_qconst"() <{qtype = tensor<2x4x!quant.uniform<i8<-127:127>:f32:0, {0.5,0.25:3}>>,
      value = dense<[[1, 2, 3, 4], [-1, -2, -3, -4]]> : tensor<2x4xi8>}>
      : () -> tensor<2x4x!quant.uniform<i8<-127:127>:f32:0, {0.5,0.25:3}>>
  %none = "tfl.no_value"() <{value}> : () -> none
  %0 = "tfl.fully_connected"(%x, %w, %none)
      <{fused_activation_function = "NONE", keep_num_dims = false, weights_format = "DEFAULT"}>
      : (tensor<1x4x!quant.uniform<u8:f32, 0.5:128>>, tensor<2x4x!quant.uniform<i8<-127:127>:f32:0, {0.5,0.25:3}>>, none)
      -> tensor<1x2x!quant.uniform<u8:f32, 0.25>>
  return %0 : tensor<1x2x!quant.uniform<u8:f32, 0.25>>
}"#,
    );
    let main = &model.subgraphs[0];
    let parameters = |index: usize| {
        let tensor = &main.tensors[index];
        let quantization = tensor.quantization.as_ref().unwrap();
        (
            tensor.element_type,
            quantization.scale.clone(),
            quantization.zero_point.clone(),
            quantization.quantized_dimension,
        )
    };
    assert_eq!(parameters(0), (TensorType::Uint8, vec![0.5], vec![128], 0));
    assert_eq!(parameters(1), (TensorType::Int8, vec![0.5, 0.25], vec![0, 3], 0));
    assert_eq!(parameters(2), (TensorType::Uint8, vec![0.25], vec![0], 0));
}

#[test]
fn blocks_of_scales_are_a_tensor() {
    let text = r#"
func.func @main() -> tensor<2x4x!quant.uniform<i4:f32:{0:1, 1:2}, {{0.5,0.25},{1.0,2.0}}>> {
  %w = "tfl.pseudo_qconst"() <{qtype = tensor<2x4x!quant.uniform<i4:f32:{0:1, 1:2}, {{0.5,0.25},{1.0,2.0}}>>,
      value = dense<[[1, 2, 3, 4], [-1, -2, -3, -4]]> : tensor<2x4xi4>}>
      : () -> tensor<2x4x!quant.uniform<i4:f32:{0:1, 1:2}, {{0.5,0.25},{1.0,2.0}}>> loc("w")
  return %w : tensor<2x4x!quant.uniform<i4:f32:{0:1, 1:2}, {{0.5,0.25},{1.0,2.0}}>>
}"#;
    let model = model(text);
    let [scales, weights] = &model.subgraphs[0].tensors[..] else { panic!("two tensors") };
    assert_eq!(
        (scales.name.as_str(), scales.element_type, &scales.shape[..]),
        ("w_scales", TensorType::Float16, &[2, 2][..])
    );
    let details = weights.quantization.as_ref().unwrap().details.clone();
    let expected =
        QuantizationDetails::Blockwise { scales: 0, zero_points: -1, block_size: 2, block_shape: vec![] };
    assert_eq!(details, Some(expected));
    assert_eq!(model.buffer_data(weights.buffer).unwrap()[..], [0x21, 0x43, 0xEF, 0xCD]);
}

#[test]
fn what_a_file_cannot_hold_is_refused_with_a_hint() {
    let function = |body: &str| format!("func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {{\n{body}\n}}");
    let (message, hint) = refusal(&function(
        "%0 = \"tf.Relu\"(%x) {device = \"\"} : (tensor<4xf32>) -> tensor<4xf32>\nreturn %0 : tensor<4xf32>",
    ));
    assert_eq!(message, "'tf.Relu' op is not a TFLite operator");
    assert!(hint.contains("--tfl-legalize-tf"), "{hint}");
    let call = "%0 = func.call @f(%x) : (tensor<4xf32>) -> tensor<4xf32>\nreturn %0 : tensor<4xf32>";
    let (message, hint) = refusal(&function(call));
    assert_eq!(message, "'func.call' op is not a TFLite operator");
    assert!(hint.contains("--inline"), "{hint}");
    let (message, _) =
        refusal("func.func private @f(%x: tensor<4xf32>) -> tensor<4xf32> {\n return %x : tensor<4xf32>\n}");
    assert_eq!(message, "the module has no function that can be called from outside");
    let (message, _) = refusal(
        "func.func @main() {\n \"tfl.call_once\"() <{session_init_function = \"init\"}> : () -> ()\n return\n}",
    );
    assert_eq!(message, "there is no function 'init' with a body");
    let (message, _) = refusal(&function(
        "%0 = \"tfl.custom\"(%x) <{custom_code = \"f\", custom_option = #tfl<const_bytes : \"0x0\">}> \
         : (tensor<4xf32>) -> tensor<4xf32>\nreturn %0 : tensor<4xf32>",
    ));
    assert_eq!(message, "'tfl.custom' op has no attribute 'custom_option' with bytes");
}

#[test]
fn every_error_is_reported() {
    let text = "func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {\n\
                %0 = \"tf.Relu\"(%x) : (tensor<4xf32>) -> tensor<4xf32>\n\
                %1 = \"tf.Elu\"(%0) : (tensor<4xf32>) -> tensor<4xf32>\n\
                return %1 : tensor<4xf32>\n}";
    let errors = export_model(&parsed(text)).unwrap_err();
    let messages: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
    assert_eq!(messages, ["'tf.Relu' op is not a TFLite operator", "'tf.Elu' op is not a TFLite operator"]);
    assert!(errors.iter().all(|error| error.loc.first_file().is_some()));
}

#[test]
fn external_constants_stay_outside() {
    let text = r#"
func.func @main() -> tensor<4xf32> {
  %0 = "tfl.external_const"() <{external_buffer = #tfl.external_buffer<group_name = "weights \22A\22", offset = 64, length = 16, packing = "none">}> : () -> tensor<4xf32>
  return %0 : tensor<4xf32>
}"#;
    let first = model(text);
    assert_eq!(first.external_buffer_groups, ["weights \"A\""]);
    let buffer = &first.external_buffers[0];
    assert_eq!((buffer.offset, buffer.length, buffer.packing.as_str()), (64, 16, "none"));
    let mut out = Vec::new();
    export(&parsed(text), &ExportOptions::default(), &mut out).unwrap();
    let module = import(&Bytes::from(out.clone()), &ImportOptions::default()).unwrap();
    let again = export_model(&module).unwrap();
    assert_eq!(again.external_buffers, first.external_buffers);
    assert_eq!(read(&Bytes::from(out)).unwrap(), first);
}

#[test]
fn the_way_through_text_changes_nothing() {
    tfl_dialects::register_all();
    let print = tfl_ir::text::PrintOptions { debuginfo: true, ..Default::default() };
    for (path, bytes) in corpus::files() {
        // Text of long constants is long: small files have all there is.
        if bytes.len() > 100_000 {
            continue;
        }
        let Ok(module) = import(&bytes, &ImportOptions::default()) else { continue };
        let text = tfl_ir::text::module_to_string(&module, &print);
        assert!(export_model(&parsed(&text)) == export_model(&module), "{} changes", path.display());
    }
}
