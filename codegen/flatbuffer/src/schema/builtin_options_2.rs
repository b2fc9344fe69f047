//! The tables of the `BuiltinOptions2` union: StableHLO operators and the ones added after
//! `BuiltinOptions` had run out of numbers.
//!
//! `tag Table { field: kind = default, .. }`, fields in slot order, a default of zero left out.

use super::enums::{
    COMPARISON_DIRECTION, COMPARISON_TYPE, CUSTOM_OPTIONS_FORMAT, PRECISION, REDUCE_WINDOW_FUNCTION,
    RNG_ALGORITHM,
};
use super::options::{Kind::*, OptionsTable, options_tables};

options_tables! { BUILTIN_OPTIONS_2: BuiltinOptions2;
    1 StablehloConcatenateOptions { dimension: I64 }
    2 StablehloBroadcastInDimOptions { broadcast_dimensions: I64s }
    3 StablehloSliceOptions { start_indices: I64s, limit_indices: I64s, strides: I64s }
    4 StablehloConvolutionOptions {
        window_strides: I64s, padding: I64s, lhs_dilation: I64s, rhs_dilation: I64s,
        window_reversal: Bools, input_batch_dimension: I64, input_feature_dimension: I64,
        input_spatial_dimensions: I64s, kernel_input_feature_dimension: I64,
        kernel_output_feature_dimension: I64, kernel_spatial_dimensions: I64s,
        output_batch_dimension: I64, output_feature_dimension: I64,
        output_spatial_dimensions: I64s, feature_group_count: I64, batch_group_count: I64,
        precision_config: Enums(PRECISION)
    }
    5 StablehloCustomCallOptions {
        call_target_name: Str, has_side_effect: Bool, backend_config: Str, api_version: I32,
        called_computations: I32s, custom_attributes: Bytes
    }
    6 StablehloReduceOptions { dimensions: I64s, body_subgraph_index: I32 }
    7 StablehloScatterOptions {
        indices_are_sorted: Bool, update_window_dims: I64s, inserted_window_dims: I64s,
        scatter_dims_to_operand_dims: I64s, index_vector_dim: I64, unique_indices: Bool,
        update_computation_subgraph_index: I32
    }
    8 StablehloCompareOptions {
        comparison_direction: Enum(COMPARISON_DIRECTION), compare_type: Enum(COMPARISON_TYPE)
    }
    9 StablehloDynamicSliceOptions { slice_sizes: I64s }
    10 StablehloPadOptions { edge_padding_low: I64s, edge_padding_high: I64s, interior_padding: I64s }
    11 StablehloIotaOptions { iota_dimension: I64 }
    12 StablehloDotGeneralOptions {
        lhs_batching_dimensions: I64s, rhs_batching_dimensions: I64s,
        lhs_contracting_dimensions: I64s, rhs_contracting_dimensions: I64s,
        precision_config: Enums(PRECISION)
    }
    13 StablehloReduceWindowOptions {
        window_dimensions: I64s, window_strides: I64s, base_dilations: I64s,
        window_dilations: I64s, padding: I64s, body_subgraph_index: I32
    }
    14 StablehloSortOptions { dimension: I64, is_stable: Bool, comparator_subgraph_index: I32 }
    15 StablehloWhileOptions { cond_subgraph_index: I32, body_subgraph_index: I32 }
    16 StablehloGatherOptions {
        offset_dims: I64s, collapsed_slice_dims: I64s, start_index_map: I64s,
        index_vector_dim: I64, slice_sizes: I64s, indices_are_sorted: Bool
    }
    17 StablehloTransposeOptions { permutation: I64s }
    18 DilateOptions {}
    19 StablehloRngBitGeneratorOptions { algorithm: Enum(RNG_ALGORITHM) }
    20 ReduceWindowOptions { reduce_function: Enum(REDUCE_WINDOW_FUNCTION) }
    21 StableHLOCompositeOptions {
        name: Str, decomposition_subgraph_index: I32, composite_attributes: Bytes,
        composite_attributes_format: Enum(CUSTOM_OPTIONS_FORMAT), version: I32
    }
    22 StablehloShiftLeftOptions {}
    23 StablehloCaseOptions { branch_subgraph_indices: I32s }
}
