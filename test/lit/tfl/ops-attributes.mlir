// RUN: tfl-opt %s | FileCheck %s
// RUN: tfl-opt %s --mlir-print-op-generic | tfl-opt | FileCheck %s

// What is declared stands in `<{…}>`, wherever it was written; what is not stays in `{…}`.
// CHECK-LABEL: @inherent_and_discardable
func.func @inherent_and_discardable(%x: tensor<1x8x8x3xf32>, %w: tensor<4x3x3x3xf32>, %b: tensor<4xf32>) -> tensor<1x8x8x4xf32> {
  // CHECK: "tfl.conv_2d"(%arg0, %arg1, %arg2) <{dilation_h_factor = 1 : i32, dilation_w_factor = 1 : i32, fused_activation_function = "RELU", padding = "SAME", stride_h = 1 : i32, stride_w = 1 : i32}> {layer = "conv"} : (tensor<1x8x8x3xf32>, tensor<4x3x3x3xf32>, tensor<4xf32>) -> tensor<1x8x8x4xf32>
  %0 = "tfl.conv_2d"(%x, %w, %b) {dilation_h_factor = 1 : i32, dilation_w_factor = 1 : i32, fused_activation_function = "RELU", layer = "conv", padding = "SAME", stride_h = 1 : i32, stride_w = 1 : i32} : (tensor<1x8x8x3xf32>, tensor<4x3x3x3xf32>, tensor<4xf32>) -> tensor<1x8x8x4xf32>
  return %0 : tensor<1x8x8x4xf32>
}

// A default that is not optional is filled in when the op is read.
// CHECK-LABEL: @default_is_filled_in
func.func @default_is_filled_in() -> tensor<!tf_type.resource> {
  // CHECK: "tfl.var_handle"() <{container = "", shared_name = "v"}>
  %0 = "tfl.var_handle"() {shared_name = "v"} : () -> tensor<!tf_type.resource>
  return %0 : tensor<!tf_type.resource>
}

// An optional attribute stays away until somebody sets it, and prints once it is set.
// CHECK-LABEL: @optional_stays_unset
func.func @optional_stays_unset(%x: tensor<2x8xf32>, %w: tensor<4x8xf32>, %n: none) -> (tensor<2x4xf32>, tensor<2x4xf32>) {
  // CHECK: "tfl.fully_connected"(%arg0, %arg1, %arg2) <{fused_activation_function = "NONE", keep_num_dims = false, weights_format = "DEFAULT"}>
  %0 = "tfl.fully_connected"(%x, %w, %n) <{fused_activation_function = "NONE", keep_num_dims = false, weights_format = "DEFAULT"}> : (tensor<2x8xf32>, tensor<4x8xf32>, none) -> tensor<2x4xf32>
  // CHECK: <{asymmetric_quantize_inputs = false, fused_activation_function
  %1 = "tfl.fully_connected"(%x, %w, %n) <{asymmetric_quantize_inputs = false, fused_activation_function = "NONE", keep_num_dims = false, weights_format = "DEFAULT"}> : (tensor<2x8xf32>, tensor<4x8xf32>, none) -> tensor<2x4xf32>
  return %0, %1 : tensor<2x4xf32>, tensor<2x4xf32>
}

// CHECK-LABEL: @attributes_of_the_dialect
func.func @attributes_of_the_dialect(%x: tensor<2x3xf32>, %p: tensor<2x2xi32>) -> (tensor<?x?xf32>, tensor<4xf32>) {
  // CHECK: "tfl.mirror_pad"(%arg0, %arg1) <{mode = #tfl<mirror_pad_attr SYMMETRIC>}>
  %0 = "tfl.mirror_pad"(%x, %p) <{mode = #tfl<mirror_pad_attr SYMMETRIC>}> : (tensor<2x3xf32>, tensor<2x2xi32>) -> tensor<?x?xf32>
  // CHECK: "tfl.custom"(%arg0) <{custom_code = "my_op", custom_option = #tfl<const_bytes : "0x0A0B">}>
  %1 = "tfl.custom"(%x) <{custom_code = "my_op", custom_option = #tfl<const_bytes : "0x0A0B">}> : (tensor<2x3xf32>) -> tensor<4xf32>
  return %0, %1 : tensor<?x?xf32>, tensor<4xf32>
}

// CHECK-LABEL: @absent_operand
func.func @absent_operand() -> none {
  // CHECK: "tfl.no_value"() <{value}> : () -> none
  %0 = "tfl.no_value"() <{value}> : () -> none
  return %0 : none
}
