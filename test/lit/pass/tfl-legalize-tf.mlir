// RUN: tfl-opt %s --tfl-legalize-tf | FileCheck %s
// RUN: tfl-opt %s --tfl-legalize-tf --tfl-legalize-tf | FileCheck %s

// Ops with the same operands on both sides.
// CHECK-LABEL: @direct
// CHECK: "tfl.relu"(%arg0)
// CHECK: "tfl.logistic"
// CHECK: tfl.add {{.*}}fused_activation_function = "NONE"
// CHECK: "tfl.leaky_relu"({{.*}}) <{alpha = 2.000000e-01 : f32}>
func.func @direct(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = "tf.Relu"(%x) : (tensor<4xf32>) -> tensor<4xf32>
  %1 = "tf.Sigmoid"(%0) : (tensor<4xf32>) -> tensor<4xf32>
  %2 = "tf.AddV2"(%0, %1) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %3 = "tf.LeakyRelu"(%2) <{alpha = 0.2 : f32}> : (tensor<4xf32>) -> tensor<4xf32>
  return %3 : tensor<4xf32>
}

// Constants keep their values.
// CHECK-LABEL: @constant
// CHECK: arith.constant dense<[1.000000e+00, 2.000000e+00]> : tensor<2xf32>
func.func @constant() -> tensor<2xf32> {
  %0 = "tf.Const"() <{value = dense<[1.0, 2.0]> : tensor<2xf32>}> : () -> tensor<2xf32>
  return %0 : tensor<2xf32>
}

// Axes and shapes of 64 bits become ones of 32.
// CHECK-LABEL: @narrow
// CHECK: %[[AXIS:.*]] = arith.constant dense<1> : tensor<1xi32>
// CHECK: "tfl.mean"(%arg0, %[[AXIS]]) <{keep_dims = true}>
func.func @narrow(%x: tensor<2x3xf32>) -> tensor<2x1xf32> {
  %axis = "tf.Const"() <{value = dense<1> : tensor<1xi64>}> : () -> tensor<1xi64>
  %0 = "tf.Mean"(%x, %axis) <{keep_dims = true}> : (tensor<2x3xf32>, tensor<1xi64>) -> tensor<2x1xf32>
  return %0 : tensor<2x1xf32>
}

// An axis that is an operand in tf is an attribute in tfl.
// CHECK-LABEL: @concat
// CHECK: "tfl.concatenation"(%arg0, %arg1) <{axis = 1 : i32, fused_activation_function = "NONE"}>
func.func @concat(%x: tensor<2x3xf32>, %y: tensor<2x1xf32>) -> tensor<2x4xf32> {
  %axis = "tf.Const"() <{value = dense<1> : tensor<i32>}> : () -> tensor<i32>
  %0 = "tf.ConcatV2"(%x, %y, %axis) : (tensor<2x3xf32>, tensor<2x1xf32>, tensor<i32>) -> tensor<2x4xf32>
  return %0 : tensor<2x4xf32>
}

// CHECK-LABEL: @gather
// CHECK: "tfl.gather"(%arg0, %arg1) <{axis = 1 : i32, batch_dims = 0 : i32}>
func.func @gather(%x: tensor<2x3xf32>, %i: tensor<4xi32>) -> tensor<2x4xf32> {
  %axis = "tf.Const"() <{value = dense<1> : tensor<i32>}> : () -> tensor<i32>
  %0 = "tf.GatherV2"(%x, %i, %axis) <{batch_dims = 0 : i64}> : (tensor<2x3xf32>, tensor<4xi32>, tensor<i32>) -> tensor<2x4xf32>
  return %0 : tensor<2x4xf32>
}

// CHECK-LABEL: @pool
// CHECK: "tfl.average_pool_2d"(%arg0) <{filter_height = 2 : i32, filter_width = 3 : i32, fused_activation_function = "NONE", padding = "VALID", stride_h = 1 : i32, stride_w = 2 : i32}>
func.func @pool(%x: tensor<1x4x7x2xf32>) -> tensor<1x3x3x2xf32> {
  %0 = "tf.AvgPool"(%x) <{data_format = "NHWC", ksize = [1, 2, 3, 1], padding = "VALID", strides = [1, 1, 2, 1]}> : (tensor<1x4x7x2xf32>) -> tensor<1x3x3x2xf32>
  return %0 : tensor<1x3x3x2xf32>
}

// CHECK-LABEL: @matmul
// CHECK: %[[NONE:.*]] = "tfl.no_value"
// CHECK: "tfl.fully_connected"(%arg0, %arg1, %[[NONE]]) <{fused_activation_function = "NONE", keep_num_dims = false, weights_format = "DEFAULT"}>
func.func @matmul(%x: tensor<4x2xf32>, %w: tensor<3x2xf32>) -> tensor<4x3xf32> {
  %0 = "tf.MatMul"(%x, %w) <{grad_a = false, grad_b = false, transpose_a = false, transpose_b = true}> : (tensor<4x2xf32>, tensor<3x2xf32>) -> tensor<4x3xf32>
  return %0 : tensor<4x3xf32>
}

// The runtime's relu is for floats.
// CHECK-LABEL: @integer_relu
// CHECK: "tfl.maximum"(%arg0
func.func @integer_relu(%x: tensor<4xi32>) -> tensor<4xi32> {
  %0 = "tf.Relu"(%x) : (tensor<4xi32>) -> tensor<4xi32>
  return %0 : tensor<4xi32>
}

// An op without a counterpart stays.
// CHECK-LABEL: @stays
// CHECK: "tf.MatrixInverse"
func.func @stays(%x: tensor<2x2xf32>) -> tensor<2x2xf32> {
  %0 = "tf.MatrixInverse"(%x) <{adjoint = false}> : (tensor<2x2xf32>) -> tensor<2x2xf32>
  return %0 : tensor<2x2xf32>
}
