//! The chosen code, in place of what was there.
//!
//! Ops that are still wanted stay the same ops; new ones carry the locations of all they stand for.
//! Everything keeps the order it had, as far as operands allow, so that code which nothing improves
//! comes out as it went in.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use egg::Id;
use hashbrown::{HashMap, HashSet};
use smallvec::SmallVec;
use tfl_ir::{Attr, Block, Body, Loc, Op, OpState, Traits, Type, Value};

use super::super::evaluate::Evaluated;
use super::super::extract::{Chosen, Extraction};
use super::super::node::{Head, Node};
use super::{Segment, ancestor_in, is_constant};

/// What is to be placed: a chosen class or an opaque op.
struct Item {
    /// Position among the ops of the input, and whether it is new there.
    key: (i64, bool),
    /// Items that must come before.
    needs: Vec<u32>,
}

struct Writer<'a> {
    body: &'a mut Body,
    segment: &'a Segment,
    chosen: &'a [Chosen],
    /// By canonical class: position in `chosen`.
    at: HashMap<Id, u32>,
    /// The original op that a chosen class keeps.
    kept: Vec<Option<Op>>,
    /// By position in `chosen`: the results, once placed.
    values: Vec<SmallVec<[Value; 1]>>,
    /// Types of the values that classes had.
    original: HashMap<Id, Value>,
    block: Block,
    /// The op that everything is placed before.
    anchor: Option<Op>,
}

/// What writing back changed.
#[derive(Debug, Default)]
pub(in crate::eqsat) struct Written {
    /// The ops that rules made, with the number of the node of each.
    pub(in crate::eqsat) made: Vec<(Op, u32)>,
    /// Values of the input whose class is still computed, and by what.
    pub(in crate::eqsat) moved: Vec<(Value, Value)>,
}

/// Replaces the ops of `segment` by what `extraction` chose; `constants` are the values of constant
/// classes that no op of the code has.
pub(in crate::eqsat) fn write_back(
    body: &mut Body,
    segment: &Segment,
    extraction: &Extraction,
    constants: &HashMap<Id, Evaluated>,
) -> Written {
    let Some(&last) = segment.ops.last() else { return Written::default() };
    let Some(block) = body.parent_block(last) else { return Written::default() };
    let graph = &segment.graph;
    let find = |id: Id| graph.egraph.find(id);
    let at = extraction.needed.iter().enumerate().map(|(at, chosen)| (chosen.class, at as u32)).collect();
    let mut original: HashMap<Id, Value> = HashMap::new();
    for &op in &segment.ops {
        for value in body.results(op) {
            if let Some(&id) = segment.classes.get(&value) {
                original.entry(find(id)).or_insert(value);
            }
        }
    }
    let anchor = body.next_op(last);
    let count = extraction.needed.len();
    let mut writer = Writer {
        body,
        segment,
        chosen: &extraction.needed,
        at,
        kept: vec![None; count],
        values: vec![SmallVec::new(); count],
        original,
        block,
        anchor,
    };
    writer.keep();
    writer.place_constants(constants);
    let made = writer.place_ops();
    let moved = writer.moved();
    writer.replace_uses();
    writer.erase();
    Written { made, moved }
}

impl Writer<'_> {
    fn find(&self, id: Id) -> Id {
        self.segment.graph.egraph.find(id)
    }

    /// Decides which ops stay: those whose very node was chosen, the first of equal ones.
    fn keep(&mut self) {
        let mut taken: HashSet<Op> = HashSet::new();
        for (at, chosen) in self.chosen.iter().enumerate() {
            let op = match chosen.node.as_ref().map(|node| node.head) {
                Some(Head::Op(kind)) => {
                    self.origin_op(chosen.number).filter(|&op| self.body.name(op) == kind.name())
                }
                Some(Head::Opaque(_)) => self.origin_op(chosen.number),
                _ => None,
            };
            self.kept[at] = op.filter(|&op| taken.insert(op));
        }
    }

    /// The op of the input that a node is.
    fn origin_op(&self, number: u32) -> Option<Op> {
        let origin = self.segment.graph.origin_of(number).filter(|origin| origin.rule.is_none())?;
        self.segment.ops.get(*origin.sources.first()? as usize).copied()
    }

    /// Constants: the ops there are, new ones at the front of the block.
    fn place_constants(&mut self, constants: &HashMap<Id, Evaluated>) {
        let mut known: HashMap<Id, Value> = HashMap::new();
        for &(id, value) in &self.segment.constants {
            known.entry(self.find(id)).or_insert(value);
        }
        for (at, chosen) in self.chosen.iter().enumerate() {
            if chosen.node.is_some() {
                continue;
            }
            if let Some(&value) = known.get(&chosen.class) {
                self.values[at].push(value);
                continue;
            }
            let Some(made) = constants.get(&chosen.class) else { continue };
            for (attr, ty) in &made.results {
                let state = constant(attr.clone(), *ty, self.constant_loc(made));
                let op = match self.body.first_op(self.block) {
                    Some(first) => self.body.insert_new(first, state),
                    None => self.body.append_new(self.block, state),
                };
                self.values[at].extend(self.body.results(op));
            }
        }
    }

    /// A folded constant is where the weights that it was made of are: that names it.
    fn constant_loc(&self, made: &Evaluated) -> Loc {
        let leaf = made.leaf.and_then(|leaf| {
            let same = |&&(id, _): &&(Id, Value)| self.find(id) == self.find(leaf);
            self.segment.constants.iter().find(same).map(|&(_, value)| self.body.value_loc(value))
        });
        leaf.unwrap_or(Loc::UNKNOWN)
    }

    fn place_ops(&mut self) -> Vec<(Op, u32)> {
        let items = self.items();
        let mut users: Vec<Vec<u32>> = vec![Vec::new(); items.len()];
        let mut waiting: Vec<usize> = vec![0; items.len()];
        for (at, item) in items.iter().enumerate() {
            waiting[at] = item.needs.len();
            item.needs.iter().for_each(|&need| users[need as usize].push(at as u32));
        }
        let ready = |at: usize| Reverse((items[at].key, at as u32));
        let mut heap: BinaryHeap<_> = (0..items.len()).filter(|&at| waiting[at] == 0).map(ready).collect();
        let (mut made, mut terminator) = (Vec::new(), None);
        while let Some(Reverse((_, at))) = heap.pop() {
            if self.is_terminator(at) {
                terminator = Some(at);
                continue;
            }
            made.extend(self.place(at));
            for &user in &users[at as usize] {
                waiting[user as usize] -= 1;
                if waiting[user as usize] == 0 {
                    heap.push(ready(user as usize));
                }
            }
        }
        if let Some(at) = terminator {
            made.extend(self.place(at));
        }
        made
    }

    fn items(&self) -> Vec<Item> {
        // Where a class stood in the input: the position of the op that made its value.
        let positions: HashMap<Op, i64> =
            self.segment.ops.iter().enumerate().map(|(at, &op)| (op, at as i64)).collect();
        let position = |op: Op| positions.get(&op).copied();
        self.chosen
            .iter()
            .enumerate()
            .map(|(at, chosen)| {
                let kept = self.kept[at].and_then(position).map(|position| (position, true));
                let there = || {
                    let op = self.body.defining_op(*self.original.get(&chosen.class)?)?;
                    Some((position(op)?, false))
                };
                let sources = || {
                    let origin = self.segment.graph.origin_of(chosen.number)?;
                    Some((i64::from(*origin.sources.last()?), false))
                };
                let operation =
                    matches!(chosen.node.as_ref().map(|node| node.head), Some(Head::Op(_) | Head::Opaque(_)));
                let key = if operation {
                    kept.or_else(there).or_else(sources).unwrap_or((-1, false))
                } else {
                    (-1, false)
                };
                let children = chosen.node.as_ref().map_or(&[][..], Node::operands);
                let mut needs: Vec<u32> =
                    children.iter().filter_map(|&id| self.at.get(&self.find(id)).copied()).collect();
                needs.sort_unstable();
                needs.dedup();
                Item { key, needs }
            })
            .collect()
    }

    fn is_terminator(&self, at: u32) -> bool {
        self.kept[at as usize].is_some_and(|op| self.body.has_trait(op, Traits::TERMINATOR))
    }

    /// Places one item. Returns the op if a rule made it.
    fn place(&mut self, at: u32) -> Option<(Op, u32)> {
        let chosen = &self.chosen[at as usize];
        let node = chosen.node.as_ref()?;
        match node.head {
            Head::Input(number) => {
                let value = *self.segment.inputs.get(number as usize)?;
                self.values[at as usize].push(value);
                None
            }
            Head::Proj(number) => {
                let of = *self.at.get(&self.find(*node.children.first()?))?;
                let value = *self.values[of as usize].get(number as usize)?;
                self.values[at as usize].push(value);
                None
            }
            Head::Opaque(_) => {
                let op = self.kept[at as usize]?;
                self.place_before_anchor(op);
                self.values[at as usize] = self.body.results(op).collect();
                None
            }
            Head::Op(kind) => {
                let operands: Vec<Value> = node.operands().iter().filter_map(|&id| self.value(id)).collect();
                if let Some(op) = self.kept[at as usize] {
                    self.body.set_operands(op, &operands);
                    self.place_before_anchor(op);
                    self.values[at as usize] = self.body.results(op).collect();
                    return None;
                }
                let info = self.segment.graph.info_of(node.info()?)?;
                let loc = self.loc(chosen);
                let mut state = OpState::new(kind.name(), loc).operands(operands);
                state.props = info.props.clone();
                state.attrs = info.attrs.clone();
                state.result_types = info.types.clone();
                // Users were written for the type that the value had.
                if let ([ty], Some(&value)) = (&mut state.result_types[..], self.original.get(&chosen.class))
                {
                    *ty = self.body.ty(value);
                }
                let op = match self.anchor {
                    Some(anchor) => self.body.insert_new(anchor, state),
                    None => self.body.append_new(self.block, state),
                };
                self.values[at as usize] = self.body.results(op).collect();
                Some((op, chosen.number))
            }
            Head::Info(_) | Head::Const(_) => None,
        }
    }

    fn place_before_anchor(&mut self, op: Op) {
        match self.anchor {
            Some(anchor) => self.body.move_before(op, anchor),
            None => {
                self.body.detach(op);
                self.body.append_op(self.block, op);
            }
        }
    }

    fn value(&self, id: Id) -> Option<Value> {
        let at = *self.at.get(&self.find(id))?;
        self.values[at as usize].first().copied()
    }

    /// The locations of all ops that a node stands for, that of the value it replaces first.
    fn loc(&self, chosen: &Chosen) -> Loc {
        let root = self.original.get(&chosen.class).map(|&value| self.body.value_loc(value));
        let origin = self.segment.graph.origin_of(chosen.number);
        let sources = origin.into_iter().flat_map(|origin| origin.sources.iter().rev());
        let ops = sources.filter_map(|&at| self.segment.ops.get(at as usize));
        let ops = ops.filter(|&&op| !self.body.is_erased(op) && !is_constant(self.body, op));
        Loc::fused(root.into_iter().chain(ops.map(|&op| self.body.loc(op).clone())))
    }

    /// Values of pure ops of the input that are still computed, in program order.
    fn moved(&self) -> Vec<(Value, Value)> {
        let ops = self.segment.ops.iter().filter(|&&op| !is_constant(self.body, op));
        let values = ops.flat_map(|&op| self.body.results(op));
        values.filter_map(|old| Some((old, self.value(*self.segment.classes.get(&old)?)?))).collect()
    }

    /// Lets opaque ops, their regions and ops outside the stretch use the new values.
    fn replace_uses(&mut self) {
        let inside: HashSet<Op> = self.segment.ops.iter().copied().collect();
        for &(position, _) in &self.segment.opaques {
            let op = self.segment.ops[position];
            let nested =
                if self.body.op_regions(op).is_empty() { Vec::new() } else { self.body.walk_inside(op) };
            for user in std::iter::once(op).chain(nested) {
                let operands: Vec<Value> = self.body.operands(user).collect();
                for (index, old) in operands.into_iter().enumerate() {
                    let new = self.segment.classes.get(&old).and_then(|&id| self.value(id));
                    if let Some(new) = new.filter(|&new| new != old) {
                        self.body.set_operand(user, index, new);
                    }
                }
            }
        }
        for &(old, id) in &self.segment.escaping {
            let Some(new) = self.value(id).filter(|&new| new != old) else { continue };
            let uses: Vec<(Op, usize)> = self.body.uses(old).collect();
            for (user, index) in uses {
                if ancestor_in(self.body, user, &inside).is_none() {
                    self.body.set_operand(user, index, new);
                }
            }
        }
    }

    /// Erases pure ops of the input that nothing uses any more.
    fn erase(&mut self) {
        let kept: HashSet<Op> = self.kept.iter().flatten().copied().collect();
        let opaque: HashSet<Op> = self.segment.opaques.iter().map(|&(at, _)| self.segment.ops[at]).collect();
        for &op in self.segment.ops.iter().rev() {
            let unused = self.body.results(op).all(|value| !self.body.has_uses(value));
            if unused && !kept.contains(&op) && !opaque.contains(&op) {
                self.body.erase_op(op);
            }
        }
    }
}

/// A constant op: of the kind that the type asks for.
fn constant(attr: Attr, ty: Type, loc: Loc) -> OpState {
    let (name, qtype) = match (&attr, ty.elem_or_self().is_quantized()) {
        (Attr::Unit, _) => ("tfl.no_value", None),
        (_, true) => ("tfl.pseudo_qconst", Some(Attr::Type(ty))),
        (_, false) => ("arith.constant", None),
    };
    let state = OpState::new(name, loc).attr("value", attr).results([ty]);
    match qtype {
        Some(qtype) => state.attr("qtype", qtype),
        None => state,
    }
}
