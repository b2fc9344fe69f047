// RUN: tfl-opt %s --tfl-optimize='enable-canonicalization=false' --verify-rewrites | FileCheck %s

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

// Heads side by side are rows of the layer, and a sum broadcasts the rest.
// CHECK-LABEL: func.func @rows
// CHECK-NOT: tfl.reshape
// CHECK: "tfl.fully_connected"(%arg0, {{.*}} keep_num_dims = false{{.*}} -> tensor<16x4xf32>
// CHECK-NOT: tfl.reshape
// CHECK: return
func.func @rows(%x: tensor<1x16x2x8xf32>, %y: tensor<1x16x4xf32>) -> tensor<1x16x4xf32> {
  %w = arith.constant dense<0.5> : tensor<4x16xf32>
  %b = arith.constant dense<0.25> : tensor<4xf32>
  %s = arith.constant dense<[1, 16, 16]> : tensor<3xi32>
  %0 = "tfl.reshape"(%x, %s) : (tensor<1x16x2x8xf32>, tensor<3xi32>) -> tensor<1x16x16xf32>
  %1 = "tfl.fully_connected"(%0, %w, %b) <{asymmetric_quantize_inputs = false, fused_activation_function = "NONE", keep_num_dims = true, weights_format = "DEFAULT"}> : (tensor<1x16x16xf32>, tensor<4x16xf32>, tensor<4xf32>) -> tensor<1x16x4xf32>
  %2 = tfl.add %1, %y {fused_activation_function = "NONE"} : tensor<1x16x4xf32>
  return %2 : tensor<1x16x4xf32>
}
