//! Every rule, tried on random code.
//!
//! For each rule and each of its rows, code that its first pattern matches is drawn ([`draw`]): shapes,
//! attributes, element types, data. The rule alone is applied, and every node that it adds to a class
//! must compute the same as the node that was there ([`judge`]), as exactly as the rule says. There is no
//! list of rules here: a rule that is declared is checked, and one that cannot be tried often enough
//! fails. Instances are numbered, and each is the same on every run.

mod code;
mod data;
mod draw;
mod idioms;
mod judge;
mod ops;
mod print;
mod structure;
#[cfg(test)]
mod tests;
mod want;

use std::fmt::Write;

use fastrand::Rng;
use hashbrown::HashMap;
use rayon::prelude::*;
use tfl_ir::Type;

use super::loaded::{Loaded, filled, loaded};
use super::node::OpKind;
use super::pattern::{Names, Pat, parse};
use super::rule::{Action, Numerics};
use super::saturate::{self, Budget};
use super::segment::{Segment, stretches};
use data::Spice;
use draw::{Draw, Taste, quantized};
use want::Want;

/// Tries for each instance that is asked for.
const TRIES: u64 = 500;
/// Tries after which a rule that never applied is given up.
const HOPELESS: u64 = 30_000;
/// Rows of one rule share its instances; each has at least this many.
const LEAST: u64 = 24;
/// Tries with one element type without success, after which it is left alone.
const PATIENCE: u32 = 300;

/// Why an instance was not drawn.
#[derive(Clone, Debug)]
struct Rejected(String);

impl Rejected {
    fn plain(text: &str) -> Rejected {
        Rejected(text.to_owned())
    }

    fn of(text: &str, kind: OpKind) -> Rejected {
        Rejected(format!("{text} {}", kind.name()))
    }

    fn why(text: &str, kind: impl Into<Option<OpKind>>, message: &str) -> Rejected {
        let name = kind.into().map_or("", |kind| kind.info().name);
        Rejected(format!("{text}: {name}: {message}"))
    }
}

/// Whether a pattern is an op, or a result of one.
fn pattern_is_op(pat: &Pat) -> bool {
    matches!(pat, Pat::Op { .. } | Pat::Proj(..))
}

/// Checks every rule with at least `instances` instances each. Returns a line for each, or what is wrong.
///
/// # Errors
/// The rules that are not well formed, that change what code computes, or that could not be tried often
/// enough, each with an instance or with the reason.
#[cfg_attr(not(feature = "check"), allow(unreachable_pub, reason = "public with the feature"))]
pub fn check_rules(instances: u64) -> Result<Vec<String>, Vec<String>> {
    let outcomes: Vec<Result<String, String>> =
        loaded().par_iter().map(|rule| check(rule, share(rule, instances))).collect();
    let (mut lines, mut failures) = (Vec::new(), structure::defects());
    for outcome in outcomes {
        match outcome {
            Ok(line) => lines.push(line),
            Err(failure) => failures.push(failure),
        }
    }
    if failures.is_empty() { Ok(lines) } else { Err(failures) }
}

/// Instances of one row.
fn share(rule: &Loaded, instances: u64) -> u64 {
    let rows = rule.rule.each.len().max(1) as u64;
    instances.div_ceil(rows).max(LEAST.min(instances))
}

/// The patterns of code that a rule applies to.
fn patterns(rule: &Loaded) -> Vec<(Pat, usize)> {
    match &rule.rule.action {
        Action::Pattern { .. } => {
            let shared = |pat: &Pat| with_shared_ops(pat.clone(), false, &mut Vec::new());
            rule.from.iter().map(|(pat, _)| (shared(pat), rule.names.len())).collect()
        }
        Action::At { examples, .. } | Action::Siblings { examples, .. } => examples
            .iter()
            .map(|example| {
                let mut names = Names::new();
                let pat = parse(&filled(example, rule.row), &mut names);
                let pat = pat.unwrap_or_else(|message| panic!("example {example}: {message}"));
                (with_shared_ops(pat, true, &mut Vec::new()), names.len())
            })
            .collect(),
    }
}

/// A pattern in which what is written twice has the attributes of one op. In an example of code ops have
/// any attributes, named or not.
fn with_shared_ops(pat: Pat, example: bool, seen: &mut Vec<Pat>) -> Pat {
    match pat {
        Pat::Op { kind, attrs, named, elem, operands } => {
            let operands: Vec<Pat> =
                operands.into_iter().map(|operand| with_shared_ops(operand, example, seen)).collect();
            let of = |attrs: usize| Pat::Op { kind, attrs, named, elem, operands: operands.clone() };
            let known = seen.iter().find_map(|other| match other {
                Pat::Op { attrs, .. } if !named && *other == of(*attrs) => Some(*attrs),
                _ => None,
            });
            let attrs = known.unwrap_or(attrs);
            seen.push(of(attrs));
            Pat::Op { kind, attrs, named: named || example, elem, operands }
        }
        Pat::Proj(number, of) => Pat::Proj(number, Box::new(with_shared_ops(*of, example, seen))),
        leaf => leaf,
    }
}

/// Checks one rule with `instances` instances that it applies to.
fn check(rule: &'static Loaded, instances: u64) -> Result<String, String> {
    let name = format!("{} {:?}", rule.rule.name, rule.row);
    let patterns = patterns(rule);
    if patterns.is_empty() {
        return Err(format!("rule {name}: give examples of code that it applies to"));
    }
    let (mut fired, mut tries, mut refused) = (0u64, 0u64, 0u64);
    let mut reasons: HashMap<String, u64> = HashMap::new();
    let mut records: HashMap<Type, (u32, u32)> = HashMap::new();
    let named = rule.row.iter().filter_map(|entry| entry.parse().ok()).collect();
    let mut taste = Taste { named, ..Taste::default() };
    while fired < instances {
        if tries == instances.max(64) * TRIES || (fired == 0 && tries == HOPELESS) {
            let mut reasons: Vec<(u64, String)> =
                reasons.into_iter().map(|(why, times)| (times, why)).collect();
            reasons.sort_unstable_by(|a, b| b.cmp(a));
            let mut text = format!(
                "rule {name}: applied to {fired} of {tries} instances, {instances} are needed; {refused} \
                 results were refused. Make its condition hold more often for code that \
                 passes/src/eqsat/check draws, or teach passes/src/eqsat/check/ops.rs to draw such code. \
                 Why instances were not used:"
            );
            for (times, why) in reasons.iter().take(4) {
                let _ = write!(text, "\n  {times} times: {why}");
            }
            return Err(text);
        }
        let seed = seed(&name, tries);
        let mut rng = Rng::with_seed(seed);
        let (pattern, variables) = &patterns[tries as usize % patterns.len()];
        tries += 1;
        let elem = element(&mut rng, rule.rule.numerics, &records);
        let spice = match rng.u8(..16) {
            // Of large numbers what is left when they cancel is rounding.
            0 | 1 if rule.rule.numerics != Numerics::Bitwise => Spice::Tiny,
            0 | 1 => Spice::Special,
            // Of what is no number only rules that change no bit promise anything.
            2 if rule.rule.numerics == Numerics::Bitwise => Spice::Unreal,
            _ => Spice::None,
        };
        let kind = if elem.is_quantized() { Type::int(8) } else { elem };
        let record = records.entry(kind).or_default();
        record.0 += 1;
        let draw = Draw::new(rng, elem, *variables, spice, &taste);
        match attempt(rule, pattern, draw, seed)? {
            Attempt::Fired(notable) => {
                for (slot, number) in notable {
                    let known = taste.known.entry(slot).or_default();
                    if known.len() < 16 && !known.contains(&number) {
                        known.push(number);
                    }
                }
                record.1 += 1;
                fired += 1;
            }
            Attempt::Refused => refused += 1,
            Attempt::Unused(why) => *reasons.entry(why).or_default() += 1,
        }
    }
    Ok(format!("{name}: {fired} instances in {tries} tries"))
}

enum Attempt {
    /// The numbers that constants were made of.
    Fired(Vec<(usize, f32)>),
    /// What the rule made is not valid.
    Refused,
    Unused(String),
}

fn attempt(rule: &'static Loaded, pattern: &Pat, mut draw: Draw<'_>, seed: u64) -> Result<Attempt, String> {
    let drawn = match idioms::of(rule.rule.name, rule.row) {
        Some(idiom) if draw.chance(9) => idiom(&mut draw),
        _ => draw.value(pattern, &Want::any()),
    };
    if let Err(Rejected(why)) = drawn {
        return Ok(Attempt::Unused(why));
    }
    let spice = draw.spice;
    let notable = draw.notable;
    let mut code = draw.code;
    let mut rng = draw.rng;
    let has = |name: &str| code.body.ops_in(code.block).any(|op| code.body.name(op) == *name);
    if spice == Spice::Unreal && has("tfl.quantize") {
        return Ok(Attempt::Unused("what is no number has no quantized value".to_owned()));
    }
    // Rules on shapes are about sizes that are not known.
    let shapes = has("tfl.shape");
    if rng.u8(..if shapes { 2 } else { 6 }) == 0 {
        match code.with_unknown_sizes(&mut || rng.bool()) {
            Some(dynamic) => code = dynamic,
            None => return Ok(Attempt::Unused("shapes do not follow for unknown sizes".to_owned())),
        }
    }
    let ops = stretches(&code.body, code.block, usize::MAX / 2).swap_remove(0);
    let mut segment = Segment::read(&code.body, ops);
    let budget = Budget { iterations: 3, nodes: 2000, sibling_iterations: 2 };
    let run = saturate::apply_rules(&mut segment.graph, budget, false, vec![rule]);
    if run.fired.is_empty() {
        let refused = !run.refused.is_empty();
        let why = || Attempt::Unused("its condition does not hold".to_owned());
        return Ok(if refused { Attempt::Refused } else { why() });
    }
    match judge::judge(&code, &segment, rule.rule.numerics, seed) {
        Ok(true) => Ok(Attempt::Fired(notable)),
        Ok(false) => Ok(Attempt::Unused("it cannot be run, or leaves the real numbers".to_owned())),
        Err(differs) => {
            let nodes = (print::node(&segment, differs.nodes.0), print::node(&segment, differs.nodes.1));
            let inputs = print::inputs(&code);
            Err(format!(
                "rule {} {:?} ({:?}) changes what code computes: {}\nbefore: {}\nafter:  {}\n{}with\n{inputs}",
                rule.rule.name,
                rule.row,
                rule.rule.numerics,
                differs.text,
                nodes.0,
                nodes.1,
                print::module(code),
            ))
        }
    }
}

/// The element type of an instance. Rules that change no bit are for all of them.
fn element(rng: &mut Rng, numerics: Numerics, records: &HashMap<Type, (u32, u32)>) -> Type {
    if numerics != Numerics::Bitwise {
        return Type::f32();
    }
    let drawn = match rng.u8(..10) {
        0..5 => Type::f32(),
        5..7 => Type::i32(),
        7 => Type::i64(),
        _ => quantized(rng),
    };
    let kind = if drawn.is_quantized() { Type::int(8) } else { drawn };
    let hopeless = |&(tries, hits): &(u32, u32)| hits == 0 && tries >= PATIENCE;
    if records.get(&kind).is_some_and(hopeless) { Type::f32() } else { drawn }
}

/// The seed of an instance: the same on every run and machine.
fn seed(name: &str, number: u64) -> u64 {
    let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    name.bytes().chain(number.to_le_bytes()).fold(0xcbf2_9ce4_8422_2325, mix)
}
