// RUN: tfl-opt %s --mlir-print-debuginfo | FileCheck %s
// RUN: tfl-opt %s --mlir-print-debuginfo | tfl-opt --mlir-print-debuginfo | FileCheck %s

// Locations of every form; what is nested less deeply has the smaller number.

#base = loc("f.mlir":0:0)
module {
  func.func @f(%arg0: tensor<4xf32> loc("input")) -> tensor<4xf32> {
    %0 = "tfl.neg"(%arg0) : (tensor<4xf32>) -> tensor<4xf32> loc("f.py":3:4)
    %1 = "tfl.neg"(%0) : (tensor<4xf32>) -> tensor<4xf32> loc("f.py":3:4 to 5:6)
    %2 = "tfl.neg"(%1) : (tensor<4xf32>) -> tensor<4xf32> loc("layer"(#loc3))
    %3 = "tfl.neg"(%2) : (tensor<4xf32>) -> tensor<4xf32> loc(callsite("callee" at "f.py":7:8))
    %4 = "tfl.neg"(%3) : (tensor<4xf32>) -> tensor<4xf32> loc(fused["a", "b"])
    %5 = "tfl.neg"(%4) : (tensor<4xf32>) -> tensor<4xf32> loc(fused<"meta">["a", #loc3])
    %6 = "tfl.neg"(%5) : (tensor<4xf32>) -> tensor<4xf32> loc(unknown)
    return %6 : tensor<4xf32> loc(#base)
  } loc(#base)
} loc(#base)
#loc3 = loc("g.py":1:2)

// CHECK: module {
// CHECK-NEXT: func.func @f(%arg0: tensor<4xf32> loc(#loc1)) -> tensor<4xf32> {
// CHECK-NEXT: %0 = "tfl.neg"(%arg0) : (tensor<4xf32>) -> tensor<4xf32> loc(#loc2)
// CHECK-NEXT: %1 = "tfl.neg"(%0) : (tensor<4xf32>) -> tensor<4xf32> loc(#loc3)
// CHECK-NEXT: %2 = "tfl.neg"(%1) : (tensor<4xf32>) -> tensor<4xf32> loc(#loc10)
// CHECK-NEXT: %3 = "tfl.neg"(%2) : (tensor<4xf32>) -> tensor<4xf32> loc(#loc11)
// CHECK-NEXT: %4 = "tfl.neg"(%3) : (tensor<4xf32>) -> tensor<4xf32> loc(#loc12)
// CHECK-NEXT: %5 = "tfl.neg"(%4) : (tensor<4xf32>) -> tensor<4xf32> loc(#loc13)
// CHECK-NEXT: %6 = "tfl.neg"(%5) : (tensor<4xf32>) -> tensor<4xf32> loc(#loc9)
// CHECK-NEXT: return %6 : tensor<4xf32> loc(#loc)
// CHECK-NEXT: } loc(#loc)
// CHECK-NEXT: } loc(#loc)
// CHECK-NEXT: #loc = loc("f.mlir":0:0)
// CHECK-NEXT: #loc1 = loc("input")
// CHECK-NEXT: #loc2 = loc("f.py":3:4)
// CHECK-NEXT: #loc3 = loc("f.py":3:4 to 5:6)
// CHECK-NEXT: #loc4 = loc("g.py":1:2)
// CHECK-NEXT: #loc5 = loc("callee")
// CHECK-NEXT: #loc6 = loc("f.py":7:8)
// CHECK-NEXT: #loc7 = loc("a")
// CHECK-NEXT: #loc8 = loc("b")
// CHECK-NEXT: #loc9 = loc(unknown)
// CHECK-NEXT: #loc10 = loc("layer"(#loc4))
// CHECK-NEXT: #loc11 = loc(callsite(#loc5 at #loc6))
// CHECK-NEXT: #loc12 = loc(fused[#loc7, #loc8])
// CHECK-NEXT: #loc13 = loc(fused<"meta">[#loc7, #loc4])
