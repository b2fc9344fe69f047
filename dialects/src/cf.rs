//! The cf dialect: branches between the blocks of a region.

use tfl_ir::DialectInfo;

use crate::op_macro::ops;

/// The cf dialect.
pub static CF: DialectInfo = DialectInfo { name: "cf", ops: &[OPS], materialize: None, open: false };

ops! {
    /// Goes to a block and gives its arguments values.
    ///
    /// ```mlir
    /// func.func @example(%x: i32) -> i32 {
    ///   cf.br ^bb1(%x : i32)
    /// ^bb1(%y: i32):
    ///   return %y : i32
    /// }
    /// ```
    Br = "cf.br" {
        operands: destOperands: any_variadic;
        traits: PURE, TERMINATOR;
        syntax: crate::syntax::branch::BR;
    }

    /// Goes to one of two blocks.
    ///
    /// ```mlir
    /// func.func @example(%c: i1) {
    ///   cf.cond_br %c, ^bb1, ^bb2
    /// ^bb1:
    ///   return
    /// ^bb2:
    ///   return
    /// }
    /// ```
    CondBr = "cf.cond_br" {
        operands: condition: any, trueDestOperands: any_variadic, falseDestOperands: any_variadic;
        traits: PURE, TERMINATOR, OPERAND_SEGMENTS;
        syntax: crate::syntax::branch::COND_BR;
    }
}
