// RUN: tfl-opt %s | FileCheck %s
// RUN: tfl-opt %s --mlir-print-op-generic | tfl-opt | FileCheck %s

// CHECK-LABEL: @counts
func.func @counts(%n: tensor<i32>) -> tensor<i32> {
  // CHECK: %{{.*}} = "tfl.while"(%arg0) <{is_stateless = true}> ({
  // CHECK-NEXT: ^bb0(%arg1: tensor<i32>):
  // CHECK-NEXT: %[[LESS:.*]] = tfl.less(%arg1, %arg0) : (tensor<i32>, tensor<i32>) -> tensor<i1>
  // CHECK-NEXT: "tfl.yield"(%[[LESS]]) : (tensor<i1>) -> ()
  // CHECK-NEXT: }, {
  // CHECK-NEXT: ^bb0(%arg1: tensor<i32>):
  // CHECK-NEXT: %[[NEXT:.*]] = "tfl.neg"(%arg1) : (tensor<i32>) -> tensor<i32>
  // CHECK-NEXT: "tfl.yield"(%[[NEXT]]) : (tensor<i32>) -> ()
  // CHECK-NEXT: }) : (tensor<i32>) -> tensor<i32>
  %0 = "tfl.while"(%n) <{is_stateless = true}> ({
  ^bb0(%a: tensor<i32>):
    %1 = tfl.less(%a, %n) : (tensor<i32>, tensor<i32>) -> tensor<i1>
    "tfl.yield"(%1) : (tensor<i1>) -> ()
  }, {
  ^bb0(%a: tensor<i32>):
    %1 = "tfl.neg"(%a) : (tensor<i32>) -> tensor<i32>
    "tfl.yield"(%1) : (tensor<i32>) -> ()
  }) : (tensor<i32>) -> tensor<i32>
  return %0 : tensor<i32>
}

// CHECK-LABEL: @chooses
func.func @chooses(%c: tensor<i1>, %x: tensor<4xf32>) -> tensor<4xf32> {
  // CHECK: "tfl.if"(%arg0) ({
  // CHECK-NEXT: "tfl.yield"(%arg1) : (tensor<4xf32>) -> ()
  // CHECK-NEXT: }, {
  %0 = "tfl.if"(%c) ({
    "tfl.yield"(%x) : (tensor<4xf32>) -> ()
  }, {
    %1 = "tfl.neg"(%x) : (tensor<4xf32>) -> tensor<4xf32>
    "tfl.yield"(%1) : (tensor<4xf32>) -> ()
  }) : (tensor<i1>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}
