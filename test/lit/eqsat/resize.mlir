// RUN: tfl-opt %s --tfl-optimize='enable-canonicalization=false optimize-for=size' --verify-rewrites | FileCheck %s

// By time a tile is as good where pixels have few channels; the file is smaller in any case.

// Upsampling as it is written with reshapes and a tile.
// CHECK-LABEL: func.func @tiled
// CHECK: "tfl.resize_nearest_neighbor"(%arg0, %{{.*}}) <{align_corners = false, half_pixel_centers = false}> : (tensor<?x8x6x3xf32>, tensor<2xi32>) -> tensor<?x16x18x3xf32>
// CHECK-NEXT: return
func.func @tiled(%x: tensor<?x8x6x3xf32>) -> tensor<?x16x18x3xf32> {
  %s = arith.constant dense<[-1, 8, 1, 6, 1, 3]> : tensor<6xi32>
  %m = arith.constant dense<[1, 1, 2, 1, 3, 1]> : tensor<6xi32>
  %t = arith.constant dense<[-1, 16, 18, 3]> : tensor<4xi32>
  %0 = "tfl.reshape"(%x, %s) : (tensor<?x8x6x3xf32>, tensor<6xi32>) -> tensor<?x8x1x6x1x3xf32>
  %1 = "tfl.tile"(%0, %m) : (tensor<?x8x1x6x1x3xf32>, tensor<6xi32>) -> tensor<?x8x2x6x3x3xf32>
  %2 = "tfl.reshape"(%1, %t) : (tensor<?x8x2x6x3x3xf32>, tensor<4xi32>) -> tensor<?x16x18x3xf32>
  return %2 : tensor<?x16x18x3xf32>
}

// The same with a broadcast, on bytes.
// CHECK-LABEL: func.func @broadcast
// CHECK: "tfl.resize_nearest_neighbor"(%arg0, %{{.*}})
// CHECK-NEXT: return
func.func @broadcast(%x: tensor<1x4x4x2xui8>) -> tensor<1x8x8x2xui8> {
  %s = arith.constant dense<[1, 4, 1, 4, 1, 2]> : tensor<6xi32>
  %m = arith.constant dense<[1, 4, 2, 4, 2, 2]> : tensor<6xi32>
  %t = arith.constant dense<[1, 8, 8, 2]> : tensor<4xi32>
  %0 = "tfl.reshape"(%x, %s) : (tensor<1x4x4x2xui8>, tensor<6xi32>) -> tensor<1x4x1x4x1x2xui8>
  %1 = "tfl.broadcast_to"(%0, %m) : (tensor<1x4x1x4x1x2xui8>, tensor<6xi32>) -> tensor<1x4x2x4x2x2xui8>
  %2 = "tfl.reshape"(%1, %t) : (tensor<1x4x2x4x2x2xui8>, tensor<4xi32>) -> tensor<1x8x8x2xui8>
  return %2 : tensor<1x8x8x2xui8>
}

// Whole rows one after the other are not each pixel next to itself.
// CHECK-LABEL: func.func @other_order
// CHECK-NOT: tfl.resize_nearest_neighbor
// CHECK: return
func.func @other_order(%x: tensor<1x4x4x2xf32>) -> tensor<1x8x8x2xf32> {
  %s = arith.constant dense<[1, 1, 4, 1, 4, 2]> : tensor<6xi32>
  %m = arith.constant dense<[1, 2, 1, 2, 1, 1]> : tensor<6xi32>
  %t = arith.constant dense<[1, 8, 8, 2]> : tensor<4xi32>
  %0 = "tfl.reshape"(%x, %s) : (tensor<1x4x4x2xf32>, tensor<6xi32>) -> tensor<1x1x4x1x4x2xf32>
  %1 = "tfl.tile"(%0, %m) : (tensor<1x1x4x1x4x2xf32>, tensor<6xi32>) -> tensor<1x2x4x2x4x2xf32>
  %2 = "tfl.reshape"(%1, %t) : (tensor<1x2x4x2x4x2xf32>, tensor<4xi32>) -> tensor<1x8x8x2xf32>
  return %2 : tensor<1x8x8x2xf32>
}

// CHECK-LABEL: func.func @depth_to_space
// CHECK: "tfl.depth_to_space"(%arg0) <{block_size = 2 : i32}> : (tensor<?x4x5x12xf32>) -> tensor<?x8x10x3xf32>
// CHECK-NEXT: return
func.func @depth_to_space(%x: tensor<?x4x5x12xf32>) -> tensor<?x8x10x3xf32> {
  %s = arith.constant dense<[-1, 4, 5, 2, 2, 3]> : tensor<6xi32>
  %p = arith.constant dense<[0, 1, 3, 2, 4, 5]> : tensor<6xi32>
  %t = arith.constant dense<[-1, 8, 10, 3]> : tensor<4xi32>
  %0 = "tfl.reshape"(%x, %s) : (tensor<?x4x5x12xf32>, tensor<6xi32>) -> tensor<?x4x5x2x2x3xf32>
  %1 = "tfl.transpose"(%0, %p) : (tensor<?x4x5x2x2x3xf32>, tensor<6xi32>) -> tensor<?x4x2x5x2x3xf32>
  %2 = "tfl.reshape"(%1, %t) : (tensor<?x4x2x5x2x3xf32>, tensor<4xi32>) -> tensor<?x8x10x3xf32>
  return %2 : tensor<?x8x10x3xf32>
}

// Channels of the result in front of the block, as some frameworks order them.
// CHECK-LABEL: func.func @channels_first_in_block
// CHECK-NOT: tfl.depth_to_space
// CHECK: return
func.func @channels_first_in_block(%x: tensor<1x4x4x8xf32>) -> tensor<1x8x8x2xf32> {
  %s = arith.constant dense<[1, 4, 4, 2, 2, 2]> : tensor<6xi32>
  %p = arith.constant dense<[0, 1, 4, 2, 5, 3]> : tensor<6xi32>
  %t = arith.constant dense<[1, 8, 8, 2]> : tensor<4xi32>
  %0 = "tfl.reshape"(%x, %s) : (tensor<1x4x4x8xf32>, tensor<6xi32>) -> tensor<1x4x4x2x2x2xf32>
  %1 = "tfl.transpose"(%0, %p) : (tensor<1x4x4x2x2x2xf32>, tensor<6xi32>) -> tensor<1x4x2x4x2x2xf32>
  %2 = "tfl.reshape"(%1, %t) : (tensor<1x4x2x4x2x2xf32>, tensor<4xi32>) -> tensor<1x8x8x2xf32>
  return %2 : tensor<1x8x8x2xf32>
}

// CHECK-LABEL: func.func @space_to_depth
// CHECK: "tfl.space_to_depth"(%arg0) <{block_size = 2 : i32}> : (tensor<1x8x6x3xf32>) -> tensor<1x4x3x12xf32>
// CHECK-NEXT: return
func.func @space_to_depth(%x: tensor<1x8x6x3xf32>) -> tensor<1x4x3x12xf32> {
  %s = arith.constant dense<[1, 4, 2, 3, 2, 3]> : tensor<6xi32>
  %p = arith.constant dense<[0, 1, 3, 2, 4, 5]> : tensor<6xi32>
  %t = arith.constant dense<[1, 4, 3, 12]> : tensor<4xi32>
  %0 = "tfl.reshape"(%x, %s) : (tensor<1x8x6x3xf32>, tensor<6xi32>) -> tensor<1x4x2x3x2x3xf32>
  %1 = "tfl.transpose"(%0, %p) : (tensor<1x4x2x3x2x3xf32>, tensor<6xi32>) -> tensor<1x4x3x2x2x3xf32>
  %2 = "tfl.reshape"(%1, %t) : (tensor<1x4x3x2x2x3xf32>, tensor<4xi32>) -> tensor<1x4x3x12xf32>
  return %2 : tensor<1x4x3x12xf32>
}
