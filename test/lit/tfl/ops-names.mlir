// RUN: tfl-opt %s | FileCheck %s
// RUN: tfl-opt %s --mlir-print-op-generic | tfl-opt | FileCheck %s

// Ops declared with two or more results name them after the declaration; constants are plain numbers.
// CHECK-LABEL: @declared_names
func.func @declared_names(%x: tensor<8xf32>) -> (tensor<2xf32>, tensor<2xi32>, tensor<?xf32>, tensor<8xi32>) {
  // CHECK: %0 = "tfl.pseudo_const"() <{value = dense<2> : tensor<i32>}> : () -> tensor<i32>
  %k = "tfl.pseudo_const"() <{value = dense<2> : tensor<i32>}> : () -> tensor<i32>
  // CHECK: %values, %indices = "tfl.topk_v2"(%arg0, %0)
  %v, %i = "tfl.topk_v2"(%x, %k) : (tensor<8xf32>, tensor<i32>) -> (tensor<2xf32>, tensor<2xi32>)
  // CHECK: %output, %idx = "tfl.unique"(%arg0)
  %u, %p = "tfl.unique"(%x) : (tensor<8xf32>) -> (tensor<?xf32>, tensor<8xi32>)
  return %v, %i, %u, %p : tensor<2xf32>, tensor<2xi32>, tensor<?xf32>, tensor<8xi32>
}

// One declared result of any number of values is a number.
// CHECK-LABEL: @packs_are_numbers
func.func @packs_are_numbers(%x: tensor<4x2xf32>, %a: tensor<i32>) -> tensor<2x2xf32> {
  // CHECK: %0:2 = "tfl.split"(%arg1, %arg0) <{num_splits = 2 : i32}>
  %0:2 = "tfl.split"(%a, %x) <{num_splits = 2 : i32}> : (tensor<i32>, tensor<4x2xf32>) -> (tensor<2x2xf32>, tensor<2x2xf32>)
  // CHECK: return %0#1
  return %0#1 : tensor<2x2xf32>
}
