//! What is known of each class: types, constness, range.
//!
//! Shape functions, verifiers and the interpreter ask a [`Body`] about ops, so every class has a value
//! in a shadow body: an op that computes it, its operands the values of the operand classes, detached
//! from any block. Nothing of the shadow leaves this module's users but constants.

use egg::{Analysis, DidMerge, EGraph, Id};
use hashbrown::HashMap;
use smallvec::SmallVec;
use tfl_interpreter::{Budget, fold_op};
use tfl_ir::rewrite::{ConstantKey, constant_key, constant_of};
use tfl_ir::types::checked_element_count;
use tfl_ir::{Attr, Body, Dict, Dim, Loc, Op, OpState, Type, Value};

use super::node::{Head, Node, OpKind};
use super::range::{Range, range_of};

/// Results of up to this many bytes are worth a constant in any case.
const SMALL: u64 = 64 << 10;
/// Constants of up to this many bytes are computed at once, so that conditions can look at them.
const EAGER: u64 = 4 << 10;
/// The most often that a range becomes narrower; around a loop of equal values it could for ever.
const MAX_NARROWED: u8 = 8;
/// Numbers that conditions and ranges look at.
const MAX_SEEN: u64 = 1 << 12;

/// How constant the values of a class are.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) enum Constness {
    /// Not known before run time.
    Dynamic,
    /// Computed from constants, once extraction has chosen it.
    Symbolic,
    /// Known now.
    Known,
}

/// The facts about one class.
#[derive(Clone, Debug)]
pub(crate) struct Data {
    /// One a result; none of attributes and opaque ops without results.
    pub(crate) types: SmallVec<[Type; 1]>,
    /// In the shadow body, one a result.
    pub(crate) values: SmallVec<[Value; 1]>,
    /// Number of the attributes, of an info leaf.
    pub(crate) info: Option<u32>,
    pub(crate) constness: Constness,
    pub(crate) range: Range,
    /// The number that all elements of a known float constant are.
    pub(crate) splat: Option<f32>,
    /// How often the range has become narrower.
    pub(crate) narrowed: u8,
}

/// Attributes and declared result types of an op.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(crate) struct Info {
    pub(crate) props: Dict,
    pub(crate) attrs: Dict,
    pub(crate) types: Vec<Type>,
}

/// The analysis of the e-graph.
pub(crate) struct Facts {
    pub(crate) shadow: Body,
    infos: Vec<Info>,
    info_numbers: HashMap<Info, u32>,
    constants: Vec<(Attr, Type)>,
    constant_numbers: HashMap<ConstantKey, u32>,
    /// Types of inputs and, by number, of the results of opaque ops.
    pub(super) inputs: Vec<Type>,
    pub(super) opaques: Vec<Vec<Type>>,
    /// The facts of the node about to be added.
    pub(super) ready: Option<Data>,
    /// Unions of classes whose types contradict each other: defects of rules.
    pub(super) contradictions: Vec<(Type, Type)>,
}

impl Facts {
    pub(crate) fn new() -> Facts {
        Facts {
            shadow: Body::default(),
            infos: Vec::new(),
            info_numbers: HashMap::new(),
            constants: Vec::new(),
            constant_numbers: HashMap::new(),
            inputs: Vec::new(),
            opaques: Vec::new(),
            ready: None,
            contradictions: Vec::new(),
        }
    }

    /// The number of `info`.
    pub(super) fn intern(&mut self, info: Info) -> u32 {
        if let Some(&known) = self.info_numbers.get(&info) {
            return known;
        }
        let number = count(self.infos.len());
        self.infos.push(info.clone());
        self.info_numbers.insert(info, number);
        number
    }

    /// The number of a constant.
    pub(super) fn intern_constant(&mut self, attr: Attr, ty: Type) -> u32 {
        let number = count(self.constants.len());
        let known = *self.constant_numbers.entry(constant_key("", attr.clone(), ty)).or_insert(number);
        if known == number {
            self.constants.push((attr, ty));
        }
        known
    }

    pub(crate) fn info(&self, number: u32) -> Option<&Info> {
        self.infos.get(number as usize)
    }

    pub(crate) fn constant(&self, number: u32) -> Option<&(Attr, Type)> {
        self.constants.get(number as usize)
    }

    /// The shadow of an op: detached, of `types`.
    pub(super) fn shadow_op(&mut self, kind: OpKind, info: &Info, operands: Vec<Value>) -> Op {
        let mut state = OpState::new(kind.name(), Loc::UNKNOWN);
        state.operands = operands;
        state.result_types = info.types.clone();
        state.props = info.props.clone();
        state.attrs = info.attrs.clone();
        self.shadow.create_op(state)
    }

    /// The facts of an op from its shadow: types refined, value computed if it is a small constant. Also
    /// whether the op's types follow from its operands without a contradiction.
    pub(super) fn op_data(&mut self, kind: OpKind, op: Op, operands: &[Data]) -> (Data, bool) {
        let mut types: SmallVec<[Type; 1]> = self.shadow.results(op).map(|v| self.shadow.ty(v)).collect();
        let inferred = kind.info().hooks.infer.map(|infer| infer(&self.shadow, op));
        let implied = !matches!(inferred, Some(Err(_)));
        if let Some(Ok(inferred)) = inferred
            && inferred.len() == types.len()
        {
            types = inferred.into();
            let values: Vec<Value> = self.shadow.results(op).collect();
            values.into_iter().zip(&types).for_each(|(value, &ty)| self.shadow.set_ty(value, ty));
        }
        let ranges: SmallVec<[Range; 4]> = operands.iter().map(|data| data.range).collect();
        let float = types.first().is_some_and(|ty| ty.elem_or_self().float_kind().is_some());
        let range = match float {
            true => range_of(kind.name().as_str(), self.shadow.props(op), &ranges),
            false => Range::ALL,
        };
        let mut data = Data {
            values: self.shadow.results(op).collect(),
            info: None,
            constness: self.constness(kind, &types, operands),
            range,
            splat: None,
            narrowed: 0,
            types,
        };
        if data.constness == Constness::Known {
            match self.evaluate(op) {
                Some(values) => {
                    let attr = values.first().and_then(|&value| constant_of(&self.shadow, value));
                    (data.range, data.splat) = attr.map_or((Range::ALL, None), numbers_of);
                    data.values = values;
                }
                None => data.constness = Constness::Symbolic,
            }
        }
        (data, implied)
    }

    fn constness(&self, kind: OpKind, types: &[Type], operands: &[Data]) -> Constness {
        let least = operands.iter().map(|data| data.constness).min().unwrap_or(Constness::Dynamic);
        if least == Constness::Dynamic || !super::is_evaluable(kind.name().as_str()) {
            return Constness::Dynamic;
        }
        let given = operands.iter().flat_map(|data| &data.types).map(|&ty| bytes(ty).unwrap_or(0));
        let given = given.fold(0u64, u64::saturating_add);
        let made = types.iter().try_fold(0u64, |sum, &ty| sum.checked_add(bytes(ty)?));
        match made {
            Some(made) if made > given.max(SMALL) => Constness::Dynamic,
            Some(made) if made <= EAGER && given <= SMALL && least == Constness::Known => Constness::Known,
            Some(_) => Constness::Symbolic,
            None => Constness::Dynamic,
        }
    }

    /// The results of a shadow op whose operands are known, as constants of the shadow.
    fn evaluate(&mut self, op: Op) -> Option<SmallVec<[Value; 1]>> {
        let operands: Vec<Option<&Attr>> =
            self.shadow.operands(op).map(|value| constant_of(&self.shadow, value)).collect();
        let attrs = fold_op(&self.shadow, op, &operands, &Budget::default())?;
        let types = self.shadow.result_types(op);
        Some(attrs.into_iter().zip(types).map(|(attr, ty)| self.shadow_constant(attr, ty)).collect())
    }

    pub(super) fn shadow_constant(&mut self, attr: Attr, ty: Type) -> Value {
        let name = if attr == Attr::Unit { "tfl.no_value" } else { "arith.constant" };
        let state = OpState::new(name, Loc::UNKNOWN).attr("value", attr).results([ty]);
        let op = self.shadow.create_op(state);
        self.shadow.result(op, 0).expect("a constant has one result")
    }

    /// The facts of a constant.
    pub(super) fn constant_data(&mut self, number: u32) -> Data {
        let (attr, ty) = self.constants.get(number as usize).cloned().unwrap_or((Attr::Unit, Type::none()));
        let (range, splat) = numbers_of(&attr);
        let value = self.shadow_constant(attr, ty);
        Data {
            types: [ty].into(),
            values: [value].into(),
            info: None,
            constness: Constness::Known,
            range,
            splat,
            narrowed: 0,
        }
    }

    fn unknown(&mut self, types: &[Type]) -> Data {
        let values = types.iter().map(|&ty| self.shadow.create_placeholder(ty)).collect();
        Data {
            types: types.into(),
            values,
            info: None,
            constness: Constness::Dynamic,
            range: Range::ALL,
            splat: None,
            narrowed: 0,
        }
    }
}

/// The range of a constant's elements, and the number that all of them are; everything and none if there
/// are too many to look at.
fn numbers_of(attr: &Attr) -> (Range, Option<f32>) {
    let numbers = attr.as_elements().and_then(|elements| {
        let seen = elements.is_splat() || elements.len() <= MAX_SEEN;
        seen.then(|| elements.stored_f32()).flatten()
    });
    let Some(numbers) = numbers else { return (Range::ALL, None) };
    let wide = numbers.iter().map(|&number| f64::from(number));
    let range =
        Range::new(wide.clone().fold(f64::INFINITY, f64::min), wide.fold(f64::NEG_INFINITY, f64::max));
    let first = numbers.first().copied();
    let same = |number: &f32| Some(number.to_bits()) == first.map(f32::to_bits);
    (range, first.filter(|_| numbers.iter().all(same)))
}

fn count(len: usize) -> u32 {
    u32::try_from(len).expect("fewer than 2^32 attributes and constants in one segment")
}

/// Size of a static tensor type; `None` for dynamic and string ones.
pub(crate) fn bytes(ty: Type) -> Option<u64> {
    if ty == Type::none() {
        return Some(0);
    }
    let elem = ty.elem_or_self().storage();
    checked_element_count(&ty.static_dims()?).ok()?.checked_mul(elem.elem_bytes()? as u64)
}

impl Analysis<Node> for Facts {
    type Data = Data;

    fn make(egraph: &mut EGraph<Node, Facts>, node: &Node, _: Id) -> Data {
        if let Some(ready) = egraph.analysis.ready.take() {
            return ready;
        }
        match node.head {
            Head::Info(number) => Data { info: Some(number), ..egraph.analysis.unknown(&[]) },
            Head::Const(number) => egraph.analysis.constant_data(number),
            Head::Input(number) => {
                let ty = egraph.analysis.inputs.get(number as usize).copied().unwrap_or(Type::none());
                egraph.analysis.unknown(&[ty])
            }
            Head::Opaque(number) => {
                let types = egraph.analysis.opaques.get(number as usize).cloned().unwrap_or_default();
                egraph.analysis.unknown(&types)
            }
            Head::Proj(result) => {
                let data = node.children.first().map(|&of| egraph[of].data.clone());
                let at = result as usize;
                match data.and_then(|data| Some((*data.types.get(at)?, *data.values.get(at)?, data))) {
                    Some((ty, value, data)) => {
                        Data { types: [ty].into(), values: [value].into(), info: None, ..data }
                    }
                    None => egraph.analysis.unknown(&[Type::none()]),
                }
            }
            Head::Op(kind) => {
                let info = node.info().and_then(|info| egraph[info].data.info);
                let Some(info) = info.and_then(|info| egraph.analysis.info(info).cloned()) else {
                    return egraph.analysis.unknown(&[]);
                };
                let data: SmallVec<[Data; 4]> =
                    node.operands().iter().map(|&id| egraph[id].data.clone()).collect();
                let operands: Vec<Value> =
                    data.iter().filter_map(|data| data.values.first().copied()).collect();
                let op = egraph.analysis.shadow_op(kind, &info, operands);
                egraph.analysis.op_data(kind, op, &data).0
            }
        }
    }

    /// What is known to be a constant is equal to every other way to write that constant.
    fn modify(egraph: &mut EGraph<Node, Facts>, id: Id) {
        let class = &egraph[id];
        let written = class.nodes.iter().any(|node| matches!(node.head, Head::Const(_)));
        let (&[ty], &[value]) = (&class.data.types[..], &class.data.values[..]) else { return };
        if written || class.data.constness != Constness::Known {
            return;
        }
        let Some(attr) = constant_of(&egraph.analysis.shadow, value).cloned() else { return };
        let number = egraph.analysis.intern_constant(attr, ty);
        let constant = egraph.add(Node::leaf(Head::Const(number)));
        egraph.union(id, constant);
    }

    fn merge(&mut self, a: &mut Data, b: Data) -> DidMerge {
        let mut did = DidMerge(false, false);
        if a.constness != b.constness {
            let better = b.constness > a.constness;
            did = DidMerge(better, !better);
            if better {
                a.constness = b.constness;
                a.values = b.values;
                a.splat = b.splat;
                if a.constness == Constness::Known {
                    a.range = b.range;
                }
            }
        }
        for (mine, &theirs) in a.types.iter_mut().zip(&b.types) {
            if *mine == theirs {
                continue;
            }
            match meet(*mine, theirs) {
                Some(both) => {
                    did.0 |= both != *mine;
                    did.1 |= both != theirs;
                    *mine = both;
                }
                None => self.contradictions.push((*mine, theirs)),
            }
        }
        let known = a.constness == Constness::Known;
        for (&value, &ty) in a.values.iter().zip(&a.types) {
            if !known && self.shadow.ty(value) != ty {
                self.shadow.set_ty(value, ty);
            }
        }
        // A constant's range is exact. Ops that come to the same by rounding (`x + tiny`) would narrow it
        // by next to nothing, again and again.
        let settled = known || a.narrowed >= MAX_NARROWED;
        let range = if settled { a.range } else { a.range.and(b.range) };
        if range != a.range {
            did.0 = true;
            a.narrowed += 1;
        }
        did.1 |= range != b.range;
        a.range = range;
        did
    }
}

/// What two descriptions of one tensor say together; `None` if they contradict each other.
pub(super) fn meet(a: Type, b: Type) -> Option<Type> {
    if a == b {
        return Some(a);
    }
    if a.elem()? != b.elem()? {
        return None;
    }
    let (Some(left), Some(right)) = (a.dims(), b.dims()) else {
        return Some(if a.dims().is_some() { a } else { b });
    };
    if left.len() != right.len() {
        return None;
    }
    let both: Option<Vec<Dim>> = left
        .iter()
        .zip(right)
        .map(|(&x, &y)| match (x, y) {
            (Dim::Dynamic, other) | (other, Dim::Dynamic) => Some(other),
            _ => (x == y).then_some(x),
        })
        .collect();
    Some(Type::tensor(&both?, a.elem()?))
}
