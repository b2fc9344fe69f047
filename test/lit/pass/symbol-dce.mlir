// RUN: tfl-opt %s --symbol-dce | FileCheck %s

// Private functions that no public one reaches go; those that are reached through others stay.

// CHECK: @main
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = func.call @first(%x) : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}
// CHECK: @first
func.func private @first(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = func.call @second(%x) : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}
// CHECK: @second
func.func private @second(%x: tensor<4xf32>) -> tensor<4xf32> {
  return %x : tensor<4xf32>
}
// CHECK-NOT: @lost
func.func private @lost(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = func.call @lost_too(%x) : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}
func.func private @lost_too(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = func.call @lost(%x) : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}
