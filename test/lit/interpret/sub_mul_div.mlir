// RUN: tflc run --check %s

func.func @floats() {
  %a = arith.constant dense<[6.0, -3.0]> : tensor<2xf32>
  %b = arith.constant dense<[4.0, 2.0]> : tensor<2xf32>
  %0 = "tfl.sub"(%a, %b) <{fused_activation_function = "NONE"}> : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
  %1 = "tfl.mul"(%a, %b) <{fused_activation_function = "RELU"}> : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
  %2 = "tfl.div"(%a, %b) <{fused_activation_function = "RELU_N1_TO_1"}> : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
  %e0 = arith.constant dense<[2.0, -5.0]> : tensor<2xf32>
  %e1 = arith.constant dense<[24.0, 0.0]> : tensor<2xf32>
  %e2 = arith.constant dense<[1.0, -1.0]> : tensor<2xf32>
  "check.expect_eq"(%0, %e0) : (tensor<2xf32>, tensor<2xf32>) -> ()
  "check.expect_eq"(%1, %e1) : (tensor<2xf32>, tensor<2xf32>) -> ()
  "check.expect_eq"(%2, %e2) : (tensor<2xf32>, tensor<2xf32>) -> ()
  return
}

// Integer division goes towards zero; the one quotient that does not fit wraps.
func.func @integers() {
  %a = arith.constant dense<[7, -7, -2147483648]> : tensor<3xi32>
  %b = arith.constant dense<[2, 2, -1]> : tensor<3xi32>
  %0 = "tfl.div"(%a, %b) <{fused_activation_function = "NONE"}> : (tensor<3xi32>, tensor<3xi32>) -> tensor<3xi32>
  %e = arith.constant dense<[3, -3, -2147483648]> : tensor<3xi32>
  "check.expect_eq"(%0, %e) : (tensor<3xi32>, tensor<3xi32>) -> ()
  return
}

func.func @division_by_zero() attributes {check.expect_error = "tfl.div: integer division by zero"} {
  %a = arith.constant dense<1> : tensor<i32>
  %b = arith.constant dense<0> : tensor<i32>
  %0 = "tfl.div"(%a, %b) <{fused_activation_function = "NONE"}> : (tensor<i32>, tensor<i32>) -> tensor<i32>
  return
}

// 0.5 * 10 * 0.25 * 8 = 10, stored as 10 / 0.125 = 80.
func.func @quantized_product() {
  %a = "tfl.pseudo_qconst"() <{qtype = tensor<!quant.uniform<i8:f32, 0.5>>, value = dense<10> : tensor<i8>}> : () -> tensor<!quant.uniform<i8:f32, 0.5>>
  %b = "tfl.pseudo_qconst"() <{qtype = tensor<!quant.uniform<i8:f32, 0.25>>, value = dense<8> : tensor<i8>}> : () -> tensor<!quant.uniform<i8:f32, 0.25>>
  %0 = "tfl.mul"(%a, %b) <{fused_activation_function = "NONE"}> : (tensor<!quant.uniform<i8:f32, 0.5>>, tensor<!quant.uniform<i8:f32, 0.25>>) -> tensor<!quant.uniform<i8:f32, 0.125>>
  %e = "tfl.pseudo_qconst"() <{qtype = tensor<!quant.uniform<i8:f32, 0.125>>, value = dense<80> : tensor<i8>}> : () -> tensor<!quant.uniform<i8:f32, 0.125>>
  "check.expect_eq"(%0, %e) : (tensor<!quant.uniform<i8:f32, 0.125>>, tensor<!quant.uniform<i8:f32, 0.125>>) -> ()
  return
}
