// RUN: tfl-opt %s --split-input-file --verify-diagnostics

// Values are defined before they are used.

func.func @used_before_defined(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error @+1 {{operand #0 does not dominate this use}}
  %1 = "tfl.neg"(%0) : (tensor<4xf32>) -> tensor<4xf32>
  // expected-note @+1 {{operand defined here (op in the same block)}}
  %0 = "tfl.neg"(%x) : (tensor<4xf32>) -> tensor<4xf32>
  return %1 : tensor<4xf32>
}

// -----

func.func @defined_on_one_way_only(%c: i1, %x: tensor<4xf32>) -> tensor<4xf32> {
  cf.cond_br %c, ^bb1, ^bb2
^bb1:
  // expected-note @+1 {{operand defined here (op in the same region)}}
  %0 = "tfl.neg"(%x) : (tensor<4xf32>) -> tensor<4xf32>
  cf.br ^bb3
^bb2:
  cf.br ^bb3
^bb3:
  // expected-error @+1 {{operand #0 does not dominate this use}}
  return %0 : tensor<4xf32>
}

// -----

// A block that control never reaches may use anything of its region.
func.func @unreachable(%x: tensor<4xf32>) -> tensor<4xf32> {
  return %x : tensor<4xf32>
^bb1:
  %1 = "tfl.neg"(%0) : (tensor<4xf32>) -> tensor<4xf32>
  %0 = "tfl.neg"(%1) : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}
