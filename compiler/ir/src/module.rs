//! A module: the whole program, and its symbols.

use std::sync::Arc;

use hashbrown::HashMap;

use crate::{Attr, Body, DialectInfo, Loc, Op, OpInfo, OpName, OpState, Traits, TypeConstraint};

/// A program: one `builtin.module` op.
#[derive(Clone, Debug)]
pub struct Module {
    root: Body,
    op: Op,
    /// The text's `external_resources` section and other sections that only tools read, by key, as
    /// written.
    pub external_resources: Vec<(String, String)>,
}

static MODULE: OpInfo = OpInfo {
    name: "builtin.module",
    doc: "A program: a list of functions and other symbols.",
    regions: Some(1),
    attrs: &[
        crate::AttrSpec {
            name: "sym_name",
            text: "string attribute",
            check: |attr| matches!(attr, Attr::Str(_)),
            presence: crate::Presence::Optional,
        },
        crate::AttrSpec {
            name: "sym_visibility",
            text: "string attribute",
            check: |attr| matches!(attr, Attr::Str(_)),
            presence: crate::Presence::Optional,
        },
    ],
    traits: Traits::ISOLATED
        .with(Traits::SINGLE_BLOCK)
        .with(Traits::NO_TERMINATOR)
        .with(Traits::SYMBOL_TABLE)
        .with(Traits::SYMBOL),
    hooks: crate::Hooks {
        parse: Some(crate::text::builtin::parse_module),
        print: Some(crate::text::builtin::print_module),
        default_dialect: Some("builtin"),
        ..crate::Hooks::NONE
    },
    ..OpInfo::EMPTY
};

static UNREALIZED_CAST: OpInfo = OpInfo {
    name: "builtin.unrealized_conversion_cast",
    doc: "Converts between types while a conversion is under way; must not survive it.",
    operands: &[crate::ValueSpec {
        name: "inputs",
        arity: crate::Arity::Variadic,
        constraint: TypeConstraint::ANY,
    }],
    results: &[crate::ValueSpec {
        name: "outputs",
        arity: crate::Arity::Variadic,
        constraint: TypeConstraint::ANY,
    }],
    traits: Traits::PURE,
    ..OpInfo::EMPTY
};

/// The builtin dialect.
pub static BUILTIN: DialectInfo =
    DialectInfo { name: "builtin", ops: &[&[&MODULE, &UNREALIZED_CAST]], materialize: None, open: false };

impl Default for Module {
    fn default() -> Module {
        Module::new(Loc::UNKNOWN)
    }
}

impl Module {
    /// An empty module.
    pub fn new(loc: Loc) -> Module {
        crate::register_dialect(&BUILTIN);
        let mut body = Body::new(1);
        body.append_block(body.root_regions()[0]);
        Module::from_state(OpState::new("builtin.module", loc).nested(body))
    }

    /// A module from the state of its op, whose nested body has one region with one block.
    ///
    /// # Panics
    /// When the state has no body.
    pub fn from_state(state: OpState) -> Module {
        crate::register_dialect(&BUILTIN);
        assert!(state.nested.is_some(), "a module op owns a body");
        let mut root = Body::new(1);
        let block = root.append_block(root.root_regions()[0]);
        let op = root.append_new(block, state);
        Module { root, op, external_resources: Vec::new() }
    }

    /// The body that holds the module op itself and nothing else; what a pass on `any` op is given.
    pub fn root(&self) -> &Body {
        &self.root
    }

    /// The body that holds the module op itself.
    pub fn root_mut(&mut self) -> &mut Body {
        &mut self.root
    }

    /// The module op, in [`Module::root`].
    pub fn op(&self) -> Op {
        self.op
    }

    /// What is in the module.
    pub fn body(&self) -> &Body {
        self.root.nested(self.op).expect("a module op owns a body")
    }

    /// What is in the module.
    pub fn body_mut(&mut self) -> &mut Body {
        self.root.nested_mut(self.op).expect("a module op owns a body")
    }

    /// An attribute of the module.
    pub fn attr(&self, name: &str) -> Option<&Attr> {
        self.root.attr(self.op, name)
    }

    /// Sets an attribute of the module.
    pub fn set_attr(&mut self, name: &str, attr: Attr) {
        self.root.set_attr(self.op, name, attr);
    }

    /// Appends a top-level op and returns it.
    pub fn push(&mut self, state: OpState) -> Op {
        let body = self.body_mut();
        let block = body.entry().expect("a module has one block");
        body.append_new(block, state)
    }

    /// The top-level ops, in order.
    pub fn ops(&self) -> impl Iterator<Item = Op> + '_ {
        self.body().entry().into_iter().flat_map(|block| self.body().ops_in(block))
    }

    /// The top-level op with symbol name `name`.
    pub fn lookup(&self, name: &str) -> Option<Op> {
        self.ops().find(|&op| symbol_name(self.body(), op).is_some_and(|symbol| &*symbol == name))
    }

    /// The top-level ops called `name`, in order: `module.ops_named("func.func")`.
    pub fn ops_named(&self, name: &str) -> impl Iterator<Item = Op> + '_ {
        let name = OpName::new(name);
        self.ops().filter(move |&op| self.body().name(op) == name)
    }
}

/// The symbol name of an op.
pub fn symbol_name(body: &Body, op: Op) -> Option<Arc<str>> {
    body.attr(op, "sym_name")?.as_str().map(Arc::from)
}

/// The symbols of a symbol table's body: name to op, for many look-ups.
pub struct SymbolTable(HashMap<Arc<str>, Op>);

impl SymbolTable {
    /// The symbols in the first block of `body`; of several with one name the first counts.
    pub fn new(body: &Body) -> SymbolTable {
        let mut table = HashMap::new();
        for op in body.entry().into_iter().flat_map(|block| body.ops_in(block)) {
            if let Some(name) = symbol_name(body, op) {
                table.entry(name).or_insert(op);
            }
        }
        SymbolTable(table)
    }

    /// The op called `name`.
    pub fn get(&self, name: &str) -> Option<Op> {
        self.0.get(name).copied()
    }

    /// A name that no symbol has yet: `base`, or `base_0`, `base_1`, … It is taken from then on.
    pub fn fresh(&mut self, base: &str, op: Op) -> Arc<str> {
        let mut name: Arc<str> = base.into();
        let mut number = 0u64;
        while self.0.contains_key(&name) {
            name = format!("{base}_{number}").into();
            number += 1;
        }
        self.0.insert(name.clone(), op);
        name
    }
}

/// Calls `visit` with every symbol reference inside `attr`.
pub fn for_each_symbol(attr: &Attr, visit: &mut dyn FnMut(&crate::SymbolRef)) {
    match attr {
        Attr::Symbol(symbol) => visit(symbol),
        Attr::Array(items) => items.iter().for_each(|item| for_each_symbol(item, visit)),
        Attr::Dict(dict) => dict.iter().for_each(|(_, item)| for_each_symbol(item, visit)),
        _ => {}
    }
}
