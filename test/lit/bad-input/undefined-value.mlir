// RUN: exits 1 tfl-opt %s -o %t.mlir 2>&1 | FileCheck %s
// RUN: exits 1 tflc convert %s -o %t.tflite 2>&1 | FileCheck %s
// RUN: test ! -e %t.tflite && test ! -e %t.mlir

// CHECK: error: use of undeclared SSA value name '%nope'
// CHECK-NEXT: undefined-value.mlir:9:10
// CHECK: hint: define it before its use
func.func @f() -> tensor<4xf32> {
  return %nope : tensor<4xf32>
}
