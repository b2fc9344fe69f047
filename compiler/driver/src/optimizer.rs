//! The optimizer's settings, as tools take them.

use std::path::Path;
use std::sync::Arc;

use tfl_ir::pass::{Artifact, Element, Pipeline};
use tfl_ir::{Diagnostic, Loc};
use tfl_passes::eqsat::{CostModel, FunctionReport, Wanted};

/// The pass that optimizes.
pub const OPTIMIZE_PASS: &str = "tfl-optimize";

/// Its option that verifies what it did, by the number of made-up inputs.
pub const VERIFY_OPTION: &str = "verify-rewrites";

/// The number of made-up inputs where a tool's flag gives none.
pub const VERIFIED_RUNS: &str = "3";

/// How models are optimized.
#[derive(Clone, Debug, Default)]
pub struct Optimizer {
    /// Settings of every `tfl-optimize` in the pipeline, beside those that stand there: its options by
    /// name and value, such as `("numerics", "exact")`.
    pub settings: Vec<(&'static str, String)>,
    /// The prices of ops; `None`: those that ship.
    pub model: Option<Arc<CostModel>>,
}

impl Optimizer {
    /// Puts the settings into a pipeline, so that its text says all of them.
    ///
    /// # Errors
    /// When a setting is not one of the pass.
    pub fn configure(&self, pipeline: &mut Pipeline) -> Result<(), Diagnostic> {
        if self.settings.is_empty() {
            return Ok(());
        }
        for element in &mut pipeline.elements {
            match element {
                Element::Nested(nested) => self.configure(nested)?,
                Element::Pass(pass) if pass.info().name == OPTIMIZE_PASS => {
                    let mut options = pass.options();
                    options.retain(|(name, _)| !self.settings.iter().any(|(set, _)| set == name));
                    options.extend(self.settings.iter().cloned());
                    let text: Vec<String> =
                        options.iter().map(|(name, value)| format!("{name}={{{value}}}")).collect();
                    *pass = Pipeline::parse_pass(pass.info(), &text.join(" "))?;
                }
                Element::Pass(_) => {}
            }
        }
        Ok(())
    }

    /// What the passes are given: the prices, and the wish for reports.
    pub fn given(&self) -> Vec<Artifact> {
        let model = self.model.clone().map(|model| -> Artifact { model });
        model.into_iter().chain([Arc::new(Wanted) as Artifact]).collect()
    }
}

/// The reports among what passes left, in order.
pub fn reports(left: Vec<Artifact>) -> Vec<Arc<FunctionReport>> {
    left.into_iter().filter_map(|artifact| artifact.downcast().ok()).collect()
}

/// Whether a pipeline optimizes.
pub fn optimizes(pipeline: &Pipeline) -> bool {
    pipeline.elements.iter().any(|element| match element {
        Element::Pass(pass) => pass.info().name == OPTIMIZE_PASS,
        Element::Nested(nested) => optimizes(nested),
    })
}

/// Reads a table of prices.
///
/// # Errors
/// When the file cannot be read, or what is wrong in it, with line and column.
pub fn read_cost_model(path: &Path) -> Result<Arc<CostModel>, Diagnostic> {
    let name = path.display().to_string();
    let text = std::fs::read(path).map_err(|error| {
        let loc = Loc::file(name.as_str().into(), 0, 0);
        Diagnostic::error(loc, format!("cannot read the cost model: {error}"))
    })?;
    let text = String::from_utf8(text).map_err(|error| {
        let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = good.iter().filter(|&&byte| byte == b'\n').count() + 1;
        let loc = Loc::file(name.as_str().into(), u32::try_from(line).unwrap_or(u32::MAX), 1);
        Diagnostic::error(loc, "the cost model is not text: it holds bytes that are no UTF-8")
    })?;
    CostModel::parse(&text, &name).map(Arc::new)
}
