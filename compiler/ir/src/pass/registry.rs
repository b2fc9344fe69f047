//! What is known of passes, and the set of them a tool offers.

use std::fmt;

use super::{OptionError, OptionInfo, PassCx};
use crate::{Body, Diagnostic, near};

/// A pass with its options set.
pub trait Pass: Send + Sync {
    /// The declaration.
    fn info(&self) -> &'static PassInfo;

    /// The options as text, in order of their declaration.
    fn options(&self) -> Vec<(&'static str, String)>;

    /// Changes the body of the op it runs on.
    ///
    /// # Errors
    /// For input it must refuse; having nothing to do is success.
    fn run(&self, body: &mut Body, cx: &PassCx<'_>) -> Result<(), Diagnostic>;
}

/// The declaration of a pass.
pub struct PassInfo {
    /// The name in pipelines: `symbol-dce`.
    pub name: &'static str,
    /// Documentation in Markdown; the first line says what it does.
    pub doc: &'static str,
    /// What it runs on.
    pub runs_on: RunsOn,
    /// Its options.
    pub options: &'static [OptionInfo],
    /// Its counters.
    pub stats: &'static [StatInfo],
    /// Makes it from `name=value` settings; what is not set has its default.
    pub make: MakeFn,
}

/// See [`PassInfo::make`].
pub type MakeFn = fn(&[(&str, &str)]) -> Result<Box<dyn Pass>, OptionError>;

/// What a pass runs on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RunsOn {
    /// Every isolated op: where it stands in a pipeline, and everything nested in there.
    Any,
    /// Ops of one kind only: `func.func`.
    Op(&'static str),
}

/// A counter of a pass.
pub struct StatInfo {
    /// Its name.
    pub name: &'static str,
    /// What it counts.
    pub doc: &'static str,
}

/// The number of a counter in [`PassInfo::stats`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct StatId(pub usize);

/// A named pipeline: an alias for its text.
pub struct PipelineInfo {
    /// The name in pipelines.
    pub name: &'static str,
    /// Documentation in Markdown; the first line says what it does.
    pub doc: &'static str,
    /// What it stands for: the inside of `builtin.module(…)`.
    pub text: &'static str,
}

/// The passes and named pipelines that a tool offers, sorted by name.
#[derive(Clone, Default)]
pub struct Registry {
    passes: Vec<&'static PassInfo>,
    pipelines: Vec<&'static PipelineInfo>,
}

impl Registry {
    /// A registry of the passes in `lists`; of several with one name the first counts.
    pub fn new(lists: &[&[&'static PassInfo]]) -> Registry {
        let mut passes: Vec<&'static PassInfo> = lists.iter().copied().flatten().copied().collect();
        passes.sort_by_key(|pass| pass.name);
        passes.dedup_by_key(|pass| pass.name);
        Registry { passes, pipelines: Vec::new() }
    }

    /// This registry with named pipelines.
    #[must_use]
    pub fn with_pipelines(mut self, pipelines: &[&'static PipelineInfo]) -> Registry {
        self.pipelines.extend(pipelines);
        self.pipelines.sort_by_key(|pipeline| pipeline.name);
        self.pipelines.dedup_by_key(|pipeline| pipeline.name);
        self
    }

    /// The passes, sorted by name.
    pub fn passes(&self) -> &[&'static PassInfo] {
        &self.passes
    }

    /// The named pipelines, sorted by name.
    pub fn pipelines(&self) -> &[&'static PipelineInfo] {
        &self.pipelines
    }

    /// The pass called `name`.
    pub fn pass(&self, name: &str) -> Option<&'static PassInfo> {
        self.passes.iter().find(|pass| pass.name == name).copied()
    }

    /// The pipeline called `name`.
    pub fn pipeline(&self, name: &str) -> Option<&'static PipelineInfo> {
        self.pipelines.iter().find(|pipeline| pipeline.name == name).copied()
    }

    /// The name of a pass or pipeline that `wrong` may have meant.
    pub fn near(&self, wrong: &str) -> Option<&'static str> {
        let names = self.passes.iter().map(|pass| pass.name);
        near::closest(wrong, names.chain(self.pipelines.iter().map(|pipeline| pipeline.name)))
    }
}

impl RunsOn {
    /// Whether a pass may stand directly inside the anchor `op`.
    pub fn accepts(self, op: &str) -> bool {
        match self {
            RunsOn::Any => true,
            RunsOn::Op(name) => name == op,
        }
    }
}

impl PassInfo {
    /// The first line of the documentation.
    pub fn summary(&self) -> &'static str {
        self.doc.trim().lines().next().unwrap_or("")
    }
}

impl fmt::Debug for PassInfo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}
impl fmt::Display for RunsOn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            RunsOn::Any => "any isolated op",
            RunsOn::Op(name) => name,
        })
    }
}
