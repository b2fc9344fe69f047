//! Types.

use pest::iterators::Pair;

use super::{Parsed, Parser};
use crate::text::grammar::Rule;
use crate::text::scan;
use crate::types::{AnyQuant, CalibratedQuant, FloatKind, QuantScales, Signedness, TypeKind, UniformQuant};
use crate::{Dim, Type};

/// The widest integer type.
const MAX_WIDTH: u32 = (1 << 24) - 1;

impl<'s> Parser<'s> {
    /// Reads a type.
    pub(super) fn ty(&mut self) -> Parsed<Type> {
        let (start, text, depth) = self.cut(scan::type_end, "a type")?;
        if let Some(known) = self.memo.types.get(text) {
            return Ok(known);
        }
        let ty = self.on_deep_stack(depth, |parser| {
            let pair = parser.rule(Rule::r#type, start, text)?;
            parser.type_from(pair)
        })?;
        self.memo.types.insert(text, ty);
        Ok(ty)
    }

    /// The type that a pair of the grammar stands for.
    pub(super) fn type_from(&mut self, pair: Pair<'_, Rule>) -> Parsed<Type> {
        let kind = match pair.as_rule() {
            Rule::r#type => match pair.clone().into_inner().next() {
                Some(inner) => return self.type_from(inner),
                None => return Err(self.error_in(&pair, "expected a type")),
            },
            Rule::function_type => {
                let mut parts = pair.into_inner();
                let inputs = self.types_from(parts.next())?;
                let results = self.types_from(parts.next())?;
                TypeKind::Function { inputs: inputs.into(), results: results.into() }
            }
            Rule::tensor_type => return self.tensor_type(pair),
            Rule::unranked_type => TypeKind::UnrankedTensor(self.elem_type(pair.into_inner().next())?),
            Rule::vector_type => return self.vector_type(pair),
            Rule::memref_type => return self.memref_type(pair),
            Rule::complex_type => TypeKind::Complex(self.inner_type(pair.into_inner().next())?),
            Rule::tuple_type => {
                let types: Parsed<Vec<Type>> = pair.into_inner().map(|inner| self.type_from(inner)).collect();
                TypeKind::Tuple(types?.into())
            }
            Rule::uniform_type => return self.uniform_type(pair),
            Rule::any_quant_type => {
                let mut parts = pair.into_inner();
                let (storage, signed, min, max) = self.storage(parts.next())?;
                let expressed = parts.next().map(|inner| self.type_from(inner)).transpose()?;
                TypeKind::AnyQuant(AnyQuant { storage, signed, expressed, min, max })
            }
            Rule::calibrated_type => {
                let mut parts = pair.into_inner();
                let expressed = self.inner_type(parts.next())?;
                let (min, max) = (self.real(parts.next())?, self.real(parts.next())?);
                TypeKind::CalibratedQuant(CalibratedQuant::new(expressed, min, max))
            }
            Rule::dialect_type => {
                let (dialect, body, _) = dialect_parts(&pair);
                TypeKind::Dialect { dialect: dialect.into(), body: body.into() }
            }
            Rule::type_alias => return self.type_alias(&pair),
            Rule::int_type => return self.int_type(&pair),
            Rule::named_type => match pair.as_str() {
                "index" => TypeKind::Index,
                "none" => TypeKind::None,
                name => match float_kind(name) {
                    Some(kind) => TypeKind::Float(kind),
                    None => return Err(self.error_in(&pair, format!("there is no type '{name}'"))),
                },
            },
            _ => return Err(self.error_in(&pair, "expected a type")),
        };
        Ok(Type::new(kind))
    }

    /// A type that the grammar promises.
    pub(super) fn inner_type(&mut self, pair: Option<Pair<'_, Rule>>) -> Parsed<Type> {
        match pair {
            Some(pair) => self.type_from(pair),
            None => Err(self.error_at(self.base, "expected a type")),
        }
    }

    fn types_from(&mut self, pair: Option<Pair<'_, Rule>>) -> Parsed<Vec<Type>> {
        match pair {
            Some(pair) if pair.as_rule() == Rule::type_list => {
                pair.into_inner().map(|inner| self.type_from(inner)).collect()
            }
            other => Ok(vec![self.inner_type(other)?]),
        }
    }

    /// The type of the elements of a tensor.
    fn elem_type(&mut self, pair: Option<Pair<'_, Rule>>) -> Parsed<Type> {
        let at = pair.as_ref().map_or(0, |pair| pair.as_span().start());
        let ty = self.inner_type(pair)?;
        match ty.kind() {
            TypeKind::Tensor { .. }
            | TypeKind::UnrankedTensor(_)
            | TypeKind::Function { .. }
            | TypeKind::None => Err(self
                .error_at(self.base + at, "invalid tensor element type")
                .with_hint("elements are integers, floats, complex numbers, quantized or dialect types")),
            _ => Ok(ty),
        }
    }

    fn tensor_type(&mut self, pair: Pair<'_, Rule>) -> Parsed<Type> {
        let mut parts = pair.into_inner();
        let dims = self.dims(parts.next())?;
        let elem = self.elem_type(parts.next())?;
        let encoding = parts.next().map(|attr| self.attr_from(attr)).transpose()?;
        Ok(Type::new(TypeKind::Tensor { dims: dims.into(), elem, encoding }))
    }

    fn dims(&mut self, pair: Option<Pair<'_, Rule>>) -> Parsed<Vec<Dim>> {
        let Some(pair) = pair else { return Ok(Vec::new()) };
        pair.into_inner()
            .map(|dim| match dim.as_str() {
                "?" => Ok(Dim::Dynamic),
                _ => Ok(Dim::Static(self.size(&dim)?)),
            })
            .collect()
    }

    fn size(&mut self, pair: &Pair<'_, Rule>) -> Parsed<u64> {
        match pair.as_str().parse::<i64>() {
            Ok(size) => Ok(size.unsigned_abs()),
            Err(_) => Err(self.error_in(pair, "the dimension does not fit in 63 bits")),
        }
    }

    fn vector_type(&mut self, pair: Pair<'_, Rule>) -> Parsed<Type> {
        let mut parts = pair.into_inner();
        let mut dims = Vec::new();
        for dim in parts.next().into_iter().flat_map(Pair::into_inner) {
            let scalable = dim.as_rule() == Rule::scalable;
            let digits = if scalable { dim.clone().into_inner().next() } else { Some(dim.clone()) };
            dims.push((self.size(&digits.unwrap_or(dim))?, scalable));
        }
        let elem = self.inner_type(parts.next())?;
        Ok(Type::new(TypeKind::Vector { dims: dims.into(), elem }))
    }

    fn memref_type(&mut self, pair: Pair<'_, Rule>) -> Parsed<Type> {
        let mut parts = pair.into_inner();
        let dims = match parts.next() {
            Some(rank) if rank.as_rule() == Rule::any_rank => None,
            dims => Some(self.dims(dims)?.into()),
        };
        let elem = self.inner_type(parts.next())?;
        let tail = parts.next().map_or("", |tail| tail.as_str()).trim_end().into();
        Ok(Type::new(TypeKind::MemRef { dims, elem, tail }))
    }

    fn int_type(&mut self, pair: &Pair<'_, Rule>) -> Parsed<Type> {
        let text = pair.as_str();
        let digits = text.trim_start_matches(|c: char| !c.is_ascii_digit());
        let sign = match text.as_bytes().first() {
            Some(b's') => Signedness::Signed,
            Some(b'u') => Signedness::Unsigned,
            _ => Signedness::Signless,
        };
        match digits.parse::<u32>() {
            Ok(width @ 1..=MAX_WIDTH) => Ok(Type::new(TypeKind::Int { width, sign })),
            _ => Err(self.error_in(pair, format!("an integer type has 1 to {MAX_WIDTH} bits"))),
        }
    }

    /// Storage type, whether it is signed, and its range.
    fn storage(&mut self, pair: Option<Pair<'_, Rule>>) -> Parsed<(Type, bool, i64, i64)> {
        let Some(pair) = pair else { return Err(self.error_at(self.base, "expected a storage type")) };
        let mut parts = pair.clone().into_inner();
        let text = parts.next().map_or("", |storage| storage.as_str());
        let signed = text.starts_with('i');
        let width = match text.get(1..).unwrap_or("").parse::<u32>() {
            Ok(width @ 1..=32) => width,
            _ => return Err(self.error_in(&pair, "a storage type has 1 to 32 bits")),
        };
        let (least, most) = UniformQuant::default_range(width, signed);
        let mut bound = |default: i64| match parts.next() {
            Some(bound) => bound.as_str().parse::<i64>().ok().filter(|n| (least..=most).contains(n)),
            None => Some(default),
        };
        match (bound(least), bound(most)) {
            (Some(min), Some(max)) if min < max => Ok((Type::int(width), signed, min, max)),
            _ => Err(self
                .error_in(&pair, format!("the storage range must lie in {least}:{most} and not be empty"))),
        }
    }

    fn uniform_type(&mut self, pair: Pair<'_, Rule>) -> Parsed<Type> {
        let mut parts = pair.clone().into_inner().peekable();
        let (storage, signed, min, max) = self.storage(parts.next())?;
        let expressed = self.inner_type(parts.next())?;
        let mut axes: Vec<(u32, u64)> = Vec::new();
        let mut sub_channel = false;
        let has_axes = parts.peek().is_some_and(|part| part.as_rule() == Rule::quant_axes);
        if let Some(list) = parts.next_if(|part| part.as_rule() == Rule::quant_axes) {
            sub_channel = list.as_str().contains('{');
            for axis in list.into_inner() {
                axes.push(self.quant_axis(&axis)?);
            }
        }
        let mut read = Scales::default();
        if let Some(scales) = parts.next() {
            self.quant_scales(scales, 0, &mut read)?;
        }
        let wanted = if has_axes { axes.len() } else { 0 };
        if read.shape.len() != wanted || read.scales.len() as u64 != read.shape.iter().product::<u64>() {
            return Err(self.error_in(&pair, "the scales must be nested as deeply as there are quantized axes, with lists of one length at each level"));
        }
        let scales = QuantScales::new(&axes, &read.shape, &read.scales, &read.zero_points, sub_channel);
        Ok(Type::new(TypeKind::UniformQuant(UniformQuant { storage, signed, expressed, min, max, scales })))
    }

    fn quant_axis(&mut self, pair: &Pair<'_, Rule>) -> Parsed<(u32, u64)> {
        let mut numbers = pair.clone().into_inner();
        let (axis, block) = match (numbers.next(), numbers.next()) {
            (Some(axis), Some(block)) => (axis.as_str().parse().ok(), block.as_str().parse().ok()),
            _ => (pair.as_str().parse().ok(), Some(1)),
        };
        match (axis, block) {
            (Some(axis), Some(block)) => Ok((axis, block)),
            _ => Err(self.error_in(pair, "the axis or block size is too large")),
        }
    }

    /// Collects scales; every list at one level must be as long as the first one there.
    fn quant_scales(&mut self, pair: Pair<'_, Rule>, level: usize, out: &mut Scales) -> Parsed<()> {
        let Some(inner) = pair.clone().into_inner().next() else { return Ok(()) };
        if inner.as_rule() == Rule::scale_list {
            let items: Vec<_> = inner.clone().into_inner().collect();
            let count = items.len() as u64;
            match out.shape.get(level) {
                None => out.shape.push(count),
                Some(&known) if known == count => {}
                Some(_) => {
                    return Err(
                        self.error_in(&inner, "this list of scales is longer or shorter than the others")
                    );
                }
            }
            return items.into_iter().try_for_each(|item| self.quant_scales(item, level + 1, out));
        }
        let mut parts = inner.into_inner();
        out.scales.push(self.real(parts.next())?);
        let zero_point = match parts.next() {
            Some(number) => match number.as_str().parse() {
                Ok(zero_point) => zero_point,
                Err(_) => return Err(self.error_in(&number, "the zero point does not fit in 64 bits")),
            },
            None => 0,
        };
        out.zero_points.push(zero_point);
        Ok(())
    }

    /// A real number, or its bits in hexadecimal.
    fn real(&mut self, pair: Option<Pair<'_, Rule>>) -> Parsed<f64> {
        let Some(pair) = pair else { return Err(self.error_at(self.base, "expected a number")) };
        let text = pair.as_str();
        let value = match text.strip_prefix("0x") {
            Some(digits) => u64::from_str_radix(digits, 16).ok().map(f64::from_bits),
            None => text.parse().ok(),
        };
        value.ok_or_else(|| self.error_in(&pair, "the number does not fit in 64 bits"))
    }
}

#[derive(Default)]
struct Scales {
    shape: Vec<u64>,
    scales: Vec<f64>,
    zero_points: Vec<i64>,
}

/// Dialect, body and whether the body is in brackets, of `!d.name<…>`, `#d<…>`.
pub(super) fn dialect_parts<'t>(pair: &Pair<'t, Rule>) -> (&'t str, &'t str, bool) {
    let text = pair.clone().into_inner().next().map_or("", |body| body.as_str());
    let end = text.find(['.', '<']).unwrap_or(text.len());
    let (dialect, body) = text.split_at(end);
    match body.strip_prefix('.') {
        Some(dotted) => (dialect, dotted, false),
        None => (dialect, body.strip_prefix('<').and_then(|b| b.strip_suffix('>')).unwrap_or(body), true),
    }
}

fn float_kind(name: &str) -> Option<FloatKind> {
    FloatKind::ALL.iter().copied().find(|kind| kind.name() == name)
}
