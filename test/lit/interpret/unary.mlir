// RUN: tflc run --check %s

func.func @rounding() {
  %a = arith.constant dense<[-1.5, 0.5, 2.5]> : tensor<3xf32>
  %0 = "tfl.ceil"(%a) : (tensor<3xf32>) -> tensor<3xf32>
  %1 = "tfl.floor"(%a) : (tensor<3xf32>) -> tensor<3xf32>
  %2 = "tfl.round"(%a) : (tensor<3xf32>) -> tensor<3xf32>
  %3 = "tfl.abs"(%a) : (tensor<3xf32>) -> tensor<3xf32>
  %4 = "tfl.neg"(%a) : (tensor<3xf32>) -> tensor<3xf32>
  %5 = "tfl.sign"(%a) : (tensor<3xf32>) -> tensor<3xf32>
  %6 = "tfl.square"(%a) : (tensor<3xf32>) -> tensor<3xf32>
  %e0 = arith.constant dense<[-1.0, 1.0, 3.0]> : tensor<3xf32>
  %e1 = arith.constant dense<[-2.0, 0.0, 2.0]> : tensor<3xf32>
  %e2 = arith.constant dense<[-2.0, 0.0, 2.0]> : tensor<3xf32>
  %e3 = arith.constant dense<[1.5, 0.5, 2.5]> : tensor<3xf32>
  %e4 = arith.constant dense<[1.5, -0.5, -2.5]> : tensor<3xf32>
  %e5 = arith.constant dense<[-1.0, 1.0, 1.0]> : tensor<3xf32>
  %e6 = arith.constant dense<[2.25, 0.25, 6.25]> : tensor<3xf32>
  "check.expect_eq"(%0, %e0) : (tensor<3xf32>, tensor<3xf32>) -> ()
  "check.expect_eq"(%1, %e1) : (tensor<3xf32>, tensor<3xf32>) -> ()
  "check.expect_eq"(%2, %e2) : (tensor<3xf32>, tensor<3xf32>) -> ()
  "check.expect_eq"(%3, %e3) : (tensor<3xf32>, tensor<3xf32>) -> ()
  "check.expect_eq"(%4, %e4) : (tensor<3xf32>, tensor<3xf32>) -> ()
  "check.expect_eq"(%5, %e5) : (tensor<3xf32>, tensor<3xf32>) -> ()
  "check.expect_eq"(%6, %e6) : (tensor<3xf32>, tensor<3xf32>) -> ()
  return
}

func.func @functions() {
  %a = arith.constant dense<[0.25, 4.0]> : tensor<2xf32>
  %0 = "tfl.sqrt"(%a) : (tensor<2xf32>) -> tensor<2xf32>
  %1 = "tfl.rsqrt"(%a) : (tensor<2xf32>) -> tensor<2xf32>
  %2 = "tfl.exp"(%a) : (tensor<2xf32>) -> tensor<2xf32>
  %3 = "tfl.log"(%a) : (tensor<2xf32>) -> tensor<2xf32>
  %4 = "tfl.sin"(%a) : (tensor<2xf32>) -> tensor<2xf32>
  %5 = "tfl.cos"(%a) : (tensor<2xf32>) -> tensor<2xf32>
  %e0 = arith.constant dense<[0.5, 2.0]> : tensor<2xf32>
  %e1 = arith.constant dense<[2.0, 0.5]> : tensor<2xf32>
  %e2 = arith.constant dense<[1.2840254, 54.59815]> : tensor<2xf32>
  %e3 = arith.constant dense<[-1.3862944, 1.3862944]> : tensor<2xf32>
  %e4 = arith.constant dense<[0.24740396, -0.7568025]> : tensor<2xf32>
  %e5 = arith.constant dense<[0.9689124, -0.6536436]> : tensor<2xf32>
  "check.expect_eq"(%0, %e0) : (tensor<2xf32>, tensor<2xf32>) -> ()
  "check.expect_eq"(%1, %e1) : (tensor<2xf32>, tensor<2xf32>) -> ()
  "check.expect_almost_eq"(%2, %e2) : (tensor<2xf32>, tensor<2xf32>) -> ()
  "check.expect_almost_eq"(%3, %e3) : (tensor<2xf32>, tensor<2xf32>) -> ()
  "check.expect_almost_eq"(%4, %e4) : (tensor<2xf32>, tensor<2xf32>) -> ()
  "check.expect_almost_eq"(%5, %e5) : (tensor<2xf32>, tensor<2xf32>) -> ()
  return
}

// |-3 * 0.5| = 1.5, stored in steps of 0.25 as 6.
func.func @quantized_abs() {
  %a = "tfl.pseudo_qconst"() <{qtype = tensor<2x!quant.uniform<i8:f32, 0.5>>, value = dense<[-3, 2]> : tensor<2xi8>}> : () -> tensor<2x!quant.uniform<i8:f32, 0.5>>
  %0 = "tfl.abs"(%a) : (tensor<2x!quant.uniform<i8:f32, 0.5>>) -> tensor<2x!quant.uniform<i8:f32, 0.25>>
  %e = "tfl.pseudo_qconst"() <{qtype = tensor<2x!quant.uniform<i8:f32, 0.25>>, value = dense<[6, 4]> : tensor<2xi8>}> : () -> tensor<2x!quant.uniform<i8:f32, 0.25>>
  "check.expect_eq"(%0, %e) : (tensor<2x!quant.uniform<i8:f32, 0.25>>, tensor<2x!quant.uniform<i8:f32, 0.25>>) -> ()
  return
}
