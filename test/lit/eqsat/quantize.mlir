// RUN: tfl-opt %s --tfl-optimize='enable-canonicalization=false' --verify-rewrites | FileCheck %s

!q = !quant.uniform<i8:f32, 5.000000e-01:3>
!r = !quant.uniform<i8:f32, 2.500000e-01:3>

// CHECK-LABEL: func.func @there_and_back
// CHECK: return %arg0
func.func @there_and_back(%x: tensor<4x!q>) -> tensor<4x!q> {
  %0 = "tfl.dequantize"(%x) : (tensor<4x!q>) -> tensor<4xf32>
  %1 = "tfl.quantize"(%0) <{qtype = tensor<4x!q>}> : (tensor<4xf32>) -> tensor<4x!q>
  return %1 : tensor<4x!q>
}

// Another scale: the values are rounded anew.
// CHECK-LABEL: func.func @other_scale
// CHECK: tfl.dequantize
// CHECK: tfl.quantize
func.func @other_scale(%x: tensor<4x!q>) -> tensor<4x!r> {
  %0 = "tfl.dequantize"(%x) : (tensor<4x!q>) -> tensor<4xf32>
  %1 = "tfl.quantize"(%0) <{qtype = tensor<4x!r>}> : (tensor<4xf32>) -> tensor<4x!r>
  return %1 : tensor<4x!r>
}

// What is quantized and dequantized was rounded.
// CHECK-LABEL: func.func @rounded
// CHECK: tfl.quantize
// CHECK: tfl.dequantize
func.func @rounded(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = "tfl.quantize"(%x) <{qtype = tensor<4x!q>}> : (tensor<4xf32>) -> tensor<4x!q>
  %1 = "tfl.dequantize"(%0) : (tensor<4x!q>) -> tensor<4xf32>
  return %1 : tensor<4xf32>
}

// Data moves as 8 bits, and what is around it meets.
// CHECK-LABEL: func.func @movement_between
// CHECK-NOT: quantize
// CHECK: "tfl.transpose"(%arg0, %{{.*}}) : (tensor<4x6x!quant.uniform<i8:f32, 5.000000e-01:3>>, tensor<2xi32>)
// CHECK-NOT: quantize
func.func @movement_between(%x: tensor<4x6x!q>) -> tensor<6x4x!q> {
  %p = "tfl.pseudo_const"() <{value = dense<[1, 0]> : tensor<2xi32>}> : () -> tensor<2xi32>
  %0 = "tfl.dequantize"(%x) : (tensor<4x6x!q>) -> tensor<4x6xf32>
  %1 = "tfl.transpose"(%0, %p) : (tensor<4x6xf32>, tensor<2xi32>) -> tensor<6x4xf32>
  %2 = "tfl.quantize"(%1) <{qtype = tensor<6x4x!q>}> : (tensor<6x4xf32>) -> tensor<6x4x!q>
  return %2 : tensor<6x4x!q>
}

// CHECK-LABEL: func.func @concatenation_between
// CHECK-NOT: quantize
// CHECK: "tfl.concatenation"(%arg0, %arg1) {{.*}} : (tensor<4x2x!quant
func.func @concatenation_between(%x: tensor<4x2x!q>, %y: tensor<4x3x!q>) -> tensor<4x5x!q> {
  %0 = "tfl.dequantize"(%x) : (tensor<4x2x!q>) -> tensor<4x2xf32>
  %1 = "tfl.dequantize"(%y) : (tensor<4x3x!q>) -> tensor<4x3xf32>
  %2 = "tfl.concatenation"(%0, %1) <{axis = 1 : i32, fused_activation_function = "NONE"}> : (tensor<4x2xf32>, tensor<4x3xf32>) -> tensor<4x5xf32>
  %3 = "tfl.quantize"(%2) <{qtype = tensor<4x5x!q>}> : (tensor<4x5xf32>) -> tensor<4x5x!q>
  return %3 : tensor<4x5x!q>
}

// Zeros around an image are zero points.
// CHECK-LABEL: func.func @pad_between
// CHECK-NOT: quantize
// CHECK: "tfl.pad"(%arg0, %{{.*}}) : (tensor<1x4x4x2x!quant
// CHECK-NOT: quantize
func.func @pad_between(%x: tensor<1x4x4x2x!q>) -> tensor<1x6x6x2x!q> {
  %p = "tfl.pseudo_const"() <{value = dense<[[0, 0], [1, 1], [1, 1], [0, 0]]> : tensor<4x2xi32>}> : () -> tensor<4x2xi32>
  %0 = "tfl.dequantize"(%x) : (tensor<1x4x4x2x!q>) -> tensor<1x4x4x2xf32>
  %1 = "tfl.pad"(%0, %p) : (tensor<1x4x4x2xf32>, tensor<4x2xi32>) -> tensor<1x6x6x2xf32>
  %2 = "tfl.quantize"(%1) <{qtype = tensor<1x6x6x2x!q>}> : (tensor<1x6x6x2xf32>) -> tensor<1x6x6x2x!q>
  return %2 : tensor<1x6x6x2x!q>
}

// The largest of some numbers is the largest of them quantized.
// CHECK-LABEL: func.func @max_pool_between
// CHECK-NOT: quantize
// CHECK: "tfl.max_pool_2d"(%arg0) {{.*}} : (tensor<1x32x32x16x!quant
// CHECK-NOT: quantize
func.func @max_pool_between(%x: tensor<1x32x32x16x!q>) -> tensor<1x16x16x16x!q> {
  %0 = "tfl.dequantize"(%x) : (tensor<1x32x32x16x!q>) -> tensor<1x32x32x16xf32>
  %1 = "tfl.max_pool_2d"(%0) <{filter_height = 2 : i32, filter_width = 2 : i32, fused_activation_function = "NONE", padding = "VALID", stride_h = 2 : i32, stride_w = 2 : i32}> : (tensor<1x32x32x16xf32>) -> tensor<1x16x16x16xf32>
  %2 = "tfl.quantize"(%1) <{qtype = tensor<1x16x16x16x!q>}> : (tensor<1x16x16x16xf32>) -> tensor<1x16x16x16x!q>
  return %2 : tensor<1x16x16x16x!q>
}

// A clamp is no movement.
// CHECK-LABEL: func.func @max_pool_that_clamps
// CHECK: "tfl.max_pool_2d"{{.*}} : (tensor<1x4x4x2xf32>)
func.func @max_pool_that_clamps(%x: tensor<1x4x4x2x!q>) -> tensor<1x2x2x2x!q> {
  %0 = "tfl.dequantize"(%x) : (tensor<1x4x4x2x!q>) -> tensor<1x4x4x2xf32>
  %1 = "tfl.max_pool_2d"(%0) <{filter_height = 2 : i32, filter_width = 2 : i32, fused_activation_function = "RELU6", padding = "VALID", stride_h = 2 : i32, stride_w = 2 : i32}> : (tensor<1x4x4x2xf32>) -> tensor<1x2x2x2xf32>
  %2 = "tfl.quantize"(%1) <{qtype = tensor<1x2x2x2x!q>}> : (tensor<1x2x2x2xf32>) -> tensor<1x2x2x2x!q>
  return %2 : tensor<1x2x2x2x!q>
}

// Parts that are quantized alike are joined first: one dequantization.
// CHECK-LABEL: func.func @join_of_dequantized
// CHECK: "tfl.concatenation"(%arg0, %arg1)
// CHECK: tfl.dequantize
// CHECK-NOT: tfl.dequantize
func.func @join_of_dequantized(%x: tensor<4x2x!q>, %y: tensor<4x3x!q>) -> tensor<4x5xf32> {
  %0 = "tfl.dequantize"(%x) : (tensor<4x2x!q>) -> tensor<4x2xf32>
  %1 = "tfl.dequantize"(%y) : (tensor<4x3x!q>) -> tensor<4x3xf32>
  %2 = "tfl.concatenation"(%0, %1) <{axis = 1 : i32, fused_activation_function = "NONE"}> : (tensor<4x2xf32>, tensor<4x3xf32>) -> tensor<4x5xf32>
  return %2 : tensor<4x5xf32>
}

// CHECK-LABEL: func.func @join_of_other_scales
// CHECK-COUNT-2: tfl.dequantize
// CHECK: tfl.concatenation
func.func @join_of_other_scales(%x: tensor<4x2x!q>, %y: tensor<4x3x!r>) -> tensor<4x5xf32> {
  %0 = "tfl.dequantize"(%x) : (tensor<4x2x!q>) -> tensor<4x2xf32>
  %1 = "tfl.dequantize"(%y) : (tensor<4x3x!r>) -> tensor<4x3xf32>
  %2 = "tfl.concatenation"(%0, %1) <{axis = 1 : i32, fused_activation_function = "NONE"}> : (tensor<4x2xf32>, tensor<4x3xf32>) -> tensor<4x5xf32>
  return %2 : tensor<4x5xf32>
}

// CHECK-LABEL: func.func @split_between
// CHECK-NOT: quantize
// CHECK: "tfl.split"(%{{.*}}, %arg0) {{.*}} : (tensor<i32>, tensor<4x6x!quant
// CHECK-NOT: quantize
func.func @split_between(%x: tensor<4x6x!q>) -> (tensor<4x3x!q>, tensor<4x3x!q>) {
  %a = "tfl.pseudo_const"() <{value = dense<1> : tensor<i32>}> : () -> tensor<i32>
  %0 = "tfl.dequantize"(%x) : (tensor<4x6x!q>) -> tensor<4x6xf32>
  %1:2 = "tfl.split"(%a, %0) <{num_splits = 2 : i32}> : (tensor<i32>, tensor<4x6xf32>) -> (tensor<4x3xf32>, tensor<4x3xf32>)
  %2 = "tfl.quantize"(%1#0) <{qtype = tensor<4x3x!q>}> : (tensor<4x3xf32>) -> tensor<4x3x!q>
  %3 = "tfl.quantize"(%1#1) <{qtype = tensor<4x3x!q>}> : (tensor<4x3xf32>) -> tensor<4x3x!q>
  return %2, %3 : tensor<4x3x!q>, tensor<4x3x!q>
}

// From unsigned to signed is a shift.
// CHECK-LABEL: func.func @shift_before_dequantize
// CHECK-NOT: tfl.quantize
// CHECK: "tfl.dequantize"(%arg0)
func.func @shift_before_dequantize(%x: tensor<4x!quant.uniform<u8:f32, 5.000000e-01:131>>) -> tensor<4xf32> {
  %0 = "tfl.quantize"(%x) <{qtype = tensor<4x!q>}> : (tensor<4x!quant.uniform<u8:f32, 5.000000e-01:131>>) -> tensor<4x!q>
  %1 = "tfl.dequantize"(%0) : (tensor<4x!q>) -> tensor<4xf32>
  return %1 : tensor<4xf32>
}

// CHECK-LABEL: func.func @shift_there_and_back
// CHECK: return %arg0
func.func @shift_there_and_back(%x: tensor<4x!quant.uniform<u8:f32, 5.000000e-01:131>>) -> tensor<4x!quant.uniform<u8:f32, 5.000000e-01:131>> {
  %0 = "tfl.quantize"(%x) <{qtype = tensor<4x!q>}> : (tensor<4x!quant.uniform<u8:f32, 5.000000e-01:131>>) -> tensor<4x!q>
  %1 = "tfl.quantize"(%0) <{qtype = tensor<4x!quant.uniform<u8:f32, 5.000000e-01:131>>}> : (tensor<4x!q>) -> tensor<4x!quant.uniform<u8:f32, 5.000000e-01:131>>
  return %1 : tensor<4x!quant.uniform<u8:f32, 5.000000e-01:131>>
}

// A shift by another amount cuts some elements off.
// CHECK-LABEL: func.func @shift_that_saturates
// CHECK: tfl.quantize
// CHECK: tfl.dequantize
func.func @shift_that_saturates(%x: tensor<4x!quant.uniform<u8:f32, 5.000000e-01:3>>) -> tensor<4xf32> {
  %0 = "tfl.quantize"(%x) <{qtype = tensor<4x!q>}> : (tensor<4x!quant.uniform<u8:f32, 5.000000e-01:3>>) -> tensor<4x!q>
  %1 = "tfl.dequantize"(%0) : (tensor<4x!q>) -> tensor<4xf32>
  return %1 : tensor<4xf32>
}
