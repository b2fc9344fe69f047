//! SavedModel → module.

use std::collections::BTreeMap;
use std::path::Path;
use std::rc::Rc;

use tfl_ir::Module;

use crate::dtype;
use crate::emit::{Entry, Locations, Port, Unit, element, emit, tensor_type};
use crate::error::{ImportError, Result};
use crate::graph::{FlatGraph, Flattener, Functions, GraphBody, Library, Roots};
use crate::proto::collection_def::Kind;
use crate::proto::tensor_info::Encoding;
use crate::proto::{DataType, GraphDef, MetaGraphDef, TensorInfo};
use crate::saved_model::{INIT_SIGNATURE, SavedModelFolder, Signature, signatures};
use crate::source::Source;
use crate::variables::Values;

/// What of a SavedModel to import.
#[derive(Clone, Debug, Default)]
pub struct ImportOptions {
    /// Tags of the graph; empty: the only graph, or the one tagged `serve`.
    pub tags: Vec<String>,
    /// Names of signatures; empty: all.
    pub signatures: Vec<String>,
}

/// Imports the SavedModel at `path`; with the module come the mapped files its constants are slices of.
pub(crate) fn import(path: &Path, options: &ImportOptions) -> Result<(Module, Vec<Source>)> {
    let model = SavedModelFolder::open(path)?;
    let meta = model.graph(&options.tags)?;
    import_graph(&model, meta, options).map_err(|e| e.file(&model.file))
}

fn import_graph(
    model: &SavedModelFolder,
    meta: &MetaGraphDef,
    options: &ImportOptions,
) -> Result<(Module, Vec<Source>)> {
    let signatures = signatures(meta, &options.signatures)?;
    let empty = GraphDef::default();
    let graph = meta.graph_def.as_ref().unwrap_or(&empty);
    let body = Rc::new(GraphBody::of_graph(graph)?);
    let functions = Functions::of_graph(graph)?;
    let mut flattener = Flattener::new(Library::new(&functions));
    let mut entries = Vec::new();
    for signature in signatures {
        entries.push(entry(signature, &body, &mut flattener)?);
    }
    let initializer = initializer(meta, &body, &mut flattener)?;
    flattener.finish_instances()?;

    let mut values = None;
    if flattener.variables.iter().next().is_some() {
        values = Some(Values::open(&model.folder, meta, &body, &mut flattener)?);
    }
    let unit = Unit {
        flattener: &flattener,
        entries,
        initializer,
        versions: graph.versions.as_ref(),
        locations: Locations::open(&model.folder)?,
        assets: assets(meta),
        is_saved_model: true,
        use_recorded_shapes: true,
    };
    let module = emit(&unit, |id, variable| match values.as_mut() {
        Some(values) => values.value(id, variable),
        None => Err(ImportError::new("the model has no variables").node(variable.node.name())),
    })?;
    let sources: Vec<Source> = values.iter().flat_map(Values::sources).cloned().collect();
    // Verifying the checksums has touched every page; what comes next reads them one tensor at a time.
    sources.iter().for_each(Source::release);
    Ok((module, sources))
}

fn entry<'g>(
    signature: Signature<'g>,
    body: &Rc<GraphBody<'g>>,
    flattener: &mut Flattener<'g>,
) -> Result<Entry<'g>> {
    let roots = Roots {
        inputs: signature.inputs.iter().map(|(_, tensor)| tensor.name).collect(),
        outputs: signature.outputs.iter().map(|(_, tensor)| tensor.name).collect(),
        controls: Vec::new(),
    };
    let graph = flattener.graph(body, &roots)?;
    let arg = |(key, tensor): &(&'g str, crate::saved_model::Tensor<'g>)| {
        Ok(Port { key: Some(*key), tensor: tensor.name, ty: Some(argument_type(tensor.info)?) })
    };
    let result = |(key, tensor): &(&'g str, crate::saved_model::Tensor<'g>)| {
        let dtype = dtype::data_type(tensor.info.dtype)?;
        let ty = if dtype == DataType::DtInvalid { None } else { Some(element(dtype)?) };
        Ok(Port { key: Some(*key), tensor: tensor.name, ty })
    };
    Ok(Entry {
        name: signature.key,
        exported: Some(signature.key),
        args: signature.inputs.iter().map(arg).collect::<Result<_>>()?,
        results: signature.outputs.iter().map(result).collect::<Result<_>>()?,
        graph,
    })
}

fn argument_type(info: &TensorInfo) -> Result<tfl_ir::Type> {
    tensor_type(dtype::data_type(info.dtype)?, info.tensor_shape.as_ref())
}

/// The part of the graph that prepares it for use, if it has one.
///
/// TF2 names it as a signature; TF1 in one of three collections.
fn initializer<'g>(
    meta: &'g MetaGraphDef,
    body: &Rc<GraphBody<'g>>,
    flattener: &mut Flattener<'g>,
) -> Result<Option<FlatGraph<'g>>> {
    let mut controls: Vec<&str> = Vec::new();
    let signature = meta.signature_def.get(INIT_SIGNATURE);
    if let Some(info) = signature.and_then(|def| def.outputs.get(INIT_SIGNATURE))
        && let Some(Encoding::Name(name)) = &info.encoding
    {
        controls.push(name);
    }
    for collection in ["saved_model_main_op", "legacy_init_op", "table_initializer"] {
        if let Some(Kind::NodeList(list)) = meta.collection_def.get(collection).and_then(|c| c.kind.as_ref())
        {
            controls.extend(list.value.iter().map(String::as_str));
        }
    }
    let controls: Vec<&str> =
        controls.into_iter().map(|name| name.split(':').next().unwrap_or_default()).collect();
    if controls.is_empty() {
        return Ok(None);
    }
    flattener.graph(body, &Roots { controls, ..Roots::default() }).map(Some)
}

/// Files by the placeholder that stands for their path.
fn assets(meta: &MetaGraphDef) -> BTreeMap<&str, &str> {
    let files = meta.asset_file_def.iter().filter_map(|asset| {
        let Some(Encoding::Name(tensor)) = &asset.tensor_info.as_ref()?.encoding else { return None };
        Some((tensor.split(':').next().unwrap_or_default(), asset.filename.as_str()))
    });
    files.collect()
}
