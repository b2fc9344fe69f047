// RUN: tflc run --check %s

func.func @sums_and_means() {
  %x = arith.constant dense<[[1.0, 2.0], [3.0, 6.0]]> : tensor<2x2xf32>
  %a = arith.constant dense<[-1]> : tensor<1xi32>
  %both = arith.constant dense<[0, 1]> : tensor<2xi32>
  %0 = "tfl.sum"(%x, %a) <{keep_dims = true}> : (tensor<2x2xf32>, tensor<1xi32>) -> tensor<2x1xf32>
  %1 = "tfl.mean"(%x, %both) <{keep_dims = false}> : (tensor<2x2xf32>, tensor<2xi32>) -> tensor<f32>
  %2 = "tfl.reduce_prod"(%x, %a) <{keep_dims = false}> : (tensor<2x2xf32>, tensor<1xi32>) -> tensor<2xf32>
  %3 = "tfl.reduce_max"(%x, %both) <{keep_dims = false}> : (tensor<2x2xf32>, tensor<2xi32>) -> tensor<f32>
  %4 = "tfl.reduce_min"(%x, %a) <{keep_dims = false}> : (tensor<2x2xf32>, tensor<1xi32>) -> tensor<2xf32>
  %e0 = arith.constant dense<[[3.0], [9.0]]> : tensor<2x1xf32>
  %e1 = arith.constant dense<3.0> : tensor<f32>
  %e2 = arith.constant dense<[2.0, 18.0]> : tensor<2xf32>
  %e3 = arith.constant dense<6.0> : tensor<f32>
  %e4 = arith.constant dense<[1.0, 3.0]> : tensor<2xf32>
  "check.expect_eq"(%0, %e0) : (tensor<2x1xf32>, tensor<2x1xf32>) -> ()
  "check.expect_eq"(%1, %e1) : (tensor<f32>, tensor<f32>) -> ()
  "check.expect_eq"(%2, %e2) : (tensor<2xf32>, tensor<2xf32>) -> ()
  "check.expect_eq"(%3, %e3) : (tensor<f32>, tensor<f32>) -> ()
  "check.expect_eq"(%4, %e4) : (tensor<2xf32>, tensor<2xf32>) -> ()
  return
}

func.func @integers_and_booleans() {
  %x = arith.constant dense<[[1, -2], [3, 5]]> : tensor<2x2xi64>
  %a = arith.constant dense<[0]> : tensor<1xi32>
  %0 = "tfl.mean"(%x, %a) <{keep_dims = false}> : (tensor<2x2xi64>, tensor<1xi32>) -> tensor<2xi64>
  %1 = "tfl.reduce_max"(%x, %a) <{keep_dims = false}> : (tensor<2x2xi64>, tensor<1xi32>) -> tensor<2xi64>
  %e0 = arith.constant dense<[2, 1]> : tensor<2xi64>
  %e1 = arith.constant dense<[3, 5]> : tensor<2xi64>
  "check.expect_eq"(%0, %e0) : (tensor<2xi64>, tensor<2xi64>) -> ()
  "check.expect_eq"(%1, %e1) : (tensor<2xi64>, tensor<2xi64>) -> ()
  %b = arith.constant dense<[[true, false], [true, true]]> : tensor<2x2xi1>
  %2 = "tfl.reduce_all"(%b, %a) <{keep_dims = false}> : (tensor<2x2xi1>, tensor<1xi32>) -> tensor<2xi1>
  %3 = "tfl.reduce_any"(%b, %a) <{keep_dims = false}> : (tensor<2x2xi1>, tensor<1xi32>) -> tensor<2xi1>
  %e2 = arith.constant dense<[true, false]> : tensor<2xi1>
  %e3 = arith.constant dense<true> : tensor<2xi1>
  "check.expect_eq"(%2, %e2) : (tensor<2xi1>, tensor<2xi1>) -> ()
  "check.expect_eq"(%3, %e3) : (tensor<2xi1>, tensor<2xi1>) -> ()
  return
}

// The mean of 2 and 6 in steps of 0.5 is 4 in steps of 0.5, 8 in steps of 0.25.
func.func @quantized_mean() {
  %x = "tfl.pseudo_qconst"() <{qtype = tensor<2x!quant.uniform<i8:f32, 0.5>>, value = dense<[2, 6]> : tensor<2xi8>}> : () -> tensor<2x!quant.uniform<i8:f32, 0.5>>
  %a = arith.constant dense<0> : tensor<i32>
  %0 = "tfl.mean"(%x, %a) <{keep_dims = false}> : (tensor<2x!quant.uniform<i8:f32, 0.5>>, tensor<i32>) -> tensor<!quant.uniform<i8:f32, 0.25>>
  %e = "tfl.pseudo_qconst"() <{qtype = tensor<!quant.uniform<i8:f32, 0.25>>, value = dense<8> : tensor<i8>}> : () -> tensor<!quant.uniform<i8:f32, 0.25>>
  "check.expect_eq"(%0, %e) : (tensor<!quant.uniform<i8:f32, 0.25>>, tensor<!quant.uniform<i8:f32, 0.25>>) -> ()
  return
}

func.func @axis_out_of_range() attributes {check.expect_error = "tfl.sum: axis 2 does not exist in a tensor of rank 2"} {
  %x = arith.constant dense<1.0> : tensor<2x2xf32>
  %a = arith.constant dense<[2]> : tensor<1xi32>
  %0 = "tfl.sum"(%x, %a) <{keep_dims = false}> : (tensor<2x2xf32>, tensor<1xi32>) -> tensor<*xf32>
  return
}

func.func @running_sums() {
  %x = arith.constant dense<[1, 2, 4]> : tensor<3xi32>
  %a = arith.constant dense<0> : tensor<i32>
  %0 = "tfl.cumsum"(%x, %a) <{exclusive = false, reverse = false}> : (tensor<3xi32>, tensor<i32>) -> tensor<3xi32>
  %1 = "tfl.cumsum"(%x, %a) <{exclusive = true, reverse = true}> : (tensor<3xi32>, tensor<i32>) -> tensor<3xi32>
  %e0 = arith.constant dense<[1, 3, 7]> : tensor<3xi32>
  %e1 = arith.constant dense<[6, 4, 0]> : tensor<3xi32>
  "check.expect_eq"(%0, %e0) : (tensor<3xi32>, tensor<3xi32>) -> ()
  "check.expect_eq"(%1, %e1) : (tensor<3xi32>, tensor<3xi32>) -> ()
  return
}
