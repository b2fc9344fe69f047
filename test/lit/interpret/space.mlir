// RUN: tflc run --check %s

func.func @space_and_depth() {
  %x = arith.constant dense<[[[[1], [2]], [[3], [4]]]]> : tensor<1x2x2x1xi32>
  %0 = "tfl.space_to_depth"(%x) <{block_size = 2 : i32}> : (tensor<1x2x2x1xi32>) -> tensor<1x1x1x4xi32>
  %e = arith.constant dense<[[[[1, 2, 3, 4]]]]> : tensor<1x1x1x4xi32>
  "check.expect_eq"(%0, %e) : (tensor<1x1x1x4xi32>, tensor<1x1x1x4xi32>) -> ()
  %1 = "tfl.depth_to_space"(%0) <{block_size = 2 : i32}> : (tensor<1x1x1x4xi32>) -> tensor<1x2x2x1xi32>
  "check.expect_eq"(%1, %x) : (tensor<1x2x2x1xi32>, tensor<1x2x2x1xi32>) -> ()
  return
}

func.func @space_and_batch() {
  %x = arith.constant dense<[[[[1.0], [2.0], [3.0]]]]> : tensor<1x1x3x1xf32>
  %b = arith.constant dense<[1, 2]> : tensor<2xi32>
  %p = arith.constant dense<[[0, 0], [0, 1]]> : tensor<2x2xi32>
  %0 = "tfl.space_to_batch_nd"(%x, %b, %p) : (tensor<1x1x3x1xf32>, tensor<2xi32>, tensor<2x2xi32>) -> tensor<2x1x2x1xf32>
  %e = arith.constant dense<[[[[1.0], [3.0]]], [[[2.0], [0.0]]]]> : tensor<2x1x2x1xf32>
  "check.expect_eq"(%0, %e) : (tensor<2x1x2x1xf32>, tensor<2x1x2x1xf32>) -> ()
  %1 = "tfl.batch_to_space_nd"(%0, %b, %p) : (tensor<2x1x2x1xf32>, tensor<2xi32>, tensor<2x2xi32>) -> tensor<1x1x3x1xf32>
  "check.expect_eq"(%1, %x) : (tensor<1x1x3x1xf32>, tensor<1x1x3x1xf32>) -> ()
  return
}

func.func @block_must_divide() attributes {check.expect_error = "tfl.space_to_depth: "} {
  %x = arith.constant dense<1> : tensor<1x3x2x1xi32>
  %0 = "tfl.space_to_depth"(%x) <{block_size = 2 : i32}> : (tensor<1x3x2x1xi32>) -> tensor<*xi32>
  return
}
