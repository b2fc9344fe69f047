// RUN: tfl-opt %s --split-input-file --verify-diagnostics

// Blocks, terminators, symbols.

func.func @no_terminator(%x: tensor<4xf32>) {
  // expected-error @+1 {{block with no terminator, has 'tfl.neg'}}
  %0 = "tfl.neg"(%x) : (tensor<4xf32>) -> tensor<4xf32>
}

// -----

func.func @code_after_the_terminator(%x: tensor<4xf32>) {
  // expected-error @+1 {{'func.return' op must be the last operation in the parent block}}
  "func.return"() : () -> ()
  // expected-error @+1 {{block with no terminator, has 'tfl.neg'}}
  %0 = "tfl.neg"(%x) : (tensor<4xf32>) -> tensor<4xf32>
}

// -----

// expected-note @+1 {{see existing symbol definition here}}
func.func private @twice()
// expected-error @+1 {{redefinition of symbol named 'twice'}}
func.func private @twice()

// -----

func.func @the_entry_is_no_target() {
^bb0:
  // expected-error @+1 {{entry block of region may not have predecessors}}
  cf.br ^bb0
}
