// RUN: tflc run --check %s

func.func @joins_along_an_axis() {
  %a = arith.constant dense<[[1, 2]]> : tensor<1x2xi32>
  %b = arith.constant dense<[[3], [4]]> : tensor<2x1xi32>
  %0 = "tfl.concatenation"(%a, %a) <{axis = -2 : i32, fused_activation_function = "NONE"}> : (tensor<1x2xi32>, tensor<1x2xi32>) -> tensor<2x2xi32>
  %1 = "tfl.concatenation"(%0, %b) <{axis = 1 : i32, fused_activation_function = "NONE"}> : (tensor<2x2xi32>, tensor<2x1xi32>) -> tensor<2x3xi32>
  %e = arith.constant dense<[[1, 2, 3], [1, 2, 4]]> : tensor<2x3xi32>
  "check.expect_eq"(%1, %e) : (tensor<2x3xi32>, tensor<2x3xi32>) -> ()
  return
}

func.func @strings() {
  %a = arith.constant dense<["a", "b"]> : tensor<2x!tf_type.string>
  %b = arith.constant dense<"c"> : tensor<1x!tf_type.string>
  %0 = "tfl.concatenation"(%b, %a) <{axis = 0 : i32, fused_activation_function = "NONE"}> : (tensor<1x!tf_type.string>, tensor<2x!tf_type.string>) -> tensor<3x!tf_type.string>
  %e = arith.constant dense<["c", "a", "b"]> : tensor<3x!tf_type.string>
  "check.expect_eq"(%0, %e) : (tensor<3x!tf_type.string>, tensor<3x!tf_type.string>) -> ()
  return
}

// An input with another scale is rescaled: 4 * 0.5 is 8 * 0.25.
func.func @quantized_inputs_of_two_scales() {
  %a = "tfl.pseudo_qconst"() <{qtype = tensor<1x!quant.uniform<i8:f32, 0.25>>, value = dense<[3]> : tensor<1xi8>}> : () -> tensor<1x!quant.uniform<i8:f32, 0.25>>
  %b = "tfl.pseudo_qconst"() <{qtype = tensor<1x!quant.uniform<i8:f32, 0.5>>, value = dense<[4]> : tensor<1xi8>}> : () -> tensor<1x!quant.uniform<i8:f32, 0.5>>
  %0 = "tfl.concatenation"(%a, %b) <{axis = 0 : i32, fused_activation_function = "NONE"}> : (tensor<1x!quant.uniform<i8:f32, 0.25>>, tensor<1x!quant.uniform<i8:f32, 0.5>>) -> tensor<2x!quant.uniform<i8:f32, 0.25>>
  %e = "tfl.pseudo_qconst"() <{qtype = tensor<2x!quant.uniform<i8:f32, 0.25>>, value = dense<[3, 8]> : tensor<2xi8>}> : () -> tensor<2x!quant.uniform<i8:f32, 0.25>>
  "check.expect_eq"(%0, %e) : (tensor<2x!quant.uniform<i8:f32, 0.25>>, tensor<2x!quant.uniform<i8:f32, 0.25>>) -> ()
  return
}

func.func @other_dimensions_must_agree() attributes {check.expect_error = "tfl.concatenation: input has shape [2], expected [2x2]"} {
  %a = arith.constant dense<1> : tensor<1x2xi32>
  %b = arith.constant dense<1> : tensor<2xi32>
  %0 = "tfl.concatenation"(%a, %b) <{axis = 0 : i32, fused_activation_function = "NONE"}> : (tensor<1x2xi32>, tensor<2xi32>) -> tensor<*xi32>
  return
}

func.func @packs_and_unpacks() {
  %a = arith.constant dense<[1, 2]> : tensor<2xi32>
  %b = arith.constant dense<[3, 4]> : tensor<2xi32>
  %0 = "tfl.pack"(%a, %b) <{axis = 1 : i32, values_count = 2 : i32}> : (tensor<2xi32>, tensor<2xi32>) -> tensor<2x2xi32>
  %e0 = arith.constant dense<[[1, 3], [2, 4]]> : tensor<2x2xi32>
  "check.expect_eq"(%0, %e0) : (tensor<2x2xi32>, tensor<2x2xi32>) -> ()
  %1:2 = "tfl.unpack"(%0) <{axis = 1 : i32, num = 2 : i32}> : (tensor<2x2xi32>) -> (tensor<2xi32>, tensor<2xi32>)
  "check.expect_eq"(%1#0, %a) : (tensor<2xi32>, tensor<2xi32>) -> ()
  "check.expect_eq"(%1#1, %b) : (tensor<2xi32>, tensor<2xi32>) -> ()
  return
}

func.func @splits() {
  %x = arith.constant dense<[1, 2, 3, 4]> : tensor<4xi32>
  %axis = arith.constant dense<0> : tensor<i32>
  %0:2 = "tfl.split"(%axis, %x) <{num_splits = 2 : i32}> : (tensor<i32>, tensor<4xi32>) -> (tensor<2xi32>, tensor<2xi32>)
  %e0 = arith.constant dense<[3, 4]> : tensor<2xi32>
  "check.expect_eq"(%0#1, %e0) : (tensor<2xi32>, tensor<2xi32>) -> ()
  %sizes = arith.constant dense<[1, -1]> : tensor<2xi32>
  %1:2 = "tfl.split_v"(%x, %sizes, %axis) <{num_splits = 2 : i32}> : (tensor<4xi32>, tensor<2xi32>, tensor<i32>) -> (tensor<1xi32>, tensor<3xi32>)
  %e1 = arith.constant dense<[2, 3, 4]> : tensor<3xi32>
  "check.expect_eq"(%1#1, %e1) : (tensor<3xi32>, tensor<3xi32>) -> ()
  return
}

func.func @parts_must_divide() attributes {check.expect_error = "tfl.split: split dimension is 3, expected a multiple of num_splits"} {
  %x = arith.constant dense<1> : tensor<3xi32>
  %axis = arith.constant dense<0> : tensor<i32>
  %0:2 = "tfl.split"(%axis, %x) <{num_splits = 2 : i32}> : (tensor<i32>, tensor<3xi32>) -> (tensor<?xi32>, tensor<?xi32>)
  return
}
