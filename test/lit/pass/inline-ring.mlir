// RUN: tfl-opt %s --inline 2>&1 | FileCheck %s

// Functions that call each other in a ring stay, and the ring is named.

// CHECK: warning: functions call themselves and are not inlined: @ping -> @pong -> @ping
// CHECK: call @
func.func @ping(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = func.call @pong(%x) : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}
func.func @pong(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = func.call @ping(%x) : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}
