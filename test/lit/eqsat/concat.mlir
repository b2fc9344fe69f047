// RUN: tfl-opt %s --tfl-optimize='enable-canonicalization=false' --verify-rewrites | FileCheck %s

// The parts of a split, joined again in their order.
// CHECK-LABEL: @joins_parts_of_split
func.func @joins_parts_of_split(%x: tensor<2x8xf32>) -> tensor<2x8xf32> {
  // CHECK: return %arg0
  %a = "tfl.pseudo_const"() <{value = dense<1> : tensor<i32>}> : () -> tensor<i32>
  %0:2 = "tfl.split"(%a, %x) <{num_splits = 2 : i32}> : (tensor<i32>, tensor<2x8xf32>) -> (tensor<2x4xf32>, tensor<2x4xf32>)
  %1 = "tfl.concatenation"(%0#0, %0#1) <{axis = 1 : i32, fused_activation_function = "NONE"}> : (tensor<2x4xf32>, tensor<2x4xf32>) -> tensor<2x8xf32>
  return %1 : tensor<2x8xf32>
}

// In another order they are another value.
// CHECK-LABEL: @keeps_exchanged_parts
func.func @keeps_exchanged_parts(%x: tensor<2x8xf32>) -> tensor<2x8xf32> {
  // CHECK: "tfl.split"
  // CHECK: "tfl.concatenation"
  %a = "tfl.pseudo_const"() <{value = dense<1> : tensor<i32>}> : () -> tensor<i32>
  %0:2 = "tfl.split"(%a, %x) <{num_splits = 2 : i32}> : (tensor<i32>, tensor<2x8xf32>) -> (tensor<2x4xf32>, tensor<2x4xf32>)
  %1 = "tfl.concatenation"(%0#1, %0#0) <{axis = 1 : i32, fused_activation_function = "NONE"}> : (tensor<2x4xf32>, tensor<2x4xf32>) -> tensor<2x8xf32>
  return %1 : tensor<2x8xf32>
}

// What was stacked, unstacked again.
// CHECK-LABEL: @drops_unpack_of_pack
func.func @drops_unpack_of_pack(%x: tensor<4xf32>, %y: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>) {
  // CHECK: return %arg0, %arg1
  %0 = "tfl.pack"(%x, %y) <{axis = 0 : i32, values_count = 2 : i32}> : (tensor<4xf32>, tensor<4xf32>) -> tensor<2x4xf32>
  %1:2 = "tfl.unpack"(%0) <{axis = 0 : i32, num = 2 : i32}> : (tensor<2x4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
  return %1#0, %1#1 : tensor<4xf32>, tensor<4xf32>
}
