// RUN: tfl-opt %s | FileCheck %s
// RUN: tfl-opt %s | tfl-opt | FileCheck %s

// Control tokens: one op without braces, or a region.

func.func @control(%x: tensor<4xf32>) {
  %o, %c = tfl.control_node controls "tfl.neg"(%x) : (tensor<4xf32>) -> tensor<4xf32>
  %o2, %c2 = tfl.control_node(%c) controls "tfl.neg"(%o) : (tensor<4xf32>) -> tensor<4xf32>
  %o3:2, %c3 = tfl.control_node(%c, %c2) {
    %1 = "tfl.neg"(%o) : (tensor<4xf32>) -> tensor<4xf32>
    "tfl.yield"(%1, %o) : (tensor<4xf32>, tensor<4xf32>) -> ()
  }
  return
}

// CHECK: module {
// CHECK-NEXT: func.func @control(%arg0: tensor<4xf32>) {
// CHECK-NEXT: %outputs, %control = tfl.control_node controls "tfl.neg"(%arg0) : (tensor<4xf32>) -> tensor<4xf32>
// CHECK-NEXT: %outputs_0, %control_1 = tfl.control_node(%control) controls "tfl.neg"(%outputs) : (tensor<4xf32>) -> tensor<4xf32>
// CHECK-NEXT: %outputs_2:2, %control_3 = tfl.control_node(%control, %control_1) {
// CHECK-NEXT: %0 = "tfl.neg"(%outputs) : (tensor<4xf32>) -> tensor<4xf32>
// CHECK-NEXT: "tfl.yield"(%0, %outputs) : (tensor<4xf32>, tensor<4xf32>) -> ()
// CHECK-NEXT: }
// CHECK-NEXT: return
// CHECK-NEXT: }
// CHECK-NEXT: }
