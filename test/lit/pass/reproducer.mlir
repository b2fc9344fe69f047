// RUN: not tfl-opt %s --inline=max-ops=0 --mlir-pass-pipeline-crash-reproducer=%t.mlir 2>&1 | FileCheck %s
// RUN: FileCheck %s --check-prefix=FILE < %t.mlir
// RUN: not tfl-opt %t.mlir --run-reproducer 2>&1 | FileCheck %s --check-prefix=AGAIN

// A pass that fails leaves a file with which it fails again.

// CHECK: error: inlining makes more than 0 ops
// CHECK: a reproducer was written to
// FILE: func.func @main
// FILE: mlir_reproducer
// FILE: pipeline: "builtin.module(inline{max-ops=0})"
// AGAIN: error: inlining makes more than 0 ops
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = func.call @callee(%x) : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}
func.func private @callee(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = "tfl.neg"(%x) : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}
