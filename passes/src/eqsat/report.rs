//! What optimization did to a function: counts, and where each op comes from.
//!
//! The pass leaves a [`FunctionReport`] for whoever runs it with a [`Wanted`]; how it is shown is the
//! business of tools.

use std::sync::Arc;

use hashbrown::HashMap;
use smallvec::SmallVec;
use tfl_ir::{Body, Loc, Op, OpName, Traits, Type, TypeKind, Value};

use super::cost::nominal::{self, Sized};
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
        for (_, price) in prices(body, model) {
            totals.ops += 1;
            totals.macs = totals.macs.saturating_add(price.macs);
            totals.bytes = totals.bytes.saturating_add(price.bytes);
            totals.picoseconds = totals.picoseconds.saturating_add(price.picoseconds);
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
        let ops = prices(body, model).into_iter();
        let ops =
            ops.map(|(op, price)| report(body, op, made.get(&op).copied(), price.picoseconds)).collect();
        let after = Totals::of(body, model);
        FunctionReport { function, before, after, stretches: outcome.stretches.clone(), ops }
    }
}

fn report(body: &Body, op: Op, made: Option<&MadeOp>, picoseconds: u64) -> OpReport {
    let (name, place_of) = (body.name(op), place(body.loc(op)));
    let (sources, rules) = match made {
        Some(made) => {
            let sources = made.sources.iter().map(|(name, loc)| (*name, place(loc))).collect();
            (sources, made.rules.clone())
        }
        None => (vec![(name, place_of.clone())], Vec::new()),
    };
    OpReport { name, place: place_of, picoseconds, sources, rules }
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

/// What the cost model says of an op.
#[derive(Default)]
struct Price {
    macs: u64,
    bytes: u64,
    picoseconds: u64,
}

/// The prices of the ops that take part in a run. Ops whose kind the model does not know cost what it
/// says of those.
fn prices(body: &Body, model: &CostModel) -> Vec<(Op, Price)> {
    let mut nominal: HashMap<Value, Type> = HashMap::new();
    let priced = counted(body).map(|op| {
        let sized: SmallVec<[Sized; 4]> = body
            .operands(op)
            .map(|value| {
                let declared = body.ty(value);
                let of = || nominal::smallest(declared);
                Sized { declared, nominal: nominal.get(&value).copied().unwrap_or_else(of) }
            })
            .collect();
        let (name, attrs) = (body.name(op).as_str(), body.props(op));
        let results: SmallVec<[Type; 1]> =
            body.result_types(op).iter().map(|&ty| nominal::of_result(name, attrs, &sized, ty)).collect();
        nominal.extend(body.results(op).zip(results.iter().copied()));
        let tensors = results.iter().all(|ty| ty.is_tensor() || matches!(ty.kind(), TypeKind::None));
        if !tensors {
            return (op, Price::default());
        }
        let constant = |value| body.defining_op(value).is_some_and(|op| body.has_trait(op, Traits::CONSTANT));
        let operands: SmallVec<[OperandFacts; 4]> = body
            .operands(op)
            .zip(&sized)
            .map(|(value, sized)| OperandFacts { ty: sized.nominal, constant: constant(value) })
            .collect();
        let cost = OpCost { name, attrs, operands: &operands, results: &results };
        let (macs, bytes) = (CostModel::macs(&cost), CostModel::bytes_moved(&cost));
        (op, Price { macs, bytes, picoseconds: model.picoseconds(&cost) })
    });
    priced.collect()
}
