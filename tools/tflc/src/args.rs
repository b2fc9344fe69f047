//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use tfl_driver::VERIFIED_RUNS;

/// Convert, run and inspect models for TensorFlow Lite (LiteRT).
///
/// A model is a SavedModel folder, a frozen graph (.pb), a .tflite file or IR text (.mlir); its format
/// is found by looking at it.
#[derive(Parser)]
#[command(name = "tflc", version, max_term_width = 100, arg_required_else_help = true)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
    #[command(flatten)]
    pub(crate) verbosity: Verbosity,
}

#[derive(Args, Clone, Copy)]
pub(crate) struct Verbosity {
    /// Print nothing but errors and what was asked for
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,
    /// Print what is done, with times
    #[arg(short, long, global = true, conflicts_with = "quiet")]
    pub(crate) verbose: bool,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Convert a model to .tflite
    ///
    /// Example: tflc convert my_saved_model -o my_model.tflite
    Convert(Convert),
    /// Optimize a .tflite file, or IR text in the tfl dialect
    ///
    /// Example: tflc optimize model.tflite smaller.tflite --explain why.txt
    Optimize(Optimize),
    /// Run a model on inputs and print its outputs
    ///
    /// Example: tflc run my_model.tflite --input image=cat.npy
    Run(Run),
    /// List the operations that are known, with their documentation
    ///
    /// Example: tflc ops tfl.conv_2d
    Ops(Ops),
    /// List the optimizer's rules, with their documentation
    ///
    /// Example: tflc rules fuse-activation
    Rules(Rules),
}

/// Which part of a model is meant.
#[derive(Args)]
pub(crate) struct Select {
    /// Take only this signature of a SavedModel; may be given several times [default: all]
    #[arg(long, value_name = "NAME")]
    pub(crate) signature: Vec<String>,
    /// Take the meta graph with these tags of a SavedModel [default: serve]
    #[arg(long, value_name = "TAG", value_delimiter = ',')]
    pub(crate) tag: Vec<String>,
    /// Nodes that are a graph's inputs [default: its placeholders]
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    pub(crate) input_arrays: Vec<String>,
    /// Nodes that are a graph's outputs [default: those that nothing uses]
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    pub(crate) output_arrays: Vec<String>,
    /// Shapes of a graph's inputs, such as 1,224,224,3:1,10 [default: as the graph states]
    #[arg(long, value_name = "SHAPES", requires = "input_arrays")]
    pub(crate) input_shapes: Option<String>,
    /// Write the IR after each step to this folder
    #[arg(long, value_name = "DIR")]
    pub(crate) dump_ir: Option<PathBuf>,
}

#[derive(Args)]
pub(crate) struct Convert {
    /// The model
    pub(crate) source: PathBuf,
    /// The file to write; - is standard output
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: PathBuf,
    /// What to write
    #[arg(long, value_enum, default_value_t = Emit::Tflite)]
    pub(crate) emit: Emit,
    #[command(flatten)]
    pub(crate) select: Select,
    #[command(flatten)]
    pub(crate) optimizer: OptimizerArgs,
}

#[derive(Args)]
pub(crate) struct Optimize {
    /// The model: a .tflite file or IR text (.mlir)
    pub(crate) source: PathBuf,
    /// The .tflite file to write; - is standard output
    pub(crate) output: PathBuf,
    #[command(flatten)]
    pub(crate) optimizer: OptimizerArgs,
    /// Write the IR after each step to this folder
    #[arg(long, value_name = "DIR")]
    pub(crate) dump_ir: Option<PathBuf>,
}

/// How models are optimized.
#[derive(Args)]
#[command(next_help_heading = "Optimizer")]
pub(crate) struct OptimizerArgs {
    /// Which rules are exact enough
    #[arg(long, value_enum, default_value_t = Numerics::Real)]
    pub(crate) numerics: Numerics,
    /// What is to become small
    #[arg(long, value_enum, default_value_t = Goal::Latency)]
    pub(crate) optimize_for: Goal,
    /// Rules that are not applied; may be given several times
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub(crate) disable_rules: Vec<String>,
    /// Prices of ops, in place of those that ship
    #[arg(long, value_name = "FILE")]
    pub(crate) cost_model: Option<PathBuf>,
    /// Write what was done and why to FILE.txt, a table, or FILE.json, for programs
    #[arg(long, value_name = "FILE")]
    pub(crate) explain: Option<PathBuf>,
    /// Run each function before and after on N made-up inputs, 3 if no number is given, and fail where
    /// results differ
    #[arg(long, value_name = "N", num_args = 0..=1, require_equals = true, default_missing_value = VERIFIED_RUNS)]
    pub(crate) verify_rewrites: Option<u64>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Numerics {
    /// Those that change no bit of any result
    Exact,
    /// Those that are exact in real numbers too, so that floats round differently
    Real,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Goal {
    /// The time of a run
    Latency,
    /// The file
    Size,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Emit {
    /// A FlatBuffer for TensorFlow Lite
    Tflite,
    /// IR text in the tfl dialect
    MlirTfl,
    /// IR text in the tf dialect, as imported
    MlirTf,
}

#[derive(Args)]
#[command(group = clap::ArgGroup::new("feed").args(["input", "inputs", "random", "check"]).multiple(true))]
pub(crate) struct Run {
    /// The model
    pub(crate) model: PathBuf,
    /// One input: its name, signature argument or position, and a .npy file
    #[arg(long, value_name = "NAME=FILE.npy", conflicts_with_all = ["inputs", "check"])]
    pub(crate) input: Vec<String>,
    /// Inputs of one or more runs: an archive of arrays called NAME, or cN.NAME for run N
    #[arg(long, value_name = "CASES.npz", conflicts_with_all = ["random", "check"])]
    pub(crate) inputs: Option<PathBuf>,
    /// Make up the inputs that are not given, from this seed
    #[arg(long, value_name = "SEED", conflicts_with = "check")]
    pub(crate) random: Option<u64>,
    /// Run every function without arguments of IR text and check what its check operations expect
    #[arg(long)]
    pub(crate) check: bool,
    /// Write the outputs of all runs here, as cN.NAME
    #[arg(long, value_name = "OUT.npz")]
    pub(crate) output: Option<PathBuf>,
    /// Print the outputs as JSON
    #[arg(long)]
    pub(crate) json: bool,
    /// A text file with one class name a line, for classifiers that carry none
    #[arg(long, value_name = "FILE")]
    pub(crate) labels: Option<PathBuf>,
    /// What runs the model
    #[arg(long, value_enum, default_value_t = Engine::Interpreter)]
    pub(crate) engine: Engine,
    #[command(flatten)]
    pub(crate) select: Select,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Engine {
    /// Reference kernels, op by op
    Interpreter,
}

#[derive(Args)]
pub(crate) struct Ops {
    /// An operation or a dialect: tfl.conv_2d, tf [default: the names of all]
    pub(crate) name: Option<String>,
    /// Print all documentation as Markdown
    #[arg(long)]
    pub(crate) markdown: bool,
}

#[derive(Args)]
pub(crate) struct Rules {
    /// A rule: fuse-activation [default: all]
    pub(crate) name: Option<String>,
    /// Print JSON
    #[arg(long, conflicts_with = "markdown")]
    pub(crate) json: bool,
    /// Print Markdown
    #[arg(long)]
    pub(crate) markdown: bool,
}
