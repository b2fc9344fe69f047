//! What an operator's adapter sees when a plan is made: types, attributes, constant operands.

use std::cell::Cell;

use tfl_ir::types::ByteLimit;
use tfl_ir::{Attr, Body, Op, Presence, Type};
use tfl_kernels::{Activation, Padding, QuantParams};

use crate::error::OpError;
use crate::{DType, Tensor};

/// One op while it is planned.
pub(crate) struct OpView<'a> {
    pub(crate) body: &'a Body,
    pub(crate) op: Op,
    /// Operand types; `none` for absent operands.
    pub(crate) operands: &'a [Type],
    /// Values of the operands that are constants.
    pub(crate) constants: &'a [Option<Tensor>],
    /// Number of state tensors given out so far.
    pub(crate) cells: &'a Cell<usize>,
}

impl OpView<'_> {
    /// Whether operand `index` is there and not `none`.
    pub(crate) fn has(&self, index: usize) -> bool {
        self.operands.get(index).is_some_and(|&ty| ty != Type::none())
    }

    /// The type of operand `index`.
    pub(crate) fn operand(&self, index: usize) -> Result<Type, OpError> {
        match self.operands.get(index) {
            Some(&ty) if ty != Type::none() => Ok(ty),
            _ => Err(OpError::new(format!("operand {index} is absent"))),
        }
    }

    /// The run-time type of operand `index`.
    pub(crate) fn dtype(&self, index: usize) -> Result<DType, OpError> {
        dtype_of(self.operand(index)?, "operand", index)
    }

    /// The type of result `index`.
    pub(crate) fn result(&self, index: usize) -> Result<Type, OpError> {
        let value = self.body.result(self.op, index);
        value.map(|v| self.body.ty(v)).ok_or_else(|| OpError::new(format!("result {index} is absent")))
    }

    /// The run-time type of result `index`.
    pub(crate) fn result_dtype(&self, index: usize) -> Result<DType, OpError> {
        dtype_of(self.result(index)?, "result", index)
    }

    /// Number of results.
    pub(crate) fn num_results(&self) -> usize {
        self.body.num_results(self.op)
    }

    /// Whether operand `index` has a quantized type.
    pub(crate) fn is_quantized(&self, index: usize) -> bool {
        self.operands.get(index).is_some_and(|ty| ty.elem_or_self().is_quantized())
    }

    /// Per-tensor quantization of operand `index`.
    pub(crate) fn quant(&self, index: usize) -> Result<QuantParams, OpError> {
        params_of(self.operand(index)?).ok_or_else(|| {
            OpError::new(format!("operand {index} needs one scale and zero point, its type has none"))
        })
    }

    /// Per-tensor quantization of result `index`.
    pub(crate) fn result_quant(&self, index: usize) -> Result<QuantParams, OpError> {
        params_of(self.result(index)?).ok_or_else(|| {
            OpError::new(format!("result {index} needs one scale and zero point, its type has none"))
        })
    }

    /// The value of operand `index` if it is a constant.
    pub(crate) fn constant(&self, index: usize) -> Option<&Tensor> {
        self.constants.get(index)?.as_ref()
    }

    /// A new state tensor of the session, by its number in [`State::cells`](crate::state::State).
    pub(crate) fn new_cell(&self) -> usize {
        let cell = self.cells.get();
        self.cells.set(cell + 1);
        cell
    }

    /// The attribute called `name`, or its default.
    pub(crate) fn attr(&self, name: &str) -> Option<Attr> {
        if let Some(attr) = self.body.attr(self.op, name) {
            return Some(attr.clone());
        }
        match self.body.name(self.op).info()?.attr(name)?.presence {
            Presence::Default(default) => Some(default()),
            _ => None,
        }
    }

    fn wrong(&self, name: &str, expected: &str) -> OpError {
        match self.attr(name) {
            Some(_) => OpError::new(format!("attribute {name} is not {expected}")),
            None => OpError::new(format!("attribute {name} is missing, expected {expected}")),
        }
    }

    /// The integer attribute `name`.
    pub(crate) fn int(&self, name: &str) -> Result<i64, OpError> {
        self.attr(name).and_then(|a| a.as_int()).ok_or_else(|| self.wrong(name, "an integer"))
    }

    /// The integer attribute `name` as 32 bits.
    pub(crate) fn i32(&self, name: &str) -> Result<i32, OpError> {
        i32::try_from(self.int(name)?).map_err(|_| self.wrong(name, "a 32-bit integer"))
    }

    /// The integer attribute `name`, `default` if it is absent.
    pub(crate) fn int_or(&self, name: &str, default: i64) -> Result<i64, OpError> {
        if self.attr(name).is_some() { self.int(name) } else { Ok(default) }
    }

    /// The boolean attribute `name`; false if it is absent.
    pub(crate) fn flag(&self, name: &str) -> Result<bool, OpError> {
        match self.attr(name) {
            None => Ok(false),
            Some(attr) => attr.as_bool().ok_or_else(|| self.wrong(name, "a boolean")),
        }
    }

    /// The floating-point attribute `name`.
    pub(crate) fn real(&self, name: &str) -> Result<f64, OpError> {
        self.attr(name).and_then(|a| a.as_f64()).ok_or_else(|| self.wrong(name, "a real number"))
    }

    /// The string attribute `name`; empty if it is absent.
    pub(crate) fn text(&self, name: &str) -> Result<String, OpError> {
        match self.attr(name) {
            None => Ok(String::new()),
            Some(attr) => attr.as_str().map(str::to_owned).ok_or_else(|| self.wrong(name, "a string")),
        }
    }

    /// The bytes of attribute `name`, `#tfl<const_bytes : "0x0A0B">`; none if it is absent.
    pub(crate) fn bytes(&self, name: &str) -> Result<Vec<u8>, OpError> {
        let digits = match &self.attr(name) {
            None => return Ok(Vec::new()),
            Some(Attr::Dialect(attr)) => attr
                .body
                .split_once("\"0x")
                .and_then(|(_, rest)| rest.split_once('"').map(|(digits, _)| digits.as_bytes().to_vec())),
            Some(_) => None,
        };
        let nibble = |digit: u8| char::from(digit).to_digit(16).and_then(|d| u8::try_from(d).ok());
        digits
            .filter(|digits| digits.len().is_multiple_of(2))
            .and_then(|digits| {
                let pairs = digits.chunks_exact(2);
                pairs.map(|pair| Some(nibble(pair[0])? << 4 | nibble(pair[1])?)).collect()
            })
            .ok_or_else(|| self.wrong(name, "bytes in hexadecimal"))
    }

    /// The array of integers `name`; empty if it is absent.
    pub(crate) fn ints(&self, name: &str) -> Result<Vec<i64>, OpError> {
        match self.attr(name) {
            None => Ok(Vec::new()),
            Some(attr) => match attr.as_elements() {
                Some(elements) => elements.to_ints(1 << 16),
                None => attr.as_int_array(),
            }
            .ok_or_else(|| self.wrong(name, "an array of integers")),
        }
    }

    /// The array of real numbers `name`.
    pub(crate) fn reals(&self, name: &str) -> Result<Vec<f64>, OpError> {
        let found = match self.attr(name) {
            Some(Attr::Array(items)) => items.iter().map(Attr::as_f64).collect(),
            Some(attr) => attr.as_elements().and_then(|elements| {
                Tensor::from_attr(&Attr::elements(elements.clone()), ByteLimit(1 << 20)).ok()?.to_f64s()
            }),
            None => None,
        };
        found.ok_or_else(|| self.wrong(name, "an array of real numbers"))
    }

    /// The fused activation in attribute `name` (`NONE` if it is absent).
    pub(crate) fn activation(&self) -> Result<Activation, OpError> {
        const NAME: &str = "fused_activation_function";
        Ok(match self.text(NAME)?.as_str() {
            "" | "NONE" => Activation::None,
            "RELU" => Activation::Relu,
            "RELU_N1_TO_1" => Activation::ReluN1To1,
            "RELU6" => Activation::Relu6,
            "TANH" => Activation::Tanh,
            "SIGN_BIT" => Activation::SignBit,
            _ => return Err(self.wrong(NAME, "an activation such as RELU6")),
        })
    }

    /// The attribute `padding`.
    pub(crate) fn padding(&self) -> Result<Padding, OpError> {
        match self.text("padding")?.as_str() {
            "SAME" => Ok(Padding::Same),
            "VALID" => Ok(Padding::Valid),
            _ => Err(self.wrong("padding", "SAME or VALID")),
        }
    }

    /// The refusal of a combination of element types.
    pub(crate) fn unsupported_types(&self) -> OpError {
        let names: Vec<String> = (0..self.operands.len())
            .map(|i| match self.dtype(i) {
                Ok(dtype) if self.is_quantized(i) => format!("quantized {dtype}"),
                Ok(dtype) => dtype.to_string(),
                Err(_) => "none".to_owned(),
            })
            .collect();
        OpError::new(format!("the interpreter has no kernel for operands of types {}", names.join(", ")))
    }
}

fn dtype_of(ty: Type, what: &str, index: usize) -> Result<DType, OpError> {
    DType::of(ty).ok_or_else(|| OpError::new(format!("{what} {index} has a type without a run-time form")))
}

/// Per-tensor quantization of a type.
pub(crate) fn params_of(ty: Type) -> Option<QuantParams> {
    let scales = &ty.uniform_quant()?.scales;
    // A one-entry per-axis quantization says the same as a per-tensor one.
    let (scale, zero_point) = scales.single().or_else(|| {
        (!scales.sub_channel && scales.scales().len() == 1)
            .then(|| Some((scales.scales().next()?, *scales.zero_points.first()?)))
            .flatten()
    })?;
    Some(QuantParams::new(scale as f32, i32::try_from(zero_point).ok()?))
}

/// All scales of a type with one, or one per slice of an axis.
pub(crate) fn scales_of(ty: Type) -> Option<Vec<f32>> {
    let scales = &ty.uniform_quant()?.scales;
    (!scales.sub_channel).then(|| scales.scales().map(|s| s as f32).collect())
}
