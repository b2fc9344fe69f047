// RUN: tfl-opt %s --split-input-file --verify-diagnostics

func.func @conv_needs_strides(%x: tensor<1x8x8x3xf32>, %w: tensor<3x3x3x4xf32>) {
  // expected-error @+1 {{'tf.Conv2D' op requires attribute 'strides'}}
  %0 = "tf.Conv2D"(%x, %w) <{padding = "SAME"}> : (tensor<1x8x8x3xf32>, tensor<3x3x3x4xf32>) -> tensor<1x8x8x4xf32>
  return
}

// -----

func.func @strides_are_integers(%x: tensor<1x8x8x3xf32>, %w: tensor<3x3x3x4xf32>) {
  // expected-error @+1 {{attribute 'strides' failed to satisfy constraint: 64-bit integer array attribute}}
  %0 = "tf.Conv2D"(%x, %w) <{padding = "SAME", strides = [1.0, 1.0]}> : (tensor<1x8x8x3xf32>, tensor<3x3x3x4xf32>) -> tensor<1x8x8x4xf32>
  return
}

// -----

func.func @operand_count(%x: tensor<4xf32>) {
  // expected-error @+1 {{'tf.AddV2' op expected 2 operands, but found 1}}
  %0 = "tf.AddV2"(%x) : (tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @operands_are_tensors(%x: f32) {
  // expected-error @+1 {{operand #0 must be tensor of any type values, but got 'f32'}}
  %0 = "tf.Abs"(%x) : (f32) -> tensor<f32>
  return
}

// -----

func.func @broadcast(%x: tensor<2xf32>, %y: tensor<3xf32>) {
  // expected-error @+1 {{operands don't have broadcast-compatible shapes}}
  %0 = "tf.AddV2"(%x, %y) : (tensor<2xf32>, tensor<3xf32>) -> tensor<3xf32>
  return
}
