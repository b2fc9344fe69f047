// RUN: tfl-opt %s --split-input-file --verify-diagnostics

// What an op's declaration says of operands, results and attributes.

func.func @too_few_operands(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error @+1 {{'tfl.maximum' op expected 2 operands, but found 1}}
  %0 = "tfl.maximum"(%x) : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

func.func @no_result(%x: tensor<4xf32>) {
  // expected-error @+1 {{'tfl.neg' op requires one result}}
  "tfl.neg"(%x) : (tensor<4xf32>) -> ()
  return
}

// -----

func.func @operand_type(%x: i32) -> tensor<2xf32> {
  // expected-error @+1 {{'tfl.cos' op operand #0 must be tensor of}}
  %0 = "tfl.cos"(%x) : (i32) -> tensor<2xf32>
  return %0 : tensor<2xf32>
}

// -----

func.func @missing_attribute(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error @+1 {{'tfl.softmax' op requires attribute 'beta'}}
  %0 = "tfl.softmax"(%x) : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

func.func @attribute_of_another_kind(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error @+1 {{'tfl.softmax' op attribute 'beta' failed to satisfy constraint: 32-bit float attribute}}
  %0 = "tfl.softmax"(%x) <{beta = 1 : i32}> : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

func.func @no_broadcast(%x: tensor<4xf32>, %y: tensor<5xf32>) -> tensor<4xf32> {
  // expected-error @+1 {{'tfl.maximum' op operands don't have broadcast-compatible shapes}}
  %0 = "tfl.maximum"(%x, %y) : (tensor<4xf32>, tensor<5xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}
