use super::*;
use crate::test_dialect::{constant, effect, f32x4, names, new_body, value};

const ADD_TO_NEG: Pattern = Pattern {
    name: "replace-add-of-neg-by-neg",
    root: "t.add",
    apply: &|rw, op| {
        let a = rw.body.operand(op, 0)?;
        let neg = rw.body.defining_op(a).filter(|&def| rw.body.name(def) == *"t.neg")?;
        rw.also(neg);
        let state = rw.state("t.neg").operands([a]).results([f32x4()]);
        rw.replace_with(state);
        Some(())
    },
};

#[test]
fn folds_cascade_and_constants_stand_once_at_the_front() {
    let (mut body, block, x) = new_body();
    let a = value(&mut body, block, "t.neg", &[x]);
    let b = value(&mut body, block, "t.neg", &[a]);
    let one = constant(&mut body, block, 1);
    let minus = value(&mut body, block, "t.neg", &[one]);
    let other = constant(&mut body, block, -1);
    effect(&mut body, block, "t.return", &[b, minus, other]);
    let outcome = apply_patterns(&mut body, &[], GreedyConfig::default());
    assert!(outcome.converged && outcome.changed());
    assert_eq!(names(&body), ["t.const", "t.return"]);
    let last = body.last_op(block).unwrap();
    let operands: Vec<_> = body.operands(last).collect();
    assert_eq!(operands[0], x);
    assert_eq!(operands[1], operands[2]);
    assert_eq!(body.debug_verify(), Ok(()));
}

#[test]
fn new_ops_carry_the_locations_of_what_they_replace() {
    let (mut body, block, x) = new_body();
    let a = value(&mut body, block, "t.neg", &[x]);
    let b = value(&mut body, block, "t.add", &[a, x]);
    effect(&mut body, block, "t.return", &[b]);
    let config = GreedyConfig { fold: false, ..GreedyConfig::default() };
    let outcome = apply_patterns(&mut body, &[ADD_TO_NEG], config);
    assert_eq!(outcome.rewritten, 1);
    let made = body.walk()[1];
    assert_eq!(body.loc(made), &Loc::fused([Loc::name("t.add"), Loc::name("t.neg")]));
}

#[test]
fn patterns_that_undo_each_other_stop() {
    let swap = Pattern {
        name: "swap-operands",
        root: "t.add",
        apply: &|rw, op| {
            let operands: Vec<_> = rw.body.operands(op).rev().collect();
            rw.body.set_operands(op, &operands);
            Some(())
        },
    };
    let (mut body, block, x) = new_body();
    let a = value(&mut body, block, "t.neg", &[x]);
    let b = value(&mut body, block, "t.add", &[a, x]);
    effect(&mut body, block, "t.return", &[b]);
    let outcome = apply_patterns(&mut body, &[swap], GreedyConfig::default());
    assert!(!outcome.converged);
}

#[test]
fn a_long_dead_chain_goes_in_one_run() {
    let (mut body, block, x) = new_body();
    let mut y = x;
    for _ in 0..100_000 {
        y = value(&mut body, block, "t.add", &[y, y]);
    }
    effect(&mut body, block, "t.return", &[x]);
    let outcome = apply_patterns(&mut body, &[], GreedyConfig::default());
    assert_eq!((outcome.erased, outcome.converged), (100_000, true));
    assert_eq!(names(&body), ["t.return"]);
}

#[test]
fn a_block_moves_to_where_its_op_stands() {
    let (mut body, block, x) = new_body();
    let state = OpState::new("t.if", Loc::UNKNOWN).operands([x]).results([f32x4()]).regions(1);
    let outer = body.append_new(block, state);
    let inside = body.append_block(body.op_regions(outer)[0]);
    let arg = body.add_block_arg(inside, f32x4(), Loc::UNKNOWN);
    let y = value(&mut body, inside, "t.neg", &[arg]);
    effect(&mut body, inside, "t.return", &[y]);
    let z = body.result(outer, 0).unwrap();
    effect(&mut body, block, "t.return", &[z]);
    let values = inline_block_before(&mut body, inside, &[x], outer);
    body.replace_op(outer, &values);
    assert_eq!(names(&body), ["t.neg", "t.return"]);
    assert_eq!(body.debug_verify(), Ok(()));
}
