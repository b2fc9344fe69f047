//! Code to try a rule on: one block with concrete data for what comes from outside.

use hashbrown::HashMap;
use tfl_ir::verify::{VerifyOptions, verify_op};
use tfl_ir::{Attr, Block, Body, DenseElements, Dict, Dim, Loc, Op, OpState, Type, Value};

use super::super::node::OpKind;
use super::Rejected;

/// A block of a function, and the data that its arguments have.
pub(super) struct Code {
    pub(super) body: Body,
    pub(super) block: Block,
    /// By argument.
    pub(super) data: HashMap<Value, Attr>,
    /// The value that the whole computes, once drawn.
    pub(super) root: Option<Value>,
}

impl Code {
    pub(super) fn new() -> Code {
        let mut body = Body::new(1);
        let region = body.root_regions()[0];
        let block = body.append_block(region);
        Code { body, block, data: HashMap::new(), root: None }
    }

    /// An argument of type `ty` with the data `elements`, given as stored values.
    pub(super) fn input(&mut self, ty: Type, elements: DenseElements) -> Value {
        let value = self.body.add_block_arg(self.block, ty, Loc::UNKNOWN);
        self.data.insert(value, Attr::elements(elements));
        value
    }

    /// A constant of these stored values.
    pub(super) fn constant(&mut self, elements: DenseElements, elem: Type) -> Value {
        let ty = elements.ty().with_elem(elem).unwrap_or(elements.ty());
        if !elem.is_quantized() {
            return self.leaf("arith.constant", Attr::elements(elements), ty);
        }
        let state = OpState::new("tfl.pseudo_qconst", Loc::UNKNOWN).attr("qtype", Attr::Type(ty));
        self.append(state.attr("value", Attr::elements(elements)).results([ty]))
    }

    pub(super) fn none(&mut self) -> Value {
        self.leaf("tfl.no_value", Attr::Unit, Type::none())
    }

    fn leaf(&mut self, name: &str, value: Attr, ty: Type) -> Value {
        self.append(OpState::new(name, Loc::UNKNOWN).attr("value", value).results([ty]))
    }

    fn append(&mut self, state: OpState) -> Value {
        let op = self.body.append_new(self.block, state);
        self.body.result(op, 0).expect("a constant has one result")
    }

    /// An op whose result shapes follow from its operands; `elems` are the element types of its results.
    pub(super) fn op(
        &mut self,
        kind: OpKind,
        operands: Vec<Value>,
        props: Dict,
        elems: &[Type],
    ) -> Result<Vec<Value>, Rejected> {
        let types = elems.iter().map(|&elem| Type::unranked_tensor(elem));
        let mut state = OpState::new(kind.name(), Loc::UNKNOWN).operands(operands).results(types);
        state.props = props;
        let op = self.body.append_new(self.block, state);
        infer(&mut self.body, op)?;
        let known = self.body.result_types(op).iter().all(|ty| ty.static_dims().is_some());
        known.then_some(()).ok_or(Rejected::of("a shape does not follow", kind))?;
        verify_op(&self.body, op, VerifyOptions::default())
            .map_err(|error| Rejected::why("an op is not valid", kind, &error.message))?;
        Ok(self.body.results(op).collect())
    }

    /// The dimensions of a value.
    pub(super) fn dims(&self, value: Value) -> Vec<i64> {
        let dims = self.body.ty(value).static_dims().unwrap_or_default();
        dims.into_iter().map(|dim| i64::try_from(dim).unwrap_or(i64::MAX)).collect()
    }

    /// The code with the first dimension of the arguments that `pick` names unknown; `None` if some shape
    /// does not follow then.
    pub(super) fn with_unknown_sizes(mut self, pick: &mut dyn FnMut() -> bool) -> Option<Code> {
        for value in self.body.block_args(self.block).to_vec() {
            let ty = self.body.ty(value);
            let Some((_, rest)) = ty.dims().and_then(<[_]>::split_first).filter(|_| pick()) else { continue };
            let dims: Vec<Dim> = std::iter::once(Dim::Dynamic).chain(rest.iter().copied()).collect();
            self.body.set_ty(value, Type::tensor(&dims, ty.elem()?));
        }
        for op in self.body.ops_in(self.block).collect::<Vec<_>>() {
            if OpKind::of(self.body.name(op)).is_none() || self.body.num_operands(op) == 0 {
                continue;
            }
            for value in self.body.results(op) {
                let elem = self.body.ty(value).elem()?;
                self.body.set_ty(value, Type::unranked_tensor(elem));
            }
            infer(&mut self.body, op).ok()?;
            let ranked = self.body.result_types(op).iter().all(|ty| ty.dims().is_some());
            (ranked && verify_op(&self.body, op, VerifyOptions::default()).is_ok()).then_some(())?;
        }
        Some(self)
    }
}

/// Gives the results of an op the types that follow from its operands.
pub(super) fn infer(body: &mut Body, op: Op) -> Result<(), Rejected> {
    let name = body.name(op);
    let Some(hook) = name.info().and_then(|info| info.hooks.infer) else { return Ok(()) };
    let kind = OpKind::of(name);
    let types = hook(body, op).map_err(|error| Rejected::why("shapes do not fit", kind, &error.message))?;
    for (value, ty) in body.results(op).zip(types) {
        body.set_ty(value, ty);
    }
    Ok(())
}
