// RUN: tflc run --check %s

// The memory holds the features of this step and the last: 1 * 2 now, 10 * 2 + 1 * 4 next.
func.func private @step(%x: tensor<1x1xf32>) -> tensor<1x1xf32> {
  %features = arith.constant dense<2.0> : tensor<1x1xf32>
  %time = arith.constant dense<[[10.0, 1.0]]> : tensor<1x2xf32>
  %none = "tfl.no_value"() <{value}> : () -> none
  %state = "tfl.pseudo_const"() <{value = dense<0.0> : tensor<1x2xf32>}> : () -> tensor<1x2xf32>
  %0 = "tfl.svdf"(%x, %features, %time, %none, %state) <{fused_activation_function = "NONE", rank = 1 : i32}> : (tensor<1x1xf32>, tensor<1x1xf32>, tensor<1x2xf32>, none, tensor<1x2xf32>) -> tensor<1x1xf32>
  return %0 : tensor<1x1xf32>
}

func.func @svdf_remembers() {
  %a = arith.constant dense<1.0> : tensor<1x1xf32>
  %b = arith.constant dense<2.0> : tensor<1x1xf32>
  %0 = func.call @step(%a) : (tensor<1x1xf32>) -> tensor<1x1xf32>
  %1 = func.call @step(%b) : (tensor<1x1xf32>) -> tensor<1x1xf32>
  %e0 = arith.constant dense<2.0> : tensor<1x1xf32>
  %e1 = arith.constant dense<24.0> : tensor<1x1xf32>
  "check.expect_eq"(%0, %e0) : (tensor<1x1xf32>, tensor<1x1xf32>) -> ()
  "check.expect_eq"(%1, %e1) : (tensor<1x1xf32>, tensor<1x1xf32>) -> ()
  return
}

// The second step adds ten times the first's result.
func.func @rnn() {
  %x = arith.constant dense<[[[1.0], [2.0]]]> : tensor<1x2x1xf32>
  %w = arith.constant dense<1.0> : tensor<1x1xf32>
  %r = arith.constant dense<10.0> : tensor<1x1xf32>
  %b = arith.constant dense<0.5> : tensor<1xf32>
  %state = "tfl.pseudo_const"() <{value = dense<0.0> : tensor<1x1xf32>}> : () -> tensor<1x1xf32>
  %0 = "tfl.unidirectional_sequence_rnn"(%x, %w, %r, %b, %state) <{fused_activation_function = "NONE", time_major = false}> : (tensor<1x2x1xf32>, tensor<1x1xf32>, tensor<1x1xf32>, tensor<1xf32>, tensor<1x1xf32>) -> tensor<1x2x1xf32>
  %e = arith.constant dense<[[[1.5], [17.5]]]> : tensor<1x2x1xf32>
  "check.expect_eq"(%0, %e) : (tensor<1x2x1xf32>, tensor<1x2x1xf32>) -> ()
  return
}
