// RUN: tflc run --check %s

func.func @zeros() {
  %x = arith.constant dense<[1.5, -2.0]> : tensor<2xf32>
  %0 = "tfl.zeros_like"(%x) : (tensor<2xf32>) -> tensor<2xf32>
  %e = arith.constant dense<0.0> : tensor<2xf32>
  "check.expect_eq"(%0, %e) : (tensor<2xf32>, tensor<2xf32>) -> ()
  return
}

// Sparse constants are written out when they are read, so nothing is left to do.
func.func @densify() {
  %x = arith.constant dense<[1.5, 0.0, -2.0]> : tensor<3xf32>
  %0 = "tfl.densify"(%x) : (tensor<3xf32>) -> tensor<3xf32>
  "check.expect_eq"(%0, %x) : (tensor<3xf32>, tensor<3xf32>) -> ()
  return
}
