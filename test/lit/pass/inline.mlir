// RUN: tfl-opt %s --inline --symbol-dce | FileCheck %s
// RUN: not tfl-opt %s --inline=max-ops=1 2>&1 | FileCheck %s --check-prefix=BOUND

// Calls become the code of their callees, callees of callees first.
// CHECK-LABEL: @main
// CHECK-NEXT: %[[NEG:.*]] = "tfl.neg"(%arg0)
// CHECK-NEXT: %[[EXP:.*]] = "tfl.exp"(%[[NEG]])
// CHECK-NEXT: return %[[EXP]]
// CHECK-NOT: func.func private @outer
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = func.call @outer(%x) : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}
func.func private @outer(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = func.call @inner(%x) : (tensor<4xf32>) -> tensor<4xf32>
  %1 = "tfl.exp"(%0) : (tensor<4xf32>) -> tensor<4xf32>
  return %1 : tensor<4xf32>
}
func.func private @inner(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = "tfl.neg"(%x) : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// BOUND: error: inlining makes more than 1 ops
// BOUND: hint: raise the bound with option max-ops
