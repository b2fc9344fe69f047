// RUN: tfl-opt %s --tf-shape-inference --verify-diagnostics

// Shapes that contradict each other are refused.

func.func @contradiction(%x: tensor<2x3xf32>) -> tensor<*xf32> {
  %axis = "tf.Const"() <{value = dense<1> : tensor<i32>}> : () -> tensor<i32>
  // expected-error @+1 {{'tf.Sum' op gives tensor<2xf32>, but result 0 is declared tensor<5xf32>}}
  %0 = "tf.Sum"(%x, %axis) <{keep_dims = false}> : (tensor<2x3xf32>, tensor<i32>) -> tensor<5xf32>
  %1 = "tf.Identity"(%0) : (tensor<5xf32>) -> tensor<*xf32>
  return %1 : tensor<*xf32>
}
