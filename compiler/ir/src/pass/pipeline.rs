//! Pipelines: passes in order, nested by what they run on.

use std::fmt;
use std::sync::Arc;

use super::{Pass, RunsOn};
use crate::OpName;

/// What a pipeline runs on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Anchor {
    /// Every isolated op.
    Any,
    /// The isolated ops of one kind.
    Op(OpName),
}

/// A member of a pipeline.
#[derive(Clone)]
pub enum Element {
    /// A pass on the anchor op.
    Pass(Arc<dyn Pass>),
    /// A pipeline on the ops of its anchor directly inside the anchor op.
    Nested(Pipeline),
}

/// Passes in order.
#[derive(Clone)]
pub struct Pipeline {
    /// What it runs on.
    pub anchor: Anchor,
    /// The passes and the pipelines inside.
    pub elements: Vec<Element>,
}

impl Anchor {
    /// The anchor called `name`: `any`, or an op kind.
    pub fn named(name: &str) -> Anchor {
        if name == "any" { Anchor::Any } else { Anchor::Op(OpName::new(name)) }
    }

    /// Whether a pipeline with this anchor runs on ops called `name`.
    pub fn matches(self, name: OpName) -> bool {
        match self {
            Anchor::Any => true,
            Anchor::Op(anchor) => anchor == name,
        }
    }

    /// The name in text.
    pub fn as_str(self) -> &'static str {
        match self {
            Anchor::Any => "any",
            Anchor::Op(name) => name.as_str(),
        }
    }
}

impl Pipeline {
    /// An empty pipeline on modules.
    pub fn on_module() -> Pipeline {
        Pipeline::on(Anchor::named("builtin.module"))
    }

    /// An empty pipeline on `anchor`.
    pub fn on(anchor: Anchor) -> Pipeline {
        Pipeline { anchor, elements: Vec::new() }
    }

    /// Appends a pass. One that runs on another kind of op goes into a nested pipeline on that kind,
    /// shared with passes right before it.
    pub fn push(&mut self, pass: Arc<dyn Pass>) {
        let RunsOn::Op(kind) = pass.info().runs_on else {
            self.elements.push(Element::Pass(pass));
            return;
        };
        if self.anchor.as_str() == kind || self.anchor == Anchor::Any {
            self.elements.push(Element::Pass(pass));
            return;
        }
        let anchor = Anchor::named(kind);
        if let Some(Element::Nested(last)) = self.elements.last_mut()
            && last.anchor == anchor
        {
            last.elements.push(Element::Pass(pass));
        } else {
            self.elements.push(Element::Nested(Pipeline { anchor, elements: vec![Element::Pass(pass)] }));
        }
    }

    /// Whether there is nothing to run.
    pub fn is_empty(&self) -> bool {
        self.elements.is_empty()
    }

    /// Number of members, those of nested pipelines included.
    pub(super) fn size(&self) -> usize {
        self.elements
            .iter()
            .map(|element| match element {
                Element::Pass(_) => 1,
                Element::Nested(pipeline) => 1 + pipeline.size(),
            })
            .sum()
    }
}

impl fmt::Display for Pipeline {
    /// The text that reads as the pipeline: `builtin.module(func.func(cse),symbol-dce)`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}(", self.anchor.as_str())?;
        for (index, element) in self.elements.iter().enumerate() {
            if index > 0 {
                f.write_str(",")?;
            }
            match element {
                Element::Pass(pass) => f.write_str(&pass_text(&**pass))?,
                Element::Nested(pipeline) => pipeline.fmt(f)?,
            }
        }
        f.write_str(")")
    }
}

impl fmt::Debug for Pipeline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A pass with all its settings: `canonicalize{max-iterations=10 top-down=true}`, sorted by name,
/// without empty ones.
pub(super) fn pass_text(pass: &dyn Pass) -> String {
    let mut settings = pass.options();
    settings.retain(|(_, value)| !value.is_empty());
    settings.sort();
    if settings.is_empty() {
        return pass.info().name.to_owned();
    }
    let settings: Vec<String> = settings
        .into_iter()
        .map(|(name, value)| {
            let plain = !value.contains(|c: char| c.is_whitespace() || "{}()\"'".contains(c));
            if plain { format!("{name}={value}") } else { format!("{name}={{{value}}}") }
        })
        .collect();
    format!("{}{{{}}}", pass.info().name, settings.join(" "))
}
