//! What a row knows beyond the IR's own facts: TFLite codes, options, quantization, versions.

use tfl_ir::{Attr, Body, Diagnostic, Op, OpInfo, OpName, VerifyFn};

use crate::attr_kind::Store;
use crate::elem::ElemSet;
use crate::require::Require;
use crate::sig::Sig;

/// The facts of an op kind that `tfl-ir` does not know; hangs on [`OpInfo::ext`].
pub struct OpSpec {
    /// The operator of the `.tflite` format, if there is one.
    pub builtin: Option<Builtin>,
    /// Name of the operator's options table, if it has one.
    pub options: Option<&'static str>,
    /// Element types the runtime accepts, one set a declared operand.
    pub accepts: &'static [ElemSet],
    /// Element types the runtime gives, one set a declared result.
    pub gives: &'static [ElemSet],
    /// Facts of the inherent attributes, in the order of [`OpInfo::attrs`].
    pub attrs: &'static [AttrFact],
    /// Fields of the options table that follow from types and are no attributes.
    pub derived: &'static [DerivedField],
    /// Names of the regions.
    pub regions: &'static [&'static str],
    /// What the op does besides computing its results.
    pub effects: Effects,
    /// How the op behaves under quantization.
    pub quant: &'static [QuantFact],
    /// Conditions that every op of the kind meets.
    pub requires: &'static [Require],
    /// Conditions that only the runtime makes (`tfl-runtime-verify`).
    pub runtime_requires: &'static [Require],
    /// Operands that the op updates in place (states of recurrent ops).
    pub stateful: &'static [u8],
    /// Operands that may be sparse constants.
    pub sparse: &'static [u8],
    /// The operator version that a runtime must know.
    pub version: Option<fn(&Sig<'_>) -> u32>,
    /// The first runtime that knows version `index + 1`; empty where there was no such version.
    pub since: &'static [&'static str],
    /// Checks of the row's own, after everything that the row states.
    pub verify: Option<VerifyFn>,
}

/// An operator of the `.tflite` format.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Builtin {
    /// Name in `BuiltinOperator`.
    pub name: &'static str,
    /// Number in `BuiltinOperator`.
    pub code: i32,
}

/// What is known of an inherent attribute beyond its [`tfl_ir::AttrSpec`].
pub struct AttrFact {
    /// Name.
    pub name: &'static str,
    /// How it is stored.
    pub store: Store,
    /// Field number in the options table.
    pub slot: Option<u16>,
    /// The value that the format's schema gives a field that is left out; `None`: the type's zero (or
    /// first name).
    pub field_default: Option<FieldDefault>,
    /// What an attribute that is not there means, when it need not be there.
    pub default: Option<fn() -> Attr>,
}

/// The default of a field in the format's schema, where it is not zero.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum FieldDefault {
    /// Of an integer field.
    Int(i64),
    /// Of a boolean field.
    Bool(bool),
    /// Of an enum field, by name.
    Name(&'static str),
}

/// A field of an options table that follows from the op's types.
pub struct DerivedField {
    /// Name.
    pub name: &'static str,
    /// Field number.
    pub slot: u16,
    /// A `TensorType`: that of this result's elements.
    pub result: u8,
}

/// What an op does besides computing its results.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Effects {
    /// Nothing.
    None,
    /// What the ops in its regions do.
    Recursive,
    /// Reads state that other ops write.
    Read,
    /// Anything: neither removed, nor moved, nor merged.
    Unknown,
}

/// One fact of an op's behaviour under quantization.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum QuantFact {
    /// Results can be quantized.
    Quantizable,
    /// Results have the scale and zero point of the operands.
    SameScale,
    /// The result's range is fixed: scale and zero point for (signed 8 bits, unsigned 8 bits, signed
    /// 16 bits).
    FixedOutput {
        /// Scale and zero point of `i8`.
        i8: (f64, i64),
        /// Scale and zero point of `u8`.
        u8: (f64, i64),
        /// Scale and zero point of `i16`.
        i16: (f64, i64),
    },
    /// Operand `bias` is a 32-bit integer (64-bit beside 16-bit inputs) whose scale is the product of
    /// the scales of the operands `of`.
    Bias {
        /// The bias operand.
        bias: u8,
        /// The operands whose scales are multiplied.
        of: [u8; 2],
    },
    /// The op is affine in its weights; weights in operand `operand` may be quantized along `dim`.
    Affine {
        /// The operand with the coefficients.
        operand: u8,
        /// Dimension of the output channels; `None` if scales must be one a tensor.
        dim: Option<u8>,
    },
    /// Weights are integers and activations floats: dynamic-range quantization.
    DynamicRange {
        /// The operands that may be quantized so.
        operands: &'static [u8],
        /// Whether the runtime has a kernel for it (else weights are dequantized).
        kernel: bool,
        /// Whether `asymmetric_quantize_inputs` must be set.
        asymmetric: bool,
    },
    /// Output channels of the weights are along this dimension.
    ChannelDim(u8),
    /// The quantized dimension of the weights when scales are one a channel.
    QuantDim(u8),
    /// Operands that are not biases.
    NonBias(&'static [u8]),
    /// Operands and results need not be quantized along the same axis.
    FreeAxes,
}

impl OpSpec {
    /// A row without facts, to be completed with struct update syntax.
    pub const EMPTY: OpSpec = OpSpec {
        builtin: None,
        options: None,
        accepts: &[],
        gives: &[],
        attrs: &[],
        derived: &[],
        regions: &[],
        effects: Effects::None,
        quant: &[],
        requires: &[],
        runtime_requires: &[],
        stateful: &[],
        sparse: &[],
        version: None,
        since: &[],
        verify: None,
    };

    /// The facts of a row.
    pub fn of(info: &'static OpInfo) -> Option<&'static OpSpec> {
        info.ext?.downcast_ref()
    }

    /// The facts of the op kind called `name`.
    pub fn named(name: OpName) -> Option<&'static OpSpec> {
        name.info().and_then(OpSpec::of)
    }

    /// The fact of the attribute called `name`.
    pub fn attr(&self, name: &str) -> Option<&'static AttrFact> {
        self.attrs.iter().find(|fact| fact.name == name)
    }

    /// The operator version that `op` needs; 1 where the row states no rule.
    pub fn version_of(&self, body: &Body, op: Op) -> u32 {
        self.version.map_or(1, |version| version(&Sig::new(body, op)))
    }

    /// The first runtime that knows `version` of the operator (`"2.3.0"`), if that is known.
    pub fn min_runtime(&self, version: u32) -> Option<&'static str> {
        let index = usize::try_from(version).ok()?.checked_sub(1)?;
        self.since.get(index).copied().filter(|text| !text.is_empty())
    }

    /// Whether results have the scale and zero point of the operands.
    pub fn same_scale(&self) -> bool {
        self.quant.contains(&QuantFact::SameScale)
    }
}

/// The verify hook of every row: its conditions, then its own checks.
pub(crate) fn verify_row(body: &Body, op: Op) -> Result<(), Diagnostic> {
    let Some(info) = body.name(op).info() else { return Ok(()) };
    let Some(spec) = OpSpec::of(info) else { return Ok(()) };
    for require in spec.requires {
        require.check(body, op)?;
    }
    if let Some(verify) = spec.verify {
        verify(body, op)?;
    }
    // Operands of a TFLite op for which there is no result shape are an error whatever the declared
    // type says. Graphs of TensorFlow may hold such ops in branches that never run.
    match info.hooks.infer {
        Some(infer) if spec.builtin.is_some() => infer(body, op).map(|_| ()),
        _ => Ok(()),
    }
}

/// An error at `op`, which it names: `'tfl.conv_2d' op …`.
pub(crate) fn op_error(body: &Body, op: Op, message: impl std::fmt::Display) -> Diagnostic {
    Diagnostic::error(body.loc(op).clone(), format!("'{}' op {message}", body.name(op)))
}
