// RUN: tflc run --check %s

// The sum over a window of 1x1x2 with strides of 1.
func.func @windows() {
  %x = arith.constant dense<[[[[[1.0], [2.0], [4.0]]]]]> : tensor<1x1x1x3x1xf32>
  %w = arith.constant dense<1.0> : tensor<1x1x2x1x1xf32>
  %b = arith.constant dense<[0.5]> : tensor<1xf32>
  %0 = "tfl.conv_3d"(%x, %w, %b) <{dilation_d_factor = 1 : i32, dilation_h_factor = 1 : i32, dilation_w_factor = 1 : i32, fused_activation_function = "NONE", padding = "VALID", stride_d = 1 : i32, stride_h = 1 : i32, stride_w = 1 : i32}> : (tensor<1x1x1x3x1xf32>, tensor<1x1x2x1x1xf32>, tensor<1xf32>) -> tensor<1x1x1x2x1xf32>
  %e = arith.constant dense<[[[[[3.5], [6.5]]]]]> : tensor<1x1x1x2x1xf32>
  "check.expect_eq"(%0, %e) : (tensor<1x1x1x2x1xf32>, tensor<1x1x1x2x1xf32>) -> ()
  return
}

func.func @transposed() {
  %s = arith.constant dense<[1, 1, 1, 3, 1]> : tensor<5xi32>
  %w = arith.constant dense<[[[[[1.0]], [[10.0]]]]]> : tensor<1x1x2x1x1xf32>
  %x = arith.constant dense<[[[[[1.0], [2.0]]]]]> : tensor<1x1x1x2x1xf32>
  %n = "tfl.no_value"() <{value}> : () -> none
  %0 = "tfl.conv_3d_transpose"(%s, %w, %x, %n) <{dilation_d_factor = 1 : i32, dilation_h_factor = 1 : i32, dilation_w_factor = 1 : i32, fused_activation_function = "NONE", padding = "VALID", stride_d = 1 : i32, stride_h = 1 : i32, stride_w = 1 : i32}> : (tensor<5xi32>, tensor<1x1x2x1x1xf32>, tensor<1x1x1x2x1xf32>, none) -> tensor<1x1x1x3x1xf32>
  %e = arith.constant dense<[[[[[1.0], [12.0], [20.0]]]]]> : tensor<1x1x1x3x1xf32>
  "check.expect_eq"(%0, %e) : (tensor<1x1x1x3x1xf32>, tensor<1x1x1x3x1xf32>) -> ()
  return
}
