// RUN: tfl-opt %s | FileCheck %s
// RUN: tfl-opt %s --mlir-print-op-generic | tfl-opt | FileCheck %s

// CHECK-LABEL: @casts
func.func @casts(%x: tensor<4xf32>) -> tensor<4xi8> {
  // CHECK: "quantfork.stats"(%arg0) <{layerStats = dense<[-1.000000e+00, 1.000000e+00]> : tensor<2xf32>}> : (tensor<4xf32>) -> tensor<4xf32>
  %0 = "quantfork.stats"(%x) <{layerStats = dense<[-1.0, 1.0]> : tensor<2xf32>}> : (tensor<4xf32>) -> tensor<4xf32>
  // CHECK: "quantfork.qcast"(%{{.*}}) : (tensor<4xf32>) -> tensor<4x!quant.uniform<i8:f32, 0.0078431372549019607:-128>>
  %1 = "quantfork.qcast"(%0) : (tensor<4xf32>) -> tensor<4x!quant.uniform<i8:f32, 0.0078431372549019607:-128>>
  // CHECK: "quantfork.dcast"
  %2 = "quantfork.dcast"(%1) : (tensor<4x!quant.uniform<i8:f32, 0.0078431372549019607:-128>>) -> tensor<4xf32>
  // CHECK: "quant.qcast"(%{{.*}}) : (tensor<4xf32>) -> tensor<4x!quant.uniform<i8<-127:127>:f32:0, {5.000000e-01,2.500000e-01,1.000000e+00,2.000000e+00:3}>>
  %3 = "quant.qcast"(%2) : (tensor<4xf32>) -> tensor<4x!quant.uniform<i8<-127:127>:f32:0, {0.5, 0.25, 1.0, 2.0:3}>>
  // CHECK: "quant.scast"
  %4 = "quant.scast"(%3) : (tensor<4x!quant.uniform<i8<-127:127>:f32:0, {0.5, 0.25, 1.0, 2.0:3}>>) -> tensor<4xi8>
  return %4 : tensor<4xi8>
}
