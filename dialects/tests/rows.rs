//! What holds of all rows.

use std::collections::{BTreeMap, BTreeSet};

use tfl_dialects::{DIALECTS, OpSpec};
use tfl_ir::{Attr, OpInfo, Presence};

fn rows() -> impl Iterator<Item = &'static OpInfo> {
    DIALECTS.iter().flat_map(|dialect| dialect.ops.iter().copied().flatten().copied())
}

fn spec(info: &'static OpInfo) -> &'static OpSpec {
    OpSpec::of(info).unwrap_or_else(|| panic!("{} has no facts", info.name))
}

#[test]
fn names_are_of_the_dialect_and_unique() {
    let mut seen = BTreeSet::new();
    for dialect in DIALECTS {
        for info in dialect.ops.iter().copied().flatten() {
            assert_eq!(info.name.split('.').next(), Some(dialect.name), "{}", info.name);
            assert!(seen.insert(info.name), "{} is declared twice", info.name);
        }
    }
}

#[test]
fn the_documentation_begins_with_a_sentence() {
    for info in rows() {
        let first = info.doc.split("\n\n").next().unwrap_or("").trim();
        let paragraph = first.split("\n \n").next().unwrap_or("").trim();
        assert!(!paragraph.is_empty() && paragraph.len() < 400, "{}: '{paragraph}'", info.name);
        assert!(paragraph.ends_with('.'), "{}: '{paragraph}'", info.name);
    }
}

#[test]
fn one_operator_belongs_to_one_row() {
    let mut owner: BTreeMap<i32, &str> = BTreeMap::new();
    for info in rows() {
        let Some(builtin) = spec(info).builtin else { continue };
        assert!((0..=209).contains(&builtin.code), "{}: {}", info.name, builtin.code);
        // LSTM has two kernels, which are two ops.
        if let Some(other) = owner.insert(builtin.code, info.name)
            && builtin.name != "LSTM"
        {
            panic!("{} and {other} are both {}", info.name, builtin.name);
        }
    }
}

#[test]
fn every_operator_row_stands_for_a_tfl_op() {
    let count = rows().filter(|info| spec(info).builtin.is_some()).count();
    assert!(count > 150, "{count} rows have an operator");
    for info in rows().filter(|info| spec(info).builtin.is_some()) {
        assert!(info.name.starts_with("tfl."), "{}", info.name);
    }
}

#[test]
fn attributes_have_a_field_or_none_each_once() {
    for info in rows() {
        let spec = spec(info);
        assert_eq!(spec.attrs.len(), info.attrs.len(), "{}", info.name);
        let slots: Vec<u16> = spec
            .attrs
            .iter()
            .filter_map(|fact| fact.slot)
            .chain(spec.derived.iter().map(|field| field.slot))
            .collect();
        let unique: BTreeSet<u16> = slots.iter().copied().collect();
        assert_eq!(slots.len(), unique.len(), "{} uses a field twice", info.name);
        assert!(slots.is_empty() || spec.options.is_some(), "{} has fields of no table", info.name);
    }
}

#[test]
fn defaults_meet_their_own_constraint() {
    for info in rows() {
        for (attr, fact) in info.attrs.iter().zip(spec(info).attrs) {
            let defaults: Vec<Attr> = match attr.presence {
                Presence::Default(default) => vec![default()],
                _ => fact.default.map(|default| default()).into_iter().collect(),
            };
            for default in defaults {
                assert!((attr.check)(&default), "{}: {} = {default:?}", info.name, attr.name);
            }
        }
    }
}

#[test]
fn facts_name_operands_that_are_there() {
    use tfl_dialects::QuantFact::{Affine, Bias, DynamicRange, NonBias};
    for info in rows() {
        let spec = spec(info);
        assert_eq!(spec.accepts.len(), info.operands.len(), "{}", info.name);
        assert_eq!(spec.gives.len(), info.results.len(), "{}", info.name);
        let mut named: Vec<u8> = [spec.stateful, spec.sparse].concat();
        for fact in spec.quant {
            match fact {
                Bias { bias, of } => named.extend([*bias, of[0], of[1]]),
                Affine { operand, .. } => named.push(*operand),
                DynamicRange { operands, .. } | NonBias(operands) => named.extend(*operands),
                _ => {}
            }
        }
        for operand in named {
            assert!(usize::from(operand) < info.operands.len(), "{}: operand {operand}", info.name);
        }
    }
}

#[test]
fn registering_again_changes_nothing() {
    tfl_dialects::register_all();
    let before = tfl_ir::registered_dialects().len();
    tfl_dialects::register_all();
    assert_eq!(tfl_ir::registered_dialects().len(), before);
}
