// RUN: tflc run --check %s

func.func @rows_and_columns() {
  %x = arith.constant dense<[[1, 2], [3, 4], [5, 6]]> : tensor<3x2xi32>
  %i = arith.constant dense<[2, 0]> : tensor<2xi32>
  %0 = "tfl.gather"(%x, %i) <{axis = 0 : i32, batch_dims = 0 : i32}> : (tensor<3x2xi32>, tensor<2xi32>) -> tensor<2x2xi32>
  %e0 = arith.constant dense<[[5, 6], [1, 2]]> : tensor<2x2xi32>
  "check.expect_eq"(%0, %e0) : (tensor<2x2xi32>, tensor<2x2xi32>) -> ()
  %c = arith.constant dense<1> : tensor<i32>
  %1 = "tfl.gather"(%x, %c) <{axis = 1 : i32, batch_dims = 0 : i32}> : (tensor<3x2xi32>, tensor<i32>) -> tensor<3xi32>
  %e1 = arith.constant dense<[2, 4, 6]> : tensor<3xi32>
  "check.expect_eq"(%1, %e1) : (tensor<3xi32>, tensor<3xi32>) -> ()
  return
}

func.func @strings() {
  %x = arith.constant dense<["a", "b", "c"]> : tensor<3x!tf_type.string>
  %i = arith.constant dense<[2, 2]> : tensor<2xi64>
  %0 = "tfl.gather"(%x, %i) <{axis = 0 : i32, batch_dims = 0 : i32}> : (tensor<3x!tf_type.string>, tensor<2xi64>) -> tensor<2x!tf_type.string>
  %e = arith.constant dense<"c"> : tensor<2x!tf_type.string>
  "check.expect_eq"(%0, %e) : (tensor<2x!tf_type.string>, tensor<2x!tf_type.string>) -> ()
  return
}

func.func @index_beyond_the_end() attributes {check.expect_error = "holds index 3, expected 0 to below 3"} {
  %x = arith.constant dense<1> : tensor<3xi32>
  %i = arith.constant dense<[3]> : tensor<1xi32>
  %0 = "tfl.gather"(%x, %i) <{axis = 0 : i32, batch_dims = 0 : i32}> : (tensor<3xi32>, tensor<1xi32>) -> tensor<1xi32>
  return
}

func.func @gather_nd() {
  %x = arith.constant dense<[[1, 2], [3, 4]]> : tensor<2x2xi32>
  %i = arith.constant dense<[[1, 0], [0, 1]]> : tensor<2x2xi32>
  %0 = "tfl.gather_nd"(%x, %i) : (tensor<2x2xi32>, tensor<2x2xi32>) -> tensor<2xi32>
  %e = arith.constant dense<[3, 2]> : tensor<2xi32>
  "check.expect_eq"(%0, %e) : (tensor<2xi32>, tensor<2xi32>) -> ()
  return
}

func.func @gather_nd_negative_index() attributes {check.expect_error = "holds index -1"} {
  %x = arith.constant dense<1> : tensor<2x2xi32>
  %i = arith.constant dense<[[-1, 0]]> : tensor<1x2xi32>
  %0 = "tfl.gather_nd"(%x, %i) : (tensor<2x2xi32>, tensor<1x2xi32>) -> tensor<1xi32>
  return
}

func.func @embedding_lookup() {
  %i = arith.constant dense<[1, 0]> : tensor<2xi32>
  %t = arith.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %0 = "tfl.embedding_lookup"(%i, %t) : (tensor<2xi32>, tensor<2x2xf32>) -> tensor<2x2xf32>
  %e = arith.constant dense<[[3.0, 4.0], [1.0, 2.0]]> : tensor<2x2xf32>
  "check.expect_eq"(%0, %e) : (tensor<2x2xf32>, tensor<2x2xf32>) -> ()
  return
}

// An index outside gives a row of the off value.
func.func @one_hot() {
  %i = arith.constant dense<[1, 5]> : tensor<2xi32>
  %d = arith.constant dense<3> : tensor<i32>
  %on = arith.constant dense<7.0> : tensor<f32>
  %off = arith.constant dense<-1.0> : tensor<f32>
  %0 = "tfl.one_hot"(%i, %d, %on, %off) <{axis = -1 : i32}> : (tensor<2xi32>, tensor<i32>, tensor<f32>, tensor<f32>) -> tensor<2x3xf32>
  %e = arith.constant dense<[[-1.0, 7.0, -1.0], [-1.0, -1.0, -1.0]]> : tensor<2x3xf32>
  "check.expect_eq"(%0, %e) : (tensor<2x3xf32>, tensor<2x3xf32>) -> ()
  return
}
