// RUN: tfl-opt %s --split-input-file --tf-shape-inference | FileCheck %s
// RUN: tfl-opt %s --split-input-file --tf-shape-inference --tf-shape-inference | FileCheck %s

// Types follow from those of the operands, up to the function's own.
// CHECK-LABEL: @elementwise
// CHECK-SAME: -> tensor<?x4xf32>
// CHECK: "tf.Relu"({{.*}}) : (tensor<?x4xf32>) -> tensor<?x4xf32>
func.func @elementwise(%x: tensor<?x4xf32>) -> tensor<*xf32> {
  %0 = "tf.Relu"(%x) : (tensor<?x4xf32>) -> tensor<*xf32>
  return %0 : tensor<*xf32>
}

// -----

// A batch size that is only known when running: the rest of the shape is known nevertheless.
// CHECK-LABEL: @flatten
// CHECK: %[[SHAPE:.*]] = "tf.Const"() <{value = dense<[-1, 16]>
// CHECK: "tf.Reshape"(%arg0, %[[SHAPE]]) : (tensor<?x4x4xf32>, tensor<2xi32>) -> tensor<?x16xf32>
func.func @flatten(%x: tensor<?x4x4xf32>) -> tensor<*xf32> {
  %c0 = "tf.Const"() <{value = dense<0> : tensor<1xi32>}> : () -> tensor<1xi32>
  %c1 = "tf.Const"() <{value = dense<1> : tensor<1xi32>}> : () -> tensor<1xi32>
  %c16 = "tf.Const"() <{value = dense<16> : tensor<i32>}> : () -> tensor<i32>
  %s = "tf.Shape"(%x) : (tensor<?x4x4xf32>) -> tensor<3xi32>
  %b = "tf.StridedSlice"(%s, %c0, %c1, %c1) <{begin_mask = 0 : i64, ellipsis_mask = 0 : i64, end_mask = 0 : i64, new_axis_mask = 0 : i64, shrink_axis_mask = 1 : i64}> : (tensor<3xi32>, tensor<1xi32>, tensor<1xi32>, tensor<1xi32>) -> tensor<i32>
  %t = "tf.Pack"(%b, %c16) <{axis = 0 : i64}> : (tensor<i32>, tensor<i32>) -> tensor<2xi32>
  %0 = "tf.Reshape"(%x, %t) : (tensor<?x4x4xf32>, tensor<2xi32>) -> tensor<*xf32>
  return %0 : tensor<*xf32>
}

// -----

// Sizes that are known are constants, also after arithmetic.
// CHECK-LABEL: @arithmetic
// CHECK: %[[TWELVE:.*]] = "tf.Const"() <{value = dense<12> : tensor<i32>}>
// CHECK: return %[[TWELVE]]
func.func @arithmetic(%x: tensor<?x3x4xf32>) -> tensor<i32> {
  %c1 = "tf.Const"() <{value = dense<1> : tensor<1xi32>}> : () -> tensor<1xi32>
  %c3 = "tf.Const"() <{value = dense<3> : tensor<1xi32>}> : () -> tensor<1xi32>
  %c0 = "tf.Const"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
  %s = "tf.Shape"(%x) : (tensor<?x3x4xf32>) -> tensor<3xi32>
  %t = "tf.StridedSlice"(%s, %c1, %c3, %c1) <{begin_mask = 0 : i64, ellipsis_mask = 0 : i64, end_mask = 0 : i64, new_axis_mask = 0 : i64, shrink_axis_mask = 0 : i64}> : (tensor<3xi32>, tensor<1xi32>, tensor<1xi32>, tensor<1xi32>) -> tensor<2xi32>
  %0 = "tf.Prod"(%t, %c0) <{keep_dims = false}> : (tensor<2xi32>, tensor<i32>) -> tensor<i32>
  return %0 : tensor<i32>
}

// -----

// A private function takes what its callers hand it, and gives that on.
// CHECK-LABEL: @caller
// CHECK: "tf.PartitionedCall"(%arg0) {{.*}} -> tensor<2x3xf32>
func.func @caller(%x: tensor<2x3xf32>) -> tensor<*xf32> {
  %0 = "tf.PartitionedCall"(%x) <{config = "", config_proto = "", executor_type = "", f = @callee}> : (tensor<2x3xf32>) -> tensor<*xf32>
  return %0 : tensor<*xf32>
}
// CHECK: func.func private @callee(%arg0: tensor<2x3xf32>) -> tensor<2x3xf32>
func.func private @callee(%x: tensor<*xf32>) -> tensor<*xf32> {
  %0 = "tf.Neg"(%x) : (tensor<*xf32>) -> tensor<*xf32>
  return %0 : tensor<*xf32>
}
