//! Values of a SavedModel's variables: which checkpoint entry belongs to which variable.
//!
//! The graph says so itself: its restore op reads tensors by name and assigns each to a variable. Where a
//! variable is not among those, the checkpoint's own names are tried: the variable's name (TF1), then the
//! names of the object graph (TF2).

mod object_graph;
mod restore;

use std::collections::BTreeMap;
use std::path::Path;
use std::rc::Rc;

use self::object_graph::keys_by_full_name;
use self::restore::{Stored, restored};
use crate::bundle::Bundle;
use crate::dtype;
use crate::error::{ImportError, Result, quote};
use crate::graph::{Flattener, GraphBody, VarId, Variable};
use crate::proto::{MetaGraphDef, TensorShapeProto};
use crate::source::{Source, is_file};
use crate::tensor::Tensor;

/// Reads values of variables from a SavedModel's checkpoint.
pub(crate) struct Values {
    bundle: Bundle,
    restored: BTreeMap<VarId, Stored>,
    /// Read when first needed.
    by_full_name: Option<BTreeMap<String, String>>,
}

impl Values {
    /// Opens the checkpoint in the SavedModel's folder. Errors: it is missing or its index is corrupt.
    pub(crate) fn open<'g>(
        folder: &Path,
        meta: &'g MetaGraphDef,
        graph: &Rc<GraphBody<'g>>,
        flattener: &mut Flattener<'g>,
    ) -> Result<Self> {
        let prefix = folder.join("variables").join("variables");
        let index = prefix.with_extension("index");
        if !is_file(&index) {
            return Err(ImportError::new(
                "the model's weights are missing: there is no variables/variables.index",
            )
            .file(&index)
            .expected("a variables folder beside saved_model.pb")
            .hint("copy the whole folder of the SavedModel, with its variables folder"));
        }
        let bundle = Bundle::open(&prefix)?;
        let restored = restored(meta, graph, flattener)?;
        Ok(Self { bundle, restored, by_full_name: None })
    }

    /// The value of a variable, a slice of its mapped file wherever it is stored in one piece.
    ///
    /// Errors: none stored, of another shape or type than declared, or corrupt.
    pub(crate) fn value(&mut self, id: VarId, variable: &Variable<'_>) -> Result<Tensor> {
        let tensor = match self.restored.get(&id) {
            Some(stored) => self.bundle.tensor_part(&stored.key, stored.part.as_deref()),
            None => match self.key_by_name(&variable.name)? {
                Some(key) => self.bundle.tensor(&key),
                None => Err(self.no_value(variable)),
            },
        };
        let tensor = tensor.map_err(|e| e.node(variable.node.name()))?;
        check(&tensor, variable)?;
        Ok(tensor)
    }

    /// The mapped files.
    pub(crate) fn sources(&self) -> impl Iterator<Item = &Source> {
        self.bundle.sources()
    }

    fn key_by_name(&mut self, name: &str) -> Result<Option<String>> {
        if self.bundle.contains(name) {
            return Ok(Some(name.to_owned()));
        }
        if self.by_full_name.is_none() {
            self.by_full_name = Some(keys_by_full_name(&mut self.bundle)?);
        }
        Ok(self.by_full_name.as_ref().and_then(|keys| keys.get(name)).cloned())
    }

    fn no_value(&self, variable: &Variable<'_>) -> ImportError {
        ImportError::new(format!("variable {} has no value in the checkpoint", quote(&variable.name)))
            .expected("an entry of variables/variables.index that the model restores it from")
            .hint("save the model again after the variable was initialized")
    }
}

/// The stored value must be what the graph declares.
fn check(tensor: &Tensor, variable: &Variable<'_>) -> Result<()> {
    let declared = variable.node.dtype("dtype")?;
    let shape = variable.node.shape("shape")?;
    if declared == tensor.dtype && fits(&shape, &tensor.dims) {
        return Ok(());
    }
    let dims: Vec<i64> = shape.dim.iter().map(|d| d.size).collect();
    Err(ImportError::new(format!(
        "variable {} is stored as {:?} of {}",
        quote(&variable.name),
        tensor.dims,
        dtype::name(tensor.dtype)
    ))
    .node(variable.node.name())
    .expected(format!("{dims:?} of {}, as the graph declares it", dtype::name(declared)))
    .hint("the variables folder belongs to another model; copy the right one"))
}

fn fits(shape: &TensorShapeProto, dims: &[u64]) -> bool {
    let fits = |(declared, found): (i64, u64)| u64::try_from(declared).map_or(true, |d| d == found);
    shape.unknown_rank
        || (shape.dim.len() == dims.len()
            && shape.dim.iter().map(|d| d.size).zip(dims.iter().copied()).all(fits))
}
