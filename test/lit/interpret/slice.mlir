// RUN: tflc run --check %s

func.func @slices() {
  %x = arith.constant dense<[[1, 2, 3], [4, 5, 6]]> : tensor<2x3xi32>
  %b = arith.constant dense<[0, 1]> : tensor<2xi32>
  %s = arith.constant dense<[-1, 2]> : tensor<2xi32>
  %0 = "tfl.slice"(%x, %b, %s) : (tensor<2x3xi32>, tensor<2xi32>, tensor<2xi32>) -> tensor<2x2xi32>
  %e = arith.constant dense<[[2, 3], [5, 6]]> : tensor<2x2xi32>
  "check.expect_eq"(%0, %e) : (tensor<2x2xi32>, tensor<2x2xi32>) -> ()
  return
}

func.func @slice_beyond_the_end() attributes {check.expect_error = "tfl.slice: "} {
  %x = arith.constant dense<1> : tensor<3xi32>
  %b = arith.constant dense<[2]> : tensor<1xi32>
  %s = arith.constant dense<[2]> : tensor<1xi32>
  %0 = "tfl.slice"(%x, %b, %s) : (tensor<3xi32>, tensor<1xi32>, tensor<1xi32>) -> tensor<*xi32>
  return
}

// x[1, ::-1] of a matrix: the first axis goes, the second is reversed.
func.func @strided_slice_masks() {
  %x = arith.constant dense<[[1, 2, 3], [4, 5, 6]]> : tensor<2x3xi32>
  %b = arith.constant dense<[1, 0]> : tensor<2xi32>
  %t = arith.constant dense<[2, 0]> : tensor<2xi32>
  %s = arith.constant dense<[1, -1]> : tensor<2xi32>
  %0 = "tfl.strided_slice"(%x, %b, %t, %s) <{begin_mask = 2 : i32, ellipsis_mask = 0 : i32, end_mask = 2 : i32, new_axis_mask = 0 : i32, offset = false, shrink_axis_mask = 1 : i32}> : (tensor<2x3xi32>, tensor<2xi32>, tensor<2xi32>, tensor<2xi32>) -> tensor<3xi32>
  %e = arith.constant dense<[6, 5, 4]> : tensor<3xi32>
  "check.expect_eq"(%0, %e) : (tensor<3xi32>, tensor<3xi32>) -> ()
  return
}

func.func @stride_zero() attributes {check.expect_error = "tfl.strided_slice: "} {
  %x = arith.constant dense<1> : tensor<3xi32>
  %b = arith.constant dense<[0]> : tensor<1xi32>
  %0 = "tfl.strided_slice"(%x, %b, %b, %b) <{begin_mask = 0 : i32, ellipsis_mask = 0 : i32, end_mask = 0 : i32, new_axis_mask = 0 : i32, offset = false, shrink_axis_mask = 0 : i32}> : (tensor<3xi32>, tensor<1xi32>, tensor<1xi32>, tensor<1xi32>) -> tensor<*xi32>
  return
}

// A start that would reach over the edge is moved back.
func.func @dynamic_update_slice() {
  %x = arith.constant dense<0> : tensor<4xi32>
  %u = arith.constant dense<[7, 8]> : tensor<2xi32>
  %at = arith.constant dense<[3]> : tensor<1xi32>
  %0 = "tfl.dynamic_update_slice"(%x, %u, %at) : (tensor<4xi32>, tensor<2xi32>, tensor<1xi32>) -> tensor<4xi32>
  %e = arith.constant dense<[0, 0, 7, 8]> : tensor<4xi32>
  "check.expect_eq"(%0, %e) : (tensor<4xi32>, tensor<4xi32>) -> ()
  return
}

func.func @pads() {
  %x = arith.constant dense<[1.0, 2.0, 3.0]> : tensor<3xf32>
  %p = arith.constant dense<[[1, 2]]> : tensor<1x2xi32>
  %v = arith.constant dense<9.0> : tensor<f32>
  %0 = "tfl.pad"(%x, %p) : (tensor<3xf32>, tensor<1x2xi32>) -> tensor<6xf32>
  %1 = "tfl.padv2"(%x, %p, %v) : (tensor<3xf32>, tensor<1x2xi32>, tensor<f32>) -> tensor<6xf32>
  %2 = "tfl.mirror_pad"(%x, %p) <{mode = #tfl<mirror_pad_attr REFLECT>}> : (tensor<3xf32>, tensor<1x2xi32>) -> tensor<6xf32>
  %3 = "tfl.mirror_pad"(%x, %p) <{mode = #tfl<mirror_pad_attr SYMMETRIC>}> : (tensor<3xf32>, tensor<1x2xi32>) -> tensor<6xf32>
  %e0 = arith.constant dense<[0.0, 1.0, 2.0, 3.0, 0.0, 0.0]> : tensor<6xf32>
  %e1 = arith.constant dense<[9.0, 1.0, 2.0, 3.0, 9.0, 9.0]> : tensor<6xf32>
  %e2 = arith.constant dense<[2.0, 1.0, 2.0, 3.0, 2.0, 1.0]> : tensor<6xf32>
  %e3 = arith.constant dense<[1.0, 1.0, 2.0, 3.0, 3.0, 2.0]> : tensor<6xf32>
  "check.expect_eq"(%0, %e0) : (tensor<6xf32>, tensor<6xf32>) -> ()
  "check.expect_eq"(%1, %e1) : (tensor<6xf32>, tensor<6xf32>) -> ()
  "check.expect_eq"(%2, %e2) : (tensor<6xf32>, tensor<6xf32>) -> ()
  "check.expect_eq"(%3, %e3) : (tensor<6xf32>, tensor<6xf32>) -> ()
  return
}

// Quantized tensors are padded with the stored value of zero.
func.func @quantized_pad() {
  %x = "tfl.pseudo_qconst"() <{qtype = tensor<1x!quant.uniform<i8:f32, 0.5:-5>>, value = dense<[3]> : tensor<1xi8>}> : () -> tensor<1x!quant.uniform<i8:f32, 0.5:-5>>
  %p = arith.constant dense<[[1, 0]]> : tensor<1x2xi32>
  %0 = "tfl.pad"(%x, %p) : (tensor<1x!quant.uniform<i8:f32, 0.5:-5>>, tensor<1x2xi32>) -> tensor<2x!quant.uniform<i8:f32, 0.5:-5>>
  %e = "tfl.pseudo_qconst"() <{qtype = tensor<2x!quant.uniform<i8:f32, 0.5:-5>>, value = dense<[-5, 3]> : tensor<2xi8>}> : () -> tensor<2x!quant.uniform<i8:f32, 0.5:-5>>
  "check.expect_eq"(%0, %e) : (tensor<2x!quant.uniform<i8:f32, 0.5:-5>>, tensor<2x!quant.uniform<i8:f32, 0.5:-5>>) -> ()
  return
}

func.func @negative_padding() attributes {check.expect_error = "tfl.pad: "} {
  %x = arith.constant dense<1.0> : tensor<3xf32>
  %p = arith.constant dense<[[-1, 0]]> : tensor<1x2xi32>
  %0 = "tfl.pad"(%x, %p) : (tensor<3xf32>, tensor<1x2xi32>) -> tensor<*xf32>
  return
}
