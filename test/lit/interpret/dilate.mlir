// RUN: tflc run --check %s

func.func @rows_and_columns() {
  %x = arith.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %d = arith.constant dense<[2, 3]> : tensor<2xi32>
  %v = arith.constant dense<-1.0> : tensor<f32>
  %0 = "tfl.dilate"(%x, %d, %v) : (tensor<2x2xf32>, tensor<2xi32>, tensor<f32>) -> tensor<3x4xf32>
  %e = arith.constant dense<[[1.0, -1.0, -1.0, 2.0], [-1.0, -1.0, -1.0, -1.0], [3.0, -1.0, -1.0, 4.0]]> : tensor<3x4xf32>
  "check.expect_eq"(%0, %e) : (tensor<3x4xf32>, tensor<3x4xf32>) -> ()
  return
}

func.func @integers() {
  %x = arith.constant dense<[1, 2]> : tensor<2xi64>
  %d = arith.constant dense<2> : tensor<1xi32>
  %v = arith.constant dense<0> : tensor<i64>
  %0 = "tfl.dilate"(%x, %d, %v) : (tensor<2xi64>, tensor<1xi32>, tensor<i64>) -> tensor<?xi64>
  %e = arith.constant dense<[1, 0, 2]> : tensor<3xi64>
  "check.expect_eq"(%0, %e) : (tensor<?xi64>, tensor<3xi64>) -> ()
  return
}

func.func @a_dilation_of_zero_is_refused() attributes {check.expect_error = "dilation"} {
  %x = arith.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %d = arith.constant dense<0> : tensor<1xi32>
  %v = arith.constant dense<0.0> : tensor<f32>
  %0 = "tfl.dilate"(%x, %d, %v) : (tensor<2xf32>, tensor<1xi32>, tensor<f32>) -> tensor<?xf32>
  return
}
