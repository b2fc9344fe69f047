//! One block as an e-graph, and the chosen code back in its place.
//!
//! Pure tfl ops become nodes. Every other op stays where it is, in its order: it is an opaque node that
//! needs its operands, what its regions use, and the opaque op before it. So a pure op never ends up
//! after an op that needs it, and nothing moves across an effect that matters.

mod write;

use egg::Id;
use hashbrown::HashMap;
use smallvec::SmallVec;
use tfl_ir::{Attr, Block, Body, Op, Traits, Type, Value};

use super::facts::Info;
use super::graph::{Graph, Origin};
use super::node::OpKind;

pub(super) use write::{Written, write_back};

/// A block, or a stretch of one, in an e-graph.
pub(crate) struct Segment {
    pub(crate) graph: Graph,
    /// The ops of the stretch, in program order. Origins count positions in it.
    pub(crate) ops: Vec<Op>,
    /// The class of each value that nodes know.
    pub(super) classes: HashMap<Value, Id>,
    /// Nodes of opaque ops, by position of the op.
    pub(super) opaques: Vec<(usize, Id)>,
    /// Values that ops outside the stretch use, and their classes.
    pub(super) escaping: Vec<(Value, Id)>,
    /// The value in the code of each input, by number.
    pub(super) inputs: Vec<Value>,
    /// Constant ops of the code, by class.
    pub(super) constants: Vec<(Id, Value)>,
}

impl Segment {
    /// The stretch `ops` of a block.
    pub(crate) fn read(body: &Body, ops: Vec<Op>) -> Segment {
        let mut segment = Segment {
            graph: Graph::new(),
            ops: Vec::new(),
            classes: HashMap::new(),
            opaques: Vec::new(),
            escaping: Vec::new(),
            inputs: Vec::new(),
            constants: Vec::new(),
        };
        for (position, &op) in ops.iter().enumerate() {
            let source = u32::try_from(position).unwrap_or(u32::MAX);
            segment.graph.origin = Origin { sources: [source].into(), ..Origin::default() };
            match OpKind::of(body.name(op)).filter(|_| is_plain_op(body, op)) {
                _ if is_constant(body, op) => segment.constant(body, op),
                Some(kind) => segment.pure_op(body, op, kind),
                None => segment.opaque_op(body, op, position),
            }
        }
        segment.find_escaping(body, &ops);
        segment.ops = ops;
        segment.graph.rebuild();
        segment
    }

    fn constant(&mut self, body: &Body, op: Op) {
        let (Some(attr), Some(value)) = (body.attr(op, "value"), body.result(op, 0)) else { return };
        let id = self.graph.add_constant(attr.clone(), body.ty(value));
        self.classes.insert(value, id);
        self.constants.push((id, value));
    }

    fn pure_op(&mut self, body: &Body, op: Op, kind: OpKind) {
        let mut operands: SmallVec<[Id; 4]> =
            body.operands(op).map(|value| self.class(body, value)).collect();
        // Constants stand on the right of commutative ops, here as in what rules make.
        if kind.info().traits.has(Traits::COMMUTATIVE)
            && let [a, b] = operands[..]
            && self.graph.is_const(a)
            && !self.graph.is_const(b)
        {
            operands.swap(0, 1);
        }
        let types = body.result_types(op);
        let several = types.len() != 1;
        let info = Info { props: body.props(op).clone(), attrs: body.attrs(op).clone(), types };
        let id = self.graph.add_op(kind, info, &operands);
        for (number, value) in body.results(op).enumerate() {
            let of = if several { self.graph.add_projection(id, number as u32) } else { id };
            self.classes.insert(value, of);
        }
    }

    fn opaque_op(&mut self, body: &Body, op: Op, position: usize) {
        let mut children: SmallVec<[Id; 4]> = self.opaques.last().map(|&(_, id)| id).into_iter().collect();
        for value in used_values(body, op) {
            children.push(self.class(body, value));
        }
        let id = self.graph.add_opaque(body.result_types(op), children);
        self.opaques.push((position, id));
        for (number, value) in body.results(op).enumerate() {
            let of = self.graph.add_projection(id, number as u32);
            self.classes.insert(value, of);
        }
    }

    /// The class of a value; one from outside becomes an input, or a constant if it is one.
    fn class(&mut self, body: &Body, value: Value) -> Id {
        if let Some(&known) = self.classes.get(&value) {
            return known;
        }
        let constant = body.defining_op(value).filter(|&op| is_constant(body, op));
        let id = match constant.and_then(|op| body.attr(op, "value")) {
            Some(attr) => {
                let id = self.graph.add_constant(attr.clone(), body.ty(value));
                self.constants.push((id, value));
                id
            }
            None => {
                let id = self.graph.add_input(body.ty(value));
                self.inputs.push(value);
                id
            }
        };
        self.classes.insert(value, id);
        id
    }

    /// Values of pure ops that ops outside the stretch use. Uses inside regions of opaque ops belong to
    /// those ops.
    fn find_escaping(&mut self, body: &Body, ops: &[Op]) {
        let inside: hashbrown::HashSet<Op> = ops.iter().copied().collect();
        for &op in ops {
            if OpKind::of(body.name(op)).is_none() && !is_constant(body, op) {
                continue;
            }
            for value in body.results(op) {
                let outside = |user: Op| ancestor_in(body, user, &inside).is_none();
                if body.uses(value).any(|(user, _)| outside(user))
                    && let Some(&id) = self.classes.get(&value)
                {
                    self.escaping.push((value, id));
                }
            }
        }
    }

    /// Classes that must be there whatever extraction chooses.
    pub(crate) fn roots(&self) -> Vec<Id> {
        let opaque = self.opaques.iter().map(|&(_, id)| id);
        opaque.chain(self.escaping.iter().map(|&(_, id)| id)).collect()
    }
}

/// The op of `among` that is, or is around, `op`.
pub(super) fn ancestor_in(body: &Body, op: Op, among: &hashbrown::HashSet<Op>) -> Option<Op> {
    let mut at = Some(op);
    while let Some(op) = at {
        if among.contains(&op) {
            return Some(op);
        }
        at = body.parent_op(op);
    }
    None
}

/// Operands of an op, and what the ops inside its regions use of what is outside them.
pub(super) fn used_values(body: &Body, op: Op) -> Vec<Value> {
    let mut used: Vec<Value> = body.operands(op).collect();
    if body.op_regions(op).is_empty() {
        return used;
    }
    let inner = body.walk_inside(op);
    let defined: hashbrown::HashSet<Value> = inner
        .iter()
        .flat_map(|&op| body.results(op).collect::<Vec<_>>())
        .chain(inner.iter().filter_map(|&op| body.parent_block(op)).flat_map(|b| body.block_args(b).to_vec()))
        .collect();
    for &op in &inner {
        used.extend(body.operands(op).filter(|value| !defined.contains(value)));
    }
    used
}

/// Whether an op has nothing that nodes do not know: tensors in, tensors out, no regions.
fn is_plain_op(body: &Body, op: Op) -> bool {
    let tensor = |ty: Type| ty.is_tensor();
    body.op_regions(op).is_empty()
        && body.successors(op).is_empty()
        && body.num_results(op) > 0
        && body.result_types(op).into_iter().all(tensor)
        && body.operand_types(op).into_iter().all(|ty| tensor(ty) || ty == Type::none())
}

pub(super) fn is_constant(body: &Body, op: Op) -> bool {
    (body.has_trait(op, Traits::CONSTANT) || body.name(op) == *"tfl.pseudo_qconst")
        && body.num_results(op) == 1
        && body.attr(op, "value").is_some_and(|attr| !matches!(attr, Attr::Resource(_)))
}

/// The stretches that a block is cut into, each of at most about `most` ops.
pub(crate) fn stretches(body: &Body, block: Block, most: usize) -> Vec<Vec<Op>> {
    let ops: Vec<Op> = body.ops_in(block).collect();
    if ops.len() <= most + most / 2 {
        return vec![ops];
    }
    ops.chunks(most).map(<[Op]>::to_vec).collect()
}

/// The ops of a block without its constants.
pub(super) fn working_ops(body: &Body, block: Block) -> Vec<Op> {
    body.ops_in(block).filter(|&op| !is_constant(body, op)).collect()
}
