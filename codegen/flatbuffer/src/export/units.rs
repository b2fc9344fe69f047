//! What becomes a subgraph: functions, and regions of control flow.

use std::collections::HashMap;
use std::sync::Arc;

use tfl_ir::{Attr, Body, Diagnostic, Loc, Op, Region, Value, symbol_name};

use super::Exporter;
use crate::error::quoted;
use crate::names;

/// The source of a subgraph.
#[derive(Clone)]
pub(super) enum Unit<'m> {
    /// A function of the module.
    Function {
        /// Its op, in the module's body.
        op: Op,
        body: &'m Body,
    },
    /// A region of a `tfl.while` or `tfl.if`.
    Region {
        body: &'m Body,
        region: Region,
        name: String,
        /// Values from around that the region uses: inputs after the region's own arguments.
        captured: Vec<Value>,
        /// Whether those are handed on as outputs, as the body of a loop has to.
        hands_on: bool,
    },
}

/// All sources, by index of subgraph. Those of functions are added when they are first referred to.
#[derive(Default)]
pub(super) struct Units<'m> {
    all: Vec<Unit<'m>>,
    functions: HashMap<Arc<str>, i64>,
}

impl<'m> Units<'m> {
    pub(super) fn get(&self, index: usize) -> Option<Unit<'m>> {
        self.all.get(index).cloned()
    }

    /// Adds a region and returns the index of its subgraph.
    pub(super) fn add(&mut self, unit: Unit<'m>) -> i64 {
        self.all.push(unit);
        i64::try_from(self.all.len()).map_or(i64::MAX, |count| count - 1)
    }
}

impl<'m> Exporter<'m> {
    /// Adds the functions that can be called from outside: those with signatures and the one called main; or, if
    /// there are none, all that are not private.
    pub(super) fn entries(&mut self) -> Result<(), Diagnostic> {
        let body = self.module.body();
        let functions: Vec<(Op, Arc<str>)> = self
            .module
            .ops_named("func.func")
            .filter(|&op| body.nested(op).is_some_and(|body| body.entry().is_some()))
            .filter_map(|op| Some((op, symbol_name(body, op)?)))
            .collect();
        let is_entry = |(op, name): &(Op, Arc<str>)| {
            **name == *"main"
                || [names::ENTRY_FUNCTION, names::EXPORTED_NAMES]
                    .iter()
                    .any(|attr| body.attr(*op, attr).is_some())
        };
        let is_public = |(op, _): &(Op, Arc<str>)| {
            body.attr(*op, "sym_visibility")
                .and_then(Attr::as_str)
                .is_none_or(|visibility| visibility == "public")
        };
        let mut entries: Vec<&(Op, Arc<str>)> =
            functions.iter().filter(|function| is_entry(function)).collect();
        if entries.is_empty() {
            entries = functions.iter().filter(|function| is_public(function)).collect();
        }
        if entries.is_empty() {
            return Err(Diagnostic::error(
                Loc::UNKNOWN,
                "the module has no function that can be called from outside",
            )
            .with_hint("call the function to export @main, or give it 'tf_saved_model.exported_names'"));
        }
        for (op, name) in entries {
            self.function(name, body.loc(*op))?;
        }
        Ok(())
    }

    /// The index of the subgraph of function `name`.
    pub(super) fn function(&mut self, name: &str, loc: &Loc) -> Result<i64, Diagnostic> {
        if let Some(&index) = self.units.functions.get(name) {
            return Ok(index);
        }
        let module = self.module.body();
        let op = self.symbols.get(name).filter(|&op| module.name(op) == "func.func");
        let found = op.and_then(|op| Some((op, module.nested(op).filter(|body| body.entry().is_some())?)));
        let (op, body) = found.ok_or_else(|| {
            Diagnostic::error(loc.clone(), format!("there is no function {} with a body", quoted(name)))
                .with_hint("define the function, or remove the op that refers to it")
        })?;
        let index = self.units.add(Unit::Function { op, body });
        self.units.functions.insert(name.into(), index);
        Ok(index)
    }
}
