// RUN: tfl-opt %s --tfl-optimize='enable-canonicalization=false verify-rewrites=3' | FileCheck %s

// A reshape moves past what is done to each element and merges with the next one.
// CHECK-LABEL: @merges_past_pointwise_op
func.func @merges_past_pointwise_op(%x: tensor<2x3x4xf32>) -> tensor<4x6xf32> {
  // CHECK: "tfl.relu"(%arg0)
  // CHECK: "tfl.reshape"
  // CHECK-NOT: "tfl.reshape"
  %s = "tfl.pseudo_const"() <{value = dense<[6, 4]> : tensor<2xi32>}> : () -> tensor<2xi32>
  %t = "tfl.pseudo_const"() <{value = dense<[4, 6]> : tensor<2xi32>}> : () -> tensor<2xi32>
  %0 = "tfl.reshape"(%x, %s) : (tensor<2x3x4xf32>, tensor<2xi32>) -> tensor<6x4xf32>
  %1 = "tfl.relu"(%0) : (tensor<6x4xf32>) -> tensor<6x4xf32>
  %2 = "tfl.reshape"(%1, %t) : (tensor<6x4xf32>, tensor<2xi32>) -> tensor<4x6xf32>
  return %2 : tensor<4x6xf32>
}

// Of two unknown dimensions each may be any part of the elements: the reshape stays.
// CHECK-LABEL: @keeps_reshape_of_unsettled_shape
func.func @keeps_reshape_of_unsettled_shape(%x: tensor<?x?xf32>, %s: tensor<2xi32>) -> tensor<?x?xf32> {
  // CHECK: "tfl.reshape"(%arg0, %arg1)
  %0 = "tfl.reshape"(%x, %s) : (tensor<?x?xf32>, tensor<2xi32>) -> tensor<?x?xf32>
  return %0 : tensor<?x?xf32>
}
