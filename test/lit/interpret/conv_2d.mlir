// RUN: tflc run --check %s

// A 2x2 window of ones, SAME: the missing pixels behind the edge are zeros.
func.func @same_padding_and_bias() {
  %x = arith.constant dense<[[[[1.0], [2.0]], [[3.0], [4.0]]]]> : tensor<1x2x2x1xf32>
  %w = arith.constant dense<1.0> : tensor<1x2x2x1xf32>
  %b = arith.constant dense<[0.5]> : tensor<1xf32>
  %0 = "tfl.conv_2d"(%x, %w, %b) <{dilation_h_factor = 1 : i32, dilation_w_factor = 1 : i32, fused_activation_function = "NONE", padding = "SAME", stride_h = 1 : i32, stride_w = 1 : i32}> : (tensor<1x2x2x1xf32>, tensor<1x2x2x1xf32>, tensor<1xf32>) -> tensor<1x2x2x1xf32>
  %e = arith.constant dense<[[[[10.5], [6.5]], [[7.5], [4.5]]]]> : tensor<1x2x2x1xf32>
  "check.expect_eq"(%0, %e) : (tensor<1x2x2x1xf32>, tensor<1x2x2x1xf32>) -> ()
  return
}

func.func @no_bias() {
  %x = arith.constant dense<[[[[1.0, 2.0]]]]> : tensor<1x1x1x2xf32>
  %w = arith.constant dense<[[[[1.0, 10.0]]], [[[-1.0, -10.0]]]]> : tensor<2x1x1x2xf32>
  %n = "tfl.no_value"() <{value}> : () -> none
  %0 = "tfl.conv_2d"(%x, %w, %n) <{dilation_h_factor = 1 : i32, dilation_w_factor = 1 : i32, fused_activation_function = "RELU", padding = "VALID", stride_h = 1 : i32, stride_w = 1 : i32}> : (tensor<1x1x1x2xf32>, tensor<2x1x1x2xf32>, none) -> tensor<1x1x1x2xf32>
  %e = arith.constant dense<[[[[21.0, 0.0]]]]> : tensor<1x1x1x2xf32>
  "check.expect_eq"(%0, %e) : (tensor<1x1x1x2xf32>, tensor<1x1x1x2xf32>) -> ()
  return
}

// Channel 0: (4 + 2) * 0.5 * 2 * 0.5 + 4 * 0.25 = 4, stored 4 - 1; channel 1 has another scale.
func.func @quantized_per_channel() {
  %x = "tfl.pseudo_qconst"() <{qtype = tensor<1x1x1x1x!quant.uniform<i8:f32, 0.5:-2>>, value = dense<4> : tensor<1x1x1x1xi8>}> : () -> tensor<1x1x1x1x!quant.uniform<i8:f32, 0.5:-2>>
  %w = "tfl.pseudo_qconst"() <{qtype = tensor<2x1x1x1x!quant.uniform<i8<-127:127>:f32:0, {0.5,0.25}>>, value = dense<[[[[2]]], [[[-8]]]]> : tensor<2x1x1x1xi8>}> : () -> tensor<2x1x1x1x!quant.uniform<i8<-127:127>:f32:0, {0.5,0.25}>>
  %b = "tfl.pseudo_qconst"() <{qtype = tensor<2x!quant.uniform<i32:f32:0, {0.25,0.125}>>, value = dense<[4, 0]> : tensor<2xi32>}> : () -> tensor<2x!quant.uniform<i32:f32:0, {0.25,0.125}>>
  %0 = "tfl.conv_2d"(%x, %w, %b) <{dilation_h_factor = 1 : i32, dilation_w_factor = 1 : i32, fused_activation_function = "NONE", padding = "VALID", stride_h = 1 : i32, stride_w = 1 : i32}> : (tensor<1x1x1x1x!quant.uniform<i8:f32, 0.5:-2>>, tensor<2x1x1x1x!quant.uniform<i8<-127:127>:f32:0, {0.5,0.25}>>, tensor<2x!quant.uniform<i32:f32:0, {0.25,0.125}>>) -> tensor<1x1x1x2x!quant.uniform<i8:f32, 1.0:-1>>
  %e = "tfl.pseudo_qconst"() <{qtype = tensor<1x1x1x2x!quant.uniform<i8:f32, 1.0:-1>>, value = dense<[[[[3, -7]]]]> : tensor<1x1x1x2xi8>}> : () -> tensor<1x1x1x2x!quant.uniform<i8:f32, 1.0:-1>>
  "check.expect_eq"(%0, %e) : (tensor<1x1x1x2x!quant.uniform<i8:f32, 1.0:-1>>, tensor<1x1x1x2x!quant.uniform<i8:f32, 1.0:-1>>) -> ()
  return
}

// Float activations and int8 weights: the activations are quantized on the fly.
func.func @hybrid() {
  %x = arith.constant dense<[[[[1.27, -1.27]]]]> : tensor<1x1x1x2xf32>
  %w = "tfl.pseudo_qconst"() <{qtype = tensor<1x1x1x2x!quant.uniform<i8<-127:127>:f32, 0.5>>, value = dense<[[[[4, 2]]]]> : tensor<1x1x1x2xi8>}> : () -> tensor<1x1x1x2x!quant.uniform<i8<-127:127>:f32, 0.5>>
  %b = arith.constant dense<[1.0]> : tensor<1xf32>
  %0 = "tfl.conv_2d"(%x, %w, %b) <{dilation_h_factor = 1 : i32, dilation_w_factor = 1 : i32, fused_activation_function = "NONE", padding = "VALID", stride_h = 1 : i32, stride_w = 1 : i32}> : (tensor<1x1x1x2xf32>, tensor<1x1x1x2x!quant.uniform<i8<-127:127>:f32, 0.5>>, tensor<1xf32>) -> tensor<1x1x1x1xf32>
  %e = arith.constant dense<2.27> : tensor<1x1x1x1xf32>
  "check.expect_almost_eq"(%0, %e) : (tensor<1x1x1x1xf32>, tensor<1x1x1x1xf32>) -> ()
  return
}

func.func @stride_zero() attributes {check.expect_error = "tfl.conv_2d: stride is 0, expected at least 1"} {
  %x = arith.constant dense<1.0> : tensor<1x2x2x1xf32>
  %w = arith.constant dense<1.0> : tensor<1x1x1x1xf32>
  %b = arith.constant dense<1.0> : tensor<1xf32>
  %0 = "tfl.conv_2d"(%x, %w, %b) <{dilation_h_factor = 1 : i32, dilation_w_factor = 1 : i32, fused_activation_function = "NONE", padding = "SAME", stride_h = 0 : i32, stride_w = 1 : i32}> : (tensor<1x2x2x1xf32>, tensor<1x1x1x1xf32>, tensor<1xf32>) -> tensor<*xf32>
  return
}
