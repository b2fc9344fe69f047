//! `tf-shape-inference`: types as precise as can be told before running.
//!
//! ```text
//! %s = "tf.Shape"(%x) : (tensor<?x8xf32>) -> tensor<2xi32>
//! %b = "tf.StridedSlice"(%s, …)                                    // the batch size
//! %t = "tf.Pack"(%b, %c16) : (…) -> tensor<2xi32>           =>     %t = constant [-1, 16]
//! %y = "tf.Reshape"(%x, %t) : (…) -> tensor<*xf32>          =>     … -> tensor<?x16xf32>
//! ```
//!
//! Each op's row says what its result types follow from (`infer`); integers that shapes are made of are
//! followed through arithmetic, one by one, as far as they are known. Types only become more precise.
//! A type that is known and contradicts what was declared is refused: the model is broken.

mod calls;
mod functions;
mod refine;
mod sizes;

use tfl_dialects::func::function_type;
use tfl_ir::pass::PassCx;
use tfl_ir::rewrite::constant_of;
use tfl_ir::{
    Attr, Body, DenseElements, Diagnostic, Fold, FoldResult, Op, OpName, OpState, Traits, Type, Value, pass,
};

use self::functions::Functions;
use self::refine::refine;
use self::sizes::Sizes;

pass! {
    /// Computes result types from operand types, and constants that shapes depend on.
    ///
    /// Follows calls: a private function takes the types that all its callers hand it.
    pub(crate) ShapeInference = "tf-shape-inference", runs_on: "builtin.module";
    options: {
        /// Stop after this many rounds over all functions even if types still change.
        max_iterations: i64 = 10,
    };
    stats: {
        /// Types that became more precise.
        refined,
        /// Shape computations replaced by constants.
        folded,
    };
    run: run
}

fn run(body: &mut Body, opt: &ShapeInference, cx: &PassCx<'_>) -> Result<(), Diagnostic> {
    let mut functions = Functions::new(body);
    for _ in 0..opt.max_iterations.max(1) {
        let mut changed = false;
        for function in functions.callers_first() {
            functions.set_argument_types(body, function);
            let Some(mut code) = body.set_nested(function, None) else { continue };
            let result = infer_body(&mut code, &functions, cx);
            functions.note_calls(&code);
            body.set_nested(function, Some(code));
            changed |= result?;
            functions.note_results(body, function);
        }
        if !changed {
            break;
        }
    }
    Ok(())
}

/// One pass over a function in program order; returns whether anything changed.
fn infer_body(body: &mut Body, functions: &Functions, cx: &PassCx<'_>) -> Result<bool, Diagnostic> {
    let mut sizes = Sizes::default();
    let mut changed = false;
    for op in body.walk() {
        if body.is_erased(op) {
            continue;
        }
        use_known_shapes(body, op, &sizes);
        changed |= infer_op(body, op, functions, cx)?;
        if body.has_trait(op, Traits::CONSTANT) {
            sizes.add(body, op);
            continue;
        }
        if fold_small(body, op, cx) {
            changed = true;
            continue;
        }
        sizes.add(body, op);
        changed |= replace_known(body, op, &sizes, cx);
    }
    Ok(changed)
}

/// Sets the result types of an op.
fn infer_op(body: &mut Body, op: Op, functions: &Functions, cx: &PassCx<'_>) -> Result<bool, Diagnostic> {
    let inferred = match functions.result_types_of_call(body, op) {
        Some(types) => types,
        None => match body.name(op).info().and_then(|info| info.hooks.infer) {
            Some(infer) => infer(body, op)?,
            None => return Ok(false),
        },
    };
    let mut changed = false;
    for (result, inferred) in body.results(op).zip(inferred) {
        let declared = body.ty(result);
        let Some(refined) = refine(declared, inferred) else {
            let message = format!(
                "'{}' op gives {inferred}, but result {} is declared {declared}",
                body.name(op),
                body.results(op).position(|value| value == result).unwrap_or(0)
            );
            return Err(Diagnostic::error(body.loc(op).clone(), message)
                .with_hint("the shapes recorded in the model contradict its operations; export it again"));
        };
        if refined != declared {
            body.set_ty(result, refined);
            cx.count(ShapeInference::refined, 1);
            changed = true;
        }
    }
    Ok(changed)
}

/// Operands by number that say a shape: a dimension of -1 stands for the one that is not known.
const SHAPE_OPERANDS: &[(&str, usize)] = &[("tf.Reshape", 1), ("tfl.reshape", 1)];

/// Gives an op that takes a shape a constant one when all its dimensions but one are known.
fn use_known_shapes(body: &mut Body, op: Op, sizes: &Sizes) {
    let name = body.name(op).as_str();
    let Some(&(_, number)) = SHAPE_OPERANDS.iter().find(|(known, _)| *known == name) else { return };
    let Some(shape) = body.operand(op, number).filter(|&shape| constant_of(body, shape).is_none()) else {
        return;
    };
    let Some(known) = sizes.of(shape).filter(|sizes| sizes.iter().filter(|size| size.is_none()).count() == 1)
    else {
        return;
    };
    let values: Vec<i64> = known.iter().map(|size| size.unwrap_or(-1)).collect();
    if values.iter().filter(|&&size| size == -1).count() > 1 {
        return;
    }
    if let Some(made) = constant_like(body, op, shape, &values) {
        body.set_operand(op, number, made);
    }
}

/// Replaces an op whose integer results are known by constants.
fn replace_known(body: &mut Body, op: Op, sizes: &Sizes, cx: &PassCx<'_>) -> bool {
    if !body.has_trait(op, Traits::PURE) || body.num_results(op) != 1 {
        return false;
    }
    let Some(result) = body.result(op, 0).filter(|&result| body.has_uses(result)) else { return false };
    let Some(values) = sizes.of(result).and_then(|sizes| sizes.iter().copied().collect::<Option<Vec<i64>>>())
    else {
        return false;
    };
    let Some(made) = constant_like(body, op, result, &values) else { return false };
    if body.ty(made) != body.ty(result) {
        return false;
    }
    body.replace_all_uses(result, made);
    cx.count(ShapeInference::folded, 1);
    true
}

/// A constant of the element type and rank of `like`, right before `op`.
fn constant_like(body: &mut Body, op: Op, like: Value, values: &[i64]) -> Option<Value> {
    let ty = body.ty(like);
    let elem = ty.elem()?;
    let dims: &[u64] = if ty.dims().is_some_and(<[_]>::is_empty) { &[] } else { &[values.len() as u64] };
    let elements = match elem.int_width()? {
        32 => {
            let narrow: Option<Vec<i32>> = values.iter().map(|&v| i32::try_from(v).ok()).collect();
            DenseElements::from_i32(dims, &narrow?)
        }
        64 => DenseElements::from_i64(dims, values),
        _ => return None,
    };
    let attr = Attr::elements(elements.ok()?);
    make_constant(body, op, attr, Type::static_tensor(dims, elem))
}

/// Replaces an op whose operands are small constants by what the interpreter makes of it.
fn fold_small(body: &mut Body, op: Op, cx: &PassCx<'_>) -> bool {
    /// More elements than shapes and axes have.
    const MAX_ELEMENTS: u64 = 1024;
    let small = |value: Value| {
        constant_of(body, value)
            .and_then(Attr::as_elements)
            .is_some_and(|elements| elements.len() <= MAX_ELEMENTS && elements.elem().int_width().is_some())
    };
    let foldable = body.has_trait(op, Traits::PURE)
        && body.num_operands(op) > 0
        && body.operands(op).all(small)
        && body.results(op).all(|value| body.ty(value).elem_or_self().int_width().is_some());
    if !foldable {
        return false;
    }
    let Fold::To(results) = crate::fold::evaluate(body, op) else { return false };
    let mut values = Vec::new();
    for result in results {
        let made = match result {
            FoldResult::Const(attr) => {
                let ty = attr.ty();
                ty.and_then(|ty| make_constant(body, op, attr, ty))
            }
            FoldResult::Value(value) => Some(value),
        };
        let Some(made) = made else { return false };
        values.push(made);
    }
    cx.count(ShapeInference::folded, 1);
    body.replace_op(op, &values);
    true
}

/// A constant in the dialect of `op`, right before it.
fn make_constant(body: &mut Body, op: Op, attr: Attr, ty: Type) -> Option<Value> {
    let name = OpName::new(if body.name(op).dialect() == "tf" { "tf.Const" } else { "arith.constant" });
    let state = OpState::new(name, body.loc(op).clone()).attr("value", attr).results([ty]);
    let made = body.insert_new(op, state);
    body.result(made, 0)
}

/// The types that a function's return hands out.
fn return_types(body: &Body) -> Option<Vec<Type>> {
    let last = body.last_op(body.entry()?)?;
    (body.name(last) == *"func.return").then(|| body.operand_types(last))
}

/// Whether an op is a function with code.
fn is_function(body: &Body, op: Op) -> bool {
    body.name(op) == *"func.func" && body.nested(op).is_some() && function_type(body, op).is_some()
}
