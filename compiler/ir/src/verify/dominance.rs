//! Dominance: which definitions reach which uses.
//!
//! A block dominates another if every way from the region's entry to the other leads through it. The
//! tree is made per region by Lengauer and Tarjan's algorithm with path compression, O(m log n) for n
//! blocks and m edges; blocks of the tree are numbered so that a query is two comparisons.

use super::Errors;
use crate::{Block, Body, Diagnostic, Op, Region, Traits, Value, ValueDef};

/// Dominance between the ops of one body. True until blocks or their order of ops change.
pub struct Dominance {
    /// Position of each op in its block.
    order: Vec<u32>,
    /// By block: number in the tree and size of the subtree; size 0 for a block that control never
    /// reaches.
    tree: Vec<(u32, u32)>,
    /// By block: the block that dominates it most closely.
    idom: Vec<Option<Block>>,
}

impl Dominance {
    /// The dominance relation of `body`.
    pub fn new(body: &Body) -> Dominance {
        let mut dominance =
            Dominance { order: vec![0; body.op_capacity()], tree: Vec::new(), idom: Vec::new() };
        for &region in body.root_regions() {
            dominance.add_region(body, region);
        }
        for op in body.walk() {
            let position = body.prev_op(op).map_or(0, |prev| dominance.order[prev.index()] + 1);
            dominance.order[op.index()] = position;
            for &region in body.op_regions(op) {
                dominance.add_region(body, region);
            }
        }
        dominance
    }

    fn add_region(&mut self, body: &Body, region: Region) {
        let blocks = body.region_blocks(region);
        let most = blocks.iter().map(|block| block.index() + 1).max().unwrap_or(0);
        if most > self.tree.len() {
            self.tree.resize(most, (0, 0));
            self.idom.resize(most, None);
        }
        match blocks {
            [] => {}
            [only] => self.tree[only.index()] = (0, 1),
            [entry, ..] => {
                for (block, idom, numbers) in dominator_tree(body, *entry, most) {
                    self.idom[block.index()] = idom;
                    self.tree[block.index()] = numbers;
                }
            }
        }
    }

    /// Whether control can reach a block from the entry of its region.
    pub fn is_reachable(&self, block: Block) -> bool {
        self.tree.get(block.index()).is_some_and(|numbers| numbers.1 > 0)
    }

    /// The block that dominates `block` most closely; `None` for an entry or an unreachable block.
    pub fn idom(&self, block: Block) -> Option<Block> {
        self.idom.get(block.index()).copied().flatten()
    }

    /// Whether `a` dominates `b`, or is it. Both are of one region and reachable.
    pub fn block_dominates(&self, a: Block, b: Block) -> bool {
        let (Some(&(first, size)), Some(&(number, _))) = (self.tree.get(a.index()), self.tree.get(b.index()))
        else {
            return false;
        };
        first <= number && number - first < size
    }

    /// Whether `a` comes before `b` in the block of both.
    pub fn is_before(&self, a: Op, b: Op) -> bool {
        self.order[a.index()] < self.order[b.index()]
    }

    /// Whether `value` may be used by `user`: it is defined earlier in its block, in a dominating
    /// block, or in a block around. In a block that control never reaches everything may be used.
    pub fn value_reaches(&self, body: &Body, value: Value, user: Op) -> bool {
        let (def_block, def_op) = match body.def(value) {
            ValueDef::Arg(block, _) => (Some(block), None),
            ValueDef::Result(op, _) => (body.parent_block(op), Some(op)),
            ValueDef::Placeholder => (None, None),
        };
        let Some(def_block) = def_block else { return false };
        let Some(def_region) = body.block_region(def_block) else { return false };
        let Some((user_block, user)) = ancestor_in(body, user, def_region) else { return false };
        if !self.is_reachable(user_block) {
            return true;
        }
        match def_op {
            Some(def) if user_block == def_block => self.is_before(def, user),
            _ => self.block_dominates(def_block, user_block),
        }
    }
}

/// The op in `region` that is `op` or holds it, with its block.
fn ancestor_in(body: &Body, op: Op, region: Region) -> Option<(Block, Op)> {
    let mut op = op;
    loop {
        let block = body.parent_block(op)?;
        let around = body.block_region(block)?;
        if around == region {
            return Some((block, op));
        }
        op = body.region_parent(around)?;
    }
}

/// Checks that every use in `body` is reached by its definition. Ops in graph regions (`graph` says
/// whether the root ones are) may be in any order.
pub(super) fn check(body: &Body, graph: bool, errors: &mut Errors) {
    let dominance = Dominance::new(body);
    for op in body.walk() {
        let Some(block) = body.parent_block(op) else { continue };
        if !dominance.is_reachable(block) {
            continue;
        }
        for (index, value) in body.operands(op).enumerate() {
            if dominance.value_reaches(body, value, op) || defined_in_graph(body, value, op, graph) {
                continue;
            }
            let message = format!("operand #{index} does not dominate this use");
            let mut error = Diagnostic::error(body.loc(op).clone(), message);
            let defined = body.value_loc(value);
            error = match body.def(value) {
                ValueDef::Result(def, _) => {
                    error.with_note(defined, format!("operand defined here ({})", where_is(body, def, op)))
                }
                ValueDef::Arg(..) => error.with_note(defined, "operand defined as a block argument here"),
                ValueDef::Placeholder => error,
            };
            errors.push(error);
        }
        if errors.full() {
            return;
        }
    }
}

/// Whether the use is in the region of the definition, or deeper, and that region has no order.
fn defined_in_graph(body: &Body, value: Value, user: Op, root_is_graph: bool) -> bool {
    let Some(region) = body
        .defining_op(value)
        .and_then(|def| body.parent_block(def))
        .and_then(|block| body.block_region(block))
    else {
        return false;
    };
    let graph = match body.region_parent(region) {
        None => root_is_graph,
        Some(parent) => body.name(parent).info().is_none_or(|info| info.traits.has(Traits::NO_TERMINATOR)),
    };
    graph && ancestor_in(body, user, region).is_some()
}

fn where_is(body: &Body, def: Op, user: Op) -> &'static str {
    let (def_block, user_block) = (body.parent_block(def), body.parent_block(user));
    if def_block == user_block {
        return "op in the same block";
    }
    let region = |block: Option<Block>| block.and_then(|block| body.block_region(block));
    if region(def_block) == region(user_block) { "op in the same region" } else { "op in another region" }
}

const NONE: u32 = u32::MAX;

/// The reachable blocks from `entry` with their immediate dominators and tree numbers; block ids are
/// below `most`. Vertices are numbered in depth-first order, `idom`, `semi` and so on speak of those.
fn dominator_tree(body: &Body, entry: Block, most: usize) -> Vec<(Block, Option<Block>, (u32, u32))> {
    let (blocks, parent, preds) = depth_first(body, entry, most);
    let count = blocks.len();
    let mut forest = Forest {
        ancestor: vec![NONE; count],
        label: (0..count as u32).collect(),
        semi: (0..count as u32).collect(),
    };
    let mut idom: Vec<u32> = vec![0; count];
    let mut bucket: Vec<Vec<u32>> = vec![Vec::new(); count];
    for w in (1..count).rev() {
        for &pred in &preds[w] {
            let least = forest.eval(pred);
            forest.semi[w] = forest.semi[w].min(forest.semi[least as usize]);
        }
        bucket[forest.semi[w] as usize].push(w as u32);
        forest.ancestor[w] = parent[w];
        for v in std::mem::take(&mut bucket[parent[w] as usize]) {
            let least = forest.eval(v);
            let lower = forest.semi[least as usize] < forest.semi[v as usize];
            idom[v as usize] = if lower { least } else { parent[w] };
        }
    }
    for w in 1..count {
        if idom[w] != forest.semi[w] {
            idom[w] = idom[idom[w] as usize];
        }
    }
    // A dominator's number is below those it dominates, so sizes sum up from the back and numbers are
    // dealt out from the front.
    let mut size = vec![1u32; count];
    for w in (1..count).rev() {
        size[idom[w] as usize] += size[w];
    }
    let mut number = vec![0u32; count];
    let mut next = vec![1u32; count];
    for w in 1..count {
        let above = idom[w] as usize;
        number[w] = number[above] + next[above];
        next[above] += size[w];
    }
    let above = |w: usize| (w > 0).then(|| blocks[idom[w] as usize]);
    (0..count).map(|w| (blocks[w], above(w), (number[w], size[w]))).collect()
}

/// The blocks reachable from `entry` in depth-first order, each one's parent in the search, and its
/// predecessors.
fn depth_first(body: &Body, entry: Block, most: usize) -> (Vec<Block>, Vec<u32>, Vec<Vec<u32>>) {
    let mut number = vec![NONE; most];
    let mut blocks = Vec::new();
    let mut parents = Vec::new();
    let mut edges: Vec<(u32, Block)> = Vec::new();
    let mut stack = vec![(entry, 0u32)];
    while let Some((block, parent)) = stack.pop() {
        // A successor outside of the region's ids was reported by the structure checks.
        let Some(slot) = number.get_mut(block.index()).filter(|slot| **slot == NONE) else { continue };
        let own = blocks.len() as u32;
        *slot = own;
        blocks.push(block);
        parents.push(parent);
        let successors = body.last_op(block).map_or(&[][..], |last| body.successors(last));
        for &successor in successors.iter().rev() {
            edges.push((own, successor));
            stack.push((successor, own));
        }
    }
    let mut preds = vec![Vec::new(); blocks.len()];
    for (from, to) in edges {
        if let Some(&to) = number.get(to.index()).filter(|&&to| to != NONE) {
            preds[to as usize].push(from);
        }
    }
    (blocks, parents, preds)
}

/// The forest of Lengauer and Tarjan's algorithm.
struct Forest {
    ancestor: Vec<u32>,
    label: Vec<u32>,
    semi: Vec<u32>,
}

impl Forest {
    /// The vertex with the least semidominator on the way from `v` up to its root, which is left out.
    fn eval(&mut self, v: u32) -> u32 {
        let mut path = Vec::new();
        let mut at = v as usize;
        while self.ancestor[at] != NONE && self.ancestor[self.ancestor[at] as usize] != NONE {
            path.push(at);
            at = self.ancestor[at] as usize;
        }
        while let Some(at) = path.pop() {
            let above = self.ancestor[at] as usize;
            if self.semi[self.label[above] as usize] < self.semi[self.label[at] as usize] {
                self.label[at] = self.label[above];
            }
            self.ancestor[at] = self.ancestor[above];
        }
        self.label[v as usize]
    }
}
