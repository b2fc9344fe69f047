//! Whether two functions are the same but for their names and locations.

use hashbrown::HashMap;
use tfl_ir::{Block, Body, Op, Region, Value};

/// Attributes of a function that say how it is called, not what it does.
const NAMES: &[&str] = &["sym_name", "tf.entry_function", super::EXPORTED_NAMES];

/// Whether two functions of a module are equal.
pub(super) fn functions(module: &Body, a: Op, b: Op) -> bool {
    let facts = |op: Op| {
        let all = module.props(op).iter().chain(module.attrs(op).iter());
        all.filter(|(name, _)| !NAMES.contains(&name.as_str())).collect::<Vec<_>>()
    };
    match (module.nested(a), module.nested(b)) {
        (Some(x), Some(y)) => facts(a) == facts(b) && bodies(x, y),
        _ => false,
    }
}

/// What of one body stands for what of the other.
struct Twins<'a> {
    a: &'a Body,
    b: &'a Body,
    values: HashMap<Value, Value>,
    blocks: HashMap<Block, Block>,
}

fn bodies(a: &Body, b: &Body) -> bool {
    let mut twins = Twins { a, b, values: HashMap::new(), blocks: HashMap::new() };
    let (ops, others) = (a.walk(), b.walk());
    ops.len() == others.len()
        && twins.pair_regions(a.root_regions(), b.root_regions())
        && ops.iter().zip(&others).all(|(&x, &y)| twins.pair_ops(x, y))
        // Operands may be defined later in the program than they are used.
        && ops.iter().zip(&others).all(|(&x, &y)| twins.same_operands(x, y))
}

impl Twins<'_> {
    fn pair_regions(&mut self, xs: &[Region], ys: &[Region]) -> bool {
        xs.len() == ys.len()
            && xs.iter().zip(ys).all(|(&x, &y)| {
                let (xs, ys) = (self.a.region_blocks(x), self.b.region_blocks(y));
                xs.len() == ys.len() && xs.iter().zip(ys).all(|(&x, &y)| self.pair_blocks(x, y))
            })
    }

    fn pair_blocks(&mut self, x: Block, y: Block) -> bool {
        self.blocks.insert(x, y);
        self.values.extend(self.a.block_args(x).iter().copied().zip(self.b.block_args(y).iter().copied()));
        self.a.block_arg_types(x) == self.b.block_arg_types(y)
    }

    fn pair_ops(&mut self, x: Op, y: Op) -> bool {
        let (a, b) = (self.a, self.b);
        let here = a.parent_block(x).and_then(|block| self.blocks.get(&block).copied());
        self.values.extend(a.results(x).zip(b.results(y)));
        here == b.parent_block(y)
            && a.name(x) == b.name(y)
            && a.result_types(x) == b.result_types(y)
            && a.nested(x).is_none()
            && b.nested(y).is_none()
            && a.props(x) == b.props(y)
            && a.attrs(x) == b.attrs(y)
            && self.pair_regions(a.op_regions(x), b.op_regions(y))
    }

    fn same_operands(&self, x: Op, y: Op) -> bool {
        let (xs, ys) = (self.a.operands(x), self.b.operands(y));
        let (to, other) = (self.a.successors(x), self.b.successors(y));
        xs.len() == ys.len()
            && xs.zip(ys).all(|(x, y)| self.values.get(&x) == Some(&y))
            && to.len() == other.len()
            && to.iter().zip(other).all(|(x, y)| self.blocks.get(x) == Some(y))
    }
}
