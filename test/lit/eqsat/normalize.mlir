// RUN: tfl-opt %s --tfl-optimize='enable-canonicalization=false' --verify-rewrites | FileCheck %s

// Layer normalization as Keras writes it: the negative mean times the scale joins the offset. (Rows as short
// as these cost more to start than to scale.)
// CHECK-LABEL: @keras
// CHECK-NEXT: arith.constant
// CHECK-NEXT: arith.constant
// CHECK-NEXT: arith.constant
// CHECK-NEXT: arith.constant
// CHECK-NEXT: %[[M:.*]] = "tfl.mean"(%arg0
// CHECK-NEXT: %[[D:.*]] = tfl.sub(%arg0, %[[M]])
// CHECK-NEXT: %[[Q:.*]] = "tfl.square"(%[[D]])
// CHECK-NEXT: %[[V:.*]] = "tfl.mean"(%[[Q]]
// CHECK-NEXT: %[[E:.*]] = tfl.add(%[[V]]
// CHECK-NEXT: %[[R:.*]] = "tfl.rsqrt"(%[[E]])
// CHECK-NEXT: %[[N:.*]] = tfl.mul(%[[R]]
// CHECK-NEXT: %[[S:.*]] = tfl.mul %[[D]], %[[N]]
// CHECK-NEXT: %[[Y:.*]] = tfl.add(%[[S]]
// CHECK-NEXT: return %[[Y]]
func.func @keras(%x: tensor<?x64x4xf32>) -> tensor<?x64x4xf32> {
  %axis = arith.constant dense<2> : tensor<1xi32>
  %eps = arith.constant dense<1.0e-3> : tensor<f32>
  %gamma = arith.constant dense<[[[1.0, 2.0, 3.0, 4.0]]]> : tensor<1x1x4xf32>
  %beta = arith.constant dense<[[[0.1, 0.2, 0.3, 0.4]]]> : tensor<1x1x4xf32>
  %0 = "tfl.mean"(%x, %axis) <{keep_dims = true}> : (tensor<?x64x4xf32>, tensor<1xi32>) -> tensor<?x64x1xf32>
  %1 = "tfl.neg"(%0) : (tensor<?x64x1xf32>) -> tensor<?x64x1xf32>
  %2 = tfl.squared_difference(%x, %0) : (tensor<?x64x4xf32>, tensor<?x64x1xf32>) -> tensor<?x64x4xf32>
  %3 = "tfl.mean"(%2, %axis) <{keep_dims = true}> : (tensor<?x64x4xf32>, tensor<1xi32>) -> tensor<?x64x1xf32>
  %4 = tfl.add(%3, %eps) <{fused_activation_function = "NONE"}> : (tensor<?x64x1xf32>, tensor<f32>) -> tensor<?x64x1xf32>
  %5 = "tfl.rsqrt"(%4) : (tensor<?x64x1xf32>) -> tensor<?x64x1xf32>
  %6 = tfl.mul(%5, %gamma) <{fused_activation_function = "NONE"}> : (tensor<?x64x1xf32>, tensor<1x1x4xf32>) -> tensor<?x64x4xf32>
  %7 = tfl.mul(%1, %6) <{fused_activation_function = "NONE"}> : (tensor<?x64x1xf32>, tensor<?x64x4xf32>) -> tensor<?x64x4xf32>
  %8 = tfl.add(%7, %beta) <{fused_activation_function = "NONE"}> : (tensor<?x64x4xf32>, tensor<1x1x4xf32>) -> tensor<?x64x4xf32>
  %9 = tfl.mul %x, %6 {fused_activation_function = "NONE"} : tensor<?x64x4xf32>
  %10 = tfl.add %9, %8 {fused_activation_function = "NONE"} : tensor<?x64x4xf32>
  return %10 : tensor<?x64x4xf32>
}

// As batch normalization of TensorFlow writes it, and from the moments of x and x²; both as the one above.
// CHECK-LABEL: @batch_form
// CHECK: tfl.sub
// CHECK-NEXT: "tfl.square"
// CHECK-NEXT: "tfl.mean"
// CHECK-NEXT: tfl.add
// CHECK-NEXT: "tfl.rsqrt"
// CHECK-NEXT: tfl.mul
// CHECK-NEXT: tfl.mul
// CHECK-NEXT: tfl.add
// CHECK-NEXT: return
func.func @batch_form(%x: tensor<8x64xf32>) -> tensor<8x64xf32> {
  %axis = arith.constant dense<-1> : tensor<1xi32>
  %count = arith.constant dense<0.015625> : tensor<f32>
  %eps = arith.constant dense<1.0e-3> : tensor<f32>
  %one = arith.constant dense<1.0> : tensor<f32>
  %zero = arith.constant dense<0.0> : tensor<f32>
  %gamma = "tfl.pseudo_const"() <{value = dense<2.5> : tensor<64xf32>}> : () -> tensor<64xf32>
  %beta = "tfl.pseudo_const"() <{value = dense<0.5> : tensor<64xf32>}> : () -> tensor<64xf32>
  %0 = "tfl.sum"(%x, %axis) <{keep_dims = true}> : (tensor<8x64xf32>, tensor<1xi32>) -> tensor<8x1xf32>
  %1 = tfl.mul(%0, %count) <{fused_activation_function = "NONE"}> : (tensor<8x1xf32>, tensor<f32>) -> tensor<8x1xf32>
  %2 = tfl.mul %x, %x {fused_activation_function = "NONE"} : tensor<8x64xf32>
  %3 = "tfl.mean"(%2, %axis) <{keep_dims = true}> : (tensor<8x64xf32>, tensor<1xi32>) -> tensor<8x1xf32>
  %4 = tfl.mul %1, %1 {fused_activation_function = "NONE"} : tensor<8x1xf32>
  %5 = tfl.sub %3, %4 {fused_activation_function = "NONE"} : tensor<8x1xf32>
  %6 = "tfl.maximum"(%5, %zero) : (tensor<8x1xf32>, tensor<f32>) -> tensor<8x1xf32>
  %7 = tfl.add(%6, %eps) <{fused_activation_function = "NONE"}> : (tensor<8x1xf32>, tensor<f32>) -> tensor<8x1xf32>
  %8 = "tfl.sqrt"(%7) : (tensor<8x1xf32>) -> tensor<8x1xf32>
  %9 = tfl.div(%one, %8) <{fused_activation_function = "NONE"}> : (tensor<f32>, tensor<8x1xf32>) -> tensor<8x1xf32>
  %10 = tfl.mul(%9, %gamma) <{fused_activation_function = "NONE"}> : (tensor<8x1xf32>, tensor<64xf32>) -> tensor<8x64xf32>
  %11 = tfl.mul %x, %10 {fused_activation_function = "NONE"} : tensor<8x64xf32>
  %12 = tfl.mul(%1, %10) <{fused_activation_function = "NONE"}> : (tensor<8x1xf32>, tensor<8x64xf32>) -> tensor<8x64xf32>
  %13 = tfl.sub(%beta, %12) <{fused_activation_function = "NONE"}> : (tensor<64xf32>, tensor<8x64xf32>) -> tensor<8x64xf32>
  %14 = tfl.add %11, %13 {fused_activation_function = "NONE"} : tensor<8x64xf32>
  return %14 : tensor<8x64xf32>
}

// Without the mean.
// CHECK-LABEL: @rms
// CHECK: "tfl.square"(%arg0)
// CHECK-NEXT: "tfl.mean"
// CHECK-NEXT: tfl.add
// CHECK-NEXT: %[[R:.*]] = "tfl.rsqrt"
// CHECK-NEXT: tfl.mul(%arg0, %[[R]])
// CHECK-NEXT: tfl.mul
// CHECK-NEXT: return
func.func @rms(%x: tensor<8x64xf32>) -> tensor<8x64xf32> {
  %axis = arith.constant dense<1> : tensor<1xi32>
  %two = arith.constant dense<2.0> : tensor<f32>
  %eps = arith.constant dense<1.0e-6> : tensor<f32>
  %shape = arith.constant dense<[8, 1]> : tensor<2xi32>
  %gamma = "tfl.pseudo_const"() <{value = dense<"0x0000803F000000400000404000008040"> : tensor<4xf32>}> : () -> tensor<4xf32>
  %times = arith.constant dense<16> : tensor<1xi32>
  %scale = "tfl.tile"(%gamma, %times) : (tensor<4xf32>, tensor<1xi32>) -> tensor<64xf32>
  %0 = "tfl.pow"(%x, %two) : (tensor<8x64xf32>, tensor<f32>) -> tensor<8x64xf32>
  %1 = "tfl.mean"(%0, %axis) <{keep_dims = false}> : (tensor<8x64xf32>, tensor<1xi32>) -> tensor<8xf32>
  %2 = "tfl.reshape"(%1, %shape) : (tensor<8xf32>, tensor<2xi32>) -> tensor<8x1xf32>
  %3 = tfl.add(%2, %eps) <{fused_activation_function = "NONE"}> : (tensor<8x1xf32>, tensor<f32>) -> tensor<8x1xf32>
  %4 = "tfl.sqrt"(%3) : (tensor<8x1xf32>) -> tensor<8x1xf32>
  %5 = tfl.div(%x, %4) <{fused_activation_function = "NONE"}> : (tensor<8x64xf32>, tensor<8x1xf32>) -> tensor<8x64xf32>
  %6 = tfl.mul(%5, %scale) <{fused_activation_function = "NONE"}> : (tensor<8x64xf32>, tensor<64xf32>) -> tensor<8x64xf32>
  return %6 : tensor<8x64xf32>
}

// A sum over another number of terms is no mean.
// CHECK-LABEL: @no_mean
// CHECK: "tfl.sum"
// CHECK: "tfl.sum"
func.func @no_mean(%x: tensor<8x64xf32>, %y: tensor<8x?xf32>) -> (tensor<8xf32>, tensor<8xf32>) {
  %axis = arith.constant dense<1> : tensor<1xi32>
  %eighth = arith.constant dense<0.125> : tensor<f32>
  %0 = "tfl.sum"(%x, %axis) <{keep_dims = false}> : (tensor<8x64xf32>, tensor<1xi32>) -> tensor<8xf32>
  %1 = tfl.mul(%0, %eighth) <{fused_activation_function = "NONE"}> : (tensor<8xf32>, tensor<f32>) -> tensor<8xf32>
  %2 = "tfl.sum"(%y, %axis) <{keep_dims = false}> : (tensor<8x?xf32>, tensor<1xi32>) -> tensor<8xf32>
  %3 = tfl.mul(%2, %eighth) <{fused_activation_function = "NONE"}> : (tensor<8xf32>, tensor<f32>) -> tensor<8xf32>
  return %1, %3 : tensor<8xf32>, tensor<8xf32>
}

// Softmax with and without the largest element subtracted.
// CHECK-LABEL: @softmax
// CHECK-NEXT: %[[A:.*]] = "tfl.softmax"(%arg0) <{beta = 1.000000e+00 : f32}>
// CHECK-NEXT: %[[B:.*]] = "tfl.softmax"(%[[A]])
// CHECK-NEXT: return %[[B]]
func.func @softmax(%x: tensor<?x64xf32>) -> tensor<?x64xf32> {
  %axis = arith.constant dense<1> : tensor<1xi32>
  %0 = "tfl.reduce_max"(%x, %axis) <{keep_dims = true}> : (tensor<?x64xf32>, tensor<1xi32>) -> tensor<?x1xf32>
  %1 = tfl.sub(%x, %0) <{fused_activation_function = "NONE"}> : (tensor<?x64xf32>, tensor<?x1xf32>) -> tensor<?x64xf32>
  %2 = "tfl.exp"(%1) : (tensor<?x64xf32>) -> tensor<?x64xf32>
  %3 = "tfl.sum"(%2, %axis) <{keep_dims = true}> : (tensor<?x64xf32>, tensor<1xi32>) -> tensor<?x1xf32>
  %4 = tfl.div(%2, %3) <{fused_activation_function = "NONE"}> : (tensor<?x64xf32>, tensor<?x1xf32>) -> tensor<?x64xf32>
  %5 = "tfl.exp"(%4) : (tensor<?x64xf32>) -> tensor<?x64xf32>
  %6 = "tfl.sum"(%5, %axis) <{keep_dims = true}> : (tensor<?x64xf32>, tensor<1xi32>) -> tensor<?x1xf32>
  %7 = tfl.div(%5, %6) <{fused_activation_function = "NONE"}> : (tensor<?x64xf32>, tensor<?x1xf32>) -> tensor<?x64xf32>
  return %7 : tensor<?x64xf32>
}

// Over another dimension it is no softmax; a shift with a batch of its own may repeat the rows.
// CHECK-LABEL: @no_softmax
// CHECK: tfl.div
// CHECK: tfl.sub
// CHECK: "tfl.softmax"
func.func @no_softmax(%x: tensor<4x64xf32>, %y: tensor<?x64xf32>, %z: tensor<?x1xf32>) -> (tensor<4x64xf32>, tensor<?x64xf32>) {
  %axis = arith.constant dense<0> : tensor<1xi32>
  %0 = "tfl.exp"(%x) : (tensor<4x64xf32>) -> tensor<4x64xf32>
  %1 = "tfl.sum"(%0, %axis) <{keep_dims = true}> : (tensor<4x64xf32>, tensor<1xi32>) -> tensor<1x64xf32>
  %2 = tfl.div(%0, %1) <{fused_activation_function = "NONE"}> : (tensor<4x64xf32>, tensor<1x64xf32>) -> tensor<4x64xf32>
  %3 = tfl.sub(%y, %z) <{fused_activation_function = "NONE"}> : (tensor<?x64xf32>, tensor<?x1xf32>) -> tensor<?x64xf32>
  %4 = "tfl.softmax"(%3) <{beta = 1.0 : f32}> : (tensor<?x64xf32>) -> tensor<?x64xf32>
  return %2, %4 : tensor<4x64xf32>, tensor<?x64xf32>
}

// The offset of a normalization goes into the layer behind it and past the residual connection into the
// bias of the next, so that no one adds it.
// CHECK-LABEL: @offset
// CHECK: "tfl.fully_connected"(%arg0
// CHECK-NEXT: "tfl.gelu"
// CHECK-NEXT: %[[F:.*]] = "tfl.fully_connected"
// CHECK-NEXT: %[[Y:.*]] = tfl.add %arg0, %[[F]]
// CHECK-NEXT: return %[[Y]]
func.func @offset(%x: tensor<64x4xf32>) -> tensor<64x4xf32> {
  %beta = arith.constant dense<[0.1, 0.2, 0.3, 0.4]> : tensor<4xf32>
  %w = arith.constant dense<[[1.0, 2.0, 3.0, 4.0], [0.5, 0.25, 0.125, 1.0], [3.0, 1.0, 2.0, 0.5], [1.0, 1.0, 2.0, 2.5]]> : tensor<4x4xf32>
  %b = arith.constant dense<[0.5, 0.6, 0.7, 0.8]> : tensor<4xf32>
  %0 = tfl.add(%x, %beta) <{fused_activation_function = "NONE"}> : (tensor<64x4xf32>, tensor<4xf32>) -> tensor<64x4xf32>
  %1 = "tfl.fully_connected"(%0, %w, %b) <{asymmetric_quantize_inputs = false, fused_activation_function = "NONE", keep_num_dims = false, weights_format = "DEFAULT"}> : (tensor<64x4xf32>, tensor<4x4xf32>, tensor<4xf32>) -> tensor<64x4xf32>
  %2 = "tfl.gelu"(%1) <{approximate = false}> : (tensor<64x4xf32>) -> tensor<64x4xf32>
  %3 = "tfl.fully_connected"(%2, %w, %b) <{asymmetric_quantize_inputs = false, fused_activation_function = "NONE", keep_num_dims = false, weights_format = "DEFAULT"}> : (tensor<64x4xf32>, tensor<4x4xf32>, tensor<4xf32>) -> tensor<64x4xf32>
  %4 = tfl.add %0, %3 {fused_activation_function = "NONE"} : tensor<64x4xf32>
  return %4 : tensor<64x4xf32>
}
