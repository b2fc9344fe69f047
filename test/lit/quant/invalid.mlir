// RUN: tfl-opt %s --split-input-file --verify-diagnostics

func.func @casts_keep_the_shape(%x: tensor<4xf32>) {
  // expected-error @+1 {{requires the same shape for all operands and results}}
  %0 = "quantfork.qcast"(%x) : (tensor<4xf32>) -> tensor<5x!quant.uniform<i8:f32, 0.5>>
  return
}

// -----

func.func @stats_of_layer(%x: tensor<4xf32>) {
  // expected-error @+1 {{'quantfork.stats' op requires attribute 'layerStats'}}
  %0 = "quantfork.stats"(%x) : (tensor<4xf32>) -> tensor<4xf32>
  return
}
