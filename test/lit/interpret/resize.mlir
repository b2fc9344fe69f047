// RUN: tflc run --check %s

func.func @bilinear() {
  %x = arith.constant dense<[[[[0.0], [2.0]]]]> : tensor<1x1x2x1xf32>
  %s = arith.constant dense<[1, 4]> : tensor<2xi32>
  %0 = "tfl.resize_bilinear"(%x, %s) <{align_corners = false, half_pixel_centers = false}> : (tensor<1x1x2x1xf32>, tensor<2xi32>) -> tensor<1x1x4x1xf32>
  %1 = "tfl.resize_bilinear"(%x, %s) <{align_corners = false, half_pixel_centers = true}> : (tensor<1x1x2x1xf32>, tensor<2xi32>) -> tensor<1x1x4x1xf32>
  %e0 = arith.constant dense<[[[[0.0], [1.0], [2.0], [2.0]]]]> : tensor<1x1x4x1xf32>
  %e1 = arith.constant dense<[[[[0.0], [0.5], [1.5], [2.0]]]]> : tensor<1x1x4x1xf32>
  "check.expect_eq"(%0, %e0) : (tensor<1x1x4x1xf32>, tensor<1x1x4x1xf32>) -> ()
  "check.expect_eq"(%1, %e1) : (tensor<1x1x4x1xf32>, tensor<1x1x4x1xf32>) -> ()
  return
}

func.func @nearest() {
  %x = arith.constant dense<[[[[1], [2]]]]> : tensor<1x1x2x1xi8>
  %s = arith.constant dense<[2, 3]> : tensor<2xi32>
  %0 = "tfl.resize_nearest_neighbor"(%x, %s) <{align_corners = false, half_pixel_centers = false}> : (tensor<1x1x2x1xi8>, tensor<2xi32>) -> tensor<1x2x3x1xi8>
  %e = arith.constant dense<[[[[1], [1], [2]], [[1], [1], [2]]]]> : tensor<1x2x3x1xi8>
  "check.expect_eq"(%0, %e) : (tensor<1x2x3x1xi8>, tensor<1x2x3x1xi8>) -> ()
  return
}

func.func @size_from_data() attributes {check.expect_error = "tfl.resize_bilinear: new height is 0, expected at least 1"} {
  %x = arith.constant dense<1.0> : tensor<1x1x2x1xf32>
  %s = arith.constant dense<[0, 4]> : tensor<2xi32>
  %0 = "tfl.resize_bilinear"(%x, %s) <{align_corners = false, half_pixel_centers = false}> : (tensor<1x1x2x1xf32>, tensor<2xi32>) -> tensor<1x?x?x1xf32>
  return
}
