//! What is known of an operation kind: one static row an op, registered by the dialects.
//!
//! This crate knows no dialect but builtin's module; rows come in through [`register_dialect`].

use std::any::Any;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::{LazyLock, Mutex, OnceLock};

use hashbrown::HashMap;

use crate::{Attr, Body, Diagnostic, Loc, Op, OpState, Type, Value};

/// The name of an operation, interned: `tfl.conv_2d`. `Copy`, compared by pointer.
#[derive(Clone, Copy)]
pub struct OpName(&'static NameData);

struct NameData {
    text: &'static str,
    info: OnceLock<&'static OpInfo>,
}

/// A registered operation kind.
pub struct OpInfo {
    /// `dialect.mnemonic`.
    pub name: &'static str,
    /// Documentation in Markdown; the first line says what the op is.
    pub doc: &'static str,
    /// Declared operands.
    pub operands: &'static [ValueSpec],
    /// Declared results.
    pub results: &'static [ValueSpec],
    /// Inherent attributes: printed in `<{…}>`.
    pub attrs: &'static [AttrSpec],
    /// Number of regions; `None` for any.
    pub regions: Option<u32>,
    /// What holds of every op of this kind.
    pub traits: Traits,
    /// Behaviour.
    pub hooks: Hooks,
    /// Facts of the dialect's own that this crate does not know.
    pub ext: Option<&'static (dyn Any + Send + Sync)>,
}

/// A declared operand or result.
pub struct ValueSpec {
    /// Name in the declaration.
    pub name: &'static str,
    /// How many values it stands for.
    pub arity: Arity,
    /// What types it takes.
    pub constraint: TypeConstraint,
}

/// How many values a declared operand or result stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Arity {
    /// Exactly one.
    One,
    /// None or one.
    Optional,
    /// Any number.
    Variadic,
}

/// A test of types with the words that a verifier message uses for it.
#[derive(Clone, Copy)]
pub struct TypeConstraint {
    /// Follows "must be": `tensor of 32-bit float values`.
    pub text: &'static str,
    /// Whether a type passes.
    pub check: fn(Type) -> bool,
}

/// An inherent attribute.
pub struct AttrSpec {
    /// Name in the declaration.
    pub name: &'static str,
    /// Follows "attribute … failed to satisfy constraint:": `32-bit signless integer attribute`.
    pub text: &'static str,
    /// Whether an attribute passes.
    pub check: fn(&Attr) -> bool,
    /// Whether it must be there.
    pub presence: Presence,
}

/// Whether an inherent attribute must be there.
#[derive(Clone, Copy)]
pub enum Presence {
    /// It must.
    Required,
    /// It need not.
    Optional,
    /// When it is left out in text, it is this.
    Default(fn() -> Attr),
}

/// See [`Hooks::verify`].
pub type VerifyFn = fn(&Body, Op) -> Result<(), Diagnostic>;
/// See [`Hooks::infer`].
pub type InferFn = fn(&Body, Op) -> Result<Vec<Type>, Diagnostic>;
/// See [`Hooks::name_results`].
pub type NameResultsFn = fn(&Body, Op, &mut dyn FnMut(Value, &str));
/// See [`Hooks::parse`].
pub type ParseFn = fn(&mut crate::text::OpParser<'_, '_>, &mut OpState) -> Result<(), Diagnostic>;
/// See [`Hooks::print`].
pub type PrintFn = fn(&mut crate::text::OpPrinter<'_>, &Body, Op);
/// See [`Hooks::callee`].
pub type CalleeFn = fn(&Body, Op) -> Option<std::sync::Arc<str>>;
/// See [`DialectInfo::materialize`].
pub type MaterializeFn = fn(&Attr, Type, Loc) -> Option<OpState>;

/// Behaviour of an operation kind; everything optional.
#[derive(Clone, Copy)]
pub struct Hooks {
    /// Checks beyond what the row states. The generic checks have passed before.
    pub verify: Option<VerifyFn>,
    /// Local simplification; see [`Fold`].
    pub fold: Option<fn(&Body, Op) -> Fold>,
    /// Patterns of `canonicalize` rooted at this kind, tried in order; each says whether it changed
    /// the body.
    pub canonicalize: &'static [fn(&mut Body, Op) -> bool],
    /// The result types that operands and attributes imply.
    pub infer: Option<InferFn>,
    /// Suggests names of results for printing (`cst`, `values`); without it an op with two or more
    /// declared results uses their declared names.
    pub name_results: Option<NameResultsFn>,
    /// Reads the custom form, from after the op's name; see [`crate::text::OpParser`].
    pub parse: Option<ParseFn>,
    /// Writes the custom form, from after the op's name; without it the op prints generically.
    pub print: Option<PrintFn>,
    /// The dialect whose prefix ops directly inside this one may leave out (`func` in a function).
    pub default_dialect: Option<&'static str>,
    /// The function that an op of this kind calls, when it is a plain call of it with its operands.
    pub callee: Option<CalleeFn>,
}

/// The outcome of a fold.
pub enum Fold {
    /// Nothing to do.
    No,
    /// The op may be replaced by these, one a result.
    To(Vec<FoldResult>),
}

/// What stands for a result after folding.
pub enum FoldResult {
    /// A value that is already there.
    Value(Value),
    /// A constant to be materialized.
    Const(Attr),
}

/// A set of traits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Traits(u32);

impl Traits {
    /// No traits.
    pub const NONE: Traits = Traits(0);
    /// No side effects: may be removed when unused and merged with an equal op.
    pub const PURE: Traits = Traits(1);
    /// Must end its block.
    pub const TERMINATOR: Traits = Traits(1 << 1);
    /// Its regions use no values from outside; it owns a body.
    pub const ISOLATED: Traits = Traits(1 << 2);
    /// Its regions have one block each.
    pub const SINGLE_BLOCK: Traits = Traits(1 << 3);
    /// Its blocks need no terminator.
    pub const NO_TERMINATOR: Traits = Traits(1 << 4);
    /// Has a `sym_name`.
    pub const SYMBOL: Traits = Traits(1 << 5);
    /// Its region holds symbols.
    pub const SYMBOL_TABLE: Traits = Traits(1 << 6);
    /// A constant: no operands, the result's value in attribute `value`.
    pub const CONSTANT: Traits = Traits(1 << 7);
    /// The order of its two operands does not matter.
    pub const COMMUTATIVE: Traits = Traits(1 << 8);
    /// All operands and results have the same type.
    pub const SAME_TYPE: Traits = Traits(1 << 9);
    /// All operands and results have compatible shapes.
    pub const SAME_SHAPE: Traits = Traits(1 << 10);
    /// All operands and results have the same element type.
    pub const SAME_ELEMENT_TYPE: Traits = Traits(1 << 11);
    /// Attribute `operandSegmentSizes` says how operands are divided.
    pub const OPERAND_SEGMENTS: Traits = Traits(1 << 12);
    /// Attribute `resultSegmentSizes` says how results are divided.
    pub const RESULT_SEGMENTS: Traits = Traits(1 << 13);
    /// Ends its region and hands its operands to the op around it (`func.return`, `tfl.yield`).
    pub const RETURN_LIKE: Traits = Traits(1 << 14);
    /// Result shapes are broadcast from the operands'.
    pub const BROADCASTABLE: Traits = Traits(1 << 15);
    /// Has the side effects of the ops in its regions and no others: pure when they are.
    pub const RECURSIVE_EFFECTS: Traits = Traits(1 << 16);
    /// May be removed when unused, although it is neither merged nor moved: reads or makes state.
    pub const REMOVABLE: Traits = Traits(1 << 17);

    /// Both sets.
    pub const fn with(self, other: Traits) -> Traits {
        Traits(self.0 | other.0)
    }

    /// Whether all of `other` hold.
    pub const fn has(self, other: Traits) -> bool {
        self.0 & other.0 == other.0
    }
}

impl Hooks {
    /// No behaviour.
    pub const NONE: Hooks = Hooks {
        verify: None,
        fold: None,
        canonicalize: &[],
        infer: None,
        name_results: None,
        parse: None,
        print: None,
        default_dialect: None,
        callee: None,
    };
}

impl OpInfo {
    /// A row that says nothing, to be completed with struct update syntax.
    pub const EMPTY: OpInfo = OpInfo {
        name: "",
        doc: "",
        operands: &[],
        results: &[],
        attrs: &[],
        regions: Some(0),
        traits: Traits::NONE,
        hooks: Hooks::NONE,
        ext: None,
    };

    /// The inherent attribute called `name`.
    pub fn attr(&self, name: &str) -> Option<&'static AttrSpec> {
        self.attrs.iter().find(|spec| spec.name == name)
    }

    /// Whether `name` is an inherent attribute, the segment sizes included.
    pub fn is_inherent(&self, name: &str) -> bool {
        self.attr(name).is_some()
            || (name == "operandSegmentSizes" && self.traits.has(Traits::OPERAND_SEGMENTS))
            || (name == "resultSegmentSizes" && self.traits.has(Traits::RESULT_SEGMENTS))
    }
}

impl TypeConstraint {
    /// Any type at all.
    pub const ANY: TypeConstraint = TypeConstraint { text: "any type", check: |_| true };
}

/// A dialect: its rows and what concerns all its ops.
pub struct DialectInfo {
    /// `tfl`.
    pub name: &'static str,
    /// Its operation kinds, in groups (a file of the dialect each).
    pub ops: &'static [&'static [&'static OpInfo]],
    /// Makes a constant op of the dialect for a folded attribute.
    pub materialize: Option<MaterializeFn>,
    /// Whether names without a row are ops of the dialect too, about which nothing is known.
    pub open: bool,
}

struct Registry {
    names: HashMap<&'static str, &'static NameData>,
    dialects: Vec<&'static DialectInfo>,
}

static REGISTRY: LazyLock<Mutex<Registry>> =
    LazyLock::new(|| Mutex::new(Registry { names: HashMap::new(), dialects: Vec::new() }));

fn registry() -> std::sync::MutexGuard<'static, Registry> {
    REGISTRY.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
}

impl Registry {
    fn intern(&mut self, text: &str) -> &'static NameData {
        if let Some(known) = self.names.get(text) {
            return known;
        }
        let text: &'static str = Box::leak(Box::from(text));
        let data: &'static NameData = Box::leak(Box::new(NameData { text, info: OnceLock::new() }));
        self.names.insert(text, data);
        data
    }
}

/// Makes `dialect`'s rows known to the process. Registering one again does nothing.
///
/// Must come before IR with its ops is made: whether an op is isolated is decided then.
pub fn register_dialect(dialect: &'static DialectInfo) {
    let mut registry = registry();
    if registry.dialects.iter().any(|known| known.name == dialect.name) {
        return;
    }
    registry.dialects.push(dialect);
    for info in dialect.ops.iter().copied().flatten() {
        let data = registry.intern(info.name);
        // A second row of one name would be a defect of the dialect; the first one stays.
        let _ = data.info.set(info);
    }
}

/// The registered dialects, sorted by name.
pub fn registered_dialects() -> Vec<&'static DialectInfo> {
    let mut dialects = registry().dialects.clone();
    dialects.sort_by_key(|dialect| dialect.name);
    dialects
}

/// The registered dialect called `name`.
pub fn dialect_info(name: &str) -> Option<&'static DialectInfo> {
    registry().dialects.iter().find(|dialect| dialect.name == name).copied()
}

impl OpName {
    /// Interns `text`.
    pub fn new(text: &str) -> OpName {
        OpName(registry().intern(text))
    }

    /// `dialect.mnemonic`.
    pub fn as_str(self) -> &'static str {
        self.0.text
    }

    /// The part before the first dot; empty if there is none.
    pub fn dialect(self) -> &'static str {
        self.0.text.split_once('.').map_or("", |(dialect, _)| dialect)
    }

    /// The part after the first dot, or all of it.
    pub fn mnemonic(self) -> &'static str {
        self.0.text.split_once('.').map_or(self.0.text, |(_, mnemonic)| mnemonic)
    }

    /// The row, if the op is registered.
    pub fn info(self) -> Option<&'static OpInfo> {
        self.0.info.get().copied()
    }

    /// Whether the op is registered and has `traits`.
    pub fn has(self, traits: Traits) -> bool {
        self.info().is_some_and(|info| info.traits.has(traits))
    }
}

impl PartialEq for OpName {
    fn eq(&self, other: &OpName) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}
impl Eq for OpName {}
impl PartialEq<str> for OpName {
    fn eq(&self, other: &str) -> bool {
        self.0.text == other
    }
}
impl PartialEq<&str> for OpName {
    fn eq(&self, other: &&str) -> bool {
        self.0.text == *other
    }
}
impl Hash for OpName {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.text.hash(state);
    }
}
impl fmt::Debug for OpName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.0.text, f)
    }
}
impl fmt::Display for OpName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.text)
    }
}
impl From<&str> for OpName {
    fn from(text: &str) -> OpName {
        OpName::new(text)
    }
}
