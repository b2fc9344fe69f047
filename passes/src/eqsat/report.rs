//! What optimization did to a function: counts, and where each op comes from.
//!
//! The pass leaves a [`FunctionReport`] for whoever runs it with a [`Wanted`]; how it is shown is the
//! business of tools.

use std::sync::Arc;

use hashbrown::HashMap;
use tfl_ir::{Body, Loc, Op, OpName, Traits, TypeKind};

use super::cost::{CostModel, OpCost, OperandFacts};
use super::explain::{MadeOp, Outcome, StretchReport};

/// Given to a pass manager, asks `tfl-optimize` to leave a [`FunctionReport`] of each function.
#[derive(Clone, Copy, Debug)]
pub struct Wanted;

/// What one run of the pass did to one function.
#[derive(Clone, Debug)]
pub struct FunctionReport {
    /// The symbol of the function.
    pub function: Arc<str>,
    /// The code as it was.
    pub before: Totals,
    /// The code as it is now.
    pub after: Totals,
    /// What was done to each stretch of code, in order.
    pub stretches: Vec<StretchReport>,
    /// The ops as they are now, in program order, constants and terminators left out.
    pub ops: Vec<OpReport>,
}

/// Sums over the ops of a function, those in its regions included, constants and terminators not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Ops.
    pub ops: u64,
    /// Multiply-accumulates of convolutions and matrix products.
    pub macs: u64,
    /// Bytes of operands and results.
    pub bytes: u64,
    /// Predicted time of a run, in picoseconds.
    pub picoseconds: u64,
}

/// An op of the result.
#[derive(Clone, Debug)]
pub struct OpReport {
    /// Its kind.
    pub name: OpName,
    /// Where it stands: see [`place`].
    pub place: String,
    /// Predicted time, in picoseconds.
    pub picoseconds: u64,
    /// The kinds and places of the ops it stands for, in program order; itself if nothing changed it.
    pub sources: Vec<(OpName, String)>,
    /// The rules that led to it, the first applied first; none if nothing changed it.
    pub rules: Vec<&'static str>,
}

/// The words for a location: the layer's name, else the place in the file, else `?`.
pub fn place(loc: &Loc) -> String {
    match (loc.first_name(), loc.first_file()) {
        (Some(name), _) => name.to_owned(),
        (None, Some((file, line, col))) => format!("{file}:{line}:{col}"),
        (None, None) => "?".to_owned(),
    }
}

impl Totals {
    /// The sums over a function's code.
    pub(crate) fn of(body: &Body, model: &CostModel) -> Totals {
        let mut totals = Totals::default();
        for op in counted(body) {
            let (macs, bytes, picoseconds) = price(body, op, model);
            totals.ops += 1;
            totals.macs = totals.macs.saturating_add(macs);
            totals.bytes = totals.bytes.saturating_add(bytes);
            totals.picoseconds = totals.picoseconds.saturating_add(picoseconds);
        }
        totals
    }

    /// The sums of both.
    #[must_use]
    pub fn plus(self, other: Totals) -> Totals {
        Totals {
            ops: self.ops + other.ops,
            macs: self.macs.saturating_add(other.macs),
            bytes: self.bytes.saturating_add(other.bytes),
            picoseconds: self.picoseconds.saturating_add(other.picoseconds),
        }
    }
}

impl FunctionReport {
    /// The report on `body`, which `outcome` tells of; `before` are the sums of what was there.
    pub(crate) fn new(
        function: Arc<str>,
        body: &Body,
        before: Totals,
        outcome: &Outcome,
        model: &CostModel,
    ) -> FunctionReport {
        let made: HashMap<Op, &MadeOp> = outcome.made.iter().map(|made| (made.op, made)).collect();
        let ops = counted(body).map(|op| report(body, op, made.get(&op).copied(), model)).collect();
        let after = Totals::of(body, model);
        FunctionReport { function, before, after, stretches: outcome.stretches.clone(), ops }
    }
}

fn report(body: &Body, op: Op, made: Option<&MadeOp>, model: &CostModel) -> OpReport {
    let (name, place_of) = (body.name(op), place(body.loc(op)));
    let (sources, rules) = match made {
        Some(made) => {
            let sources = made.sources.iter().map(|(name, loc)| (*name, place(loc))).collect();
            (sources, made.rules.clone())
        }
        None => (vec![(name, place_of.clone())], Vec::new()),
    };
    OpReport { name, place: place_of, picoseconds: price(body, op, model).2, sources, rules }
}

/// The ops that take part in a run, in program order.
fn counted(body: &Body) -> impl Iterator<Item = Op> + '_ {
    let runs = |op: &Op| {
        !body.has_trait(*op, Traits::CONSTANT)
            && !body.has_trait(*op, Traits::TERMINATOR)
            && body.name(*op) != *"tfl.no_value"
    };
    body.walk().into_iter().filter(runs)
}

/// Multiply-accumulates, bytes and picoseconds of an op. Ops whose kind the model does not know cost
/// what it says of those.
fn price(body: &Body, op: Op, model: &CostModel) -> (u64, u64, u64) {
    let facts = |value| {
        let constant = body.defining_op(value).is_some_and(|op| body.has_trait(op, Traits::CONSTANT));
        OperandFacts { ty: body.ty(value), constant }
    };
    let operands: Vec<OperandFacts> = body.operands(op).map(facts).collect();
    let results = body.result_types(op);
    let tensors = results.iter().all(|ty| ty.is_tensor() || matches!(ty.kind(), TypeKind::None));
    if !tensors {
        return (0, 0, 0);
    }
    let cost = OpCost {
        name: body.name(op).as_str(),
        attrs: body.props(op),
        operands: &operands,
        results: &results,
    };
    (CostModel::macs(&cost), CostModel::bytes_moved(&cost), model.picoseconds(&cost))
}
