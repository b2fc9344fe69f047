//! Rules: what is equal to what, and when.
//!
//! A rule is data: a name, two patterns, a condition and the reason, written with [`rule!`]. The pattern
//! language is in [`super::pattern`]. Rules that patterns cannot say (ops with any number of operands,
//! siblings that share an operand) are functions that return what they would make.

use std::ops::Deref;
use std::sync::LazyLock;

use egg::Id;
use smallvec::SmallVec;
use tfl_ir::{Attr, DenseElements, Dict, Type};

use super::graph::Graph;
use super::node::{Node, OpKind};
use super::term::Term;

/// How exact a rule is.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) enum Numerics {
    /// The same bits of all numbers, for every element type. NaN and infinities stay such, though not
    /// which: kernels bound infinities or do not. Weights of linear ops are taken for numbers.
    Bitwise,
    /// The same real number; floats round differently. Never applied to other element types.
    Real,
    /// Within this much of the exact result, relative to the largest magnitude.
    #[allow(dead_code, reason = "no rule that ships gives up exactness so far")]
    Approximate(f64),
}

/// One rule.
pub(crate) struct Rule {
    /// A kebab verb phrase: what is matched, then what is made.
    pub(crate) name: &'static str,
    /// Why it is right and what it is good for.
    pub(crate) doc: &'static str,
    pub(crate) numerics: Numerics,
    /// The rule stands once for each row; `$0`, `$1` in its patterns are the row's entries.
    pub(crate) each: &'static [&'static [&'static str]],
    pub(crate) action: Action,
}

/// What a rule does.
pub(crate) enum Action {
    /// One pattern becomes another when a condition holds, which may also bind what is new in the second.
    Pattern { from: &'static str, to: &'static str, when: fn(&mut Match<'_>) -> Option<()> },
    /// A function looks at each op of the kinds `roots`.
    At {
        roots: &'static [&'static str],
        make: fn(&Site<'_>) -> Option<Rewrite>,
        /// Patterns of code that it applies to, for its property test.
        examples: &'static [&'static str],
    },
    /// A function looks at the whole graph, for ops that have something in common.
    Siblings { find: fn(&Graph) -> Vec<Rewrite>, examples: &'static [&'static str] },
}

/// What a function rule found.
pub(crate) struct Rewrite {
    /// Classes, and what each of them is equal to. Several are worth it only together.
    pub(crate) equal: Vec<(Id, Term)>,
    /// The ops that it looked at, the roots included: what new ops stand for.
    pub(crate) used: Vec<Node>,
}

/// An op that a function rule looks at.
pub(crate) struct Site<'a> {
    pub(crate) graph: &'a Graph,
    /// The class of its result.
    pub(crate) class: Id,
    pub(crate) node: &'a Node,
}

impl Deref for Site<'_> {
    type Target = Graph;
    fn deref(&self) -> &Graph {
        self.graph
    }
}

impl Site<'_> {
    /// An operand of the op.
    pub(crate) fn operand(&self, index: usize) -> Option<Id> {
        self.node.operands().get(index).copied()
    }

    /// The inherent attributes of the op.
    pub(crate) fn attrs(&self) -> Dict {
        self.graph.props(self.node)
    }

    /// What makes the op's class equal to `term`.
    pub(crate) fn equal(&self, term: Term, used: impl IntoIterator<Item = Node>) -> Option<Rewrite> {
        let used = std::iter::once(self.node.clone()).chain(used).collect();
        Some(Rewrite { equal: vec![(self.class, term)], used })
    }
}

/// What a variable stands for.
#[derive(Clone, Debug)]
pub(crate) enum Bound {
    /// A class of values.
    Class(Id),
    /// The attributes of a matched op, or attributes that the condition made.
    Attrs(Dict),
    /// Something that the condition made.
    Term(Term),
}

/// A match of a rule's first pattern.
pub(crate) struct Match<'a> {
    graph: &'a Graph,
    /// The class that the pattern matched in.
    pub(crate) root: Id,
    row: &'a [&'static str],
    names: &'a [String],
    pub(super) bound: SmallVec<[Option<Bound>; 12]>,
}

impl Deref for Match<'_> {
    type Target = Graph;
    fn deref(&self) -> &Graph {
        self.graph
    }
}

impl<'a> Match<'a> {
    pub(super) fn new(
        graph: &'a Graph,
        root: Id,
        row: &'a [&'static str],
        names: &'a [String],
        bound: SmallVec<[Option<Bound>; 12]>,
    ) -> Match<'a> {
        Match { graph, root, row, names, bound }
    }

    fn slot(&self, name: &str) -> usize {
        let at = self.names.iter().position(|known| known == name);
        at.expect("the variables that a condition names are in the rule's patterns")
    }

    /// Entry `index` of the rule's row.
    pub(crate) fn row(&self, index: usize) -> &'static str {
        self.row.get(index).expect("a condition names entries that each row of its rule has")
    }

    /// The class that a variable stands for.
    pub(crate) fn id(&self, name: &str) -> Id {
        match &self.bound[self.slot(name)] {
            Some(Bound::Class(id)) => *id,
            _ => panic!("variable {name} of a rule stands for a class of values"),
        }
    }

    /// The attributes of the op that is called `name` in the pattern.
    pub(crate) fn attrs(&self, name: &str) -> Dict {
        match &self.bound[self.slot(name)] {
            Some(Bound::Attrs(dict)) => dict.clone(),
            _ => panic!("variable {name} of a rule stands for attributes"),
        }
    }

    /// An attribute of the op that is called `name`.
    pub(crate) fn attr(&self, name: &str, attr: &str) -> Option<Attr> {
        self.attrs(name).get(attr).cloned()
    }

    /// An integer attribute.
    pub(crate) fn int_attr(&self, name: &str, attr: &str) -> Option<i64> {
        self.attr(name, attr)?.as_int()
    }

    /// A boolean attribute; false if absent.
    pub(crate) fn flag(&self, name: &str, attr: &str) -> bool {
        self.attr(name, attr).and_then(|attr| attr.as_bool()).unwrap_or(false)
    }

    /// Whether a text attribute is `value`.
    pub(crate) fn text_is(&self, name: &str, attr: &str, value: &str) -> bool {
        self.attr(name, attr).is_some_and(|attr| attr.as_str() == Some(value))
    }

    /// Goes on only if the op called `name` has no fused activation.
    pub(crate) fn no_activation(&self, name: &str) -> Option<()> {
        self.text_is(name, "fused_activation_function", "NONE").then_some(())
    }

    /// The type of the matched class.
    pub(crate) fn root_ty(&self) -> Type {
        self.graph.ty(self.root)
    }

    /// Binds attributes for the second pattern.
    pub(crate) fn set_attrs(&mut self, name: &str, dict: Dict) {
        let slot = self.slot(name);
        self.bound[slot] = Some(Bound::Attrs(dict));
    }

    /// Binds an expression for the second pattern.
    pub(crate) fn set(&mut self, name: &str, term: Term) {
        let slot = self.slot(name);
        self.bound[slot] = Some(Bound::Term(term));
    }

    /// Binds a list of `i32`.
    pub(crate) fn set_ints(&mut self, name: &str, values: &[i64]) -> Option<()> {
        self.set(name, Term::ints(values)?);
        Some(())
    }

    /// Binds one `f32`.
    pub(crate) fn set_float(&mut self, name: &str, value: f32) -> Option<()> {
        self.set(name, Term::float(value)?);
        Some(())
    }

    /// Binds a constant.
    pub(crate) fn set_constant(&mut self, name: &str, elements: DenseElements) {
        self.set(name, Term::constant(elements));
    }
}

/// Plain attributes by number of the kind.
static PLAIN: LazyLock<Vec<Dict>> = LazyLock::new(|| {
    let plain = |kind: OpKind| {
        Dict::new(kind.info().attrs.iter().filter_map(|spec| {
            let attr = match spec.presence {
                _ if spec.name == "fused_activation_function" => Attr::str("NONE"),
                tfl_ir::Presence::Default(default) => default(),
                _ => return None,
            };
            Some((tfl_ir::Ident::new(spec.name), attr))
        }))
    };
    OpKind::all().map(plain).collect()
});

/// The inherent attributes of an op as new ones have them: no activation, defaults.
pub(crate) fn plain_props(kind: OpKind) -> Dict {
    plain(kind).clone()
}

fn plain(kind: OpKind) -> &'static Dict {
    PLAIN.get(usize::from(kind.number())).unwrap_or(&Dict::EMPTY)
}

/// Whether attributes are those of [`plain_props`], written out or not.
pub(super) fn is_plain(kind: OpKind, props: &Dict) -> bool {
    let plain = plain(kind);
    let same = |name: &str| match (props.get(name), plain.get(name)) {
        (Some(attr), Some(default)) => attr == default,
        (None, _) => true,
        (Some(_), None) => false,
    };
    kind.info().attrs.iter().all(|spec| same(spec.name))
}

/// Declares a rule.
///
/// ```text
/// rule! {
///     /// The clamp is the convolution's own activation: one pass over memory less.
///     "fuse-relu-into-conv", Bitwise;
///     "(tfl.relu (tfl.conv_2d@c ?x ?w ?b))" => "(tfl.conv_2d@d ?x ?w ?b)",
///     when: |m| {
///         m.no_activation("c")?;
///         m.set_attrs("d", m.attrs("c").with("fused_activation_function", Attr::str("RELU")));
///         Some(())
///     }
/// }
/// ```
macro_rules! rule {
    (
        $(#[doc = $doc:literal])*
        $name:literal, $numerics:expr;
        $(each: $each:expr,)?
        $from:literal => $to:literal
        $(, when: $when:expr)? $(,)?
    ) => {
        $crate::eqsat::rule::Rule {
            name: $name,
            doc: concat!($($doc, "\n"),*),
            numerics: $numerics,
            each: rule!(@each $($each)?),
            action: $crate::eqsat::rule::Action::Pattern {
                from: $from,
                to: $to,
                when: rule!(@when $($when)?),
            },
        }
    };
    (
        $(#[doc = $doc:literal])*
        $name:literal, $numerics:expr;
        at: $roots:expr, examples: $examples:expr, make: $make:expr $(,)?
    ) => {
        $crate::eqsat::rule::Rule {
            name: $name,
            doc: concat!($($doc, "\n"),*),
            numerics: $numerics,
            each: &[],
            action: $crate::eqsat::rule::Action::At { roots: $roots, make: $make, examples: $examples },
        }
    };
    (
        $(#[doc = $doc:literal])*
        $name:literal, $numerics:expr;
        siblings: $find:expr, examples: $examples:expr $(,)?
    ) => {
        $crate::eqsat::rule::Rule {
            name: $name,
            doc: concat!($($doc, "\n"),*),
            numerics: $numerics,
            each: &[],
            action: $crate::eqsat::rule::Action::Siblings { find: $find, examples: $examples },
        }
    };
    (@each $each:expr) => { $each };
    (@each) => { &[] };
    (@when $when:expr) => { $when };
    (@when) => { |_| Some(()) };
}
pub(crate) use rule;
