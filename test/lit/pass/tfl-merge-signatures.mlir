// RUN: tfl-opt %s --tfl-merge-signatures | FileCheck %s
// RUN: tfl-opt %s --tfl-merge-signatures --tfl-merge-signatures | FileCheck %s

// Equal code under two names: the function of the default name stays and has both.
// CHECK-NOT: func.func @serve(
// CHECK: func.func @serving_default(
// CHECK-SAME: tf_saved_model.exported_names = ["serving_default", "serve"]
func.func @serve(%x: tensor<4xf32> {tf_saved_model.index_path = ["x"]}) -> (tensor<4xf32> {tf_saved_model.index_path = ["y"]}) attributes {tf_saved_model.exported_names = ["serve"]} {
  %c = "tf.Const"() <{value = dense<2.0> : tensor<f32>}> : () -> tensor<f32>
  %0 = "tf.Mul"(%x, %c) : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}
func.func @serving_default(%x: tensor<4xf32> {tf_saved_model.index_path = ["x"]}) -> (tensor<4xf32> {tf_saved_model.index_path = ["y"]}) attributes {tf_saved_model.exported_names = ["serving_default"]} {
  %c = "tf.Const"() <{value = dense<2.0> : tensor<f32>}> : () -> tensor<f32>
  %0 = "tf.Mul"(%x, %c) : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// Another constant, another name of an argument, operands the other way round: they stay.
// CHECK: func.func @constant(
// CHECK-SAME: exported_names = ["constant"]
func.func @constant(%x: tensor<4xf32> {tf_saved_model.index_path = ["x"]}) -> (tensor<4xf32> {tf_saved_model.index_path = ["y"]}) attributes {tf_saved_model.exported_names = ["constant"]} {
  %c = "tf.Const"() <{value = dense<3.0> : tensor<f32>}> : () -> tensor<f32>
  %0 = "tf.Mul"(%x, %c) : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}
// CHECK: func.func @argument(
// CHECK-SAME: exported_names = ["argument"]
func.func @argument(%x: tensor<4xf32> {tf_saved_model.index_path = ["z"]}) -> (tensor<4xf32> {tf_saved_model.index_path = ["y"]}) attributes {tf_saved_model.exported_names = ["argument"]} {
  %c = "tf.Const"() <{value = dense<2.0> : tensor<f32>}> : () -> tensor<f32>
  %0 = "tf.Mul"(%x, %c) : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}
// CHECK: func.func @order(
// CHECK-SAME: exported_names = ["order"]
func.func @order(%x: tensor<4xf32> {tf_saved_model.index_path = ["x"]}) -> (tensor<4xf32> {tf_saved_model.index_path = ["y"]}) attributes {tf_saved_model.exported_names = ["order"]} {
  %c = "tf.Const"() <{value = dense<2.0> : tensor<f32>}> : () -> tensor<f32>
  %0 = "tf.Mul"(%c, %x) : (tensor<f32>, tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}
