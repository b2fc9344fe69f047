// RUN: tfl-opt %s --tfl-optimize='enable-canonicalization=false' --verify-rewrites | FileCheck %s

// Filters that are put together again were never apart.
// CHECK-LABEL: func.func @below_concatenation
// CHECK: "tfl.conv_2d"(%arg0, %{{.*}}, %{{.*}}) {{.*}} -> tensor<1x4x4x3xf32>
// CHECK-NOT: tfl.conv_2d
// CHECK-NOT: tfl.concatenation
func.func @below_concatenation(%x: tensor<1x4x4x2xf32>) -> tensor<1x4x4x3xf32> {
  %w = "tfl.pseudo_const"() <{value = dense<[[[[1.0, 2.0]]], [[[3.0, 4.0]]]]> : tensor<2x1x1x2xf32>}> : () -> tensor<2x1x1x2xf32>
  %v = "tfl.pseudo_const"() <{value = dense<[[[[5.0, 6.0]]]]> : tensor<1x1x1x2xf32>}> : () -> tensor<1x1x1x2xf32>
  %b = "tfl.pseudo_const"() <{value = dense<[1.0, 2.0]> : tensor<2xf32>}> : () -> tensor<2xf32>
  %none = "tfl.no_value"() <{value}> : () -> none
  %0 = "tfl.conv_2d"(%x, %w, %b) <{dilation_h_factor = 1 : i32, dilation_w_factor = 1 : i32, fused_activation_function = "RELU", padding = "VALID", stride_h = 1 : i32, stride_w = 1 : i32}> : (tensor<1x4x4x2xf32>, tensor<2x1x1x2xf32>, tensor<2xf32>) -> tensor<1x4x4x2xf32>
  %1 = "tfl.conv_2d"(%x, %v, %none) <{dilation_h_factor = 1 : i32, dilation_w_factor = 1 : i32, fused_activation_function = "RELU", padding = "VALID", stride_h = 1 : i32, stride_w = 1 : i32}> : (tensor<1x4x4x2xf32>, tensor<1x1x1x2xf32>, none) -> tensor<1x4x4x1xf32>
  %2 = "tfl.concatenation"(%0, %1) <{axis = 3 : i32, fused_activation_function = "NONE"}> : (tensor<1x4x4x2xf32>, tensor<1x4x4x1xf32>) -> tensor<1x4x4x3xf32>
  return %2 : tensor<1x4x4x3xf32>
}

// Another activation is another op.
// CHECK-LABEL: func.func @other_activation
// CHECK-COUNT-2: tfl.conv_2d
func.func @other_activation(%x: tensor<1x4x4x2xf32>) -> tensor<1x4x4x2xf32> {
  %w = "tfl.pseudo_const"() <{value = dense<[[[[1.0, 2.0]]]]> : tensor<1x1x1x2xf32>}> : () -> tensor<1x1x1x2xf32>
  %v = "tfl.pseudo_const"() <{value = dense<[[[[5.0, 6.0]]]]> : tensor<1x1x1x2xf32>}> : () -> tensor<1x1x1x2xf32>
  %none = "tfl.no_value"() <{value}> : () -> none
  %0 = "tfl.conv_2d"(%x, %w, %none) <{dilation_h_factor = 1 : i32, dilation_w_factor = 1 : i32, fused_activation_function = "RELU", padding = "VALID", stride_h = 1 : i32, stride_w = 1 : i32}> : (tensor<1x4x4x2xf32>, tensor<1x1x1x2xf32>, none) -> tensor<1x4x4x1xf32>
  %1 = "tfl.conv_2d"(%x, %v, %none) <{dilation_h_factor = 1 : i32, dilation_w_factor = 1 : i32, fused_activation_function = "NONE", padding = "VALID", stride_h = 1 : i32, stride_w = 1 : i32}> : (tensor<1x4x4x2xf32>, tensor<1x1x1x2xf32>, none) -> tensor<1x4x4x1xf32>
  %2 = "tfl.concatenation"(%0, %1) <{axis = 3 : i32, fused_activation_function = "NONE"}> : (tensor<1x4x4x1xf32>, tensor<1x4x4x1xf32>) -> tensor<1x4x4x2xf32>
  return %2 : tensor<1x4x4x2xf32>
}

// Gates: of the input and of the state, added pairwise. The two inputs are joined once, and each sum of
// products is one product.
// CHECK-LABEL: func.func @gates
// CHECK: %[[XH:.*]] = "tfl.concatenation"(%arg0, %arg1)
// CHECK-COUNT-3: "tfl.fully_connected"(%[[XH]]
// CHECK-NOT: tfl.add
// CHECK: "tfl.tanh"
// CHECK: return
func.func @gates(%x: tensor<1x2xf32>, %h: tensor<1x3xf32>) -> (tensor<1x4xf32>, tensor<1x4xf32>, tensor<1x4xf32>) {
  %w0 = "tfl.pseudo_const"() <{value = dense<[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0], [7.0, 8.0]]> : tensor<4x2xf32>}> : () -> tensor<4x2xf32>
  %w1 = "tfl.pseudo_const"() <{value = dense<[[1.5, 2.0], [3.0, 4.0], [5.0, 6.0], [7.0, 8.0]]> : tensor<4x2xf32>}> : () -> tensor<4x2xf32>
  %w2 = "tfl.pseudo_const"() <{value = dense<[[2.5, 2.0], [3.0, 4.0], [5.0, 6.0], [7.0, 8.0]]> : tensor<4x2xf32>}> : () -> tensor<4x2xf32>
  %u0 = "tfl.pseudo_const"() <{value = dense<[[1.0, 2.0, 0.5], [3.0, 4.0, 0.5], [5.0, 6.0, 0.5], [7.0, 8.0, 0.5]]> : tensor<4x3xf32>}> : () -> tensor<4x3xf32>
  %u1 = "tfl.pseudo_const"() <{value = dense<[[1.5, 2.0, 0.5], [3.0, 4.0, 0.5], [5.0, 6.0, 0.5], [7.0, 8.0, 0.5]]> : tensor<4x3xf32>}> : () -> tensor<4x3xf32>
  %u2 = "tfl.pseudo_const"() <{value = dense<[[2.5, 2.0, 0.5], [3.0, 4.0, 0.5], [5.0, 6.0, 0.5], [7.0, 8.0, 0.5]]> : tensor<4x3xf32>}> : () -> tensor<4x3xf32>
  %none = "tfl.no_value"() <{value}> : () -> none
  %x0 = "tfl.fully_connected"(%x, %w0, %none) <{fused_activation_function = "NONE", keep_num_dims = false, weights_format = "DEFAULT"}> : (tensor<1x2xf32>, tensor<4x2xf32>, none) -> tensor<1x4xf32>
  %x1 = "tfl.fully_connected"(%x, %w1, %none) <{fused_activation_function = "NONE", keep_num_dims = false, weights_format = "DEFAULT"}> : (tensor<1x2xf32>, tensor<4x2xf32>, none) -> tensor<1x4xf32>
  %x2 = "tfl.fully_connected"(%x, %w2, %none) <{fused_activation_function = "NONE", keep_num_dims = false, weights_format = "DEFAULT"}> : (tensor<1x2xf32>, tensor<4x2xf32>, none) -> tensor<1x4xf32>
  %h0 = "tfl.fully_connected"(%h, %u0, %none) <{fused_activation_function = "NONE", keep_num_dims = false, weights_format = "DEFAULT"}> : (tensor<1x3xf32>, tensor<4x3xf32>, none) -> tensor<1x4xf32>
  %h1 = "tfl.fully_connected"(%h, %u1, %none) <{fused_activation_function = "NONE", keep_num_dims = false, weights_format = "DEFAULT"}> : (tensor<1x3xf32>, tensor<4x3xf32>, none) -> tensor<1x4xf32>
  %h2 = "tfl.fully_connected"(%h, %u2, %none) <{fused_activation_function = "NONE", keep_num_dims = false, weights_format = "DEFAULT"}> : (tensor<1x3xf32>, tensor<4x3xf32>, none) -> tensor<1x4xf32>
  %s0 = tfl.add %x0, %h0 {fused_activation_function = "RELU"} : tensor<1x4xf32>
  %s1 = tfl.add %x1, %h1 {fused_activation_function = "RELU"} : tensor<1x4xf32>
  %s2 = tfl.add %x2, %h2 {fused_activation_function = "RELU"} : tensor<1x4xf32>
  %0 = "tfl.logistic"(%s0) : (tensor<1x4xf32>) -> tensor<1x4xf32>
  %1 = "tfl.logistic"(%s1) : (tensor<1x4xf32>) -> tensor<1x4xf32>
  %2 = "tfl.tanh"(%s2) : (tensor<1x4xf32>) -> tensor<1x4xf32>
  return %0, %1, %2 : tensor<1x4xf32>, tensor<1x4xf32>, tensor<1x4xf32>
}

// One layer on all rows of a sequence: its weights are read once.
// CHECK-LABEL: func.func @same_weights
// CHECK: "tfl.fully_connected"(%arg0, %{{.*}}) <{{.*}}> : (tensor<3x1x64xf32>, tensor<64x64xf32>, none) -> tensor<3x64xf32>
// CHECK-NOT: tfl.fully_connected
// CHECK: return
func.func @same_weights(%x: tensor<3x1x64xf32>) -> (tensor<1x64xf32>, tensor<1x64xf32>, tensor<1x64xf32>) {
  %w = "tfl.pseudo_const"() <{value = dense<0.5> : tensor<64x64xf32>}> : () -> tensor<64x64xf32>
  %b = "tfl.pseudo_const"() <{value = dense<[1, 64]> : tensor<2xi32>}> : () -> tensor<2xi32>
  %d = "tfl.pseudo_const"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
  %none = "tfl.no_value"() <{value}> : () -> none
  %s:3 = "tfl.split"(%d, %x) <{num_splits = 3 : i32}> : (tensor<i32>, tensor<3x1x64xf32>) -> (tensor<1x1x64xf32>, tensor<1x1x64xf32>, tensor<1x1x64xf32>)
  %0 = "tfl.fully_connected"(%s#0, %w, %none) <{fused_activation_function = "NONE", keep_num_dims = false, weights_format = "DEFAULT"}> : (tensor<1x1x64xf32>, tensor<64x64xf32>, none) -> tensor<1x64xf32>
  %1 = "tfl.fully_connected"(%s#1, %w, %none) <{fused_activation_function = "NONE", keep_num_dims = false, weights_format = "DEFAULT"}> : (tensor<1x1x64xf32>, tensor<64x64xf32>, none) -> tensor<1x64xf32>
  %2 = "tfl.fully_connected"(%s#2, %w, %none) <{fused_activation_function = "NONE", keep_num_dims = false, weights_format = "DEFAULT"}> : (tensor<1x1x64xf32>, tensor<64x64xf32>, none) -> tensor<1x64xf32>
  return %0, %1, %2 : tensor<1x64xf32>, tensor<1x64xf32>, tensor<1x64xf32>
}

// What a layer makes goes into the same layer again: they cannot be done at once.
// CHECK-LABEL: func.func @layer_after_itself
// CHECK-COUNT-2: tfl.fully_connected
func.func @layer_after_itself(%x: tensor<1x64xf32>) -> tensor<1x64xf32> {
  %w = "tfl.pseudo_const"() <{value = dense<0.5> : tensor<64x64xf32>}> : () -> tensor<64x64xf32>
  %none = "tfl.no_value"() <{value}> : () -> none
  %0 = "tfl.fully_connected"(%x, %w, %none) <{fused_activation_function = "NONE", keep_num_dims = false, weights_format = "DEFAULT"}> : (tensor<1x64xf32>, tensor<64x64xf32>, none) -> tensor<1x64xf32>
  %1 = "tfl.tanh"(%0) : (tensor<1x64xf32>) -> tensor<1x64xf32>
  %2 = "tfl.fully_connected"(%1, %w, %none) <{fused_activation_function = "NONE", keep_num_dims = false, weights_format = "DEFAULT"}> : (tensor<1x64xf32>, tensor<64x64xf32>, none) -> tensor<1x64xf32>
  return %2 : tensor<1x64xf32>
}

// CHECK-LABEL: func.func @parts
// CHECK: "tfl.logistic"(%arg0) : (tensor<4x6xf32>) -> tensor<4x6xf32>
// CHECK-NOT: tfl.logistic
// CHECK: return
func.func @parts(%x: tensor<4x6xf32>) -> (tensor<4x2xf32>, tensor<4x2xf32>, tensor<4x2xf32>) {
  %d = "tfl.pseudo_const"() <{value = dense<1> : tensor<i32>}> : () -> tensor<i32>
  %s:3 = "tfl.split"(%d, %x) <{num_splits = 3 : i32}> : (tensor<i32>, tensor<4x6xf32>) -> (tensor<4x2xf32>, tensor<4x2xf32>, tensor<4x2xf32>)
  %0 = "tfl.logistic"(%s#0) : (tensor<4x2xf32>) -> tensor<4x2xf32>
  %1 = "tfl.logistic"(%s#1) : (tensor<4x2xf32>) -> tensor<4x2xf32>
  %2 = "tfl.logistic"(%s#2) : (tensor<4x2xf32>) -> tensor<4x2xf32>
  return %0, %1, %2 : tensor<4x2xf32>, tensor<4x2xf32>, tensor<4x2xf32>
}

// One of the parts is left as it is.
// CHECK-LABEL: func.func @some_parts
// CHECK-COUNT-2: "tfl.logistic"({{.*}}) : (tensor<4x2xf32>) -> tensor<4x2xf32>
func.func @some_parts(%x: tensor<4x6xf32>) -> (tensor<4x2xf32>, tensor<4x2xf32>, tensor<4x2xf32>) {
  %d = "tfl.pseudo_const"() <{value = dense<1> : tensor<i32>}> : () -> tensor<i32>
  %s:3 = "tfl.split"(%d, %x) <{num_splits = 3 : i32}> : (tensor<i32>, tensor<4x6xf32>) -> (tensor<4x2xf32>, tensor<4x2xf32>, tensor<4x2xf32>)
  %0 = "tfl.logistic"(%s#0) : (tensor<4x2xf32>) -> tensor<4x2xf32>
  %1 = "tfl.logistic"(%s#1) : (tensor<4x2xf32>) -> tensor<4x2xf32>
  return %0, %1, %s#2 : tensor<4x2xf32>, tensor<4x2xf32>, tensor<4x2xf32>
}

// Queries, keys and values: one projection, divided into heads once. A free batch does not matter.
// CHECK-LABEL: func.func @heads
// CHECK-COUNT-1: tfl.fully_connected
// CHECK: "tfl.reshape"({{.*}} -> tensor<?x16x6x8xf32>
// CHECK-NEXT: "tfl.transpose"({{.*}} -> tensor<?x6x16x8xf32>
// CHECK-NEXT: %[[PARTS:.*]]:3 = "tfl.split"
// CHECK-NEXT: "tfl.batch_matmul"(%[[PARTS]]
// CHECK-NEXT: "tfl.softmax"
// CHECK-NEXT: "tfl.batch_matmul"(%{{.*}}, %[[PARTS]]
// CHECK-NEXT: return
func.func @heads(%x: tensor<?x16x16xf32>) -> tensor<?x2x16x8xf32> {
  %wq = arith.constant dense<[[-0.6, -0.3, 0.0, 0.3, 0.6, -0.4, -0.1, 0.2, 0.5, -0.5, -0.2, 0.1, 0.4, -0.6, -0.3, 0.0], [-0.1, 0.2, 0.5, -0.5, -0.2, 0.1, 0.4, -0.6, -0.3, 0.0, 0.3, 0.6, -0.4, -0.1, 0.2, 0.5], [0.4, -0.6, -0.3, 0.0, 0.3, 0.6, -0.4, -0.1, 0.2, 0.5, -0.5, -0.2, 0.1, 0.4, -0.6, -0.3], [-0.4, -0.1, 0.2, 0.5, -0.5, -0.2, 0.1, 0.4, -0.6, -0.3, 0.0, 0.3, 0.6, -0.4, -0.1, 0.2], [0.1, 0.4, -0.6, -0.3, 0.0, 0.3, 0.6, -0.4, -0.1, 0.2, 0.5, -0.5, -0.2, 0.1, 0.4, -0.6], [0.6, -0.4, -0.1, 0.2, 0.5, -0.5, -0.2, 0.1, 0.4, -0.6, -0.3, 0.0, 0.3, 0.6, -0.4, -0.1], [-0.2, 0.1, 0.4, -0.6, -0.3, 0.0, 0.3, 0.6, -0.4, -0.1, 0.2, 0.5, -0.5, -0.2, 0.1, 0.4], [0.3, 0.6, -0.4, -0.1, 0.2, 0.5, -0.5, -0.2, 0.1, 0.4, -0.6, -0.3, 0.0, 0.3, 0.6, -0.4], [-0.5, -0.2, 0.1, 0.4, -0.6, -0.3, 0.0, 0.3, 0.6, -0.4, -0.1, 0.2, 0.5, -0.5, -0.2, 0.1], [0.0, 0.3, 0.6, -0.4, -0.1, 0.2, 0.5, -0.5, -0.2, 0.1, 0.4, -0.6, -0.3, 0.0, 0.3, 0.6], [0.5, -0.5, -0.2, 0.1, 0.4, -0.6, -0.3, 0.0, 0.3, 0.6, -0.4, -0.1, 0.2, 0.5, -0.5, -0.2], [-0.3, 0.0, 0.3, 0.6, -0.4, -0.1, 0.2, 0.5, -0.5, -0.2, 0.1, 0.4, -0.6, -0.3, 0.0, 0.3], [0.2, 0.5, -0.5, -0.2, 0.1, 0.4, -0.6, -0.3, 0.0, 0.3, 0.6, -0.4, -0.1, 0.2, 0.5, -0.5], [-0.6, -0.3, 0.0, 0.3, 0.6, -0.4, -0.1, 0.2, 0.5, -0.5, -0.2, 0.1, 0.4, -0.6, -0.3, 0.0], [-0.1, 0.2, 0.5, -0.5, -0.2, 0.1, 0.4, -0.6, -0.3, 0.0, 0.3, 0.6, -0.4, -0.1, 0.2, 0.5], [0.4, -0.6, -0.3, 0.0, 0.3, 0.6, -0.4, -0.1, 0.2, 0.5, -0.5, -0.2, 0.1, 0.4, -0.6, -0.3]]> : tensor<16x16xf32>
  %bq = arith.constant dense<0.1> : tensor<16xf32>
  %wk = arith.constant dense<[[-0.2, 0.1, 0.4, -0.6, -0.3, 0.0, 0.3, 0.6, -0.4, -0.1, 0.2, 0.5, -0.5, -0.2, 0.1, 0.4], [0.3, 0.6, -0.4, -0.1, 0.2, 0.5, -0.5, -0.2, 0.1, 0.4, -0.6, -0.3, 0.0, 0.3, 0.6, -0.4], [-0.5, -0.2, 0.1, 0.4, -0.6, -0.3, 0.0, 0.3, 0.6, -0.4, -0.1, 0.2, 0.5, -0.5, -0.2, 0.1], [0.0, 0.3, 0.6, -0.4, -0.1, 0.2, 0.5, -0.5, -0.2, 0.1, 0.4, -0.6, -0.3, 0.0, 0.3, 0.6], [0.5, -0.5, -0.2, 0.1, 0.4, -0.6, -0.3, 0.0, 0.3, 0.6, -0.4, -0.1, 0.2, 0.5, -0.5, -0.2], [-0.3, 0.0, 0.3, 0.6, -0.4, -0.1, 0.2, 0.5, -0.5, -0.2, 0.1, 0.4, -0.6, -0.3, 0.0, 0.3], [0.2, 0.5, -0.5, -0.2, 0.1, 0.4, -0.6, -0.3, 0.0, 0.3, 0.6, -0.4, -0.1, 0.2, 0.5, -0.5], [-0.6, -0.3, 0.0, 0.3, 0.6, -0.4, -0.1, 0.2, 0.5, -0.5, -0.2, 0.1, 0.4, -0.6, -0.3, 0.0], [-0.1, 0.2, 0.5, -0.5, -0.2, 0.1, 0.4, -0.6, -0.3, 0.0, 0.3, 0.6, -0.4, -0.1, 0.2, 0.5], [0.4, -0.6, -0.3, 0.0, 0.3, 0.6, -0.4, -0.1, 0.2, 0.5, -0.5, -0.2, 0.1, 0.4, -0.6, -0.3], [-0.4, -0.1, 0.2, 0.5, -0.5, -0.2, 0.1, 0.4, -0.6, -0.3, 0.0, 0.3, 0.6, -0.4, -0.1, 0.2], [0.1, 0.4, -0.6, -0.3, 0.0, 0.3, 0.6, -0.4, -0.1, 0.2, 0.5, -0.5, -0.2, 0.1, 0.4, -0.6], [0.6, -0.4, -0.1, 0.2, 0.5, -0.5, -0.2, 0.1, 0.4, -0.6, -0.3, 0.0, 0.3, 0.6, -0.4, -0.1], [-0.2, 0.1, 0.4, -0.6, -0.3, 0.0, 0.3, 0.6, -0.4, -0.1, 0.2, 0.5, -0.5, -0.2, 0.1, 0.4], [0.3, 0.6, -0.4, -0.1, 0.2, 0.5, -0.5, -0.2, 0.1, 0.4, -0.6, -0.3, 0.0, 0.3, 0.6, -0.4], [-0.5, -0.2, 0.1, 0.4, -0.6, -0.3, 0.0, 0.3, 0.6, -0.4, -0.1, 0.2, 0.5, -0.5, -0.2, 0.1]]> : tensor<16x16xf32>
  %bk = arith.constant dense<0.2> : tensor<16xf32>
  %wv = arith.constant dense<[[0.2, 0.5, -0.5, -0.2, 0.1, 0.4, -0.6, -0.3, 0.0, 0.3, 0.6, -0.4, -0.1, 0.2, 0.5, -0.5], [-0.6, -0.3, 0.0, 0.3, 0.6, -0.4, -0.1, 0.2, 0.5, -0.5, -0.2, 0.1, 0.4, -0.6, -0.3, 0.0], [-0.1, 0.2, 0.5, -0.5, -0.2, 0.1, 0.4, -0.6, -0.3, 0.0, 0.3, 0.6, -0.4, -0.1, 0.2, 0.5], [0.4, -0.6, -0.3, 0.0, 0.3, 0.6, -0.4, -0.1, 0.2, 0.5, -0.5, -0.2, 0.1, 0.4, -0.6, -0.3], [-0.4, -0.1, 0.2, 0.5, -0.5, -0.2, 0.1, 0.4, -0.6, -0.3, 0.0, 0.3, 0.6, -0.4, -0.1, 0.2], [0.1, 0.4, -0.6, -0.3, 0.0, 0.3, 0.6, -0.4, -0.1, 0.2, 0.5, -0.5, -0.2, 0.1, 0.4, -0.6], [0.6, -0.4, -0.1, 0.2, 0.5, -0.5, -0.2, 0.1, 0.4, -0.6, -0.3, 0.0, 0.3, 0.6, -0.4, -0.1], [-0.2, 0.1, 0.4, -0.6, -0.3, 0.0, 0.3, 0.6, -0.4, -0.1, 0.2, 0.5, -0.5, -0.2, 0.1, 0.4], [0.3, 0.6, -0.4, -0.1, 0.2, 0.5, -0.5, -0.2, 0.1, 0.4, -0.6, -0.3, 0.0, 0.3, 0.6, -0.4], [-0.5, -0.2, 0.1, 0.4, -0.6, -0.3, 0.0, 0.3, 0.6, -0.4, -0.1, 0.2, 0.5, -0.5, -0.2, 0.1], [0.0, 0.3, 0.6, -0.4, -0.1, 0.2, 0.5, -0.5, -0.2, 0.1, 0.4, -0.6, -0.3, 0.0, 0.3, 0.6], [0.5, -0.5, -0.2, 0.1, 0.4, -0.6, -0.3, 0.0, 0.3, 0.6, -0.4, -0.1, 0.2, 0.5, -0.5, -0.2], [-0.3, 0.0, 0.3, 0.6, -0.4, -0.1, 0.2, 0.5, -0.5, -0.2, 0.1, 0.4, -0.6, -0.3, 0.0, 0.3], [0.2, 0.5, -0.5, -0.2, 0.1, 0.4, -0.6, -0.3, 0.0, 0.3, 0.6, -0.4, -0.1, 0.2, 0.5, -0.5], [-0.6, -0.3, 0.0, 0.3, 0.6, -0.4, -0.1, 0.2, 0.5, -0.5, -0.2, 0.1, 0.4, -0.6, -0.3, 0.0], [-0.1, 0.2, 0.5, -0.5, -0.2, 0.1, 0.4, -0.6, -0.3, 0.0, 0.3, 0.6, -0.4, -0.1, 0.2, 0.5]]> : tensor<16x16xf32>
  %bv = arith.constant dense<0.3> : tensor<16xf32>
  %s = arith.constant dense<[-1, 16, 2, 8]> : tensor<4xi32>
  %p = arith.constant dense<[0, 2, 1, 3]> : tensor<4xi32>
  %p2 = arith.constant dense<[0, 2, 3, 1]> : tensor<4xi32>
  %fq = "tfl.fully_connected"(%x, %wq, %bq) <{asymmetric_quantize_inputs = false, fused_activation_function = "NONE", keep_num_dims = true, weights_format = "DEFAULT"}> : (tensor<?x16x16xf32>, tensor<16x16xf32>, tensor<16xf32>) -> tensor<?x16x16xf32>
  %rq = "tfl.reshape"(%fq, %s) : (tensor<?x16x16xf32>, tensor<4xi32>) -> tensor<?x16x2x8xf32>
  %q = "tfl.transpose"(%rq, %p) : (tensor<?x16x2x8xf32>, tensor<4xi32>) -> tensor<?x2x16x8xf32>
  %fk = "tfl.fully_connected"(%x, %wk, %bk) <{asymmetric_quantize_inputs = false, fused_activation_function = "NONE", keep_num_dims = true, weights_format = "DEFAULT"}> : (tensor<?x16x16xf32>, tensor<16x16xf32>, tensor<16xf32>) -> tensor<?x16x16xf32>
  %rk = "tfl.reshape"(%fk, %s) : (tensor<?x16x16xf32>, tensor<4xi32>) -> tensor<?x16x2x8xf32>
  %k = "tfl.transpose"(%rk, %p2) : (tensor<?x16x2x8xf32>, tensor<4xi32>) -> tensor<?x2x8x16xf32>
  %fv = "tfl.fully_connected"(%x, %wv, %bv) <{asymmetric_quantize_inputs = false, fused_activation_function = "NONE", keep_num_dims = true, weights_format = "DEFAULT"}> : (tensor<?x16x16xf32>, tensor<16x16xf32>, tensor<16xf32>) -> tensor<?x16x16xf32>
  %rv = "tfl.reshape"(%fv, %s) : (tensor<?x16x16xf32>, tensor<4xi32>) -> tensor<?x16x2x8xf32>
  %v = "tfl.transpose"(%rv, %p) : (tensor<?x16x2x8xf32>, tensor<4xi32>) -> tensor<?x2x16x8xf32>
  %a = "tfl.batch_matmul"(%q, %k) <{adj_x = false, adj_y = false, asymmetric_quantize_inputs = false}> : (tensor<?x2x16x8xf32>, tensor<?x2x8x16xf32>) -> tensor<?x2x16x16xf32>
  %m = "tfl.softmax"(%a) <{beta = 1.0 : f32}> : (tensor<?x2x16x16xf32>) -> tensor<?x2x16x16xf32>
  %o = "tfl.batch_matmul"(%m, %v) <{adj_x = false, adj_y = false, asymmetric_quantize_inputs = false}> : (tensor<?x2x16x16xf32>, tensor<?x2x16x8xf32>) -> tensor<?x2x16x8xf32>
  return %o : tensor<?x2x16x8xf32>
}

// Steps of a loop that runs backwards: one product on all of them, with nothing to put together.
// CHECK-LABEL: func.func @steps_in_reverse
// CHECK-COUNT-1: tfl.fully_connected
// CHECK-NOT: tfl.concatenation
// CHECK: return
func.func @steps_in_reverse(%x: tensor<2x1x64xf32>) -> tensor<1x64xf32> {
  %w = arith.constant dense<0.25> : tensor<64x64xf32>
  %b = arith.constant dense<0.5> : tensor<64xf32>
  %0 = arith.constant dense<0> : tensor<1xi32>
  %1 = arith.constant dense<1> : tensor<1xi32>
  %2 = arith.constant dense<2> : tensor<1xi32>
  %second = "tfl.strided_slice"(%x, %1, %2, %1) <{begin_mask = 0 : i32, ellipsis_mask = 0 : i32, end_mask = 0 : i32, new_axis_mask = 0 : i32, offset = false, shrink_axis_mask = 1 : i32}> : (tensor<2x1x64xf32>, tensor<1xi32>, tensor<1xi32>, tensor<1xi32>) -> tensor<1x64xf32>
  %late = "tfl.fully_connected"(%second, %w, %b) <{fused_activation_function = "NONE", keep_num_dims = false, weights_format = "DEFAULT"}> : (tensor<1x64xf32>, tensor<64x64xf32>, tensor<64xf32>) -> tensor<1x64xf32>
  %first = "tfl.strided_slice"(%x, %0, %1, %1) <{begin_mask = 0 : i32, ellipsis_mask = 0 : i32, end_mask = 0 : i32, new_axis_mask = 0 : i32, offset = false, shrink_axis_mask = 1 : i32}> : (tensor<2x1x64xf32>, tensor<1xi32>, tensor<1xi32>, tensor<1xi32>) -> tensor<1x64xf32>
  %early = "tfl.fully_connected"(%first, %w, %b) <{fused_activation_function = "NONE", keep_num_dims = false, weights_format = "DEFAULT"}> : (tensor<1x64xf32>, tensor<64x64xf32>, tensor<64xf32>) -> tensor<1x64xf32>
  %t = "tfl.tanh"(%late) : (tensor<1x64xf32>) -> tensor<1x64xf32>
  %s = "tfl.mul"(%t, %early) <{fused_activation_function = "NONE"}> : (tensor<1x64xf32>, tensor<1x64xf32>) -> tensor<1x64xf32>
  return %s : tensor<1x64xf32>
}
