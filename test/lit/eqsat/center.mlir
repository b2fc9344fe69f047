// RUN: tfl-opt %s --tfl-optimize='enable-canonicalization=false' --verify-rewrites | FileCheck %s

// Of rows that are looked up and only normalized then, the table is centered; so is what is added to them.
// CHECK-LABEL: func.func @embedding
// CHECK-NOT: tfl.mean
// CHECK-NOT: tfl.sub
// CHECK: %[[ROWS:.*]] = "tfl.gather"
// CHECK-NEXT: %[[D:.*]] = tfl.add(%[[ROWS]]
// CHECK-NEXT: "tfl.square"(%[[D]])
// CHECK-COUNT-1: tfl.mean
// CHECK-NOT: tfl.sub
func.func @embedding(%i: tensor<?x4xi32>) -> tensor<?x4x8xf32> {
  %table = arith.constant dense<[[-0.4, -0.1, 0.2, 0.5, -0.3, 0.0, 0.3, -0.5], [0.3, -0.5, -0.2, 0.1, 0.4, -0.4, -0.1, 0.2], [-0.1, 0.2, 0.5, -0.3, 0.0, 0.3, -0.5, -0.2], [-0.5, -0.2, 0.1, 0.4, -0.4, -0.1, 0.2, 0.5], [0.2, 0.5, -0.3, 0.0, 0.3, -0.5, -0.2, 0.1], [-0.2, 0.1, 0.4, -0.4, -0.1, 0.2, 0.5, -0.3]]> : tensor<6x8xf32>
  %position = arith.constant dense<[[[0.0, 0.3, -0.5, -0.2, 0.1, 0.4, -0.4, -0.1], [-0.4, -0.1, 0.2, 0.5, -0.3, 0.0, 0.3, -0.5], [0.3, -0.5, -0.2, 0.1, 0.4, -0.4, -0.1, 0.2], [-0.1, 0.2, 0.5, -0.3, 0.0, 0.3, -0.5, -0.2]]]> : tensor<1x4x8xf32>
  %axis = arith.constant dense<2> : tensor<1xi32>
  %eps = arith.constant dense<1.0e-3> : tensor<f32>
  %rows = "tfl.gather"(%table, %i) <{axis = 0 : i32, batch_dims = 0 : i32}> : (tensor<6x8xf32>, tensor<?x4xi32>) -> tensor<?x4x8xf32>
  %x = tfl.add(%rows, %position) <{fused_activation_function = "NONE"}> : (tensor<?x4x8xf32>, tensor<1x4x8xf32>) -> tensor<?x4x8xf32>
  %my = "tfl.mean"(%x, %axis) <{keep_dims = true}> : (tensor<?x4x8xf32>, tensor<1xi32>) -> tensor<?x4x1xf32>
  %dy = tfl.sub(%x, %my) <{fused_activation_function = "NONE"}> : (tensor<?x4x8xf32>, tensor<?x4x1xf32>) -> tensor<?x4x8xf32>
  %qy = "tfl.square"(%dy) : (tensor<?x4x8xf32>) -> tensor<?x4x8xf32>
  %vy = "tfl.mean"(%qy, %axis) <{keep_dims = true}> : (tensor<?x4x8xf32>, tensor<1xi32>) -> tensor<?x4x1xf32>
  %ey = tfl.add(%vy, %eps) <{fused_activation_function = "NONE"}> : (tensor<?x4x1xf32>, tensor<f32>) -> tensor<?x4x1xf32>
  %ry = "tfl.rsqrt"(%ey) : (tensor<?x4x1xf32>) -> tensor<?x4x1xf32>
  %y = tfl.mul(%dy, %ry) <{fused_activation_function = "NONE"}> : (tensor<?x4x8xf32>, tensor<?x4x1xf32>) -> tensor<?x4x8xf32>
  return %y : tensor<?x4x8xf32>
}

// Layers that normalize before they work, on a residual connection: what is added up is centered by the
// weights, and only mean squares are left to compute.
// CHECK-LABEL: func.func @residual
// CHECK-NOT: tfl.sub
// CHECK-COUNT-2: tfl.mean
// CHECK-NOT: tfl.mean
// CHECK: return
func.func @residual(%t: tensor<1x4x6xf32>) -> tensor<1x4x8xf32> {
  %w = arith.constant dense<[[-0.3, 0.0, 0.3, -0.5, -0.2, 0.1], [0.4, -0.4, -0.1, 0.2, 0.5, -0.3], [0.0, 0.3, -0.5, -0.2, 0.1, 0.4], [-0.4, -0.1, 0.2, 0.5, -0.3, 0.0], [0.3, -0.5, -0.2, 0.1, 0.4, -0.4], [-0.1, 0.2, 0.5, -0.3, 0.0, 0.3], [-0.5, -0.2, 0.1, 0.4, -0.4, -0.1], [0.2, 0.5, -0.3, 0.0, 0.3, -0.5]]> : tensor<8x6xf32>
  %b = arith.constant dense<[0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]> : tensor<8xf32>
  %v = arith.constant dense<[[-0.2, 0.1, 0.4, -0.4, -0.1, 0.2, 0.5, -0.3], [0.5, -0.3, 0.0, 0.3, -0.5, -0.2, 0.1, 0.4], [0.1, 0.4, -0.4, -0.1, 0.2, 0.5, -0.3, 0.0], [-0.3, 0.0, 0.3, -0.5, -0.2, 0.1, 0.4, -0.4], [0.4, -0.4, -0.1, 0.2, 0.5, -0.3, 0.0, 0.3], [0.0, 0.3, -0.5, -0.2, 0.1, 0.4, -0.4, -0.1], [-0.4, -0.1, 0.2, 0.5, -0.3, 0.0, 0.3, -0.5], [0.3, -0.5, -0.2, 0.1, 0.4, -0.4, -0.1, 0.2]]> : tensor<8x8xf32>
  %axis = arith.constant dense<2> : tensor<1xi32>
  %eps = arith.constant dense<1.0e-3> : tensor<f32>
  %x = "tfl.fully_connected"(%t, %w, %b) <{asymmetric_quantize_inputs = false, fused_activation_function = "NONE", keep_num_dims = true, weights_format = "DEFAULT"}> : (tensor<1x4x6xf32>, tensor<8x6xf32>, tensor<8xf32>) -> tensor<1x4x8xf32>
  %my = "tfl.mean"(%x, %axis) <{keep_dims = true}> : (tensor<1x4x8xf32>, tensor<1xi32>) -> tensor<1x4x1xf32>
  %dy = tfl.sub(%x, %my) <{fused_activation_function = "NONE"}> : (tensor<1x4x8xf32>, tensor<1x4x1xf32>) -> tensor<1x4x8xf32>
  %qy = "tfl.square"(%dy) : (tensor<1x4x8xf32>) -> tensor<1x4x8xf32>
  %vy = "tfl.mean"(%qy, %axis) <{keep_dims = true}> : (tensor<1x4x8xf32>, tensor<1xi32>) -> tensor<1x4x1xf32>
  %ey = tfl.add(%vy, %eps) <{fused_activation_function = "NONE"}> : (tensor<1x4x1xf32>, tensor<f32>) -> tensor<1x4x1xf32>
  %ry = "tfl.rsqrt"(%ey) : (tensor<1x4x1xf32>) -> tensor<1x4x1xf32>
  %y = tfl.mul(%dy, %ry) <{fused_activation_function = "NONE"}> : (tensor<1x4x8xf32>, tensor<1x4x1xf32>) -> tensor<1x4x8xf32>
  %f = "tfl.fully_connected"(%y, %v, %b) <{asymmetric_quantize_inputs = false, fused_activation_function = "NONE", keep_num_dims = true, weights_format = "DEFAULT"}> : (tensor<1x4x8xf32>, tensor<8x8xf32>, tensor<8xf32>) -> tensor<1x4x8xf32>
  %z = tfl.add %x, %f {fused_activation_function = "NONE"} : tensor<1x4x8xf32>
  %mu = "tfl.mean"(%z, %axis) <{keep_dims = true}> : (tensor<1x4x8xf32>, tensor<1xi32>) -> tensor<1x4x1xf32>
  %du = tfl.sub(%z, %mu) <{fused_activation_function = "NONE"}> : (tensor<1x4x8xf32>, tensor<1x4x1xf32>) -> tensor<1x4x8xf32>
  %qu = "tfl.square"(%du) : (tensor<1x4x8xf32>) -> tensor<1x4x8xf32>
  %vu = "tfl.mean"(%qu, %axis) <{keep_dims = true}> : (tensor<1x4x8xf32>, tensor<1xi32>) -> tensor<1x4x1xf32>
  %eu = tfl.add(%vu, %eps) <{fused_activation_function = "NONE"}> : (tensor<1x4x1xf32>, tensor<f32>) -> tensor<1x4x1xf32>
  %ru = "tfl.rsqrt"(%eu) : (tensor<1x4x1xf32>) -> tensor<1x4x1xf32>
  %u = tfl.mul(%du, %ru) <{fused_activation_function = "NONE"}> : (tensor<1x4x8xf32>, tensor<1x4x1xf32>) -> tensor<1x4x8xf32>
  return %u : tensor<1x4x8xf32>
}

// A value that is needed as it is keeps its mean: two layers with all weights would cost more.
// CHECK-LABEL: func.func @used_elsewhere
// CHECK-COUNT-1: tfl.fully_connected
// CHECK-NOT: tfl.fully_connected
// CHECK: tfl.sub
func.func @used_elsewhere(%t: tensor<64x64xf32>) -> (tensor<64x64xf32>, tensor<64x64xf32>) {
  %w = arith.constant dense<0.5> : tensor<64x64xf32>
  %b = arith.constant dense<0.25> : tensor<64xf32>
  %axis = arith.constant dense<1> : tensor<1xi32>
  %x = "tfl.fully_connected"(%t, %w, %b) <{asymmetric_quantize_inputs = false, fused_activation_function = "NONE", keep_num_dims = true, weights_format = "DEFAULT"}> : (tensor<64x64xf32>, tensor<64x64xf32>, tensor<64xf32>) -> tensor<64x64xf32>
  %m = "tfl.mean"(%x, %axis) <{keep_dims = true}> : (tensor<64x64xf32>, tensor<1xi32>) -> tensor<64x1xf32>
  %d = tfl.sub(%x, %m) <{fused_activation_function = "NONE"}> : (tensor<64x64xf32>, tensor<64x1xf32>) -> tensor<64x64xf32>
  return %x, %d : tensor<64x64xf32>, tensor<64x64xf32>
}
