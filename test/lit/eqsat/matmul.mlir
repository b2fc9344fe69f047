// RUN: tfl-opt %s --tfl-optimize='enable-canonicalization=false' --verify-rewrites | FileCheck %s

// CHECK-LABEL: func.func @weights
// CHECK: "tfl.fully_connected"(%arg0, %{{.*}}, %{{.*}}) {{.*}}keep_num_dims = true{{.*}} : (tensor<2x3x4xf32>, tensor<5x4xf32>, none) -> tensor<2x3x5xf32>
// CHECK-NOT: tfl.batch_matmul
func.func @weights(%x: tensor<2x3x4xf32>) -> tensor<2x3x5xf32> {
  %w = "tfl.pseudo_const"() <{value = dense<[[1.0, 2.0, 3.0, 4.0, 5.0], [1.5, 2.5, 3.5, 4.5, 5.5], [0.0, 1.0, 0.0, 1.0, 0.0], [2.0, 2.0, 2.0, 2.0, 1.0]]> : tensor<4x5xf32>}> : () -> tensor<4x5xf32>
  %0 = "tfl.batch_matmul"(%x, %w) <{adj_x = false, adj_y = false}> : (tensor<2x3x4xf32>, tensor<4x5xf32>) -> tensor<2x3x5xf32>
  return %0 : tensor<2x3x5xf32>
}

// Each matrix of the batch has its own weights.
// CHECK-LABEL: func.func @batch_of_weights
// CHECK: tfl.batch_matmul
func.func @batch_of_weights(%x: tensor<2x3x4xf32>) -> tensor<2x3x2xf32> {
  %w = "tfl.pseudo_const"() <{value = dense<[[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0], [7.0, 8.0]], [[1.5, 2.0], [3.0, 4.5], [5.0, 6.0], [7.5, 8.0]]]> : tensor<2x4x2xf32>}> : () -> tensor<2x4x2xf32>
  %0 = "tfl.batch_matmul"(%x, %w) <{adj_x = false, adj_y = false}> : (tensor<2x3x4xf32>, tensor<2x4x2xf32>) -> tensor<2x3x2xf32>
  return %0 : tensor<2x3x2xf32>
}

// CHECK-LABEL: func.func @computed_weights
// CHECK-NOT: tfl.fully_connected
// CHECK: %[[P:.*]] = "tfl.batch_matmul"(%arg0, %arg1) <{adj_x = false, adj_y = true}>
// CHECK: tfl.add(%[[P]], %arg2) <{fused_activation_function = "RELU"}>
func.func @computed_weights(%x: tensor<8x64xf32>, %w: tensor<32x64xf32>, %b: tensor<32xf32>) -> tensor<8x32xf32> {
  %0 = "tfl.fully_connected"(%x, %w, %b) <{fused_activation_function = "RELU", keep_num_dims = false, weights_format = "DEFAULT"}> : (tensor<8x64xf32>, tensor<32x64xf32>, tensor<32xf32>) -> tensor<8x32xf32>
  return %0 : tensor<8x32xf32>
}

// CHECK-LABEL: func.func @transposed_result
// CHECK-NOT: tfl.transpose
// CHECK: "tfl.batch_matmul"(%arg1, %arg0) <{adj_x = false, adj_y = true}>
func.func @transposed_result(%x: tensor<2x16x8xf32>, %y: tensor<2x24x8xf32>) -> tensor<2x24x16xf32> {
  %p = "tfl.pseudo_const"() <{value = dense<[0, 2, 1]> : tensor<3xi32>}> : () -> tensor<3xi32>
  %0 = "tfl.batch_matmul"(%x, %y) <{adj_x = false, adj_y = true}> : (tensor<2x16x8xf32>, tensor<2x24x8xf32>) -> tensor<2x16x24xf32>
  %1 = "tfl.transpose"(%0, %p) : (tensor<2x16x24xf32>, tensor<3xi32>) -> tensor<2x24x16xf32>
  return %1 : tensor<2x24x16xf32>
}

// Two layers of 2 inputs and 2 outputs with 1 value between: as one they would be more work, but no more
// than two starts cost.
// CHECK-LABEL: func.func @layers
// CHECK: dense<{{\[\[}}3.000000e+00, 6.000000e+00], [4.000000e+00, 8.000000e+00{{\]\]}}>
// CHECK-COUNT-1: tfl.fully_connected
// CHECK-NOT: tfl.fully_connected
func.func @layers(%x: tensor<4x2xf32>) -> tensor<4x2xf32> {
  %w = "tfl.pseudo_const"() <{value = dense<[[1.0, 2.0]]> : tensor<1x2xf32>}> : () -> tensor<1x2xf32>
  %v = "tfl.pseudo_const"() <{value = dense<[[3.0], [4.0]]> : tensor<2x1xf32>}> : () -> tensor<2x1xf32>
  %none = "tfl.no_value"() <{value}> : () -> none
  %0 = "tfl.fully_connected"(%x, %w, %none) <{fused_activation_function = "NONE", keep_num_dims = false, weights_format = "DEFAULT"}> : (tensor<4x2xf32>, tensor<1x2xf32>, none) -> tensor<4x1xf32>
  %1 = "tfl.fully_connected"(%0, %v, %none) <{fused_activation_function = "NONE", keep_num_dims = false, weights_format = "DEFAULT"}> : (tensor<4x1xf32>, tensor<2x1xf32>, none) -> tensor<4x2xf32>
  return %1 : tensor<4x2xf32>
}

// CHECK-LABEL: func.func @layers_with_activation
// CHECK-COUNT-2: tfl.fully_connected
func.func @layers_with_activation(%x: tensor<4x2xf32>) -> tensor<4x2xf32> {
  %w = "tfl.pseudo_const"() <{value = dense<[[1.0, 2.0]]> : tensor<1x2xf32>}> : () -> tensor<1x2xf32>
  %v = "tfl.pseudo_const"() <{value = dense<[[3.0], [4.0]]> : tensor<2x1xf32>}> : () -> tensor<2x1xf32>
  %none = "tfl.no_value"() <{value}> : () -> none
  %0 = "tfl.fully_connected"(%x, %w, %none) <{fused_activation_function = "RELU", keep_num_dims = false, weights_format = "DEFAULT"}> : (tensor<4x2xf32>, tensor<1x2xf32>, none) -> tensor<4x1xf32>
  %1 = "tfl.fully_connected"(%0, %v, %none) <{fused_activation_function = "NONE", keep_num_dims = false, weights_format = "DEFAULT"}> : (tensor<4x1xf32>, tensor<2x1xf32>, none) -> tensor<4x2xf32>
  return %1 : tensor<4x2xf32>
}

// CHECK-LABEL: func.func @weights_of_one_input
// CHECK: dense<{{\[\[}}4.000000e+00, 6.000000e+00{{\]\]}}>
// CHECK-COUNT-1: tfl.fully_connected
// CHECK-NOT: tfl.add
func.func @weights_of_one_input(%x: tensor<4x2xf32>) -> tensor<4x1xf32> {
  %w = "tfl.pseudo_const"() <{value = dense<[[1.0, 2.0]]> : tensor<1x2xf32>}> : () -> tensor<1x2xf32>
  %v = "tfl.pseudo_const"() <{value = dense<[[3.0, 4.0]]> : tensor<1x2xf32>}> : () -> tensor<1x2xf32>
  %none = "tfl.no_value"() <{value}> : () -> none
  %0 = "tfl.fully_connected"(%x, %w, %none) <{fused_activation_function = "NONE", keep_num_dims = false, weights_format = "DEFAULT"}> : (tensor<4x2xf32>, tensor<1x2xf32>, none) -> tensor<4x1xf32>
  %1 = "tfl.fully_connected"(%x, %v, %none) <{fused_activation_function = "NONE", keep_num_dims = false, weights_format = "DEFAULT"}> : (tensor<4x2xf32>, tensor<1x2xf32>, none) -> tensor<4x1xf32>
  %2 = tfl.add %0, %1 {fused_activation_function = "NONE"} : tensor<4x1xf32>
  return %2 : tensor<4x1xf32>
}

// CHECK-LABEL: func.func @inputs_of_same_weights
// CHECK: %[[S:.*]] = tfl.sub %arg0, %arg1
// CHECK: "tfl.fully_connected"(%[[S]],
// CHECK-NOT: tfl.fully_connected
func.func @inputs_of_same_weights(%x: tensor<4x2xf32>, %y: tensor<4x2xf32>) -> tensor<4x1xf32> {
  %w = "tfl.pseudo_const"() <{value = dense<[[1.0, 2.0]]> : tensor<1x2xf32>}> : () -> tensor<1x2xf32>
  %none = "tfl.no_value"() <{value}> : () -> none
  %0 = "tfl.fully_connected"(%x, %w, %none) <{fused_activation_function = "NONE", keep_num_dims = false, weights_format = "DEFAULT"}> : (tensor<4x2xf32>, tensor<1x2xf32>, none) -> tensor<4x1xf32>
  %1 = "tfl.fully_connected"(%y, %w, %none) <{fused_activation_function = "NONE", keep_num_dims = false, weights_format = "DEFAULT"}> : (tensor<4x2xf32>, tensor<1x2xf32>, none) -> tensor<4x1xf32>
  %2 = tfl.sub %0, %1 {fused_activation_function = "NONE"} : tensor<4x1xf32>
  return %2 : tensor<4x1xf32>
}
