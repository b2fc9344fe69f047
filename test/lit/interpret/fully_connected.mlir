// RUN: tflc run --check %s

func.func @flattens_to_a_batch() {
  %x = arith.constant dense<[[[1.0, 2.0]], [[3.0, 4.0]]]> : tensor<2x1x2xf32>
  %w = arith.constant dense<[[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]> : tensor<3x2xf32>
  %b = arith.constant dense<[0.0, 0.5, 0.0]> : tensor<3xf32>
  %0 = "tfl.fully_connected"(%x, %w, %b) <{fused_activation_function = "NONE", keep_num_dims = false, weights_format = "DEFAULT"}> : (tensor<2x1x2xf32>, tensor<3x2xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  %1 = "tfl.fully_connected"(%x, %w, %b) <{fused_activation_function = "NONE", keep_num_dims = true, weights_format = "DEFAULT"}> : (tensor<2x1x2xf32>, tensor<3x2xf32>, tensor<3xf32>) -> tensor<2x1x3xf32>
  %e0 = arith.constant dense<[[1.0, 2.5, 3.0], [3.0, 4.5, 7.0]]> : tensor<2x3xf32>
  %e1 = arith.constant dense<[[[1.0, 2.5, 3.0]], [[3.0, 4.5, 7.0]]]> : tensor<2x1x3xf32>
  "check.expect_eq"(%0, %e0) : (tensor<2x3xf32>, tensor<2x3xf32>) -> ()
  "check.expect_eq"(%1, %e1) : (tensor<2x1x3xf32>, tensor<2x1x3xf32>) -> ()
  return
}

// (3 - 1) * 0.5 * 4 * 0.5 = 2.
func.func @quantized() {
  %x = "tfl.pseudo_qconst"() <{qtype = tensor<1x1x!quant.uniform<i8:f32, 0.5:1>>, value = dense<3> : tensor<1x1xi8>}> : () -> tensor<1x1x!quant.uniform<i8:f32, 0.5:1>>
  %w = "tfl.pseudo_qconst"() <{qtype = tensor<1x1x!quant.uniform<i8<-127:127>:f32, 0.5>>, value = dense<4> : tensor<1x1xi8>}> : () -> tensor<1x1x!quant.uniform<i8<-127:127>:f32, 0.5>>
  %n = "tfl.no_value"() <{value}> : () -> none
  %0 = "tfl.fully_connected"(%x, %w, %n) <{fused_activation_function = "NONE", keep_num_dims = false, weights_format = "DEFAULT"}> : (tensor<1x1x!quant.uniform<i8:f32, 0.5:1>>, tensor<1x1x!quant.uniform<i8<-127:127>:f32, 0.5>>, none) -> tensor<1x1x!quant.uniform<i8:f32, 0.25>>
  %e = "tfl.pseudo_qconst"() <{qtype = tensor<1x1x!quant.uniform<i8:f32, 0.25>>, value = dense<8> : tensor<1x1xi8>}> : () -> tensor<1x1x!quant.uniform<i8:f32, 0.25>>
  "check.expect_eq"(%0, %e) : (tensor<1x1x!quant.uniform<i8:f32, 0.25>>, tensor<1x1x!quant.uniform<i8:f32, 0.25>>) -> ()
  return
}

func.func @depth_must_divide() attributes {check.expect_error = "tfl.fully_connected: filter has shape [1x2], expected [1x3]"} {
  %x = arith.constant dense<1.0> : tensor<1x3xf32>
  %w = arith.constant dense<1.0> : tensor<1x2xf32>
  %n = "tfl.no_value"() <{value}> : () -> none
  %0 = "tfl.fully_connected"(%x, %w, %n) <{fused_activation_function = "NONE", keep_num_dims = false, weights_format = "DEFAULT"}> : (tensor<1x3xf32>, tensor<1x2xf32>, none) -> tensor<*xf32>
  return
}
