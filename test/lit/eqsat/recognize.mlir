// RUN: tfl-opt %s --tfl-optimize='enable-canonicalization=false' --verify-rewrites | FileCheck %s

// CHECK-LABEL: @hard_swish
// CHECK-NEXT: %[[A:.*]] = "tfl.hard_swish"(%arg0)
// CHECK-NEXT: %[[B:.*]] = "tfl.hard_swish"(%[[A]])
// CHECK-NEXT: %[[C:.*]] = "tfl.hard_swish"(%[[B]])
// CHECK-NEXT: return %[[C]]
func.func @hard_swish(%x: tensor<?x4xf32>) -> tensor<?x4xf32> {
  %three = arith.constant dense<3.0> : tensor<f32>
  %six = arith.constant dense<6.0> : tensor<f32>
  %sixth = arith.constant dense<0.166666672> : tensor<f32>
  %zero = arith.constant dense<0.0> : tensor<f32>
  %0 = tfl.add(%x, %three) <{fused_activation_function = "RELU6"}> : (tensor<?x4xf32>, tensor<f32>) -> tensor<?x4xf32>
  %1 = tfl.mul(%x, %0) <{fused_activation_function = "NONE"}> : (tensor<?x4xf32>, tensor<?x4xf32>) -> tensor<?x4xf32>
  %2 = tfl.mul(%1, %sixth) <{fused_activation_function = "NONE"}> : (tensor<?x4xf32>, tensor<f32>) -> tensor<?x4xf32>
  %3 = tfl.add(%2, %three) <{fused_activation_function = "NONE"}> : (tensor<?x4xf32>, tensor<f32>) -> tensor<?x4xf32>
  %4 = "tfl.relu6"(%3) : (tensor<?x4xf32>) -> tensor<?x4xf32>
  %5 = tfl.div(%4, %six) <{fused_activation_function = "NONE"}> : (tensor<?x4xf32>, tensor<f32>) -> tensor<?x4xf32>
  %6 = tfl.mul(%5, %2) <{fused_activation_function = "NONE"}> : (tensor<?x4xf32>, tensor<?x4xf32>) -> tensor<?x4xf32>
  %7 = tfl.add(%6, %three) <{fused_activation_function = "NONE"}> : (tensor<?x4xf32>, tensor<f32>) -> tensor<?x4xf32>
  %8 = "tfl.maximum"(%7, %zero) : (tensor<?x4xf32>, tensor<f32>) -> tensor<?x4xf32>
  %9 = "tfl.minimum"(%8, %six) : (tensor<?x4xf32>, tensor<f32>) -> tensor<?x4xf32>
  %10 = tfl.mul(%6, %sixth) <{fused_activation_function = "NONE"}> : (tensor<?x4xf32>, tensor<f32>) -> tensor<?x4xf32>
  %11 = tfl.mul(%10, %9) <{fused_activation_function = "NONE"}> : (tensor<?x4xf32>, tensor<?x4xf32>) -> tensor<?x4xf32>
  return %11 : tensor<?x4xf32>
}

// With another number it is another function.
// CHECK-LABEL: @no_hard_swish
// CHECK-NOT: hard_swish
// CHECK: return
func.func @no_hard_swish(%x: tensor<4xf32>) -> tensor<4xf32> {
  %two = arith.constant dense<2.5> : tensor<f32>
  %sixth = arith.constant dense<0.166666672> : tensor<f32>
  %0 = tfl.add(%x, %two) <{fused_activation_function = "RELU6"}> : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
  %1 = tfl.mul(%x, %0) <{fused_activation_function = "NONE"}> : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %2 = tfl.mul(%1, %sixth) <{fused_activation_function = "NONE"}> : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
  return %2 : tensor<4xf32>
}

// CHECK-LABEL: @logistic
// CHECK-NEXT: %[[A:.*]] = "tfl.logistic"(%arg0)
// CHECK-NEXT: %[[B:.*]] = "tfl.logistic"(%arg1)
// CHECK-NEXT: %[[C:.*]] = tfl.mul %arg1, %[[B]]
// CHECK-NEXT: return %[[A]], %[[C]]
func.func @logistic(%x: tensor<4xf32>, %y: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>) {
  %one = arith.constant dense<1.0> : tensor<f32>
  %0 = "tfl.neg"(%x) : (tensor<4xf32>) -> tensor<4xf32>
  %1 = "tfl.exp"(%0) : (tensor<4xf32>) -> tensor<4xf32>
  %2 = tfl.add(%1, %one) <{fused_activation_function = "NONE"}> : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
  %3 = tfl.div(%one, %2) <{fused_activation_function = "NONE"}> : (tensor<f32>, tensor<4xf32>) -> tensor<4xf32>
  %4 = "tfl.neg"(%y) : (tensor<4xf32>) -> tensor<4xf32>
  %5 = "tfl.exp"(%4) : (tensor<4xf32>) -> tensor<4xf32>
  %6 = tfl.add(%one, %5) <{fused_activation_function = "NONE"}> : (tensor<f32>, tensor<4xf32>) -> tensor<4xf32>
  %7 = tfl.div %y, %6 {fused_activation_function = "NONE"} : tensor<4xf32>
  return %3, %7 : tensor<4xf32>, tensor<4xf32>
}

// The tanh approximation, the cube as a power and as products.
// CHECK-LABEL: @gelu
// CHECK-NEXT: %[[A:.*]] = "tfl.gelu"(%arg0) <{approximate = true}>
// CHECK-NEXT: %[[B:.*]] = "tfl.gelu"(%[[A]]) <{approximate = true}>
// CHECK-NEXT: return %[[B]]
func.func @gelu(%x: tensor<?x4xf32>) -> tensor<?x4xf32> {
  %one = arith.constant dense<1.0> : tensor<f32>
  %half = arith.constant dense<0.5> : tensor<f32>
  %three = arith.constant dense<3.0> : tensor<f32>
  %c = arith.constant dense<0.044715> : tensor<f32>
  %s = arith.constant dense<0.7978845608> : tensor<f32>
  %0 = "tfl.pow"(%x, %three) : (tensor<?x4xf32>, tensor<f32>) -> tensor<?x4xf32>
  %1 = tfl.mul(%c, %0) <{fused_activation_function = "NONE"}> : (tensor<f32>, tensor<?x4xf32>) -> tensor<?x4xf32>
  %2 = tfl.add(%x, %1) <{fused_activation_function = "NONE"}> : (tensor<?x4xf32>, tensor<?x4xf32>) -> tensor<?x4xf32>
  %3 = tfl.mul(%s, %2) <{fused_activation_function = "NONE"}> : (tensor<f32>, tensor<?x4xf32>) -> tensor<?x4xf32>
  %4 = "tfl.tanh"(%3) : (tensor<?x4xf32>) -> tensor<?x4xf32>
  %5 = tfl.add(%one, %4) <{fused_activation_function = "NONE"}> : (tensor<f32>, tensor<?x4xf32>) -> tensor<?x4xf32>
  %6 = tfl.mul(%half, %x) <{fused_activation_function = "NONE"}> : (tensor<f32>, tensor<?x4xf32>) -> tensor<?x4xf32>
  %7 = tfl.mul(%6, %5) <{fused_activation_function = "NONE"}> : (tensor<?x4xf32>, tensor<?x4xf32>) -> tensor<?x4xf32>
  %8 = tfl.mul(%7, %7) <{fused_activation_function = "NONE"}> : (tensor<?x4xf32>, tensor<?x4xf32>) -> tensor<?x4xf32>
  %9 = tfl.mul(%8, %7) <{fused_activation_function = "NONE"}> : (tensor<?x4xf32>, tensor<?x4xf32>) -> tensor<?x4xf32>
  %10 = tfl.mul(%9, %c) <{fused_activation_function = "NONE"}> : (tensor<?x4xf32>, tensor<f32>) -> tensor<?x4xf32>
  %11 = tfl.add(%10, %7) <{fused_activation_function = "NONE"}> : (tensor<?x4xf32>, tensor<?x4xf32>) -> tensor<?x4xf32>
  %12 = tfl.mul(%11, %s) <{fused_activation_function = "NONE"}> : (tensor<?x4xf32>, tensor<f32>) -> tensor<?x4xf32>
  %13 = "tfl.tanh"(%12) : (tensor<?x4xf32>) -> tensor<?x4xf32>
  %14 = tfl.add(%13, %one) <{fused_activation_function = "NONE"}> : (tensor<?x4xf32>, tensor<f32>) -> tensor<?x4xf32>
  %15 = tfl.mul(%14, %half) <{fused_activation_function = "NONE"}> : (tensor<?x4xf32>, tensor<f32>) -> tensor<?x4xf32>
  %16 = tfl.mul(%15, %7) <{fused_activation_function = "NONE"}> : (tensor<?x4xf32>, tensor<?x4xf32>) -> tensor<?x4xf32>
  return %16 : tensor<?x4xf32>
}

// CHECK-LABEL: @slopes
// CHECK-DAG: "tfl.leaky_relu"(%arg0) <{alpha = 2.000000e-01 : f32}>
// CHECK-DAG: "tfl.leaky_relu"(%arg1) <{alpha = 3.000000e-01 : f32}>
// CHECK-DAG: %[[SLOPE:.*]] = arith.constant dense<{{\[\[\[}}1.000000e-01, 2.000000e-01]]]> : tensor<1x1x2xf32>
// CHECK-DAG: "tfl.prelu"(%arg2, %[[SLOPE]])
// CHECK-DAG: "tfl.maximum"(%arg3
func.func @slopes(%x: tensor<?x4xf32>, %y: tensor<2x3xf32>, %z: tensor<?x4x4x2xf32>, %w: tensor<4xf32>) -> (tensor<?x4xf32>, tensor<2x3xf32>, tensor<?x4x4x2xf32>, tensor<4xf32>) {
  %zero = arith.constant dense<0.0> : tensor<f32>
  %fifth = arith.constant dense<0.2> : tensor<f32>
  %two = arith.constant dense<2.0> : tensor<f32>
  %splat = arith.constant dense<0.3> : tensor<3xf32>
  %slopes = arith.constant dense<[-0.1, -0.2]> : tensor<2xf32>
  %0 = tfl.mul(%x, %fifth) <{fused_activation_function = "NONE"}> : (tensor<?x4xf32>, tensor<f32>) -> tensor<?x4xf32>
  %1 = "tfl.maximum"(%x, %0) : (tensor<?x4xf32>, tensor<?x4xf32>) -> tensor<?x4xf32>
  %2 = "tfl.prelu"(%y, %splat) : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  %3 = "tfl.relu"(%z) : (tensor<?x4x4x2xf32>) -> tensor<?x4x4x2xf32>
  %4 = "tfl.neg"(%z) : (tensor<?x4x4x2xf32>) -> tensor<?x4x4x2xf32>
  %5 = "tfl.relu"(%4) : (tensor<?x4x4x2xf32>) -> tensor<?x4x4x2xf32>
  %6 = tfl.mul(%slopes, %5) <{fused_activation_function = "NONE"}> : (tensor<2xf32>, tensor<?x4x4x2xf32>) -> tensor<?x4x4x2xf32>
  %7 = tfl.add(%3, %6) <{fused_activation_function = "NONE"}> : (tensor<?x4x4x2xf32>, tensor<?x4x4x2xf32>) -> tensor<?x4x4x2xf32>
  %8 = tfl.mul(%w, %two) <{fused_activation_function = "NONE"}> : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
  %9 = "tfl.maximum"(%w, %8) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return %1, %2, %7, %9 : tensor<?x4xf32>, tensor<2x3xf32>, tensor<?x4x4x2xf32>, tensor<4xf32>
}

// CHECK-LABEL: @elu_abs_relu
// CHECK-DAG: "tfl.elu"(%arg0)
// CHECK-DAG: "tfl.abs"(%arg1)
// CHECK-DAG: "tfl.relu"(%arg2)
// CHECK-NEXT: return
func.func @elu_abs_relu(%x: tensor<4xf32>, %y: tensor<4xf32>, %z: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) {
  %zero = arith.constant dense<0.0> : tensor<4xf32>
  %one = arith.constant dense<1.0> : tensor<f32>
  %half = arith.constant dense<0.5> : tensor<f32>
  %0 = "tfl.greater"(%x, %zero) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
  %1 = "tfl.exp"(%x) : (tensor<4xf32>) -> tensor<4xf32>
  %2 = tfl.sub(%1, %one) <{fused_activation_function = "NONE"}> : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
  %3 = "tfl.select_v2"(%0, %x, %2) : (tensor<4xi1>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %4 = "tfl.neg"(%y) : (tensor<4xf32>) -> tensor<4xf32>
  %5 = "tfl.maximum"(%4, %y) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %6 = "tfl.abs"(%z) : (tensor<4xf32>) -> tensor<4xf32>
  %7 = tfl.add %6, %z {fused_activation_function = "NONE"} : tensor<4xf32>
  %8 = tfl.mul(%7, %half) <{fused_activation_function = "NONE"}> : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
  return %3, %5, %8 : tensor<4xf32>, tensor<4xf32>, tensor<4xf32>
}

// Powers and roots.
// CHECK-LABEL: @powers
// CHECK-DAG: "tfl.square"(%arg0)
// CHECK-DAG: "tfl.rsqrt"(%arg1)
// CHECK-DAG: "tfl.rsqrt"(%arg2)
// CHECK-NOT: tfl.pow
// CHECK-NOT: tfl.div
// CHECK: return
func.func @powers(%x: tensor<4xf32>, %y: tensor<4xf32>, %z: tensor<4x1xf32>, %w: tensor<4x64xf32>) -> (tensor<4xf32>, tensor<4xf32>, tensor<4x64xf32>) {
  %two = arith.constant dense<2.0> : tensor<f32>
  %half = arith.constant dense<-0.5> : tensor<f32>
  %0 = "tfl.pow"(%x, %two) : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
  %1 = "tfl.pow"(%y, %half) : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
  %2 = "tfl.sqrt"(%z) : (tensor<4x1xf32>) -> tensor<4x1xf32>
  %3 = tfl.div(%w, %2) <{fused_activation_function = "NONE"}> : (tensor<4x64xf32>, tensor<4x1xf32>) -> tensor<4x64xf32>
  return %0, %1, %3 : tensor<4xf32>, tensor<4xf32>, tensor<4x64xf32>
}
