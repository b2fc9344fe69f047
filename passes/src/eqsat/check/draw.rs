//! Random code that a pattern matches.
//!
//! Operands are drawn before the op, with what the op wants of them handed down; an op draws its
//! attributes so that it is valid ([`super::ops`]). What does not fit is drawn anew from the start.

use fastrand::Rng;
use hashbrown::HashMap;
use tfl_ir::types::UniformQuant;
use tfl_ir::{Attr, Dict, Type, TypeKind, Value};

use super::super::node::OpKind;
use super::super::pattern::Pat;
use super::super::rule::plain_props;
use super::Rejected;
use super::code::Code;
use super::data::{self, Spice};
use super::ops;
use super::want::{Shape, Want, random};

/// Elements of one tensor, at most.
const MOST: i64 = 4096;

/// One instance, being drawn.
pub(super) struct Draw<'a> {
    pub(super) rng: Rng,
    pub(super) code: Code,
    /// The element type of variables that nothing else decides.
    pub(super) elem: Type,
    /// What numbers there are among the data.
    pub(super) spice: Spice,
    /// What each variable is.
    bound: Vec<Option<Value>>,
    /// Attributes and results of the ops that the pattern names.
    named: HashMap<usize, (Dict, Vec<Value>)>,
    /// Results of all ops: what is written twice is one value.
    drawn: Vec<(Pat, Vec<Value>)>,
    /// Shapes and lists of integers that ops have: what cancels has the same ones.
    pub(super) shapes: Vec<Vec<i64>>,
    pub(super) lists: Vec<Vec<i64>>,
    /// Whether all constants are single numbers, as in functions that are written out.
    pub(super) numbers: bool,
    /// What makes variables.
    producers: Producers,
    /// What is known of the rule's taste.
    pub(super) taste: &'a Taste,
    /// Numbers that constants are made of throughout in this instance, by variable.
    pub(super) notable: Vec<(usize, f32)>,
}

/// What makes variables: conditions ask for that.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Producers {
    /// Arguments and constants, now and then an op.
    Few,
    /// An op each.
    Any,
    /// A linear op with constant weights each, which takes factors and addends.
    Linear,
}

/// Numbers that a rule may look for.
#[derive(Default)]
pub(super) struct Taste {
    /// Those that its row names.
    pub(super) named: Vec<f32>,
    /// By variable: those that a constant was made of where the rule applied.
    pub(super) known: HashMap<usize, Vec<f32>>,
}

/// An op of a pattern.
pub(super) struct OpPat<'a> {
    pub(super) kind: OpKind,
    /// Whether it may have any attributes.
    pub(super) named: bool,
    pub(super) operands: &'a [Pat],
    /// Results that the pattern looks at, at least.
    pub(super) results: usize,
}

impl OpPat<'_> {
    pub(super) fn name(&self) -> &'static str {
        self.kind.info().name
    }

    pub(super) fn operand(&self, at: usize) -> Result<&Pat, Rejected> {
        self.operands.get(at).ok_or_else(|| Rejected::of("a pattern has too few operands", self.kind))
    }
}

impl<'a> Draw<'a> {
    pub(super) fn new(
        mut rng: Rng,
        elem: Type,
        variables: usize,
        spice: Spice,
        taste: &'a Taste,
    ) -> Draw<'a> {
        let numbers = rng.u8(..10) < 3;
        let producers = match rng.u8(..10) {
            0 | 1 => Producers::Any,
            2 => Producers::Linear,
            _ => Producers::Few,
        };
        Draw {
            rng,
            code: Code::new(),
            elem,
            spice,
            bound: vec![None; variables],
            named: HashMap::new(),
            drawn: Vec::new(),
            shapes: Vec::new(),
            lists: Vec::new(),
            numbers,
            producers,
            taste,
            notable: Vec::new(),
        }
    }

    /// Whether something that happens `times` in ten happens.
    pub(super) fn chance(&mut self, times: u8) -> bool {
        self.rng.u8(..10) < times
    }

    /// One of several.
    pub(super) fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.rng.usize(..of.len())]
    }

    pub(super) fn dims(&self, value: Value) -> Vec<i64> {
        self.code.dims(value)
    }

    pub(super) fn elem_of(&self, value: Value) -> Type {
        self.code.body.ty(value).elem().unwrap_or(self.elem)
    }

    /// What a pattern stands for, if it was drawn before.
    pub(super) fn known(&self, pat: &Pat) -> Option<Value> {
        match pat {
            Pat::Any(slot) | Pat::Constant(slot) | Pat::Literal(_, slot) => self.bound[*slot],
            Pat::Op { .. } => self.drawn.iter().find(|(known, _)| known == pat)?.1.first().copied(),
            Pat::Proj(..) => None,
        }
    }

    /// A quantized type like `elem` with another scale, or the type itself.
    pub(super) fn rescaled(&mut self, elem: Type) -> Type {
        if !elem.is_quantized() || self.chance(5) {
            return elem;
        }
        quantized(&mut self.rng)
    }

    /// A value that the pattern matches and that is as wanted.
    pub(super) fn value(&mut self, pat: &Pat, want: &Want) -> Result<Value, Rejected> {
        let value = match pat {
            Pat::Any(slot) | Pat::Constant(slot) | Pat::Literal(_, slot) => match self.bound[*slot] {
                Some(known) => known,
                None => {
                    let value = self.variable(pat, want)?;
                    self.bound[*slot] = Some(value);
                    value
                }
            },
            Pat::Op { .. } => self.results(pat, 1, want)?[0],
            Pat::Proj(number, of) => {
                let number = *number as usize;
                let all = self.results(of, number + 1, want)?;
                *all.get(number).ok_or(Rejected::plain("an op has too few results"))?
            }
        };
        if self.code.body.ty(value) == Type::none() {
            return if want.optional { Ok(value) } else { Err(Rejected::plain("an operand is absent")) };
        }
        let dims = self.dims(value);
        if !want.accepts(&dims, Some(self.elem_of(value))) {
            return Err(Rejected::plain("what makes an operand cannot have the type that is needed"));
        }
        // The shape of a value is not known as a constant; it was drawn from the integers.
        let is_shape = matches!(pat, Pat::Op { kind, .. } if kind.name() == *"tfl.shape");
        if let Some(ints) = want.ints.as_ref().filter(|_| !is_shape) {
            let known = tfl_ir::rewrite::constant_of(&self.code.body, value).and_then(Attr::as_elements);
            let known = known.and_then(|elements| elements.to_ints(64));
            if known.as_ref() != Some(ints) {
                return Err(Rejected::plain("integers are others than those that are needed"));
            }
        }
        self.shapes.push(dims);
        Ok(value)
    }

    fn variable(&mut self, pat: &Pat, want: &Want) -> Result<Value, Rejected> {
        if want.optional && matches!(pat, Pat::Any(_)) && self.chance(3) {
            return Ok(self.code.none());
        }
        let dims = match &want.shape {
            Shape::Rank(..) if matches!(pat, Pat::Literal(..)) => Vec::new(),
            Shape::Rank(least, most) => random(&mut self.rng, *least, *most),
            _ => want.fixed(&mut self.rng).unwrap_or_default(),
        };
        if dims.iter().product::<i64>() > MOST {
            return Err(Rejected::plain("a tensor would be too large"));
        }
        let elem = want.elem.unwrap_or(self.elem);
        if let Pat::Literal(number, _) = pat {
            let splat = data::splat(&dims, elem, *number).ok_or(Rejected::plain("a number is no float"))?;
            return Ok(self.code.constant(splat, elem));
        }
        let constant = matches!(pat, Pat::Constant(_)) || self.chance(want.constant);
        let slot = match pat {
            Pat::Any(slot) | Pat::Constant(slot) => Some(*slot),
            _ => None,
        };
        let spice = self.spice;
        if want.numbers && spice == Spice::Unreal {
            self.spice = Spice::None;
        }
        let made = match &want.ints {
            Some(ints) => data::ints(&dims, ints),
            None => data::random(self, &dims, elem, want.bounds, slot.filter(|_| constant)),
        };
        self.spice = spice;
        let made = made.ok_or(Rejected::plain("data of this type cannot be drawn"))?;
        if constant {
            return Ok(self.code.constant(made, elem));
        }
        let input = self.code.input(Type::static_tensor(&unsigned(&dims), elem), made);
        self.made(input, elem)
    }

    /// Now and then the value after an op that says in what range it is, or that takes constants and
    /// activations: conditions ask for both.
    fn made(&mut self, value: Value, elem: Type) -> Result<Value, Rejected> {
        if elem != Type::f32() {
            return Ok(value);
        }
        let dims = self.dims(value);
        if self.producers == Producers::Linear && !dims.is_empty() {
            return self.linear(value, &dims);
        }
        let unary = ["tfl.relu", "tfl.relu6", "tfl.abs", "tfl.logistic", "tfl.exp", "tfl.tanh"];
        let few = self.producers == Producers::Few;
        let (name, operands) = match self.rng.u8(..if few { 10 } else { 4 }) {
            0 | 1 => (self.pick(&unary), vec![value]),
            2 => {
                let shape = [&[], &dims[..]][self.rng.usize(..2)].to_vec();
                let (name, constant) = (self.pick(&["tfl.mul", "tfl.add"]), self.chance(6));
                (name, vec![value, self.plain(&shape, constant)?])
            }
            3 if dims.len() == 4 => return self.linear(value, &dims),
            _ => return Ok(value),
        };
        let kind = OpKind::named(name).ok_or(Rejected::plain("an op is missing"))?;
        Ok(self.code.op(kind, operands, plain_props(kind), &[elem])?[0])
    }

    /// A linear op of `value`, of the same shape: a convolution of an image, else a matrix product.
    fn linear(&mut self, value: Value, dims: &[i64]) -> Result<Value, Rejected> {
        let depth = dims.last().copied().unwrap_or(1);
        let (name, shape) = match dims.len() {
            4 => ("tfl.conv_2d", vec![depth, 1, 1, depth]),
            _ => ("tfl.fully_connected", vec![depth, depth]),
        };
        let operands = vec![value, self.plain(&shape, true)?, self.plain(&[depth], true)?];
        let kind = OpKind::named(name).ok_or(Rejected::plain("an op is missing"))?;
        let mut props = plain_props(kind);
        if name == "tfl.conv_2d" {
            let steps = ["stride_h", "stride_w", "dilation_h_factor", "dilation_w_factor"];
            props = steps.iter().fold(props, |props, &name| props.with(name, Attr::i32(1)));
            props = props.with("padding", Attr::str("VALID"));
        } else {
            props =
                props.with("keep_num_dims", Attr::bool(true)).with("weights_format", Attr::str("DEFAULT"));
        }
        Ok(self.code.op(kind, operands, props, &[Type::f32()])?[0])
    }

    /// Floats without a variable.
    fn plain(&mut self, dims: &[i64], constant: bool) -> Result<Value, Rejected> {
        let made = data::random(self, dims, Type::f32(), None, None);
        let made = made.ok_or(Rejected::plain("data of this type cannot be drawn"))?;
        let ty = made.ty();
        Ok(if constant { self.code.constant(made, Type::f32()) } else { self.code.input(ty, made) })
    }

    fn results(&mut self, pat: &Pat, results: usize, want: &Want) -> Result<Vec<Value>, Rejected> {
        let Pat::Op { kind, attrs, named, operands, .. } = pat else {
            return Err(Rejected::plain("a projection is not of an op"));
        };
        if let Some((_, values)) = self.named.get(attrs).filter(|(_, values)| values.len() > 1) {
            return Ok(values.clone());
        }
        if let Some((_, values)) = self.drawn.iter().find(|(known, _)| known == pat) {
            return Ok(values.clone());
        }
        let op = OpPat { kind: *kind, named: *named, operands, results };
        let made = ops::draw(self, &op, want)?;
        let mut props = plain_props(*kind);
        if *named {
            for (name, attr) in made.props {
                props = props.with(name, attr);
            }
            if let Some((same, _)) = self.named.get(attrs) {
                props = same.clone();
            }
        }
        let values = self.code.op(*kind, made.operands, props.clone(), &made.elems)?;
        self.named.insert(*attrs, (props, values.clone()));
        self.drawn.push((pat.clone(), values.clone()));
        self.code.root = values.first().copied();
        Ok(values)
    }
}

/// A random quantized type.
pub(super) fn quantized(rng: &mut Rng) -> Type {
    let scale = [0.5, 0.25, 0.1, 0.0235, 1.0][rng.usize(..5)];
    let zero_point = [0, -128, 3, -7][rng.usize(..4)];
    let quant = UniformQuant::per_tensor(Type::int(8), Type::f32(), scale, zero_point);
    Type::new(TypeKind::UniformQuant(quant))
}

/// The quantized type of the same numbers that is stored without sign.
pub(super) fn without_sign(elem: Type) -> Option<Type> {
    let quant = elem.uniform_quant().filter(|quant| quant.signed)?;
    let (scale, zero_point) = quant.scales.single()?;
    let (min, max) = UniformQuant::default_range(quant.storage.int_width()?, false);
    let shifted = UniformQuant::per_tensor(quant.storage, quant.expressed, scale, zero_point - quant.min);
    Some(Type::new(TypeKind::UniformQuant(UniformQuant { signed: false, min, max, ..shifted })))
}

/// Dimensions as types have them.
pub(super) fn unsigned(dims: &[i64]) -> Vec<u64> {
    dims.iter().map(|&dim| u64::try_from(dim).unwrap_or(0)).collect()
}
