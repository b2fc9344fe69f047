// RUN: tfl-opt %s --tfl-prepare-tf | FileCheck %s

// Weights of several dimensions are a matrix; the rows keep their dimensions.
// CHECK-LABEL: @projection
// CHECK: %[[W:.*]] = "tf.Const"() <{value = dense<{{.*}}> : tensor<2x6xf32>}>
// CHECK: %[[P:.*]] = "tf.BatchMatMulV2"(%arg0, %[[W]]) <{adj_x = false, adj_y = false}> : (tensor<?x4x2xf32>, tensor<2x6xf32>) -> tensor<?x4x6xf32>
// CHECK: "tf.Reshape"(%[[P]], {{.*}}) : (tensor<?x4x6xf32>, tensor<4xi32>) -> tensor<?x4x3x2xf32>
func.func @projection(%x: tensor<?x4x2xf32>) -> tensor<?x4x3x2xf32> {
  %w = "tf.Const"() <{value = dense<[[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]], [[7.0, 8.0], [9.0, 10.0], [11.0, 12.0]]]> : tensor<2x3x2xf32>}> : () -> tensor<2x3x2xf32>
  %0 = "tf.Einsum"(%x, %w) <{equation = "bsd,dhk->bshk"}> : (tensor<?x4x2xf32>, tensor<2x3x2xf32>) -> tensor<?x4x3x2xf32>
  return %0 : tensor<?x4x3x2xf32>
}

// Scores of attention: both operands change to batch, heads, rows, depth; the second is read the other way
// round.
// CHECK-LABEL: @scores
// CHECK: %[[Q:.*]] = "tf.Transpose"(%arg0, {{.*}}) : {{.*}} -> tensor<?x4x64x32xf32>
// CHECK: %[[K:.*]] = "tf.Transpose"(%arg1, {{.*}}) : {{.*}} -> tensor<?x4x64x32xf32>
// CHECK: "tf.BatchMatMulV2"(%[[Q]], %[[K]]) <{adj_x = false, adj_y = true}> : {{.*}} -> tensor<?x4x64x64xf32>
func.func @scores(%q: tensor<?x64x4x32xf32>, %k: tensor<?x64x4x32xf32>) -> tensor<?x4x64x64xf32> {
  %0 = "tf.Einsum"(%q, %k) <{equation = "BTNH,BSNH->BNTS"}> : (tensor<?x64x4x32xf32>, tensor<?x64x4x32xf32>) -> tensor<?x4x64x64xf32>
  return %0 : tensor<?x4x64x64xf32>
}

// Dots stand for dimensions in both.
// CHECK-LABEL: @dots
// CHECK-NEXT: %[[R:.*]] = "tf.BatchMatMulV2"(%arg0, %arg1) <{adj_x = false, adj_y = false}>
// CHECK-NEXT: return %[[R]]
func.func @dots(%a: tensor<2x3x4x5xf32>, %b: tensor<2x3x5x6xf32>) -> tensor<2x3x4x6xf32> {
  %0 = "tf.Einsum"(%a, %b) <{equation = "...ij,...jk->...ik"}> : (tensor<2x3x4x5xf32>, tensor<2x3x5x6xf32>) -> tensor<2x3x4x6xf32>
  return %0 : tensor<2x3x4x6xf32>
}

// What comes first in the result is the left factor.
// CHECK-LABEL: @swapped
// CHECK: "tf.BatchMatMulV2"(%arg1, %arg0) <{adj_x = false, adj_y = true}> : {{.*}} -> tensor<2x5x3xf32>
func.func @swapped(%a: tensor<2x3x4xf32>, %b: tensor<2x5x4xf32>) -> tensor<2x5x3xf32> {
  %0 = "tf.Einsum"(%a, %b) <{equation = "bij,bkj->bki"}> : (tensor<2x3x4xf32>, tensor<2x5x4xf32>) -> tensor<2x5x3xf32>
  return %0 : tensor<2x5x3xf32>
}

// No sum, or nothing but one: element by element.
// CHECK-LABEL: @elementwise
// CHECK: %[[P:.*]] = "tf.Mul"(%arg0, %arg1)
// CHECK: "tf.Sum"(%[[P]], {{.*}}) <{keep_dims = false}> : {{.*}} -> tensor<3xf32>
func.func @elementwise(%a: tensor<3x4xf32>, %b: tensor<3x4xf32>) -> tensor<3xf32> {
  %0 = "tf.Einsum"(%a, %b) <{equation = "bi,bi->b"}> : (tensor<3x4xf32>, tensor<3x4xf32>) -> tensor<3xf32>
  return %0 : tensor<3xf32>
}

// Three operands are taken two by two.
// CHECK-LABEL: @three
// CHECK: "tf.BatchMatMulV2"
// CHECK: "tf.BatchMatMulV2"
// CHECK-NOT: tf.Einsum
func.func @three(%a: tensor<2x3xf32>, %b: tensor<3x4xf32>, %c: tensor<4x5xf32>) -> tensor<2x5xf32> {
  %0 = "tf.Einsum"(%a, %b, %c) <{equation = "ij,jk,kl->il"}> : (tensor<2x3xf32>, tensor<3x4xf32>, tensor<4x5xf32>) -> tensor<2x5xf32>
  return %0 : tensor<2x5xf32>
}

// Two sizes unknown: the shape is put together when running.
// CHECK-LABEL: @unknown_sizes
// CHECK: %[[S:.*]] = "tf.Shape"(%arg0)
// CHECK: %[[B:.*]] = "tf.StridedSlice"(%[[S]]
// CHECK: %[[L:.*]] = "tf.StridedSlice"
// CHECK: %[[T:.*]] = "tf.Pack"(%[[B]], %[[L]], %{{.*}}, %{{.*}})
// CHECK: "tf.Reshape"({{.*}}, %[[T]])
func.func @unknown_sizes(%x: tensor<?x?x6xf32>, %w: tensor<6x4x5xf32>) -> tensor<?x?x4x5xf32> {
  %0 = "tf.Einsum"(%x, %w) <{equation = "abc,cde->abde"}> : (tensor<?x?x6xf32>, tensor<6x4x5xf32>) -> tensor<?x?x4x5xf32>
  return %0 : tensor<?x?x4x5xf32>
}

// A diagonal is no product of matrices.
// CHECK-LABEL: @diagonal
// CHECK: "tf.Einsum"
func.func @diagonal(%x: tensor<3x3xf32>) -> tensor<3xf32> {
  %0 = "tf.Einsum"(%x) <{equation = "ii->i"}> : (tensor<3x3xf32>) -> tensor<3xf32>
  return %0 : tensor<3xf32>
}
