//! Slots of the tables other than options. A union's slot is the one of its value; the one before it
//! holds its type.

/// A field of a table: its slot number and the name errors use.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Slot {
    pub(crate) number: u16,
    pub(crate) name: &'static str,
}

macro_rules! slots {
    ($($table:ident { $($slot:ident $name:literal = $number:literal),* $(,)? })*) => {
        $(pub(crate) mod $table {
            use super::Slot;
            $(pub(crate) const $slot: Slot = Slot { number: $number, name: $name };)*
        })*
    };
}

slots! {
    model {
        VERSION "version" = 0, OPERATOR_CODES "operator_codes" = 1, SUBGRAPHS "subgraphs" = 2,
        DESCRIPTION "description" = 3, BUFFERS "buffers" = 4, METADATA_BUFFER "metadata_buffer" = 5,
        METADATA "metadata" = 6, SIGNATURE_DEFS "signature_defs" = 7,
        EXTERNAL_BUFFER_GROUPS "external_buffer_groups" = 8, EXTERNAL_BUFFERS "external_buffers" = 9,
    }
    operator_code {
        DEPRECATED_BUILTIN_CODE "deprecated_builtin_code" = 0, CUSTOM_CODE "custom_code" = 1,
        VERSION "version" = 2, BUILTIN_CODE "builtin_code" = 3,
    }
    subgraph {
        TENSORS "tensors" = 0, INPUTS "inputs" = 1, OUTPUTS "outputs" = 2, OPERATORS "operators" = 3,
        NAME "name" = 4, DEBUG_METADATA_INDEX "debug_metadata_index" = 5,
    }
    tensor {
        SHAPE "shape" = 0, TYPE "type" = 1, BUFFER "buffer" = 2, NAME "name" = 3,
        QUANTIZATION "quantization" = 4, IS_VARIABLE "is_variable" = 5, SPARSITY "sparsity" = 6,
        SHAPE_SIGNATURE "shape_signature" = 7, HAS_RANK "has_rank" = 8,
        VARIANT_TENSORS "variant_tensors" = 9, EXTERNAL_BUFFER "external_buffer" = 10,
    }
    variant_sub_type { SHAPE "shape" = 0, TYPE "type" = 1, HAS_RANK "has_rank" = 2 }
    quantization {
        MIN "min" = 0, MAX "max" = 1, SCALE "scale" = 2, ZERO_POINT "zero_point" = 3,
        DETAILS_TYPE "details_type" = 4, DETAILS "details" = 5,
        QUANTIZED_DIMENSION "quantized_dimension" = 6,
    }
    custom_quantization { CUSTOM "custom" = 0 }
    blockwise_quantization {
        SCALES "scales" = 0, ZERO_POINTS "zero_points" = 1, BLOCK_SIZE "block_size" = 2,
        BLOCK_SHAPE "block_shape" = 3,
    }
    multi_axis_quantization {
        SCALES "scales" = 0, ZERO_POINTS "zero_points" = 1, BLOCK_SIZE "block_size" = 2,
        QUANTIZED_DIMENSIONS "quantized_dimensions" = 3,
    }
    sparsity { TRAVERSAL_ORDER "traversal_order" = 0, BLOCK_MAP "block_map" = 1, DIM_METADATA "dim_metadata" = 2 }
    dimension {
        FORMAT "format" = 0, DENSE_SIZE "dense_size" = 1,
        SEGMENTS_TYPE "array_segments_type" = 2, SEGMENTS "array_segments" = 3,
        INDICES_TYPE "array_indices_type" = 4, INDICES "array_indices" = 5,
    }
    index_vector { VALUES "values" = 0 }
    operator {
        OPCODE_INDEX "opcode_index" = 0, INPUTS "inputs" = 1, OUTPUTS "outputs" = 2,
        BUILTIN_OPTIONS_TYPE "builtin_options_type" = 3, BUILTIN_OPTIONS "builtin_options" = 4,
        CUSTOM_OPTIONS "custom_options" = 5, CUSTOM_OPTIONS_FORMAT "custom_options_format" = 6,
        MUTATING_VARIABLE_INPUTS "mutating_variable_inputs" = 7, INTERMEDIATES "intermediates" = 8,
        LARGE_CUSTOM_OPTIONS_OFFSET "large_custom_options_offset" = 9,
        LARGE_CUSTOM_OPTIONS_SIZE "large_custom_options_size" = 10,
        BUILTIN_OPTIONS_2_TYPE "builtin_options_2_type" = 11, BUILTIN_OPTIONS_2 "builtin_options_2" = 12,
        DEBUG_METADATA_INDEX "debug_metadata_index" = 13,
    }
    buffer { DATA "data" = 0, OFFSET "offset" = 1, SIZE "size" = 2 }
    metadata { NAME "name" = 0, BUFFER "buffer" = 1 }
    signature {
        INPUTS "inputs" = 0, OUTPUTS "outputs" = 1, SIGNATURE_KEY "signature_key" = 2,
        SUBGRAPH_INDEX "subgraph_index" = 4,
    }
    tensor_map { NAME "name" = 0, TENSOR_INDEX "tensor_index" = 1 }
    external_buffer_group { NAME "name" = 0 }
    external_buffer {
        ID "id" = 0, GROUP "group" = 1, OFFSET "offset" = 2, LENGTH "length" = 3, PACKING "packing" = 4,
    }
}
