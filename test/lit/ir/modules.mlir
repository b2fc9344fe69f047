// RUN: tfl-opt %s | FileCheck %s
// RUN: tfl-opt %s | tfl-opt | FileCheck %s
// RUN: tfl-opt %s --mlir-print-op-generic | tfl-opt | FileCheck %s

// A module keeps its name, its attributes and the modules inside it.

module @outer attributes {tf.versions = {min_consumer = 0 : i32, producer = 1395 : i32}} {
  module {
  }
  module @inner attributes {sym_visibility = "private", k} {
    func.func private @f()
  }
}

// CHECK: module @outer attributes {tf.versions = {min_consumer = 0 : i32, producer = 1395 : i32}} {
// CHECK-NEXT: module {
// CHECK-NEXT: }
// CHECK-NEXT: module @inner attributes {k, sym_visibility = "private"} {
// CHECK-NEXT: func.func private @f()
// CHECK-NEXT: }
// CHECK-NEXT: }
