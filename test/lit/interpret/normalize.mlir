// RUN: tflc run --check %s

func.func @l2() {
  %x = arith.constant dense<[[3.0, 4.0], [0.0, 0.0]]> : tensor<2x2xf32>
  %0 = "tfl.l2_normalization"(%x) <{fused_activation_function = "NONE"}> : (tensor<2x2xf32>) -> tensor<2x2xf32>
  %e = arith.constant dense<[[0.6, 0.8], [0.0, 0.0]]> : tensor<2x2xf32>
  "check.expect_almost_eq"(%0, %e) : (tensor<2x2xf32>, tensor<2x2xf32>) -> ()
  return
}

// Each channel is divided by 1 plus the squares of itself and its neighbours.
func.func @local_response() {
  %x = arith.constant dense<[[[[1.0, 2.0, 0.0]]]]> : tensor<1x1x1x3xf32>
  %0 = "tfl.local_response_normalization"(%x) <{alpha = 1.0 : f32, beta = 1.0 : f32, bias = 1.0 : f32, radius = 1 : i32}> : (tensor<1x1x1x3xf32>) -> tensor<1x1x1x3xf32>
  %e = arith.constant dense<[[[[0.16666667, 0.33333334, 0.0]]]]> : tensor<1x1x1x3xf32>
  "check.expect_almost_eq"(%0, %e) : (tensor<1x1x1x3xf32>, tensor<1x1x1x3xf32>) -> ()
  return
}
