//! When two ops are the same computation.

use std::hash::{Hash, Hasher};

use crate::{Attr, Body, Dict, Op, OpName, Traits, Type, Value};

/// Bytes of a large constant that its hash looks at, at each end.
const SAMPLE: usize = 64;

/// What makes ops equivalent: kind, operands, attributes and result types. The hash looks only at the
/// ends of large constants; equality compares them whole.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Equivalent {
    name: OpName,
    operands: Vec<Value>,
    props: Dict,
    attrs: Dict,
    results: Vec<Type>,
}

impl Equivalent {
    /// The key of an op without regions.
    pub(crate) fn new(body: &Body, op: Op) -> Equivalent {
        let mut operands: Vec<Value> = body.operands(op).collect();
        if body.has_trait(op, Traits::COMMUTATIVE) {
            operands.sort_unstable();
        }
        Equivalent {
            name: body.name(op),
            operands,
            props: body.props(op).clone(),
            attrs: body.attrs(op).clone(),
            results: body.result_types(op),
        }
    }
}

impl Hash for Equivalent {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name.hash(state);
        self.operands.hash(state);
        self.results.hash(state);
        for (name, attr) in self.props.iter().chain(self.attrs.iter()) {
            name.hash(state);
            hash_attr(attr, state);
        }
    }
}

/// A constant as a key: dialect, value and type.
#[derive(Clone, PartialEq, Eq)]
pub struct ConstantKey(&'static str, Attr, Type);

/// The key of a constant of a dialect.
pub fn constant_key(dialect: &'static str, value: Attr, ty: Type) -> ConstantKey {
    ConstantKey(dialect, value, ty)
}

impl Hash for ConstantKey {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
        hash_attr(&self.1, state);
        self.2.hash(state);
    }
}

fn hash_attr<H: Hasher>(attr: &Attr, state: &mut H) {
    match attr.as_elements() {
        Some(elements) if elements.raw().len() > 2 * SAMPLE => {
            let data = elements.raw();
            elements.ty().hash(state);
            data.len().hash(state);
            data.get(..SAMPLE).hash(state);
            data.get(data.len() - SAMPLE..).hash(state);
        }
        _ => attr.hash(state),
    }
}
