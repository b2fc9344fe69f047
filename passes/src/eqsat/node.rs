//! E-nodes: the one node type of the e-graph.
//!
//! An op's attributes and declared result types are an interned leaf, its first child; the operands
//! follow. So a rule is an ordinary pattern, and attributes are matched like any other child.
//!
//! Invariant: the order of nodes goes by the table of op kinds and by numbers given in program order,
//! never by an address, so that extraction is the same on every run.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::LazyLock;

use egg::{Id, Language};
use hashbrown::HashMap;
use smallvec::SmallVec;
use tfl_ir::{OpInfo, OpName, Traits, registered_dialects};

/// What a node is, without its children.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) enum Head {
    /// Attributes and result types, by number.
    Info(u32),
    /// A value from outside the segment, by number.
    Input(u32),
    /// A constant, by number.
    Const(u32),
    /// A result of an op with several.
    Proj(u32),
    /// A pure op: children are its info and its operands.
    Op(OpKind),
    /// An op that stays where it is: effects, regions, no row. Children are the opaque op before it, if
    /// there is one, its operands and what its regions use.
    Opaque(u32),
}

/// An e-node.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Node {
    pub(crate) head: Head,
    pub(crate) children: SmallVec<[Id; 4]>,
}

impl Node {
    /// A node without children.
    pub(crate) fn leaf(head: Head) -> Node {
        Node { head, children: SmallVec::new() }
    }

    /// The op kind, of an op.
    pub(crate) fn kind(&self) -> Option<OpKind> {
        match self.head {
            Head::Op(kind) => Some(kind),
            _ => None,
        }
    }

    /// The operands of an op.
    pub(crate) fn operands(&self) -> &[Id] {
        match self.head {
            Head::Op(_) => self.children.get(1..).unwrap_or_default(),
            _ => &self.children,
        }
    }

    /// The class of an op's attributes.
    pub(crate) fn info(&self) -> Option<Id> {
        self.kind().and(self.children.first().copied())
    }
}

/// Nodes are looked up all the time; this is one word for the head and half a word for each child.
impl Hash for Node {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let (tag, number) = match self.head {
            Head::Info(number) => (0, number),
            Head::Input(number) => (1, number),
            Head::Const(number) => (2, number),
            Head::Proj(number) => (3, number),
            Head::Op(kind) => (4, u32::from(kind.0)),
            Head::Opaque(number) => (5, number),
        };
        state.write_u64(tag << 32 | u64::from(number));
        for &child in &self.children {
            child.hash(state);
        }
    }
}

impl Language for Node {
    type Discriminant = (Head, u32);

    fn discriminant(&self) -> (Head, u32) {
        (self.head, u32::try_from(self.children.len()).unwrap_or(u32::MAX))
    }

    fn matches(&self, other: &Node) -> bool {
        self.head == other.head && self.children.len() == other.children.len()
    }

    fn children(&self) -> &[Id] {
        &self.children
    }

    fn children_mut(&mut self) -> &mut [Id] {
        &mut self.children
    }
}

/// A pure op kind of the tfl dialect: its number in the sorted table of them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct OpKind(u16);

/// All of them, sorted by name, and the number of each.
struct Kinds {
    rows: Vec<(OpName, &'static OpInfo)>,
    by_name: HashMap<OpName, OpKind>,
    by_text: HashMap<&'static str, OpKind>,
}

static KINDS: LazyLock<Kinds> = LazyLock::new(|| {
    let tfl = registered_dialects().into_iter().filter(|dialect| dialect.name == "tfl");
    let mut rows: Vec<(OpName, &'static OpInfo)> = tfl
        .flat_map(|dialect| dialect.ops.iter().copied().flatten())
        .filter(|info| info.regions == Some(0) && info.traits.has(Traits::PURE))
        .filter(|info| !info.traits.has(Traits::CONSTANT) && !info.traits.has(Traits::TERMINATOR))
        .map(|&info| (OpName::new(info.name), info))
        .collect();
    rows.sort_by_key(|(_, info)| info.name);
    let number = |at: usize| OpKind(u16::try_from(at).unwrap_or(u16::MAX));
    let by_name = rows.iter().enumerate().map(|(at, &(name, _))| (name, number(at))).collect();
    let by_text = rows.iter().enumerate().map(|(at, &(_, info))| (info.name, number(at))).collect();
    Kinds { rows, by_name, by_text }
});

impl OpKind {
    /// The kind called `name`, if it is a pure tfl op without regions.
    pub(crate) fn of(name: OpName) -> Option<OpKind> {
        KINDS.by_name.get(&name).copied()
    }

    /// The kind called `name`.
    pub(crate) fn named(name: &str) -> Option<OpKind> {
        KINDS.by_text.get(name).copied()
    }

    /// Its name.
    pub(crate) fn name(self) -> OpName {
        self.row().0
    }

    /// Its row in the dialect.
    pub(crate) fn info(self) -> &'static OpInfo {
        self.row().1
    }

    /// All kinds, by position in the table of kinds.
    pub(super) fn all() -> impl Iterator<Item = OpKind> {
        (0..KINDS.rows.len()).map(|at| OpKind(u16::try_from(at).unwrap_or(u16::MAX)))
    }

    /// Its position in the table of kinds.
    pub(super) fn number(self) -> u16 {
        self.0
    }

    fn row(self) -> &'static (OpName, &'static OpInfo) {
        KINDS.rows.get(usize::from(self.0)).expect("a kind is a position in the table")
    }
}

impl fmt::Debug for OpKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name().as_str())
    }
}
