// RUN: tfl-opt %s --tfl-prepare-tf | FileCheck %s

// The Gaussian error linear unit, as Keras writes it.
// CHECK-LABEL: @gelu
// CHECK-NEXT: %[[R:.*]] = "tfl.gelu"(%arg0) <{approximate = false}>
// CHECK-NEXT: return %[[R]]
func.func @gelu(%x: tensor<4xf32>) -> tensor<4xf32> {
  %half = "tf.Const"() <{value = dense<0.5> : tensor<f32>}> : () -> tensor<f32>
  %root = "tf.Const"() <{value = dense<0.707106769> : tensor<f32>}> : () -> tensor<f32>
  %0 = "tf.Mul"(%half, %x) : (tensor<f32>, tensor<4xf32>) -> tensor<4xf32>
  %1 = "tf.Neg"(%x) : (tensor<4xf32>) -> tensor<4xf32>
  %2 = "tf.Mul"(%1, %root) : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
  %3 = "tf.Erfc"(%2) : (tensor<4xf32>) -> tensor<4xf32>
  %4 = "tf.Mul"(%0, %3) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return %4 : tensor<4xf32>
}

// The same with a division, a sum and the half at the end.
// CHECK-LABEL: @gelu_by_erf
// CHECK-NEXT: %[[R:.*]] = "tfl.gelu"(%arg0) <{approximate = false}>
// CHECK-NEXT: return %[[R]]
func.func @gelu_by_erf(%x: tensor<4xf32>) -> tensor<4xf32> {
  %one = "tf.Const"() <{value = dense<1.0> : tensor<f32>}> : () -> tensor<f32>
  %two = "tf.Const"() <{value = dense<2.0> : tensor<f32>}> : () -> tensor<f32>
  %root = "tf.Const"() <{value = dense<1.41421354> : tensor<f32>}> : () -> tensor<f32>
  %0 = "tf.RealDiv"(%x, %root) : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
  %1 = "tf.Erf"(%0) : (tensor<4xf32>) -> tensor<4xf32>
  %2 = "tf.AddV2"(%one, %1) : (tensor<f32>, tensor<4xf32>) -> tensor<4xf32>
  %3 = "tf.Mul"(%x, %2) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %4 = "tf.RealDiv"(%3, %two) : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
  return %4 : tensor<4xf32>
}

// Another factor, another function.
// CHECK-LABEL: @no_gelu
// CHECK: "tf.Erf"
func.func @no_gelu(%x: tensor<4xf32>) -> tensor<4xf32> {
  %one = "tf.Const"() <{value = dense<1.0> : tensor<f32>}> : () -> tensor<f32>
  %half = "tf.Const"() <{value = dense<0.5> : tensor<f32>}> : () -> tensor<f32>
  %0 = "tf.Erf"(%x) : (tensor<4xf32>) -> tensor<4xf32>
  %1 = "tf.AddV2"(%0, %one) : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
  %2 = "tf.Mul"(%x, %1) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %3 = "tf.Mul"(%2, %half) : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
  return %3 : tensor<4xf32>
}

// A product between reshapes that only flatten takes all dimensions.
// CHECK-LABEL: @dense
// CHECK: "tf.BatchMatMulV2"(%arg0, {{.*}}) <{adj_x = false, adj_y = true}> : (tensor<?x3x2xf32>, tensor<4x2xf32>) -> tensor<?x3x4xf32>
// CHECK-NOT: tf.Reshape
func.func @dense(%x: tensor<?x3x2xf32>, %w: tensor<4x2xf32>) -> tensor<?x3x4xf32> {
  %flat = "tf.Const"() <{value = dense<[-1, 2]> : tensor<2xi32>}> : () -> tensor<2xi32>
  %full = "tf.Const"() <{value = dense<[-1, 3, 4]> : tensor<3xi32>}> : () -> tensor<3xi32>
  %0 = "tf.Reshape"(%x, %flat) : (tensor<?x3x2xf32>, tensor<2xi32>) -> tensor<?x2xf32>
  %1 = "tf.MatMul"(%0, %w) <{transpose_a = false, transpose_b = true}> : (tensor<?x2xf32>, tensor<4x2xf32>) -> tensor<?x4xf32>
  %2 = "tf.Reshape"(%1, %full) : (tensor<?x4xf32>, tensor<3xi32>) -> tensor<?x3x4xf32>
  return %2 : tensor<?x3x4xf32>
}

// Reshapes that mix dimensions stay.
// CHECK-LABEL: @mixed
// CHECK: "tf.Reshape"
// CHECK: "tf.MatMul"
// CHECK: "tf.Reshape"
func.func @mixed(%x: tensor<2x3x2xf32>, %w: tensor<4x2xf32>) -> tensor<3x2x4xf32> {
  %flat = "tf.Const"() <{value = dense<[-1, 2]> : tensor<2xi32>}> : () -> tensor<2xi32>
  %full = "tf.Const"() <{value = dense<[3, 2, 4]> : tensor<3xi32>}> : () -> tensor<3xi32>
  %0 = "tf.Reshape"(%x, %flat) : (tensor<2x3x2xf32>, tensor<2xi32>) -> tensor<6x2xf32>
  %1 = "tf.MatMul"(%0, %w) <{transpose_a = false, transpose_b = true}> : (tensor<6x2xf32>, tensor<4x2xf32>) -> tensor<6x4xf32>
  %2 = "tf.Reshape"(%1, %full) : (tensor<6x4xf32>, tensor<3xi32>) -> tensor<3x2x4xf32>
  return %2 : tensor<3x2x4xf32>
}

// Eight bits are quantized and back, once.
// CHECK-LABEL: @fake_quant
// CHECK: %[[Q:.*]] = "tfl.quantize"(%arg0) <{qtype = tensor<4x!quant.uniform<u8:f32, 0.0{{.*}}:127>>}>
// CHECK-NEXT: %[[D:.*]] = "tfl.dequantize"(%[[Q]])
// CHECK-NEXT: return %[[D]]
func.func @fake_quant(%x: tensor<4xf32>) -> tensor<4xf32> {
  %min = "tf.Const"() <{value = dense<-1.0> : tensor<f32>}> : () -> tensor<f32>
  %max = "tf.Const"() <{value = dense<1.0> : tensor<f32>}> : () -> tensor<f32>
  %0 = "tf.FakeQuantWithMinMaxArgs"(%x) <{min = -1.0 : f32, max = 1.0 : f32, num_bits = 8 : i64, narrow_range = false}> : (tensor<4xf32>) -> tensor<4xf32>
  %1 = "tf.FakeQuantWithMinMaxVars"(%0, %min, %max) <{num_bits = 8 : i64, narrow_range = false}> : (tensor<4xf32>, tensor<f32>, tensor<f32>) -> tensor<4xf32>
  return %1 : tensor<4xf32>
}

// Other widths are an op of TFLite, narrow ranges are arithmetic.
// CHECK-LABEL: @fake_quant_other
// CHECK: %[[F:.*]] = "tfl.fake_quant"(%arg0) <{max = 1.000000e+00 : f32, min = -1.000000e+00 : f32, narrow_range = false, num_bits = 4 : i32}>
// CHECK: "tf.Maximum"(%[[F]]
// CHECK: "tf.Minimum"
// CHECK: "tf.Floor"
func.func @fake_quant_other(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = "tf.FakeQuantWithMinMaxArgs"(%x) <{min = -1.0 : f32, max = 1.0 : f32, num_bits = 4 : i64, narrow_range = false}> : (tensor<4xf32>) -> tensor<4xf32>
  %1 = "tf.FakeQuantWithMinMaxArgs"(%0) <{min = -1.0 : f32, max = 1.0 : f32, num_bits = 8 : i64, narrow_range = true}> : (tensor<4xf32>) -> tensor<4xf32>
  return %1 : tensor<4xf32>
}

// An ellipsis is written out: of [..., 0] the last dimension is dropped.
// CHECK-LABEL: @ellipsis
// CHECK: "tf.StridedSlice"(%arg0, {{.*}}) <{begin_mask = 3 : i64, ellipsis_mask = 0 : i64, end_mask = 3 : i64, new_axis_mask = 0 : i64, shrink_axis_mask = 4 : i64}> : (tensor<2x3x4xf32>, tensor<3xi32>, tensor<3xi32>, tensor<3xi32>)
func.func @ellipsis(%x: tensor<2x3x4xf32>) -> tensor<2x3xf32> {
  %begin = "tf.Const"() <{value = dense<[0, 0]> : tensor<2xi32>}> : () -> tensor<2xi32>
  %end = "tf.Const"() <{value = dense<[0, 1]> : tensor<2xi32>}> : () -> tensor<2xi32>
  %strides = "tf.Const"() <{value = dense<1> : tensor<2xi32>}> : () -> tensor<2xi32>
  %0 = "tf.StridedSlice"(%x, %begin, %end, %strides) <{begin_mask = 0 : i64, ellipsis_mask = 1 : i64, end_mask = 0 : i64, new_axis_mask = 0 : i64, shrink_axis_mask = 2 : i64}> : (tensor<2x3x4xf32>, tensor<2xi32>, tensor<2xi32>, tensor<2xi32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// CHECK-LABEL: @arithmetic
// CHECK: %[[LOG:.*]] = "tf.Log"(%arg1)
// CHECK: %[[P:.*]] = "tf.Mul"(%arg0, %[[LOG]])
// CHECK: %[[Z:.*]] = "tf.Equal"(%arg0
// CHECK: "tf.SelectV2"(%[[Z]], {{.*}}, %[[P]])
// CHECK: "tf.NotEqual"(%arg0, %arg0)
func.func @arithmetic(%x: tensor<4xf32>, %y: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xi1>) {
  %0 = "tf.Xlogy"(%x, %y) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %1 = "tf.IsNan"(%x) : (tensor<4xf32>) -> tensor<4xi1>
  return %0, %1 : tensor<4xf32>, tensor<4xi1>
}

// CHECK-LABEL: @roll
// CHECK: %[[BACK:.*]] = "tf.Slice"(%arg0, {{.*}} -> tensor<2x1xf32>
// CHECK: %[[FRONT:.*]] = "tf.Slice"(%arg0, {{.*}} -> tensor<2x3xf32>
// CHECK: "tf.ConcatV2"(%[[BACK]], %[[FRONT]]
func.func @roll(%x: tensor<2x4xf32>) -> tensor<2x4xf32> {
  %shift = "tf.Const"() <{value = dense<1> : tensor<i32>}> : () -> tensor<i32>
  %axis = "tf.Const"() <{value = dense<-1> : tensor<i32>}> : () -> tensor<i32>
  %0 = "tf.Roll"(%x, %shift, %axis) : (tensor<2x4xf32>, tensor<i32>, tensor<i32>) -> tensor<2x4xf32>
  return %0 : tensor<2x4xf32>
}

// CHECK-LABEL: @band
// CHECK: %[[M:.*]] = "tf.Const"() <{value = dense<{{\[\[}}true, false], [true, true]]> : tensor<2x2xi1>}>
// CHECK: "tf.SelectV2"(%[[M]], %arg0
func.func @band(%x: tensor<?x2x2xf32>) -> tensor<?x2x2xf32> {
  %all = "tf.Const"() <{value = dense<-1> : tensor<i32>}> : () -> tensor<i32>
  %none = "tf.Const"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
  %0 = "tf.MatrixBandPart"(%x, %all, %none) : (tensor<?x2x2xf32>, tensor<i32>, tensor<i32>) -> tensor<?x2x2xf32>
  return %0 : tensor<?x2x2xf32>
}

// CHECK-LABEL: @scatter_add
// CHECK: %[[S:.*]] = "tf.ScatterNd"(%arg1, %arg2
// CHECK: "tf.AddV2"(%arg0, %[[S]])
func.func @scatter_add(%x: tensor<?x2xf32>, %i: tensor<3x1xi32>, %u: tensor<3x2xf32>) -> tensor<?x2xf32> {
  %0 = "tf.TensorScatterAdd"(%x, %i, %u) : (tensor<?x2xf32>, tensor<3x1xi32>, tensor<3x2xf32>) -> tensor<?x2xf32>
  return %0 : tensor<?x2xf32>
}
