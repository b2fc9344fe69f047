//! Names of values and blocks, settled for one isolated op at a time.
//!
//! A region's own values are named before those of the regions inside it, so numbers inside go on
//! after the last one outside; siblings begin at the same number.

use std::fmt::Write as _;

use hashbrown::{HashMap, HashSet};

use crate::{Arity, Block, Body, Op, OpInfo, Region, Value, ValueDef};

/// The names inside one isolated op.
pub(super) struct Names {
    /// By value: a number, or `NAMED` plus a place in `texts`, or `MEMBER` plus a distance to the
    /// first value of its pack.
    ids: Vec<u32>,
    texts: Vec<Box<str>>,
    /// Blocks of regions with more than one, by number.
    blocks: HashMap<Block, u32>,
}

const NAMED: u32 = 1 << 31;
const MEMBER: u32 = 1 << 30;
const UNNAMED: u32 = u32::MAX;

/// A region whose values are still to be named, and the counters it begins with.
struct Todo {
    region: Region,
    counters: Counters,
    /// Which names are taken: those of the regions around, as a path in `Namer::scopes`.
    scope: usize,
}

#[derive(Clone, Copy, Default)]
struct Counters {
    value: u32,
    argument: u32,
    conflict: u32,
}

/// The names used in a region, on top of those used around it.
struct UsedNames {
    parent: Option<usize>,
    names: HashSet<Box<str>>,
}

struct Namer<'b> {
    body: &'b Body,
    names: Names,
    counters: Counters,
    scopes: Vec<UsedNames>,
    scope: usize,
    generic: bool,
}

impl Names {
    /// Names everything in `body`.
    pub(super) fn new(body: &Body, generic: bool) -> Names {
        let names =
            Names { ids: vec![UNNAMED; body.value_capacity()], texts: Vec::new(), blocks: HashMap::new() };
        let scopes = vec![UsedNames { parent: None, names: HashSet::new() }];
        let mut namer = Namer { body, names, counters: Counters::default(), scopes, scope: 0, generic };
        let root = |region: &Region| Todo { region: *region, counters: Counters::default(), scope: 0 };
        let mut todo: Vec<Todo> = body.root_regions().iter().map(root).collect();
        while let Some(Todo { region, counters, scope }) = todo.pop() {
            namer.counters = counters;
            namer.scopes.push(UsedNames { parent: Some(scope), names: HashSet::new() });
            namer.scope = namer.scopes.len() - 1;
            namer.region(region);
            let (counters, scope) = (namer.counters, namer.scope);
            for &block in body.region_blocks(region) {
                for op in body.ops_in(block) {
                    todo.extend(body.op_regions(op).iter().map(|&region| Todo { region, counters, scope }));
                }
            }
        }
        namer.names
    }

    /// Appends `%name`, or `%name#1` for a member of a pack.
    pub(super) fn write_value(&self, out: &mut String, body: &Body, value: Value) {
        self.write_pack(out, value);
        let id = self.id(value);
        if id != UNNAMED && id & NAMED == 0 && id & MEMBER != 0 {
            let _ = write!(out, "#{}", id & (MEMBER - 1));
            return;
        }
        // The first of a pack is a member too.
        let next = Value::from_index(value.index() + 1);
        let packed = matches!(body.def(value), ValueDef::Result(op, index)
            if (index as usize) + 1 < body.num_results(op) && self.is_member(next));
        if packed {
            out.push_str("#0");
        }
    }

    /// Appends `%name` of the pack that `value` is in.
    fn write_pack(&self, out: &mut String, value: Value) {
        let mut id = self.id(value);
        if id != UNNAMED && id & NAMED == 0 && id & MEMBER != 0 {
            let first = value.index().saturating_sub((id & (MEMBER - 1)) as usize);
            id = self.ids.get(first).copied().unwrap_or(UNNAMED);
        }
        out.push('%');
        if id == UNNAMED {
            out.push_str("<<UNKNOWN SSA VALUE>>");
        } else if id & NAMED != 0 {
            out.push_str(self.texts.get((id & !NAMED) as usize).map_or("", |text| text));
        } else {
            let _ = write!(out, "{id}");
        }
    }

    /// Appends the names of an op's results: `%0`, `%1:2`, `%values, %indices`.
    pub(super) fn write_results(&self, out: &mut String, body: &Body, op: Op) {
        let results: Vec<Value> = body.results(op).collect();
        let mut index = 0;
        while let Some(&first) = results.get(index) {
            if index > 0 {
                out.push_str(", ");
            }
            self.write_pack(out, first);
            let rest = results.get(index + 1..).unwrap_or_default();
            let members = 1 + rest.iter().take_while(|&&value| self.is_member(value)).count();
            if members > 1 {
                let _ = write!(out, ":{members}");
            }
            index += members;
        }
    }

    /// Appends `^bb1`.
    pub(super) fn write_block(&self, out: &mut String, block: Block) {
        let _ = write!(out, "^bb{}", self.blocks.get(&block).copied().unwrap_or(0));
    }

    fn id(&self, value: Value) -> u32 {
        self.ids.get(value.index()).copied().unwrap_or(UNNAMED)
    }

    fn is_member(&self, value: Value) -> bool {
        let id = self.id(value);
        id != UNNAMED && id & NAMED == 0 && id & MEMBER != 0
    }

    fn set(&mut self, value: Value, id: u32) {
        if let Some(slot) = self.ids.get_mut(value.index()) {
            *slot = id;
        }
    }
}

impl Namer<'_> {
    fn region(&mut self, region: Region) {
        let body = self.body;
        if let Some(op) = body.region_parent(region).filter(|_| !self.generic)
            && let Some(suggest) = body.name(op).info().and_then(|info| info.hooks.name_results)
        {
            suggest(body, op, &mut |value, name| {
                let of_region = matches!(body.def(value), ValueDef::Arg(block, _) if body.block_region(block) == Some(region));
                if of_region {
                    self.name(value, name);
                }
            });
        }
        let blocks = self.body.region_blocks(region);
        for (number, &block) in blocks.iter().enumerate() {
            if number > 0 || blocks.len() > 1 {
                self.names.blocks.insert(block, number as u32);
            }
            for &argument in self.body.block_args(block) {
                if self.names.id(argument) != UNNAMED {
                    continue;
                }
                if number == 0 {
                    let name = format!("arg{}", self.counters.argument);
                    self.counters.argument += 1;
                    self.name(argument, &name);
                } else {
                    self.number(argument);
                }
            }
            for op in self.body.ops_in(block) {
                self.op(op);
            }
        }
    }

    fn op(&mut self, op: Op) {
        let count = self.body.num_results(op);
        if count == 0 {
            return;
        }
        if !self.generic
            && let Some(info) = self.body.name(op).info()
        {
            self.suggest(op, info, count);
        }
        let mut first = 0;
        for (index, value) in self.body.results(op).enumerate() {
            if self.names.id(value) != UNNAMED {
                first = index;
            } else if index == 0 {
                self.number(value);
            } else {
                self.names.set(value, MEMBER | (index - first) as u32);
            }
        }
    }

    /// Names results as the op's hook says, or after the declaration if that has several.
    fn suggest(&mut self, op: Op, info: &OpInfo, count: usize) {
        if let Some(suggest) = info.hooks.name_results {
            let body = self.body;
            suggest(body, op, &mut |value, name| {
                if body.defining_op(value) == Some(op) {
                    self.name(value, name);
                }
            });
        } else if info.results.len() > 1 {
            let body = self.body;
            let fixed = info.results.iter().filter(|spec| spec.arity == Arity::One).count();
            let mut loose = count.saturating_sub(fixed);
            let results: Vec<Value> = body.results(op).collect();
            let mut next = 0;
            for spec in info.results {
                let taken = match spec.arity {
                    Arity::One => 1,
                    Arity::Optional => loose.min(1),
                    Arity::Variadic => loose,
                };
                if spec.arity != Arity::One {
                    loose -= taken;
                }
                if let Some(&first) = results.get(next).filter(|_| taken > 0) {
                    self.name(first, spec.name);
                }
                next += taken;
            }
        }
    }

    fn number(&mut self, value: Value) {
        self.names.set(value, self.counters.value);
        self.counters.value += 1;
    }

    fn name(&mut self, value: Value, wish: &str) {
        if self.names.id(value) != UNNAMED {
            return;
        }
        if wish.is_empty() {
            return self.number(value);
        }
        let wish = sanitize(wish);
        let mut name = wish.clone();
        while self.is_used(&name) {
            name = format!("{wish}_{}", self.counters.conflict);
            self.counters.conflict += 1;
        }
        self.names.set(value, NAMED | self.names.texts.len() as u32);
        self.names.texts.push(name.as_str().into());
        if let Some(scope) = self.scopes.get_mut(self.scope) {
            scope.names.insert(name.into());
        }
    }

    fn is_used(&self, name: &str) -> bool {
        std::iter::successors(Some(self.scope), |&scope| self.scopes.get(scope)?.parent)
            .any(|scope| self.scopes.get(scope).is_some_and(|scope| scope.names.contains(name)))
    }
}

/// `name` with what no SSA name may hold replaced.
fn sanitize(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    if name.starts_with(|c: char| c.is_ascii_digit()) {
        out.push('_');
    }
    for c in name.chars() {
        out.push(if c.is_ascii_alphanumeric() || "$._-".contains(c) { c } else { '_' });
    }
    out
}
