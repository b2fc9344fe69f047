// RUN: exits 1 tfl-opt %s -o %t.mlir 2>&1 | FileCheck %s
// RUN: exits 1 tflc convert %s -o %t.tflite 2>&1 | FileCheck %s
// RUN: test ! -e %t.tflite && test ! -e %t.mlir

// CHECK: error: use of value '%x' expects different type than prior uses: 'tensor<4xi32>' vs 'tensor<4xf32>'
// CHECK-NEXT: type-mismatch.mlir:10:10
// CHECK: note: prior use here
// CHECK-NEXT: type-mismatch.mlir:9:14
func.func @f(%x: tensor<4xf32>) -> tensor<4xi32> {
  return %x : tensor<4xi32>
}
