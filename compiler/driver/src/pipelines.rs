//! Named pipelines, and the registry of all passes.

use tfl_ir::pass::{PassInfo, Pipeline, Registry};
use tfl_ir::{Body, Diagnostic, Module};

/// The name of the pipeline from the tf dialect to the tfl dialect.
pub const CONVERT: &str = "tf-to-tfl";

/// The pipeline that optimizes modules in the tfl dialect: the inside of `builtin.module(…)`. Functions
/// stay, all of them: ops of the tfl dialect name functions in plain text, as `tfl.call_once` does.
pub const OPTIMIZE: &str = "func.func(canonicalize,tfl-optimize,canonicalize,cse)";

/// All passes that pipelines may name.
pub fn registry() -> Registry {
    let lists: &[&[&'static PassInfo]] = &[tfl_ir::pass::PASSES, tfl_passes::PASSES];
    Registry::new(lists).with_pipelines(tfl_passes::PIPELINES)
}

/// Reads a pipeline in text form.
///
/// # Errors
/// When it is not well-formed, or names a pass or option that is not known.
pub fn parse_pipeline(text: &str) -> Result<Pipeline, Diagnostic> {
    Pipeline::parse(text, &registry())
}

/// Whether `module` holds ops that the conversion pipeline lowers: of the tf dialect.
pub fn needs_lowering(module: &Module) -> bool {
    let has_tf = |body: &Body| body.walk().into_iter().any(|op| body.name(op).dialect() == "tf");
    let body = module.body();
    has_tf(body) || module.ops().filter_map(|op| body.nested(op)).any(has_tf)
}
