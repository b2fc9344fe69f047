//! Copying ops, within a body and between bodies.

use hashbrown::HashMap;

use super::{Body, OpState};
use crate::{Block, Op, Region, Value};

/// Which value stands for which in a copy.
#[derive(Clone, Debug, Default)]
pub struct ValueMap(HashMap<Value, Value>);

impl ValueMap {
    /// An empty map.
    pub fn new() -> ValueMap {
        ValueMap::default()
    }

    /// Makes `to` stand for `from`.
    pub fn insert(&mut self, from: Value, to: Value) {
        self.0.insert(from, to);
    }

    /// What stands for `value`, if anything was said.
    pub fn get(&self, value: Value) -> Option<Value> {
        self.0.get(&value).copied()
    }
}

impl Body {
    /// Appends copies of the ops of `block` of `source` to `target`, operands replaced by what `map`
    /// says; the map learns the results. Values that are not in the map must be defined later in the
    /// copied code.
    ///
    /// # Panics
    /// When the copied code uses a value that neither the map nor the code defines.
    pub fn append_clones(&mut self, target: Block, source: &Body, block: Block, map: &mut ValueMap) {
        for op in source.ops_in(block) {
            let copy = self.clone_op(source, op, map);
            self.append_op(target, copy);
        }
    }

    /// Copies `op` of `source` with its regions into this body, in no block yet; see
    /// [`Body::append_clones`].
    ///
    /// # Panics
    /// When an operand is neither in the map nor defined by the copied code.
    pub fn clone_op(&mut self, source: &Body, op: Op, map: &mut ValueMap) -> Op {
        let mut pending = Vec::new();
        let copy = self.clone_shallow(source, op, map);
        pending.push((op, copy));
        let mut ops = vec![(op, copy)];
        let mut blocks: HashMap<Block, Block> = HashMap::new();
        while let Some((from, to)) = pending.pop() {
            let (from_regions, to_regions): (Vec<Region>, Vec<Region>) =
                (source.op_regions(from).to_vec(), self.op_regions(to).to_vec());
            for (from_region, to_region) in from_regions.into_iter().zip(to_regions) {
                for &from_block in source.region_blocks(from_region) {
                    let to_block = self.append_block(to_region);
                    blocks.insert(from_block, to_block);
                    for &arg in source.block_args(from_block) {
                        let new = self.add_block_arg(to_block, source.ty(arg), source.value_loc(arg));
                        map.insert(arg, new);
                    }
                    for inner in source.ops_in(from_block) {
                        let new = self.clone_shallow(source, inner, map);
                        self.append_op(to_block, new);
                        pending.push((inner, new));
                        ops.push((inner, new));
                    }
                }
            }
        }
        // Operands and successors last: code may use what is defined further down.
        for (from, to) in ops {
            let operands: Vec<Value> = source
                .operands(from)
                .map(|value| map.get(value).expect("a copied op uses only values of the copy or of the map"))
                .collect();
            self.set_operands(to, &operands);
            let successors = source.successors(from);
            if !successors.is_empty() {
                let mapped = successors.iter().map(|block| blocks.get(block).copied().unwrap_or(*block));
                self.set_successors(to, mapped.collect());
            }
        }
        copy
    }

    /// Copies `op` without operands, successors and region contents.
    fn clone_shallow(&mut self, source: &Body, op: Op, map: &mut ValueMap) -> Op {
        let copy = self.create_op(OpState {
            name: source.name(op),
            operands: Vec::new(),
            result_types: source.result_types(op),
            props: source.props(op).clone(),
            attrs: source.attrs(op).clone(),
            successors: Vec::new(),
            regions: source.op_regions(op).len(),
            nested: source.nested(op).cloned().map(Box::new),
            loc: source.loc(op).clone(),
        });
        for (from, to) in source.results(op).zip(self.results(copy)) {
            map.insert(from, to);
        }
        copy
    }
}
