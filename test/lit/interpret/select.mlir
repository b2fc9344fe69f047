// RUN: tflc run --check %s

func.func @chooses() {
  %c = arith.constant dense<[[true], [false]]> : tensor<2x1xi1>
  %x = arith.constant dense<[1, 2]> : tensor<2xi32>
  %y = arith.constant dense<0> : tensor<i32>
  %0 = "tfl.select_v2"(%c, %x, %y) : (tensor<2x1xi1>, tensor<2xi32>, tensor<i32>) -> tensor<2x2xi32>
  %e0 = arith.constant dense<[[1, 2], [0, 0]]> : tensor<2x2xi32>
  "check.expect_eq"(%0, %e0) : (tensor<2x2xi32>, tensor<2x2xi32>) -> ()
  // The condition of the first version picks rows.
  %d = arith.constant dense<[false, true]> : tensor<2xi1>
  %z = arith.constant dense<9> : tensor<2x2xi32>
  %1 = "tfl.select"(%d, %0, %z) : (tensor<2xi1>, tensor<2x2xi32>, tensor<2x2xi32>) -> tensor<2x2xi32>
  %e1 = arith.constant dense<[[9, 9], [0, 0]]> : tensor<2x2xi32>
  "check.expect_eq"(%1, %e1) : (tensor<2x2xi32>, tensor<2x2xi32>) -> ()
  return
}

// The number of rows depends on the data.
func.func @where() {
  %c = arith.constant dense<[[true, false], [true, true]]> : tensor<2x2xi1>
  %0 = "tfl.where"(%c) : (tensor<2x2xi1>) -> tensor<?x2xi64>
  %e = arith.constant dense<[[0, 0], [1, 0], [1, 1]]> : tensor<3x2xi64>
  "check.expect_eq"(%0, %e) : (tensor<?x2xi64>, tensor<3x2xi64>) -> ()
  return
}

func.func @ranges() {
  %a = arith.constant dense<5> : tensor<i32>
  %b = arith.constant dense<0> : tensor<i32>
  %d = arith.constant dense<-2> : tensor<i32>
  %0 = "tfl.range"(%a, %b, %d) : (tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<?xi32>
  %e0 = arith.constant dense<[5, 3, 1]> : tensor<3xi32>
  "check.expect_eq"(%0, %e0) : (tensor<?xi32>, tensor<3xi32>) -> ()
  return
}

func.func @range_without_end() attributes {check.expect_error = "tfl.range: "} {
  %a = arith.constant dense<5.0> : tensor<f32>
  %d = arith.constant dense<0.0> : tensor<f32>
  %0 = "tfl.range"(%a, %a, %d) : (tensor<f32>, tensor<f32>, tensor<f32>) -> tensor<?xf32>
  return
}

// Of equal values the earlier one comes first.
func.func @top_k() {
  %x = arith.constant dense<[[3.0, 9.0, 3.0, 1.0]]> : tensor<1x4xf32>
  %k = arith.constant dense<3> : tensor<i32>
  %v, %i = "tfl.topk_v2"(%x, %k) : (tensor<1x4xf32>, tensor<i32>) -> (tensor<1x3xf32>, tensor<1x3xi32>)
  %e0 = arith.constant dense<[[9.0, 3.0, 3.0]]> : tensor<1x3xf32>
  %e1 = arith.constant dense<[[1, 0, 2]]> : tensor<1x3xi32>
  "check.expect_eq"(%v, %e0) : (tensor<1x3xf32>, tensor<1x3xf32>) -> ()
  "check.expect_eq"(%i, %e1) : (tensor<1x3xi32>, tensor<1x3xi32>) -> ()
  return
}

func.func @top_k_of_too_few() attributes {check.expect_error = "tfl.topk_v2: "} {
  %x = arith.constant dense<1.0> : tensor<1x4xf32>
  %k = arith.constant dense<5> : tensor<i32>
  %v, %i = "tfl.topk_v2"(%x, %k) : (tensor<1x4xf32>, tensor<i32>) -> (tensor<1x?xf32>, tensor<1x?xi32>)
  return
}

func.func @arg_max_and_min() {
  %x = arith.constant dense<[[1.0, 5.0, 5.0], [0.0, -1.0, -1.0]]> : tensor<2x3xf32>
  %axis = arith.constant dense<-1> : tensor<i32>
  %0 = "tfl.arg_max"(%x, %axis) : (tensor<2x3xf32>, tensor<i32>) -> tensor<2xi64>
  %1 = "tfl.arg_min"(%x, %axis) : (tensor<2x3xf32>, tensor<i32>) -> tensor<2xi32>
  %e0 = arith.constant dense<[1, 0]> : tensor<2xi64>
  %e1 = arith.constant dense<[0, 1]> : tensor<2xi32>
  "check.expect_eq"(%0, %e0) : (tensor<2xi64>, tensor<2xi64>) -> ()
  "check.expect_eq"(%1, %e1) : (tensor<2xi32>, tensor<2xi32>) -> ()
  return
}

func.func @unique() {
  %x = arith.constant dense<[4, 2, 4, 7]> : tensor<4xi32>
  %v, %i = "tfl.unique"(%x) : (tensor<4xi32>) -> (tensor<?xi32>, tensor<4xi32>)
  %e0 = arith.constant dense<[4, 2, 7]> : tensor<3xi32>
  %e1 = arith.constant dense<[0, 1, 0, 2]> : tensor<4xi32>
  "check.expect_eq"(%v, %e0) : (tensor<?xi32>, tensor<3xi32>) -> ()
  "check.expect_eq"(%i, %e1) : (tensor<4xi32>, tensor<4xi32>) -> ()
  return
}

func.func @diagonals() {
  %d = arith.constant dense<[1, 2]> : tensor<2xi32>
  %0 = "tfl.matrix_diag"(%d) : (tensor<2xi32>) -> tensor<2x2xi32>
  %e0 = arith.constant dense<[[1, 0], [0, 2]]> : tensor<2x2xi32>
  "check.expect_eq"(%0, %e0) : (tensor<2x2xi32>, tensor<2x2xi32>) -> ()
  %x = arith.constant dense<9> : tensor<2x2xi32>
  %1 = "tfl.matrix_set_diag"(%x, %d) : (tensor<2x2xi32>, tensor<2xi32>) -> tensor<2x2xi32>
  %e1 = arith.constant dense<[[1, 9], [9, 2]]> : tensor<2x2xi32>
  "check.expect_eq"(%1, %e1) : (tensor<2x2xi32>, tensor<2x2xi32>) -> ()
  return
}
