// RUN: exits 1 tfl-opt %s -o %t.mlir 2>&1 | FileCheck %s
// RUN: exits 1 tflc convert %s -o %t.tflite 2>&1 | FileCheck %s
// RUN: exits 1 tflc run %s --random 1 2>&1 | FileCheck %s
// RUN: test ! -e %t.tflite && test ! -e %t.mlir

// CHECK: error: block with no terminator, has 'tfl.neg'
// CHECK-NEXT: missing-terminator.mlir:10:8
// CHECK: hint: end each block of 'func.func'
func.func @f(%x: tensor<4xf32>) {
  %0 = "tfl.neg"(%x) : (tensor<4xf32>) -> tensor<4xf32>
}
