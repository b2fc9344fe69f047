// RUN: tfl-opt %s --tfl-optimize --verify-rewrites | FileCheck %s
// RUN: tfl-opt %s --tfl-optimize='strategy=greedy' --verify-rewrites | FileCheck %s --check-prefix=GREEDY
// RUN: tfl-opt %s --tfl-optimize='strategy=descent' --verify-rewrites | FileCheck %s --check-prefix=DESCENT
// RUN: not tfl-opt %s --tfl-optimize='strategy=best' 2>&1 | FileCheck %s --check-prefix=STRATEGY

// STRATEGY: error: pass 'tfl-optimize': option 'strategy' takes saturate, greedy or descent, found 'best'

// Moving one transposition costs as much as it saves; that both cancel then is what pays.
// CHECK-LABEL: @together
// CHECK-NOT: tfl.transpose
// GREEDY-LABEL: @together
// GREEDY-NOT: tfl.transpose
// DESCENT-LABEL: @together
// DESCENT-COUNT-2: tfl.transpose
func.func @together(%x: tensor<1x4x6x2xf32>) -> tensor<1x4x6x2xf32> {
  %p = arith.constant dense<[0, 2, 1, 3]> : tensor<4xi32>
  %0 = "tfl.transpose"(%x, %p) : (tensor<1x4x6x2xf32>, tensor<4xi32>) -> tensor<1x6x4x2xf32>
  %1 = "tfl.exp"(%0) : (tensor<1x6x4x2xf32>) -> tensor<1x6x4x2xf32>
  %2 = "tfl.transpose"(%1, %p) : (tensor<1x6x4x2xf32>, tensor<4xi32>) -> tensor<1x4x6x2xf32>
  return %2 : tensor<1x4x6x2xf32>
}

// No layer gains when it alone takes the offset into its bias: the other still needs it. And that two layers
// can be one does not make it cheaper here.
// CHECK-LABEL: @shared
// CHECK-NOT: tfl.add
// CHECK-NOT: tfl.split
// GREEDY-LABEL: @shared
// GREEDY-NOT: tfl.add
// GREEDY: tfl.split
// DESCENT-LABEL: @shared
// DESCENT: tfl.add
func.func @shared(%x: tensor<8x4xf32>) -> (tensor<8x3xf32>, tensor<8x3xf32>) {
  %w = arith.constant dense<[[1.0,2.0,3.0,4.0],[1.0,2.0,3.0,4.0],[1.0,2.0,3.0,4.0]]> : tensor<3x4xf32>
  %v = arith.constant dense<[[1.0,2.0,3.0,4.0],[1.0,2.0,3.0,5.0],[1.0,2.0,3.0,4.0]]> : tensor<3x4xf32>
  %n = "tfl.no_value"() {value} : () -> none
  %s = arith.constant dense<[1.0,2.0,3.0,4.0]> : tensor<4xf32>
  %c = arith.constant dense<[1.0,2.0,3.0]> : tensor<3xf32>
  %0 = tfl.add(%x, %s) <{fused_activation_function = "NONE"}> : (tensor<8x4xf32>, tensor<4xf32>) -> tensor<8x4xf32>
  %1 = "tfl.fully_connected"(%0, %w, %n) <{fused_activation_function = "NONE", keep_num_dims = false, weights_format = "DEFAULT"}> : (tensor<8x4xf32>, tensor<3x4xf32>, none) -> tensor<8x3xf32>
  %2 = "tfl.fully_connected"(%0, %v, %n) <{fused_activation_function = "NONE", keep_num_dims = false, weights_format = "DEFAULT"}> : (tensor<8x4xf32>, tensor<3x4xf32>, none) -> tensor<8x3xf32>
  return %1, %2 : tensor<8x3xf32>, tensor<8x3xf32>
}
