// RUN: tfl-opt %s --tfl-optimize='enable-canonicalization=false' --verify-rewrites | FileCheck %s

// A slice within one operand of a concatenation is cut from that operand.
// CHECK-LABEL: @slices_one_operand
func.func @slices_one_operand(%x: tensor<8x4xf32>, %y: tensor<3x4xf32>) -> tensor<2x4xf32> {
  // CHECK-NOT: "tfl.concatenation"
  // CHECK: "tfl.slice"(%arg1
  %b = "tfl.pseudo_const"() <{value = dense<[8, 0]> : tensor<2xi32>}> : () -> tensor<2xi32>
  %s = "tfl.pseudo_const"() <{value = dense<[2, 4]> : tensor<2xi32>}> : () -> tensor<2xi32>
  %0 = "tfl.concatenation"(%x, %y) <{axis = 0 : i32, fused_activation_function = "NONE"}> : (tensor<8x4xf32>, tensor<3x4xf32>) -> tensor<11x4xf32>
  %1 = "tfl.slice"(%0, %b, %s) : (tensor<11x4xf32>, tensor<2xi32>, tensor<2xi32>) -> tensor<2x4xf32>
  return %1 : tensor<2x4xf32>
}

// A slice across the seam takes of both.
// CHECK-LABEL: @keeps_slice_across_seam
func.func @keeps_slice_across_seam(%x: tensor<8x4xf32>, %y: tensor<3x4xf32>) -> tensor<2x4xf32> {
  // CHECK: %[[C:.*]] = "tfl.concatenation"
  // CHECK: "tfl.slice"(%[[C]]
  %b = "tfl.pseudo_const"() <{value = dense<[7, 0]> : tensor<2xi32>}> : () -> tensor<2xi32>
  %s = "tfl.pseudo_const"() <{value = dense<[2, 4]> : tensor<2xi32>}> : () -> tensor<2xi32>
  %0 = "tfl.concatenation"(%x, %y) <{axis = 0 : i32, fused_activation_function = "NONE"}> : (tensor<8x4xf32>, tensor<3x4xf32>) -> tensor<11x4xf32>
  %1 = "tfl.slice"(%0, %b, %s) : (tensor<11x4xf32>, tensor<2xi32>, tensor<2xi32>) -> tensor<2x4xf32>
  return %1 : tensor<2x4xf32>
}
