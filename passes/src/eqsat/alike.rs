//! What is not worth adding: code that its class has already, with other constants.
//!
//! ```text
//! conv(x, w * a, b * a + c)        conv(x, w * a, (b + c / a) * a)
//! ```
//!
//! Both are one op on one value and constants of the same sizes; they differ in the order in which the same
//! numbers were folded. A chain of scales and offsets can be folded in exponentially many orders, so the
//! first one is kept and the others are not made.

use egg::Id;
use smallvec::SmallVec;
use tfl_ir::{Attr, Type};

use super::facts::Constness;
use super::graph::Graph;
use super::node::OpKind;
use super::term::Term;

/// Ops whose constants have sizes that follow from the result and the other operands.
const LINEAR: &[&str] = &["tfl.conv_2d", "tfl.depthwise_conv_2d", "tfl.fully_connected"];
/// Ops of operands that broadcast.
const BROADCASTING: &[&str] = &["tfl.add", "tfl.sub", "tfl.mul", "tfl.div"];

impl Graph {
    /// Whether a class has the code that `term` makes, of the same values but for the weights, factors and
    /// addends in it, which are known at least as well.
    pub(super) fn has_alike(&self, class: Id, term: &Term) -> bool {
        let Term::Op { kind, props, operands, .. } = term else { return false };
        let (linear, broadcasting) = (is_among(*kind, LINEAR), is_among(*kind, BROADCASTING));
        let stands_for = |id: Id, term: &Term| {
            let same = matches!(term, Term::Class(class) if self.egraph.find(*class) == id);
            same || match self.term_constness(term) {
                Some(constness) if linear || broadcasting => self.is_as_good(id, term, constness, linear),
                Some(_) => matches!(term, Term::Const(attr, _) if self.constant(id) == Some(attr)),
                None => self.has_alike(id, term),
            }
        };
        self.ops(class, *kind).any(|node| {
            let there = node.operands();
            there.len() == operands.len()
                && there.iter().zip(operands).all(|(&id, term)| stands_for(self.egraph.find(id), term))
                && self.props(node) == *props
        })
    }

    /// Whether a constant that is there is as good as one that would be made. `sized` constants have the
    /// same type in any case.
    fn is_as_good(&self, id: Id, term: &Term, constness: Constness, sized: bool) -> bool {
        let known = self.data(id).constness;
        known > Constness::Dynamic
            && known >= constness
            && self.is_none(id) == matches!(term, Term::Const(Attr::Unit, _))
            && (sized || self.term_type(term) == Some(self.ty(id)))
    }

    /// How constant a term is; `None` if it is not.
    fn term_constness(&self, term: &Term) -> Option<Constness> {
        match term {
            Term::Class(id) if self.is_none(*id) => None,
            Term::Class(id) => Some(self.data(*id).constness).filter(|&known| known > Constness::Dynamic),
            Term::Const(..) => Some(Constness::Known),
            Term::Proj(_, of) => self.term_constness(of),
            Term::Op { operands, .. } => {
                operands.iter().all(|of| self.term_constness(of).is_some()).then_some(Constness::Symbolic)
            }
        }
    }

    /// The type of a term, where that is easily said.
    fn term_type(&self, term: &Term) -> Option<Type> {
        match term {
            Term::Class(id) => Some(self.ty(*id)),
            Term::Const(_, ty) => Some(*ty),
            Term::Op { kind, operands, .. } if is_among(*kind, BROADCASTING) => {
                let types: SmallVec<[Type; 2]> =
                    operands.iter().map(|of| self.term_type(of)).collect::<Option<_>>()?;
                let [a, b] = types[..] else { return None };
                let (left, right) = (a.static_dims()?, b.static_dims()?);
                let rank = left.len().max(right.len());
                let size = |dims: &[u64], at: usize| {
                    (at + dims.len()).checked_sub(rank).and_then(|at| dims.get(at).copied()).unwrap_or(1)
                };
                let both: Vec<u64> = (0..rank)
                    .map(|at| match (size(&left, at), size(&right, at)) {
                        (1, other) => other,
                        (one, _) => one,
                    })
                    .collect();
                Some(Type::static_tensor(&both, a.elem()?))
            }
            Term::Op { kind, operands, .. } if is_among(*kind, &["tfl.reshape", "tfl.broadcast_to"]) => {
                let [value, Term::Const(sizes, _)] = &operands[..] else { return None };
                let sizes = sizes.as_elements()?.to_ints(MOST_DIMS)?;
                let dims: Vec<u64> =
                    sizes.into_iter().map(|size| u64::try_from(size).ok()).collect::<Option<_>>()?;
                Some(Type::static_tensor(&dims, self.term_type(value)?.elem()?))
            }
            Term::Op { kind, operands, .. } if is_among(*kind, &["tfl.transpose"]) => {
                let [value, Term::Const(perm, _)] = &operands[..] else { return None };
                let ty = self.term_type(value)?;
                let dims = ty.static_dims()?;
                let from = perm.as_elements()?.to_ints(MOST_DIMS)?;
                let size = |at: i64| dims.get(usize::try_from(at).ok()?).copied();
                let turned: Vec<u64> = from.into_iter().map(size).collect::<Option<_>>()?;
                Some(Type::static_tensor(&turned, ty.elem()?))
            }
            Term::Op { .. } | Term::Proj(..) => None,
        }
    }
}

/// Dimensions of a shape, at most.
const MOST_DIMS: usize = 16;

fn is_among(kind: OpKind, names: &[&str]) -> bool {
    names.contains(&kind.info().name)
}
