// RUN: tflc run --check %s

// All gates are half open (sigmoid(0)), and the cell's input is tanh(100 * x), so 1 and -1: the cell holds
// 0.5 * 1 = 0.5, then 0.5 * 0.5 - 0.5 * 1 = -0.25, and half of its tanh comes out.
func.func @a_sequence() {
  %x = arith.constant dense<[[[1.0], [-1.0]]]> : tensor<1x2x1xf32>
  %shut = arith.constant dense<0.0> : tensor<1x1xf32>
  %open = arith.constant dense<100.0> : tensor<1x1xf32>
  %bias = arith.constant dense<0.0> : tensor<1xf32>
  %none = "tfl.no_value"() <{value}> : () -> none
  %h = "tfl.pseudo_const"() <{value = dense<0.0> : tensor<1x1xf32>}> : () -> tensor<1x1xf32>
  %c = "tfl.pseudo_const"() <{value = dense<0.0> : tensor<1x1xf32>}> : () -> tensor<1x1xf32>
  %0 = "tfl.unidirectional_sequence_lstm"(%x, %shut, %shut, %open, %shut, %shut, %shut, %shut, %shut, %none, %none, %none, %bias, %bias, %bias, %bias, %none, %none, %h, %c, %none, %none, %none, %none) <{fused_activation_function = "TANH", time_major = false}> : (tensor<1x2x1xf32>, tensor<1x1xf32>, tensor<1x1xf32>, tensor<1x1xf32>, tensor<1x1xf32>, tensor<1x1xf32>, tensor<1x1xf32>, tensor<1x1xf32>, tensor<1x1xf32>, none, none, none, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>, none, none, tensor<1x1xf32>, tensor<1x1xf32>, none, none, none, none) -> tensor<1x2x1xf32>
  %e = arith.constant dense<[[[0.23105858], [-0.12245933]]]> : tensor<1x2x1xf32>
  "check.expect_almost_eq"(%0, %e) : (tensor<1x2x1xf32>, tensor<1x2x1xf32>) -> ()
  return
}

// The first of those steps alone; the cell starts at 1: 0.5 * 1 + 0.5 * 1 = 1.
func.func @one_step() {
  %x = arith.constant dense<[[1.0]]> : tensor<1x1xf32>
  %shut = arith.constant dense<0.0> : tensor<1x1xf32>
  %open = arith.constant dense<100.0> : tensor<1x1xf32>
  %bias = arith.constant dense<0.0> : tensor<1xf32>
  %none = "tfl.no_value"() <{value}> : () -> none
  %h = "tfl.pseudo_const"() <{value = dense<0.0> : tensor<1x1xf32>}> : () -> tensor<1x1xf32>
  %c = "tfl.pseudo_const"() <{value = dense<1.0> : tensor<1x1xf32>}> : () -> tensor<1x1xf32>
  %0 = "tfl.lstm"(%x, %shut, %shut, %open, %shut, %shut, %shut, %shut, %shut, %none, %none, %none, %bias, %bias, %bias, %bias, %none, %none, %h, %c, %none, %none, %none, %none) <{fused_activation_function = "TANH"}> ({
  }) : (tensor<1x1xf32>, tensor<1x1xf32>, tensor<1x1xf32>, tensor<1x1xf32>, tensor<1x1xf32>, tensor<1x1xf32>, tensor<1x1xf32>, tensor<1x1xf32>, tensor<1x1xf32>, none, none, none, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>, none, none, tensor<1x1xf32>, tensor<1x1xf32>, none, none, none, none) -> tensor<1x1xf32>
  %e = arith.constant dense<0.38079708> : tensor<1x1xf32>
  "check.expect_almost_eq"(%0, %e) : (tensor<1x1xf32>, tensor<1x1xf32>) -> ()
  return
}
