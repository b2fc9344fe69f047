//! What version rules ask of an op: types, ranks, options, quantization.

use tfl_ir::{Attr, Body, Op, Type, Value};

use crate::elem::{self, ElemSet};

/// An op as the version rules of the runtime see it. Quantized types count as the integers that hold
/// them.
#[derive(Clone, Copy)]
pub struct Sig<'a> {
    /// Where the op is.
    pub body: &'a Body,
    /// The op.
    pub op: Op,
}

/// Both 8-bit float formats.
pub const F8: ElemSet = elem::F8E4M3FN.with(elem::F8E5M2);

impl<'a> Sig<'a> {
    /// The signature of `op`.
    pub fn new(body: &'a Body, op: Op) -> Sig<'a> {
        Sig { body, op }
    }

    /// Number of operands, absent ones included.
    pub fn inputs(&self) -> usize {
        self.body.num_operands(self.op)
    }

    fn operand(&self, index: usize) -> Option<Type> {
        let ty = self.body.ty(self.body.operand(self.op, index)?);
        ty.is_tensor().then_some(ty)
    }

    fn result(&self, index: usize) -> Option<Type> {
        self.body.result(self.op, index).map(|value| self.body.ty(value))
    }

    /// Whether operand `index` is there.
    pub fn has(&self, index: usize) -> bool {
        self.operand(index).is_some()
    }

    /// Whether operand `index` is there and its stored elements are in `set`.
    pub fn input(&self, index: usize, set: ElemSet) -> bool {
        self.operand(index).is_some_and(|ty| ElemSet::of_storage(ty).meets(set))
    }

    /// Whether result `index` is there and its stored elements are in `set`.
    pub fn output(&self, index: usize, set: ElemSet) -> bool {
        self.result(index).is_some_and(|ty| ElemSet::of_storage(ty).meets(set))
    }

    /// Rank of operand `index`; 0 if it is not known.
    pub fn rank(&self, index: usize) -> usize {
        self.operand(index).and_then(Type::dims).map_or(0, <[_]>::len)
    }

    /// The largest rank of an operand.
    pub fn max_rank(&self) -> usize {
        (0..self.inputs()).map(|index| self.rank(index)).max().unwrap_or(0)
    }

    /// Whether the shapes of operands 0 and 1 differ.
    pub fn needs_broadcast(&self) -> bool {
        self.operand(0).and_then(Type::dims) != self.operand(1).and_then(Type::dims)
    }

    /// Whether attribute `name` is `true`.
    pub fn flag(&self, name: &str) -> bool {
        self.body.attr(self.op, name).and_then(Attr::as_bool).unwrap_or(false)
    }

    /// The value of integer attribute `name`; 0 if it is not there.
    pub fn int(&self, name: &str) -> i64 {
        self.body.attr(self.op, name).and_then(Attr::as_int).unwrap_or(0)
    }

    /// Whether string attribute `name` is `text`.
    pub fn is(&self, name: &str, text: &str) -> bool {
        self.body.attr(self.op, name).and_then(Attr::as_str) == Some(text)
    }

    /// Whether operand `index` carries scales.
    pub fn quantized(&self, index: usize) -> bool {
        self.operand(index).is_some_and(|ty| ty.uniform_quant().is_some())
    }

    /// Number of scales of operand `index`.
    pub fn scale_count(&self, index: usize) -> usize {
        self.operand(index).and_then(Type::uniform_quant).map_or(0, |quant| quant.scales.scales().len())
    }

    /// Whether operand `weights` has one scale for each slice of dimension `dim`.
    pub fn per_channel(&self, weights: usize, dim: usize) -> bool {
        let Some(ty) = self.operand(weights) else { return false };
        let size = ty.dims().and_then(|dims| dims.get(dim)).and_then(|dim| dim.size());
        let count = self.scale_count(weights) as u64;
        count > 0 && size == Some(count)
    }

    /// Whether operand or result `ty` has several scales along an axis.
    fn per_axis(ty: Option<Type>) -> bool {
        ty.and_then(Type::uniform_quant).is_some_and(|quant| quant.scales.scales().len() > 1)
    }

    /// Whether operand `index` has several scales.
    pub fn input_per_axis(&self, index: usize) -> bool {
        Sig::per_axis(self.operand(index))
    }

    /// Whether result `index` has several scales.
    pub fn output_per_axis(&self, index: usize) -> bool {
        Sig::per_axis(self.result(index))
    }

    /// The first scale of operand `index`; 0 if it has none.
    pub fn input_scale(&self, index: usize) -> f64 {
        first_scale(self.operand(index))
    }

    /// The first scale of result `index`; 0 if it has none.
    pub fn output_scale(&self, index: usize) -> f64 {
        first_scale(self.result(index))
    }

    /// Whether the product of the input scales is not below the output's scale: the multiplier of a
    /// quantized product is then one or more.
    pub fn rescales_up(&self) -> bool {
        let (a, b, out) = (self.input_scale(0), self.input_scale(1), self.output_scale(0));
        a != 0.0 && b != 0.0 && out != 0.0 && a * b / out >= 1.0
    }

    /// Whether the last dimensions of operands `a` and `b` are known and differ.
    pub fn last_dims_differ(&self, a: usize, b: usize) -> bool {
        let last = |index| self.operand(index)?.dims()?.last()?.size();
        match (last(a), last(b)) {
            (Some(a), Some(b)) => a != b,
            _ => false,
        }
    }

    /// Whether operand `index` is a sparse constant.
    pub fn sparse(&self, index: usize) -> bool {
        let op = self.body.operand(self.op, index).and_then(|value: Value| self.body.defining_op(value));
        op.is_some_and(|op| {
            let name = self.body.name(op);
            name == "tfl.pseudo_sparse_const" || name == "tfl.pseudo_sparse_qconst"
        })
    }
}

fn first_scale(ty: Option<Type>) -> f64 {
    ty.and_then(Type::uniform_quant).and_then(|quant| quant.scales.scales().next()).unwrap_or(0.0)
}
