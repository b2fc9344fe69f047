use super::*;
use crate::test_dialect::{constant, effect, f32x4, module, new_body, value};
use crate::{Attr, Loc, OpState, Type};

fn errors(body: &Body) -> Vec<String> {
    match verify_body(body, VerifyOptions::default()) {
        Ok(()) => Vec::new(),
        Err(errors) => errors.into_iter().map(|error| error.message).collect(),
    }
}

/// The one error about an op `state` with operand types `operands` in an otherwise good body.
fn error_of(name: &str, operands: &[Type], edit: impl FnOnce(OpState) -> OpState) -> String {
    let (mut body, block, _) = new_body();
    let operands: Vec<_> = operands.iter().map(|&ty| body.add_block_arg(block, ty, Loc::UNKNOWN)).collect();
    body.append_new(block, edit(OpState::new(name, Loc::UNKNOWN).operands(operands)));
    effect(&mut body, block, "t.return", &[]);
    let errors = errors(&module_body(body));
    assert!(errors.len() <= 1, "{errors:?}");
    errors.into_iter().next().unwrap_or_default()
}

fn module_body(body: Body) -> Body {
    module([("f", body)]).root().clone()
}

#[test]
fn rows_are_checked() {
    let bad = Type::static_tensor(&[2], Type::i1());
    let wide = Type::static_tensor(&[5], Type::f32());
    let ok = f32x4();
    assert_eq!(error_of("t.neg", &[ok], |op| op.results([ok])), "");
    assert_eq!(error_of("t.neg", &[], |op| op.results([ok])), "'t.neg' op requires a single operand");
    assert_eq!(
        error_of("t.add", &[ok], |op| op.results([ok])),
        "'t.add' op expected 2 operands, but found 1"
    );
    assert_eq!(error_of("t.neg", &[ok], |op| op), "'t.neg' op requires one result");
    let message = error_of("t.neg", &[bad], |op| op.results([ok]));
    assert!(
        message.starts_with("'t.neg' op operand #0 must be tensor of 32-bit float values, but got '"),
        "{message}"
    );
    assert_eq!(
        error_of("t.neg", &[ok], |op| op.results([wide])),
        "'t.neg' op requires the same type for all operands and results"
    );
    assert_eq!(
        error_of("t.add", &[ok, wide], |op| op.results([ok])),
        "'t.add' op operands don't have broadcast-compatible shapes"
    );
    assert_eq!(
        error_of("t.neg", &[ok], |op| op.results([ok]).attr("axis", Attr::str("x"))),
        "'t.neg' op attribute 'axis' failed to satisfy constraint: 32-bit integer"
    );
    assert_eq!(error_of("u.x", &[], |op| op), "'u.x' op created with unregistered dialect");
}

#[test]
fn segments_must_add_up() {
    let ok = f32x4();
    let split = |sizes: &'static [i32], count: usize| {
        error_of("t.split", &vec![ok; count], |op| {
            op.attr("axis", Attr::i32(0)).attr("operandSegmentSizes", Attr::i32_array(sizes))
        })
    };
    assert_eq!(split(&[1, 0, 2], 3), "");
    assert_eq!(
        split(&[1, 0], 1),
        "'t.split' op 'operandSegmentSizes' attribute for specifying operand segments must have 3 elements, but got 2"
    );
    assert_eq!(
        split(&[1, 1, 1], 2),
        "'t.split' op operand count (2) does not match with the total size (3) specified in attribute 'operandSegmentSizes'"
    );
    assert_eq!(
        split(&[1, 2, 0], 3),
        "'t.split' op operand group starting at #1 requires 0 or 1 element, but found 2"
    );
    assert_eq!(error_of("t.split", &[ok], |op| op), "'t.split' op requires attribute 'axis'");
}

#[test]
fn blocks_end_in_terminators() {
    let (mut body, block, x) = new_body();
    value(&mut body, block, "t.neg", &[x]);
    assert_eq!(errors(&module_body(body)), ["block with no terminator, has 't.neg'"]);

    let (mut body, block, _) = new_body();
    effect(&mut body, block, "t.return", &[]);
    effect(&mut body, block, "t.return", &[]);
    assert_eq!(errors(&module_body(body)), ["'t.return' op must be the last operation in the parent block"]);

    let (body, _, _) = new_body();
    assert_eq!(errors(&module_body(body)), ["empty block: expect at least a terminator"]);
}

#[test]
fn symbols_are_unique() {
    let body = || {
        let (mut body, block, _) = new_body();
        effect(&mut body, block, "t.return", &[]);
        body
    };
    let twice = module([("f", body()), ("f", body())]);
    let found = verify_module(&twice, VerifyOptions::default()).unwrap_err();
    assert_eq!(found[0].message, "redefinition of symbol named 'f'");
    assert_eq!(found[0].notes[0].message, "see existing symbol definition here");
}

#[test]
fn uses_come_after_definitions() {
    let (mut body, block, x) = new_body();
    let a = value(&mut body, block, "t.neg", &[x]);
    let b = value(&mut body, block, "t.neg", &[a]);
    effect(&mut body, block, "t.return", &[]);
    let (a, b) = (body.defining_op(a).unwrap(), body.defining_op(b).unwrap());
    body.move_before(b, a);
    let found = verify_body(&module_body(body), VerifyOptions::default()).unwrap_err();
    assert_eq!(found[0].message, "operand #0 does not dominate this use");
    assert_eq!(found[0].notes[0].message, "operand defined here (op in the same block)");
}

/// `entry -> (left | right) -> join`: what one side defines does not reach the join.
#[test]
fn sides_of_a_diamond_do_not_dominate_the_join() {
    let (mut body, entry, x) = new_body();
    let region = body.root_regions()[0];
    let [left, right, join] = [(); 3].map(|()| body.append_block(region));
    let before = value(&mut body, entry, "t.neg", &[x]);
    let branch = effect(&mut body, entry, "t.br", &[]);
    body.set_successors(branch, vec![left, right]);
    let inner = value(&mut body, left, "t.neg", &[before]);
    for side in [left, right] {
        let branch = effect(&mut body, side, "t.br", &[]);
        body.set_successors(branch, vec![join]);
    }
    let last = effect(&mut body, join, "t.return", &[before]);
    assert_eq!(errors(&module_body(body.clone())), Vec::<String>::new());
    let dominance = Dominance::new(&body);
    assert_eq!([left, right, join].map(|block| dominance.idom(block)), [Some(entry); 3]);
    body.set_operands(last, &[inner]);
    assert_eq!(errors(&module_body(body)), ["operand #0 does not dominate this use"]);
}

/// Dominators as the definition says: `a` dominates `b` if `b` cannot be reached without `a`.
#[test]
fn dominators_agree_with_the_definition() {
    let mut seed = 7u64;
    let mut random = |below: usize| {
        seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (seed >> 33) as usize % below
    };
    for _ in 0..200 {
        let (mut body, entry, _) = new_body();
        let region = body.root_regions()[0];
        let count = 1 + random(9);
        let mut blocks = vec![entry];
        blocks.extend((1..count).map(|_| body.append_block(region)));
        for &block in &blocks {
            let branch = effect(&mut body, block, "t.br", &[]);
            let targets = (0..random(3)).map(|_| blocks[random(count)]).collect();
            body.set_successors(branch, targets);
        }
        let reach = |without: Option<crate::Block>| {
            let mut seen = Vec::new();
            let mut work = vec![entry];
            while let Some(block) = work.pop() {
                if Some(block) != without && !seen.contains(&block) {
                    seen.push(block);
                    work.extend(body.successors(body.last_op(block).unwrap()));
                }
            }
            seen
        };
        let dominance = Dominance::new(&body);
        let all = reach(None);
        for &a in &blocks {
            assert_eq!(dominance.is_reachable(a), all.contains(&a) || count == 1);
            let without = reach(Some(a));
            for &b in all.iter().filter(|_| all.contains(&a)) {
                assert_eq!(dominance.block_dominates(a, b), a == b || !without.contains(&b));
            }
        }
    }
}

#[test]
fn values_reach_into_regions_but_not_out() {
    let (mut body, block, x) = new_body();
    let outer = body.append_new(block, OpState::new("t.if", Loc::UNKNOWN).regions(1));
    let inside = body.append_block(body.op_regions(outer)[0]);
    let y = value(&mut body, inside, "t.neg", &[x]);
    effect(&mut body, inside, "t.return", &[y]);
    let last = effect(&mut body, block, "t.return", &[x]);
    assert_eq!(errors(&module_body(body.clone())), Vec::<String>::new());
    body.set_operands(last, &[y]);
    assert_eq!(errors(&module_body(body)), ["operand #0 does not dominate this use"]);
}

#[test]
fn errors_stop_at_the_limit() {
    let (mut body, block, _) = new_body();
    for _ in 0..100 {
        effect(&mut body, block, "t.neg", &[]);
    }
    effect(&mut body, block, "t.return", &[]);
    assert_eq!(errors(&module_body(body)).len(), MAX_ERRORS);
}

#[test]
fn large_bodies_take_no_time() {
    let (mut body, mut block, mut x) = new_body();
    let region = body.root_regions()[0];
    let c = constant(&mut body, block, 1);
    for index in 0..100_000 {
        x = value(&mut body, block, "t.add", &[x, c]);
        if index % 2 == 0 {
            let next = body.append_block(region);
            let branch = effect(&mut body, block, "t.br", &[]);
            body.set_successors(branch, vec![next]);
            block = next;
        }
    }
    effect(&mut body, block, "t.return", &[x]);
    assert_eq!(errors(&module_body(body)), Vec::<String>::new());
}
