// RUN: exits 2 tflc convert --no-such-option %s -o %t.out 2>&1 | FileCheck %s
// RUN: exits 2 tfl-translate --no-such-option %s -o %t.out 2>&1 | FileCheck %s
// RUN: exits 2 tfl-opt --no-such-option %s -o %t.out 2>&1 | FileCheck %s
// RUN: exits 2 tfl-opt --canonicalize=max-iter=3 %s -o %t.out 2>&1 | FileCheck %s --check-prefix=PASS
// RUN: test ! -e %t.out

// CHECK: error: unexpected argument '--no-such-option' found
// CHECK: Usage:
// CHECK: --help

// PASS: error: pass 'canonicalize': no such option 'max-iter'
// PASS: hint: --list-passes shows the options of every pass
func.func @f() {
  return
}
