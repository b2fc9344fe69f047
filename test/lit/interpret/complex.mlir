// RUN: tflc run --check %s

func.func @parts() {
  %x = arith.constant dense<[(3.0, 4.0), (0.0, -1.0)]> : tensor<2xcomplex<f32>>
  %0 = "tfl.real"(%x) : (tensor<2xcomplex<f32>>) -> tensor<2xf32>
  %1 = "tfl.imag"(%x) : (tensor<2xcomplex<f32>>) -> tensor<2xf32>
  %2 = "tfl.complex_abs"(%x) : (tensor<2xcomplex<f32>>) -> tensor<2xf32>
  %e0 = arith.constant dense<[3.0, 0.0]> : tensor<2xf32>
  %e1 = arith.constant dense<[4.0, -1.0]> : tensor<2xf32>
  %e2 = arith.constant dense<[5.0, 1.0]> : tensor<2xf32>
  "check.expect_eq"(%0, %e0) : (tensor<2xf32>, tensor<2xf32>) -> ()
  "check.expect_eq"(%1, %e1) : (tensor<2xf32>, tensor<2xf32>) -> ()
  "check.expect_eq"(%2, %e2) : (tensor<2xf32>, tensor<2xf32>) -> ()
  return
}

// The sum of the row, its alternating sum, and in between the part that turns.
func.func @rfft2d() {
  %x = arith.constant dense<[[1.0, 2.0, 3.0, 5.0]]> : tensor<1x4xf32>
  %n = arith.constant dense<[1, 4]> : tensor<2xi32>
  %0 = "tfl.rfft2d"(%x, %n) : (tensor<1x4xf32>, tensor<2xi32>) -> tensor<1x3xcomplex<f32>>
  %e = arith.constant dense<[[(11.0, 0.0), (-2.0, 3.0), (-3.0, 0.0)]]> : tensor<1x3xcomplex<f32>>
  "check.expect_almost_eq"(%0, %e) : (tensor<1x3xcomplex<f32>>, tensor<1x3xcomplex<f32>>) -> ()
  return
}

func.func @length_three() attributes {check.expect_error = "tfl.rfft2d: fft_length is 3, expected a power of two"} {
  %x = arith.constant dense<1.0> : tensor<1x4xf32>
  %n = arith.constant dense<[1, 3]> : tensor<2xi32>
  %0 = "tfl.rfft2d"(%x, %n) : (tensor<1x4xf32>, tensor<2xi32>) -> tensor<*xcomplex<f32>>
  return
}
