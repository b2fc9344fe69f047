// RUN: tfl-opt %s | FileCheck %s
// RUN: tfl-opt %s | tfl-opt | FileCheck %s
// RUN: tfl-opt %s --mlir-print-op-generic | tfl-opt | FileCheck %s

// Inherent attributes are read from either list and printed in <{...}>; a declared default that is not optional fills in.

func.func @either_list(%x: tensor<1x4x4x1xf32>, %w: tensor<1x1x1x1xf32>, %b: tensor<1xf32>) -> tensor<1x4x4x1xf32> {
  %0 = "tfl.conv_2d"(%x, %w, %b) {padding = "SAME", dilation_w_factor = 1 : i32, dilation_h_factor = 1 : i32, stride_h = 1 : i32, stride_w = 1 : i32, fused_activation_function = "NONE", note} : (tensor<1x4x4x1xf32>, tensor<1x1x1x1xf32>, tensor<1xf32>) -> tensor<1x4x4x1xf32>
  %1 = "tfl.leaky_relu"(%0) {alpha = 0.1 : f32} : (tensor<1x4x4x1xf32>) -> tensor<1x4x4x1xf32>
  return %1 : tensor<1x4x4x1xf32>
}

// CHECK: module {
// CHECK-NEXT: func.func @either_list(%arg0: tensor<1x4x4x1xf32>, %arg1: tensor<1x1x1x1xf32>, %arg2: tensor<1xf32>) -> tensor<1x4x4x1xf32> {
// CHECK-NEXT: %0 = "tfl.conv_2d"(%arg0, %arg1, %arg2) <{dilation_h_factor = 1 : i32, dilation_w_factor = 1 : i32, fused_activation_function = "NONE", padding = "SAME", stride_h = 1 : i32, stride_w = 1 : i32}> {note} : (tensor<1x4x4x1xf32>, tensor<1x1x1x1xf32>, tensor<1xf32>) -> tensor<1x4x4x1xf32>
// CHECK-NEXT: %1 = "tfl.leaky_relu"(%0) <{alpha = 1.000000e-01 : f32}> : (tensor<1x4x4x1xf32>) -> tensor<1x4x4x1xf32>
// CHECK-NEXT: return %1 : tensor<1x4x4x1xf32>
// CHECK-NEXT: }
// CHECK-NEXT: }
