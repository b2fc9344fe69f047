// RUN: exits 1 tflc run %s --random 1 2>&1 | FileCheck %s --check-prefix=RING
// RUN: exits 1 tflc convert %s -o %t.tflite 2>&1 | FileCheck %s --check-prefix=CONVERT
// RUN: test ! -e %t.tflite

// A ring of calls is neither run until the stack ends nor written as a file that would.
// RING: error: function @ping calls itself, directly or through others
// CONVERT: error: 'func.call' op is not a TFLite operator
// CONVERT: hint: put the function in place of the call first
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = func.call @ping(%x) : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}
func.func private @ping(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = func.call @pong(%x) : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}
func.func private @pong(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = func.call @ping(%x) : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}
