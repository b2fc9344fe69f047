// RUN: tfl-opt %s --cse | FileCheck %s
// RUN: tfl-opt %s --cse --cse | FileCheck %s

// Two computations of the same are one.
// CHECK-LABEL: @same
// CHECK-NEXT: %[[EXP:.*]] = "tfl.exp"(%arg0)
// CHECK-NEXT: return %[[EXP]], %[[EXP]]
func.func @same(%x: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>) {
  %0 = "tfl.exp"(%x) : (tensor<4xf32>) -> tensor<4xf32>
  %1 = "tfl.exp"(%x) : (tensor<4xf32>) -> tensor<4xf32>
  return %0, %1 : tensor<4xf32>, tensor<4xf32>
}

// Another attribute is another computation.
// CHECK-LABEL: @differs
// CHECK: beta = 1.000000e+00
// CHECK: beta = 2.000000e+00
func.func @differs(%x: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>) {
  %0 = "tfl.softmax"(%x) <{beta = 1.0 : f32}> : (tensor<4xf32>) -> tensor<4xf32>
  %1 = "tfl.softmax"(%x) <{beta = 2.0 : f32}> : (tensor<4xf32>) -> tensor<4xf32>
  return %0, %1 : tensor<4xf32>, tensor<4xf32>
}

// What one side of a branch computed, the other does not have.
// CHECK-LABEL: @sides
// CHECK-COUNT-2: tfl.exp
func.func @sides(%c: i1, %x: tensor<4xf32>) -> tensor<4xf32> {
  cf.cond_br %c, ^bb1, ^bb2
^bb1:
  %0 = "tfl.exp"(%x) : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
^bb2:
  %1 = "tfl.exp"(%x) : (tensor<4xf32>) -> tensor<4xf32>
  return %1 : tensor<4xf32>
}
