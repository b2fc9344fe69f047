// RUN: not tfl-opt %s 2>&1 | FileCheck %s
// RUN: tfl-opt %s --allow-unregistered-dialect | FileCheck %s --check-prefix=ALLOWED

// An op of which nothing is known needs a flag.

// CHECK: error: {{.*}}other.thing
// CHECK: --allow-unregistered-dialect
// ALLOWED: "other.thing"()
func.func @unknown() {
  "other.thing"() : () -> ()
  return
}
