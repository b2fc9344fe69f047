// RUN: tflc run --check %s

// Updates of one place add up.
func.func @scatter_nd() {
  %i = arith.constant dense<[[1], [1], [3]]> : tensor<3x1xi32>
  %u = arith.constant dense<[1.0, 2.0, 4.0]> : tensor<3xf32>
  %s = arith.constant dense<[4]> : tensor<1xi32>
  %0 = "tfl.scatter_nd"(%i, %u, %s) : (tensor<3x1xi32>, tensor<3xf32>, tensor<1xi32>) -> tensor<4xf32>
  %e = arith.constant dense<[0.0, 3.0, 0.0, 4.0]> : tensor<4xf32>
  "check.expect_eq"(%0, %e) : (tensor<4xf32>, tensor<4xf32>) -> ()
  return
}

func.func @scatter_outside() attributes {check.expect_error = "holds index 4, expected 0 to below 4"} {
  %i = arith.constant dense<[[4]]> : tensor<1x1xi32>
  %u = arith.constant dense<[1.0]> : tensor<1xf32>
  %s = arith.constant dense<[4]> : tensor<1xi32>
  %0 = "tfl.scatter_nd"(%i, %u, %s) : (tensor<1x1xi32>, tensor<1xf32>, tensor<1xi32>) -> tensor<4xf32>
  return
}

func.func @sparse_to_dense() {
  %i = arith.constant dense<[[0, 1], [1, 0]]> : tensor<2x2xi32>
  %s = arith.constant dense<[2, 2]> : tensor<2xi32>
  %v = arith.constant dense<[5, 6]> : tensor<2xi32>
  %d = arith.constant dense<-1> : tensor<i32>
  %0 = "tfl.sparse_to_dense"(%i, %s, %v, %d) : (tensor<2x2xi32>, tensor<2xi32>, tensor<2xi32>, tensor<i32>) -> tensor<2x2xi32>
  %e = arith.constant dense<[[-1, 5], [6, -1]]> : tensor<2x2xi32>
  "check.expect_eq"(%0, %e) : (tensor<2x2xi32>, tensor<2x2xi32>) -> ()
  return
}

func.func @segments() {
  %x = arith.constant dense<[[1, 2], [3, 4], [5, 6]]> : tensor<3x2xi32>
  %sorted = arith.constant dense<[0, 0, 2]> : tensor<3xi32>
  %0 = "tfl.segment_sum"(%x, %sorted) : (tensor<3x2xi32>, tensor<3xi32>) -> tensor<3x2xi32>
  %e0 = arith.constant dense<[[4, 6], [0, 0], [5, 6]]> : tensor<3x2xi32>
  "check.expect_eq"(%0, %e0) : (tensor<3x2xi32>, tensor<3x2xi32>) -> ()
  %ids = arith.constant dense<[1, 0, 1]> : tensor<3xi32>
  %n = arith.constant dense<2> : tensor<i32>
  %1 = "tfl.unsorted_segment_sum"(%x, %ids, %n) : (tensor<3x2xi32>, tensor<3xi32>, tensor<i32>) -> tensor<2x2xi32>
  %2 = "tfl.unsorted_segment_prod"(%x, %ids, %n) : (tensor<3x2xi32>, tensor<3xi32>, tensor<i32>) -> tensor<2x2xi32>
  %3 = "tfl.unsorted_segment_max"(%x, %ids, %n) : (tensor<3x2xi32>, tensor<3xi32>, tensor<i32>) -> tensor<2x2xi32>
  %4 = "tfl.unsorted_segment_min"(%x, %ids, %n) : (tensor<3x2xi32>, tensor<3xi32>, tensor<i32>) -> tensor<2x2xi32>
  %e1 = arith.constant dense<[[3, 4], [6, 8]]> : tensor<2x2xi32>
  %e2 = arith.constant dense<[[3, 4], [5, 12]]> : tensor<2x2xi32>
  %e3 = arith.constant dense<[[3, 4], [5, 6]]> : tensor<2x2xi32>
  %e4 = arith.constant dense<[[3, 4], [1, 2]]> : tensor<2x2xi32>
  "check.expect_eq"(%1, %e1) : (tensor<2x2xi32>, tensor<2x2xi32>) -> ()
  "check.expect_eq"(%2, %e2) : (tensor<2x2xi32>, tensor<2x2xi32>) -> ()
  "check.expect_eq"(%3, %e3) : (tensor<2x2xi32>, tensor<2x2xi32>) -> ()
  "check.expect_eq"(%4, %e4) : (tensor<2x2xi32>, tensor<2x2xi32>) -> ()
  return
}

func.func @unsorted_ids() attributes {check.expect_error = "tfl.segment_sum: segment id is 0"} {
  %x = arith.constant dense<1.0> : tensor<2xf32>
  %i = arith.constant dense<[1, 0]> : tensor<2xi32>
  %0 = "tfl.segment_sum"(%x, %i) : (tensor<2xf32>, tensor<2xi32>) -> tensor<*xf32>
  return
}
