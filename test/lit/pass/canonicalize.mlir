// RUN: tfl-opt %s --canonicalize | FileCheck %s
// RUN: tfl-opt %s --canonicalize --canonicalize | FileCheck %s

// Dead pure ops go, with what only they needed.
// CHECK-LABEL: @dead
// CHECK-NEXT: return %arg0
func.func @dead(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = "tfl.neg"(%x) : (tensor<4xf32>) -> tensor<4xf32>
  %1 = "tfl.exp"(%0) : (tensor<4xf32>) -> tensor<4xf32>
  return %x : tensor<4xf32>
}

// Ops on constants are computed.
// CHECK-LABEL: @constants
// CHECK-NEXT: %[[SUM:.*]] = arith.constant dense<[4.000000e+00, 6.000000e+00]>
// CHECK-NEXT: return %[[SUM]]
func.func @constants() -> tensor<2xf32> {
  %a = arith.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %b = arith.constant dense<[3.0, 4.0]> : tensor<2xf32>
  %0 = tfl.add %a, %b {fused_activation_function = "NONE"} : tensor<2xf32>
  return %0 : tensor<2xf32>
}

// Equal constants are one, at the front.
// CHECK-LABEL: @one_constant
// CHECK-NEXT: %[[C:.*]] = arith.constant
// CHECK-NEXT: %[[NEG:.*]] = "tfl.neg"
// CHECK-NEXT: return %[[NEG]], %[[C]], %[[C]]
func.func @one_constant(%x: tensor<4xf32>) -> (tensor<4xf32>, tensor<f32>, tensor<f32>) {
  %0 = "tfl.neg"(%x) : (tensor<4xf32>) -> tensor<4xf32>
  %a = arith.constant dense<1.0> : tensor<f32>
  %b = arith.constant dense<1.0> : tensor<f32>
  return %0, %a, %b : tensor<4xf32>, tensor<f32>, tensor<f32>
}

// Equal types with unknown dimensions may hide a change of shape: the reshape stays.
// CHECK-LABEL: @unknown_shape
// CHECK: tf.Reshape
func.func @unknown_shape(%x: tensor<*xf32>) -> tensor<*xf32> {
  %s = "tf.Const"() <{value = dense<[-1, 8]> : tensor<2xi32>}> : () -> tensor<2xi32>
  %0 = "tf.Reshape"(%x, %s) : (tensor<*xf32>, tensor<2xi32>) -> tensor<*xf32>
  return %0 : tensor<*xf32>
}

// Blocks that control never reaches go.
// CHECK-LABEL: @unreachable
// CHECK-NEXT: return
// CHECK-NEXT: }
func.func @unreachable() {
  return
^bb1:
  cf.br ^bb1
}
