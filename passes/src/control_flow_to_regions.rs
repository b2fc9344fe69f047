//! `tf-functional-control-flow-to-regions`: control flow by functions becomes control flow by regions.
//!
//! ```text
//! %0 = "tf.If"(%c, %x) <{then_branch = @f, else_branch = @g}>
//!     =>  %0 = "tf.IfRegion"(%c) ({ yield (call @f(%x)) }, { yield (call @g(%x)) })
//! ```
//!
//! `inline` then puts the functions' code into the regions, where it sees the values around it: what a
//! loop hands round unchanged need not be handed round at all.

mod branches;
mod loops;

use std::sync::Arc;

use hashbrown::HashMap;
use tfl_dialects::func::function_type;
use tfl_ir::pass::PassCx;
use tfl_ir::{Attr, Block, Body, Builder, Diagnostic, Op, OpState, Type, Value, pass, symbol_name};

pass! {
    /// Turns `tf.If`, `tf.Case` and `tf.While` into ops with regions that call the functions.
    pub(crate) ControlFlowToRegions = "tf-functional-control-flow-to-regions", runs_on: "builtin.module";
    stats: {
        /// Ops turned.
        turned,
    };
    run: run
}

/// Argument and result types of the module's functions.
type Signatures = HashMap<Arc<str>, (Vec<Type>, Vec<Type>)>;

fn run(body: &mut Body, _: &ControlFlowToRegions, cx: &PassCx<'_>) -> Result<(), Diagnostic> {
    let functions: Vec<Op> = body.entry().into_iter().flat_map(|block| body.ops_in(block)).collect();
    let mut signatures = Signatures::new();
    for &function in &functions {
        if let (Some(name), Some((inputs, results))) =
            (symbol_name(body, function), function_type(body, function))
        {
            signatures.insert(name, (inputs.to_vec(), results.to_vec()));
        }
    }
    for function in functions {
        let Some(code) = body.nested_mut(function) else { continue };
        for op in code.walk() {
            let turned = match code.name(op).as_str() {
                "tf.If" | "tf.StatelessIf" => branches::turn_if(code, op, &signatures),
                "tf.Case" | "tf.StatelessCase" => branches::turn_case(code, op, &signatures),
                "tf.While" | "tf.StatelessWhile" => loops::turn_while(code, op, &signatures),
                _ => None,
            };
            cx.count(ControlFlowToRegions::turned, u64::from(turned.is_some()));
        }
    }
    Ok(())
}

/// A function that an op names.
struct Callee<'a> {
    name: Arc<str>,
    inputs: &'a [Type],
    results: &'a [Type],
}

impl<'a> Callee<'a> {
    /// The function `symbol`, if it is there and takes and gives so many values.
    fn new(
        symbol: Option<&Attr>,
        signatures: &'a Signatures,
        inputs: usize,
        results: usize,
    ) -> Option<Callee<'a>> {
        let name = symbol?.as_symbol()?.clone();
        let (takes, gives) = signatures.get(&name)?;
        let fits = takes.len() == inputs && gives.len() == results;
        fits.then_some(Callee { name, inputs: takes, results: gives })
    }

    /// Appends a call with `args` to `block` and hands its results out as `results`.
    fn call_and_yield(&self, code: &mut Body, block: Block, op: Op, args: &[Value], results: &[Type]) {
        let loc = code.loc(op).clone();
        let mut builder = Builder::at_end(code, block);
        builder.loc = loc.clone();
        let args = cast_all(&mut builder, args, self.inputs);
        let state = OpState::new("func.call", loc.clone())
            .attr("callee", Attr::symbol(&self.name))
            .operands(args)
            .results(self.results.iter().copied());
        let call = builder.insert(state);
        let values: Vec<Value> = builder.body.results(call).collect();
        let values = cast_all(&mut builder, &values, results);
        builder.insert(OpState::new("tf.Yield", loc).operands(values));
    }
}

/// The values as ones of `types`, where they are not already: a cast to the same element type says that
/// a shape is known better, or not so well.
fn cast_all(builder: &mut Builder<'_>, values: &[Value], types: &[Type]) -> Vec<Value> {
    let mut cast = Vec::with_capacity(values.len());
    for (&value, &ty) in values.iter().zip(types) {
        if builder.body.ty(value) == ty {
            cast.push(value);
            continue;
        }
        let state = OpState::new("tf.Cast", builder.loc.clone()).attr("Truncate", Attr::bool(false));
        cast.push(builder.value(state.operands([value]).results([ty])));
    }
    cast
}

/// The discardable attributes of `op` and what it says of effects, for the op that replaces it.
fn keep_facts(code: &Body, op: Op, state: OpState) -> OpState {
    let stateless = code.name(op).mnemonic().starts_with("Stateless")
        || code.attr(op, "is_stateless").and_then(Attr::as_bool).unwrap_or(false);
    state.attr("is_stateless", Attr::bool(stateless)).with_attrs(code.attrs(op).iter().cloned())
}
