// RUN: tfl-opt %s --strip-debug-info --mlir-print-debuginfo | FileCheck %s

// Every location is unknown.
// CHECK-NOT: "layer"
// CHECK: "tfl.neg"({{.*}} loc(#loc)
// CHECK: #loc = loc(unknown)
func.func @f(%x: tensor<4xf32> loc("input")) -> tensor<4xf32> {
  %0 = "tfl.neg"(%x) : (tensor<4xf32>) -> tensor<4xf32> loc("layer")
  return %0 : tensor<4xf32>
} loc("function")
