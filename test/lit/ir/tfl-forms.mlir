// RUN: tfl-opt %s | FileCheck %s
// RUN: tfl-opt %s | tfl-opt | FileCheck %s
// RUN: tfl-opt %s --mlir-print-op-generic | tfl-opt | FileCheck %s

// The short form of binary tfl ops, used where operands and result have one type; loops; absent operands.

func.func @tfl(%a: tensor<4xf32>, %s: tensor<f32>, %i: tensor<i32>, %b: tensor<4xi1>) {
  %0 = tfl.mul %a, %a {fused_activation_function = "NONE"} : tensor<4xf32>
  %1 = tfl.add(%a, %s) <{fused_activation_function = "RELU"}> {x = 1 : i32} : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
  %2 = tfl.less(%i, %i) : (tensor<i32>, tensor<i32>) -> tensor<i1>
  %3 = tfl.logical_and %b, %b : tensor<4xi1>
  %4 = "tfl.sub"(%a, %a) <{fused_activation_function = "NONE"}> {k} : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %none = "tfl.no_value"() <{value}> : () -> none
  %w = "tfl.pseudo_const"() <{value = dense<[1.0, 2.0, 3.0, 0.1]> : tensor<4xf32>}> : () -> tensor<4xf32>
  %q = "tfl.pseudo_qconst"() <{qtype = tensor<2x!quant.uniform<i8:f32, 0.5:3>>, value = dense<1> : tensor<2xi8>}> : () -> tensor<2x!quant.uniform<i8:f32, 0.5:3>>
  %k = arith.constant dense<2> : tensor<i32>
  %values, %indices = "tfl.topk_v2"(%a, %k) : (tensor<4xf32>, tensor<i32>) -> (tensor<2xf32>, tensor<2xi32>)
  %true = arith.constant true
  %c5 = arith.constant 5 : index
  %c5b = arith.constant -5 : i32
  %cst = arith.constant dense<1.0> : tensor<4xf32>
  %cst2 = arith.constant 1.5 : f32
  %t = "tf.Const"() <{value = dense<1.0> : tensor<4xf32>}> : () -> tensor<4xf32>
  return
}
func.func @loop(%a: tensor<i32>, %x: tensor<4xf32>) -> tensor<4xf32> {
  %0:2 = "tfl.while"(%a, %x) <{is_stateless = true}> ({
  ^bb0(%c: tensor<i32>, %d: tensor<4xf32>):
    %1 = tfl.less(%c, %a) : (tensor<i32>, tensor<i32>) -> tensor<i1>
    "tfl.yield"(%1) : (tensor<i1>) -> ()
  }, {
  ^bb0(%c: tensor<i32>, %d: tensor<4xf32>):
    %2 = func.call @f(%d) : (tensor<4xf32>) -> tensor<4xf32>
    "tfl.yield"(%c, %2) : (tensor<i32>, tensor<4xf32>) -> ()
  }) : (tensor<i32>, tensor<4xf32>) -> (tensor<i32>, tensor<4xf32>)
  %3 = "tfl.neg"(%0#1) : (tensor<4xf32>) -> tensor<4xf32>
  return %3 : tensor<4xf32>
}
func.func private @f(tensor<4xf32>) -> tensor<4xf32>

// CHECK: module {
// CHECK-NEXT: func.func @tfl(%arg0: tensor<4xf32>, %arg1: tensor<f32>, %arg2: tensor<i32>, %arg3: tensor<4xi1>) {
// CHECK-NEXT: %0 = tfl.mul %arg0, %arg0 {fused_activation_function = "NONE"} : tensor<4xf32>
// CHECK-NEXT: %1 = tfl.add(%arg0, %arg1) <{fused_activation_function = "RELU"}> {x = 1 : i32} : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
// CHECK-NEXT: %2 = tfl.less(%arg2, %arg2) : (tensor<i32>, tensor<i32>) -> tensor<i1>
// CHECK-NEXT: %3 = tfl.logical_and %arg3, %arg3 : tensor<4xi1>
// CHECK-NEXT: %4 = tfl.sub %arg0, %arg0 {fused_activation_function = "NONE", k} : tensor<4xf32>
// CHECK-NEXT: %none = "tfl.no_value"() <{value}> : () -> none
// CHECK-NEXT: %5 = "tfl.pseudo_const"() <{value = dense<[1.000000e+00, 2.000000e+00, 3.000000e+00, 1.000000e-01]> : tensor<4xf32>}> : () -> tensor<4xf32>
// CHECK-NEXT: %6 = "tfl.pseudo_qconst"() <{qtype = tensor<2x!quant.uniform<i8:f32, 5.000000e-01:3>>, value = dense<1> : tensor<2xi8>}> : () -> tensor<2x!quant.uniform<i8:f32, 5.000000e-01:3>>
// CHECK-NEXT: %cst = arith.constant dense<2> : tensor<i32>
// CHECK-NEXT: %values, %indices = "tfl.topk_v2"(%arg0, %cst) : (tensor<4xf32>, tensor<i32>) -> (tensor<2xf32>, tensor<2xi32>)
// CHECK-NEXT: %true = arith.constant true
// CHECK-NEXT: %c5 = arith.constant 5 : index
// CHECK-NEXT: %c-5_i32 = arith.constant -5 : i32
// CHECK-NEXT: %cst_0 = arith.constant dense<1.000000e+00> : tensor<4xf32>
// CHECK-NEXT: %cst_1 = arith.constant 1.500000e+00 : f32
// CHECK-NEXT: %cst_2 = "tf.Const"() <{value = dense<1.000000e+00> : tensor<4xf32>}> : () -> tensor<4xf32>
// CHECK-NEXT: return
// CHECK-NEXT: }
// CHECK-NEXT: func.func @loop(%arg0: tensor<i32>, %arg1: tensor<4xf32>) -> tensor<4xf32> {
// CHECK-NEXT: %0:2 = "tfl.while"(%arg0, %arg1) <{is_stateless = true}> ({
// CHECK-NEXT: ^bb0(%arg2: tensor<i32>, %arg3: tensor<4xf32>):
// CHECK-NEXT: %2 = tfl.less(%arg2, %arg0) : (tensor<i32>, tensor<i32>) -> tensor<i1>
// CHECK-NEXT: "tfl.yield"(%2) : (tensor<i1>) -> ()
// CHECK-NEXT: }, {
// CHECK-NEXT: ^bb0(%arg2: tensor<i32>, %arg3: tensor<4xf32>):
// CHECK-NEXT: %2 = func.call @f(%arg3) : (tensor<4xf32>) -> tensor<4xf32>
// CHECK-NEXT: "tfl.yield"(%arg2, %2) : (tensor<i32>, tensor<4xf32>) -> ()
// CHECK-NEXT: }) : (tensor<i32>, tensor<4xf32>) -> (tensor<i32>, tensor<4xf32>)
// CHECK-NEXT: %1 = "tfl.neg"(%0#1) : (tensor<4xf32>) -> tensor<4xf32>
// CHECK-NEXT: return %1 : tensor<4xf32>
// CHECK-NEXT: }
// CHECK-NEXT: func.func private @f(tensor<4xf32>) -> tensor<4xf32>
// CHECK-NEXT: }
