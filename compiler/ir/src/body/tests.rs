use super::*;
use crate::{Attr, Builder};

fn f32x4() -> Type {
    Type::static_tensor(&[4], Type::f32())
}

fn op(body: &mut Body, block: Block, name: &str, operands: &[Value]) -> Value {
    let state = OpState::new(name, Loc::UNKNOWN).operands(operands.iter().copied()).results([f32x4()]);
    Builder::at_end(body, block).value(state)
}

fn names(body: &Body) -> Vec<&'static str> {
    body.walk().into_iter().map(|op| body.name(op).as_str()).collect()
}

#[test]
fn use_lists_follow_every_change() {
    let mut body = Body::new(1);
    let block = body.append_block(body.root_regions()[0]);
    let arg = body.add_block_arg(block, f32x4(), Loc::UNKNOWN);
    let a = op(&mut body, block, "t.a", &[arg, arg]);
    let b = op(&mut body, block, "t.b", &[a, arg]);
    assert_eq!(body.uses(arg).count(), 3);
    assert!(body.has_one_use(a));
    body.replace_all_uses(arg, b);
    assert!(!body.has_uses(arg));
    assert_eq!(body.uses(b).count(), 3);
    let user = body.defining_op(b).unwrap();
    body.set_operands(user, &[arg, arg, arg]);
    assert_eq!(body.uses(arg).map(|(_, index)| index).collect::<Vec<_>>(), [2, 1, 0]);
    assert_eq!(body.uses(b).count(), 2);
    assert!(!body.has_uses(a));
    body.set_operand(user, 1, a);
    assert_eq!(body.operands(user).collect::<Vec<_>>(), [arg, a, arg]);
}

#[test]
fn ops_move_and_erase() {
    let mut body = Body::new(1);
    let block = body.append_block(body.root_regions()[0]);
    let a = op(&mut body, block, "t.a", &[]);
    let b = op(&mut body, block, "t.b", &[]);
    let c = op(&mut body, block, "t.c", &[a]);
    let [op_a, op_b, op_c] = [a, b, c].map(|v| body.defining_op(v).unwrap());
    body.move_before(op_c, op_b);
    assert_eq!(names(&body), ["t.a", "t.c", "t.b"]);
    body.replace_op(op_a, &[b]);
    assert_eq!(names(&body), ["t.c", "t.b"]);
    assert!(body.is_erased(op_a));
    assert_eq!(body.operand(op_c, 0), Some(b));
}

#[test]
fn regions_walk_in_program_order_and_clone() {
    let mut body = Body::new(1);
    let block = body.append_block(body.root_regions()[0]);
    let x = op(&mut body, block, "t.x", &[]);
    let state = OpState::new("t.if", Loc::name("if")).operands([x]).regions(2).attr("k", Attr::i32(1));
    let outer = body.append_new(block, state);
    for region in body.op_regions(outer).to_vec() {
        let inner = body.append_block(region);
        let arg = body.add_block_arg(inner, f32x4(), Loc::UNKNOWN);
        let y = op(&mut body, inner, "t.y", &[arg, x]);
        op(&mut body, inner, "t.yield", &[y]);
    }
    op(&mut body, block, "t.z", &[]);
    assert_eq!(names(&body), ["t.x", "t.if", "t.y", "t.yield", "t.y", "t.yield", "t.z"]);
    assert_eq!(body.walk_inside(outer).len(), 4);

    let source = body.clone();
    let mut map = ValueMap::new();
    map.insert(x, x);
    let copy = body.clone_op(&source, outer, &mut map);
    body.append_op(block, copy);
    assert_eq!(body.walk_inside(copy).len(), 4);
    assert_eq!(body.uses(x).count(), 6);
    assert_eq!(body.attr(copy, "k"), Some(&Attr::i32(1)));
    body.erase_op(outer);
    body.erase_op(copy);
    assert!(!body.has_uses(x));
    assert_eq!(body.debug_verify(), Ok(()));
}
