// RUN: tfl-opt %s --tfl-legalize-tf | FileCheck %s

// One matrix of weights for all of a batch is a fully connected layer.
// CHECK-LABEL: @batch_matmul
// CHECK: %[[W:.*]] = arith.constant dense<{{\[\[}}1.000000e+00, 3.000000e+00], [2.000000e+00, 4.000000e+00]]>
// CHECK: "tfl.fully_connected"(%arg0, %[[W]], %{{.*}}) <{fused_activation_function = "NONE", keep_num_dims = true, weights_format = "DEFAULT"}>
// CHECK: "tfl.batch_matmul"(%arg0, %arg1) <{adj_x = false, adj_y = true}>
func.func @batch_matmul(%x: tensor<?x3x2xf32>, %y: tensor<?x5x2xf32>) -> (tensor<?x3x2xf32>, tensor<?x3x5xf32>) {
  %w = "tf.Const"() <{value = dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>}> : () -> tensor<2x2xf32>
  %0 = "tf.BatchMatMulV2"(%x, %w) <{adj_x = false, adj_y = false}> : (tensor<?x3x2xf32>, tensor<2x2xf32>) -> tensor<?x3x2xf32>
  %1 = "tf.BatchMatMulV2"(%x, %y) <{adj_x = false, adj_y = true}> : (tensor<?x3x2xf32>, tensor<?x5x2xf32>) -> tensor<?x3x5xf32>
  return %0, %1 : tensor<?x3x2xf32>, tensor<?x3x5xf32>
}

// The error function is a quotient of polynomials between two bounds.
// CHECK-LABEL: @erf
// CHECK: "tfl.maximum"(%arg0
// CHECK: "tfl.minimum"
// CHECK: tfl.div
// CHECK: tfl.sub
func.func @erf(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = "tf.Erfc"(%x) : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// CHECK-LABEL: @if
// CHECK: "tfl.if"(%arg0) ({
// CHECK: "tfl.yield"(%arg1)
// CHECK: "tfl.neg"
// CHECK: "tfl.yield"
func.func @if(%c: tensor<i1>, %x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = "tf.IfRegion"(%c) <{is_stateless = true}> ({
    "tf.Yield"(%x) : (tensor<4xf32>) -> ()
  }, {
    %1 = "tf.Neg"(%x) : (tensor<4xf32>) -> tensor<4xf32>
    "tf.Yield"(%1) : (tensor<4xf32>) -> ()
  }) : (tensor<i1>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// The main diagonal has an op, others have not.
// CHECK-LABEL: @diagonal
// CHECK: "tfl.matrix_diag"(%arg0)
// CHECK: "tf.MatrixSetDiagV3"
func.func @diagonal(%x: tensor<3xf32>, %m: tensor<3x3xf32>) -> (tensor<3x3xf32>, tensor<3x3xf32>) {
  %main = "tf.Const"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
  %next = "tf.Const"() <{value = dense<1> : tensor<i32>}> : () -> tensor<i32>
  %auto = "tf.Const"() <{value = dense<-1> : tensor<i32>}> : () -> tensor<i32>
  %zero = "tf.Const"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
  %0 = "tf.MatrixDiagV3"(%x, %main, %auto, %auto, %zero) : (tensor<3xf32>, tensor<i32>, tensor<i32>, tensor<i32>, tensor<f32>) -> tensor<3x3xf32>
  %1 = "tf.MatrixSetDiagV3"(%m, %x, %next) : (tensor<3x3xf32>, tensor<3xf32>, tensor<i32>) -> tensor<3x3xf32>
  return %0, %1 : tensor<3x3xf32>, tensor<3x3xf32>
}

// CHECK-LABEL: @conv_3d
// CHECK: "tfl.conv_3d"(%arg0, %arg1, %{{.*}}) <{dilation_d_factor = 1 : i32, {{.*}}padding = "SAME", stride_d = 1 : i32, stride_h = 2 : i32, stride_w = 1 : i32}>
func.func @conv_3d(%x: tensor<1x4x4x4x2xf32>, %w: tensor<3x3x3x2x5xf32>) -> tensor<1x4x2x4x5xf32> {
  %0 = "tf.Conv3D"(%x, %w) <{data_format = "NDHWC", dilations = [1, 1, 1, 1, 1], padding = "SAME", strides = [1, 1, 2, 1, 1]}> : (tensor<1x4x4x4x2xf32>, tensor<3x3x3x2x5xf32>) -> tensor<1x4x2x4x5xf32>
  return %0 : tensor<1x4x2x4x5xf32>
}
