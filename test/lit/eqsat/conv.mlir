// RUN: tfl-opt %s --tfl-optimize='enable-canonicalization=false' --verify-rewrites | FileCheck %s

// A pad by the amounts of SAME is the convolution's own; with a stride of one the size does not matter.
// CHECK-LABEL: @pad_is_same
// CHECK: %[[Y:.*]] = "tfl.conv_2d"(%arg0, {{.*}}padding = "SAME"
// CHECK-NEXT: return %[[Y]]
func.func @pad_is_same(%x: tensor<1x?x?x1xf32>) -> tensor<1x?x?x2xf32> {
  %w = arith.constant dense<0.5> : tensor<2x3x3x1xf32>
  %b = arith.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %p = arith.constant dense<[[0, 0], [1, 1], [1, 1], [0, 0]]> : tensor<4x2xi32>
  %0 = "tfl.pad"(%x, %p) : (tensor<1x?x?x1xf32>, tensor<4x2xi32>) -> tensor<1x?x?x1xf32>
  %1 = "tfl.conv_2d"(%0, %w, %b) <{dilation_h_factor = 1 : i32, dilation_w_factor = 1 : i32, fused_activation_function = "NONE", padding = "VALID", stride_h = 1 : i32, stride_w = 1 : i32}> : (tensor<1x?x?x1xf32>, tensor<2x3x3x1xf32>, tensor<2xf32>) -> tensor<1x?x?x2xf32>
  return %1 : tensor<1x?x?x2xf32>
}

// Two pads are one, which is that of SAME.
// CHECK-LABEL: @two_pads
// CHECK: %[[Y:.*]] = "tfl.depthwise_conv_2d"(%arg0, {{.*}}padding = "SAME"
// CHECK-NEXT: return %[[Y]]
func.func @two_pads(%x: tensor<1x4x4x2xf32>) -> tensor<1x4x4x2xf32> {
  %w = arith.constant dense<0.5> : tensor<1x3x3x2xf32>
  %b = arith.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %p = arith.constant dense<[[0, 0], [1, 0], [1, 0], [0, 0]]> : tensor<4x2xi32>
  %q = arith.constant dense<[[0, 0], [0, 1], [0, 1], [0, 0]]> : tensor<4x2xi32>
  %zero = arith.constant dense<0.0> : tensor<f32>
  %0 = "tfl.pad"(%x, %p) : (tensor<1x4x4x2xf32>, tensor<4x2xi32>) -> tensor<1x5x5x2xf32>
  %1 = "tfl.padv2"(%0, %q, %zero) : (tensor<1x5x5x2xf32>, tensor<4x2xi32>, tensor<f32>) -> tensor<1x6x6x2xf32>
  %2 = "tfl.depthwise_conv_2d"(%1, %w, %b) <{depth_multiplier = 1 : i32, dilation_h_factor = 1 : i32, dilation_w_factor = 1 : i32, fused_activation_function = "NONE", padding = "VALID", stride_h = 1 : i32, stride_w = 1 : i32}> : (tensor<1x6x6x2xf32>, tensor<1x3x3x2xf32>, tensor<2xf32>) -> tensor<1x4x4x2xf32>
  return %2 : tensor<1x4x4x2xf32>
}

// Other amounts than those of SAME at this size and stride stay.
// CHECK-LABEL: @pad_is_not_same
// CHECK: %[[P:.*]] = "tfl.pad"(%arg0
// CHECK: "tfl.conv_2d"(%[[P]], {{.*}}padding = "VALID"
func.func @pad_is_not_same(%x: tensor<1x4x4x1xf32>) -> tensor<1x2x2x2xf32> {
  %w = arith.constant dense<0.5> : tensor<2x3x3x1xf32>
  %b = arith.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %p = arith.constant dense<[[0, 0], [1, 1], [1, 1], [0, 0]]> : tensor<4x2xi32>
  %0 = "tfl.pad"(%x, %p) : (tensor<1x4x4x1xf32>, tensor<4x2xi32>) -> tensor<1x6x6x1xf32>
  %1 = "tfl.conv_2d"(%0, %w, %b) <{dilation_h_factor = 1 : i32, dilation_w_factor = 1 : i32, fused_activation_function = "NONE", padding = "VALID", stride_h = 2 : i32, stride_w = 2 : i32}> : (tensor<1x6x6x1xf32>, tensor<2x3x3x1xf32>, tensor<2xf32>) -> tensor<1x2x2x2xf32>
  return %1 : tensor<1x2x2x2xf32>
}

// Zeros around what is never negative do not win a maximum; around other values they may.
// CHECK-LABEL: @pad_before_max_pool
// CHECK: %[[R:.*]] = "tfl.relu"
// CHECK-NEXT: %[[Y:.*]] = "tfl.max_pool_2d"(%[[R]]) {{.*}}padding = "SAME"
// CHECK-NEXT: %[[P:.*]] = "tfl.pad"(%arg0
// CHECK-NEXT: "tfl.max_pool_2d"(%[[P]]) {{.*}}padding = "VALID"
func.func @pad_before_max_pool(%x: tensor<1x4x4x1xf32>) -> (tensor<1x4x4x1xf32>, tensor<1x4x4x1xf32>) {
  %p = arith.constant dense<[[0, 0], [1, 1], [1, 1], [0, 0]]> : tensor<4x2xi32>
  %0 = "tfl.relu"(%x) : (tensor<1x4x4x1xf32>) -> tensor<1x4x4x1xf32>
  %1 = "tfl.pad"(%0, %p) : (tensor<1x4x4x1xf32>, tensor<4x2xi32>) -> tensor<1x6x6x1xf32>
  %2 = "tfl.max_pool_2d"(%1) <{filter_height = 3 : i32, filter_width = 3 : i32, fused_activation_function = "NONE", padding = "VALID", stride_h = 1 : i32, stride_w = 1 : i32}> : (tensor<1x6x6x1xf32>) -> tensor<1x4x4x1xf32>
  %3 = "tfl.pad"(%x, %p) : (tensor<1x4x4x1xf32>, tensor<4x2xi32>) -> tensor<1x6x6x1xf32>
  %4 = "tfl.max_pool_2d"(%3) <{filter_height = 3 : i32, filter_width = 3 : i32, fused_activation_function = "NONE", padding = "VALID", stride_h = 1 : i32, stride_w = 1 : i32}> : (tensor<1x6x6x1xf32>) -> tensor<1x4x4x1xf32>
  return %2, %4 : tensor<1x4x4x1xf32>, tensor<1x4x4x1xf32>
}

// The lowest value never wins.
// CHECK-LABEL: @lowest_before_max_pool
// CHECK: %[[Y:.*]] = "tfl.max_pool_2d"(%arg0) {{.*}}padding = "SAME"
// CHECK-NEXT: return %[[Y]]
func.func @lowest_before_max_pool(%x: tensor<1x4x4x1xf32>) -> tensor<1x4x4x1xf32> {
  %p = arith.constant dense<[[0, 0], [1, 1], [1, 1], [0, 0]]> : tensor<4x2xi32>
  %low = arith.constant dense<0xFF800000> : tensor<f32>
  %0 = "tfl.padv2"(%x, %p, %low) : (tensor<1x4x4x1xf32>, tensor<4x2xi32>, tensor<f32>) -> tensor<1x6x6x1xf32>
  %1 = "tfl.max_pool_2d"(%0) <{filter_height = 3 : i32, filter_width = 3 : i32, fused_activation_function = "NONE", padding = "VALID", stride_h = 1 : i32, stride_w = 1 : i32}> : (tensor<1x6x6x1xf32>) -> tensor<1x4x4x1xf32>
  return %1 : tensor<1x4x4x1xf32>
}

// A dilated convolution as it is written with batches: what is cropped was padded to fill a block.
// CHECK-LABEL: @dilated_same
// CHECK: %[[Y:.*]] = "tfl.conv_2d"(%arg0, {{.*}}dilation_h_factor = 2 : i32, dilation_w_factor = 2 : i32, {{.*}}padding = "SAME"
// CHECK-NEXT: return %[[Y]]
func.func @dilated_same(%x: tensor<1x5x5x1xf32>) -> tensor<1x5x5x2xf32> {
  %w = arith.constant dense<0.5> : tensor<2x3x3x1xf32>
  %b = arith.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %block = arith.constant dense<2> : tensor<2xi32>
  %p = arith.constant dense<[[2, 3], [2, 3]]> : tensor<2x2xi32>
  %crops = arith.constant dense<[[0, 1], [0, 1]]> : tensor<2x2xi32>
  %0 = "tfl.space_to_batch_nd"(%x, %block, %p) : (tensor<1x5x5x1xf32>, tensor<2xi32>, tensor<2x2xi32>) -> tensor<4x5x5x1xf32>
  %1 = "tfl.conv_2d"(%0, %w, %b) <{dilation_h_factor = 1 : i32, dilation_w_factor = 1 : i32, fused_activation_function = "NONE", padding = "VALID", stride_h = 1 : i32, stride_w = 1 : i32}> : (tensor<4x5x5x1xf32>, tensor<2x3x3x1xf32>, tensor<2xf32>) -> tensor<4x3x3x2xf32>
  %2 = "tfl.batch_to_space_nd"(%1, %block, %crops) : (tensor<4x3x3x2xf32>, tensor<2xi32>, tensor<2x2xi32>) -> tensor<1x5x5x2xf32>
  return %2 : tensor<1x5x5x2xf32>
}

// Without padding, and with a bias and a clamp inside.
// CHECK-LABEL: @dilated_valid
// CHECK: %[[Y:.*]] = "tfl.depthwise_conv_2d"(%arg0, {{.*}}dilation_h_factor = 2 : i32, dilation_w_factor = 2 : i32, fused_activation_function = "RELU", padding = "VALID"
// CHECK-NEXT: return %[[Y]]
func.func @dilated_valid(%x: tensor<1x8x8x2xf32>) -> tensor<1x4x4x2xf32> {
  %w = arith.constant dense<0.5> : tensor<1x3x3x2xf32>
  %b = arith.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %block = arith.constant dense<2> : tensor<2xi32>
  %p = arith.constant dense<0> : tensor<2x2xi32>
  %crops = arith.constant dense<0> : tensor<2x2xi32>
  %0 = "tfl.space_to_batch_nd"(%x, %block, %p) : (tensor<1x8x8x2xf32>, tensor<2xi32>, tensor<2x2xi32>) -> tensor<4x4x4x2xf32>
  %1 = "tfl.depthwise_conv_2d"(%0, %w, %b) <{depth_multiplier = 1 : i32, dilation_h_factor = 1 : i32, dilation_w_factor = 1 : i32, fused_activation_function = "RELU", padding = "VALID", stride_h = 1 : i32, stride_w = 1 : i32}> : (tensor<4x4x4x2xf32>, tensor<1x3x3x2xf32>, tensor<2xf32>) -> tensor<4x2x2x2xf32>
  %2 = "tfl.batch_to_space_nd"(%1, %block, %crops) : (tensor<4x2x2x2xf32>, tensor<2xi32>, tensor<2x2xi32>) -> tensor<1x4x4x2xf32>
  return %2 : tensor<1x4x4x2xf32>
}

// Crops in front are padding less in front; the rest is one pad.
// CHECK-LABEL: @dilated_cropped
// CHECK: %[[P:.*]] = "tfl.pad"(%arg0
// CHECK: "tfl.conv_2d"(%[[P]], {{.*}}dilation_h_factor = 2
// CHECK-NOT: tfl.batch_to_space_nd
func.func @dilated_cropped(%x: tensor<1x5x5x1xf32>) -> tensor<1x4x4x2xf32> {
  %w = arith.constant dense<0.5> : tensor<2x3x3x1xf32>
  %b = arith.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %block = arith.constant dense<2> : tensor<2xi32>
  %p = arith.constant dense<[[2, 3], [2, 3]]> : tensor<2x2xi32>
  %crops = arith.constant dense<[[1, 1], [1, 1]]> : tensor<2x2xi32>
  %0 = "tfl.space_to_batch_nd"(%x, %block, %p) : (tensor<1x5x5x1xf32>, tensor<2xi32>, tensor<2x2xi32>) -> tensor<4x5x5x1xf32>
  %1 = "tfl.conv_2d"(%0, %w, %b) <{dilation_h_factor = 1 : i32, dilation_w_factor = 1 : i32, fused_activation_function = "NONE", padding = "VALID", stride_h = 1 : i32, stride_w = 1 : i32}> : (tensor<4x5x5x1xf32>, tensor<2x3x3x1xf32>, tensor<2xf32>) -> tensor<4x3x3x2xf32>
  %2 = "tfl.batch_to_space_nd"(%1, %block, %crops) : (tensor<4x3x3x2xf32>, tensor<2xi32>, tensor<2x2xi32>) -> tensor<1x4x4x2xf32>
  return %2 : tensor<1x4x4x2xf32>
}

// Strides inside skip pixels of each phase: no dilation.
// CHECK-LABEL: @strided_phases
// CHECK: tfl.space_to_batch_nd
func.func @strided_phases(%x: tensor<1x8x8x1xf32>) -> tensor<1x4x4x2xf32> {
  %w = arith.constant dense<0.5> : tensor<2x1x1x1xf32>
  %b = arith.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %block = arith.constant dense<2> : tensor<2xi32>
  %p = arith.constant dense<0> : tensor<2x2xi32>
  %crops = arith.constant dense<0> : tensor<2x2xi32>
  %0 = "tfl.space_to_batch_nd"(%x, %block, %p) : (tensor<1x8x8x1xf32>, tensor<2xi32>, tensor<2x2xi32>) -> tensor<4x4x4x1xf32>
  %1 = "tfl.conv_2d"(%0, %w, %b) <{dilation_h_factor = 1 : i32, dilation_w_factor = 1 : i32, fused_activation_function = "NONE", padding = "VALID", stride_h = 2 : i32, stride_w = 2 : i32}> : (tensor<4x4x4x1xf32>, tensor<2x1x1x1xf32>, tensor<2xf32>) -> tensor<4x2x2x2xf32>
  %2 = "tfl.batch_to_space_nd"(%1, %block, %crops) : (tensor<4x2x2x2xf32>, tensor<2xi32>, tensor<2x2xi32>) -> tensor<1x4x4x2xf32>
  return %2 : tensor<1x4x4x2xf32>
}

// A group for each channel.
// CHECK-LABEL: @grouped
// CHECK-DAG: %[[W:.*]] = arith.constant dense<{{\[\[\[\[}}1.000000e+00, 3.000000e+00, 5.000000e+00, 7.000000e+00], [2.000000e+00, 4.000000e+00, 6.000000e+00, 8.000000e+00]]]]>
// CHECK: %[[Y:.*]] = "tfl.depthwise_conv_2d"(%arg0, %[[W]], {{.*}}depth_multiplier = 2
// CHECK-NEXT: return %[[Y]]
func.func @grouped(%x: tensor<1x4x4x2xf32>) -> tensor<1x4x3x4xf32> {
  %w = arith.constant dense<[[[[1.0], [2.0]]], [[[3.0], [4.0]]], [[[5.0], [6.0]]], [[[7.0], [8.0]]]]> : tensor<4x1x2x1xf32>
  %b = arith.constant dense<[1.0, 2.0, 3.0, 4.0]> : tensor<4xf32>
  %0 = "tfl.conv_2d"(%x, %w, %b) <{dilation_h_factor = 1 : i32, dilation_w_factor = 1 : i32, fused_activation_function = "NONE", padding = "VALID", stride_h = 1 : i32, stride_w = 1 : i32}> : (tensor<1x4x4x2xf32>, tensor<4x1x2x1xf32>, tensor<4xf32>) -> tensor<1x4x3x4xf32>
  return %0 : tensor<1x4x3x4xf32>
}

// A window as large as the image.
// CHECK-LABEL: @whole_image
// CHECK: %[[Y:.*]] = "tfl.{{fully_connected|conv_2d}}"
// CHECK: return
func.func @whole_image(%x: tensor<2x3x3x1xf32>) -> tensor<2x1x1x2xf32> {
  %w = arith.constant dense<0.5> : tensor<2x3x3x1xf32>
  %b = arith.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %0 = "tfl.conv_2d"(%x, %w, %b) <{dilation_h_factor = 1 : i32, dilation_w_factor = 1 : i32, fused_activation_function = "NONE", padding = "VALID", stride_h = 1 : i32, stride_w = 1 : i32}> : (tensor<2x3x3x1xf32>, tensor<2x3x3x1xf32>, tensor<2xf32>) -> tensor<2x1x1x2xf32>
  return %0 : tensor<2x1x1x2xf32>
}

// One pixel: a layer of products.
// CHECK-LABEL: @one_pixel
// CHECK: %[[Y:.*]] = "tfl.{{fully_connected|conv_2d}}"
// CHECK: return
func.func @one_pixel(%x: tensor<2x1x1x3xf32>) -> tensor<2x1x1x2xf32> {
  %w = arith.constant dense<[[[[1.0, 2.0, 3.0]]], [[[4.0, 5.0, 6.0]]]]> : tensor<2x1x1x3xf32>
  %b = arith.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %0 = "tfl.conv_2d"(%x, %w, %b) <{dilation_h_factor = 1 : i32, dilation_w_factor = 1 : i32, fused_activation_function = "NONE", padding = "SAME", stride_h = 2 : i32, stride_w = 2 : i32}> : (tensor<2x1x1x3xf32>, tensor<2x1x1x3xf32>, tensor<2xf32>) -> tensor<2x1x1x2xf32>
  return %0 : tensor<2x1x1x2xf32>
}

// A window of one pixel is a factor and a summand of each channel, which the convolution before takes.
// CHECK-LABEL: @pixelwise
// CHECK: %[[Y:.*]] = "tfl.conv_2d"(%arg0, {{.*}}fused_activation_function = "RELU"
// CHECK-NEXT: return %[[Y]]
func.func @pixelwise(%x: tensor<1x4x4x2xf32>) -> tensor<1x4x4x2xf32> {
  %w = arith.constant dense<[[[[1.0, 2.0]]], [[[3.0, 4.0]]]]> : tensor<2x1x1x2xf32>
  %b = arith.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %a = arith.constant dense<[2.0, 4.0]> : tensor<2xf32>
  %v = arith.constant dense<[[[[2.0, 3.0]]]]> : tensor<1x1x1x2xf32>
  %0 = "tfl.conv_2d"(%x, %w, %b) <{dilation_h_factor = 1 : i32, dilation_w_factor = 1 : i32, fused_activation_function = "NONE", padding = "VALID", stride_h = 1 : i32, stride_w = 1 : i32}> : (tensor<1x4x4x2xf32>, tensor<2x1x1x2xf32>, tensor<2xf32>) -> tensor<1x4x4x2xf32>
  %1 = "tfl.depthwise_conv_2d"(%0, %v, %a) <{depth_multiplier = 1 : i32, dilation_h_factor = 1 : i32, dilation_w_factor = 1 : i32, fused_activation_function = "RELU", padding = "SAME", stride_h = 1 : i32, stride_w = 1 : i32}> : (tensor<1x4x4x2xf32>, tensor<1x1x1x2xf32>, tensor<2xf32>) -> tensor<1x4x4x2xf32>
  return %1 : tensor<1x4x4x2xf32>
}

// The same in one dimension, as an image one pixel high.
// CHECK-LABEL: @dilated_row
// CHECK-NOT: {{tfl.space_to_batch_nd|tfl.batch_to_space_nd|tfl.pad}}
// CHECK: "tfl.conv_2d"({{.*}}dilation_h_factor = 1 : i32, dilation_w_factor = 2 : i32, {{.*}}padding = "SAME"
// CHECK: return
func.func @dilated_row(%x: tensor<3x8x2xf32>) -> tensor<3x8x2xf32> {
  %w = arith.constant dense<[[[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]], [[[6.0, 5.0], [4.0, 3.0], [2.0, 1.0]]]]> : tensor<2x1x3x2xf32>
  %b = arith.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %block = arith.constant dense<2> : tensor<1xi32>
  %p = arith.constant dense<2> : tensor<1x2xi32>
  %crops = arith.constant dense<0> : tensor<1x2xi32>
  %axis = arith.constant dense<1> : tensor<i32>
  %0 = "tfl.space_to_batch_nd"(%x, %block, %p) : (tensor<3x8x2xf32>, tensor<1xi32>, tensor<1x2xi32>) -> tensor<6x6x2xf32>
  %1 = "tfl.expand_dims"(%0, %axis) : (tensor<6x6x2xf32>, tensor<i32>) -> tensor<6x1x6x2xf32>
  %2 = "tfl.conv_2d"(%1, %w, %b) <{dilation_h_factor = 1 : i32, dilation_w_factor = 1 : i32, fused_activation_function = "NONE", padding = "VALID", stride_h = 1 : i32, stride_w = 1 : i32}> : (tensor<6x1x6x2xf32>, tensor<2x1x3x2xf32>, tensor<2xf32>) -> tensor<6x1x4x2xf32>
  %3 = "tfl.squeeze"(%2) <{squeeze_dims = [1]}> : (tensor<6x1x4x2xf32>) -> tensor<6x4x2xf32>
  %4 = "tfl.batch_to_space_nd"(%3, %block, %crops) : (tensor<6x4x2xf32>, tensor<1xi32>, tensor<1x2xi32>) -> tensor<3x8x2xf32>
  return %4 : tensor<3x8x2xf32>
}

// Only padded in front, as of causal layers, and one pixel wide.
// CHECK-LABEL: @dilated_causal_column
// CHECK-NOT: {{tfl.space_to_batch_nd|tfl.batch_to_space_nd}}
// CHECK: "tfl.pad"
// CHECK: "tfl.depthwise_conv_2d"({{.*}}dilation_h_factor = 3 : i32, dilation_w_factor = 1 : i32, {{.*}}padding = "VALID"
// CHECK: return
func.func @dilated_causal_column(%x: tensor<2x7x2xf32>) -> tensor<2x7x2xf32> {
  %w = arith.constant dense<[[[[1.0, 2.0]], [[3.0, 4.0]]]]> : tensor<1x2x1x2xf32>
  %b = arith.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %block = arith.constant dense<3> : tensor<1xi32>
  %p = arith.constant dense<[[3, 2]]> : tensor<1x2xi32>
  %crops = arith.constant dense<[[0, 2]]> : tensor<1x2xi32>
  %s = arith.constant dense<[6, 4, 1, 2]> : tensor<4xi32>
  %t = arith.constant dense<[6, 3, 2]> : tensor<3xi32>
  %0 = "tfl.space_to_batch_nd"(%x, %block, %p) : (tensor<2x7x2xf32>, tensor<1xi32>, tensor<1x2xi32>) -> tensor<6x4x2xf32>
  %1 = "tfl.reshape"(%0, %s) : (tensor<6x4x2xf32>, tensor<4xi32>) -> tensor<6x4x1x2xf32>
  %2 = "tfl.depthwise_conv_2d"(%1, %w, %b) <{depth_multiplier = 1 : i32, dilation_h_factor = 1 : i32, dilation_w_factor = 1 : i32, fused_activation_function = "NONE", padding = "VALID", stride_h = 1 : i32, stride_w = 1 : i32}> : (tensor<6x4x1x2xf32>, tensor<1x2x1x2xf32>, tensor<2xf32>) -> tensor<6x3x1x2xf32>
  %3 = "tfl.reshape"(%2, %t) : (tensor<6x3x1x2xf32>, tensor<3xi32>) -> tensor<6x3x2xf32>
  %4 = "tfl.batch_to_space_nd"(%3, %block, %crops) : (tensor<6x3x2xf32>, tensor<1xi32>, tensor<1x2xi32>) -> tensor<2x7x2xf32>
  return %4 : tensor<2x7x2xf32>
}
