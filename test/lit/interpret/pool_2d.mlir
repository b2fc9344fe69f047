// RUN: tflc run --check %s

// The padding takes no part in an average.
func.func @average_and_max() {
  %x = arith.constant dense<[[[[1.0], [2.0], [3.0]]]]> : tensor<1x1x3x1xf32>
  %0 = "tfl.average_pool_2d"(%x) <{filter_height = 1 : i32, filter_width = 2 : i32, fused_activation_function = "NONE", padding = "SAME", stride_h = 1 : i32, stride_w = 2 : i32}> : (tensor<1x1x3x1xf32>) -> tensor<1x1x2x1xf32>
  %1 = "tfl.max_pool_2d"(%x) <{filter_height = 1 : i32, filter_width = 2 : i32, fused_activation_function = "NONE", padding = "VALID", stride_h = 1 : i32, stride_w = 1 : i32}> : (tensor<1x1x3x1xf32>) -> tensor<1x1x2x1xf32>
  %e0 = arith.constant dense<[[[[1.5], [3.0]]]]> : tensor<1x1x2x1xf32>
  %e1 = arith.constant dense<[[[[2.0], [3.0]]]]> : tensor<1x1x2x1xf32>
  "check.expect_eq"(%0, %e0) : (tensor<1x1x2x1xf32>, tensor<1x1x2x1xf32>) -> ()
  "check.expect_eq"(%1, %e1) : (tensor<1x1x2x1xf32>, tensor<1x1x2x1xf32>) -> ()
  return
}

// Means of stored values are rounded half away from zero.
func.func @quantized_average() {
  %x = "tfl.pseudo_qconst"() <{qtype = tensor<1x1x2x2x!quant.uniform<i8:f32, 0.5>>, value = dense<[[[[1, -1], [2, -2]]]]> : tensor<1x1x2x2xi8>}> : () -> tensor<1x1x2x2x!quant.uniform<i8:f32, 0.5>>
  %0 = "tfl.average_pool_2d"(%x) <{filter_height = 1 : i32, filter_width = 2 : i32, fused_activation_function = "NONE", padding = "VALID", stride_h = 1 : i32, stride_w = 1 : i32}> : (tensor<1x1x2x2x!quant.uniform<i8:f32, 0.5>>) -> tensor<1x1x1x2x!quant.uniform<i8:f32, 0.5>>
  %e = "tfl.pseudo_qconst"() <{qtype = tensor<1x1x1x2x!quant.uniform<i8:f32, 0.5>>, value = dense<[[[[2, -2]]]]> : tensor<1x1x1x2xi8>}> : () -> tensor<1x1x1x2x!quant.uniform<i8:f32, 0.5>>
  "check.expect_eq"(%0, %e) : (tensor<1x1x1x2x!quant.uniform<i8:f32, 0.5>>, tensor<1x1x1x2x!quant.uniform<i8:f32, 0.5>>) -> ()
  return
}

func.func @empty_window() attributes {check.expect_error = "tfl.max_pool_2d: window size is 0, expected at least 1"} {
  %x = arith.constant dense<1.0> : tensor<1x1x1x1xf32>
  %0 = "tfl.max_pool_2d"(%x) <{filter_height = 0 : i32, filter_width = 1 : i32, fused_activation_function = "NONE", padding = "VALID", stride_h = 1 : i32, stride_w = 1 : i32}> : (tensor<1x1x1x1xf32>) -> tensor<*xf32>
  return
}
