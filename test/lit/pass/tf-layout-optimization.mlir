// RUN: tfl-opt %s --tf-layout-optimization | FileCheck %s
// RUN: tfl-opt %s --tf-layout-optimization --tf-layout-optimization | FileCheck %s

// One transpose is left of a chain with channels first: that of the input.
// CHECK-LABEL: @chain
// CHECK: %[[X:.*]] = "tf.Transpose"(%arg0
// CHECK: %[[CONV:.*]] = "tf.Conv2D"(%[[X]]{{.*}}data_format = "NHWC"{{.*}}strides = [1, 2, 2, 1]
// CHECK: %[[RELU:.*]] = "tf.Relu"(%[[CONV]])
// CHECK: %[[POOL:.*]] = "tf.MaxPool"(%[[RELU]]){{.*}}data_format = "NHWC"{{.*}}ksize = [1, 2, 2, 1]
// CHECK: %[[MEAN:.*]] = "tf.Mean"(%[[POOL]]
// CHECK-NOT: tf.Transpose
// CHECK: return %[[MEAN]] : tensor<1x6xf32>
func.func @chain(%x: tensor<1x3x8x8xf32>, %w: tensor<3x3x3x6xf32>) -> tensor<1x6xf32> {
  %axes = "tf.Const"() <{value = dense<[2, 3]> : tensor<2xi32>}> : () -> tensor<2xi32>
  %0 = "tf.Conv2D"(%x, %w) <{data_format = "NCHW", dilations = [1, 1, 1, 1], explicit_paddings = [], padding = "SAME", strides = [1, 1, 2, 2], use_cudnn_on_gpu = true}> : (tensor<1x3x8x8xf32>, tensor<3x3x3x6xf32>) -> tensor<1x6x4x4xf32>
  %1 = "tf.Relu"(%0) : (tensor<1x6x4x4xf32>) -> tensor<1x6x4x4xf32>
  %2 = "tf.MaxPool"(%1) <{data_format = "NCHW", explicit_paddings = [], ksize = [1, 1, 2, 2], padding = "VALID", strides = [1, 1, 2, 2]}> : (tensor<1x6x4x4xf32>) -> tensor<1x6x2x2xf32>
  %3 = "tf.Mean"(%2, %axes) <{keep_dims = false}> : (tensor<1x6x2x2xf32>, tensor<2xi32>) -> tensor<1x6xf32>
  return %3 : tensor<1x6xf32>
}

// A graph with channels last keeps its own transposes.
// CHECK-LABEL: @own_transposes
// CHECK: tf.Transpose
// CHECK-NEXT: tf.Neg
func.func @own_transposes(%x: tensor<2x3xf32>) -> tensor<3x2xf32> {
  %p = "tf.Const"() <{value = dense<[1, 0]> : tensor<2xi32>}> : () -> tensor<2xi32>
  %0 = "tf.Transpose"(%x, %p) : (tensor<2x3xf32>, tensor<2xi32>) -> tensor<3x2xf32>
  %1 = "tf.Neg"(%0) : (tensor<3x2xf32>) -> tensor<3x2xf32>
  return %1 : tensor<3x2xf32>
}
