//! Names of tensors: from the entry function's lists, else from locations; each once in a subgraph.

use std::collections::{HashMap, HashSet};

use tfl_ir::{Attr, Body, LocKind, Op, Value, ValueDef};

use crate::names;

/// The names of a subgraph's tensors.
#[derive(Default)]
pub(super) struct Naming {
    /// Names that inputs and outputs must have.
    fixed: HashMap<Value, String>,
    taken: HashSet<String>,
    next: HashMap<String, usize>,
}

impl Naming {
    /// Fixes the names that function `op` states for `inputs` and `outputs`. A value that is both is called as an
    /// input; one that is several outputs, as the first.
    pub(super) fn fix(&mut self, module: &Body, op: Op, inputs: &[Value], outputs: &[Value]) {
        let lists = module.attr(op, names::ENTRY_FUNCTION).and_then(Attr::as_dict);
        for (key, values) in [("inputs", inputs), ("outputs", outputs)] {
            let list = lists.and_then(|lists| lists.get(key)).and_then(Attr::as_str).unwrap_or_default();
            let stated: Vec<&str> = list.split(',').map(str::trim).collect();
            if stated.len() != values.len() {
                continue;
            }
            for (&value, name) in values.iter().zip(stated) {
                if !name.is_empty() && !self.fixed.contains_key(&value) && self.taken.insert(name.to_owned())
                {
                    self.fixed.insert(value, name.to_owned());
                }
            }
        }
    }

    /// The name of the tensor for `value`.
    pub(super) fn name(&mut self, body: &Body, value: Value) -> String {
        if let Some(name) = self.fixed.get(&value) {
            return name.clone();
        }
        self.fresh(&suggestion(body, value))
    }

    /// `base`, or `baseN` if a tensor is called so already.
    pub(super) fn fresh(&mut self, base: &str) -> String {
        let mut name = base.to_owned();
        while !self.taken.insert(name.clone()) {
            // Counting on from the last one keeps many equal names from being quadratic.
            let number = self.next.entry(base.to_owned()).or_default();
            *number = number.saturating_add(1);
            name = format!("{base}{number}");
        }
        name
    }
}

/// What the location calls the value, or else what makes it.
fn suggestion(body: &Body, value: Value) -> String {
    let loc = body.value_loc(value);
    let (parts, fallback) = match body.def(value) {
        ValueDef::Result(op, index) => {
            (Some((body.num_results(op), index)), body.name(op).as_str().to_owned())
        }
        ValueDef::Arg(_, index) => (None, format!("arg{index}")),
        ValueDef::Placeholder => (None, "value".to_owned()),
    };
    // An op of several results has one location for each of them, fused.
    let own = match (loc.kind(), parts) {
        (Some(LocKind::Fused { meta: None, locs }), Some((results, index)))
            if results > 1 && locs.len() == results =>
        {
            usize::try_from(index).ok().and_then(|index| locs.get(index)).and_then(tfl_ir::Loc::first_name)
        }
        _ => loc.first_name(),
    };
    own.map_or(fallback, str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_counted_up() {
        let mut naming = Naming::default();
        let names: Vec<String> = (0..3).map(|_| naming.fresh("x")).collect();
        assert_eq!(names, ["x", "x1", "x2"]);
        assert_eq!(naming.fresh("x1"), "x11");
    }
}
