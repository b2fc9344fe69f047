// RUN: tflc run --check %s

// Each input channel has two outputs of its own.
func.func @multiplier_two() {
  %x = arith.constant dense<[[[[1.0, 2.0]]]]> : tensor<1x1x1x2xf32>
  %w = arith.constant dense<[[[[1.0, 10.0, 100.0, 1000.0]]]]> : tensor<1x1x1x4xf32>
  %b = arith.constant dense<[0.0, 1.0, 0.0, 0.0]> : tensor<4xf32>
  %0 = "tfl.depthwise_conv_2d"(%x, %w, %b) <{depth_multiplier = 2 : i32, dilation_h_factor = 1 : i32, dilation_w_factor = 1 : i32, fused_activation_function = "NONE", padding = "VALID", stride_h = 1 : i32, stride_w = 1 : i32}> : (tensor<1x1x1x2xf32>, tensor<1x1x1x4xf32>, tensor<4xf32>) -> tensor<1x1x1x4xf32>
  %e = arith.constant dense<[[[[1.0, 11.0, 200.0, 2000.0]]]]> : tensor<1x1x1x4xf32>
  "check.expect_eq"(%0, %e) : (tensor<1x1x1x4xf32>, tensor<1x1x1x4xf32>) -> ()
  return
}

func.func @channels_must_divide() attributes {check.expect_error = "tfl.depthwise_conv_2d: filter has shape [1x1x1x3]"} {
  %x = arith.constant dense<1.0> : tensor<1x1x1x2xf32>
  %w = arith.constant dense<1.0> : tensor<1x1x1x3xf32>
  %b = arith.constant dense<1.0> : tensor<3xf32>
  %0 = "tfl.depthwise_conv_2d"(%x, %w, %b) <{depth_multiplier = 2 : i32, dilation_h_factor = 1 : i32, dilation_w_factor = 1 : i32, fused_activation_function = "NONE", padding = "VALID", stride_h = 1 : i32, stride_w = 1 : i32}> : (tensor<1x1x1x2xf32>, tensor<1x1x1x3xf32>, tensor<3xf32>) -> tensor<*xf32>
  return
}
