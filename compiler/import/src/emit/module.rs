//! All functions of a model to one module.

use std::collections::{BTreeMap, BTreeSet};

use tfl_ir::{Attr, Dict, Loc, Module, OpState, Type};

use super::constant::constant;
use super::function::{Context, FunctionBody, build};
use super::initializer::{self, InitFunction};
use super::location::Locations;
use super::types::{element_name, tensor_type};
use super::variable_ops::{Frozen, Usage};
use crate::dtype;
use crate::effects::{InstanceEffects, Live};
use crate::error::{ImportError, Result, quote};
use crate::graph::{FlatGraph, Flattener, InstanceId, InstanceKey, Source, VarId, Variable};
use crate::proto::attr_value::Value;
use crate::proto::{DataType, TensorShapeProto, VersionDef};
use crate::tensor::Tensor;

/// An argument or result of an entry point.
pub(crate) struct Port<'g> {
    /// The signature's name for it.
    pub(crate) key: Option<&'g str>,
    /// The tensor it stands for, `node:0`.
    pub(crate) tensor: &'g str,
    /// Declared type of an argument; of a result, the element type it must have, if declared.
    pub(crate) ty: Option<Type>,
}

/// An entry point of the model.
pub(crate) struct Entry<'g> {
    /// Name of the function.
    pub(crate) name: &'g str,
    /// Name of the signature, if there is one.
    pub(crate) exported: Option<&'g str>,
    pub(crate) args: Vec<Port<'g>>,
    pub(crate) results: Vec<Port<'g>>,
    pub(crate) graph: FlatGraph<'g>,
}

/// Everything a module is made of.
pub(crate) struct Unit<'a, 'g> {
    pub(crate) flattener: &'a Flattener<'g>,
    pub(crate) entries: Vec<Entry<'g>>,
    /// What has to run before the entry points: fills tables.
    pub(crate) initializer: Option<FlatGraph<'g>>,
    pub(crate) versions: Option<&'g VersionDef>,
    pub(crate) locations: Locations,
    /// Files that placeholders stand for, by the placeholder's name.
    pub(crate) assets: BTreeMap<&'g str, &'g str>,
    pub(crate) is_saved_model: bool,
    /// Whether shapes recorded in the graph are trusted.
    pub(crate) use_recorded_shapes: bool,
}

/// Makes the module. `value` reads a variable's value.
pub(crate) fn emit<'g>(
    unit: &Unit<'_, 'g>,
    mut value: impl FnMut(VarId, &Variable<'g>) -> Result<Tensor>,
) -> Result<Module> {
    let flattener = unit.flattener;
    let effects = InstanceEffects::of_all(flattener)?;
    let lives: Vec<Live> = unit.entries.iter().map(|entry| Live::of(&entry.graph, &effects)).collect();
    let instances = reachable(unit, &lives, &effects);

    let mut usage = Usage::default();
    for (entry, live) in unit.entries.iter().zip(&lives) {
        usage.add(&entry.graph, live, &flattener.variables);
        refuse_handles(entry, flattener)?;
    }
    for (_, _, graph, live) in &instances {
        usage.add(graph, live, &flattener.variables);
    }
    let (mut frozen, mut initial) = (Frozen::new(), Vec::new());
    for (id, variable) in flattener.variables.iter() {
        if usage.changed.contains(&id) {
            if !variable.is_ref() {
                initial.push((id, constant(value(id, variable)?)?));
            }
        } else if usage.read.contains(&id) {
            frozen.insert(id, constant(value(id, variable)?)?);
        }
    }

    let mut context = Context {
        variables: &flattener.variables,
        frozen: &frozen,
        locations: &unit.locations,
        instance_names: BTreeMap::new(),
        assets: unit.assets.clone(),
        use_recorded_shapes: unit.use_recorded_shapes,
    };
    let mut names = Names::default();
    let entry_names: Vec<String> = unit.entries.iter().map(|entry| names.fresh(entry.name)).collect();
    for (id, key, ..) in &instances {
        context.instance_names.insert(*id, names.fresh(&key.function));
    }

    let mut module = Module::new(Loc::UNKNOWN);
    set_module_attrs(&mut module, unit);
    let tables = || {
        unit.entries
            .iter()
            .zip(&lives)
            .map(|(e, live)| (&e.graph, live))
            .chain(instances.iter().map(|i| (i.2, &i.3)))
    };
    let inits = initializer::functions(&context, unit.initializer.as_ref(), &initial, tables())?;
    push_initializers(&mut module, inits, &mut names);
    for ((entry, live), name) in unit.entries.iter().zip(&lives).zip(&entry_names) {
        push_entry(&mut module, &context, entry, live, name)?;
    }
    for (id, key, graph, live) in &instances {
        let args = instance_args(flattener, key)?;
        let function = build(&context, graph, live, &args)?;
        let name = context.instance_names.get(id).map_or("", String::as_str);
        module.push(func(name, function).attr("sym_visibility", Attr::str("private")));
    }
    Ok(module)
}

/// Symbol names in use.
#[derive(Default)]
struct Names(BTreeSet<String>);

impl Names {
    fn fresh(&mut self, base: &str) -> String {
        let numbered = (0u64..).map(|n| format!("{base}_{n}"));
        let mut free = [base.to_owned()].into_iter().chain(numbered).filter(|name| !self.0.contains(name));
        let name = free.next().unwrap_or_default();
        self.0.insert(name.clone());
        name
    }
}

/// An instance with its graph and its kept nodes.
type Instance<'a, 'g> = (InstanceId, &'a InstanceKey, &'a FlatGraph<'g>, Live);

/// The instances that kept nodes lead to, in the order they were made.
fn reachable<'a, 'g>(
    unit: &Unit<'a, 'g>,
    lives: &[Live],
    effects: &InstanceEffects,
) -> Vec<Instance<'a, 'g>> {
    let mut todo: Vec<InstanceId> = Vec::new();
    for (entry, live) in unit.entries.iter().zip(lives) {
        todo.extend(live.nodes(&entry.graph).flat_map(|(_, node)| &node.branches).map(|(_, id)| *id));
    }
    let mut found = BTreeMap::new();
    while let Some(id) = todo.pop() {
        let Some(graph) = unit.flattener.instances.graph(id).filter(|_| !found.contains_key(&id)) else {
            continue;
        };
        let live = Live::of(graph, effects);
        todo.extend(live.nodes(graph).flat_map(|(_, node)| &node.branches).map(|(_, id)| *id));
        found.insert(id, live);
    }
    let all = unit.flattener.instances.iter();
    all.filter_map(|(id, key, graph)| Some((id, key, graph, found.remove(&id)?))).collect()
}

fn set_module_attrs(module: &mut Module, unit: &Unit<'_, '_>) {
    if let Some(versions) = unit.versions {
        let dict = Dict::of([
            ("bad_consumers", Attr::i32_array(&versions.bad_consumers)),
            ("min_consumer", Attr::i32(versions.min_consumer)),
            ("producer", Attr::i32(versions.producer)),
        ]);
        module.set_attr("tf.versions", Attr::Dict(dict));
    }
    if unit.is_saved_model {
        module.set_attr("tf_saved_model.semantics", Attr::Unit);
    }
}

fn push_initializers(module: &mut Module, inits: Vec<InitFunction>, names: &mut Names) {
    if inits.is_empty() {
        return;
    }
    let mut symbols = Vec::new();
    let mut functions = Vec::new();
    for init in inits {
        let name = names.fresh(init.name);
        symbols.push(Attr::symbol(&name));
        let exported = format!("__tf_saved_model_session_initializer_{name}");
        functions.push(
            func(&name, init.function)
                .attr("tf_saved_model.exported_names", Attr::array([Attr::str(&exported)]))
                .attr("tf_saved_model.initializer_type", Attr::str(init.kind)),
        );
    }
    let initializers = Attr::array(symbols);
    module.push(
        OpState::new("tf_saved_model.session_initializer", Loc::UNKNOWN).attr("initializers", initializers),
    );
    functions.into_iter().for_each(|function| {
        module.push(function);
    });
}

fn push_entry(
    module: &mut Module,
    context: &Context<'_, '_>,
    entry: &Entry<'_>,
    live: &Live,
    name: &str,
) -> Result<()> {
    let arg = |port: &Port<'_>| {
        let ty = port.ty.ok_or_else(|| ImportError::new("an argument has no type"))?;
        Ok((ty, Loc::name(port.tensor.split(':').next().unwrap_or_default())))
    };
    let args = entry.args.iter().map(arg).collect::<Result<Vec<_>>>()?;
    let function = build(context, &entry.graph, live, &args)?;
    for (port, found) in entry.results.iter().zip(&function.results) {
        let declared = port.ty.map(Type::elem_or_self);
        if declared.is_some_and(|ty| ty != found.elem_or_self()) {
            let key = port.key.unwrap_or(port.tensor);
            return Err(ImportError::new(format!("result {} is {}", quote(key), element_name(*found)))
                .expected("the type its signature declares")
                .hint("the model is corrupt; export it again"));
        }
    }
    let joined =
        |ports: &[Port<'_>]| Attr::str(&ports.iter().map(|p| p.tensor).collect::<Vec<_>>().join(","));
    let dict = Dict::of([
        ("control_outputs", Attr::str("")),
        ("inputs", joined(&entry.args)),
        ("outputs", joined(&entry.results)),
    ]);
    let mut state = func(name, function).attr("tf.entry_function", Attr::Dict(dict));
    if let Some(exported) = entry.exported {
        state = state.attr("tf_saved_model.exported_names", Attr::array([Attr::str(exported)]));
    }
    for (attr, ports) in [("arg_attrs", &entry.args), ("res_attrs", &entry.results)] {
        if let Some(paths) = index_paths(ports) {
            state = state.attr(attr, paths);
        }
    }
    module.push(state);
    Ok(())
}

/// `[{tf_saved_model.index_path = ["x"]}, …]`, if the ports have names.
fn index_paths(ports: &[Port<'_>]) -> Option<Attr> {
    let path = |key: &str| Attr::array([Attr::str(key)]);
    let dict = |port: &Port<'_>| Some(Attr::Dict(Dict::of([("tf_saved_model.index_path", path(port.key?))])));
    let dicts = ports.iter().map(dict).collect::<Option<Vec<_>>>()?;
    (!dicts.is_empty()).then(|| Attr::array(dicts))
}

/// A `func.func` with this body.
pub(super) fn func(name: &str, function: FunctionBody) -> OpState {
    OpState::new("func.func", Loc::name(name))
        .attr("sym_name", Attr::str(name))
        .attr("function_type", Attr::Type(Type::function(&function.args, &function.results)))
        .nested(function.body)
}

/// Arguments of a function called by an `If` or `While`: those not bound to variables.
fn instance_args(flattener: &Flattener<'_>, key: &InstanceKey) -> Result<Vec<(Type, Loc)>> {
    let body = flattener.library.body(&key.function)?;
    let function = body.function;
    let declared = function.and_then(|f| f.signature.as_ref()).map_or(&[][..], |s| &s.input_arg);
    if declared.len() != key.bound.len() {
        return Err(ImportError::new(format!(
            "{} is called with {} arguments",
            quote(&key.function),
            key.bound.len()
        ))
        .expected(format!("{} arguments", declared.len())));
    }
    let free = (0u32..).zip(declared).zip(&key.bound).filter(|(_, bound)| bound.is_none());
    free.map(|((i, arg), _)| {
        let attrs = function.and_then(|f| f.arg_attr.get(&i)).and_then(|a| a.attr.get("_output_shapes"));
        let shape: Option<&TensorShapeProto> = match attrs.and_then(|a| a.value.as_ref()) {
            Some(Value::List(list)) => list.shape.first(),
            _ => None,
        };
        let dtype: DataType = dtype::data_type(arg.r#type)?;
        Ok((tensor_type(dtype, shape)?, Loc::name(&arg.name)))
    })
    .collect()
}

/// Handles of variables mean nothing outside the model.
fn refuse_handles(entry: &Entry<'_>, flattener: &Flattener<'_>) -> Result<()> {
    for (source, port) in entry.graph.outputs.iter().zip(&entry.results) {
        if matches!(source, Source::Variable(id) if !flattener.variables.get(*id).is_ref()) {
            let key = port.key.unwrap_or(port.tensor);
            return Err(ImportError::new(format!("result {} is a variable, not its value", quote(key)))
                .hint("return variable.read_value() from the signature"));
        }
    }
    Ok(())
}
