//! An operator as an op, by the op's row.

use std::collections::HashMap;
use std::sync::LazyLock;

use tfl_dialects::{OpSpec, QuantFact};
use tfl_ir::{Arity, Attr, DenseElements, Loc, LocKind, OpInfo, OpState, Type, Value};

use super::function::Scope;
use super::regions;
use super::types::{Range, Shapeless, tensor_type};
use crate::bind;
use crate::element;
use crate::error::{Error, Result, quoted};
use crate::model::{Operator, OperatorCode, Tensor, TensorType};
use crate::schema::{Options, OptionsTable, Value as Field, builtin};

/// Rows of the tfl dialect, by the number of the builtin operator. The two kinds of LSTM share one.
static ROWS: LazyLock<HashMap<i32, Vec<&'static OpInfo>>> = LazyLock::new(|| {
    let mut rows: HashMap<i32, Vec<&'static OpInfo>> = HashMap::new();
    let ops = tfl_ir::dialect_info("tfl").map_or(&[][..], |dialect| dialect.ops);
    for &info in ops.iter().copied().flatten() {
        if let Some(builtin) = OpSpec::of(info).and_then(|spec| spec.builtin) {
            rows.entry(builtin.code).or_default().push(info);
        }
    }
    rows
});

/// Quantization of values inside an LSTM, in the order of the operator's intermediates.
const INTERMEDIATES: [&str; 5] = [
    "input_to_input_intermediate",
    "input_to_forget_intermediate",
    "input_to_cell_intermediate",
    "input_to_output_intermediate",
    "effective_hidden_scale_intermediate",
];

/// Appends the op for `operator`.
pub(super) fn operator(scope: &mut Scope<'_>, operator: &Operator) -> Result<()> {
    let code = scope.model.code_of(operator).ok_or_else(|| Error::new("its operator code does not exist"))?;
    let info = row(code, operator);
    let spec = info.and_then(OpSpec::of);
    let mut operands = operands(scope, operator, info, spec)?;
    if code.builtin == RESHAPE && operands.len() == 1 {
        operands.push(reshape_shape(scope, operator)?);
    }
    let result_types = result_types(scope, operator, code, &operands)?;
    let loc = result_loc(scope, operator)?;
    let mut state = OpState::new(op_name(code, info).as_str(), loc);
    for (name, attr) in attributes(scope, operator, code, info, spec)? {
        state = state.attr(&name, attr);
    }
    if spec.and_then(|spec| spec.attr("qtype")).is_some()
        && let Some(&ty) = result_types.first()
    {
        state = state.attr("qtype", Attr::Type(ty));
    }
    if regions::is_branching(code) {
        return regions::branching(scope, operator, state, operands, result_types);
    }
    let region_count =
        info.and_then(|info| info.regions).and_then(|count| usize::try_from(count).ok()).unwrap_or(0);
    let op = scope
        .body
        .append_new(scope.block, state.operands(operands).results(result_types).regions(region_count));
    let results: Vec<Value> = scope.body.results(op).collect();
    for (&output, value) in operator.outputs.iter().zip(results) {
        scope.set(output, value);
    }
    Ok(())
}

const RESHAPE: i32 = 22;

fn row(code: &OperatorCode, operator: &Operator) -> Option<&'static OpInfo> {
    let rows = ROWS.get(&code.builtin)?;
    let basic =
        operator.options.as_ref().and_then(|options| options.get_named("kernel_type")) == Some(Field::Int(1));
    let wanted = rows.iter().find(|info| (info.name == "tfl.basic_lstm") == basic);
    wanted.or_else(|| rows.first()).copied()
}

/// The name of the op: its row's, or one made from the operator's where there is no row.
fn op_name(code: &OperatorCode, info: Option<&'static OpInfo>) -> String {
    if let Some(info) = info {
        return info.name.to_owned();
    }
    let name = builtin::name(code.builtin).unwrap_or("unknown").to_lowercase();
    match name.strip_prefix("stablehlo_") {
        Some(name) => format!("stablehlo.{name}"),
        None => format!("tfl.{name}"),
    }
}

fn operands(
    scope: &mut Scope<'_>,
    operator: &Operator,
    info: Option<&OpInfo>,
    spec: Option<&OpSpec>,
) -> Result<Vec<Value>> {
    let affine = spec.and_then(|spec| {
        spec.quant.iter().find_map(|fact| match fact {
            QuantFact::Affine { operand, .. } => Some(usize::from(*operand)),
            _ => None,
        })
    });
    let mut operands = Vec::with_capacity(operator.inputs.len());
    for (index, &input) in operator.inputs.iter().enumerate() {
        let range = if affine == Some(index) { Range::Narrow } else { Range::Full };
        operands.push(if input == -1 { scope.absent()? } else { scope.value(input, range)? });
    }
    // Optional operands at the end may have been left out; ops hold their places.
    for spec in info.map_or(&[][..], |info| info.operands).iter().skip(operands.len()) {
        if spec.arity == Arity::Variadic || !takes_none(spec) {
            break;
        }
        operands.push(scope.absent()?);
    }
    Ok(operands)
}

fn takes_none(spec: &tfl_ir::ValueSpec) -> bool {
    (spec.constraint.check)(Type::none())
}

fn result_types(
    scope: &Scope<'_>,
    operator: &Operator,
    code: &OperatorCode,
    operands: &[Value],
) -> Result<Vec<Type>> {
    let stored = stored_alike(scope, code, operands);
    let types = operator.outputs.iter().map(|&output| {
        let declared = scope.tensor(output)?;
        // Some writers call a quantized result a float, scales and all. Runtimes go by the operands.
        let quantized =
            stored.filter(|_| declared.element_type == TensorType::Float32 && has_scales(declared));
        let tensor = match quantized {
            Some(element_type) => &Tensor { element_type, ..declared.clone() },
            None => declared,
        };
        tensor_type(scope.model, scope.subgraph, tensor, Shapeless::Unranked, Range::Full)
            .map_err(|error| error.at(format!("tensor {output} {}", quoted(&tensor.name))))
    });
    types.collect()
}

/// How all operands are stored, if they are all quantized and stored alike.
fn stored_alike(scope: &Scope<'_>, code: &OperatorCode, operands: &[Value]) -> Option<TensorType> {
    if builtin::name(code.builtin) == Some("DEQUANTIZE") {
        return None;
    }
    let mut stored = operands.iter().map(|&operand| {
        let ty = scope.body.ty(operand);
        ty.uniform_quant().and_then(|_| element::of(ty.elem_or_self()))
    });
    let first = stored.next()??;
    stored.all(|other| other == Some(first)).then_some(first)
}

fn has_scales(tensor: &Tensor) -> bool {
    let parameters = tensor.quantization.as_deref();
    parameters.is_some_and(|parameters| !parameters.scale.is_empty() && !parameters.zero_point.is_empty())
}

/// The names of the results: one, or all of them fused.
fn result_loc(scope: &Scope<'_>, operator: &Operator) -> Result<Loc> {
    let locs: Result<Vec<Loc>> =
        operator.outputs.iter().map(|&output| scope.tensor(output).map(|tensor| scope.loc(tensor))).collect();
    let mut locs = locs?;
    Ok(match locs.len() {
        0 => scope.base.clone(),
        1 => locs.swap_remove(0),
        _ => Loc::new(LocKind::Fused { meta: None, locs: locs.into() }),
    })
}

/// The operand that old writers leave to the options or to the result: the new shape.
fn reshape_shape(scope: &mut Scope<'_>, operator: &Operator) -> Result<Value> {
    let stated = operator.options.as_ref().and_then(|options| options.get_named("new_shape"));
    let shape: Vec<i32> = match stated {
        Some(Field::Ints(shape)) => shape.into_iter().filter_map(|size| i32::try_from(size).ok()).collect(),
        _ => match operator.outputs.first() {
            Some(&output) => scope.tensor(output)?.shape.clone(),
            None => Vec::new(),
        },
    };
    let rank = u64::try_from(shape.len()).unwrap_or(u64::MAX);
    let value = DenseElements::from_i32(&[rank], &shape).map_err(|error| Error::new(error.to_string()))?;
    let ty = value.ty();
    let state = OpState::new("tfl.pseudo_const", result_loc(scope, operator)?);
    scope.append(state.attr("value", Attr::elements(value)).results([ty]))
}

fn attributes(
    scope: &mut Scope<'_>,
    operator: &Operator,
    code: &OperatorCode,
    info: Option<&OpInfo>,
    spec: Option<&OpSpec>,
) -> Result<Vec<(String, Attr)>> {
    let mut attrs = Vec::new();
    let table = spec.and_then(|spec| spec.options).and_then(OptionsTable::by_name);
    if let Some(options) = options(operator, info, table)? {
        from_options(scope, &options, spec, &mut attrs)?;
    }
    match code.builtin {
        builtin::CUSTOM => {
            attrs.push(("custom_code".into(), Attr::str(&code.custom)));
            attrs.push(("custom_option".into(), bind::const_bytes(&operator.custom_options)));
        }
        _ if builtin::name(code.builtin) == Some("CALL_ONCE") => {
            let callee =
                crate::validate::callees(operator).first().and_then(|&callee| scope.plan.name_of(callee));
            let callee = callee.ok_or_else(|| Error::new("calls no subgraph"))?;
            attrs.push(("session_init_function".into(), Attr::str(callee)));
        }
        _ => {}
    }
    for (name, &tensor) in INTERMEDIATES.iter().zip(&operator.intermediates) {
        if spec.is_some_and(|spec| spec.attr(name).is_some()) && tensor != -1 {
            attrs.push(((*name).into(), Attr::Type(scope.intermediate(tensor)?)));
        }
    }
    Ok(attrs)
}

/// The options to read attributes from: those of the table the op's row names, or whatever there is if no row
/// says. An absent table is one at its defaults.
fn options(
    operator: &Operator,
    info: Option<&OpInfo>,
    table: Option<&'static OptionsTable>,
) -> Result<Option<Options>> {
    let given = operator.options.as_ref().or(operator.options_2.as_ref());
    let Some(table) = table else { return Ok(given.filter(|_| info.is_none()).cloned()) };
    match given {
        None => Ok(Some(Options::new(table))),
        Some(given) if given.table() == table => Ok(Some(given.clone())),
        // Tables without fields are interchangeable, and some writers do interchange them.
        Some(_) if table.fields.is_empty() => Ok(None),
        Some(given) => {
            Err(Error::new(format!("its options are {}, expected {}", given.table().name, table.name))
                .with_hint("the file is damaged: convert the model again"))
        }
    }
}

/// A field for each attribute of the row, and each other field that is not at its default under its own name.
fn from_options(
    scope: &Scope<'_>,
    options: &Options,
    spec: Option<&OpSpec>,
    attrs: &mut Vec<(String, Attr)>,
) -> Result<()> {
    for (slot, field) in (0..).zip(options.table().fields) {
        let fact = spec.and_then(|spec| spec.attrs.iter().find(|fact| fact.slot == Some(slot)));
        let derived = spec.is_some_and(|spec| spec.derived.iter().any(|derived| derived.slot == slot));
        let explicit = options.explicit().any(|(known, ..)| known == slot);
        let refers = field.name.ends_with("subgraph_index");
        if derived || (fact.is_none() && !explicit && !refers) {
            continue;
        }
        if let Some(attr) = subgraph_attr(scope, field.name, options.get(slot).as_ref()) {
            if fact.is_none()
                && !matches!(options.table().name, "IfOptions" | "WhileOptions" | "CallOnceOptions")
            {
                attrs.push((field.name.replace("_subgraph_index", ""), attr));
            }
            continue;
        }
        let name = fact.map_or(field.name, |fact| fact.name);
        let absent = || match field.kind {
            crate::schema::Kind::Str => Field::Str(String::new()),
            crate::schema::Kind::F32s => Field::Floats(Vec::new()),
            _ => Field::Ints(Vec::new()),
        };
        let value = options.get(slot).unwrap_or_else(absent);
        if let Some(attr) = bind::attr_of(field.kind, fact.map(|fact| fact.store), &value) {
            attrs.push((name.to_owned(), attr));
        }
    }
    Ok(())
}

/// The function that a field names by the index of its subgraph.
fn subgraph_attr(scope: &Scope<'_>, field: &str, value: Option<&Field>) -> Option<Attr> {
    match value {
        Some(Field::Int(index)) if field.ends_with("subgraph_index") || field == "subgraph" => {
            scope.plan.name_of(*index).map(Attr::symbol)
        }
        Some(Field::Ints(indices)) if field == "branch_subgraph_indices" => {
            let all: Option<Vec<Attr>> =
                indices.iter().map(|&index| scope.plan.name_of(index).map(Attr::symbol)).collect();
            all.map(Attr::array)
        }
        _ => None,
    }
}
