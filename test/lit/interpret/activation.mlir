// RUN: tflc run --check %s

func.func @clamps() {
  %a = arith.constant dense<[-2.0, 0.5, 7.0]> : tensor<3xf32>
  %0 = "tfl.relu"(%a) : (tensor<3xf32>) -> tensor<3xf32>
  %1 = "tfl.relu6"(%a) : (tensor<3xf32>) -> tensor<3xf32>
  %2 = "tfl.relu_n1_to_1"(%a) : (tensor<3xf32>) -> tensor<3xf32>
  %3 = "tfl.relu_0_to_1"(%a) : (tensor<3xf32>) -> tensor<3xf32>
  %e0 = arith.constant dense<[0.0, 0.5, 7.0]> : tensor<3xf32>
  %e1 = arith.constant dense<[0.0, 0.5, 6.0]> : tensor<3xf32>
  %e2 = arith.constant dense<[-1.0, 0.5, 1.0]> : tensor<3xf32>
  %e3 = arith.constant dense<[0.0, 0.5, 1.0]> : tensor<3xf32>
  "check.expect_eq"(%0, %e0) : (tensor<3xf32>, tensor<3xf32>) -> ()
  "check.expect_eq"(%1, %e1) : (tensor<3xf32>, tensor<3xf32>) -> ()
  "check.expect_eq"(%2, %e2) : (tensor<3xf32>, tensor<3xf32>) -> ()
  "check.expect_eq"(%3, %e3) : (tensor<3xf32>, tensor<3xf32>) -> ()
  return
}

func.func @curves() {
  %a = arith.constant dense<[-1.0, 2.0]> : tensor<2xf32>
  %0 = "tfl.logistic"(%a) : (tensor<2xf32>) -> tensor<2xf32>
  %1 = "tfl.tanh"(%a) : (tensor<2xf32>) -> tensor<2xf32>
  %2 = "tfl.elu"(%a) : (tensor<2xf32>) -> tensor<2xf32>
  %3 = "tfl.gelu"(%a) <{approximate = false}> : (tensor<2xf32>) -> tensor<2xf32>
  %4 = "tfl.gelu"(%a) <{approximate = true}> : (tensor<2xf32>) -> tensor<2xf32>
  %5 = "tfl.hard_swish"(%a) : (tensor<2xf32>) -> tensor<2xf32>
  %e0 = arith.constant dense<[0.26894143, 0.880797]> : tensor<2xf32>
  %e1 = arith.constant dense<[-0.7615942, 0.9640276]> : tensor<2xf32>
  %e2 = arith.constant dense<[-0.63212055, 2.0]> : tensor<2xf32>
  %e3 = arith.constant dense<[-0.15865526, 1.9544997]> : tensor<2xf32>
  %e4 = arith.constant dense<[-0.158808, 1.954598]> : tensor<2xf32>
  %e5 = arith.constant dense<[-0.33333334, 1.6666666]> : tensor<2xf32>
  "check.expect_almost_eq"(%0, %e0) : (tensor<2xf32>, tensor<2xf32>) -> ()
  "check.expect_almost_eq"(%1, %e1) : (tensor<2xf32>, tensor<2xf32>) -> ()
  "check.expect_almost_eq"(%2, %e2) : (tensor<2xf32>, tensor<2xf32>) -> ()
  "check.expect_almost_eq"(%3, %e3) : (tensor<2xf32>, tensor<2xf32>) -> ()
  "check.expect_almost_eq"(%4, %e4) : (tensor<2xf32>, tensor<2xf32>) -> ()
  "check.expect_almost_eq"(%5, %e5) : (tensor<2xf32>, tensor<2xf32>) -> ()
  return
}

func.func @prelu_broadcasts_its_slopes() {
  %a = arith.constant dense<[[-2.0, -4.0], [1.0, -8.0]]> : tensor<2x2xf32>
  %s = arith.constant dense<[0.5, 0.25]> : tensor<2xf32>
  %0 = "tfl.prelu"(%a, %s) : (tensor<2x2xf32>, tensor<2xf32>) -> tensor<2x2xf32>
  %e = arith.constant dense<[[-1.0, -1.0], [1.0, -2.0]]> : tensor<2x2xf32>
  "check.expect_eq"(%0, %e) : (tensor<2x2xf32>, tensor<2x2xf32>) -> ()
  return
}

// logistic(0) = 0.5 is 0 in the result's format; far away it saturates.
func.func @quantized_logistic() {
  %a = "tfl.pseudo_qconst"() <{qtype = tensor<3x!quant.uniform<i8:f32, 0.5>>, value = dense<[0, 120, -120]> : tensor<3xi8>}> : () -> tensor<3x!quant.uniform<i8:f32, 0.5>>
  %0 = "tfl.logistic"(%a) : (tensor<3x!quant.uniform<i8:f32, 0.5>>) -> tensor<3x!quant.uniform<i8:f32, 0.00390625:-128>>
  %e = "tfl.pseudo_qconst"() <{qtype = tensor<3x!quant.uniform<i8:f32, 0.00390625:-128>>, value = dense<[0, 127, -128]> : tensor<3xi8>}> : () -> tensor<3x!quant.uniform<i8:f32, 0.00390625:-128>>
  "check.expect_eq"(%0, %e) : (tensor<3x!quant.uniform<i8:f32, 0.00390625:-128>>, tensor<3x!quant.uniform<i8:f32, 0.00390625:-128>>) -> ()
  return
}

// 5 * 0.1 = 0.5 stays; -20 * 0.1 = -2 becomes 0.
func.func @quantized_relu() {
  %a = "tfl.pseudo_qconst"() <{qtype = tensor<2x!quant.uniform<i8:f32, 0.1>>, value = dense<[5, -20]> : tensor<2xi8>}> : () -> tensor<2x!quant.uniform<i8:f32, 0.1>>
  %0 = "tfl.relu"(%a) : (tensor<2x!quant.uniform<i8:f32, 0.1>>) -> tensor<2x!quant.uniform<i8:f32, 0.05:-128>>
  %e = "tfl.pseudo_qconst"() <{qtype = tensor<2x!quant.uniform<i8:f32, 0.05:-128>>, value = dense<[-118, -128]> : tensor<2xi8>}> : () -> tensor<2x!quant.uniform<i8:f32, 0.05:-128>>
  "check.expect_eq"(%0, %e) : (tensor<2x!quant.uniform<i8:f32, 0.05:-128>>, tensor<2x!quant.uniform<i8:f32, 0.05:-128>>) -> ()
  return
}
