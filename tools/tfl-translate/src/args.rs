//! The command line; flags carry upstream's names.

use std::path::PathBuf;

use clap::{ArgGroup, Parser};

/// Translate between IR text and model files.
///
/// Exactly one translation is named. Nothing is lowered: what a file says is what the text says.
#[derive(Parser)]
#[command(name = "tfl-translate", version, max_term_width = 100)]
#[command(group = ArgGroup::new("translation").required(true).args([
    "tflite_flatbuffer_to_mlir", "mlir_to_tflite_flatbuffer", "graphdef_to_mlir",
    "savedmodel_signaturedefs_to_mlir", "savedmodel_objectgraph_to_mlir",
]))]
pub(crate) struct Cli {
    /// The file to read; - is standard input. For SavedModels the folder
    #[arg(default_value = "-")]
    pub(crate) input: PathBuf,
    /// The file to write; - is standard output
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    pub(crate) output: PathBuf,

    /// From a .tflite file to IR text
    #[arg(long)]
    pub(crate) tflite_flatbuffer_to_mlir: bool,
    /// From IR text to a .tflite file
    #[arg(long)]
    pub(crate) mlir_to_tflite_flatbuffer: bool,
    /// From a frozen graph to IR text
    #[arg(long)]
    pub(crate) graphdef_to_mlir: bool,
    /// From the signatures of a SavedModel to IR text
    #[arg(long)]
    pub(crate) savedmodel_signaturedefs_to_mlir: bool,
    /// From the functions of a SavedModel to IR text: those that its signatures call
    #[arg(long)]
    pub(crate) savedmodel_objectgraph_to_mlir: bool,

    /// Nodes that are a graph's inputs [default: its placeholders]
    #[arg(long, value_name = "A,B", value_delimiter = ',', alias = "tf-input-arrays")]
    pub(crate) input_arrays: Vec<String>,
    /// Nodes that are a graph's outputs [default: those that nothing uses]
    #[arg(long, value_name = "A,B", value_delimiter = ',', alias = "tf-output-arrays")]
    pub(crate) output_arrays: Vec<String>,
    /// Shapes of a graph's inputs: 1,224,224,3:1,10
    #[arg(long, value_name = "SHAPES", alias = "tf-input-shapes")]
    pub(crate) input_shapes: Option<String>,
    /// Element types of a graph's inputs: DT_FLOAT,DT_INT32
    #[arg(long, value_name = "TYPES", value_delimiter = ',', alias = "tf-input-data-types")]
    pub(crate) input_data_types: Vec<String>,
    /// Tags of a SavedModel's meta graph [default: serve]
    #[arg(long, value_name = "TAGS", value_delimiter = ',', alias = "tf-savedmodel-tags")]
    pub(crate) tags: Vec<String>,
    /// Signatures of a SavedModel [default: all]
    #[arg(long, value_name = "NAMES", value_delimiter = ',', alias = "tf-savedmodel-exported-names")]
    pub(crate) exported_names: Vec<String>,

    /// Write builtin operators [always so]
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true", default_value = "true", action = clap::ArgAction::Set)]
    pub(crate) emit_builtin_tflite_ops: bool,
    /// Put the contents of constants behind the tables, as files over 2 GiB need it
    #[arg(long)]
    pub(crate) use_buffer_offset: bool,
    /// Leave locations out of IR text
    #[arg(long)]
    pub(crate) strip_debug_info: bool,
    /// Print IR in generic form
    #[arg(long)]
    pub(crate) mlir_print_op_generic: bool,
    /// Print locations
    #[arg(long)]
    pub(crate) mlir_print_debuginfo: bool,
    /// Read ops of dialects that are not known
    #[arg(long)]
    pub(crate) allow_unregistered_dialect: bool,
}
