// RUN: tfl-opt %s --mlir-print-op-generic | FileCheck %s

// The generic form of everything, on request.

module @m {
  func.func private @f(%arg0: i32 {a.b}) -> i32 {
    %c = arith.constant 1 : i32
    return %arg0 : i32
  }
}

// CHECK: "builtin.module"() <{sym_name = "m"}> ({
// CHECK-NEXT: "func.func"() <{arg_attrs = [{a.b}], function_type = (i32) -> i32, sym_name = "f", sym_visibility = "private"}> ({
// CHECK-NEXT: ^bb0(%arg0: i32):
// CHECK-NEXT: %0 = "arith.constant"() <{value = 1 : i32}> : () -> i32
// CHECK-NEXT: "func.return"(%arg0) : (i32) -> ()
// CHECK-NEXT: }) : () -> ()
// CHECK-NEXT: }) : () -> ()
