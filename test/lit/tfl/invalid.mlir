// RUN: tfl-opt %s --split-input-file --verify-diagnostics

func.func @conv_2d_needs_padding(%x: tensor<1x8x8x3xf32>, %w: tensor<4x3x3x3xf32>, %b: tensor<4xf32>) {
  // expected-error @+1 {{'tfl.conv_2d' op requires attribute 'padding'}}
  %0 = "tfl.conv_2d"(%x, %w, %b) <{dilation_h_factor = 1 : i32, dilation_w_factor = 1 : i32, fused_activation_function = "RELU", stride_h = 1 : i32, stride_w = 1 : i32}> : (tensor<1x8x8x3xf32>, tensor<4x3x3x3xf32>, tensor<4xf32>) -> tensor<1x8x8x4xf32>
  return
}

// -----

func.func @conv_2d_activation_name(%x: tensor<1x8x8x3xf32>, %w: tensor<4x3x3x3xf32>, %b: tensor<4xf32>) {
  // expected-error @+1 {{attribute 'fused_activation_function' failed to satisfy constraint: fused activation enum}}
  %0 = "tfl.conv_2d"(%x, %w, %b) <{dilation_h_factor = 1 : i32, dilation_w_factor = 1 : i32, fused_activation_function = "SWISH", padding = "SAME", stride_h = 1 : i32, stride_w = 1 : i32}> : (tensor<1x8x8x3xf32>, tensor<4x3x3x3xf32>, tensor<4xf32>) -> tensor<1x8x8x4xf32>
  return
}

// -----

func.func @conv_2d_result_shape(%x: tensor<1x8x8x3xf32>, %w: tensor<4x3x3x3xf32>, %b: tensor<4xf32>) {
  // expected-error @+1 {{inferred type(s) 'tensor<1x8x8x4xf32>' are incompatible with return type(s) of operation 'tensor<1x8x8x5xf32>'}}
  %0 = "tfl.conv_2d"(%x, %w, %b) <{dilation_h_factor = 1 : i32, dilation_w_factor = 1 : i32, fused_activation_function = "NONE", padding = "SAME", stride_h = 1 : i32, stride_w = 1 : i32}> : (tensor<1x8x8x3xf32>, tensor<4x3x3x3xf32>, tensor<4xf32>) -> tensor<1x8x8x5xf32>
  return
}

// -----

func.func @conv_2d_stride_zero(%x: tensor<1x8x8x3xf32>, %w: tensor<4x3x3x3xf32>, %b: tensor<4xf32>) {
  // expected-error @+1 {{'tfl.conv_2d' op stride 0 is not positive}}
  %0 = "tfl.conv_2d"(%x, %w, %b) <{dilation_h_factor = 1 : i32, dilation_w_factor = 1 : i32, fused_activation_function = "NONE", padding = "SAME", stride_h = 0 : i32, stride_w = 1 : i32}> : (tensor<1x8x8x3xf32>, tensor<4x3x3x3xf32>, tensor<4xf32>) -> tensor<1x8x8x4xf32>
  return
}

// -----

func.func @conv_2d_bias_rank(%x: tensor<1x8x8x3xf32>, %w: tensor<4x3x3x3xf32>, %b: tensor<1x4xf32>) {
  // expected-error @+1 {{operand #2 must be 1D tensor of any type values or none type, but got 'tensor<1x4xf32>'}}
  %0 = "tfl.conv_2d"(%x, %w, %b) <{dilation_h_factor = 1 : i32, dilation_w_factor = 1 : i32, fused_activation_function = "NONE", padding = "SAME", stride_h = 1 : i32, stride_w = 1 : i32}> : (tensor<1x8x8x3xf32>, tensor<4x3x3x3xf32>, tensor<1x4xf32>) -> tensor<1x8x8x4xf32>
  return
}

// -----

func.func @add_shapes_do_not_broadcast(%x: tensor<2xf32>, %y: tensor<3xf32>) {
  // expected-error @+1 {{operands don't have broadcast-compatible shapes}}
  %0 = tfl.add(%x, %y) <{fused_activation_function = "NONE"}> : (tensor<2xf32>, tensor<3xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @sub_element_types_differ(%x: tensor<2xf32>, %y: tensor<2xi32>) {
  // expected-error @+1 {{'tfl.sub' op failed to verify that binary op operands have same element type}}
  %0 = tfl.sub(%x, %y) <{fused_activation_function = "NONE"}> : (tensor<2xf32>, tensor<2xi32>) -> tensor<2xf32>
  return
}

// -----

func.func @max_pool_2d_rank(%x: tensor<4x4x3xf32>) {
  // expected-error @+1 {{'tfl.max_pool_2d' op failed to verify that operand 0 is 4-D}}
  %0 = "tfl.max_pool_2d"(%x) <{filter_height = 2 : i32, filter_width = 2 : i32, fused_activation_function = "NONE", padding = "VALID", stride_h = 2 : i32, stride_w = 2 : i32}> : (tensor<4x4x3xf32>) -> tensor<2x2x3xf32>
  return
}

// -----

func.func @max_pool_2d_window_too_large(%x: tensor<1x4x4x3xf32>) {
  // expected-error @+1 {{a window that covers 5 elements does not fit into a dimension of size 4}}
  %0 = "tfl.max_pool_2d"(%x) <{filter_height = 5 : i32, filter_width = 2 : i32, fused_activation_function = "NONE", padding = "VALID", stride_h = 2 : i32, stride_w = 2 : i32}> : (tensor<1x4x4x3xf32>) -> tensor<1x1x2x3xf32>
  return
}

// -----

func.func @concatenation_sizes_differ(%x: tensor<2x3xf32>, %y: tensor<4x1xf32>) {
  // expected-error @+1 {{the sizes of joined operands differ: 2 and 4}}
  %0 = "tfl.concatenation"(%x, %y) <{axis = 1 : i32, fused_activation_function = "NONE"}> : (tensor<2x3xf32>, tensor<4x1xf32>) -> tensor<2x4xf32>
  return
}

// -----

func.func @concatenation_axis(%x: tensor<2x3xf32>) {
  // expected-error @+1 {{axis 2 is out of range for a tensor of rank 2}}
  %0 = "tfl.concatenation"(%x, %x) <{axis = 2 : i32, fused_activation_function = "NONE"}> : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x6xf32>
  return
}

// -----

func.func @fully_connected_filter_rank(%x: tensor<2x8xf32>, %w: tensor<4x2x4xf32>, %n: none) {
  // expected-error @+1 {{'tfl.fully_connected' op expect 2d filter, got 'tensor<4x2x4xf32>'}}
  %0 = "tfl.fully_connected"(%x, %w, %n) <{fused_activation_function = "NONE", keep_num_dims = false, weights_format = "DEFAULT"}> : (tensor<2x8xf32>, tensor<4x2x4xf32>, none) -> tensor<2x4xf32>
  return
}

// -----

func.func @fully_connected_depth(%x: tensor<3x5xf32>, %w: tensor<4x8xf32>, %n: none) {
  // expected-error @+1 {{an input of 15 elements is not made of rows of 8}}
  %0 = "tfl.fully_connected"(%x, %w, %n) <{fused_activation_function = "NONE", keep_num_dims = false, weights_format = "DEFAULT"}> : (tensor<3x5xf32>, tensor<4x8xf32>, none) -> tensor<2x4xf32>
  return
}

// -----

func.func @reshape_element_count(%x: tensor<2x3xf32>, %s: tensor<1xi32>) {
  // expected-error @+1 {{requires 'output' number of elements to match 'input' number of elements, but got 7 and 6}}
  %0 = "tfl.reshape"(%x, %s) : (tensor<2x3xf32>, tensor<1xi32>) -> tensor<7xf32>
  return
}

// -----

func.func @reshape_shape_rank(%x: tensor<2x3xf32>, %s: tensor<1x1xi32>) {
  // expected-error @+1 {{requires 'shape' to be rank 1, but got 2}}
  %0 = "tfl.reshape"(%x, %s) : (tensor<2x3xf32>, tensor<1x1xi32>) -> tensor<6xf32>
  return
}

// -----

func.func @transpose_duplicate_axis(%x: tensor<2x3xf32>) {
  %p = "tfl.pseudo_const"() <{value = dense<[1, 1]> : tensor<2xi32>}> : () -> tensor<2xi32>
  // expected-error @+1 {{the permutation names dimension 1 twice}}
  %0 = "tfl.transpose"(%x, %p) : (tensor<2x3xf32>, tensor<2xi32>) -> tensor<3x3xf32>
  return
}

// -----

func.func @transpose_result_shape(%x: tensor<2x3xf32>) {
  %p = "tfl.pseudo_const"() <{value = dense<[1, 0]> : tensor<2xi32>}> : () -> tensor<2xi32>
  // expected-error @+1 {{inferred type(s) 'tensor<3x2xf32>' are incompatible with return type(s) of operation 'tensor<2x3xf32>'}}
  %0 = "tfl.transpose"(%x, %p) : (tensor<2x3xf32>, tensor<2xi32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @pack_count(%x: tensor<4xf32>) {
  // expected-error @+1 {{input count should match 'values_count' attribute, found 2 and 3}}
  %0 = "tfl.pack"(%x, %x) <{axis = 0 : i32, values_count = 3 : i32}> : (tensor<4xf32>, tensor<4xf32>) -> tensor<2x4xf32>
  return
}

// -----

func.func @unpack_count(%x: tensor<2x4xf32>) {
  // expected-error @+1 {{output count should match 'num' attribute, found 2 and 3}}
  %0:2 = "tfl.unpack"(%x) <{axis = 0 : i32, num = 3 : i32}> : (tensor<2x4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
  return
}

// -----

func.func @split_is_not_even(%x: tensor<5x2xf32>) {
  %a = "tfl.pseudo_const"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
  // expected-error @+1 {{dimension 0 of size 5 cannot be cut into 2 equal parts}}
  %0:2 = "tfl.split"(%a, %x) <{num_splits = 2 : i32}> : (tensor<i32>, tensor<5x2xf32>) -> (tensor<2x2xf32>, tensor<2x2xf32>)
  return
}

// -----

func.func @split_dim_is_one_number(%a: tensor<2xi32>, %x: tensor<4x2xf32>) {
  // expected-error @+1 {{operand #0 is an 0-d tensor or 1-d tensor w/ 1 element}}
  %0:2 = "tfl.split"(%a, %x) <{num_splits = 2 : i32}> : (tensor<2xi32>, tensor<4x2xf32>) -> (tensor<2x2xf32>, tensor<2x2xf32>)
  return
}

// -----

func.func @pad_paddings(%x: tensor<2x3xf32>) {
  %p = "tfl.pseudo_const"() <{value = dense<-1> : tensor<2x2xi32>}> : () -> tensor<2x2xi32>
  // expected-error @+1 {{a padding is -1, which is negative}}
  %0 = "tfl.pad"(%x, %p) : (tensor<2x3xf32>, tensor<2x2xi32>) -> tensor<?x?xf32>
  return
}

// -----

func.func @slice_reaches_too_far(%x: tensor<4xf32>) {
  %b = "tfl.pseudo_const"() <{value = dense<2> : tensor<1xi32>}> : () -> tensor<1xi32>
  %s = "tfl.pseudo_const"() <{value = dense<3> : tensor<1xi32>}> : () -> tensor<1xi32>
  // expected-error @+1 {{a slice of size 3 from 2 does not fit into a dimension of size 4}}
  %0 = "tfl.slice"(%x, %b, %s) : (tensor<4xf32>, tensor<1xi32>, tensor<1xi32>) -> tensor<3xf32>
  return
}

// -----

func.func @mean_axis(%x: tensor<2x3xf32>) {
  %a = "tfl.pseudo_const"() <{value = dense<-3> : tensor<1xi32>}> : () -> tensor<1xi32>
  // expected-error @+1 {{axis -3 is out of range for a tensor of rank 2}}
  %0 = "tfl.mean"(%x, %a) <{keep_dims = false}> : (tensor<2x3xf32>, tensor<1xi32>) -> tensor<?xf32>
  return
}

// -----

func.func @gather_batch_dims(%x: tensor<4x5xf32>, %i: tensor<3xi32>) {
  // expected-error @+1 {{batch_dims 1 does not fit axis 0 and indices of rank 1}}
  %0 = "tfl.gather"(%x, %i) <{axis = 0 : i32, batch_dims = 1 : i32}> : (tensor<4x5xf32>, tensor<3xi32>) -> tensor<3x5xf32>
  return
}

// -----

func.func @prelu_slopes(%x: tensor<1x2x2x3xf32>, %a: tensor<3xf32>) {
  // expected-error @+1 {{'alpha' should have one less rank than 'input'.}}
  %0 = "tfl.prelu"(%x, %a) : (tensor<1x2x2x3xf32>, tensor<3xf32>) -> tensor<1x2x2x3xf32>
  return
}

// -----

func.func @abs_result_shape(%x: tensor<4xf32>) {
  // expected-error @+1 {{requires the same shape for all operands and results}}
  %0 = "tfl.abs"(%x) : (tensor<4xf32>) -> tensor<5xf32>
  return
}

// -----

func.func @pseudo_const_value() {
  // expected-error @+1 {{the value is 'tensor<4xf32>', but the result is 'tensor<5xf32>'}}
  %0 = "tfl.pseudo_const"() <{value = dense<1.0> : tensor<4xf32>}> : () -> tensor<5xf32>
  return
}

// -----

func.func @quantize_qtype(%x: tensor<4xf32>) {
  // expected-error @+1 {{'qtype' is 'tensor<4x!quant.uniform<i8:f32, 5.000000e-01>>', but the result is 'tensor<4x!quant.uniform<i8:f32, 2.500000e-01>>'}}
  %0 = "tfl.quantize"(%x) <{qtype = tensor<4x!quant.uniform<i8:f32, 0.5>>}> : (tensor<4xf32>) -> tensor<4x!quant.uniform<i8:f32, 0.25>>
  return
}

// -----

func.func @lstm_clip_is_negative(%x: tensor<1x2xf32>, %h: tensor<1x3xf32>, %w: tensor<12x5xf32>, %b: tensor<12xf32>) {
  // expected-error @+1 {{attribute 'cell_clip' failed to satisfy constraint: 32-bit float attribute whose value is non-negative}}
  %0:4 = "tfl.basic_lstm"(%x, %h, %w, %b, %h) <{cell_clip = -1.0 : f32, fused_activation_function = "TANH"}> : (tensor<1x2xf32>, tensor<1x3xf32>, tensor<12x5xf32>, tensor<12xf32>, tensor<1x3xf32>) -> (tensor<1x3xf32>, tensor<1x3xf32>, tensor<1x5xf32>, tensor<1x12xf32>)
  return
}

// -----

func.func @while_operand_count(%n: tensor<i32>) {
  // expected-error @+1 {{number of operands does not match number of results: 1 and 0}}
  "tfl.while"(%n) ({
  ^bb0(%a: tensor<i32>):
    %1 = tfl.less(%a, %a) : (tensor<i32>, tensor<i32>) -> tensor<i1>
    "tfl.yield"(%1) : (tensor<i1>) -> ()
  }, {
  ^bb0(%a: tensor<i32>):
    "tfl.yield"(%a) : (tensor<i32>) -> ()
  }) : (tensor<i32>) -> ()
  return
}

// -----

func.func @while_condition_type(%n: tensor<i32>) {
  %0 = "tfl.while"(%n) ({
  ^bb0(%a: tensor<i32>):
    // expected-error @+1 {{of a condition must yield one tensor<i1>}}
    "tfl.yield"(%a) : (tensor<i32>) -> ()
  }, {
  ^bb0(%a: tensor<i32>):
    "tfl.yield"(%a) : (tensor<i32>) -> ()
  }) : (tensor<i32>) -> tensor<i32>
  return
}

// -----

func.func @if_yields_other_types(%c: tensor<i1>, %x: tensor<4xf32>, %y: tensor<5xf32>) {
  %0 = "tfl.if"(%c) ({
    "tfl.yield"(%x) : (tensor<4xf32>) -> ()
  }, {
    // expected-error @+1 {{has values yielded of which #0 is 'tensor<5xf32>', expected 'tensor<4xf32>'}}
    "tfl.yield"(%y) : (tensor<5xf32>) -> ()
  }) : (tensor<i1>) -> tensor<4xf32>
  return
}

// -----

func.func @no_such_op(%x: tensor<4xf32>) {
  // expected-error @+1 {{unknown operation 'tfl.relu7' of the dialect 'tfl'}}
  %0 = "tfl.relu7"(%x) : (tensor<4xf32>) -> tensor<4xf32>
  return
}
