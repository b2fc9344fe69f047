// RUN: tfl-opt %s --tfl-optimize='enable-canonicalization=false' --verify-rewrites | FileCheck %s

// Each op that clamps takes the clamp after it.
// CHECK-LABEL: @producers
// CHECK: "tfl.conv_2d"{{.*}}fused_activation_function = "RELU6"
// CHECK: "tfl.average_pool_2d"{{.*}}fused_activation_function = "RELU"
// CHECK: tfl.add {{.*}}fused_activation_function = "RELU_N1_TO_1"
// CHECK-NEXT: return
func.func @producers(%x: tensor<1x4x4x1xf32>, %w: tensor<2x1x1x1xf32>, %b: tensor<2xf32>) -> tensor<1x2x2x2xf32> {
  %0 = "tfl.conv_2d"(%x, %w, %b) <{dilation_h_factor = 1 : i32, dilation_w_factor = 1 : i32, fused_activation_function = "NONE", padding = "SAME", stride_h = 1 : i32, stride_w = 1 : i32}> : (tensor<1x4x4x1xf32>, tensor<2x1x1x1xf32>, tensor<2xf32>) -> tensor<1x4x4x2xf32>
  %1 = "tfl.relu6"(%0) : (tensor<1x4x4x2xf32>) -> tensor<1x4x4x2xf32>
  %2 = tfl.sub(%1, %b) <{fused_activation_function = "NONE"}> : (tensor<1x4x4x2xf32>, tensor<2xf32>) -> tensor<1x4x4x2xf32>
  %3 = "tfl.average_pool_2d"(%2) <{filter_height = 2 : i32, filter_width = 2 : i32, fused_activation_function = "NONE", padding = "VALID", stride_h = 2 : i32, stride_w = 2 : i32}> : (tensor<1x4x4x2xf32>) -> tensor<1x2x2x2xf32>
  %4 = "tfl.relu"(%3) : (tensor<1x2x2x2xf32>) -> tensor<1x2x2x2xf32>
  %5 = tfl.mul %4, %4 {fused_activation_function = "NONE"} : tensor<1x2x2x2xf32>
  %6 = tfl.add %4, %5 {fused_activation_function = "NONE"} : tensor<1x2x2x2xf32>
  %7 = "tfl.relu_n1_to_1"(%6) : (tensor<1x2x2x2xf32>) -> tensor<1x2x2x2xf32>
  return %7 : tensor<1x2x2x2xf32>
}

// A result that is needed without the clamp is not computed twice.
// CHECK-LABEL: @two_uses
// CHECK: "tfl.conv_2d"{{.*}}fused_activation_function = "NONE"
// CHECK: "tfl.relu"
func.func @two_uses(%x: tensor<1x4x4x1xf32>, %w: tensor<2x1x1x1xf32>, %b: tensor<2xf32>) -> (tensor<1x4x4x2xf32>, tensor<1x4x4x2xf32>) {
  %0 = "tfl.conv_2d"(%x, %w, %b) <{dilation_h_factor = 1 : i32, dilation_w_factor = 1 : i32, fused_activation_function = "NONE", padding = "SAME", stride_h = 1 : i32, stride_w = 1 : i32}> : (tensor<1x4x4x1xf32>, tensor<2x1x1x1xf32>, tensor<2xf32>) -> tensor<1x4x4x2xf32>
  %1 = "tfl.relu"(%0) : (tensor<1x4x4x2xf32>) -> tensor<1x4x4x2xf32>
  return %0, %1 : tensor<1x4x4x2xf32>, tensor<1x4x4x2xf32>
}

// Quantized: with the same scale the clamp is the op's own, with another one it rescales as well.
// CHECK-LABEL: @quantized
// CHECK: tfl.add {{.*}}fused_activation_function = "RELU"
// CHECK: tfl.sub {{.*}}fused_activation_function = "NONE"
// CHECK: "tfl.relu"
func.func @quantized(%x: tensor<4x!quant.uniform<i8:f32, 0.1>>) -> (tensor<4x!quant.uniform<i8:f32, 0.1>>, tensor<4x!quant.uniform<i8:f32, 0.05:-128>>) {
  %0 = tfl.add %x, %x {fused_activation_function = "NONE"} : tensor<4x!quant.uniform<i8:f32, 0.1>>
  %1 = "tfl.relu"(%0) : (tensor<4x!quant.uniform<i8:f32, 0.1>>) -> tensor<4x!quant.uniform<i8:f32, 0.1>>
  %2 = tfl.sub %x, %1 {fused_activation_function = "NONE"} : tensor<4x!quant.uniform<i8:f32, 0.1>>
  %3 = "tfl.relu"(%2) : (tensor<4x!quant.uniform<i8:f32, 0.1>>) -> tensor<4x!quant.uniform<i8:f32, 0.05:-128>>
  return %1, %3 : tensor<4x!quant.uniform<i8:f32, 0.1>>, tensor<4x!quant.uniform<i8:f32, 0.05:-128>>
}

// Clamps of clamps are one; bounds by constants are clamps; what is never out of bounds is not clamped.
// CHECK-LABEL: @bounds
// CHECK-DAG: %[[A:.*]] = "tfl.relu6"(%arg0)
// CHECK-DAG: %[[B:.*]] = "tfl.relu6"(%arg1)
// CHECK-DAG: %[[C:.*]] = "tfl.relu_n1_to_1"(%arg2)
// CHECK-DAG: %[[D:.*]] = "tfl.softmax"(%arg3)
// CHECK: return %[[A]], %[[B]], %[[C]], %[[D]]
func.func @bounds(%x: tensor<?x4xf32>, %y: tensor<4xf32>, %z: tensor<4xf32>, %w: tensor<1x4xf32>) -> (tensor<?x4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<1x4xf32>) {
  %zero = arith.constant dense<0.0> : tensor<f32>
  %six = arith.constant dense<6.0> : tensor<4xf32>
  %one = arith.constant dense<1.0> : tensor<f32>
  %low = arith.constant dense<-1.0> : tensor<f32>
  %0 = "tfl.maximum"(%x, %zero) : (tensor<?x4xf32>, tensor<f32>) -> tensor<?x4xf32>
  %1 = "tfl.minimum"(%0, %six) : (tensor<?x4xf32>, tensor<4xf32>) -> tensor<?x4xf32>
  %2 = "tfl.minimum"(%y, %six) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %3 = "tfl.maximum"(%2, %zero) : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
  %4 = "tfl.relu"(%3) : (tensor<4xf32>) -> tensor<4xf32>
  %5 = "tfl.maximum"(%z, %low) : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
  %6 = "tfl.minimum"(%5, %one) : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
  %7 = "tfl.softmax"(%w) <{beta = 1.0 : f32}> : (tensor<1x4xf32>) -> tensor<1x4xf32>
  %8 = "tfl.relu6"(%7) : (tensor<1x4xf32>) -> tensor<1x4xf32>
  return %1, %4, %6, %8 : tensor<?x4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<1x4xf32>
}

// A bound that is another number, or that makes the result larger, is no clamp.
// CHECK-LABEL: @no_clamps
// CHECK: tfl.maximum
// CHECK: tfl.minimum
// CHECK: tfl.maximum
func.func @no_clamps(%x: tensor<4xf32>, %y: tensor<?xf32>) -> (tensor<4xf32>, tensor<?xf32>) {
  %low = arith.constant dense<0.5> : tensor<f32>
  %high = arith.constant dense<6.5> : tensor<f32>
  %zero = arith.constant dense<0.0> : tensor<4xf32>
  %0 = "tfl.maximum"(%x, %low) : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
  %1 = "tfl.minimum"(%0, %high) : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
  %2 = "tfl.maximum"(%y, %zero) : (tensor<?xf32>, tensor<4xf32>) -> tensor<?xf32>
  return %1, %2 : tensor<4xf32>, tensor<?xf32>
}

// A clamp moves to where it costs nothing.
// CHECK-LABEL: @moved
// CHECK: tfl.add {{.*}}fused_activation_function = "RELU"
// CHECK: "tfl.reshape"
// CHECK: tfl.mul {{.*}}fused_activation_function = "RELU6"
// CHECK: tfl.sub {{.*}}fused_activation_function = "RELU6"
// CHECK: "tfl.concatenation"
// CHECK-NEXT: return
func.func @moved(%x: tensor<4x2xf32>, %y: tensor<4x2xf32>) -> (tensor<8xf32>, tensor<8x2xf32>) {
  %shape = arith.constant dense<8> : tensor<1xi32>
  %0 = tfl.add %x, %y {fused_activation_function = "NONE"} : tensor<4x2xf32>
  %1 = "tfl.reshape"(%0, %shape) : (tensor<4x2xf32>, tensor<1xi32>) -> tensor<8xf32>
  %2 = "tfl.relu"(%1) : (tensor<8xf32>) -> tensor<8xf32>
  %3 = tfl.mul %x, %y {fused_activation_function = "NONE"} : tensor<4x2xf32>
  %4 = tfl.sub %x, %y {fused_activation_function = "NONE"} : tensor<4x2xf32>
  %5 = "tfl.concatenation"(%3, %4) <{axis = 0 : i32, fused_activation_function = "NONE"}> : (tensor<4x2xf32>, tensor<4x2xf32>) -> tensor<8x2xf32>
  %6 = "tfl.relu6"(%5) : (tensor<8x2xf32>) -> tensor<8x2xf32>
  return %2, %6 : tensor<8xf32>, tensor<8x2xf32>
}

// With nothing to fuse into on one side the concatenation keeps its clamp.
// CHECK-LABEL: @not_moved
// CHECK: "tfl.concatenation"
// CHECK: "tfl.relu"
func.func @not_moved(%x: tensor<4x2xf32>, %y: tensor<4x2xf32>) -> tensor<8x2xf32> {
  %0 = tfl.mul %x, %y {fused_activation_function = "NONE"} : tensor<4x2xf32>
  %1 = "tfl.concatenation"(%0, %y) <{axis = 0 : i32, fused_activation_function = "NONE"}> : (tensor<4x2xf32>, tensor<4x2xf32>) -> tensor<8x2xf32>
  %2 = "tfl.relu"(%1) : (tensor<8x2xf32>) -> tensor<8x2xf32>
  return %2 : tensor<8x2xf32>
}
