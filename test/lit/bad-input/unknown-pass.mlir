// RUN: exits 2 tfl-opt --pass-pipeline='builtin.module(csee)' %s -o %t.mlir 2>&1 | FileCheck %s
// RUN: exits 2 tfl-opt --canonicalise %s -o %t.mlir 2>&1 | FileCheck %s --check-prefix=FLAG
// RUN: test ! -e %t.mlir

// CHECK: error: no pass or pipeline is called 'csee'
// CHECK-NEXT: pass-pipeline:1:16
// CHECK: hint: did you mean 'cse'?

// FLAG: error: unexpected argument '--canonicalise' found
// FLAG: a similar argument exists: '--canonicalize'
func.func @f() {
  return
}
