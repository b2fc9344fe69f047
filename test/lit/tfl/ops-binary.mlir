// RUN: tfl-opt %s | FileCheck %s
// RUN: tfl-opt %s --mlir-print-op-generic | tfl-opt | FileCheck %s

// The pretty form needs one type for everything, and holds every attribute in one list.
// CHECK-LABEL: @one_type
func.func @one_type(%x: tensor<4xf32>, %c: tensor<4xi1>) -> tensor<4xf32> {
  // CHECK: tfl.mul %arg0, %arg0 {fused_activation_function = "NONE", note} : tensor<4xf32>
  %0 = "tfl.mul"(%x, %x) <{fused_activation_function = "NONE"}> {note} : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  // CHECK: tfl.squared_difference %{{.*}}, %arg0 : tensor<4xf32>
  %1 = tfl.squared_difference %0, %x : tensor<4xf32>
  // CHECK: tfl.logical_and %arg1, %arg1 : tensor<4xi1>
  %2 = tfl.logical_and %c, %c : tensor<4xi1>
  return %1 : tensor<4xf32>
}

// Otherwise the generic body follows the bare name: always for comparisons of numbers.
// CHECK-LABEL: @several_types
func.func @several_types(%x: tensor<4xf32>, %y: tensor<f32>) -> tensor<4xi1> {
  // CHECK: tfl.add(%arg0, %arg1) <{fused_activation_function = "RELU"}> : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
  %0 = tfl.add(%x, %y) <{fused_activation_function = "RELU"}> : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
  // CHECK: tfl.less(%{{.*}}, %arg0) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
  %1 = tfl.less(%0, %x) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
  return %1 : tensor<4xi1>
}

// `equal` and `maximum` look like these, but are generic.
// CHECK-LABEL: @generic_relatives
func.func @generic_relatives(%x: tensor<4xf32>) -> tensor<4xi1> {
  // CHECK: "tfl.maximum"(%arg0, %arg0) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %0 = "tfl.maximum"(%x, %x) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  // CHECK: "tfl.equal"(%{{.*}}, %arg0) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
  %1 = "tfl.equal"(%0, %x) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
  return %1 : tensor<4xi1>
}
