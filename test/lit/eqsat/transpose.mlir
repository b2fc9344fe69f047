// RUN: tfl-opt %s --tfl-optimize='enable-canonicalization=false' --verify-rewrites | FileCheck %s

// Transposes cancel past a product with a constant, which is transposed itself.
// CHECK-LABEL: @cancels_past_constant
func.func @cancels_past_constant(%x: tensor<?x3x4xf32>) -> tensor<?x3x4xf32> {
  // CHECK-NOT: "tfl.transpose"
  // CHECK: tfl.mul(%arg0, {{.*}}tensor<1x3x1xf32>
  // CHECK-NOT: "tfl.transpose"
  %p = "tfl.pseudo_const"() <{value = dense<[0, 2, 1]> : tensor<3xi32>}> : () -> tensor<3xi32>
  %c = "tfl.pseudo_const"() <{value = dense<[1.0, 2.0, 3.0]> : tensor<3xf32>}> : () -> tensor<3xf32>
  %0 = "tfl.transpose"(%x, %p) : (tensor<?x3x4xf32>, tensor<3xi32>) -> tensor<?x4x3xf32>
  %1 = "tfl.mul"(%0, %c) <{fused_activation_function = "NONE"}> : (tensor<?x4x3xf32>, tensor<3xf32>) -> tensor<?x4x3xf32>
  %2 = "tfl.transpose"(%1, %p) : (tensor<?x4x3xf32>, tensor<3xi32>) -> tensor<?x3x4xf32>
  return %2 : tensor<?x3x4xf32>
}

// A softmax along a dimension that the transpose brings to the end needs the transpose.
// CHECK-LABEL: @keeps_transpose_before_softmax
func.func @keeps_transpose_before_softmax(%x: tensor<3x4xf32>) -> tensor<4x3xf32> {
  // CHECK: %[[T:.*]] = "tfl.transpose"(%arg0
  // CHECK: "tfl.softmax"(%[[T]])
  %p = "tfl.pseudo_const"() <{value = dense<[1, 0]> : tensor<2xi32>}> : () -> tensor<2xi32>
  %0 = "tfl.transpose"(%x, %p) : (tensor<3x4xf32>, tensor<2xi32>) -> tensor<4x3xf32>
  %1 = "tfl.softmax"(%0) <{beta = 1.0 : f32}> : (tensor<4x3xf32>) -> tensor<4x3xf32>
  return %1 : tensor<4x3xf32>
}
