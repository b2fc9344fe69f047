// RUN: tfl-opt %s --tfl-optimize --verify-rewrites | FileCheck %s
// RUN: tfl-opt %s --tfl-optimize --tfl-optimize --verify-rewrites | FileCheck %s
// RUN: tfl-opt %s --tfl-optimize='disable-fuse-mul-and-fc=true' --verify-rewrites | FileCheck %s --check-prefix=NOFC

// A scale, a bias and an activation become part of the convolution.
// CHECK-LABEL: @conv_scale_bias_relu
// CHECK-DAG: %[[W:.*]] = arith.constant dense<{{\[\[\[\[}}2.000000e+00]]], {{\[\[\[}}6.000000e+00]]]]> : tensor<2x1x1x1xf32>
// CHECK-DAG: %[[B:.*]] = arith.constant dense<[1.200000e+01, 3.500000e+01]> : tensor<2xf32>
// CHECK: %[[Y:.*]] = "tfl.conv_2d"(%arg0, %[[W]], %[[B]]) <{{.*}}fused_activation_function = "RELU"
// CHECK-NEXT: return %[[Y]]
func.func @conv_scale_bias_relu(%x: tensor<1x4x4x1xf32>) -> tensor<1x4x4x2xf32> {
  %w = arith.constant dense<[[[[1.0]]], [[[2.0]]]]> : tensor<2x1x1x1xf32>
  %b = arith.constant dense<[5.0, 10.0]> : tensor<2xf32>
  %scale = arith.constant dense<[2.0, 3.0]> : tensor<2xf32>
  %more = arith.constant dense<[2.0, 5.0]> : tensor<2xf32>
  %0 = "tfl.conv_2d"(%x, %w, %b) <{dilation_h_factor = 1 : i32, dilation_w_factor = 1 : i32, fused_activation_function = "NONE", padding = "SAME", stride_h = 1 : i32, stride_w = 1 : i32}> : (tensor<1x4x4x1xf32>, tensor<2x1x1x1xf32>, tensor<2xf32>) -> tensor<1x4x4x2xf32>
  %1 = tfl.mul(%0, %scale) <{fused_activation_function = "NONE"}> : (tensor<1x4x4x2xf32>, tensor<2xf32>) -> tensor<1x4x4x2xf32>
  %2 = tfl.add(%1, %more) <{fused_activation_function = "NONE"}> : (tensor<1x4x4x2xf32>, tensor<2xf32>) -> tensor<1x4x4x2xf32>
  %3 = "tfl.relu"(%2) : (tensor<1x4x4x2xf32>) -> tensor<1x4x4x2xf32>
  return %3 : tensor<1x4x4x2xf32>
}

// A result that is needed without the activation keeps the convolution as it is.
// CHECK-LABEL: @two_uses
// CHECK: "tfl.conv_2d"{{.*}}fused_activation_function = "NONE"
// CHECK: "tfl.relu"
func.func @two_uses(%x: tensor<1x4x4x1xf32>, %w: tensor<2x1x1x1xf32>, %b: tensor<2xf32>) -> (tensor<1x4x4x2xf32>, tensor<1x4x4x2xf32>) {
  %0 = "tfl.conv_2d"(%x, %w, %b) <{dilation_h_factor = 1 : i32, dilation_w_factor = 1 : i32, fused_activation_function = "NONE", padding = "SAME", stride_h = 1 : i32, stride_w = 1 : i32}> : (tensor<1x4x4x1xf32>, tensor<2x1x1x1xf32>, tensor<2xf32>) -> tensor<1x4x4x2xf32>
  %1 = "tfl.relu"(%0) : (tensor<1x4x4x2xf32>) -> tensor<1x4x4x2xf32>
  return %0, %1 : tensor<1x4x4x2xf32>, tensor<1x4x4x2xf32>
}

// A layer without bias gets one; its weights take the factor, unless an option says no.
// CHECK-LABEL: @fully_connected
// CHECK: "tfl.fully_connected"
// CHECK-NEXT: return
// NOFC-LABEL: @fully_connected
// NOFC: "tfl.fully_connected"
// NOFC: tfl.mul
func.func @fully_connected(%x: tensor<4x2xf32>) -> tensor<4x3xf32> {
  %none = "tfl.no_value"() <{value}> : () -> none
  %w = arith.constant dense<1.0> : tensor<3x2xf32>
  %two = arith.constant dense<2.0> : tensor<f32>
  %b = arith.constant dense<[1.0, 2.0, 3.0]> : tensor<3xf32>
  %0 = "tfl.fully_connected"(%x, %w, %none) <{fused_activation_function = "NONE", keep_num_dims = false, weights_format = "DEFAULT"}> : (tensor<4x2xf32>, tensor<3x2xf32>, none) -> tensor<4x3xf32>
  %1 = tfl.mul(%0, %two) <{fused_activation_function = "NONE"}> : (tensor<4x3xf32>, tensor<f32>) -> tensor<4x3xf32>
  %2 = tfl.add(%1, %b) <{fused_activation_function = "NONE"}> : (tensor<4x3xf32>, tensor<3xf32>) -> tensor<4x3xf32>
  return %2 : tensor<4x3xf32>
}

// Of reshapes in a row the last is enough, and of none that changes nothing is left.
// CHECK-LABEL: @reshapes
// CHECK: %[[Y:.*]] = "tfl.reshape"(%arg0, {{.*}}) : (tensor<?x4x1xf32>, tensor<3xi32>) -> tensor<?x1x4xf32>
// CHECK: return %[[Y]], %arg0
func.func @reshapes(%x: tensor<?x4x1xf32>) -> (tensor<?x1x4xf32>, tensor<?x4x1xf32>) {
  %one = arith.constant dense<1> : tensor<i32>
  %s = arith.constant dense<[-1, 4, 1]> : tensor<3xi32>
  %0 = "tfl.squeeze"(%x) <{squeeze_dims = [2]}> : (tensor<?x4x1xf32>) -> tensor<?x4xf32>
  %1 = "tfl.expand_dims"(%0, %one) : (tensor<?x4xf32>, tensor<i32>) -> tensor<?x1x4xf32>
  %2 = "tfl.reshape"(%1, %s) : (tensor<?x1x4xf32>, tensor<3xi32>) -> tensor<?x4x1xf32>
  return %1, %2 : tensor<?x1x4xf32>, tensor<?x4x1xf32>
}

// Transposes cancel; one that moves only a dimension of size one is a reshape.
// CHECK-LABEL: @transposes
// CHECK-NOT: tfl.transpose
// CHECK: %[[Y:.*]] = "tfl.reshape"(%arg0
// CHECK: return %arg0, %[[Y]]
func.func @transposes(%x: tensor<2x1x3xf32>) -> (tensor<2x1x3xf32>, tensor<1x2x3xf32>) {
  %p = arith.constant dense<[2, 0, 1]> : tensor<3xi32>
  %q = arith.constant dense<[1, 2, 0]> : tensor<3xi32>
  %r = arith.constant dense<[1, 0, 2]> : tensor<3xi32>
  %0 = "tfl.transpose"(%x, %p) : (tensor<2x1x3xf32>, tensor<3xi32>) -> tensor<3x2x1xf32>
  %1 = "tfl.transpose"(%0, %q) : (tensor<3x2x1xf32>, tensor<3xi32>) -> tensor<2x1x3xf32>
  %2 = "tfl.transpose"(%x, %r) : (tensor<2x1x3xf32>, tensor<3xi32>) -> tensor<1x2x3xf32>
  return %1, %2 : tensor<2x1x3xf32>, tensor<1x2x3xf32>
}

// A pad by the amounts of SAME is the convolution's own; another one stays.
// CHECK-LABEL: @pads
// CHECK: "tfl.conv_2d"(%arg0, {{.*}}padding = "SAME"
// CHECK: %[[PAD:.*]] = "tfl.pad"
// CHECK: "tfl.conv_2d"(%[[PAD]], {{.*}}padding = "VALID"
func.func @pads(%x: tensor<1x4x4x1xf32>, %w: tensor<2x3x3x1xf32>, %b: tensor<2xf32>) -> (tensor<1x4x4x2xf32>, tensor<1x4x4x2xf32>) {
  %same = arith.constant dense<[[0, 0], [1, 1], [1, 1], [0, 0]]> : tensor<4x2xi32>
  %other = arith.constant dense<[[0, 0], [0, 2], [1, 1], [0, 0]]> : tensor<4x2xi32>
  %0 = "tfl.pad"(%x, %same) : (tensor<1x4x4x1xf32>, tensor<4x2xi32>) -> tensor<1x6x6x1xf32>
  %1 = "tfl.conv_2d"(%0, %w, %b) <{dilation_h_factor = 1 : i32, dilation_w_factor = 1 : i32, fused_activation_function = "NONE", padding = "VALID", stride_h = 1 : i32, stride_w = 1 : i32}> : (tensor<1x6x6x1xf32>, tensor<2x3x3x1xf32>, tensor<2xf32>) -> tensor<1x4x4x2xf32>
  %2 = "tfl.pad"(%x, %other) : (tensor<1x4x4x1xf32>, tensor<4x2xi32>) -> tensor<1x6x6x1xf32>
  %3 = "tfl.conv_2d"(%2, %w, %b) <{dilation_h_factor = 1 : i32, dilation_w_factor = 1 : i32, fused_activation_function = "NONE", padding = "VALID", stride_h = 1 : i32, stride_w = 1 : i32}> : (tensor<1x6x6x1xf32>, tensor<2x3x3x1xf32>, tensor<2xf32>) -> tensor<1x4x4x2xf32>
  return %1, %3 : tensor<1x4x4x2xf32>, tensor<1x4x4x2xf32>
}

// A sum with zero is its other operand; one that broadcasts is not.
// CHECK-LABEL: @zeros
// CHECK: tfl.add
// CHECK-NOT: tfl.add
// CHECK: return %arg0
func.func @zeros(%x: tensor<4xf32>, %y: tensor<1xf32>) -> (tensor<4xf32>, tensor<4xf32>) {
  %zero = arith.constant dense<0.0> : tensor<4xf32>
  %0 = tfl.add %x, %zero {fused_activation_function = "NONE"} : tensor<4xf32>
  %1 = tfl.add(%y, %zero) <{fused_activation_function = "NONE"}> : (tensor<1xf32>, tensor<4xf32>) -> tensor<4xf32>
  return %0, %1 : tensor<4xf32>, tensor<4xf32>
}

// A slice that takes everything is its input, whatever the batch size; one that leaves something is not.
// CHECK-LABEL: @slices
// CHECK: %[[PART:.*]] = "tfl.slice"
// CHECK-NOT: tfl.{{(strided_)?}}slice
// CHECK: return %arg0, %[[PART]]
func.func @slices(%x: tensor<?x4xf32>) -> (tensor<?x4xf32>, tensor<?x2xf32>) {
  %begin = arith.constant dense<0> : tensor<2xi32>
  %end = arith.constant dense<[0, 4]> : tensor<2xi32>
  %two = arith.constant dense<[0, 2]> : tensor<2xi32>
  %steps = arith.constant dense<1> : tensor<2xi32>
  %0 = "tfl.strided_slice"(%x, %begin, %end, %steps) <{begin_mask = 0 : i32, ellipsis_mask = 0 : i32, end_mask = 1 : i32, new_axis_mask = 0 : i32, offset = false, shrink_axis_mask = 0 : i32}> : (tensor<?x4xf32>, tensor<2xi32>, tensor<2xi32>, tensor<2xi32>) -> tensor<?x4xf32>
  %1 = "tfl.strided_slice"(%x, %begin, %two, %steps) <{begin_mask = 0 : i32, ellipsis_mask = 0 : i32, end_mask = 1 : i32, new_axis_mask = 0 : i32, offset = false, shrink_axis_mask = 0 : i32}> : (tensor<?x4xf32>, tensor<2xi32>, tensor<2xi32>, tensor<2xi32>) -> tensor<?x2xf32>
  return %0, %1 : tensor<?x4xf32>, tensor<?x2xf32>
}
