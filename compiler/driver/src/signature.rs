//! The signatures of a module: how its callers name its functions, inputs and outputs.

use tfl_ir::{Attr, Body, Dict, Module, Op, Type, symbol_name};

/// A function as its callers see it.
#[derive(Clone, Debug)]
pub struct Signature {
    /// The name it is exported under; `None` when the model has no signatures.
    pub name: Option<String>,
    /// The symbol of the function.
    pub function: String,
    /// Inputs in the function's order.
    pub inputs: Vec<Port>,
    /// Outputs in the function's order.
    pub outputs: Vec<Port>,
}

/// An input or output of a function.
#[derive(Clone, Debug)]
pub struct Port {
    /// The name in the signature, or the tensor's name.
    pub name: String,
    /// The tensor's name, where that is another one.
    pub tensor_name: Option<String>,
    /// The type.
    pub ty: Type,
}

impl Port {
    /// Whether `name` means this port.
    pub fn is_called(&self, name: &str) -> bool {
        let without_output = |full: &str| full.strip_suffix(":0") == Some(name);
        self.name == name
            || without_output(&self.name)
            || self.tensor_name.as_deref().is_some_and(|tensor| tensor == name || without_output(tensor))
    }
}

/// The signatures of `module`, in program order; when no function is exported under a name, its main
/// function alone (`@main`, else the first that is not private).
pub fn signatures(module: &Module) -> Vec<Signature> {
    let functions: Vec<Op> = module.ops_named("func.func").collect();
    let body = module.body();
    let exported: Vec<Signature> = functions.iter().flat_map(|&op| exported(body, op)).collect();
    if !exported.is_empty() {
        return exported;
    }
    let public = |op: &Op| body.attr(*op, "sym_visibility").and_then(Attr::as_str) != Some("private");
    let main = module.lookup("main").filter(|op| functions.contains(op));
    main.or_else(|| functions.iter().copied().find(public))
        .and_then(|op| describe(body, op, None))
        .into_iter()
        .collect()
}

/// A function exported under several names is several signatures.
fn exported(body: &Body, op: Op) -> Vec<Signature> {
    let names = body.attr(op, "tf_saved_model.exported_names").and_then(Attr::as_array).unwrap_or_default();
    names.iter().filter_map(|name| describe(body, op, Some(name.as_str()?.to_owned()))).collect()
}

fn describe(body: &Body, op: Op, name: Option<String>) -> Option<Signature> {
    let tfl_ir::TypeKind::Function { inputs, results } = body.attr(op, "function_type")?.as_type()?.kind()
    else {
        return None;
    };
    let entry = body.attr(op, "tf.entry_function").and_then(Attr::as_dict);
    let ports = |types: &[Type], attrs: &str, list: &str, fallback: &str| {
        let tensors = entry_names(entry, list, types.len());
        let attrs = body.attr(op, attrs).and_then(Attr::as_array).unwrap_or_default();
        let port = |(index, &ty): (usize, &Type)| {
            let path = attrs.get(index).and_then(Attr::as_dict).and_then(index_path);
            let tensor = tensors.get(index).cloned();
            let (name, tensor_name) = match path {
                Some(path) => (path, tensor),
                None => (tensor.unwrap_or_else(|| format!("{fallback}{index}")), None),
            };
            Port { name, tensor_name, ty }
        };
        types.iter().enumerate().map(port).collect()
    };
    Some(Signature {
        name,
        function: symbol_name(body, op)?.to_string(),
        inputs: ports(inputs, "arg_attrs", "inputs", "arg"),
        outputs: ports(results, "res_attrs", "outputs", "result"),
    })
}

/// The last string of `tf_saved_model.index_path`: the argument's name in its signature.
fn index_path(attrs: &Dict) -> Option<String> {
    let path = attrs.get("tf_saved_model.index_path")?.as_array()?;
    path.iter().rev().find_map(|part| part.as_str().map(str::to_owned))
}

/// The names of `tf.entry_function`, if there are as many as values.
fn entry_names(entry: Option<&Dict>, list: &str, count: usize) -> Vec<String> {
    let text = entry.and_then(|entry| entry.get(list)).and_then(Attr::as_str).unwrap_or("");
    let names: Vec<String> = text.split(',').filter(|name| !name.is_empty()).map(str::to_owned).collect();
    if names.len() == count { names } else { Vec::new() }
}
