// RUN: tfl-opt %s --tfl-optimize='enable-canonicalization=false verify-rewrites=3' | FileCheck %s

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
