// RUN: tfl-opt %s | FileCheck %s
// RUN: tfl-opt %s --mlir-print-op-generic | tfl-opt | FileCheck %s

// Attributes that graphs carry and no row declares survive; defaults stay unset.
// CHECK-LABEL: @attributes_of_nodes
func.func @attributes_of_nodes(%x: tensor<2x3xf32>, %y: tensor<3x4xf32>) -> tensor<2x4xf32> {
  // CHECK: "tf.MatMul"(%arg0, %arg1) <{transpose_a = false}> {_output_shapes = ["tfshape$"], device = ""} : (tensor<2x3xf32>, tensor<3x4xf32>) -> tensor<2x4xf32>
  %0 = "tf.MatMul"(%x, %y) {_output_shapes = ["tfshape$"], device = "", transpose_a = false} : (tensor<2x3xf32>, tensor<3x4xf32>) -> tensor<2x4xf32>
  return %0 : tensor<2x4xf32>
}

// CHECK-LABEL: @names
func.func @names(%x: tensor<1x2x2x3xf32>, %s: tensor<3xf32>) -> tensor<1x2x2x3xf32> {
  // CHECK: %cst = "tf.Const"() <{value = dense<1> : tensor<i32>}> : () -> tensor<i32>
  %c = "tf.Const"() <{value = dense<1> : tensor<i32>}> : () -> tensor<i32>
  // CHECK: %y, %batch_mean, %batch_variance, %reserve_space_1, %reserve_space_2, %reserve_space_3 = "tf.FusedBatchNormV3"
  %0:6 = "tf.FusedBatchNormV3"(%x, %s, %s, %s, %s) <{is_training = false}> : (tensor<1x2x2x3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> (tensor<1x2x2x3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<*xf32>)
  return %0#0 : tensor<1x2x2x3xf32>
}

// CHECK-LABEL: @regions
func.func @regions(%c: tensor<i1>, %x: tensor<4xf32>) -> tensor<4xf32> {
  // CHECK: "tf.IfRegion"(%arg0) <{is_stateless = true}> ({
  // CHECK-NEXT: "tf.Yield"(%arg1) : (tensor<4xf32>) -> ()
  %0 = "tf.IfRegion"(%c) <{is_stateless = true}> ({
    "tf.Yield"(%x) : (tensor<4xf32>) -> ()
  }, {
    "tf.Yield"(%x) : (tensor<4xf32>) -> ()
  }) : (tensor<i1>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// An op of TensorFlow that no row declares is kept as it is: the dialect is open.
// CHECK-LABEL: @unknown_op
func.func @unknown_op(%x: tensor<4xf32>) -> tensor<4xf32> {
  // CHECK: "tf.AnOpOfTomorrow"(%arg0) {level = 3 : i64} : (tensor<4xf32>) -> tensor<4xf32>
  %0 = "tf.AnOpOfTomorrow"(%x) {level = 3 : i64} : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// CHECK-LABEL: @resources
func.func @resources() -> tensor<4xf32> {
  // CHECK: "tf.VarHandleOp"() <{container = "", shared_name = "v"}> : () -> tensor<!tf_type.resource<tensor<4xf32>>>
  %h = "tf.VarHandleOp"() <{container = "", shared_name = "v"}> : () -> tensor<!tf_type.resource<tensor<4xf32>>>
  %0 = "tf.ReadVariableOp"(%h) : (tensor<!tf_type.resource<tensor<4xf32>>>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}
