// RUN: tflc run --check %s

// Floats are cut towards zero and saturate, NaN is 0; integers lose their high bits.
func.func @casts() {
  %x = arith.constant dense<[-1.9, 3.0e9, 0x7FC00000]> : tensor<3xf32>
  %0 = "tfl.cast"(%x) : (tensor<3xf32>) -> tensor<3xi32>
  %e0 = arith.constant dense<[-1, 2147483647, 0]> : tensor<3xi32>
  "check.expect_eq"(%0, %e0) : (tensor<3xi32>, tensor<3xi32>) -> ()
  %i = arith.constant dense<[257, -1, 0]> : tensor<3xi32>
  %1 = "tfl.cast"(%i) : (tensor<3xi32>) -> tensor<3xui8>
  %2 = "tfl.cast"(%i) : (tensor<3xi32>) -> tensor<3xi1>
  %3 = "tfl.cast"(%i) : (tensor<3xi32>) -> tensor<3xf16>
  %4 = "tfl.cast"(%i) : (tensor<3xi32>) -> tensor<3xcomplex<f32>>
  %e1 = arith.constant dense<[1, 255, 0]> : tensor<3xui8>
  %e2 = arith.constant dense<[true, true, false]> : tensor<3xi1>
  %e3 = arith.constant dense<[257.0, -1.0, 0.0]> : tensor<3xf16>
  %e4 = arith.constant dense<[(257.0, 0.0), (-1.0, 0.0), (0.0, 0.0)]> : tensor<3xcomplex<f32>>
  "check.expect_eq"(%1, %e1) : (tensor<3xui8>, tensor<3xui8>) -> ()
  "check.expect_eq"(%2, %e2) : (tensor<3xi1>, tensor<3xi1>) -> ()
  "check.expect_eq"(%3, %e3) : (tensor<3xf16>, tensor<3xf16>) -> ()
  "check.expect_eq"(%4, %e4) : (tensor<3xcomplex<f32>>, tensor<3xcomplex<f32>>) -> ()
  return
}

func.func @quantize_and_back() {
  %x = arith.constant dense<[0.75, -100.0, 1.0]> : tensor<3xf32>
  %0 = "tfl.quantize"(%x) <{qtype = tensor<3x!quant.uniform<i8:f32, 0.5:1>>}> : (tensor<3xf32>) -> tensor<3x!quant.uniform<i8:f32, 0.5:1>>
  %1 = "tfl.dequantize"(%0) : (tensor<3x!quant.uniform<i8:f32, 0.5:1>>) -> tensor<3xf32>
  %e = arith.constant dense<[1.0, -64.5, 1.0]> : tensor<3xf32>
  "check.expect_eq"(%1, %e) : (tensor<3xf32>, tensor<3xf32>) -> ()
  // To another scale and type: (3 - 1) * 0.5 / 0.25 + 128.
  %2 = "tfl.quantize"(%0) <{qtype = tensor<3x!quant.uniform<u8:f32, 0.25:128>>}> : (tensor<3x!quant.uniform<i8:f32, 0.5:1>>) -> tensor<3x!quant.uniform<u8:f32, 0.25:128>>
  %3 = "tfl.dequantize"(%2) : (tensor<3x!quant.uniform<u8:f32, 0.25:128>>) -> tensor<3xf32>
  %e3 = arith.constant dense<[1.0, -32.0, 1.0]> : tensor<3xf32>
  "check.expect_eq"(%3, %e3) : (tensor<3xf32>, tensor<3xf32>) -> ()
  return
}

func.func @per_channel() {
  %w = "tfl.pseudo_qconst"() <{qtype = tensor<2x2x!quant.uniform<i8<-127:127>:f32:0, {0.5,0.25}>>, value = dense<[[2, 4], [2, 4]]> : tensor<2x2xi8>}> : () -> tensor<2x2x!quant.uniform<i8<-127:127>:f32:0, {0.5,0.25}>>
  %0 = "tfl.dequantize"(%w) : (tensor<2x2x!quant.uniform<i8<-127:127>:f32:0, {0.5,0.25}>>) -> tensor<2x2xf32>
  %e = arith.constant dense<[[1.0, 2.0], [0.5, 1.0]]> : tensor<2x2xf32>
  "check.expect_eq"(%0, %e) : (tensor<2x2xf32>, tensor<2x2xf32>) -> ()
  return
}

func.func @half_precision_weights() {
  %w = "tfl.pseudo_const"() <{value = dense<[1.5, -0.25]> : tensor<2xf16>}> : () -> tensor<2xf16>
  %0 = "tfl.dequantize"(%w) : (tensor<2xf16>) -> tensor<2xf32>
  %e = arith.constant dense<[1.5, -0.25]> : tensor<2xf32>
  "check.expect_eq"(%0, %e) : (tensor<2xf32>, tensor<2xf32>) -> ()
  return
}

// Steps of 1 between 0 and 255.
func.func @fake_quant() {
  %x = arith.constant dense<[-3.0, 1.4, 300.0]> : tensor<3xf32>
  %0 = "tfl.fake_quant"(%x) <{max = 255.0 : f32, min = 0.0 : f32, narrow_range = false, num_bits = 8 : i32}> : (tensor<3xf32>) -> tensor<3xf32>
  %e = arith.constant dense<[0.0, 1.0, 255.0]> : tensor<3xf32>
  "check.expect_eq"(%0, %e) : (tensor<3xf32>, tensor<3xf32>) -> ()
  return
}
