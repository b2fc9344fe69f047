// RUN: tfl-opt %s --allow-unregistered-dialect --split-input-file --verify-diagnostics

// Values, results and blocks that do not fit: one error a fault, at its line.

// expected-error @+1 {{use of undeclared SSA value name '%x'}}
"t.undefined_value"(%x) : (i32) -> ()

// -----
%0 = "t.a"() : () -> i32 // expected-note {{previously defined here}}
// expected-error @+1 {{redefinition of SSA value '%0'}}
%0 = "t.redefined"() : () -> i32

// -----
// expected-error @+1 {{cannot name an operation with no results}}
%0 = "t.named_nothing"() : () -> ()

// -----
// expected-error @+1 {{operation defines 1 result but was provided 2 to bind}}
%0:2 = "t.too_many_names"() : () -> i32

// -----
// expected-error @+1 {{expected named operation to have at least 1 result}}
%0:0 = "t.pack_of_none"() : () -> i32

// -----
%0:2 = "t.a"() : () -> (i32, i32)
// expected-error @+1 {{reference to invalid result number: '%0' has 2 results, there is no #2}}
"t.result_out_of_range"(%0#2) : (i32) -> ()

// -----
%0 = "t.a"() : () -> i32 // expected-note {{prior use here}}
// expected-error @+1 {{use of value '%0' expects different type than prior uses: 'f32' vs 'i32'}}
"t.wrong_type"(%0) : (f32) -> ()

// -----
"t.forward"(%0) : (i32) -> () // expected-note {{previously used here with type 'i32'}}
// expected-error @+1 {{definition of SSA value '%0#0' has type 'f32'}}
%0 = "t.forward_wrong_type"() : () -> f32

// -----
// expected-error @+1 {{expected 1 operand type but had 2}}
"t.operand_types"(%0) : (i32, i32) -> ()

// -----
// expected-error @+1 {{reference to an undefined block '^missing'}}
"t.undefined_block"()[^missing] : () -> ()

// -----
"t.r"() ({
^a: // expected-note {{previously defined here}}
  "t.br"()[^a] : () -> ()
// expected-error @+1 {{redefinition of block '^a'}}
^a:
  "t.br"()[^a] : () -> ()
}) : () -> ()

// -----
// Names of a region are not known outside of it.
"t.r"() ({
  %inside = "t.a"() : () -> i32
}) : () -> ()
// expected-error @+1 {{use of undeclared SSA value name '%inside'}}
"t.out_of_scope"(%inside) : (i32) -> ()

// -----
// expected-error @+1 {{the region that begins here is never closed}}
module {

// -----
// expected-error @+1 {{expected an operation, found '}'}}
}

// -----
// expected-error @+1 {{'(' is never closed}}
"t.unclosed"() {a = (i32} : () -> ()

// -----
// Uses of a refused definition are no errors of their own.
// expected-error @+1 {{expected an attribute}}
%0 = "t.refused"() {a = } : () -> i32
"t.use"(%0) : (i32) -> ()
// expected-error @+1 {{use of undeclared SSA value name '%y'}}
"t.other_fault"(%y) : (i32) -> ()
