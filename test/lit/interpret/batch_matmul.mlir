// RUN: tflc run --check %s

// The one matrix on the right serves both on the left.
func.func @broadcasts_leading_axes() {
  %x = arith.constant dense<[[[1.0, 2.0]], [[3.0, 4.0]]]> : tensor<2x1x2xf32>
  %y = arith.constant dense<[[1.0, 0.0], [1.0, 2.0]]> : tensor<2x2xf32>
  %0 = "tfl.batch_matmul"(%x, %y) <{adj_x = false, adj_y = false, asymmetric_quantize_inputs = false}> : (tensor<2x1x2xf32>, tensor<2x2xf32>) -> tensor<2x1x2xf32>
  %1 = "tfl.batch_matmul"(%x, %y) <{adj_x = false, adj_y = true, asymmetric_quantize_inputs = false}> : (tensor<2x1x2xf32>, tensor<2x2xf32>) -> tensor<2x1x2xf32>
  %e0 = arith.constant dense<[[[3.0, 4.0]], [[7.0, 8.0]]]> : tensor<2x1x2xf32>
  %e1 = arith.constant dense<[[[1.0, 5.0]], [[3.0, 11.0]]]> : tensor<2x1x2xf32>
  "check.expect_eq"(%0, %e0) : (tensor<2x1x2xf32>, tensor<2x1x2xf32>) -> ()
  "check.expect_eq"(%1, %e1) : (tensor<2x1x2xf32>, tensor<2x1x2xf32>) -> ()
  return
}

// 0.5 * (3 - 1) * 0.5 * 4 = 2.
func.func @quantized() {
  %x = "tfl.pseudo_qconst"() <{qtype = tensor<1x1x!quant.uniform<i8:f32, 0.5:1>>, value = dense<3> : tensor<1x1xi8>}> : () -> tensor<1x1x!quant.uniform<i8:f32, 0.5:1>>
  %y = "tfl.pseudo_qconst"() <{qtype = tensor<1x1x!quant.uniform<i8:f32, 0.5>>, value = dense<4> : tensor<1x1xi8>}> : () -> tensor<1x1x!quant.uniform<i8:f32, 0.5>>
  %0 = "tfl.batch_matmul"(%x, %y) <{adj_x = false, adj_y = false, asymmetric_quantize_inputs = false}> : (tensor<1x1x!quant.uniform<i8:f32, 0.5:1>>, tensor<1x1x!quant.uniform<i8:f32, 0.5>>) -> tensor<1x1x!quant.uniform<i8:f32, 0.25>>
  %e = "tfl.pseudo_qconst"() <{qtype = tensor<1x1x!quant.uniform<i8:f32, 0.25>>, value = dense<8> : tensor<1x1xi8>}> : () -> tensor<1x1x!quant.uniform<i8:f32, 0.25>>
  "check.expect_eq"(%0, %e) : (tensor<1x1x!quant.uniform<i8:f32, 0.25>>, tensor<1x1x!quant.uniform<i8:f32, 0.25>>) -> ()
  return
}

func.func @depths_must_agree() attributes {check.expect_error = "tfl.batch_matmul: shapes [1x2] and [3x1] cannot be broadcast together"} {
  %x = arith.constant dense<1.0> : tensor<1x2xf32>
  %y = arith.constant dense<1.0> : tensor<3x1xf32>
  %0 = "tfl.batch_matmul"(%x, %y) <{adj_x = false, adj_y = false, asymmetric_quantize_inputs = false}> : (tensor<1x2xf32>, tensor<3x1xf32>) -> tensor<*xf32>
  return
}
