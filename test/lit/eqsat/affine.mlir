// RUN: tfl-opt %s --tfl-optimize='enable-canonicalization=false' --verify-rewrites | FileCheck %s

// A scale, a bias and an activation become part of the convolution.
// CHECK-LABEL: @behind_conv
// CHECK-DAG: %[[W:.*]] = arith.constant dense<{{\[\[\[\[}}2.000000e+00]]], {{\[\[\[}}6.000000e+00]]]]> : tensor<2x1x1x1xf32>
// CHECK-DAG: %[[B:.*]] = arith.constant dense<[1.200000e+01, 3.500000e+01]> : tensor<2xf32>
// CHECK: %[[Y:.*]] = "tfl.conv_2d"(%arg0, %[[W]], %[[B]])
// CHECK-NEXT: return %[[Y]]
func.func @behind_conv(%x: tensor<1x4x4x1xf32>) -> tensor<1x4x4x2xf32> {
  %w = arith.constant dense<[[[[1.0]]], [[[2.0]]]]> : tensor<2x1x1x1xf32>
  %b = arith.constant dense<[5.0, 10.0]> : tensor<2xf32>
  %scale = arith.constant dense<[2.0, 3.0]> : tensor<2xf32>
  %more = arith.constant dense<[[[[2.0, 5.0]]]]> : tensor<1x1x1x2xf32>
  %0 = "tfl.conv_2d"(%x, %w, %b) <{dilation_h_factor = 1 : i32, dilation_w_factor = 1 : i32, fused_activation_function = "NONE", padding = "VALID", stride_h = 1 : i32, stride_w = 1 : i32}> : (tensor<1x4x4x1xf32>, tensor<2x1x1x1xf32>, tensor<2xf32>) -> tensor<1x4x4x2xf32>
  %1 = tfl.mul(%0, %scale) <{fused_activation_function = "NONE"}> : (tensor<1x4x4x2xf32>, tensor<2xf32>) -> tensor<1x4x4x2xf32>
  %2 = tfl.add(%1, %more) <{fused_activation_function = "NONE"}> : (tensor<1x4x4x2xf32>, tensor<1x1x1x2xf32>) -> tensor<1x4x4x2xf32>
  return %2 : tensor<1x4x4x2xf32>
}

// A batch normalization as it is written out: (x - mean) / sqrt(variance + epsilon) * gamma + beta.
// CHECK-LABEL: @batch_norm
// CHECK-DAG: %[[W:.*]] = arith.constant dense<{{.*}}[5.000000e-01, 2.000000e+00]{{.*}} : tensor<1x3x3x2xf32>
// CHECK-DAG: %[[B:.*]] = arith.constant dense<[-5.000000e-01, 3.000000e+00]> : tensor<2xf32>
// CHECK: %[[Y:.*]] = "tfl.depthwise_conv_2d"(%arg0, %[[W]], %[[B]])
// CHECK-NEXT: return %[[Y]]
func.func @batch_norm(%x: tensor<1x4x4x2xf32>) -> tensor<1x4x4x2xf32> {
  %none = "tfl.no_value"() <{value}> : () -> none
  %w = arith.constant dense<1.0> : tensor<1x3x3x2xf32>
  %mean = arith.constant dense<[3.0, 1.0]> : tensor<2xf32>
  %variance = arith.constant dense<[3.0, 0.0]> : tensor<2xf32>
  %epsilon = arith.constant dense<1.0> : tensor<f32>
  %gamma = arith.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %beta = arith.constant dense<[1.0, 5.0]> : tensor<2xf32>
  %0 = "tfl.depthwise_conv_2d"(%x, %w, %none) <{depth_multiplier = 1 : i32, dilation_h_factor = 1 : i32, dilation_w_factor = 1 : i32, fused_activation_function = "NONE", padding = "SAME", stride_h = 1 : i32, stride_w = 1 : i32}> : (tensor<1x4x4x2xf32>, tensor<1x3x3x2xf32>, none) -> tensor<1x4x4x2xf32>
  %1 = tfl.sub(%0, %mean) <{fused_activation_function = "NONE"}> : (tensor<1x4x4x2xf32>, tensor<2xf32>) -> tensor<1x4x4x2xf32>
  %2 = tfl.add(%variance, %epsilon) <{fused_activation_function = "NONE"}> : (tensor<2xf32>, tensor<f32>) -> tensor<2xf32>
  %3 = "tfl.sqrt"(%2) : (tensor<2xf32>) -> tensor<2xf32>
  %4 = tfl.div(%1, %3) <{fused_activation_function = "NONE"}> : (tensor<1x4x4x2xf32>, tensor<2xf32>) -> tensor<1x4x4x2xf32>
  %5 = tfl.mul(%gamma, %4) <{fused_activation_function = "NONE"}> : (tensor<2xf32>, tensor<1x4x4x2xf32>) -> tensor<1x4x4x2xf32>
  %6 = tfl.add(%5, %beta) <{fused_activation_function = "NONE"}> : (tensor<1x4x4x2xf32>, tensor<2xf32>) -> tensor<1x4x4x2xf32>
  return %6 : tensor<1x4x4x2xf32>
}

// A transposed convolution without bias gets one.
// CHECK-LABEL: @behind_transpose_conv
// CHECK: %[[Y:.*]] = "tfl.transpose_conv"(%{{.*}}, %{{.*}}, %arg0, %{{.*}}) {{.*}} : (tensor<4xi32>, tensor<2x2x2x2xf32>, tensor<1x4x4x2xf32>, tensor<2xf32>)
// CHECK-NEXT: return %[[Y]]
func.func @behind_transpose_conv(%x: tensor<1x4x4x2xf32>) -> tensor<1x8x8x2xf32> {
  %none = "tfl.no_value"() <{value}> : () -> none
  %shape = arith.constant dense<[1, 8, 8, 2]> : tensor<4xi32>
  %w = arith.constant dense<0.5> : tensor<2x2x2x2xf32>
  %a = arith.constant dense<[2.0, 3.0]> : tensor<2xf32>
  %b = arith.constant dense<4.0> : tensor<f32>
  %0 = "tfl.transpose_conv"(%shape, %w, %x, %none) <{fused_activation_function = "NONE", padding = "SAME", stride_h = 2 : i32, stride_w = 2 : i32}> : (tensor<4xi32>, tensor<2x2x2x2xf32>, tensor<1x4x4x2xf32>, none) -> tensor<1x8x8x2xf32>
  %1 = tfl.mul(%0, %a) <{fused_activation_function = "NONE"}> : (tensor<1x8x8x2xf32>, tensor<2xf32>) -> tensor<1x8x8x2xf32>
  %2 = tfl.add(%1, %b) <{fused_activation_function = "NONE"}> : (tensor<1x8x8x2xf32>, tensor<f32>) -> tensor<1x8x8x2xf32>
  return %2 : tensor<1x8x8x2xf32>
}

// A clamp at zero lets a positive factor through, and no negative one.
// CHECK-LABEL: @behind_relu
// CHECK-DAG: %[[Y:.*]] = "tfl.conv_2d"(%arg0, %[[W:.*]], {{.*}}fused_activation_function = "RELU"
// CHECK-DAG: %[[S:.*]] = tfl.mul(%[[Z:.*]], {{.*}}
// CHECK-NOT: tfl.mul
// CHECK: return
func.func @behind_relu(%x: tensor<1x4x4x2xf32>) -> (tensor<1x4x4x2xf32>, tensor<1x4x4x2xf32>) {
  %w = arith.constant dense<[[[[1.0, 2.0]]], [[[3.0, 4.0]]]]> : tensor<2x1x1x2xf32>
  %b = arith.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %a = arith.constant dense<[2.0, 0.5]> : tensor<2xf32>
  %n = arith.constant dense<[2.0, -0.5]> : tensor<2xf32>
  %w2 = arith.constant dense<[[[[1.0, -2.0]]], [[[3.0, 4.0]]]]> : tensor<2x1x1x2xf32>
  %0 = "tfl.conv_2d"(%x, %w, %b) <{dilation_h_factor = 1 : i32, dilation_w_factor = 1 : i32, fused_activation_function = "RELU", padding = "VALID", stride_h = 1 : i32, stride_w = 1 : i32}> : (tensor<1x4x4x2xf32>, tensor<2x1x1x2xf32>, tensor<2xf32>) -> tensor<1x4x4x2xf32>
  %1 = "tfl.conv_2d"(%x, %w2, %b) <{dilation_h_factor = 1 : i32, dilation_w_factor = 1 : i32, fused_activation_function = "RELU", padding = "VALID", stride_h = 1 : i32, stride_w = 1 : i32}> : (tensor<1x4x4x2xf32>, tensor<2x1x1x2xf32>, tensor<2xf32>) -> tensor<1x4x4x2xf32>
  %2 = tfl.mul(%0, %a) <{fused_activation_function = "NONE"}> : (tensor<1x4x4x2xf32>, tensor<2xf32>) -> tensor<1x4x4x2xf32>
  %3 = tfl.mul(%1, %n) <{fused_activation_function = "NONE"}> : (tensor<1x4x4x2xf32>, tensor<2xf32>) -> tensor<1x4x4x2xf32>
  return %2, %3 : tensor<1x4x4x2xf32>, tensor<1x4x4x2xf32>
}

// A constant that makes the result larger, or differs by pixel, is none of the channels'.
// CHECK-LABEL: @not_by_channel
// CHECK: tfl.add
// CHECK: tfl.mul
func.func @not_by_channel(%x: tensor<1x4x4x2xf32>) -> (tensor<3x4x4x2xf32>, tensor<1x4x4x2xf32>) {
  %w = arith.constant dense<[[[[1.0, 2.0]]], [[[3.0, 4.0]]]]> : tensor<2x1x1x2xf32>
  %b = arith.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %a = arith.constant dense<[[[[1.0]]], [[[2.0]]], [[[3.0]]]]> : tensor<3x1x1x1xf32>
  %n = arith.constant dense<[[[1.0], [2.0], [3.0], [4.0]]]> : tensor<1x4x1xf32>
  %0 = "tfl.conv_2d"(%x, %w, %b) <{dilation_h_factor = 1 : i32, dilation_w_factor = 1 : i32, fused_activation_function = "NONE", padding = "VALID", stride_h = 1 : i32, stride_w = 1 : i32}> : (tensor<1x4x4x2xf32>, tensor<2x1x1x2xf32>, tensor<2xf32>) -> tensor<1x4x4x2xf32>
  %1 = tfl.add(%0, %a) <{fused_activation_function = "NONE"}> : (tensor<1x4x4x2xf32>, tensor<3x1x1x1xf32>) -> tensor<3x4x4x2xf32>
  %2 = tfl.mul(%0, %n) <{fused_activation_function = "NONE"}> : (tensor<1x4x4x2xf32>, tensor<1x4x1xf32>) -> tensor<1x4x4x2xf32>
  return %1, %2 : tensor<3x4x4x2xf32>, tensor<1x4x4x2xf32>
}

// The lowest float, as masks have it, would overflow when merged.
// CHECK-LABEL: @mask
// CHECK: tfl.add
// CHECK: tfl.add
func.func @mask(%x: tensor<4x2xf32>) -> tensor<4x2xf32> {
  %a = arith.constant dense<[-3.4028234e38, 0.0]> : tensor<2xf32>
  %0 = tfl.add(%x, %a) <{fused_activation_function = "NONE"}> : (tensor<4x2xf32>, tensor<2xf32>) -> tensor<4x2xf32>
  %1 = tfl.add(%0, %a) <{fused_activation_function = "NONE"}> : (tensor<4x2xf32>, tensor<2xf32>) -> tensor<4x2xf32>
  return %1 : tensor<4x2xf32>
}

// What comes before a convolution: a factor always, a summand where nothing is padded.
// CHECK-LABEL: @before_valid_conv
// CHECK: %[[Y:.*]] = "tfl.conv_2d"(%arg0, {{.*}}padding = "VALID"
// CHECK-NEXT: return %[[Y]]
func.func @before_valid_conv(%x: tensor<1x4x4x2xf32>) -> tensor<1x2x2x2xf32> {
  %w = arith.constant dense<0.5> : tensor<2x3x3x2xf32>
  %none = "tfl.no_value"() <{value}> : () -> none
  %a = arith.constant dense<[2.0, 4.0]> : tensor<2xf32>
  %t = arith.constant dense<[1.0, 3.0]> : tensor<2xf32>
  %0 = tfl.mul(%x, %a) <{fused_activation_function = "NONE"}> : (tensor<1x4x4x2xf32>, tensor<2xf32>) -> tensor<1x4x4x2xf32>
  %1 = tfl.add(%0, %t) <{fused_activation_function = "NONE"}> : (tensor<1x4x4x2xf32>, tensor<2xf32>) -> tensor<1x4x4x2xf32>
  %2 = "tfl.conv_2d"(%1, %w, %none) <{dilation_h_factor = 1 : i32, dilation_w_factor = 1 : i32, fused_activation_function = "NONE", padding = "VALID", stride_h = 1 : i32, stride_w = 1 : i32}> : (tensor<1x4x4x2xf32>, tensor<2x3x3x2xf32>, none) -> tensor<1x2x2x2xf32>
  return %2 : tensor<1x2x2x2xf32>
}

// Where something is padded the summand stays, divided by the factor.
// CHECK-LABEL: @before_same_conv
// CHECK-DAG: %[[T:.*]] = arith.constant dense<-7.500000e-01> : tensor<f32>
// CHECK: %[[A:.*]] = tfl.add(%arg0, %[[T]])
// CHECK-NEXT: %[[Y:.*]] = "tfl.conv_2d"(%[[A]], {{.*}}padding = "SAME"
// CHECK-NEXT: return %[[Y]]
func.func @before_same_conv(%x: tensor<1x32x32x8xf32>) -> tensor<1x32x32x8xf32> {
  %w = arith.constant dense<0.5> : tensor<8x3x3x8xf32>
  %none = "tfl.no_value"() <{value}> : () -> none
  %a = arith.constant dense<-4.0> : tensor<f32>
  %t = arith.constant dense<3.0> : tensor<f32>
  %0 = tfl.mul(%x, %a) <{fused_activation_function = "NONE"}> : (tensor<1x32x32x8xf32>, tensor<f32>) -> tensor<1x32x32x8xf32>
  %1 = tfl.add(%0, %t) <{fused_activation_function = "NONE"}> : (tensor<1x32x32x8xf32>, tensor<f32>) -> tensor<1x32x32x8xf32>
  %2 = "tfl.conv_2d"(%1, %w, %none) <{dilation_h_factor = 1 : i32, dilation_w_factor = 1 : i32, fused_activation_function = "NONE", padding = "SAME", stride_h = 1 : i32, stride_w = 1 : i32}> : (tensor<1x32x32x8xf32>, tensor<8x3x3x8xf32>, none) -> tensor<1x32x32x8xf32>
  return %2 : tensor<1x32x32x8xf32>
}

// The same where the padding is an op of its own.
// CHECK-LABEL: @before_pad
// CHECK: %[[A:.*]] = tfl.add(%arg0, 
// CHECK-NEXT: %[[P:.*]] = "tfl.pad"(%[[A]]
// CHECK-NEXT: %[[Y:.*]] = "tfl.conv_2d"(%[[P]], {{.*}}padding = "VALID"
// CHECK-NEXT: return %[[Y]]
func.func @before_pad(%x: tensor<1x4x4x2xf32>) -> tensor<1x2x2x2xf32> {
  %w = arith.constant dense<0.5> : tensor<2x3x3x2xf32>
  %none = "tfl.no_value"() <{value}> : () -> none
  %a = arith.constant dense<127.5> : tensor<f32>
  %one = arith.constant dense<1.0> : tensor<f32>
  %p = arith.constant dense<[[0, 0], [1, 1], [1, 1], [0, 0]]> : tensor<4x2xi32>
  %0 = tfl.div(%x, %a) <{fused_activation_function = "NONE"}> : (tensor<1x4x4x2xf32>, tensor<f32>) -> tensor<1x4x4x2xf32>
  %1 = tfl.sub(%0, %one) <{fused_activation_function = "NONE"}> : (tensor<1x4x4x2xf32>, tensor<f32>) -> tensor<1x4x4x2xf32>
  %2 = "tfl.pad"(%1, %p) : (tensor<1x4x4x2xf32>, tensor<4x2xi32>) -> tensor<1x6x6x2xf32>
  %3 = "tfl.conv_2d"(%2, %w, %none) <{dilation_h_factor = 1 : i32, dilation_w_factor = 1 : i32, fused_activation_function = "NONE", padding = "VALID", stride_h = 2 : i32, stride_w = 2 : i32}> : (tensor<1x6x6x2xf32>, tensor<2x3x3x2xf32>, none) -> tensor<1x2x2x2xf32>
  return %3 : tensor<1x2x2x2xf32>
}

// Each input channel of a depthwise convolution has several outputs.
// CHECK-LABEL: @before_depthwise
// CHECK-DAG: arith.constant dense<{{\[\[\[\[}}2.000000e+00, 4.000000e+00, 1.200000e+01, 1.600000e+01]]]]>
// CHECK-DAG: arith.constant dense<[1.000000e+00, 2.000000e+00, 9.000000e+00, 1.200000e+01]>
// CHECK: %[[Y:.*]] = "tfl.depthwise_conv_2d"(%arg0
// CHECK-NEXT: return %[[Y]]
func.func @before_depthwise(%x: tensor<1x4x4x2xf32>) -> tensor<1x4x4x4xf32> {
  %w = arith.constant dense<[[[[1.0, 2.0, 3.0, 4.0]]]]> : tensor<1x1x1x4xf32>
  %none = "tfl.no_value"() <{value}> : () -> none
  %a = arith.constant dense<[2.0, 4.0]> : tensor<2xf32>
  %t = arith.constant dense<[1.0, 3.0]> : tensor<2xf32>
  %0 = tfl.mul(%x, %a) <{fused_activation_function = "NONE"}> : (tensor<1x4x4x2xf32>, tensor<2xf32>) -> tensor<1x4x4x2xf32>
  %1 = tfl.add(%0, %t) <{fused_activation_function = "NONE"}> : (tensor<1x4x4x2xf32>, tensor<2xf32>) -> tensor<1x4x4x2xf32>
  %2 = "tfl.depthwise_conv_2d"(%1, %w, %none) <{depth_multiplier = 2 : i32, dilation_h_factor = 1 : i32, dilation_w_factor = 1 : i32, fused_activation_function = "NONE", padding = "SAME", stride_h = 1 : i32, stride_w = 1 : i32}> : (tensor<1x4x4x2xf32>, tensor<1x1x1x4xf32>, none) -> tensor<1x4x4x4xf32>
  return %2 : tensor<1x4x4x4xf32>
}

// Channels become part of a row; through the reshape, which is not needed, into the weights.
// CHECK-LABEL: @before_flatten
// CHECK: %[[Y:.*]] = "tfl.fully_connected"(%arg0
// CHECK-NEXT: return %[[Y]]
func.func @before_flatten(%x: tensor<?x2x2x2xf32>) -> tensor<?x3xf32> {
  %w = arith.constant dense<[[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0], [8.0, 7.0, 6.0, 5.0, 4.0, 3.0, 2.0, 1.0], [0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0]]> : tensor<3x8xf32>
  %none = "tfl.no_value"() <{value}> : () -> none
  %a = arith.constant dense<[2.0, 4.0]> : tensor<2xf32>
  %t = arith.constant dense<[1.0, 3.0]> : tensor<2xf32>
  %s = arith.constant dense<[-1, 8]> : tensor<2xi32>
  %0 = tfl.mul(%x, %a) <{fused_activation_function = "NONE"}> : (tensor<?x2x2x2xf32>, tensor<2xf32>) -> tensor<?x2x2x2xf32>
  %1 = tfl.add(%0, %t) <{fused_activation_function = "NONE"}> : (tensor<?x2x2x2xf32>, tensor<2xf32>) -> tensor<?x2x2x2xf32>
  %2 = "tfl.reshape"(%1, %s) : (tensor<?x2x2x2xf32>, tensor<2xi32>) -> tensor<?x8xf32>
  %3 = "tfl.fully_connected"(%2, %w, %none) <{fused_activation_function = "NONE", keep_num_dims = false, weights_format = "DEFAULT"}> : (tensor<?x8xf32>, tensor<3x8xf32>, none) -> tensor<?x3xf32>
  return %3 : tensor<?x3xf32>
}

// The same up: a row becomes an image that is scaled by channel.
// CHECK-LABEL: @behind_unflatten
// CHECK: %[[Y:.*]] = "tfl.fully_connected"(%arg0
// CHECK-NEXT: %[[R:.*]] = "tfl.reshape"(%[[Y]]
// CHECK-NEXT: return %[[R]]
func.func @behind_unflatten(%x: tensor<4x3xf32>) -> tensor<4x2x2x2xf32> {
  %w = arith.constant dense<[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 9.0], [1.0, 0.0, 2.0], [1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 9.0], [1.0, 0.0, 2.0]]> : tensor<8x3xf32>
  %none = "tfl.no_value"() <{value}> : () -> none
  %a = arith.constant dense<[2.0, 4.0]> : tensor<2xf32>
  %t = arith.constant dense<[1.0, 3.0]> : tensor<2xf32>
  %s = arith.constant dense<[4, 2, 2, 2]> : tensor<4xi32>
  %0 = "tfl.fully_connected"(%x, %w, %none) <{fused_activation_function = "NONE", keep_num_dims = false, weights_format = "DEFAULT"}> : (tensor<4x3xf32>, tensor<8x3xf32>, none) -> tensor<4x8xf32>
  %1 = "tfl.reshape"(%0, %s) : (tensor<4x8xf32>, tensor<4xi32>) -> tensor<4x2x2x2xf32>
  %2 = tfl.mul(%1, %a) <{fused_activation_function = "NONE"}> : (tensor<4x2x2x2xf32>, tensor<2xf32>) -> tensor<4x2x2x2xf32>
  %3 = tfl.add(%2, %t) <{fused_activation_function = "NONE"}> : (tensor<4x2x2x2xf32>, tensor<2xf32>) -> tensor<4x2x2x2xf32>
  return %3 : tensor<4x2x2x2xf32>
}

// A normalization behind a pool belongs to the convolution before it.
// CHECK-LABEL: @behind_pool
// CHECK-NOT: {{tfl.mul|tfl.add}}
// CHECK: return
func.func @behind_pool(%x: tensor<1x4x4x2xf32>, %y: tensor<1x4x4x2xf32>) -> (tensor<1x2x2x2xf32>, tensor<1x2x2x2xf32>) {
  %w = arith.constant dense<[[[[1.0, 2.0]]], [[[3.0, 4.0]]]]> : tensor<2x1x1x2xf32>
  %none = "tfl.no_value"() <{value}> : () -> none
  %a = arith.constant dense<[2.0, 4.0]> : tensor<2xf32>
  %n = arith.constant dense<[-2.0, 4.0]> : tensor<2xf32>
  %t = arith.constant dense<[1.0, 3.0]> : tensor<2xf32>
  %0 = "tfl.conv_2d"(%x, %w, %none) <{dilation_h_factor = 1 : i32, dilation_w_factor = 1 : i32, fused_activation_function = "NONE", padding = "VALID", stride_h = 1 : i32, stride_w = 1 : i32}> : (tensor<1x4x4x2xf32>, tensor<2x1x1x2xf32>, none) -> tensor<1x4x4x2xf32>
  %1 = "tfl.max_pool_2d"(%0) <{filter_height = 2 : i32, filter_width = 2 : i32, fused_activation_function = "NONE", padding = "VALID", stride_h = 2 : i32, stride_w = 2 : i32}> : (tensor<1x4x4x2xf32>) -> tensor<1x2x2x2xf32>
  %2 = tfl.mul(%1, %a) <{fused_activation_function = "NONE"}> : (tensor<1x2x2x2xf32>, tensor<2xf32>) -> tensor<1x2x2x2xf32>
  %3 = tfl.add(%2, %t) <{fused_activation_function = "NONE"}> : (tensor<1x2x2x2xf32>, tensor<2xf32>) -> tensor<1x2x2x2xf32>
  %4 = "tfl.conv_2d"(%y, %w, %none) <{dilation_h_factor = 1 : i32, dilation_w_factor = 1 : i32, fused_activation_function = "NONE", padding = "VALID", stride_h = 1 : i32, stride_w = 1 : i32}> : (tensor<1x4x4x2xf32>, tensor<2x1x1x2xf32>, none) -> tensor<1x4x4x2xf32>
  %5 = "tfl.average_pool_2d"(%4) <{filter_height = 2 : i32, filter_width = 2 : i32, fused_activation_function = "NONE", padding = "SAME", stride_h = 2 : i32, stride_w = 2 : i32}> : (tensor<1x4x4x2xf32>) -> tensor<1x2x2x2xf32>
  %6 = tfl.mul(%5, %n) <{fused_activation_function = "NONE"}> : (tensor<1x2x2x2xf32>, tensor<2xf32>) -> tensor<1x2x2x2xf32>
  %7 = tfl.add(%6, %t) <{fused_activation_function = "NONE"}> : (tensor<1x2x2x2xf32>, tensor<2xf32>) -> tensor<1x2x2x2xf32>
  return %3, %7 : tensor<1x2x2x2xf32>, tensor<1x2x2x2xf32>
}

// A negative factor makes a minimum of a maximum.
// CHECK-LABEL: @behind_pool_negative
// CHECK: "tfl.max_pool_2d"
// CHECK: tfl.mul
func.func @behind_pool_negative(%x: tensor<1x4x4x2xf32>) -> tensor<1x2x2x2xf32> {
  %w = arith.constant dense<[[[[1.0, 2.0]]], [[[3.0, 4.0]]]]> : tensor<2x1x1x2xf32>
  %none = "tfl.no_value"() <{value}> : () -> none
  %n = arith.constant dense<[-2.0, 4.0]> : tensor<2xf32>
  %0 = "tfl.conv_2d"(%x, %w, %none) <{dilation_h_factor = 1 : i32, dilation_w_factor = 1 : i32, fused_activation_function = "NONE", padding = "VALID", stride_h = 1 : i32, stride_w = 1 : i32}> : (tensor<1x4x4x2xf32>, tensor<2x1x1x2xf32>, none) -> tensor<1x4x4x2xf32>
  %1 = "tfl.max_pool_2d"(%0) <{filter_height = 2 : i32, filter_width = 2 : i32, fused_activation_function = "NONE", padding = "VALID", stride_h = 2 : i32, stride_w = 2 : i32}> : (tensor<1x4x4x2xf32>) -> tensor<1x2x2x2xf32>
  %2 = tfl.mul(%1, %n) <{fused_activation_function = "NONE"}> : (tensor<1x2x2x2xf32>, tensor<2xf32>) -> tensor<1x2x2x2xf32>
  return %2 : tensor<1x2x2x2xf32>
}

// The scale of attention is one of the layer that makes the queries.
// CHECK-LABEL: @attention
// CHECK-NOT: tfl.mul
// CHECK: return
func.func @attention(%x: tensor<4x4xf32>, %k: tensor<2x2x4xf32>) -> tensor<2x4x4xf32> {
  %w = arith.constant dense<[[1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0], [8.0, 7.0, 6.0, 5.0], [4.0, 3.0, 2.0, 1.0]]> : tensor<4x4xf32>
  %b = arith.constant dense<[1.0, 2.0, 3.0, 4.0]> : tensor<4xf32>
  %scale = arith.constant dense<0.5> : tensor<f32>
  %s = arith.constant dense<[4, 2, 2]> : tensor<3xi32>
  %p = arith.constant dense<[1, 0, 2]> : tensor<3xi32>
  %0 = "tfl.fully_connected"(%x, %w, %b) <{fused_activation_function = "NONE", keep_num_dims = false, weights_format = "DEFAULT"}> : (tensor<4x4xf32>, tensor<4x4xf32>, tensor<4xf32>) -> tensor<4x4xf32>
  %1 = "tfl.reshape"(%0, %s) : (tensor<4x4xf32>, tensor<3xi32>) -> tensor<4x2x2xf32>
  %2 = "tfl.transpose"(%1, %p) : (tensor<4x2x2xf32>, tensor<3xi32>) -> tensor<2x4x2xf32>
  %3 = "tfl.batch_matmul"(%2, %k) <{adj_x = false, adj_y = false}> : (tensor<2x4x2xf32>, tensor<2x2x4xf32>) -> tensor<2x4x4xf32>
  %4 = tfl.mul(%3, %scale) <{fused_activation_function = "NONE"}> : (tensor<2x4x4xf32>, tensor<f32>) -> tensor<2x4x4xf32>
  return %4 : tensor<2x4x4xf32>
}

// A normalization before a clamp and a convolution, as in networks that normalize first: the factor goes
// into the weights, the sum stays.
// CHECK-LABEL: @normalized_first
// CHECK: %[[A:.*]] = tfl.add(%arg0, 
// CHECK-NOT: tfl.mul
// CHECK: return
func.func @normalized_first(%x: tensor<1x32x32x8xf32>) -> tensor<1x32x32x8xf32> {
  %w = arith.constant dense<1.0> : tensor<8x3x3x8xf32>
  %none = "tfl.no_value"() <{value}> : () -> none
  %a = arith.constant dense<2.0> : tensor<f32>
  %t = arith.constant dense<-3.0> : tensor<f32>
  %0 = tfl.mul(%x, %a) <{fused_activation_function = "NONE"}> : (tensor<1x32x32x8xf32>, tensor<f32>) -> tensor<1x32x32x8xf32>
  %1 = tfl.add(%0, %t) <{fused_activation_function = "RELU"}> : (tensor<1x32x32x8xf32>, tensor<f32>) -> tensor<1x32x32x8xf32>
  %2 = "tfl.conv_2d"(%1, %w, %none) <{dilation_h_factor = 1 : i32, dilation_w_factor = 1 : i32, fused_activation_function = "NONE", padding = "SAME", stride_h = 1 : i32, stride_w = 1 : i32}> : (tensor<1x32x32x8xf32>, tensor<8x3x3x8xf32>, none) -> tensor<1x32x32x8xf32>
  return %2 : tensor<1x32x32x8xf32>
}

// Factors of one value add up.
// CHECK-LABEL: @factors
// CHECK-DAG: arith.constant dense<[-3.000000e+00, -6.000000e+00]>
// CHECK: %[[Y:.*]] = tfl.mul(%arg0
// CHECK-NEXT: return %[[Y]]
func.func @factors(%x: tensor<4x2xf32>) -> tensor<4x2xf32> {
  %a = arith.constant dense<[2.0, 5.0]> : tensor<2xf32>
  %0 = tfl.mul(%a, %x) <{fused_activation_function = "NONE"}> : (tensor<2xf32>, tensor<4x2xf32>) -> tensor<4x2xf32>
  %1 = tfl.add(%x, %0) <{fused_activation_function = "NONE"}> : (tensor<4x2xf32>, tensor<4x2xf32>) -> tensor<4x2xf32>
  %2 = "tfl.neg"(%1) : (tensor<4x2xf32>) -> tensor<4x2xf32>
  return %2 : tensor<4x2xf32>
}

// Behind a sum: one of the summands takes a summand, both a factor.
// CHECK-LABEL: @behind_sum
// CHECK-DAG: %[[P:.*]] = "tfl.conv_2d"(%arg0
// CHECK-DAG: %[[Q:.*]] = "tfl.conv_2d"(%arg1
// CHECK: %[[S:.*]] = tfl.add {{.*}}fused_activation_function = "RELU"
// CHECK-NEXT: return %[[S]]
func.func @behind_sum(%x: tensor<1x4x4x2xf32>, %y: tensor<1x4x4x2xf32>) -> tensor<1x4x4x2xf32> {
  %w = arith.constant dense<[[[[1.0, 2.0]]], [[[3.0, 4.0]]]]> : tensor<2x1x1x2xf32>
  %v = arith.constant dense<[[[[5.0, 6.0]]], [[[7.0, 9.0]]]]> : tensor<2x1x1x2xf32>
  %b = arith.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %a = arith.constant dense<[2.0, 4.0]> : tensor<2xf32>
  %0 = "tfl.conv_2d"(%x, %w, %b) <{dilation_h_factor = 1 : i32, dilation_w_factor = 1 : i32, fused_activation_function = "NONE", padding = "VALID", stride_h = 1 : i32, stride_w = 1 : i32}> : (tensor<1x4x4x2xf32>, tensor<2x1x1x2xf32>, tensor<2xf32>) -> tensor<1x4x4x2xf32>
  %1 = "tfl.conv_2d"(%y, %v, %b) <{dilation_h_factor = 1 : i32, dilation_w_factor = 1 : i32, fused_activation_function = "NONE", padding = "VALID", stride_h = 1 : i32, stride_w = 1 : i32}> : (tensor<1x4x4x2xf32>, tensor<2x1x1x2xf32>, tensor<2xf32>) -> tensor<1x4x4x2xf32>
  %2 = tfl.add(%0, %1) <{fused_activation_function = "NONE"}> : (tensor<1x4x4x2xf32>, tensor<1x4x4x2xf32>) -> tensor<1x4x4x2xf32>
  %3 = tfl.mul(%2, %a) <{fused_activation_function = "NONE"}> : (tensor<1x4x4x2xf32>, tensor<2xf32>) -> tensor<1x4x4x2xf32>
  %4 = tfl.add(%3, %a) <{fused_activation_function = "RELU"}> : (tensor<1x4x4x2xf32>, tensor<2xf32>) -> tensor<1x4x4x2xf32>
  return %4 : tensor<1x4x4x2xf32>
}

// Where a summand does not take the factor nothing is distributed.
// CHECK-LABEL: @behind_sum_of_input
// CHECK: tfl.add %
// CHECK-NEXT: tfl.mul
// CHECK-NEXT: return
func.func @behind_sum_of_input(%x: tensor<1x4x4x2xf32>, %y: tensor<1x4x4x2xf32>) -> tensor<1x4x4x2xf32> {
  %w = arith.constant dense<[[[[1.0, 2.0]]], [[[3.0, 4.0]]]]> : tensor<2x1x1x2xf32>
  %b = arith.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %a = arith.constant dense<[2.0, 4.0]> : tensor<2xf32>
  %0 = "tfl.conv_2d"(%x, %w, %b) <{dilation_h_factor = 1 : i32, dilation_w_factor = 1 : i32, fused_activation_function = "NONE", padding = "VALID", stride_h = 1 : i32, stride_w = 1 : i32}> : (tensor<1x4x4x2xf32>, tensor<2x1x1x2xf32>, tensor<2xf32>) -> tensor<1x4x4x2xf32>
  %1 = tfl.add(%0, %y) <{fused_activation_function = "NONE"}> : (tensor<1x4x4x2xf32>, tensor<1x4x4x2xf32>) -> tensor<1x4x4x2xf32>
  %2 = tfl.mul(%1, %a) <{fused_activation_function = "NONE"}> : (tensor<1x4x4x2xf32>, tensor<2xf32>) -> tensor<1x4x4x2xf32>
  return %2 : tensor<1x4x4x2xf32>
}

// Behind a concatenation each part takes its share.
// CHECK-LABEL: @behind_concat
// CHECK-NOT: {{tfl.mul|tfl.add}}
// CHECK: %[[C:.*]] = "tfl.concatenation"
// CHECK-NEXT: return %[[C]]
func.func @behind_concat(%x: tensor<1x4x4x2xf32>, %y: tensor<1x4x4x2xf32>) -> tensor<1x4x4x4xf32> {
  %w = arith.constant dense<[[[[1.0, 2.0]]], [[[3.0, 4.0]]]]> : tensor<2x1x1x2xf32>
  %b = arith.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %a = arith.constant dense<[2.0, 4.0, 3.0, 5.0]> : tensor<4xf32>
  %one = arith.constant dense<1.0> : tensor<f32>
  %0 = "tfl.conv_2d"(%x, %w, %b) <{dilation_h_factor = 1 : i32, dilation_w_factor = 1 : i32, fused_activation_function = "NONE", padding = "VALID", stride_h = 1 : i32, stride_w = 1 : i32}> : (tensor<1x4x4x2xf32>, tensor<2x1x1x2xf32>, tensor<2xf32>) -> tensor<1x4x4x2xf32>
  %1 = "tfl.conv_2d"(%y, %w, %b) <{dilation_h_factor = 1 : i32, dilation_w_factor = 1 : i32, fused_activation_function = "NONE", padding = "VALID", stride_h = 1 : i32, stride_w = 1 : i32}> : (tensor<1x4x4x2xf32>, tensor<2x1x1x2xf32>, tensor<2xf32>) -> tensor<1x4x4x2xf32>
  %2 = "tfl.concatenation"(%0, %1) <{axis = 3 : i32, fused_activation_function = "NONE"}> : (tensor<1x4x4x2xf32>, tensor<1x4x4x2xf32>) -> tensor<1x4x4x4xf32>
  %3 = tfl.mul(%2, %a) <{fused_activation_function = "NONE"}> : (tensor<1x4x4x4xf32>, tensor<4xf32>) -> tensor<1x4x4x4xf32>
  %4 = tfl.add(%3, %one) <{fused_activation_function = "NONE"}> : (tensor<1x4x4x4xf32>, tensor<f32>) -> tensor<1x4x4x4xf32>
  return %4 : tensor<1x4x4x4xf32>
}
