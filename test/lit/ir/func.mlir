// RUN: tfl-opt %s | FileCheck %s
// RUN: tfl-opt %s | tfl-opt | FileCheck %s
// RUN: tfl-opt %s --mlir-print-op-generic | tfl-opt | FileCheck %s

// Functions: declarations, attributes of arguments and results, calls, blocks.

// CHECK: module {
// CHECK-NEXT: func.func private @declared(tensor<4xf32>) -> tensor<4xf32> attributes {tf._x}
func.func private @declared(tensor<4xf32>) -> tensor<4xf32> attributes {tf._x}

// CHECK-NEXT: func.func private @nothing()
func.func private @nothing()

// CHECK-NEXT: func.func nested @with_attrs(%arg0: tensor<4xf32> {tf_saved_model.index_path = ["x"]}, %arg1: i32) -> (tensor<4xf32> {tf.y}, i32) attributes {tf.entry_function = {inputs = "x"}} {
// CHECK-NEXT: return %arg0, %arg1 : tensor<4xf32>, i32
// CHECK-NEXT: }
func.func nested @with_attrs(%x: tensor<4xf32> {tf_saved_model.index_path = ["x"]}, %n: i32) -> (tensor<4xf32> {tf.y}, i32) attributes {tf.entry_function = {inputs = "x"}} {
  func.return %x, %n : tensor<4xf32>, i32
}

// A signature of types only, with the names in the first block's header.
// CHECK-NEXT: func.func @old_style(%arg0: tensor<4xf32>) -> tensor<4xf32> {
// CHECK-NEXT: %0 = call @declared(%arg0) : (tensor<4xf32>) -> tensor<4xf32>
// CHECK-NEXT: call @nothing() : () -> ()
// CHECK-NEXT: return %0 : tensor<4xf32>
func.func @old_style(tensor<4xf32>) -> tensor<4xf32> {
^bb0(%arg: tensor<4xf32>):
  %0 = func.call @declared(%arg) : (tensor<4xf32>) -> tensor<4xf32>
  call @nothing() : () -> ()
  return %0 : tensor<4xf32>
}

// CHECK: func.func @one_result_with_attrs() -> (i32 {a.b}) {
// CHECK-NEXT: %c5_i32 = arith.constant 5 : i32
// CHECK-NEXT: return %c5_i32 : i32
func.func @one_result_with_attrs() -> (i32 {a.b}) {
  %c = arith.constant 5 : i32
  return %c : i32
}

// CHECK: func.func @functions_as_values(%arg0: (i32) -> i32, %arg1: i32) -> ((i32) -> i32) {
// CHECK-NEXT: %f = constant @callee : (i32) -> i32
// CHECK-NEXT: %0 = call_indirect %arg0(%arg1) : (i32) -> i32
// CHECK-NEXT: return %f : (i32) -> i32
func.func @functions_as_values(%f: (i32) -> i32, %x: i32) -> ((i32) -> i32) {
  %g = constant @callee : (i32) -> i32
  %0 = call_indirect %f(%x) : (i32) -> i32
  return %g : (i32) -> i32
}

// CHECK: func.func private @callee(i32) -> i32
func.func private @callee(i32) -> i32

// CHECK: func.func @"a b"() {
// CHECK-NEXT: return {k = 1 : i32}
func.func @"a b"() {
  return {k = 1 : i32}
}

// CHECK: func.func @blocks(%arg0: i1, %arg1: i32) -> i32 {
// CHECK-NEXT: cf.cond_br %arg0, ^bb1, ^bb2(%arg1 : i32)
// CHECK-NEXT: ^bb1: // pred: ^bb0
// CHECK-NEXT: cf.br ^bb3(%arg1, %arg0 : i32, i1)
// CHECK-NEXT: ^bb2(%0: i32): // pred: ^bb0
// CHECK-NEXT: cf.br ^bb3(%0, %arg0 : i32, i1)
// CHECK-NEXT: ^bb3(%1: i32, %2: i1): // 2 preds: ^bb1, ^bb2
// CHECK-NEXT: return %1 : i32
func.func @blocks(%c: i1, %x: i32) -> i32 {
  cf.cond_br %c, ^a, ^b(%x : i32)
^a:
  cf.br ^end(%x, %c : i32, i1)
^b(%y: i32):
  cf.br ^end(%y, %c : i32, i1)
^end(%z: i32, %d: i1):
  return %z : i32
}
