// RUN: tflc run --check %s

func.func @rows_sum_to_one() {
  %x = arith.constant dense<[[0.0, 0.0], [1.0, 1001.0]]> : tensor<2x2xf32>
  %0 = "tfl.softmax"(%x) <{beta = 1.0 : f32}> : (tensor<2x2xf32>) -> tensor<2x2xf32>
  %1 = "tfl.log_softmax"(%x) : (tensor<2x2xf32>) -> tensor<2x2xf32>
  %e0 = arith.constant dense<[[0.5, 0.5], [0.0, 1.0]]> : tensor<2x2xf32>
  %e1 = arith.constant dense<[[-0.6931472, -0.6931472], [-1000.0, 0.0]]> : tensor<2x2xf32>
  "check.expect_eq"(%0, %e0) : (tensor<2x2xf32>, tensor<2x2xf32>) -> ()
  "check.expect_almost_eq"(%1, %e1) : (tensor<2x2xf32>, tensor<2x2xf32>) -> ()
  return
}

func.func @quantized() {
  %x = "tfl.pseudo_qconst"() <{qtype = tensor<1x4x!quant.uniform<i8:f32, 0.1>>, value = dense<[[10, 10, 10, 10]]> : tensor<1x4xi8>}> : () -> tensor<1x4x!quant.uniform<i8:f32, 0.1>>
  %0 = "tfl.softmax"(%x) <{beta = 1.0 : f32}> : (tensor<1x4x!quant.uniform<i8:f32, 0.1>>) -> tensor<1x4x!quant.uniform<i8:f32, 0.00390625:-128>>
  %e = "tfl.pseudo_qconst"() <{qtype = tensor<1x4x!quant.uniform<i8:f32, 0.00390625:-128>>, value = dense<-64> : tensor<1x4xi8>}> : () -> tensor<1x4x!quant.uniform<i8:f32, 0.00390625:-128>>
  "check.expect_eq"(%0, %e) : (tensor<1x4x!quant.uniform<i8:f32, 0.00390625:-128>>, tensor<1x4x!quant.uniform<i8:f32, 0.00390625:-128>>) -> ()
  return
}
