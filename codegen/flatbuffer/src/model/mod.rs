//! A `.tflite` file in memory: its tables as plain data, its large contents as shared bytes.
//!
//! Indices mean what they mean in the file. `validate` says which of them may be trusted.

mod element_type;
mod quantization;
mod sparsity;

use bytes::Bytes;

use crate::schema::{Options, builtin};

pub use element_type::TensorType;
pub use quantization::{Quantization, QuantizationDetails};
pub use sparsity::{Dimension, DimensionFormat, IndexVector, Sparsity};

/// A whole model.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Model {
    /// The version of the schema; 3 in every file of today.
    pub version: u32,
    /// What made the file.
    pub description: String,
    /// What operators refer to.
    pub operator_codes: Vec<OperatorCode>,
    /// The functions of the model; the first is its entry.
    pub subgraphs: Vec<Subgraph>,
    /// What tensors and metadata refer to. The first is empty by convention.
    pub buffers: Vec<Buffer>,
    /// The buffers that old readers look for metadata in.
    pub metadata_buffer: Vec<i32>,
    /// Named buffers that do not take part in the computation.
    pub metadata: Vec<Metadata>,
    /// Named ways to call the model.
    pub signatures: Vec<Signature>,
    /// Names of the files that external buffers lie in.
    pub external_buffer_groups: Vec<String>,
    /// Contents of tensors outside this file.
    pub external_buffers: Vec<ExternalBuffer>,
    /// A zip archive after the tables: labels and vocabularies that metadata describes. Empty if there is none.
    pub associated_files: Bytes,
}

/// Which operation an operator is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct OperatorCode {
    /// The number of a builtin operator; see [`builtin`].
    pub builtin: i32,
    /// The name of a custom operator; empty for others.
    pub custom: String,
    /// Which revision of the operator's definition is meant.
    pub version: i32,
}

impl OperatorCode {
    /// The name a person knows the operator by: `CONV_2D`, or a custom operator's own.
    pub fn name(&self) -> &str {
        match builtin::name(self.builtin) {
            Some(_) if self.builtin == builtin::CUSTOM && !self.custom.is_empty() => &self.custom,
            Some(name) => name,
            None => "unknown operator",
        }
    }
}

/// A function: tensors, and operators in the order they run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Subgraph {
    /// The values of the function.
    pub tensors: Vec<Tensor>,
    /// Tensors a caller fills.
    pub inputs: Vec<i32>,
    /// Tensors a caller reads.
    pub outputs: Vec<i32>,
    /// What runs, in order.
    pub operators: Vec<Operator>,
    /// May be empty.
    pub name: String,
    /// An entry of the debug metadata.
    pub debug_metadata_index: Option<i32>,
}

/// A value: a constant if its buffer has data.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tensor {
    /// The sizes of the dimensions; 1 stands for those `shape_signature` leaves open.
    pub shape: Vec<i32>,
    /// The type of an element.
    pub element_type: TensorType,
    /// Where a constant's content is.
    pub buffer: u32,
    /// May be empty, and need not be unique.
    pub name: String,
    /// How stored integers stand for real numbers.
    pub quantization: Option<Box<Quantization>>,
    /// Whether the content outlives a run.
    pub is_variable: bool,
    /// How a sparse constant's content is laid out.
    pub sparsity: Option<Box<Sparsity>>,
    /// The shape with -1 for open dimensions; empty when there are none.
    pub shape_signature: Vec<i32>,
    /// Tells a scalar from a tensor of unknown rank when `shape` is empty. Old files never set it.
    pub has_rank: bool,
    /// What a variant holds.
    pub variant_tensors: Vec<VariantSubType>,
    /// The identifier of an external buffer; 0 for none.
    pub external_buffer: u32,
}

/// The type of a tensor inside a variant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VariantSubType {
    /// The sizes of the dimensions.
    pub shape: Vec<i32>,
    /// The type of an element.
    pub element_type: TensorType,
    /// As for a tensor.
    pub has_rank: bool,
}

/// One step of a function.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Operator {
    /// Which operation it is: an index of [`Model::operator_codes`].
    pub opcode_index: u32,
    /// Operands; -1 for an optional one that is absent.
    pub inputs: Vec<i32>,
    /// Results.
    pub outputs: Vec<i32>,
    /// Parameters of a builtin operator, of the union `builtin_options`.
    pub options: Option<Options>,
    /// Parameters of a builtin operator, of the union `builtin_options_2`.
    pub options_2: Option<Options>,
    /// Parameters of a custom operator, in the operator's own encoding.
    pub custom_options: Bytes,
    /// Which operands are variables that the operator changes; empty for none.
    pub mutating_variable_inputs: Vec<bool>,
    /// Tensors that only carry the quantization of values inside the operator.
    pub intermediates: Vec<i32>,
    /// An entry of the debug metadata.
    pub debug_metadata_index: Option<i32>,
}

/// The content of a constant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Buffer {
    /// `None` for a tensor that is computed; a constant of no elements has no bytes, but is `Some`.
    pub data: Option<Bytes>,
}

/// A named buffer outside the computation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Metadata {
    /// What the content is.
    pub name: String,
    /// Where the content is: an index of [`Model::buffers`].
    pub buffer: u32,
}

/// A named way to call a subgraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signature {
    /// The name of the signature.
    pub key: String,
    /// Which subgraph it calls.
    pub subgraph_index: u32,
    /// Names of arguments.
    pub inputs: Vec<TensorMap>,
    /// Names of results.
    pub outputs: Vec<TensorMap>,
}

/// The name of an argument or result of a signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TensorMap {
    /// The name.
    pub name: String,
    /// The tensor: an index of [`Subgraph::tensors`].
    pub tensor_index: u32,
}

/// The content of a constant outside this file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExternalBuffer {
    /// What tensors refer to it by; not 0.
    pub id: u32,
    /// An index of [`Model::external_buffer_groups`].
    pub group: u32,
    /// Where it starts, in bytes.
    pub offset: u64,
    /// How long it is, in bytes.
    pub length: u64,
    /// How it is packed; empty if it is not.
    pub packing: String,
}

impl Model {
    /// The code of `operator`, if its index is in range.
    pub fn code_of(&self, operator: &Operator) -> Option<&OperatorCode> {
        self.operator_codes.get(usize::try_from(operator.opcode_index).ok()?)
    }

    /// Whether `tensor` has a content of its own. An empty one counts only for a tensor without elements: some
    /// writers give it to every tensor that is computed.
    pub fn is_constant(&self, tensor: &Tensor) -> bool {
        let content = self.buffer_data(tensor.buffer).filter(|_| tensor.buffer != 0);
        tensor.external_buffer != 0
            || content.is_some_and(|data| !data.is_empty() || tensor.shape.contains(&0))
    }

    /// The content of buffer `index`, if that buffer exists and has any.
    pub fn buffer_data(&self, index: u32) -> Option<&Bytes> {
        self.buffers.get(usize::try_from(index).ok()?)?.data.as_ref()
    }
}

/// The place of operator `index` in an error: `operator 12 (CONV_2D)`.
pub(crate) fn operator_place(index: usize, code: Option<&OperatorCode>) -> String {
    match code {
        Some(code) => format!("operator {index} ({})", crate::error::quoted(code.name()).trim_matches('\'')),
        None => format!("operator {index}"),
    }
}
