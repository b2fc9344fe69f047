// RUN: exits 2 tfl-opt --canonicalize=max-iterations=many %s -o %t.mlir 2>&1 | FileCheck %s
// RUN: test ! -e %t.mlir

// CHECK: error: pass 'canonicalize': option 'max-iterations' takes an integer, found 'many'
// CHECK-NEXT: pass-pipeline:1:1
func.func @f() {
  return
}
