//! Folding ops into values and constants; constants stand once each, at the front of the body.

use hashbrown::HashMap;

use super::constant::try_fold;
use super::fingerprint::{ConstantKey, constant_key};
use crate::{Attr, Block, Body, Dict, Fold, FoldResult, Op, Traits, Type, Value, dialect_info};

/// Folds ops of one body, remembering the constants there are.
pub struct ConstantFolder {
    constants: HashMap<ConstantKey, Op>,
    /// By op: whether it is one of `constants`.
    owned: Vec<bool>,
    entry: Option<Block>,
}

impl ConstantFolder {
    /// A folder that knows no constants yet.
    pub fn new(body: &Body) -> ConstantFolder {
        ConstantFolder { constants: HashMap::new(), owned: Vec::new(), entry: body.entry() }
    }

    /// Takes a constant op of the body into account: moves it to the front, or replaces it by an equal
    /// one. Returns false if it was replaced.
    pub fn adopt(&mut self, body: &mut Body, op: Op) -> bool {
        let (Some(key), Some(entry)) = (key_of(body, op), self.entry) else { return true };
        match self.known(body, &key) {
            Some(known) if known == op => return true,
            Some(known) => {
                let value = body.result(known, 0).expect("a constant has one result");
                body.replace_op(op, &[value]);
                return false;
            }
            None => {}
        }
        let first = body.first_op(entry) == Some(op);
        let after_constant =
            body.parent_block(op) == Some(entry) && body.prev_op(op).is_some_and(|prev| self.owns(prev));
        if !first
            && !after_constant
            && let Some(front) = body.first_op(entry)
        {
            body.move_before(op, front);
        }
        self.own(op, key);
        true
    }

    /// Folds an op: replaces it by what its hook or the evaluator says. Returns whether it did.
    pub fn fold(&mut self, body: &mut Body, op: Op) -> bool {
        let Fold::To(results) = try_fold(body, op) else { return false };
        if results.len() != body.num_results(op) {
            return false;
        }
        let types = body.result_types(op);
        let mut values = Vec::with_capacity(results.len());
        for (result, &ty) in results.into_iter().zip(&types) {
            let value = match result {
                FoldResult::Value(value) if body.ty(value) == ty => Some(value),
                FoldResult::Value(_) => None,
                FoldResult::Const(attr) => self.materialize(body, op, attr, ty),
            };
            match value {
                Some(value) => values.push(value),
                None => return false,
            }
        }
        body.replace_op(op, &values);
        true
    }

    /// A constant `attr` of type `ty` in the dialect of `op`, at the front of the body.
    pub fn materialize(&mut self, body: &mut Body, op: Op, attr: Attr, ty: Type) -> Option<Value> {
        let dialect = dialect_info(body.name(op).dialect())?;
        let state = dialect.materialize?(&attr, ty, body.loc(op).clone())?;
        // The constant may be an op of another dialect.
        let key = constant_key(state.name.dialect(), attr, ty);
        if let Some(known) = self.known(body, &key) {
            return body.result(known, 0);
        }
        let entry = self.entry?;
        let made = match body.first_op(entry) {
            Some(front) => body.insert_new(front, state),
            None => body.append_new(entry, state),
        };
        self.own(made, key);
        body.result(made, 0)
    }

    /// Forgets an op that is about to be erased.
    pub fn forget(&mut self, body: &Body, op: Op) {
        if self.owns(op)
            && let Some(key) = key_of(body, op)
        {
            self.constants.remove(&key);
            self.owned[op.index()] = false;
        }
    }

    /// The constant op of `key`, unless it was erased or changed since it was taken into account.
    fn known(&self, body: &Body, key: &ConstantKey) -> Option<Op> {
        let known = self.constants.get(key).copied()?;
        (!body.is_erased(known) && key_of(body, known).as_ref() == Some(key)).then_some(known)
    }

    fn owns(&self, op: Op) -> bool {
        self.owned.get(op.index()).copied().unwrap_or(false)
    }

    fn own(&mut self, op: Op, key: ConstantKey) {
        if op.index() >= self.owned.len() {
            self.owned.resize(op.index() + 1, false);
        }
        self.owned[op.index()] = true;
        self.constants.insert(key, op);
    }
}

/// The key of a constant op whose value is all there is to it.
fn key_of(body: &Body, op: Op) -> Option<ConstantKey> {
    let plain = body.has_trait(op, Traits::CONSTANT)
        && body.num_results(op) == 1
        && body.attrs(op) == &Dict::EMPTY
        && body.props(op).len() == 1;
    let value = plain.then(|| body.props(op).get("value"))??;
    let result = body.result(op, 0)?;
    Some(constant_key(body.name(op).dialect(), value.clone(), body.ty(result)))
}
