// RUN: tfl-opt %s --tfl-optimize='enable-canonicalization=false' --verify-rewrites | FileCheck %s

// What changes nothing goes.
// CHECK-LABEL: @neutral
// CHECK-NEXT: return %arg0, %arg1
func.func @neutral(%x: tensor<4x2xf32>, %y: tensor<3xi32>) -> (tensor<4x2xf32>, tensor<3xi32>) {
  %zero = arith.constant dense<0.0> : tensor<4x2xf32>
  %one = arith.constant dense<1.0> : tensor<f32>
  %i0 = arith.constant dense<0> : tensor<i32>
  %i1 = arith.constant dense<1> : tensor<3xi32>
  %0 = tfl.add(%x, %zero) <{fused_activation_function = "NONE"}> : (tensor<4x2xf32>, tensor<4x2xf32>) -> tensor<4x2xf32>
  %1 = tfl.sub(%0, %zero) <{fused_activation_function = "NONE"}> : (tensor<4x2xf32>, tensor<4x2xf32>) -> tensor<4x2xf32>
  %2 = tfl.mul(%1, %one) <{fused_activation_function = "NONE"}> : (tensor<4x2xf32>, tensor<f32>) -> tensor<4x2xf32>
  %3 = tfl.div(%2, %one) <{fused_activation_function = "NONE"}> : (tensor<4x2xf32>, tensor<f32>) -> tensor<4x2xf32>
  %4 = tfl.add(%y, %i0) <{fused_activation_function = "NONE"}> : (tensor<3xi32>, tensor<i32>) -> tensor<3xi32>
  %5 = tfl.mul(%4, %i1) <{fused_activation_function = "NONE"}> : (tensor<3xi32>, tensor<3xi32>) -> tensor<3xi32>
  return %3, %5 : tensor<4x2xf32>, tensor<3xi32>
}

// A zero that makes the result larger is not neutral; nor is one beside an unknown size.
// CHECK-LABEL: @not_neutral
// CHECK: tfl.add
// CHECK: tfl.mul
func.func @not_neutral(%x: tensor<1xf32>, %y: tensor<?xf32>) -> (tensor<4xf32>, tensor<?xf32>) {
  %zero = arith.constant dense<0.0> : tensor<4xf32>
  %one = arith.constant dense<1.0> : tensor<4xf32>
  %0 = tfl.add(%x, %zero) <{fused_activation_function = "NONE"}> : (tensor<1xf32>, tensor<4xf32>) -> tensor<4xf32>
  %1 = tfl.mul(%y, %one) <{fused_activation_function = "NONE"}> : (tensor<?xf32>, tensor<4xf32>) -> tensor<?xf32>
  return %0, %1 : tensor<4xf32>, tensor<?xf32>
}

// A clamp is something.
// CHECK-LABEL: @clamped
// CHECK: tfl.add
func.func @clamped(%x: tensor<4x2xf32>) -> tensor<4x2xf32> {
  %zero = arith.constant dense<0.0> : tensor<f32>
  %0 = tfl.add(%x, %zero) <{fused_activation_function = "RELU6"}> : (tensor<4x2xf32>, tensor<f32>) -> tensor<4x2xf32>
  return %0 : tensor<4x2xf32>
}

// Integers times zero, and less themselves; floats may not be numbers.
// CHECK-LABEL: @zero
// CHECK: %[[Z:.*]] = arith.constant dense<0> : tensor<3xi32>
// CHECK: %[[F:.*]] = tfl.mul
// CHECK: return %[[Z]], %[[Z]], %[[F]]
func.func @zero(%x: tensor<3xi32>, %y: tensor<3xf32>) -> (tensor<3xi32>, tensor<3xi32>, tensor<3xf32>) {
  %i0 = arith.constant dense<0> : tensor<i32>
  %zero = arith.constant dense<0.0> : tensor<f32>
  %0 = tfl.mul(%x, %i0) <{fused_activation_function = "NONE"}> : (tensor<3xi32>, tensor<i32>) -> tensor<3xi32>
  %1 = tfl.sub(%x, %x) <{fused_activation_function = "NONE"}> : (tensor<3xi32>, tensor<3xi32>) -> tensor<3xi32>
  %2 = tfl.mul(%y, %zero) <{fused_activation_function = "NONE"}> : (tensor<3xf32>, tensor<f32>) -> tensor<3xf32>
  return %0, %1, %2 : tensor<3xi32>, tensor<3xi32>, tensor<3xf32>
}

// Signs cancel, or do not matter.
// CHECK-LABEL: @signs
// CHECK-DAG: %[[A:.*]] = "tfl.abs"(%arg0)
// CHECK-DAG: %[[M:.*]] = tfl.mul %arg0, %arg1
// CHECK-DAG: %[[S:.*]] = tfl.sub %arg1, %arg0
// CHECK-DAG: %[[P:.*]] = tfl.add %arg0, %arg1
// CHECK-NOT: "tfl.neg"
// CHECK: return %arg0, %[[A]], %[[M]], %[[S]], %[[P]]
func.func @signs(%x: tensor<4x2xf32>, %y: tensor<4x2xf32>) -> (tensor<4x2xf32>, tensor<4x2xf32>, tensor<4x2xf32>, tensor<4x2xf32>, tensor<4x2xf32>) {
  %0 = "tfl.neg"(%x) : (tensor<4x2xf32>) -> tensor<4x2xf32>
  %1 = "tfl.neg"(%0) : (tensor<4x2xf32>) -> tensor<4x2xf32>
  %2 = "tfl.abs"(%0) : (tensor<4x2xf32>) -> tensor<4x2xf32>
  %3 = "tfl.neg"(%y) : (tensor<4x2xf32>) -> tensor<4x2xf32>
  %4 = tfl.mul(%0, %3) <{fused_activation_function = "NONE"}> : (tensor<4x2xf32>, tensor<4x2xf32>) -> tensor<4x2xf32>
  %5 = tfl.add(%0, %y) <{fused_activation_function = "NONE"}> : (tensor<4x2xf32>, tensor<4x2xf32>) -> tensor<4x2xf32>
  %6 = tfl.sub(%x, %3) <{fused_activation_function = "NONE"}> : (tensor<4x2xf32>, tensor<4x2xf32>) -> tensor<4x2xf32>
  return %1, %2, %4, %5, %6 : tensor<4x2xf32>, tensor<4x2xf32>, tensor<4x2xf32>, tensor<4x2xf32>, tensor<4x2xf32>
}

// What is never negative is its own absolute value, and its root squares to it.
// CHECK-LABEL: @by_range
// CHECK: %[[R:.*]] = "tfl.relu"(%arg0)
// CHECK-NEXT: %[[A:.*]] = "tfl.abs"(%arg0)
// CHECK-NEXT: return %[[R]], %[[R]], %[[A]], %[[R]]
func.func @by_range(%x: tensor<4x2xf32>) -> (tensor<4x2xf32>, tensor<4x2xf32>, tensor<4x2xf32>, tensor<4x2xf32>) {
  %low = arith.constant dense<-1.0> : tensor<f32>
  %0 = "tfl.relu"(%x) : (tensor<4x2xf32>) -> tensor<4x2xf32>
  %1 = "tfl.abs"(%0) : (tensor<4x2xf32>) -> tensor<4x2xf32>
  %2 = "tfl.sqrt"(%0) : (tensor<4x2xf32>) -> tensor<4x2xf32>
  %3 = "tfl.square"(%2) : (tensor<4x2xf32>) -> tensor<4x2xf32>
  %4 = "tfl.square"(%x) : (tensor<4x2xf32>) -> tensor<4x2xf32>
  %5 = "tfl.sqrt"(%4) : (tensor<4x2xf32>) -> tensor<4x2xf32>
  %6 = "tfl.maximum"(%0, %low) : (tensor<4x2xf32>, tensor<f32>) -> tensor<4x2xf32>
  return %1, %3, %5, %6 : tensor<4x2xf32>, tensor<4x2xf32>, tensor<4x2xf32>, tensor<4x2xf32>
}

// The same value twice, or the same type.
// CHECK-LABEL: @itself
// CHECK-NEXT: return %arg0, %arg0
func.func @itself(%x: tensor<4x2xf32>) -> (tensor<4x2xf32>, tensor<4x2xf32>) {
  %0 = "tfl.maximum"(%x, %x) : (tensor<4x2xf32>, tensor<4x2xf32>) -> tensor<4x2xf32>
  %1 = "tfl.minimum"(%0, %0) : (tensor<4x2xf32>, tensor<4x2xf32>) -> tensor<4x2xf32>
  %2 = "tfl.cast"(%x) : (tensor<4x2xf32>) -> tensor<4x2xf32>
  return %1, %2 : tensor<4x2xf32>, tensor<4x2xf32>
}

// One product less.
// CHECK-LABEL: @factored
// CHECK: %[[S:.*]] = tfl.add %arg1, %arg2
// CHECK: %[[Y:.*]] = tfl.mul %arg0, %[[S]]
// CHECK: return %[[Y]]
func.func @factored(%x: tensor<4x2xf32>, %y: tensor<4x2xf32>, %z: tensor<4x2xf32>) -> tensor<4x2xf32> {
  %0 = tfl.mul(%x, %y) <{fused_activation_function = "NONE"}> : (tensor<4x2xf32>, tensor<4x2xf32>) -> tensor<4x2xf32>
  %1 = tfl.mul(%z, %x) <{fused_activation_function = "NONE"}> : (tensor<4x2xf32>, tensor<4x2xf32>) -> tensor<4x2xf32>
  %2 = tfl.add(%0, %1) <{fused_activation_function = "NONE"}> : (tensor<4x2xf32>, tensor<4x2xf32>) -> tensor<4x2xf32>
  return %2 : tensor<4x2xf32>
}

// A constant of equal elements is one number, unless its shape matters.
// CHECK-LABEL: @splat
// CHECK-DAG: tfl.mul(%arg0, {{.*}} : (tensor<4x2xf32>, tensor<f32>)
// CHECK-DAG: tfl.sub({{.*}}, %arg0) {{.*}} : (tensor<f32>, tensor<4x2xf32>)
// CHECK-DAG: tfl.add(%arg1, {{.*}} : (tensor<4x1xf32>, tensor<2xf32>)
func.func @splat(%x: tensor<4x2xf32>, %y: tensor<4x1xf32>) -> (tensor<4x2xf32>, tensor<4x2xf32>, tensor<4x2xf32>) {
  %two = arith.constant dense<2.0> : tensor<4x2xf32>
  %wide = arith.constant dense<[2.0, 2.0]> : tensor<2xf32>
  %0 = tfl.mul(%x, %two) <{fused_activation_function = "NONE"}> : (tensor<4x2xf32>, tensor<4x2xf32>) -> tensor<4x2xf32>
  %1 = tfl.sub(%wide, %x) <{fused_activation_function = "NONE"}> : (tensor<2xf32>, tensor<4x2xf32>) -> tensor<4x2xf32>
  %2 = tfl.add(%y, %wide) <{fused_activation_function = "NONE"}> : (tensor<4x1xf32>, tensor<2xf32>) -> tensor<4x2xf32>
  return %0, %1, %2 : tensor<4x2xf32>, tensor<4x2xf32>, tensor<4x2xf32>
}

// Ops repeat by themselves.
// CHECK-LABEL: @repeated
// CHECK-NOT: {{tfl.broadcast_to|tfl.tile}}
// CHECK: tfl.mul({{.*}}tensor<1x2xf32>
// CHECK: tfl.less(%arg1, %arg0)
// CHECK: return
func.func @repeated(%x: tensor<4x2xf32>, %y: tensor<1x2xf32>) -> (tensor<4x2xf32>, tensor<4x2xi1>) {
  %s = arith.constant dense<[4, 2]> : tensor<2xi32>
  %t = arith.constant dense<[4, 1]> : tensor<2xi32>
  %0 = "tfl.broadcast_to"(%y, %s) : (tensor<1x2xf32>, tensor<2xi32>) -> tensor<4x2xf32>
  %1 = tfl.mul(%x, %0) <{fused_activation_function = "NONE"}> : (tensor<4x2xf32>, tensor<4x2xf32>) -> tensor<4x2xf32>
  %2 = "tfl.tile"(%y, %t) : (tensor<1x2xf32>, tensor<2xi32>) -> tensor<4x2xf32>
  %3 = "tfl.less"(%2, %x) : (tensor<4x2xf32>, tensor<4x2xf32>) -> tensor<4x2xi1>
  return %1, %3 : tensor<4x2xf32>, tensor<4x2xi1>
}

// What makes the result larger stays; so does what an unknown size may need.
// CHECK-LABEL: @repeated_for_shape
// CHECK: tfl.broadcast_to
// CHECK: tfl.add
// CHECK: tfl.broadcast_to
// CHECK: tfl.add
func.func @repeated_for_shape(%y: tensor<1x2xf32>, %z: tensor<?x2xf32>) -> (tensor<4x2xf32>, tensor<4x2xf32>) {
  %s = arith.constant dense<[4, 2]> : tensor<2xi32>
  %0 = "tfl.broadcast_to"(%y, %s) : (tensor<1x2xf32>, tensor<2xi32>) -> tensor<4x2xf32>
  %1 = tfl.add(%0, %y) <{fused_activation_function = "NONE"}> : (tensor<4x2xf32>, tensor<1x2xf32>) -> tensor<4x2xf32>
  %2 = "tfl.square"(%y) : (tensor<1x2xf32>) -> tensor<1x2xf32>
  %3 = "tfl.broadcast_to"(%2, %s) : (tensor<1x2xf32>, tensor<2xi32>) -> tensor<4x2xf32>
  %4 = tfl.add(%z, %3) <{fused_activation_function = "NONE"}> : (tensor<?x2xf32>, tensor<4x2xf32>) -> tensor<4x2xf32>
  return %1, %4 : tensor<4x2xf32>, tensor<4x2xf32>
}

// CHECK-LABEL: func.func @product_of_exps
// CHECK-NEXT: %[[S:.*]] = tfl.add %arg0, %arg1
// CHECK-NEXT: %[[E:.*]] = "tfl.exp"(%[[S]])
// CHECK-NEXT: return %[[E]]
func.func @product_of_exps(%x: tensor<2x3xf32>, %y: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = "tfl.exp"(%x) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %1 = "tfl.exp"(%y) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %2 = tfl.mul %0, %1 {fused_activation_function = "NONE"} : tensor<2x3xf32>
  return %2 : tensor<2x3xf32>
}
