// RUN: tflc run --check %s

// Every pixel leaves its patch; patches of a stride below the window add up.
func.func @patches_overlap() {
  %s = arith.constant dense<[1, 1, 3, 1]> : tensor<4xi32>
  %w = arith.constant dense<[[[[1.0], [10.0]]]]> : tensor<1x1x2x1xf32>
  %x = arith.constant dense<[[[[1.0], [2.0]]]]> : tensor<1x1x2x1xf32>
  %n = "tfl.no_value"() <{value}> : () -> none
  %0 = "tfl.transpose_conv"(%s, %w, %x, %n) <{fused_activation_function = "NONE", padding = "VALID", stride_h = 1 : i32, stride_w = 1 : i32}> : (tensor<4xi32>, tensor<1x1x2x1xf32>, tensor<1x1x2x1xf32>, none) -> tensor<1x1x3x1xf32>
  %e = arith.constant dense<[[[[1.0], [12.0], [20.0]]]]> : tensor<1x1x3x1xf32>
  "check.expect_eq"(%0, %e) : (tensor<1x1x3x1xf32>, tensor<1x1x3x1xf32>) -> ()
  return
}

func.func @output_shape_must_fit() attributes {check.expect_error = "tfl.transpose_conv: output shape has shape [2x1x3x1], expected [1x1x3x1]"} {
  %s = arith.constant dense<[2, 1, 3, 1]> : tensor<4xi32>
  %w = arith.constant dense<1.0> : tensor<1x1x2x1xf32>
  %x = arith.constant dense<1.0> : tensor<1x1x2x1xf32>
  %n = "tfl.no_value"() <{value}> : () -> none
  %0 = "tfl.transpose_conv"(%s, %w, %x, %n) <{fused_activation_function = "NONE", padding = "VALID", stride_h = 1 : i32, stride_w = 1 : i32}> : (tensor<4xi32>, tensor<1x1x2x1xf32>, tensor<1x1x2x1xf32>, none) -> tensor<*xf32>
  return
}
