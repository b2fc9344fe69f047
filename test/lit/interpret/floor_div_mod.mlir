// RUN: tflc run --check %s

// Quotients go down, remainders have the sign of the divisor.
func.func @signs() {
  %a = arith.constant dense<[7, -7, 7, -7]> : tensor<4xi32>
  %b = arith.constant dense<[2, 2, -2, -2]> : tensor<4xi32>
  %0 = "tfl.floor_div"(%a, %b) : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi32>
  %1 = "tfl.floor_mod"(%a, %b) : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi32>
  %e0 = arith.constant dense<[3, -4, -4, 3]> : tensor<4xi32>
  %e1 = arith.constant dense<[1, 1, -1, -1]> : tensor<4xi32>
  "check.expect_eq"(%0, %e0) : (tensor<4xi32>, tensor<4xi32>) -> ()
  "check.expect_eq"(%1, %e1) : (tensor<4xi32>, tensor<4xi32>) -> ()
  return
}

func.func @floats() {
  %a = arith.constant dense<[7.5, -7.5]> : tensor<2xf32>
  %b = arith.constant dense<2.0> : tensor<f32>
  %0 = "tfl.floor_div"(%a, %b) : (tensor<2xf32>, tensor<f32>) -> tensor<2xf32>
  %1 = "tfl.floor_mod"(%a, %b) : (tensor<2xf32>, tensor<f32>) -> tensor<2xf32>
  %e0 = arith.constant dense<[3.0, -4.0]> : tensor<2xf32>
  %e1 = arith.constant dense<[1.5, 0.5]> : tensor<2xf32>
  "check.expect_eq"(%0, %e0) : (tensor<2xf32>, tensor<2xf32>) -> ()
  "check.expect_eq"(%1, %e1) : (tensor<2xf32>, tensor<2xf32>) -> ()
  return
}

func.func @zero_divisor() attributes {check.expect_error = "tfl.floor_mod: integer division by zero"} {
  %a = arith.constant dense<1> : tensor<i64>
  %b = arith.constant dense<0> : tensor<i64>
  %0 = "tfl.floor_mod"(%a, %b) : (tensor<i64>, tensor<i64>) -> tensor<i64>
  return
}
