// RUN: tfl-opt %s --cse --canonicalize --mlir-print-ir-after-change -o %t 2>&1 | FileCheck %s --check-prefix=CHANGE
// RUN: tfl-opt %s --pass-pipeline='builtin.module(func.func(cse))' --mlir-print-ir-before=cse --mlir-print-ir-module-scope -o %t 2>&1 | FileCheck %s --check-prefix=SCOPE
// RUN: tfl-opt %s --cse --mlir-timing --mlir-pass-statistics -o %t 2>&1 | FileCheck %s --check-prefix=REPORT
// RUN: not tfl-opt %s --cse --mlir-print-ir-after=csee 2>&1 | FileCheck %s --check-prefix=NEAR

// What passes show of their work.

// CHANGE: IR Dump After cse ('builtin.module' operation)
// CHANGE-NOT: IR Dump After canonicalize
// SCOPE: IR Dump Before cse ('func.func' operation: @f)
// SCOPE-NEXT: module {
// SCOPE: @g
// SCOPE: IR Dump Before cse ('func.func' operation: @g)
// REPORT: Execution time report
// REPORT: cse
// REPORT: Total
// REPORT: Pass statistics report
// REPORT: (S) 1 replaced
// NEAR: hint: did you mean 'cse'?
func.func @f(%x: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>) {
  %0 = "tfl.exp"(%x) : (tensor<4xf32>) -> tensor<4xf32>
  %1 = "tfl.exp"(%x) : (tensor<4xf32>) -> tensor<4xf32>
  return %0, %1 : tensor<4xf32>, tensor<4xf32>
}
func.func @g() {
  return
}
