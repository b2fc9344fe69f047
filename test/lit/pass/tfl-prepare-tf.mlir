// RUN: tfl-opt %s --tfl-prepare-tf | FileCheck %s

// The filter changes from HWIO to OHWI; a bias of zeros is added.
// CHECK-LABEL: @conv
// CHECK-DAG: %[[W:.*]] = "tf.Const"() <{value = dense<{{\[\[\[\[}}1.000000e+00, 3.000000e+00]]], {{\[\[\[}}2.000000e+00, 4.000000e+00]]]]> : tensor<2x1x1x2xf32>}>
// CHECK-DAG: %[[B:.*]] = "tf.Const"() <{value = dense<0.000000e+00> : tensor<2xf32>}>
// CHECK: "tfl.conv_2d"(%arg0, %[[W]], %[[B]]) <{dilation_h_factor = 1 : i32, dilation_w_factor = 1 : i32, fused_activation_function = "NONE", padding = "SAME", stride_h = 2 : i32, stride_w = 1 : i32}>
func.func @conv(%x: tensor<1x4x4x2xf32>) -> tensor<1x2x4x2xf32> {
  %w = "tf.Const"() <{value = dense<[[[[1.0, 2.0], [3.0, 4.0]]]]> : tensor<1x1x2x2xf32>}> : () -> tensor<1x1x2x2xf32>
  %0 = "tf.Conv2D"(%x, %w) <{data_format = "NHWC", dilations = [1, 1, 1, 1], explicit_paddings = [], padding = "SAME", strides = [1, 2, 1, 1], use_cudnn_on_gpu = true}> : (tensor<1x4x4x2xf32>, tensor<1x1x2x2xf32>) -> tensor<1x2x4x2xf32>
  return %0 : tensor<1x2x4x2xf32>
}

// A filter that is no constant is transposed when running.
// CHECK-LABEL: @conv_with_computed_filter
// CHECK: %[[W:.*]] = "tf.Transpose"(%arg1, {{.*}}) : (tensor<1x1x2x3xf32>, tensor<4xi32>) -> tensor<3x1x1x2xf32>
// CHECK: "tfl.conv_2d"(%arg0, %[[W]]
func.func @conv_with_computed_filter(%x: tensor<1x4x4x2xf32>, %w: tensor<1x1x2x3xf32>) -> tensor<1x4x4x3xf32> {
  %0 = "tf.Conv2D"(%x, %w) <{data_format = "NHWC", dilations = [1, 1, 1, 1], explicit_paddings = [], padding = "VALID", strides = [1, 1, 1, 1], use_cudnn_on_gpu = true}> : (tensor<1x4x4x2xf32>, tensor<1x1x2x3xf32>) -> tensor<1x4x4x3xf32>
  return %0 : tensor<1x4x4x3xf32>
}

// Depthwise, each input channel makes two: HWCM becomes 1HW(C·M).
// CHECK-LABEL: @depthwise
// CHECK: "tf.Const"() <{value = dense<{{\[\[\[\[}}1.000000e+00, 2.000000e+00, 3.000000e+00, 4.000000e+00]]]]> : tensor<1x1x1x4xf32>}>
// CHECK: "tfl.depthwise_conv_2d"{{.*}}depth_multiplier = 2 : i32
func.func @depthwise(%x: tensor<1x4x4x2xf32>) -> tensor<1x4x4x4xf32> {
  %w = "tf.Const"() <{value = dense<[[[[1.0, 2.0], [3.0, 4.0]]]]> : tensor<1x1x2x2xf32>}> : () -> tensor<1x1x2x2xf32>
  %0 = "tf.DepthwiseConv2dNative"(%x, %w) <{data_format = "NHWC", dilations = [1, 1, 1, 1], explicit_paddings = [], padding = "SAME", strides = [1, 1, 1, 1]}> : (tensor<1x4x4x2xf32>, tensor<1x1x2x2xf32>) -> tensor<1x4x4x4xf32>
  return %0 : tensor<1x4x4x4xf32>
}

// Padding by numbers is an op of its own.
// CHECK-LABEL: @explicit_padding
// CHECK: %[[PAD:.*]] = "tf.Pad"(%arg0, {{.*}} -> tensor<1x7x5x2xf32>
// CHECK: "tfl.conv_2d"(%[[PAD]]{{.*}}padding = "VALID"
func.func @explicit_padding(%x: tensor<1x4x4x2xf32>, %w: tensor<1x1x2x3xf32>) -> tensor<1x7x5x3xf32> {
  %0 = "tf.Conv2D"(%x, %w) <{data_format = "NHWC", dilations = [1, 1, 1, 1], explicit_paddings = [0, 0, 1, 2, 0, 1, 0, 0], padding = "EXPLICIT", strides = [1, 1, 1, 1], use_cudnn_on_gpu = true}> : (tensor<1x4x4x2xf32>, tensor<1x1x2x3xf32>) -> tensor<1x7x5x3xf32>
  return %0 : tensor<1x7x5x3xf32>
}

// Batch normalization for inference: a multiplication and an addition of constants.
// CHECK-LABEL: @batch_norm
// CHECK: %[[MUL:.*]] = "tf.Mul"(%arg0, {{.*}})
// CHECK: %[[ADD:.*]] = "tf.AddV2"(%[[MUL]], {{.*}})
// CHECK: return %[[ADD]]
func.func @batch_norm(%x: tensor<1x4x4x2xf32>) -> tensor<1x4x4x2xf32> {
  %scale = "tf.Const"() <{value = dense<2.0> : tensor<2xf32>}> : () -> tensor<2xf32>
  %offset = "tf.Const"() <{value = dense<1.0> : tensor<2xf32>}> : () -> tensor<2xf32>
  %mean = "tf.Const"() <{value = dense<[1.0, 2.0]> : tensor<2xf32>}> : () -> tensor<2xf32>
  %variance = "tf.Const"() <{value = dense<0.25> : tensor<2xf32>}> : () -> tensor<2xf32>
  %0:6 = "tf.FusedBatchNormV3"(%x, %scale, %offset, %mean, %variance) <{data_format = "NHWC", epsilon = 0.0 : f32, exponential_avg_factor = 1.0 : f32, is_training = false}> : (tensor<1x4x4x2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) -> (tensor<1x4x4x2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<*xf32>)
  return %0#0 : tensor<1x4x4x2xf32>
}

// A matrix product takes its second factor transposed.
// CHECK-LABEL: @matmul
// CHECK: %[[W:.*]] = "tf.Const"() <{value = dense<{{.*}}> : tensor<3x2xf32>}>
// CHECK: "tf.MatMul"(%arg0, %[[W]]){{.*}}transpose_b = true
func.func @matmul(%x: tensor<4x2xf32>) -> tensor<4x3xf32> {
  %w = "tf.Const"() <{value = dense<[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]> : tensor<2x3xf32>}> : () -> tensor<2x3xf32>
  %0 = "tf.MatMul"(%x, %w) <{grad_a = false, grad_b = false, transpose_a = false, transpose_b = false}> : (tensor<4x2xf32>, tensor<2x3xf32>) -> tensor<4x3xf32>
  return %0 : tensor<4x3xf32>
}

// Identities and assertions leave no trace.
// CHECK-LABEL: @identity
// CHECK-NEXT: return %arg0
func.func @identity(%x: tensor<4xf32>, %c: tensor<i1>) -> tensor<4xf32> {
  "tf.Assert"(%c, %x) <{summarize = 3 : i64}> : (tensor<i1>, tensor<4xf32>) -> ()
  %0 = "tf.Identity"(%x) : (tensor<4xf32>) -> tensor<4xf32>
  %1 = "tf.StopGradient"(%0) : (tensor<4xf32>) -> tensor<4xf32>
  return %1 : tensor<4xf32>
}

// Division that gives 0 for a divisor of 0.
// CHECK-LABEL: @div_no_nan
// CHECK: %[[DIV:.*]] = "tf.RealDiv"(%arg0, %arg1)
// CHECK: %[[ZERO:.*]] = "tf.Equal"(%arg1
// CHECK: "tf.SelectV2"(%[[ZERO]], {{.*}}, %[[DIV]])
func.func @div_no_nan(%x: tensor<4xf32>, %y: tensor<4xf32>) -> tensor<4xf32> {
  %0 = "tf.DivNoNan"(%x, %y) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// New dimensions come from a reshape, the slice takes all of them.
// CHECK-LABEL: @new_axis
// CHECK: %[[R:.*]] = "tf.Reshape"(%arg0, {{.*}}) : (tensor<?x4xf32>, tensor<3xi32>) -> tensor<?x1x4xf32>
// CHECK: "tf.StridedSlice"(%[[R]], {{.*}}begin_mask = 3 : i64{{.*}}end_mask = 3 : i64{{.*}}new_axis_mask = 0 : i64
func.func @new_axis(%x: tensor<?x4xf32>) -> tensor<?x1x2xf32> {
  %begin = "tf.Const"() <{value = dense<[0, 0, 1]> : tensor<3xi32>}> : () -> tensor<3xi32>
  %end = "tf.Const"() <{value = dense<[0, 0, 3]> : tensor<3xi32>}> : () -> tensor<3xi32>
  %strides = "tf.Const"() <{value = dense<1> : tensor<3xi32>}> : () -> tensor<3xi32>
  %0 = "tf.StridedSlice"(%x, %begin, %end, %strides) <{begin_mask = 1 : i64, ellipsis_mask = 0 : i64, end_mask = 1 : i64, new_axis_mask = 2 : i64, shrink_axis_mask = 0 : i64}> : (tensor<?x4xf32>, tensor<3xi32>, tensor<3xi32>, tensor<3xi32>) -> tensor<?x1x2xf32>
  return %0 : tensor<?x1x2xf32>
}
