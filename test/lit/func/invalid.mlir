// RUN: tfl-opt %s --split-input-file --verify-diagnostics

func.func @return_count(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error @+1 {{'func.return' op has 0 operands, but enclosing function returns 1}}
  return
}

// -----

func.func @return_type(%x: tensor<4xf32>) -> tensor<5xf32> {
  // expected-error @+1 {{type of return operand 0 doesn't match function result type}}
  return %x : tensor<4xf32>
}

// -----

// expected-error @+1 {{'func.func' op expects 'arg_attrs' to have one entry for each of the 1 arguments, found 2}}
"func.func"() <{arg_attrs = [{}, {a.b}], function_type = (i32) -> (), sym_name = "attributes_of_arguments", sym_visibility = "private"}> ({
}) : () -> ()
