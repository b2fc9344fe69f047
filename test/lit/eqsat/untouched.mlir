// RUN: tfl-opt %s --tfl-optimize='enable-canonicalization=false' | FileCheck %s

// What nothing is known of stays, and what is known around it is improved all the same.

// CHECK-LABEL: func.func @unranked
// CHECK-NEXT: %[[E:.*]] = "tfl.exp"(%arg0) : (tensor<*xf32>) -> tensor<*xf32>
// CHECK-NEXT: %[[A:.*]] = "tfl.sin"(%[[E]]) : (tensor<*xf32>) -> tensor<*xf32>
// CHECK-NEXT: return %[[A]]
func.func @unranked(%x: tensor<*xf32>) -> tensor<*xf32> {
  %0 = "tfl.exp"(%x) : (tensor<*xf32>) -> tensor<*xf32>
  %1 = "tfl.sin"(%0) : (tensor<*xf32>) -> tensor<*xf32>
  return %1 : tensor<*xf32>
}

// A reshape of any shape to any shape may not be dropped, nor merged with what it does not determine.
// CHECK-LABEL: func.func @unknown_sizes
// CHECK-NEXT: %[[R:.*]] = "tfl.reshape"(%arg0, %arg1)
// CHECK-NEXT: %[[S:.*]] = tfl.add %[[R]], %arg2
// CHECK-NEXT: return %[[S]]
func.func @unknown_sizes(%x: tensor<?x?xf32>, %s: tensor<2xi32>, %y: tensor<?x?xf32>) -> tensor<?x?xf32> {
  %0 = "tfl.reshape"(%x, %s) : (tensor<?x?xf32>, tensor<2xi32>) -> tensor<?x?xf32>
  %1 = "tfl.add"(%0, %y) <{fused_activation_function = "NONE"}> : (tensor<?x?xf32>, tensor<?x?xf32>) -> tensor<?x?xf32>
  return %1 : tensor<?x?xf32>
}

// An op that nobody knows keeps its place; the transposes before it cancel.
// CHECK-LABEL: func.func @custom
// CHECK-NEXT: %[[C:.*]] = "tfl.custom"(%arg0) <{custom_code = "Mystery", custom_option = #tfl<const_bytes : "0x01">}>
// CHECK-NEXT: return %[[C]]
func.func @custom(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %p = arith.constant dense<[1, 0]> : tensor<2xi32>
  %0 = "tfl.transpose"(%x, %p) : (tensor<2x3xf32>, tensor<2xi32>) -> tensor<3x2xf32>
  %1 = "tfl.transpose"(%0, %p) : (tensor<3x2xf32>, tensor<2xi32>) -> tensor<2x3xf32>
  %2 = "tfl.custom"(%1) <{custom_code = "Mystery", custom_option = #tfl<const_bytes : "0x01">}> : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %2 : tensor<2x3xf32>
}

// Types without arithmetic of ours.
// CHECK-LABEL: func.func @strings
// CHECK-NEXT: arith.constant
// CHECK-NEXT: "tfl.reshape"(%arg0
// CHECK-NEXT: return
func.func @strings(%x: tensor<4x!tf_type.string>) -> tensor<2x2x!tf_type.string> {
  %s = arith.constant dense<[2, 2]> : tensor<2xi32>
  %0 = "tfl.reshape"(%x, %s) : (tensor<4x!tf_type.string>, tensor<2xi32>) -> tensor<2x2x!tf_type.string>
  return %0 : tensor<2x2x!tf_type.string>
}

// No elements, no rows to compute.
// CHECK-LABEL: func.func @empty
// CHECK: return
func.func @empty(%x: tensor<0x4xf32>) -> tensor<0x4xf32> {
  %k = arith.constant dense<2.0> : tensor<f32>
  %0 = "tfl.mul"(%x, %k) <{fused_activation_function = "NONE"}> : (tensor<0x4xf32>, tensor<f32>) -> tensor<0x4xf32>
  %1 = "tfl.mul"(%0, %k) <{fused_activation_function = "NONE"}> : (tensor<0x4xf32>, tensor<f32>) -> tensor<0x4xf32>
  return %1 : tensor<0x4xf32>
}

// An op of another dialect is a barrier like any unknown one.
// CHECK-LABEL: func.func @other_dialect
// CHECK-NEXT: %[[A:.*]] = "tf.Mystery"(%arg0)
// CHECK-NEXT: return %[[A]]
func.func @other_dialect(%x: tensor<2xf32>) -> tensor<2xf32> {
  %0 = "tf.Mystery"(%x) : (tensor<2xf32>) -> tensor<2xf32>
  return %0 : tensor<2xf32>
}
