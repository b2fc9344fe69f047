// RUN: tflc run --check %s

func.func @broadcasts_and_clamps() {
  %a = arith.constant dense<[[-1.0], [2.0]]> : tensor<2x1xf32>
  %b = arith.constant dense<[0.5, 1.5, 8.0]> : tensor<3xf32>
  %0 = "tfl.add"(%a, %b) <{fused_activation_function = "RELU6"}> : (tensor<2x1xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  %e = arith.constant dense<[[0.0, 0.5, 6.0], [2.5, 3.5, 6.0]]> : tensor<2x3xf32>
  "check.expect_eq"(%0, %e) : (tensor<2x3xf32>, tensor<2x3xf32>) -> ()
  return
}

// Integers wrap.
func.func @integers_wrap() {
  %a = arith.constant dense<[2147483647, -5]> : tensor<2xi32>
  %b = arith.constant dense<[1, 7]> : tensor<2xi32>
  %0 = "tfl.add"(%a, %b) <{fused_activation_function = "NONE"}> : (tensor<2xi32>, tensor<2xi32>) -> tensor<2xi32>
  %e = arith.constant dense<[-2147483648, 2]> : tensor<2xi32>
  "check.expect_eq"(%0, %e) : (tensor<2xi32>, tensor<2xi32>) -> ()
  return
}

// 0.5 * (10 - 0) + 0.25 * (20 - 4) = 9, stored as 9 / 0.5 - 3 = 15; the second saturates.
func.func @quantized_operands_are_rescaled() {
  %a = "tfl.pseudo_qconst"() <{qtype = tensor<2x!quant.uniform<i8:f32, 0.5>>, value = dense<[10, 127]> : tensor<2xi8>}> : () -> tensor<2x!quant.uniform<i8:f32, 0.5>>
  %b = "tfl.pseudo_qconst"() <{qtype = tensor<2x!quant.uniform<i8:f32, 0.25:4>>, value = dense<[20, 127]> : tensor<2xi8>}> : () -> tensor<2x!quant.uniform<i8:f32, 0.25:4>>
  %0 = "tfl.add"(%a, %b) <{fused_activation_function = "NONE"}> : (tensor<2x!quant.uniform<i8:f32, 0.5>>, tensor<2x!quant.uniform<i8:f32, 0.25:4>>) -> tensor<2x!quant.uniform<i8:f32, 0.5:-3>>
  %e = "tfl.pseudo_qconst"() <{qtype = tensor<2x!quant.uniform<i8:f32, 0.5:-3>>, value = dense<[15, 127]> : tensor<2xi8>}> : () -> tensor<2x!quant.uniform<i8:f32, 0.5:-3>>
  "check.expect_eq"(%0, %e) : (tensor<2x!quant.uniform<i8:f32, 0.5:-3>>, tensor<2x!quant.uniform<i8:f32, 0.5:-3>>) -> ()
  return
}

func.func @shapes_must_broadcast() attributes {check.expect_error = "tfl.add: shapes [2] and [3] cannot be broadcast together"} {
  %a = arith.constant dense<1.0> : tensor<2xf32>
  %b = arith.constant dense<1.0> : tensor<3xf32>
  %0 = "tfl.add"(%a, %b) <{fused_activation_function = "NONE"}> : (tensor<2xf32>, tensor<3xf32>) -> tensor<*xf32>
  return
}
