//! Functions of floats that TFLite has no operator for, by those it has.
//!
//! ```text
//! "tf.Xlogy"(%x, %y)    =>    select(x == 0, 0, x · log(y))
//! ```

use tfl_ir::rewrite::{Pattern, Rewriter};
use tfl_ir::{Attr, Op, Type, Value};

use crate::attrs::result_type;
use crate::constant::Dialect;

/// A pattern for an op whose operands are floats.
macro_rules! of_floats {
    ($name:literal, $root:literal, $expand:ident) => {
        Pattern { name: $name, root: $root, apply: &|rw, op| on_floats(rw, op, $expand) }
    };
}

pub(super) const PATTERNS: &[Pattern] = &[
    of_floats!("guard-division-by-select", "tf.DivNoNan", div_no_nan),
    of_floats!("replace-inverse-by-division", "tf.Inv", reciprocal),
    of_floats!("replace-reciprocal-by-division", "tf.Reciprocal", reciprocal),
    of_floats!("replace-clip-by-min-max", "tf.ClipByValue", clip),
    of_floats!("expand-expm1", "tf.Expm1", expm1),
    of_floats!("expand-softsign", "tf.Softsign", softsign),
    of_floats!("expand-tan", "tf.Tan", tan),
    of_floats!("expand-selu", "tf.Selu", selu),
    of_floats!("guard-xdivy-by-select", "tf.Xdivy", xdivy),
    of_floats!("guard-xlogy-by-select", "tf.Xlogy", xlogy),
    of_floats!("guard-xlog1py-by-select", "tf.Xlog1py", xlog1py),
    of_floats!("guard-multiplication-by-select", "tf.MulNoNan", mul_no_nan),
    of_floats!("replace-is-nan-by-comparison", "tf.IsNan", is_nan),
    of_floats!("replace-is-inf-by-comparison", "tf.IsInf", is_inf),
    of_floats!("replace-is-finite-by-comparison", "tf.IsFinite", is_finite),
];

/// Expands `op` if its operands are floats.
fn on_floats(
    rw: &mut Rewriter<'_>,
    op: Op,
    expand: impl FnOnce(&mut Function<'_, '_>) -> Option<()>,
) -> Option<()> {
    let operands: Vec<Value> = rw.body.operands(op).collect();
    if operands.is_empty() || operands.iter().any(|&value| rw.body.ty(value).elem() != Some(Type::f32())) {
        return None;
    }
    let ty = result_type(rw.body, op)?;
    let operand = |index: usize| operands.get(index).copied();
    let mut function = Function { x: operand(0)?, y: operand(1), z: operand(2), ty, rw };
    expand(&mut function)
}

/// An op that is a function of floats, element by element.
struct Function<'a, 'b> {
    rw: &'a mut Rewriter<'b>,
    x: Value,
    y: Option<Value>,
    z: Option<Value>,
    /// The type of the result.
    ty: Type,
}

impl Function<'_, '_> {
    fn number(&mut self, value: f32) -> Value {
        Dialect::Tf.f32_scalar(self.rw, value)
    }

    /// A function of one value, shaped like it.
    fn one(&mut self, name: &str, x: Value) -> Value {
        let ty = self.rw.body.ty(x);
        let state = self.rw.state(name).operands([x]).results([ty]);
        self.rw.value(state)
    }

    /// A function of two values, shaped like the result, or like the first if the second is a number.
    fn two(&mut self, name: &str, x: Value, y: Value) -> Value {
        let scalar = self.rw.body.ty(y).dims().is_some_and(<[_]>::is_empty);
        let ty = if scalar { self.rw.body.ty(x) } else { self.ty };
        let state = self.rw.state(name).operands([x, y]).results([ty]);
        self.rw.value(state)
    }

    /// A comparison, shaped like the first value.
    fn compare(&mut self, name: &str, x: Value, y: Value) -> Option<Value> {
        let ty = self.rw.body.ty(x).with_elem(Type::i1())?;
        let mut state = self.rw.state(name).operands([x, y]).results([ty]);
        if matches!(name, "tf.Equal" | "tf.NotEqual") {
            state = state.attr("incompatible_shape_error", Attr::bool(true));
        }
        Some(self.rw.value(state))
    }

    /// Zero where `tested` is zero, `otherwise` elsewhere.
    fn zero_where_zero(&mut self, tested: Value, otherwise: Value) -> Option<()> {
        let zero = self.number(0.0);
        let is_zero = self.compare("tf.Equal", tested, zero)?;
        self.select(is_zero, zero, otherwise)
    }

    fn select(&mut self, condition: Value, yes: Value, no: Value) -> Option<()> {
        let state = self.rw.state("tf.SelectV2").operands([condition, yes, no]).results([self.ty]);
        let value = self.rw.value(state);
        self.replace(value)
    }

    /// A function of two values as the result.
    fn last(&mut self, name: &str, x: Value, y: Value) -> Option<()> {
        let state = self.rw.state(name).operands([x, y]).results([self.ty]);
        let value = self.rw.value(state);
        self.replace(value)
    }

    fn replace(&mut self, value: Value) -> Option<()> {
        self.rw.replace(&[value]);
        Some(())
    }
}

fn clip(f: &mut Function<'_, '_>) -> Option<()> {
    let above = f.two("tf.Maximum", f.x, f.y?);
    f.last("tf.Minimum", above, f.z?)
}

fn expm1(f: &mut Function<'_, '_>) -> Option<()> {
    let (exp, one) = (f.one("tf.Exp", f.x), f.number(1.0));
    f.last("tf.Sub", exp, one)
}

fn softsign(f: &mut Function<'_, '_>) -> Option<()> {
    let (abs, one) = (f.one("tf.Abs", f.x), f.number(1.0));
    let below = f.two("tf.AddV2", abs, one);
    f.last("tf.RealDiv", f.x, below)
}

fn tan(f: &mut Function<'_, '_>) -> Option<()> {
    let (sin, cos) = (f.one("tf.Sin", f.x), f.one("tf.Cos", f.x));
    f.last("tf.RealDiv", sin, cos)
}

fn selu(f: &mut Function<'_, '_>) -> Option<()> {
    // The function's own constants; the first is alpha times scale.
    const NEGATIVE: f32 = 1.758_099_3;
    const SCALE: f32 = 1.050_701;
    let (elu, negative) = (f.one("tf.Elu", f.x), f.number(NEGATIVE));
    let (zero, scale) = (f.number(0.0), f.number(SCALE));
    let below = f.two("tf.Mul", elu, negative);
    let above = f.two("tf.Mul", f.x, scale);
    let is_above = f.compare("tf.Greater", f.x, zero)?;
    f.select(is_above, above, below)
}

fn xdivy(f: &mut Function<'_, '_>) -> Option<()> {
    let quotient = f.two("tf.RealDiv", f.x, f.y?);
    f.zero_where_zero(f.x, quotient)
}

fn xlogy(f: &mut Function<'_, '_>) -> Option<()> {
    let log = f.one("tf.Log", f.y?);
    let product = f.two("tf.Mul", f.x, log);
    f.zero_where_zero(f.x, product)
}

fn xlog1py(f: &mut Function<'_, '_>) -> Option<()> {
    let log = f.one("tf.Log1p", f.y?);
    let product = f.two("tf.Mul", f.x, log);
    f.zero_where_zero(f.x, product)
}

fn mul_no_nan(f: &mut Function<'_, '_>) -> Option<()> {
    let product = f.two("tf.Mul", f.x, f.y?);
    f.zero_where_zero(f.y?, product)
}

fn is_nan(f: &mut Function<'_, '_>) -> Option<()> {
    let value = f.compare("tf.NotEqual", f.x, f.x)?;
    f.replace(value)
}

fn is_inf(f: &mut Function<'_, '_>) -> Option<()> {
    let (abs, infinity) = (f.one("tf.Abs", f.x), f.number(f32::INFINITY));
    let value = f.compare("tf.Equal", abs, infinity)?;
    f.replace(value)
}

fn is_finite(f: &mut Function<'_, '_>) -> Option<()> {
    let (abs, infinity) = (f.one("tf.Abs", f.x), f.number(f32::INFINITY));
    let value = f.compare("tf.Less", abs, infinity)?;
    f.replace(value)
}

/// `x / y`, and 0 where `y` is 0.
fn div_no_nan(f: &mut Function<'_, '_>) -> Option<()> {
    let quotient = f.two("tf.RealDiv", f.x, f.y?);
    f.zero_where_zero(f.y?, quotient)
}

fn reciprocal(f: &mut Function<'_, '_>) -> Option<()> {
    let one = f.number(1.0);
    f.last("tf.RealDiv", one, f.x)
}
