//! Aliases in output: affine maps (`#map`) before the module, locations (`#loc`) after it; and the
//! resources that the text refers to.
//!
//! Numbers follow the reference: what is nested less deeply comes first, then what is met first.

use hashbrown::{HashMap, HashSet};

use super::PrintOptions;
use super::attrs::{self, Style};
use super::locs;
use crate::types::TypeKind;
use crate::{Attr, Body, Dict, Loc, LocKind, Module, Op, Type};

/// Names of attributes and locations that are written once for the whole text.
#[derive(Default)]
pub(super) struct AliasNames {
    attrs: HashMap<Attr, (&'static str, usize)>,
    locs: HashMap<Loc, usize>,
    /// In order of their numbers.
    attr_order: Vec<Attr>,
    loc_order: Vec<Loc>,
}

impl AliasNames {
    /// The alias of `attr`, if it has one.
    pub(super) fn attr(&self, attr: &Attr) -> Option<String> {
        match attr {
            Attr::Text(_) => self.attrs.get(attr).map(|(name, number)| alias(name, *number)),
            Attr::Loc(loc) => self.loc(loc),
            _ => None,
        }
    }

    /// The alias of `loc`, if it has one.
    pub(super) fn loc(&self, loc: &Loc) -> Option<String> {
        self.locs.get(loc).map(|number| alias("loc", *number))
    }

    /// Appends the definitions that stand before the module.
    pub(super) fn write_attrs(&self, out: &mut String) {
        for attr in &self.attr_order {
            let Some(name) = self.attr(attr) else { continue };
            out.push_str(&name);
            out.push_str(" = ");
            attrs::write_full(out, attr, Style::plain());
            out.push('\n');
        }
    }

    /// Appends the definitions that stand after the module.
    pub(super) fn write_locs(&self, out: &mut String, style: Style<'_>) {
        for loc in &self.loc_order {
            let Some(name) = self.loc(loc) else { continue };
            out.push_str(&name);
            out.push_str(" = loc(");
            locs::write_full(out, loc, style);
            out.push_str(")\n");
        }
    }
}

/// What aliases of an attribute kept as text are called; `None` if it has none.
fn alias_name(text: &str) -> Option<&'static str> {
    let names = [("affine_map", "map"), ("affine_set", "set"), ("distinct", "distinct")];
    names.iter().find(|(word, _)| text.starts_with(word)).map(|(_, name)| *name)
}

/// `#loc`, `#loc1`, `#loc2`, …
fn alias(name: &str, number: usize) -> String {
    if number == 0 { format!("#{name}") } else { format!("#{name}{number}") }
}

/// Finds what needs an alias or the resource section.
#[derive(Default)]
pub(super) struct Collector {
    debuginfo: bool,
    attrs: Vec<Attr>,
    seen_attrs: HashSet<Attr>,
    seen_types: HashSet<Type>,
    locs: Vec<Loc>,
    /// Depth of each location met.
    loc_depths: HashMap<Loc, usize>,
    /// Resources by name, with what is written of them.
    pub(super) resources: Vec<std::sync::Arc<crate::ResourceElements>>,
    seen_resources: HashSet<std::sync::Arc<str>>,
}

impl Collector {
    /// Visits all of `module`.
    pub(super) fn run(module: &Module, options: &PrintOptions) -> Collector {
        let mut collector = Collector { debuginfo: options.debuginfo, ..Collector::default() };
        let mut stack: Vec<(&Body, Op)> = Vec::new();
        let root = module.root();
        stack.extend(root.walk().into_iter().rev().map(|op| (root, op)));
        while let Some((body, op)) = stack.pop() {
            collector.op(body, op);
            if let Some(nested) = body.nested(op) {
                collector.empty_blocks(nested, nested.root_regions());
                stack.extend(nested.walk().into_iter().rev().map(|op| (nested, op)));
            }
        }
        collector
    }

    fn op(&mut self, body: &Body, op: Op) {
        // A block's arguments are met right before its first op.
        if let Some(block) = body.parent_block(op).filter(|_| body.prev_op(op).is_none()) {
            self.arguments(body, block);
        }
        if self.debuginfo {
            self.loc(body.loc(op));
        }
        self.dict(body.props(op));
        self.dict(body.attrs(op));
        for value in body.results(op) {
            self.ty(body.ty(value));
        }
        self.empty_blocks(body, body.op_regions(op));
    }

    fn empty_blocks(&mut self, body: &Body, regions: &[crate::Region]) {
        for &block in regions.iter().flat_map(|&region| body.region_blocks(region)) {
            if body.first_op(block).is_none() {
                self.arguments(body, block);
            }
        }
    }

    fn arguments(&mut self, body: &Body, block: crate::Block) {
        for &value in body.block_args(block) {
            self.ty(body.ty(value));
            if self.debuginfo {
                self.loc(&body.value_loc(value));
            }
        }
    }

    fn dict(&mut self, dict: &Dict) {
        for (_, attr) in dict.iter() {
            self.attr(attr);
        }
    }

    fn attr(&mut self, attr: &Attr) {
        match attr {
            Attr::Text(text) if alias_name(text).is_some() && self.seen_attrs.insert(attr.clone()) => {
                self.attrs.push(attr.clone());
            }
            Attr::Array(items) => items.iter().for_each(|item| self.attr(item)),
            Attr::Dict(dict) => self.dict(dict),
            Attr::Type(ty) => self.ty(*ty),
            Attr::Resource(resource) if self.seen_resources.insert(resource.name.clone()) => {
                self.resources.push(resource.clone());
            }
            Attr::Loc(loc) => {
                self.loc(loc);
            }
            _ => {}
        }
    }

    fn ty(&mut self, ty: Type) {
        let TypeKind::Tensor { encoding: Some(encoding), .. } = ty.kind() else { return };
        if self.seen_types.insert(ty) {
            self.attr(encoding);
        }
    }

    /// Notes a location and its parts; how many aliases deep it is.
    fn loc(&mut self, loc: &Loc) -> usize {
        if let Some(&known) = self.loc_depths.get(loc) {
            return known;
        }
        self.loc_depths.insert(loc.clone(), 0);
        self.locs.push(loc.clone());
        let depth = match loc.kind() {
            None | Some(LocKind::File { .. }) => 0,
            Some(LocKind::Name { child, .. }) if child.is_unknown() => 0,
            Some(LocKind::Name { child, .. }) => 1 + self.loc(child),
            Some(LocKind::CallSite { callee, caller }) => 1 + self.loc(callee).max(self.loc(caller)),
            Some(LocKind::Fused { meta, locs }) => {
                if let Some(meta) = meta {
                    self.attr(meta);
                }
                locs.iter().map(|part| 1 + self.loc(part)).max().unwrap_or(0)
            }
        };
        self.loc_depths.insert(loc.clone(), depth);
        depth
    }

    /// The names of everything found.
    pub(super) fn names(&mut self) -> AliasNames {
        let mut names = AliasNames::default();
        // Each name has its own numbers.
        let mut counts: HashMap<&'static str, usize> = HashMap::new();
        for attr in std::mem::take(&mut self.attrs) {
            let Attr::Text(text) = &attr else { continue };
            let Some(name) = alias_name(text) else { continue };
            let count = counts.entry(name).or_insert(0);
            names.attrs.insert(attr.clone(), (name, *count));
            *count += 1;
            names.attr_order.push(attr);
        }
        names.attr_order.sort_by_key(|attr| names.attrs.get(attr).copied());
        let mut locs = std::mem::take(&mut self.locs);
        locs.sort_by_key(|loc| self.loc_depths.get(loc).copied());
        for (number, loc) in locs.iter().enumerate() {
            names.locs.insert(loc.clone(), number);
        }
        names.loc_order = locs;
        names
    }
}
