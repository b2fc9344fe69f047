// RUN: tfl-opt %s | FileCheck %s
// RUN: tfl-opt %s | tfl-opt | FileCheck %s
// RUN: tfl-opt %s --mlir-print-op-generic | tfl-opt | FileCheck %s

// Names: arguments, numbers, constants, declared results; the count goes on inside regions and starts again beside them.

func.func @names(%a: tensor<4xf32>, %n: tensor<i1>) -> tensor<4xf32> {
  %x = arith.constant true
  %y = arith.constant false
  %z = arith.constant 5 : i32
  %w = arith.constant -5 : i32
  %v = arith.constant 5 : index
  %u = arith.constant 1.5 : f32
  %t = arith.constant dense<2> : tensor<i32>
  %t2 = arith.constant dense<2> : tensor<i32>
  %s = "tf.Const"() <{value = dense<1.0> : tensor<4xf32>}> : () -> tensor<4xf32>
  %r = "tfl.pseudo_const"() <{value = dense<1.0> : tensor<4xf32>}> : () -> tensor<4xf32>
  %q:2 = "tfl.topk_v2"(%a, %t) : (tensor<4xf32>, tensor<i32>) -> (tensor<2xf32>, tensor<2xi32>)
  %o:2 = "tfl.topk_v2"(%a, %t) : (tensor<4xf32>, tensor<i32>) -> (tensor<2xf32>, tensor<2xi32>)
  %p = "tfl.if"(%n) ({
    %1 = "tfl.neg"(%a) : (tensor<4xf32>) -> tensor<4xf32>
    "tfl.yield"(%1) : (tensor<4xf32>) -> ()
  }, {
    %1 = "tfl.abs"(%a) : (tensor<4xf32>) -> tensor<4xf32>
    "tfl.yield"(%1) : (tensor<4xf32>) -> ()
  }) : (tensor<i1>) -> tensor<4xf32>
  %m = "tfl.abs"(%p) : (tensor<4xf32>) -> tensor<4xf32>
  return %m : tensor<4xf32>
}

// CHECK: module {
// CHECK-NEXT: func.func @names(%arg0: tensor<4xf32>, %arg1: tensor<i1>) -> tensor<4xf32> {
// CHECK-NEXT: %true = arith.constant true
// CHECK-NEXT: %false = arith.constant false
// CHECK-NEXT: %c5_i32 = arith.constant 5 : i32
// CHECK-NEXT: %c-5_i32 = arith.constant -5 : i32
// CHECK-NEXT: %c5 = arith.constant 5 : index
// CHECK-NEXT: %cst = arith.constant 1.500000e+00 : f32
// CHECK-NEXT: %cst_0 = arith.constant dense<2> : tensor<i32>
// CHECK-NEXT: %cst_1 = arith.constant dense<2> : tensor<i32>
// CHECK-NEXT: %cst_2 = "tf.Const"() <{value = dense<1.000000e+00> : tensor<4xf32>}> : () -> tensor<4xf32>
// CHECK-NEXT: %0 = "tfl.pseudo_const"() <{value = dense<1.000000e+00> : tensor<4xf32>}> : () -> tensor<4xf32>
// CHECK-NEXT: %values, %indices = "tfl.topk_v2"(%arg0, %cst_0) : (tensor<4xf32>, tensor<i32>) -> (tensor<2xf32>, tensor<2xi32>)
// CHECK-NEXT: %values_3, %indices_4 = "tfl.topk_v2"(%arg0, %cst_0) : (tensor<4xf32>, tensor<i32>) -> (tensor<2xf32>, tensor<2xi32>)
// CHECK-NEXT: %1 = "tfl.if"(%arg1) ({
// CHECK-NEXT: %3 = "tfl.neg"(%arg0) : (tensor<4xf32>) -> tensor<4xf32>
// CHECK-NEXT: "tfl.yield"(%3) : (tensor<4xf32>) -> ()
// CHECK-NEXT: }, {
// CHECK-NEXT: %3 = "tfl.abs"(%arg0) : (tensor<4xf32>) -> tensor<4xf32>
// CHECK-NEXT: "tfl.yield"(%3) : (tensor<4xf32>) -> ()
// CHECK-NEXT: }) : (tensor<i1>) -> tensor<4xf32>
// CHECK-NEXT: %2 = "tfl.abs"(%1) : (tensor<4xf32>) -> tensor<4xf32>
// CHECK-NEXT: return %2 : tensor<4xf32>
// CHECK-NEXT: }
// CHECK-NEXT: }
