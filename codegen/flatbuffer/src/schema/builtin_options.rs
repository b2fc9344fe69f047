//! The tables of the `BuiltinOptions` union: the options of operators up to RIGHT_SHIFT.
//!
//! `tag Table { field: kind = default, .. }`, fields in slot order, a default of zero left out.

use super::enums::{
    ACTIVATION, COMBINER, LSH_PROJECTION, LSTM_KERNEL, MIRROR_PAD_MODE, PADDING, TENSOR_TYPE, WEIGHTS_FORMAT,
};
use super::options::{Kind::*, OptionsTable, options_tables};

options_tables! { BUILTIN_OPTIONS: BuiltinOptions;
    1 Conv2DOptions {
        padding: Enum(PADDING), stride_w: I32, stride_h: I32,
        fused_activation_function: Enum(ACTIVATION), dilation_w_factor: I32 = 1,
        dilation_h_factor: I32 = 1, quantized_bias_type: Enum(TENSOR_TYPE)
    }
    2 DepthwiseConv2DOptions {
        padding: Enum(PADDING), stride_w: I32, stride_h: I32, depth_multiplier: I32,
        fused_activation_function: Enum(ACTIVATION), dilation_w_factor: I32 = 1,
        dilation_h_factor: I32 = 1
    }
    3 ConcatEmbeddingsOptions {
        num_channels: I32, num_columns_per_channel: I32s, embedding_dim_per_channel: I32s
    }
    4 LSHProjectionOptions { r#type: Enum(LSH_PROJECTION) }
    5 Pool2DOptions {
        padding: Enum(PADDING), stride_w: I32, stride_h: I32, filter_width: I32,
        filter_height: I32, fused_activation_function: Enum(ACTIVATION)
    }
    6 SVDFOptions {
        rank: I32, fused_activation_function: Enum(ACTIVATION),
        asymmetric_quantize_inputs: Bool
    }
    7 RNNOptions { fused_activation_function: Enum(ACTIVATION), asymmetric_quantize_inputs: Bool }
    8 FullyConnectedOptions {
        fused_activation_function: Enum(ACTIVATION), weights_format: Enum(WEIGHTS_FORMAT),
        keep_num_dims: Bool, asymmetric_quantize_inputs: Bool,
        quantized_bias_type: Enum(TENSOR_TYPE), quant_spec: Bytes
    }
    9 SoftmaxOptions { beta: F32 }
    10 ConcatenationOptions { axis: I32, fused_activation_function: Enum(ACTIVATION) }
    11 AddOptions { fused_activation_function: Enum(ACTIVATION), pot_scale_int16: Bool = 1 }
    12 L2NormOptions { fused_activation_function: Enum(ACTIVATION) }
    13 LocalResponseNormalizationOptions { radius: I32, bias: F32, alpha: F32, beta: F32 }
    14 LSTMOptions {
        fused_activation_function: Enum(ACTIVATION), cell_clip: F32, proj_clip: F32,
        kernel_type: Enum(LSTM_KERNEL), asymmetric_quantize_inputs: Bool
    }
    15 ResizeBilinearOptions {
        new_height: I32, new_width: I32, align_corners: Bool, half_pixel_centers: Bool
    }
    16 CallOptions { subgraph: U32 }
    17 ReshapeOptions { new_shape: I32s }
    18 SkipGramOptions { ngram_size: I32, max_skip_size: I32, include_all_ngrams: Bool }
    19 SpaceToDepthOptions { block_size: I32 }
    20 EmbeddingLookupSparseOptions { combiner: Enum(COMBINER) }
    21 MulOptions { fused_activation_function: Enum(ACTIVATION) }
    22 PadOptions {}
    23 GatherOptions { axis: I32, batch_dims: I32 }
    24 BatchToSpaceNDOptions {}
    25 SpaceToBatchNDOptions {}
    26 TransposeOptions {}
    27 ReducerOptions { keep_dims: Bool }
    28 SubOptions { fused_activation_function: Enum(ACTIVATION), pot_scale_int16: Bool = 1 }
    29 DivOptions { fused_activation_function: Enum(ACTIVATION) }
    30 SqueezeOptions { squeeze_dims: I32s }
    31 SequenceRNNOptions {
        time_major: Bool, fused_activation_function: Enum(ACTIVATION),
        asymmetric_quantize_inputs: Bool
    }
    32 StridedSliceOptions {
        begin_mask: I32, end_mask: I32, ellipsis_mask: I32, new_axis_mask: I32,
        shrink_axis_mask: I32, offset: Bool
    }
    33 ExpOptions {}
    34 TopKV2Options {}
    35 SplitOptions { num_splits: I32 }
    36 LogSoftmaxOptions {}
    37 CastOptions { in_data_type: Enum(TENSOR_TYPE), out_data_type: Enum(TENSOR_TYPE) }
    38 DequantizeOptions {}
    39 MaximumMinimumOptions {}
    40 ArgMaxOptions { output_type: Enum(TENSOR_TYPE) }
    41 LessOptions {}
    42 NegOptions {}
    43 PadV2Options {}
    44 GreaterOptions {}
    45 GreaterEqualOptions {}
    46 LessEqualOptions {}
    47 SelectOptions {}
    48 SliceOptions {}
    49 TransposeConvOptions {
        padding: Enum(PADDING), stride_w: I32, stride_h: I32,
        fused_activation_function: Enum(ACTIVATION), quantized_bias_type: Enum(TENSOR_TYPE)
    }
    50 SparseToDenseOptions { validate_indices: Bool }
    51 TileOptions {}
    52 ExpandDimsOptions {}
    53 EqualOptions {}
    54 NotEqualOptions {}
    55 ShapeOptions { out_type: Enum(TENSOR_TYPE) }
    56 PowOptions {}
    57 ArgMinOptions { output_type: Enum(TENSOR_TYPE) }
    58 FakeQuantOptions { min: F32, max: F32, num_bits: I32, narrow_range: Bool }
    59 PackOptions { values_count: I32, axis: I32 }
    60 LogicalOrOptions {}
    61 OneHotOptions { axis: I32 }
    62 LogicalAndOptions {}
    63 LogicalNotOptions {}
    64 UnpackOptions { num: I32, axis: I32 }
    65 FloorDivOptions {}
    66 SquareOptions {}
    67 ZerosLikeOptions {}
    68 FillOptions {}
    69 BidirectionalSequenceLSTMOptions {
        fused_activation_function: Enum(ACTIVATION), cell_clip: F32, proj_clip: F32,
        merge_outputs: Bool, time_major: Bool = 1, asymmetric_quantize_inputs: Bool
    }
    70 BidirectionalSequenceRNNOptions {
        time_major: Bool, fused_activation_function: Enum(ACTIVATION), merge_outputs: Bool,
        asymmetric_quantize_inputs: Bool
    }
    71 UnidirectionalSequenceLSTMOptions {
        fused_activation_function: Enum(ACTIVATION), cell_clip: F32, proj_clip: F32,
        time_major: Bool, asymmetric_quantize_inputs: Bool, diagonal_recurrent_tensors: Bool
    }
    72 FloorModOptions {}
    73 RangeOptions {}
    74 ResizeNearestNeighborOptions { align_corners: Bool, half_pixel_centers: Bool }
    75 LeakyReluOptions { alpha: F32 }
    76 SquaredDifferenceOptions {}
    77 MirrorPadOptions { mode: Enum(MIRROR_PAD_MODE) }
    78 AbsOptions {}
    79 SplitVOptions { num_splits: I32 }
    80 UniqueOptions { idx_out_type: Enum(TENSOR_TYPE) = 2 }
    81 ReverseV2Options {}
    82 AddNOptions {}
    83 GatherNdOptions {}
    84 CosOptions {}
    85 WhereOptions {}
    86 RankOptions {}
    87 ReverseSequenceOptions { seq_dim: I32, batch_dim: I32 }
    88 MatrixDiagOptions {}
    89 QuantizeOptions {}
    90 MatrixSetDiagOptions {}
    91 HardSwishOptions {}
    92 IfOptions { then_subgraph_index: I32, else_subgraph_index: I32 }
    93 WhileOptions { cond_subgraph_index: I32, body_subgraph_index: I32 }
    94 DepthToSpaceOptions { block_size: I32 }
    95 NonMaxSuppressionV4Options {}
    96 NonMaxSuppressionV5Options {}
    97 ScatterNdOptions {}
    98 SelectV2Options {}
    99 DensifyOptions {}
    100 SegmentSumOptions {}
    101 BatchMatMulOptions { adj_x: Bool, adj_y: Bool, asymmetric_quantize_inputs: Bool }
    102 CumsumOptions { exclusive: Bool, reverse: Bool }
    103 CallOnceOptions { init_subgraph_index: I32 }
    104 BroadcastToOptions {}
    105 Rfft2dOptions {}
    106 Conv3DOptions {
        padding: Enum(PADDING), stride_d: I32, stride_w: I32, stride_h: I32,
        fused_activation_function: Enum(ACTIVATION), dilation_d_factor: I32 = 1,
        dilation_w_factor: I32 = 1, dilation_h_factor: I32 = 1
    }
    107 HashtableOptions { table_id: I32, key_dtype: Enum(TENSOR_TYPE), value_dtype: Enum(TENSOR_TYPE) }
    108 HashtableFindOptions {}
    109 HashtableImportOptions {}
    110 HashtableSizeOptions {}
    111 VarHandleOptions { container: Str, shared_name: Str }
    112 ReadVariableOptions {}
    113 AssignVariableOptions {}
    114 RandomOptions { seed: I64, seed2: I64 }
    115 BucketizeOptions { boundaries: F32s }
    116 GeluOptions { approximate: Bool }
    117 DynamicUpdateSliceOptions {}
    118 UnsortedSegmentProdOptions {}
    119 UnsortedSegmentMaxOptions {}
    120 UnsortedSegmentMinOptions {}
    121 UnsortedSegmentSumOptions {}
    122 ATan2Options {}
    123 SignOptions {}
    124 BitcastOptions {}
    125 BitwiseXorOptions {}
    126 RightShiftOptions {}
}
