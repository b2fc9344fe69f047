// RUN: tflc run --check %s

func.func @float() {
  %x = arith.constant dense<[-2.0, 0.5, 0.0]> : tensor<3xf32>
  %0 = "tfl.leaky_relu"(%x) <{alpha = 0.25 : f32}> : (tensor<3xf32>) -> tensor<3xf32>
  %e = arith.constant dense<[-0.5, 0.5, 0.0]> : tensor<3xf32>
  "check.expect_eq"(%0, %e) : (tensor<3xf32>, tensor<3xf32>) -> ()
  return
}

// -8 * 0.5 * 0.25 = -1 is -4 steps of 0.25; 6 * 0.5 = 3 is 12 steps.
func.func @eight_bits() {
  %x = "tfl.pseudo_qconst"() <{qtype = tensor<2x!quant.uniform<i8:f32, 0.5:2>>, value = dense<[-6, 8]> : tensor<2xi8>}> : () -> tensor<2x!quant.uniform<i8:f32, 0.5:2>>
  %0 = "tfl.leaky_relu"(%x) <{alpha = 0.25 : f32}> : (tensor<2x!quant.uniform<i8:f32, 0.5:2>>) -> tensor<2x!quant.uniform<i8:f32, 0.25:-1>>
  %e = "tfl.pseudo_qconst"() <{qtype = tensor<2x!quant.uniform<i8:f32, 0.25:-1>>, value = dense<[-5, 11]> : tensor<2xi8>}> : () -> tensor<2x!quant.uniform<i8:f32, 0.25:-1>>
  "check.expect_eq"(%0, %e) : (tensor<2x!quant.uniform<i8:f32, 0.25:-1>>, tensor<2x!quant.uniform<i8:f32, 0.25:-1>>) -> ()
  return
}

func.func @sixteen_bits() {
  %x = "tfl.pseudo_qconst"() <{qtype = tensor<2x!quant.uniform<i16:f32, 0.5>>, value = dense<[-800, 600]> : tensor<2xi16>}> : () -> tensor<2x!quant.uniform<i16:f32, 0.5>>
  %0 = "tfl.leaky_relu"(%x) <{alpha = 0.5 : f32}> : (tensor<2x!quant.uniform<i16:f32, 0.5>>) -> tensor<2x!quant.uniform<i16:f32, 0.25>>
  %e = "tfl.pseudo_qconst"() <{qtype = tensor<2x!quant.uniform<i16:f32, 0.25>>, value = dense<[-800, 1200]> : tensor<2xi16>}> : () -> tensor<2x!quant.uniform<i16:f32, 0.25>>
  "check.expect_eq"(%0, %e) : (tensor<2x!quant.uniform<i16:f32, 0.25>>, tensor<2x!quant.uniform<i16:f32, 0.25>>) -> ()
  return
}

func.func @integers_have_no_kernel() attributes {check.expect_error = "tfl.leaky_relu: the interpreter has no kernel for operands of types i32"} {
  %x = arith.constant dense<1> : tensor<i32>
  %0 = "tfl.leaky_relu"(%x) <{alpha = 0.25 : f32}> : (tensor<i32>) -> tensor<i32>
  return
}
