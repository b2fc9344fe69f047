//! `tfl-optimize`: fewer and cheaper tfl ops that compute the same.
//!
//! ```text
//! relu(add(conv(x, w, 0), b))    =>    conv(x, w, b) {fused_activation_function = "RELU"}
//! ```
//!
//! Equality saturation does the work ([`crate::eqsat`]): its rules say what is equal, its cost model what
//! is cheap. Here are the pass's options and what it reports.

mod options;

use std::sync::Arc;

use tfl_ir::pass::PassCx;
use tfl_ir::rewrite::{GreedyConfig, apply_patterns};
use tfl_ir::{Body, Diagnostic, pass};

use crate::eqsat::{
    self, Config, CostModel, FunctionReport, Objective, Outcome, Strategy, Totals, Verify, Wanted,
};
pub(crate) use options::{Goal, Numerics, RuleNames};

pass! {
    /// Fuses and removes tfl ops.
    ///
    /// Every rewrite is exact up to the rounding of folded weights.
    pub(crate) Optimize = "tfl-optimize", runs_on: "func.func";
    options: {
        /// Apply the ops' own simplifications too, as `canonicalize` does.
        enable_canonicalization: bool = true,
        /// Leave multiplications and divisions around fully connected layers.
        disable_fuse_mul_and_fc: bool = false,
        /// With `exact`, only rules that change no bit of any result; with `real`, those too that are
        /// exact in real numbers, so that floats round differently.
        numerics: Numerics = Numerics::Real,
        /// What is to become small: the time of a run, or the file.
        optimize_for: Goal = Goal::Latency,
        /// Rules that are not applied, by name.
        disable_rules: RuleNames = RuleNames::default(),
        /// Rounds in which all rules are tried.
        max_iterations: u64 = 12,
        /// Run each function before and after on this many made-up inputs and fail where results differ.
        verify_rewrites: u64 = 0,
        /// For comparison with `saturate`, which keeps all alternatives and takes the cheapest whole: with
        /// `greedy` each match of a rule replaces the code at once, rules in fixed order; with `descent`
        /// it does so if that makes the code cheaper.
        strategy: Strategy = Strategy::Saturate,
    };
    stats: {
        /// Applications of rules.
        rules_fired,
        /// Ops before.
        ops_before,
        /// Ops after.
        ops_after,
    };
    run: run
}

/// Rules that upstream's `disable-fuse-mul-and-fc` speaks of, by how their names start.
const MUL_AND_FC: &[&str] = &["fuse-mul-into-fully-connected", "fuse-div-into-fully-connected"];

fn run(body: &mut Body, opt: &Optimize, cx: &PassCx<'_>) -> Result<(), Diagnostic> {
    let mut config = config(opt, cx);
    config.model = Arc::new(config.model.with_constants(eqsat::constant_bytes(body)));
    let before = Totals::of(body, &config.model);
    if opt.enable_canonicalization {
        apply_patterns(body, &[], GreedyConfig { canonicalize: true, ..GreedyConfig::default() });
    }
    let original = (opt.verify_rewrites > 0).then(|| body.clone());
    let outcome = eqsat::optimize(body, &config);
    crate::signature::update(body, cx);
    if let Some(original) = original {
        let function = cx.symbol().unwrap_or_default();
        let verify =
            Verify { function: &function, loc: cx.loc(), runs: opt.verify_rewrites, exact: config.exact };
        verify.run(&original, body, &outcome)?.into_iter().for_each(|remark| cx.report(remark));
    }
    if let Some(remark) = budget_spent(&outcome, &config, cx) {
        cx.report(remark);
    }
    tell(body, before, &outcome, &config, cx);
    Ok(())
}

fn config(opt: &Optimize, cx: &PassCx<'_>) -> Config {
    let model = cx.given::<CostModel>().unwrap_or_else(CostModel::builtin);
    let objective = match opt.optimize_for {
        Goal::Latency => Objective::Latency,
        Goal::Size => Objective::Size,
    };
    let mut disabled = opt.disable_rules.0.clone();
    if opt.disable_fuse_mul_and_fc {
        disabled.extend(eqsat::names_with_prefix(MUL_AND_FC).map(str::to_owned));
    }
    Config {
        model: Arc::new(model.with_objective(objective)),
        exact: opt.numerics == Numerics::Exact,
        iterations: u32::try_from(opt.max_iterations).unwrap_or(u32::MAX),
        disabled,
        strategy: opt.strategy,
    }
}

/// Counts what was done, and leaves the report on it if one is wanted.
fn tell(body: &Body, before: Totals, outcome: &Outcome, config: &Config, cx: &PassCx<'_>) {
    let fired = outcome.stretches.iter().flat_map(|stretch| &stretch.fired);
    cx.count(Optimize::rules_fired, fired.map(|&(_, times)| u64::from(times)).sum());
    cx.count(Optimize::ops_before, before.ops);
    cx.count(Optimize::ops_after, Totals::of(body, &config.model).ops);
    if cx.given::<Wanted>().is_some() {
        let function = cx.symbol().unwrap_or_default();
        cx.leave(Arc::new(FunctionReport::new(function, body, before, outcome, &config.model)));
    }
}

/// The remark that rules were stopped before they were done; it names the one that added most.
fn budget_spent(outcome: &Outcome, config: &Config, cx: &PassCx<'_>) -> Option<Diagnostic> {
    let stopped = outcome.stretches.iter().filter(|stretch| !stretch.saturated);
    let worst = stopped.max_by_key(|stretch| stretch.nodes.1)?;
    let (from, to) = worst.nodes;
    let limit = match worst.iterations {
        rounds if rounds < config.iterations => "at its budget of e-nodes".to_owned(),
        1 => "after 1 round of rules".to_owned(),
        rounds => format!("after {rounds} rounds of rules"),
    };
    let function = cx.symbol().unwrap_or_default();
    let message = format!(
        "optimization of @{function} stopped {limit}, {from} e-nodes grown to {to}; the result is valid"
    );
    let remark = Diagnostic::remark(cx.loc().clone(), message);
    Some(match worst.top {
        Some((rule, added)) => remark.with_hint(format!(
            "rule '{rule}' added most, {added} of them; disable-rules={rule} leaves it out"
        )),
        None => remark,
    })
}
