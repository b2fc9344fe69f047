// RUN: tfl-opt %s --split-input-file --verify-diagnostics

func.func @constant_type() {
  // expected-error @+1 {{requires the type of attribute 'value' to be the result type}}
  %0 = "arith.constant"() <{value = 1 : i32}> : () -> i64
  return
}

// -----

func.func @constant_of_text() {
  // expected-error @+1 {{requires attribute 'value' to be a number or a constant of elements}}
  %0 = "arith.constant"() <{value = "text"}> : () -> i32
  return
}

// -----

func.func @operand_types_differ(%x: i32, %y: i64) {
  // expected-error @+1 {{requires the same type for all operands and results}}
  %0 = "arith.addi"(%x, %y) : (i32, i64) -> i32
  return
}
