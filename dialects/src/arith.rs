//! The arith dialect: constants, and arithmetic on numbers and tensors of them.

use tfl_ir::{Attr, Body, Diagnostic, DialectInfo, Fold, FoldResult, Loc, Op, OpState, Type, Value};

use crate::op_macro::ops;
use crate::spec::op_error;

/// The arith dialect.
pub static ARITH: DialectInfo =
    DialectInfo { name: "arith", ops: &[OPS], materialize: Some(materialize), open: false };

ops! {
    /// A constant: a number, or a tensor of numbers or strings.
    ///
    /// ```mlir
    /// %cst = "arith.constant"() <{value = dense<1.0> : tensor<4xf32>}> : () -> tensor<4xf32>
    /// ```
    Constant = "arith.constant" {
        attrs: value: Any;
        results: result: any;
        traits: PURE, CONSTANT;
        verify: constant_verify;
        fold: constant_fold;
        name_results: constant_name;
        syntax: crate::syntax::constant::CONSTANT;
    }

    /// Negation.
    ///
    /// ```mlir
    /// %0 = "arith.negf"(%x) : (f32) -> f32
    /// ```
    NegF = "arith.negf" {
        operands: operand: any;
        attrs: fastmath: Any ? none;
        results: result: any;
        traits: PURE, SAME_TYPE;
    }

    /// Conversion of a float to a wider format.
    ///
    /// ```mlir
    /// %0 = "arith.extf"(%x) : (f16) -> f32
    /// ```
    ExtF = "arith.extf" {
        operands: r#in: any;
        results: out: any;
        traits: PURE, SAME_SHAPE;
    }

    /// Conversion of a float to a narrower format.
    ///
    /// ```mlir
    /// %0 = "arith.truncf"(%x) : (f32) -> f16
    /// ```
    TruncF = "arith.truncf" {
        operands: r#in: any;
        results: out: any;
        traits: PURE, SAME_SHAPE;
    }

    /// Conversion of a signed integer to more bits.
    ///
    /// ```mlir
    /// %0 = "arith.extsi"(%x) : (i8) -> i32
    /// ```
    ExtSI = "arith.extsi" {
        operands: r#in: any;
        results: out: any;
        traits: PURE, SAME_SHAPE;
    }

    /// Conversion of an unsigned integer to more bits.
    ///
    /// ```mlir
    /// %0 = "arith.extui"(%x) : (i8) -> i32
    /// ```
    ExtUI = "arith.extui" {
        operands: r#in: any;
        results: out: any;
        traits: PURE, SAME_SHAPE;
    }

    /// Conversion of an integer to fewer bits.
    ///
    /// ```mlir
    /// %0 = "arith.trunci"(%x) : (i32) -> i8
    /// ```
    TruncI = "arith.trunci" {
        operands: r#in: any;
        results: out: any;
        traits: PURE, SAME_SHAPE;
    }

    /// Conversion of a signed integer to a float.
    ///
    /// ```mlir
    /// %0 = "arith.sitofp"(%x) : (i32) -> f32
    /// ```
    SIToFP = "arith.sitofp" {
        operands: r#in: any;
        results: out: any;
        traits: PURE, SAME_SHAPE;
    }

    /// Conversion of an unsigned integer to a float.
    ///
    /// ```mlir
    /// %0 = "arith.uitofp"(%x) : (i32) -> f32
    /// ```
    UIToFP = "arith.uitofp" {
        operands: r#in: any;
        results: out: any;
        traits: PURE, SAME_SHAPE;
    }

    /// Conversion of a float to a signed integer, toward zero.
    ///
    /// ```mlir
    /// %0 = "arith.fptosi"(%x) : (f32) -> i32
    /// ```
    FPToSI = "arith.fptosi" {
        operands: r#in: any;
        results: out: any;
        traits: PURE, SAME_SHAPE;
    }

    /// Conversion of a float to an unsigned integer, toward zero.
    ///
    /// ```mlir
    /// %0 = "arith.fptoui"(%x) : (f32) -> i32
    /// ```
    FPToUI = "arith.fptoui" {
        operands: r#in: any;
        results: out: any;
        traits: PURE, SAME_SHAPE;
    }

    /// Conversion between an integer and an index.
    ///
    /// ```mlir
    /// %0 = "arith.index_cast"(%x) : (index) -> i32
    /// ```
    IndexCast = "arith.index_cast" {
        operands: r#in: any;
        results: out: any;
        traits: PURE, SAME_SHAPE;
    }

    /// Sum of floats.
    ///
    /// ```mlir
    /// %0 = "arith.addf"(%x, %y) : (f32, f32) -> f32
    /// ```
    AddF = "arith.addf" {
        operands: lhs: any, rhs: any;
        attrs: fastmath: Any ? none;
        results: result: any;
        traits: PURE, SAME_TYPE, COMMUTATIVE;
    }

    /// Difference of floats.
    ///
    /// ```mlir
    /// %0 = "arith.subf"(%x, %y) : (f32, f32) -> f32
    /// ```
    SubF = "arith.subf" {
        operands: lhs: any, rhs: any;
        attrs: fastmath: Any ? none;
        results: result: any;
        traits: PURE, SAME_TYPE;
    }

    /// Product of floats.
    ///
    /// ```mlir
    /// %0 = "arith.mulf"(%x, %y) : (f32, f32) -> f32
    /// ```
    MulF = "arith.mulf" {
        operands: lhs: any, rhs: any;
        attrs: fastmath: Any ? none;
        results: result: any;
        traits: PURE, SAME_TYPE, COMMUTATIVE;
    }

    /// Quotient of floats.
    ///
    /// ```mlir
    /// %0 = "arith.divf"(%x, %y) : (f32, f32) -> f32
    /// ```
    DivF = "arith.divf" {
        operands: lhs: any, rhs: any;
        attrs: fastmath: Any ? none;
        results: result: any;
        traits: PURE, SAME_TYPE;
    }

    /// The larger float; NaN if one is.
    ///
    /// ```mlir
    /// %0 = "arith.maximumf"(%x, %y) : (f32, f32) -> f32
    /// ```
    MaximumF = "arith.maximumf" {
        operands: lhs: any, rhs: any;
        attrs: fastmath: Any ? none;
        results: result: any;
        traits: PURE, SAME_TYPE, COMMUTATIVE;
    }

    /// The smaller float; NaN if one is.
    ///
    /// ```mlir
    /// %0 = "arith.minimumf"(%x, %y) : (f32, f32) -> f32
    /// ```
    MinimumF = "arith.minimumf" {
        operands: lhs: any, rhs: any;
        attrs: fastmath: Any ? none;
        results: result: any;
        traits: PURE, SAME_TYPE, COMMUTATIVE;
    }

    /// Sum of integers.
    ///
    /// ```mlir
    /// %0 = "arith.addi"(%x, %y) : (i32, i32) -> i32
    /// ```
    AddI = "arith.addi" {
        operands: lhs: any, rhs: any;
        attrs: overflowFlags: Any ? none;
        results: result: any;
        traits: PURE, SAME_TYPE, COMMUTATIVE;
    }

    /// Difference of integers.
    ///
    /// ```mlir
    /// %0 = "arith.subi"(%x, %y) : (i32, i32) -> i32
    /// ```
    SubI = "arith.subi" {
        operands: lhs: any, rhs: any;
        attrs: overflowFlags: Any ? none;
        results: result: any;
        traits: PURE, SAME_TYPE;
    }

    /// Product of integers.
    ///
    /// ```mlir
    /// %0 = "arith.muli"(%x, %y) : (i32, i32) -> i32
    /// ```
    MulI = "arith.muli" {
        operands: lhs: any, rhs: any;
        attrs: overflowFlags: Any ? none;
        results: result: any;
        traits: PURE, SAME_TYPE, COMMUTATIVE;
    }

    /// Quotient of signed integers, toward zero.
    ///
    /// ```mlir
    /// %0 = "arith.divsi"(%x, %y) : (i32, i32) -> i32
    /// ```
    DivSI = "arith.divsi" {
        operands: lhs: any, rhs: any;
        results: result: any;
        traits: PURE, SAME_TYPE;
    }

    /// Remainder of signed integers, with the sign of the dividend.
    ///
    /// ```mlir
    /// %0 = "arith.remsi"(%x, %y) : (i32, i32) -> i32
    /// ```
    RemSI = "arith.remsi" {
        operands: lhs: any, rhs: any;
        results: result: any;
        traits: PURE, SAME_TYPE;
    }

    /// The larger signed integer.
    ///
    /// ```mlir
    /// %0 = "arith.maxsi"(%x, %y) : (i32, i32) -> i32
    /// ```
    MaxSI = "arith.maxsi" {
        operands: lhs: any, rhs: any;
        results: result: any;
        traits: PURE, SAME_TYPE, COMMUTATIVE;
    }

    /// The smaller signed integer.
    ///
    /// ```mlir
    /// %0 = "arith.minsi"(%x, %y) : (i32, i32) -> i32
    /// ```
    MinSI = "arith.minsi" {
        operands: lhs: any, rhs: any;
        results: result: any;
        traits: PURE, SAME_TYPE, COMMUTATIVE;
    }

    /// And of the bits.
    ///
    /// ```mlir
    /// %0 = "arith.andi"(%x, %y) : (i32, i32) -> i32
    /// ```
    AndI = "arith.andi" {
        operands: lhs: any, rhs: any;
        results: result: any;
        traits: PURE, SAME_TYPE, COMMUTATIVE;
    }

    /// Or of the bits.
    ///
    /// ```mlir
    /// %0 = "arith.ori"(%x, %y) : (i32, i32) -> i32
    /// ```
    OrI = "arith.ori" {
        operands: lhs: any, rhs: any;
        results: result: any;
        traits: PURE, SAME_TYPE, COMMUTATIVE;
    }

    /// Exclusive or of the bits.
    ///
    /// ```mlir
    /// %0 = "arith.xori"(%x, %y) : (i32, i32) -> i32
    /// ```
    XOrI = "arith.xori" {
        operands: lhs: any, rhs: any;
        results: result: any;
        traits: PURE, SAME_TYPE, COMMUTATIVE;
    }

    /// Bits shifted left.
    ///
    /// ```mlir
    /// %0 = "arith.shli"(%x, %y) : (i32, i32) -> i32
    /// ```
    ShLI = "arith.shli" {
        operands: lhs: any, rhs: any;
        attrs: overflowFlags: Any ? none;
        results: result: any;
        traits: PURE, SAME_TYPE;
    }

    /// Bits shifted right; the sign stays.
    ///
    /// ```mlir
    /// %0 = "arith.shrsi"(%x, %y) : (i32, i32) -> i32
    /// ```
    ShRSI = "arith.shrsi" {
        operands: lhs: any, rhs: any;
        results: result: any;
        traits: PURE, SAME_TYPE;
    }

    /// Bits shifted right; zeros come in.
    ///
    /// ```mlir
    /// %0 = "arith.shrui"(%x, %y) : (i32, i32) -> i32
    /// ```
    ShRUI = "arith.shrui" {
        operands: lhs: any, rhs: any;
        results: result: any;
        traits: PURE, SAME_TYPE;
    }

    /// Comparison of integers; the predicate is a number (0 `eq`, 1 `ne`, 2 `slt`, 3 `sle`, …).
    ///
    /// ```mlir
    /// %0 = "arith.cmpi"(%x, %y) <{predicate = 2 : i64}> : (i32, i32) -> i1
    /// ```
    CmpI = "arith.cmpi" {
        operands: lhs: any, rhs: any;
        attrs: predicate: I64;
        results: result: any;
        traits: PURE, SAME_SHAPE;
    }

    /// Comparison of floats; the predicate is a number (1 `oeq`, 2 `ogt`, 3 `oge`, 4 `olt`, …).
    ///
    /// ```mlir
    /// %0 = "arith.cmpf"(%x, %y) <{predicate = 4 : i64}> : (f32, f32) -> i1
    /// ```
    CmpF = "arith.cmpf" {
        operands: lhs: any, rhs: any;
        attrs: predicate: I64, fastmath: Any ? none;
        results: result: any;
        traits: PURE, SAME_SHAPE;
    }

    /// One of two values by a condition.
    ///
    /// ```mlir
    /// %0 = "arith.select"(%c, %x, %y) : (i1, f32, f32) -> f32
    /// ```
    Select = "arith.select" {
        operands: condition: any, true_value: any, false_value: any;
        results: result: any;
        traits: PURE;
        fold: select_fold;
    }
}

/// The value has the type of the result.
fn constant_verify(body: &Body, op: Op) -> Result<(), Diagnostic> {
    let (Some(value), Some(result)) = (body.attr(op, "value"), body.result(op, 0)) else { return Ok(()) };
    match value.ty() {
        Some(ty) if ty == body.ty(result) => Ok(()),
        Some(_) => Err(op_error(body, op, "requires the type of attribute 'value' to be the result type")),
        None => {
            Err(op_error(body, op, "requires attribute 'value' to be a number or a constant of elements"))
        }
    }
}

fn constant_fold(body: &Body, op: Op) -> Fold {
    body.attr(op, "value").map_or(Fold::No, |value| Fold::To(vec![FoldResult::Const(value.clone())]))
}

/// `%true`, `%c5_i32`, `%c5` for numbers, `%cst` for the rest.
fn constant_name(body: &Body, op: Op, name: &mut dyn FnMut(Value, &str)) {
    let Some(result) = body.result(op, 0) else { return };
    let ty = body.ty(result);
    match body.attr(op, "value") {
        Some(Attr::Int(int)) if ty.is_bool() => name(result, if int.value() == 0 { "false" } else { "true" }),
        Some(Attr::Int(int)) if ty == Type::index() => name(result, &format!("c{}", int.value())),
        Some(Attr::Int(int)) => match ty.int_width() {
            Some(width) => name(result, &format!("c{}_{}{width}", int.value(), sign_letters(ty))),
            None => name(result, "cst"),
        },
        _ => name(result, "cst"),
    }
}

/// What stands before the width in the name of an integer type.
fn sign_letters(ty: Type) -> &'static str {
    use tfl_ir::types::Signedness::{Signed, Unsigned};
    match ty.kind() {
        tfl_ir::TypeKind::Int { sign: Signed, .. } => "si",
        tfl_ir::TypeKind::Int { sign: Unsigned, .. } => "ui",
        _ => "i",
    }
}

/// Equal values need no condition.
fn select_fold(body: &Body, op: Op) -> Fold {
    match (body.operand(op, 1), body.operand(op, 2)) {
        (Some(a), Some(b)) if a == b => Fold::To(vec![FoldResult::Value(a)]),
        _ => Fold::No,
    }
}

/// A constant op for a number or a constant of elements, in this dialect and in tfl.
pub(crate) fn materialize(value: &Attr, ty: Type, loc: Loc) -> Option<OpState> {
    (value.ty()? == ty)
        .then(|| OpState::new("arith.constant", loc).attr("value", value.clone()).results([ty]))
}
