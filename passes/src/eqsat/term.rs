//! What a rule makes: an expression over classes that are there.

use egg::Id;
use tfl_ir::{Attr, DenseElements, Dict, Type};

use super::node::OpKind;

/// An expression.
#[derive(Clone, Debug)]
pub(crate) enum Term {
    /// A class that is there.
    Class(Id),
    /// A constant.
    Const(Attr, Type),
    /// A result of an op with several.
    Proj(u32, Box<Term>),
    /// An op. Result shapes follow from its operands.
    Op {
        kind: OpKind,
        /// All inherent attributes.
        props: Dict,
        /// Element type of the results, where it does not follow from the kind and the operands.
        elem: Option<Type>,
        /// Number of results.
        results: usize,
        operands: Vec<Term>,
    },
}

impl Term {
    /// An op with one result.
    pub(crate) fn op(kind: OpKind, props: Dict, operands: impl IntoIterator<Item = Term>) -> Term {
        Term::Op { kind, props, elem: None, results: 1, operands: operands.into_iter().collect() }
    }

    /// A constant of the elements' own type.
    pub(crate) fn constant(elements: DenseElements) -> Term {
        let ty = elements.ty();
        Term::Const(Attr::elements(elements), ty)
    }

    /// A list of `i32`, as shapes, axes and permutations are; `None` if one does not fit.
    pub(crate) fn ints(values: &[i64]) -> Option<Term> {
        let narrow: Vec<i32> =
            values.iter().map(|&value| i32::try_from(value)).collect::<Result<_, _>>().ok()?;
        DenseElements::from_i32(&[values.len() as u64], &narrow).ok().map(Term::constant)
    }

    /// One `i32`, a scalar.
    pub(crate) fn int(value: i64) -> Option<Term> {
        DenseElements::from_i32(&[], &[i32::try_from(value).ok()?]).ok().map(Term::constant)
    }

    /// One `f32`, a scalar.
    pub(crate) fn float(value: f32) -> Option<Term> {
        DenseElements::from_f32(&[], &[value]).ok().map(Term::constant)
    }

    /// The absent operand.
    pub(crate) fn none() -> Term {
        Term::Const(Attr::Unit, Type::none())
    }
}

impl From<Id> for Term {
    fn from(id: Id) -> Term {
        Term::Class(id)
    }
}
