//! Which functions a model becomes, and their names.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

use tfl_ir::Type;

use crate::error::{Error, Result};
use crate::model::Model;

/// A function to be made.
pub(super) struct Function {
    pub(super) name: String,
    /// An index of [`Model::subgraphs`].
    pub(super) subgraph: usize,
    /// An index of [`Model::signatures`].
    pub(super) signature: Option<usize>,
    /// Whether it can be called from outside.
    pub(super) is_entry: bool,
    /// The types of arguments and results, once a caller has asked for them.
    pub(super) types: OnceCell<(Vec<Type>, Vec<Type>)>,
}

/// All functions to be made, and what they all may refer to.
pub(super) struct Plan {
    pub(super) functions: Vec<Function>,
    /// Indices of [`Model::external_buffers`], by identifier.
    pub(super) external_buffers: HashMap<u32, usize>,
}

/// Signatures that share a subgraph make copies of it. So many copies a file may ask for.
const MOST_COPIES: usize = 64;

impl Plan {
    /// The function of subgraph `index`.
    pub(super) fn name_of(&self, index: i64) -> Option<&str> {
        self.functions.get(usize::try_from(index).ok()?).map(|function| function.name.as_str())
    }
}

/// The functions of `model`: those of subgraphs first, by index, then those of further signatures.
pub(super) fn plan(model: &Model) -> Result<Plan> {
    let mut names = Names::default();
    let mut functions = Vec::with_capacity(model.subgraphs.len());
    let mut first_signatures = HashMap::new();
    for (index, signature) in model.signatures.iter().enumerate() {
        first_signatures.entry(signature.subgraph_index).or_insert(index);
    }
    // The entry of a model is called main, unless several signatures are entries of their own.
    let one_entry = model.signatures.len() <= 1;
    if one_entry {
        names.taken.insert("main".into());
    }
    for (index, subgraph) in model.subgraphs.iter().enumerate() {
        let signature = u32::try_from(index).ok().and_then(|index| first_signatures.get(&index)).copied();
        let name = match subgraph.name.as_str() {
            _ if one_entry && index == 0 => "main".into(),
            "" => names.fresh(&format!("fn_{index}")),
            name => names.fresh(name),
        };
        let is_entry = if one_entry { index == 0 } else { signature.is_some() };
        functions.push(Function { name, subgraph: index, signature, is_entry, types: OnceCell::new() });
    }
    let mut copies = 0usize;
    for (index, signature) in model.signatures.iter().enumerate() {
        if first_signatures.get(&signature.subgraph_index) == Some(&index) {
            continue;
        }
        copies = copies.saturating_add(1);
        if copies > MOST_COPIES {
            return Err(Error::new(format!(
                "more than {MOST_COPIES} signatures share subgraphs with others"
            ))
            .with_hint("remove signatures that nobody calls"));
        }
        let subgraph = usize::try_from(signature.subgraph_index).unwrap_or(usize::MAX);
        let name = names.fresh(if signature.key.is_empty() { "fn" } else { &signature.key });
        let signature = Some(index);
        functions.push(Function { name, subgraph, signature, is_entry: true, types: OnceCell::new() });
    }
    let external_buffers =
        model.external_buffers.iter().enumerate().map(|(index, buffer)| (buffer.id, index));
    Ok(Plan { functions, external_buffers: external_buffers.collect() })
}

/// Names of functions, each once.
#[derive(Default)]
struct Names {
    taken: HashSet<String>,
    next: HashMap<String, usize>,
}

impl Names {
    /// `base`, or `base_N` if there is one of that name.
    fn fresh(&mut self, base: &str) -> String {
        let mut name = base.to_owned();
        while !self.taken.insert(name.clone()) {
            // Counting on from the last one keeps many equal names from being quadratic.
            let number = self.next.entry(base.to_owned()).or_default();
            name = format!("{base}_{number}");
            *number = number.saturating_add(1);
        }
        name
    }
}
