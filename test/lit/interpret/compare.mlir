// RUN: tflc run --check %s

// NaN differs from everything, itself too.
func.func @nan_is_unordered() {
  %a = arith.constant dense<[1.0, 0x7FC00000, 3.0]> : tensor<3xf32>
  %b = arith.constant dense<[1.0, 0x7FC00000, 2.0]> : tensor<3xf32>
  %0 = "tfl.equal"(%a, %b) : (tensor<3xf32>, tensor<3xf32>) -> tensor<3xi1>
  %1 = "tfl.not_equal"(%a, %b) : (tensor<3xf32>, tensor<3xf32>) -> tensor<3xi1>
  %2 = "tfl.greater_equal"(%a, %b) : (tensor<3xf32>, tensor<3xf32>) -> tensor<3xi1>
  %e0 = arith.constant dense<[true, false, false]> : tensor<3xi1>
  %e1 = arith.constant dense<[false, true, true]> : tensor<3xi1>
  %e2 = arith.constant dense<[true, false, true]> : tensor<3xi1>
  "check.expect_eq"(%0, %e0) : (tensor<3xi1>, tensor<3xi1>) -> ()
  "check.expect_eq"(%1, %e1) : (tensor<3xi1>, tensor<3xi1>) -> ()
  "check.expect_eq"(%2, %e2) : (tensor<3xi1>, tensor<3xi1>) -> ()
  return
}

func.func @integers_broadcast() {
  %a = arith.constant dense<[1, 2, 3]> : tensor<3xi32>
  %b = arith.constant dense<2> : tensor<i32>
  %0 = "tfl.less"(%a, %b) : (tensor<3xi32>, tensor<i32>) -> tensor<3xi1>
  %1 = "tfl.less_equal"(%a, %b) : (tensor<3xi32>, tensor<i32>) -> tensor<3xi1>
  %2 = "tfl.greater"(%a, %b) : (tensor<3xi32>, tensor<i32>) -> tensor<3xi1>
  %e0 = arith.constant dense<[true, false, false]> : tensor<3xi1>
  %e1 = arith.constant dense<[true, true, false]> : tensor<3xi1>
  %e2 = arith.constant dense<[false, false, true]> : tensor<3xi1>
  "check.expect_eq"(%0, %e0) : (tensor<3xi1>, tensor<3xi1>) -> ()
  "check.expect_eq"(%1, %e1) : (tensor<3xi1>, tensor<3xi1>) -> ()
  "check.expect_eq"(%2, %e2) : (tensor<3xi1>, tensor<3xi1>) -> ()
  return
}

func.func @strings() {
  %a = arith.constant dense<["x", ""]> : tensor<2x!tf_type.string>
  %b = arith.constant dense<["x", "y"]> : tensor<2x!tf_type.string>
  %0 = "tfl.equal"(%a, %b) : (tensor<2x!tf_type.string>, tensor<2x!tf_type.string>) -> tensor<2xi1>
  %e = arith.constant dense<[true, false]> : tensor<2xi1>
  "check.expect_eq"(%0, %e) : (tensor<2xi1>, tensor<2xi1>) -> ()
  return
}

func.func @logic_and_bits() {
  %t = arith.constant dense<[true, true, false]> : tensor<3xi1>
  %u = arith.constant dense<[true, false, false]> : tensor<3xi1>
  %0 = "tfl.logical_and"(%t, %u) : (tensor<3xi1>, tensor<3xi1>) -> tensor<3xi1>
  %1 = "tfl.logical_or"(%t, %u) : (tensor<3xi1>, tensor<3xi1>) -> tensor<3xi1>
  %2 = "tfl.logical_not"(%t) : (tensor<3xi1>) -> tensor<3xi1>
  %e2 = arith.constant dense<[false, false, true]> : tensor<3xi1>
  "check.expect_eq"(%0, %u) : (tensor<3xi1>, tensor<3xi1>) -> ()
  "check.expect_eq"(%1, %t) : (tensor<3xi1>, tensor<3xi1>) -> ()
  "check.expect_eq"(%2, %e2) : (tensor<3xi1>, tensor<3xi1>) -> ()
  %a = arith.constant dense<[12, -8]> : tensor<2xi8>
  %b = arith.constant dense<[10, 1]> : tensor<2xi8>
  %3 = "tfl.bitwise_xor"(%a, %b) : (tensor<2xi8>, tensor<2xi8>) -> tensor<2xi8>
  %e3 = arith.constant dense<[6, -7]> : tensor<2xi8>
  "check.expect_eq"(%3, %e3) : (tensor<2xi8>, tensor<2xi8>) -> ()
  %one = arith.constant dense<1> : tensor<i8>
  %4 = "tfl.right_shift"(%a, %one) : (tensor<2xi8>, tensor<i8>) -> tensor<2xi8>
  %e4 = arith.constant dense<[6, -4]> : tensor<2xi8>
  "check.expect_eq"(%4, %e4) : (tensor<2xi8>, tensor<2xi8>) -> ()
  return
}
