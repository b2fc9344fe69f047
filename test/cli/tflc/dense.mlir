func.func @main(%image: tensor<2x8xf32>) -> tensor<2x4xf32> attributes {tf.entry_function = {inputs = "image", outputs = "scores"}} {
  %w = arith.constant dense<0.5> : tensor<4x8xf32>
  %none = "tfl.no_value"() <{value}> : () -> none
  %b = arith.constant dense<[1.0, 2.0, 3.0, 4.0]> : tensor<4xf32>
  %0 = "tfl.fully_connected"(%image, %w, %none) <{fused_activation_function = "NONE", keep_num_dims = false, weights_format = "DEFAULT"}> : (tensor<2x8xf32>, tensor<4x8xf32>, none) -> tensor<2x4xf32> loc("dense/MatMul")
  %1 = tfl.add(%0, %b) <{fused_activation_function = "NONE"}> : (tensor<2x4xf32>, tensor<4xf32>) -> tensor<2x4xf32> loc("dense/BiasAdd")
  %2 = "tfl.relu"(%1) : (tensor<2x4xf32>) -> tensor<2x4xf32> loc("dense/Relu")
  %3 = "tfl.tanh"(%2) : (tensor<2x4xf32>) -> tensor<2x4xf32> loc("scores")
  return %3 : tensor<2x4xf32>
}
