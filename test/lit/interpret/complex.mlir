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
