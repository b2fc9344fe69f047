//! Frozen GraphDef → module.

use std::collections::BTreeSet;
use std::path::Path;
use std::rc::Rc;

use bytes::Bytes;
use tfl_ir::{Dim, Module, Type};

use crate::decode::decode;
use crate::dtype;
use crate::emit::{Entry, Locations, Port, Unit, element, emit, tensor_type};
use crate::error::{ImportError, Result, quote, quote_list};
use crate::graph::{Flattener, Functions, GraphBody, Library, Node, Roots, TensorName};
use crate::proto::{GraphDef, TensorShapeProto};
use crate::registry;

/// What of a graph to import.
#[derive(Clone, Debug, Default)]
pub struct GraphOptions {
    /// Nodes or tensors (`node:1`) that are the arguments, in order; empty: the placeholders the outputs need.
    pub inputs: Vec<String>,
    /// Nodes or tensors that are the results, in order; empty: the one node nobody uses.
    pub outputs: Vec<String>,
    /// Shapes of the inputs, in their order, -1 for an unknown dimension; `None`, or a shorter list: as the
    /// graph says.
    pub input_shapes: Vec<Option<Vec<i64>>>,
    /// Element types of the inputs (`float32` or `DT_FLOAT`), in their order; likewise.
    pub input_dtypes: Vec<Option<String>>,
}

/// Imports the graph encoded in `bytes`, which came from `file`.
pub(crate) fn import(bytes: Bytes, file: &Path, options: &GraphOptions) -> Result<Module> {
    let graph: GraphDef = decode(bytes, "GraphDef", file)?;
    import_graph(&graph, options).map_err(|e| e.file(file))
}

fn import_graph(graph: &GraphDef, options: &GraphOptions) -> Result<Module> {
    if graph.node.is_empty() {
        return Err(ImportError::new("the graph has no nodes")
            .expected("a frozen GraphDef")
            .hint("the file may be empty or of another kind; export the graph again"));
    }
    let body = Rc::new(GraphBody::of_graph(graph)?);
    let functions = Functions::of_graph(graph)?;
    let mut flattener = Flattener::new(Library::new(&functions));
    let outputs: Vec<&str> = match options.outputs.as_slice() {
        [] => vec![only_output(graph)?],
        given => given.iter().map(String::as_str).collect(),
    };
    let inputs: Vec<&str> = match options.inputs.as_slice() {
        [] => placeholders(&mut flattener, graph, &body, &outputs)?,
        given => given.iter().map(String::as_str).collect(),
    };
    if options.input_shapes.len() > inputs.len() || options.input_dtypes.len() > inputs.len() {
        let given = options.input_shapes.len().max(options.input_dtypes.len());
        return Err(ImportError::new(format!(
            "{given} input shapes or types are given for {} inputs",
            inputs.len()
        ))
        .expected("at most one for each input"));
    }
    let flat = flattener
        .graph(&body, &Roots { inputs: inputs.clone(), outputs: outputs.clone(), controls: Vec::new() })?;
    flattener.finish_instances()?;
    let mut args = Vec::new();
    for (i, name) in inputs.iter().enumerate() {
        let shape = options.input_shapes.get(i).and_then(Option::as_deref);
        let dtype = options.input_dtypes.get(i).and_then(Option::as_deref);
        args.push(Port {
            key: None,
            tensor: name,
            ty: Some(argument_type(graph, &body, name, shape, dtype)?),
        });
    }
    let results = outputs.iter().map(|name| Port { key: None, tensor: name, ty: None }).collect();
    let unit = Unit {
        flattener: &flattener,
        entries: vec![Entry { name: "main", exported: None, args, results, graph: flat }],
        initializer: None,
        versions: graph.versions.as_ref(),
        locations: Locations::default(),
        assets: Default::default(),
        is_saved_model: false,
        // Recorded shapes follow from the recorded input shapes.
        use_recorded_shapes: options.input_shapes.iter().all(Option::is_none),
    };
    emit(&unit, |_, variable| {
        Err(ImportError::new(format!("the graph is not frozen: {} is a variable", quote(&variable.name)))
            .node(variable.node.name())
            .expected("a graph whose variables are constants")
            .hint("freeze the graph, or convert the SavedModel it came from"))
    })
}

/// The only node whose results nobody uses.
fn only_output(graph: &GraphDef) -> Result<&str> {
    let mut used = BTreeSet::new();
    for node in &graph.node {
        for input in &node.input {
            let (TensorName::Data(name, _) | TensorName::Control(name)) = TensorName::parse(input)?;
            used.insert(name);
        }
    }
    let unused = graph.node.iter().filter(|node| !used.contains(node.name.as_str()) && is_result(&node.op));
    let candidates: Vec<&str> = unused.map(|node| node.name.as_str()).collect();
    match candidates.as_slice() {
        [only] => Ok(only),
        _ => Err(ImportError::new(format!("the graph has {} possible outputs", candidates.len()))
            .expected(format!(
                "one node that no other uses; there are {}",
                quote_list(candidates.iter().copied(), 20)
            ))
            .hint("name the outputs with --output-arrays")),
    }
}

/// Whether a node of this operator may be a result: it computes something.
fn is_result(op: &str) -> bool {
    !matches!(
        op,
        "Const" | "Placeholder" | "PlaceholderWithDefault" | "VarHandleOp" | "VariableV2" | "Variable"
    ) && registry::find(op).is_none_or(|op| op.outputs().next().is_some())
}

/// The placeholders that `outputs` need, in the order of the graph.
fn placeholders<'g>(
    flattener: &mut Flattener<'g>,
    graph: &'g GraphDef,
    body: &Rc<GraphBody<'g>>,
    outputs: &[&str],
) -> Result<Vec<&'g str>> {
    let roots = Roots { outputs: outputs.to_vec(), ..Roots::default() };
    let flat = flattener.graph(body, &roots)?;
    let found = flat.nodes.iter().filter(|n| n.function.is_empty() && n.node.op.name() == "Placeholder");
    let found: BTreeSet<&str> = found.map(|n| n.node.name()).collect();
    Ok(graph.node.iter().map(|node| node.name.as_str()).filter(|name| found.contains(name)).collect())
}

/// Type of the tensor called `name`, with what the user says about it.
fn argument_type(
    graph: &GraphDef,
    body: &GraphBody<'_>,
    name: &str,
    shape: Option<&[i64]>,
    dtype: Option<&str>,
) -> Result<Type> {
    let TensorName::Data(node, port) = TensorName::parse(name)? else {
        return Err(ImportError::new(format!("{} does not name a tensor", quote(name))));
    };
    let def = body.find(node).and_then(|i| graph.node.get(i as usize));
    let node = Node::new(def.ok_or_else(|| ImportError::new(format!("there is no node {}", quote(node))))?)?;
    let output = node.output_index(port)? as usize;
    let own = *node.result_types()?.get(output).ok_or_else(|| {
        ImportError::new(format!("{} has no output {output}", quote(node.name()))).node(node.name())
    })?;
    let dtype = match dtype {
        Some(text) => parse_dtype(text)?,
        None => own,
    };
    if let Some(dims) = shape {
        let dims: Vec<Dim> =
            dims.iter().map(|d| u64::try_from(*d).map_or(Dim::Dynamic, Dim::Static)).collect();
        return Ok(Type::tensor(&dims, element(dtype)?));
    }
    let recorded: Option<TensorShapeProto> = match node.op.name() {
        "Placeholder" | "PlaceholderWithDefault" | "PlaceholderV2" => {
            // Old graphs write an unknown shape as one without dimensions, and record the real one beside.
            node.output_shapes().first().cloned().or_else(|| node.shape("shape").ok())
        }
        _ => node.output_shapes().get(output).cloned(),
    };
    tensor_type(dtype, recorded.as_ref())
}

/// `float32`, or `DT_FLOAT` or `FLOAT` in any case.
fn parse_dtype(text: &str) -> Result<crate::proto::DataType> {
    let upper = text.to_ascii_uppercase();
    let wire = if upper.starts_with("DT_") { upper } else { format!("DT_{upper}") };
    dtype::by_name(text).or_else(|| crate::proto::DataType::from_str_name(&wire)).ok_or_else(|| {
        ImportError::new(format!("unknown element type {}", quote(text)))
            .expected("a TensorFlow type such as float32, DT_FLOAT, int8 or string")
    })
}

#[cfg(test)]
mod tests;
