// RUN: tfl-opt %s --allow-unregistered-dialect | FileCheck %s
// RUN: tfl-opt %s --allow-unregistered-dialect | tfl-opt --allow-unregistered-dialect | FileCheck %s
// RUN: tfl-opt %s --allow-unregistered-dialect --mlir-print-op-generic | tfl-opt --allow-unregistered-dialect | FileCheck %s

// The generic form: properties, attributes, regions, blocks, packs, values used before they are defined.

// A comment, and // another one inside it.
%0 = "t.a"() : () -> i32
%1:2 = "t.b"(%0, %0) <{p = 1 : i32, u}> {q, "r s" = 2 : i32} : (i32, i32) -> (i32, f32) // behind an op
%2, %3 : 2 = "t.b"(%1#0, %1#1) : (i32, f32) -> (i32, f32, f64)
"t.c"(%4#1, %3#1) : (f32, f64) -> ()
%4:2 = "t.b"(%0, %0) : (i32, i32) -> (i32, f32)
"t.r"(%0) ({
^entry(%x: i32, %y: f32):
  %5 = "t.a"(%y) : (f32) -> i32
  "t.br"(%5)[^next] : (i32) -> ()
^next(%z: i32):
  "t.br"()[^next, ^last] : () -> ()
^last:
  "t.end"() ({
    %6 = "t.x"() : () -> i32
    "t.y"() : () -> ()
  }) : () -> ()
^unused:
  "t.br"()[^next] : () -> ()
}, {
}, {
^bb0:
}) {k} : (i32) -> ()
%7 = "t.f"() : () -> ((i32) -> i32)

// CHECK: module {
// CHECK-NEXT: %0 = "t.a"() : () -> i32
// CHECK-NEXT: %1:2 = "t.b"(%0, %0) <{p = 1 : i32, u}> {q, "r s" = 2 : i32} : (i32, i32) -> (i32, f32)
// CHECK-NEXT: %2:3 = "t.b"(%1#0, %1#1) : (i32, f32) -> (i32, f32, f64)
// CHECK-NEXT: "t.c"(%3#1, %2#2) : (f32, f64) -> ()
// CHECK-NEXT: %3:2 = "t.b"(%0, %0) : (i32, i32) -> (i32, f32)
// CHECK-NEXT: "t.r"(%0) ({
// CHECK-NEXT: ^bb0(%arg0: i32, %arg1: f32):
// CHECK-NEXT: %5 = "t.a"(%arg1) : (f32) -> i32
// CHECK-NEXT: "t.br"(%5)[^bb1] : (i32) -> ()
// CHECK-NEXT: ^bb1(%6: i32): // 3 preds: ^bb0, ^bb1, ^bb3
// CHECK-NEXT: "t.br"()[^bb1, ^bb2] : () -> ()
// CHECK-NEXT: ^bb2: // pred: ^bb1
// CHECK-NEXT: "t.end"() ({
// CHECK-NEXT: %7 = "t.x"() : () -> i32
// CHECK-NEXT: "t.y"() : () -> ()
// CHECK-NEXT: }) : () -> ()
// CHECK-NEXT: ^bb3: // no predecessors
// CHECK-NEXT: "t.br"()[^bb1] : () -> ()
// CHECK-NEXT: }, {
// CHECK-NEXT: }, {
// CHECK-NEXT: ^bb0:
// CHECK-NEXT: }) {k} : (i32) -> ()
// CHECK-NEXT: %4 = "t.f"() : () -> ((i32) -> i32)
// CHECK-NEXT: }
