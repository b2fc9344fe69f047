// RUN: tfl-opt %s | FileCheck %s
// RUN: tfl-opt %s --mlir-print-op-generic | tfl-opt | FileCheck %s

// Names of constants say what they are; those of tensors do not.
// CHECK-LABEL: @constant_names
func.func @constant_names() {
  // CHECK: %true = arith.constant true
  %0 = arith.constant true
  // CHECK: %c-5_i32 = arith.constant -5 : i32
  %1 = arith.constant -5 : i32
  // CHECK: %c5 = arith.constant 5 : index
  %2 = arith.constant 5 : index
  // CHECK: %cst = arith.constant 1.000000e+00 : f32
  %3 = arith.constant 1.0 : f32
  // CHECK: %cst_0 = arith.constant dense<[1, 2]> : tensor<2xi32>
  %4 = arith.constant dense<[1, 2]> : tensor<2xi32>
  return
}

// CHECK-LABEL: @arithmetic
func.func @arithmetic(%x: i32, %y: i32, %a: f32) -> i1 {
  // CHECK: "arith.addi"(%arg0, %arg1) : (i32, i32) -> i32
  %0 = "arith.addi"(%x, %y) : (i32, i32) -> i32
  // CHECK: "arith.cmpi"(%{{.*}}, %arg1) <{predicate = 2 : i64}> : (i32, i32) -> i1
  %1 = "arith.cmpi"(%0, %y) <{predicate = 2 : i64}> : (i32, i32) -> i1
  return %1 : i1
}
