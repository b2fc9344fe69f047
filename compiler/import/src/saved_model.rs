//! A SavedModel's folder: `saved_model.pb`, the choice of a graph by tags, and of signatures by name.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::decode::decode;
use tfl_ir::near::closest;

use crate::error::{ImportError, Result, quote, quote_list};
use crate::proto::tensor_info::Encoding;
use crate::proto::{MetaGraphDef, SavedModel, SignatureDef, TensorInfo};
use crate::source::{Source, is_file, is_folder};

const FILE: &str = "saved_model.pb";

/// Tag of the graph meant for inference.
const SERVE: &str = "serve";

/// Key of the signature that stands for the initializer instead of an entry point.
pub(crate) const INIT_SIGNATURE: &str = "__saved_model_init_op";

/// An opened SavedModel.
pub(crate) struct SavedModelFolder {
    pub(crate) folder: PathBuf,
    /// Path of `saved_model.pb`.
    pub(crate) file: PathBuf,
    pub(crate) model: SavedModel,
}

/// Whether `path` is a SavedModel: its folder, or the `saved_model.pb` in it.
pub fn is_saved_model(path: &Path) -> bool {
    is_file(&path.join(FILE)) || (path.file_name().is_some_and(|n| n == FILE) && is_file(path))
}

/// An entry point: a signature with its tensors in order.
pub(crate) struct Signature<'g> {
    pub(crate) key: &'g str,
    /// Argument names with their tensors, sorted by name.
    pub(crate) inputs: Vec<(&'g str, Tensor<'g>)>,
    /// Result names with their tensors, sorted by name.
    pub(crate) outputs: Vec<(&'g str, Tensor<'g>)>,
}

/// A dense tensor of a signature.
#[derive(Clone, Copy)]
pub(crate) struct Tensor<'g> {
    /// `node:0`.
    pub(crate) name: &'g str,
    pub(crate) info: &'g TensorInfo,
}

impl SavedModelFolder {
    /// Opens the SavedModel in the folder `path`, which may also be its `saved_model.pb`.
    pub(crate) fn open(path: &Path) -> Result<Self> {
        let folder = if is_folder(path) { path } else { path.parent().unwrap_or(path) };
        let file = if is_folder(path) { path.join(FILE) } else { path.to_owned() };
        if is_folder(path) && !is_file(&file) {
            return Err(missing(path, &file));
        }
        let source = Source::open(&file)?;
        let model: SavedModel = decode(source.bytes().clone(), "SavedModel", &file)?;
        if model.meta_graphs.is_empty() {
            return Err(ImportError::new("the SavedModel holds no graph")
                .file(&file)
                .expected("at least one graph")
                .hint("the file may be empty or of another kind; export the model again"));
        }
        Ok(Self { folder: folder.to_owned(), file, model })
    }

    /// The graph whose tags are exactly `tags`; without tags the only graph, or that for serving.
    ///
    /// Errors: no such graph; several and no tags.
    pub(crate) fn graph(&self, tags: &[String]) -> Result<&MetaGraphDef> {
        let graphs = &self.model.meta_graphs;
        let wanted: BTreeSet<&str> = if tags.is_empty() {
            if let [only] = graphs.as_slice() {
                return Ok(only);
            }
            [SERVE].into()
        } else {
            tags.iter().map(String::as_str).collect()
        };
        graphs.iter().find(|graph| tags_of(graph).eq(&wanted)).ok_or_else(|| {
            let known: Vec<String> =
                graphs.iter().map(|g| tags_of(g).into_iter().collect::<Vec<_>>().join(",")).collect();
            let wanted = wanted.into_iter().collect::<Vec<_>>().join(",");
            ImportError::new(format!("the SavedModel has no graph with tags {}", quote(&wanted)))
                .file(&self.file)
                .expected(format!("one of {}", quote_list(known.iter().map(String::as_str), 20)))
                .hint("choose one with --tag")
        })
    }
}

fn tags_of(graph: &MetaGraphDef) -> BTreeSet<&str> {
    graph.meta_info_def.iter().flat_map(|info| &info.tags).map(String::as_str).collect()
}

/// The signatures called `wanted`, or all, in the order of their names.
///
/// Errors: one that does not exist, none at all, inputs or outputs that are no dense tensors.
pub(crate) fn signatures<'g>(meta: &'g MetaGraphDef, wanted: &[String]) -> Result<Vec<Signature<'g>>> {
    let entries = meta.signature_def.iter().filter(|(key, def)| is_entry(key, def));
    let keys: Vec<&str> = entries.clone().map(|(key, _)| key.as_str()).collect();
    if keys.is_empty() {
        return Err(ImportError::new("the SavedModel has no signature")
            .expected("at least one signature, such as 'serving_default'")
            .hint("save the model with signatures=…, for example model.export(path)"));
    }
    for name in wanted {
        if !keys.contains(&name.as_str()) {
            let error = ImportError::new(format!("the SavedModel has no signature {}", quote(name)))
                .expected(format!("one of {}", quote_list(keys.iter().copied(), 20)));
            return Err(match closest(name, keys.iter().copied()) {
                Some(near) => error.hint(format!("did you mean --signature {near}?")),
                None => error.hint("leave --signature out to convert all of them"),
            });
        }
    }
    let chosen = entries.filter(|(key, _)| wanted.is_empty() || wanted.contains(key));
    chosen
        .map(|(key, def)| {
            let named =
                |(name, info): (&'g String, &'g TensorInfo)| Ok((name.as_str(), dense(key, name, info)?));
            Ok(Signature {
                key,
                inputs: def.inputs.iter().map(named).collect::<Result<_>>()?,
                outputs: def.outputs.iter().map(named).collect::<Result<_>>()?,
            })
        })
        .collect()
}

/// Whether a signature is an entry point and not the name of an initializer or training op.
fn is_entry(key: &str, def: &SignatureDef) -> bool {
    key != INIT_SIGNATURE
        && key != "__saved_model_train_op"
        && !(def.inputs.is_empty() && def.outputs.is_empty())
}

fn dense<'g>(key: &str, name: &str, info: &'g TensorInfo) -> Result<Tensor<'g>> {
    let kind = match &info.encoding {
        Some(Encoding::Name(tensor)) if !tensor.is_empty() => return Ok(Tensor { name: tensor, info }),
        Some(Encoding::CooSparse(_)) => "a sparse tensor",
        Some(Encoding::CompositeTensor(_)) => "a composite tensor",
        _ => "without a tensor",
    };
    Err(ImportError::new(format!("{} of signature {} is {kind}", quote(name), quote(key)))
        .expected("a dense tensor")
        .hint("choose other signatures with --signature, or export one with dense tensors"))
}

fn missing(folder: &Path, file: &Path) -> ImportError {
    let error = ImportError::new("the folder holds no saved_model.pb").file(file);
    if is_file(&folder.join("saved_model.pbtxt")) {
        return error.expected("the binary form").hint("save the model with as_text=False");
    }
    error.expected("a SavedModel").hint("give the folder that holds saved_model.pb and the variables folder")
}
