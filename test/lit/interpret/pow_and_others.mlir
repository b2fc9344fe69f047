// RUN: tflc run --check %s

func.func @pow() {
  %a = arith.constant dense<[2.0, 9.0]> : tensor<2xf32>
  %b = arith.constant dense<[3.0, 0.5]> : tensor<2xf32>
  %0 = "tfl.pow"(%a, %b) : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
  %e = arith.constant dense<[8.0, 3.0]> : tensor<2xf32>
  "check.expect_almost_eq"(%0, %e) : (tensor<2xf32>, tensor<2xf32>) -> ()
  return
}

func.func @pow_refuses_negative_integer_exponents() attributes {check.expect_error = "tfl.pow: exponent is -1"} {
  %a = arith.constant dense<2> : tensor<i32>
  %b = arith.constant dense<-1> : tensor<i32>
  %0 = "tfl.pow"(%a, %b) : (tensor<i32>, tensor<i32>) -> tensor<i32>
  return
}

func.func @squared_difference() {
  %a = arith.constant dense<[5, -3]> : tensor<2xi32>
  %b = arith.constant dense<[2, 1]> : tensor<2xi32>
  %0 = "tfl.squared_difference"(%a, %b) : (tensor<2xi32>, tensor<2xi32>) -> tensor<2xi32>
  %e = arith.constant dense<[9, 16]> : tensor<2xi32>
  "check.expect_eq"(%0, %e) : (tensor<2xi32>, tensor<2xi32>) -> ()
  return
}

func.func @atan2() {
  %y = arith.constant dense<[1.0, -1.0]> : tensor<2xf32>
  %x = arith.constant dense<[0.0, -1.0]> : tensor<2xf32>
  %0 = "tfl.atan2"(%y, %x) : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
  %e = arith.constant dense<[1.57079632, -2.35619449]> : tensor<2xf32>
  "check.expect_almost_eq"(%0, %e) : (tensor<2xf32>, tensor<2xf32>) -> ()
  return
}

func.func @maximum_and_minimum_broadcast() {
  %a = arith.constant dense<[[1, 5], [3, -2]]> : tensor<2x2xi64>
  %b = arith.constant dense<2> : tensor<i64>
  %0 = "tfl.maximum"(%a, %b) : (tensor<2x2xi64>, tensor<i64>) -> tensor<2x2xi64>
  %1 = "tfl.minimum"(%a, %b) : (tensor<2x2xi64>, tensor<i64>) -> tensor<2x2xi64>
  %e0 = arith.constant dense<[[2, 5], [3, 2]]> : tensor<2x2xi64>
  %e1 = arith.constant dense<[[1, 2], [2, -2]]> : tensor<2x2xi64>
  "check.expect_eq"(%0, %e0) : (tensor<2x2xi64>, tensor<2x2xi64>) -> ()
  "check.expect_eq"(%1, %e1) : (tensor<2x2xi64>, tensor<2x2xi64>) -> ()
  return
}

func.func @add_n() {
  %a = arith.constant dense<[1, 2]> : tensor<2xi32>
  %0 = "tfl.add_n"(%a, %a, %a) : (tensor<2xi32>, tensor<2xi32>, tensor<2xi32>) -> tensor<2xi32>
  %e = arith.constant dense<[3, 6]> : tensor<2xi32>
  "check.expect_eq"(%0, %e) : (tensor<2xi32>, tensor<2xi32>) -> ()
  return
}

func.func @bucketize() {
  %x = arith.constant dense<[-1.0, 0.0, 99.0]> : tensor<3xf32>
  %0 = "tfl.bucketize"(%x) <{boundaries = [0.0 : f32, 10.0 : f32]}> : (tensor<3xf32>) -> tensor<3xi32>
  %e = arith.constant dense<[0, 1, 2]> : tensor<3xi32>
  "check.expect_eq"(%0, %e) : (tensor<3xi32>, tensor<3xi32>) -> ()
  return
}
