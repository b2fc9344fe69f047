// RUN: tfl-opt %s --tfl-optimize='enable-canonicalization=false' --verify-rewrites | FileCheck %s

// CHECK-LABEL: func.func @known_condition
// CHECK: return %arg1
func.func @known_condition(%x: tensor<2xf32>, %y: tensor<2xf32>) -> tensor<2xf32> {
  %c = "tfl.pseudo_const"() <{value = dense<false> : tensor<2xi1>}> : () -> tensor<2xi1>
  %0 = "tfl.select"(%c, %x, %y) : (tensor<2xi1>, tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
  return %0 : tensor<2xf32>
}

// The number is repeated.
// CHECK-LABEL: func.func @known_condition_repeats
// CHECK: tfl.select_v2
func.func @known_condition_repeats(%x: tensor<2xf32>, %y: tensor<f32>) -> tensor<2xf32> {
  %c = "tfl.pseudo_const"() <{value = dense<false> : tensor<2xi1>}> : () -> tensor<2xi1>
  %0 = "tfl.select_v2"(%c, %x, %y) : (tensor<2xi1>, tensor<2xf32>, tensor<f32>) -> tensor<2xf32>
  return %0 : tensor<2xf32>
}

// CHECK-LABEL: func.func @equal_values
// CHECK: return %arg1
func.func @equal_values(%c: tensor<2xi1>, %x: tensor<2xf32>) -> tensor<2xf32> {
  %0 = "tfl.select"(%c, %x, %x) : (tensor<2xi1>, tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
  return %0 : tensor<2xf32>
}

// CHECK-LABEL: func.func @opposite_condition
// CHECK-NOT: tfl.logical_not
// CHECK: "tfl.select"(%arg0, %arg2, %arg1)
func.func @opposite_condition(%c: tensor<2xi1>, %x: tensor<2xf32>, %y: tensor<2xf32>) -> tensor<2xf32> {
  %n = "tfl.logical_not"(%c) : (tensor<2xi1>) -> tensor<2xi1>
  %0 = "tfl.select"(%n, %x, %y) : (tensor<2xi1>, tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
  return %0 : tensor<2xf32>
}

// CHECK-LABEL: func.func @one_and_zero
// CHECK: "tfl.cast"(%arg0) : (tensor<4xi1>) -> tensor<4xf32>
func.func @one_and_zero(%c: tensor<4xi1>) -> tensor<4xf32> {
  %one = "tfl.pseudo_const"() <{value = dense<1.0> : tensor<4xf32>}> : () -> tensor<4xf32>
  %zero = "tfl.pseudo_const"() <{value = dense<0.0> : tensor<4xf32>}> : () -> tensor<4xf32>
  %0 = "tfl.select"(%c, %one, %zero) : (tensor<4xi1>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// A cast makes no negative zero.
// CHECK-LABEL: func.func @one_and_negative_zero
// CHECK: tfl.select
func.func @one_and_negative_zero(%c: tensor<4xi1>) -> tensor<4xf32> {
  %one = "tfl.pseudo_const"() <{value = dense<1.0> : tensor<4xf32>}> : () -> tensor<4xf32>
  %zero = "tfl.pseudo_const"() <{value = dense<-0.0> : tensor<4xf32>}> : () -> tensor<4xf32>
  %0 = "tfl.select"(%c, %one, %zero) : (tensor<4xi1>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// CHECK-LABEL: func.func @double_not
// CHECK: return %arg0
func.func @double_not(%c: tensor<2xi1>) -> tensor<2xi1> {
  %0 = "tfl.logical_not"(%c) : (tensor<2xi1>) -> tensor<2xi1>
  %1 = "tfl.logical_not"(%0) : (tensor<2xi1>) -> tensor<2xi1>
  return %1 : tensor<2xi1>
}

// CHECK-LABEL: func.func @opposites
// CHECK: arith.constant dense<true> : tensor<2xi1>
// CHECK-NOT: tfl.logical_or
func.func @opposites(%c: tensor<2xi1>) -> tensor<2xi1> {
  %0 = "tfl.logical_not"(%c) : (tensor<2xi1>) -> tensor<2xi1>
  %1 = tfl.logical_or %c, %0 : tensor<2xi1>
  return %1 : tensor<2xi1>
}

// CHECK-LABEL: func.func @neither
// CHECK: %[[OR:.*]] = tfl.logical_or %arg0, %arg1
// CHECK: "tfl.logical_not"(%[[OR]])
// CHECK-NOT: tfl.logical
func.func @neither(%a: tensor<2xi1>, %b: tensor<2xi1>) -> tensor<2xi1> {
  %0 = "tfl.logical_not"(%a) : (tensor<2xi1>) -> tensor<2xi1>
  %1 = "tfl.logical_not"(%b) : (tensor<2xi1>) -> tensor<2xi1>
  %2 = tfl.logical_and %0, %1 : tensor<2xi1>
  return %2 : tensor<2xi1>
}

// CHECK-LABEL: func.func @not_less_integer
// CHECK: tfl.greater_equal(%arg0, %arg1)
func.func @not_less_integer(%a: tensor<2xi32>, %b: tensor<2xi32>) -> tensor<2xi1> {
  %0 = tfl.less(%a, %b) : (tensor<2xi32>, tensor<2xi32>) -> tensor<2xi1>
  %1 = "tfl.logical_not"(%0) : (tensor<2xi1>) -> tensor<2xi1>
  return %1 : tensor<2xi1>
}

// NaN is neither less nor greater or equal.
// CHECK-LABEL: func.func @not_less_float
// CHECK: tfl.less(%arg0, %arg1)
// CHECK: tfl.logical_not
func.func @not_less_float(%a: tensor<2xf32>, %b: tensor<2xf32>) -> tensor<2xi1> {
  %0 = tfl.less(%a, %b) : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xi1>
  %1 = "tfl.logical_not"(%0) : (tensor<2xi1>) -> tensor<2xi1>
  return %1 : tensor<2xi1>
}

// CHECK-LABEL: func.func @wide_cast_between
// CHECK: "tfl.cast"(%arg0) : (tensor<2xi1>) -> tensor<2xf32>
func.func @wide_cast_between(%c: tensor<2xi1>) -> tensor<2xf32> {
  %0 = "tfl.cast"(%c) : (tensor<2xi1>) -> tensor<2xi32>
  %1 = "tfl.cast"(%0) : (tensor<2xi32>) -> tensor<2xf32>
  return %1 : tensor<2xf32>
}

// Floats do not hold all integers of 32 bits.
// CHECK-LABEL: func.func @narrow_cast_between
// CHECK-COUNT-2: tfl.cast
func.func @narrow_cast_between(%x: tensor<2xi32>) -> tensor<2xi32> {
  %0 = "tfl.cast"(%x) : (tensor<2xi32>) -> tensor<2xf32>
  %1 = "tfl.cast"(%0) : (tensor<2xf32>) -> tensor<2xi32>
  return %1 : tensor<2xi32>
}

// CHECK-LABEL: func.func @sums
// CHECK: dense<[1, 2]> : tensor<2xi32>
// CHECK: "tfl.sum"(%arg0, %{{.*}}) <{keep_dims = false}> : (tensor<4x5x6xf32>, tensor<2xi32>) -> tensor<4xf32>
func.func @sums(%x: tensor<4x5x6xf32>) -> tensor<4xf32> {
  %a = "tfl.pseudo_const"() <{value = dense<1> : tensor<1xi32>}> : () -> tensor<1xi32>
  %0 = "tfl.sum"(%x, %a) <{keep_dims = false}> : (tensor<4x5x6xf32>, tensor<1xi32>) -> tensor<4x6xf32>
  %1 = "tfl.sum"(%0, %a) <{keep_dims = false}> : (tensor<4x6xf32>, tensor<1xi32>) -> tensor<4xf32>
  return %1 : tensor<4xf32>
}

// CHECK-LABEL: func.func @maximum_of_ones
// CHECK-NOT: tfl.reduce_max
// CHECK: "tfl.reshape"
func.func @maximum_of_ones(%x: tensor<4x1x6xf32>) -> tensor<4x6xf32> {
  %a = "tfl.pseudo_const"() <{value = dense<1> : tensor<1xi32>}> : () -> tensor<1xi32>
  %0 = "tfl.reduce_max"(%x, %a) <{keep_dims = false}> : (tensor<4x1x6xf32>, tensor<1xi32>) -> tensor<4x6xf32>
  return %0 : tensor<4x6xf32>
}

// CHECK-LABEL: func.func @clamped_maximum
// CHECK: %[[M:.*]] = "tfl.reduce_max"(%arg0
// CHECK: "tfl.relu"(%[[M]]) : (tensor<4xf32>) -> tensor<4xf32>
func.func @clamped_maximum(%x: tensor<4x600xf32>) -> tensor<4xf32> {
  %a = "tfl.pseudo_const"() <{value = dense<1> : tensor<1xi32>}> : () -> tensor<1xi32>
  %0 = "tfl.relu"(%x) : (tensor<4x600xf32>) -> tensor<4x600xf32>
  %1 = "tfl.reduce_max"(%0, %a) <{keep_dims = false}> : (tensor<4x600xf32>, tensor<1xi32>) -> tensor<4xf32>
  return %1 : tensor<4xf32>
}
