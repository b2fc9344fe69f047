// RUN: tfl-opt %s | FileCheck %s
// RUN: tfl-opt %s | tfl-opt | FileCheck %s

// Graphs and islands.

func.func @graph(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = tf_executor.graph {
    %outputs, %control = tf_executor.island wraps "tf.Neg"(%x) {device = ""} : (tensor<4xf32>) -> tensor<4xf32>
    %c = tf_executor.ControlTrigger %control
    %control2 = tf_executor.island(%c) {
      tf_executor.yield
    }
    %o:2, %control3 = tf_executor.island(%c, %control) {
      %1 = "tf.Neg"(%x) : (tensor<4xf32>) -> tensor<4xf32>
      tf_executor.yield %1, %x : tensor<4xf32>, tensor<4xf32>
    }
    tf_executor.fetch %outputs, %control3 : tensor<4xf32>, !tf_executor.control
  }
  return %0 : tensor<4xf32>
}

// CHECK: module {
// CHECK-NEXT: func.func @graph(%arg0: tensor<4xf32>) -> tensor<4xf32> {
// CHECK-NEXT: %0 = tf_executor.graph {
// CHECK-NEXT: %outputs, %control = tf_executor.island wraps "tf.Neg"(%arg0) {device = ""} : (tensor<4xf32>) -> tensor<4xf32>
// CHECK-NEXT: %1 = tf_executor.ControlTrigger %control
// CHECK-NEXT: %control_0 = tf_executor.island(%1) {
// CHECK-NEXT: tf_executor.yield
// CHECK-NEXT: }
// CHECK-NEXT: %outputs_1:2, %control_2 = tf_executor.island(%1, %control) {
// CHECK-NEXT: %2 = "tf.Neg"(%arg0) : (tensor<4xf32>) -> tensor<4xf32>
// CHECK-NEXT: tf_executor.yield %2, %arg0 : tensor<4xf32>, tensor<4xf32>
// CHECK-NEXT: }
// CHECK-NEXT: tf_executor.fetch %outputs, %control_2 : tensor<4xf32>, !tf_executor.control
// CHECK-NEXT: }
// CHECK-NEXT: return %0 : tensor<4xf32>
// CHECK-NEXT: }
// CHECK-NEXT: }
