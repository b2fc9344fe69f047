// RUN: tfl-opt %s --split-input-file --cse | FileCheck %s
// RUN: not tfl-opt %s 2>&1 | FileCheck %s --check-prefix=WHOLE

// Parts are modules of their own: both may hold a function of one name.

// CHECK: func.func private @f()
// CHECK: // -----
// CHECK: func.func private @f()
// WHOLE: redefinition of symbol named 'f'
func.func private @f()

// -----

func.func private @f()
