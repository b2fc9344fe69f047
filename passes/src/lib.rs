//! Passes: shape inference, legalization, fusion.
//!
//! One file a pass, families of its patterns in a folder of the same name. Passes carry upstream's
//! names, so that pipelines written for the reference tools run unchanged.
#![forbid(unsafe_code)]

mod attrs;
mod constant;
mod control_flow_to_regions;
pub mod eqsat;
mod fold;
mod layout_optimization;
mod legalize_tf;
mod legalize_tf_while;
mod memo;
mod merge_signatures;
mod optimize;
mod prepare_tf;
mod shape_inference;
mod signature;
mod unsupported;

use tfl_ir::pass::{PassInfo, PipelineInfo};

pub use unsupported::unsupported_ops;

/// The passes of this crate.
pub static PASSES: &[&PassInfo] = &[
    &control_flow_to_regions::ControlFlowToRegions::INFO,
    &layout_optimization::LayoutOptimization::INFO,
    &legalize_tf::LegalizeTf::INFO,
    &legalize_tf_while::LegalizeTfWhile::INFO,
    &merge_signatures::MergeSignatures::INFO,
    &optimize::Optimize::INFO,
    &prepare_tf::PrepareTf::INFO,
    &shape_inference::ShapeInference::INFO,
];

/// The named pipelines of this crate.
pub static PIPELINES: &[&PipelineInfo] = &[&PipelineInfo {
    name: "tf-to-tfl",
    doc: "Lowers a module of tf ops, as importers make it, to tfl ops.",
    text: "inline,tf-shape-inference,tf-functional-control-flow-to-regions,inline,canonicalize,\
           tfl-merge-signatures,tf-shape-inference,func.func(tf-layout-optimization),\
           func.func(tfl-prepare-tf),canonicalize,tf-shape-inference,\
           func.func(tfl-legalize-tf,tfl-legalize-tf-while),\
           func.func(canonicalize,tfl-optimize,canonicalize,cse),symbol-dce",
}];

/// Makes the process ready for the passes: dialects known, the interpreter the evaluator of constants.
pub fn register() {
    tfl_dialects::register_all();
    tfl_ir::rewrite::register_folder(fold::evaluate);
}
