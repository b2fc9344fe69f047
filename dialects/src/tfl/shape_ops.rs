//! Shapes: asking for them and changing them.

use tfl_ir::{Body, Diagnostic, Fold, Op};

use crate::consts::constant_ints;
use crate::fold::same_type_fold;
use crate::op_macro::ops;
use crate::require::result_rank_at_most;
use crate::spec::op_error;

ops! {
    /// The same elements in row-major order under another shape; one -1 stands for what is left.
    ///
    /// TFLite RESHAPE.
    /// Quantized: the result keeps scale and zero point of the input.
    ///
    /// ```mlir
    /// %0 = "tfl.reshape"(%input, %shape) : (tensor<2x3xf32>, tensor<1xi32>) -> tensor<6xf32>
    /// ```
    Reshape = "tfl.reshape" => RESHAPE(22) {
        operands: input: tensor, shape: tensor[I32];
        results: output: tensor;
        traits: PURE;
        quant: Quantizable, SameScale, FreeAxes;
        since: "1.5.0";
        verify: reshape_verify;
        fold: crate::fold::same_elements_fold;
        infer: crate::shape::reshape_shape;
    }

    /// Inserts a dimension of size one.
    ///
    /// TFLite EXPAND_DIMS.
    /// Quantized: the result keeps scale and zero point of the input.
    ///
    /// ```mlir
    /// %0 = "tfl.expand_dims"(%input, %dim) : (tensor<4xf32>, tensor<i32>) -> tensor<1x4xf32>
    /// ```
    ExpandDims = "tfl.expand_dims" => EXPAND_DIMS(70), ExpandDimsOptions {
        operands: input: tensor, dim: tensor[I32_64];
        results: output: tensor;
        traits: PURE;
        quant: Quantizable, SameScale;
        requires: SameElem(In(0), Out(0), "input and output must have same element type");
        since: "1.10.0";
        infer: crate::shape::expand_dims_shape;
    }

    /// Drops dimensions of size one: those named, or all.
    ///
    /// TFLite SQUEEZE.
    /// Quantized: the result keeps scale and zero point of the input.
    ///
    /// ```mlir
    /// %0 = "tfl.squeeze"(%input) <{squeeze_dims = [0, 2]}> : (tensor<1x4x1xf32>) -> tensor<4xf32>
    /// ```
    Squeeze = "tfl.squeeze" => SQUEEZE(43), SqueezeOptions {
        operands: input: tensor;
        attrs: squeeze_dims: UpTo8I64 ? (&[]) @0;
        results: output: tensor;
        traits: PURE;
        quant: Quantizable, SameScale;
        version: |s| if s.input(0, STRING) { 2 } else { 1 };
        since: "1.6.0", "2.5.0";
        fold: crate::fold::same_elements_fold;
        infer: crate::shape::squeeze_shape;
    }

    /// The sizes of the dimensions.
    ///
    /// TFLite SHAPE.
    ///
    /// ```mlir
    /// %0 = "tfl.shape"(%input) : (tensor<2x3xf32>) -> tensor<2xi32>
    /// ```
    Shape = "tfl.shape" => SHAPE(77), ShapeOptions {
        operands: input: tensor;
        derived: out_type = result 0 @0;
        results: output: tensor[I32, I64];
        traits: PURE;
        quant: Quantizable;
        since: "1.10.0";
        fold: crate::fold::shape_fold;
        infer: crate::shape::shape_shape;
    }

    /// Number of dimensions.
    ///
    /// TFLite RANK.
    ///
    /// ```mlir
    /// %0 = "tfl.rank"(%input) : (tensor<2x3xf32>) -> tensor<i32>
    /// ```
    Rank = "tfl.rank" => RANK(110) {
        operands: input: tensor;
        results: output: tensor[I4, I8, I16, I32, I64, UI4, UI8, UI16, UI32, UI64];
        traits: PURE;
        quant: Quantizable;
        since: "1.14.0";
        fold: crate::fold::rank_fold;
        infer: crate::shape::scalar_shape;
    }

    /// Repeats a tensor along dimensions of size one to fill a shape.
    ///
    /// TFLite BROADCAST_TO.
    /// Quantized: the result keeps scale and zero point of the input.
    ///
    /// ```mlir
    /// %0 = "tfl.broadcast_to"(%input, %shape) : (tensor<1x4xf32>, tensor<2xi32>) -> tensor<3x4xf32>
    /// ```
    BroadcastTo = "tfl.broadcast_to" => BROADCAST_TO(130) {
        operands: input: tensor[F32, F8E4M3FN, F8E5M2, I32, I1, I4, I8, QI8, UI8, UI32, QUI8, I16, QI16, I64, C64],
                  shape: tensor[I32_64];
        results: output: tensor[F32, F8E4M3FN, F8E5M2, I32, I1, I4, I8, QI8, UI8, UI32, QUI8, I16, QI16, I64, C64];
        traits: PURE;
        quant: Quantizable, SameScale, FreeAxes;
        requires: SameElem(In(0), Out(0), "input and output must have same element type"), MaxRank(0, 8),
                  Rank(1, 1),
                  That("output dimension count must be at most 8", |b, o| result_rank_at_most(b, o, 8));
        version: |s| {
            if s.input(0, F8) {
                4
            } else if s.input(0, I8 | I16) {
                3
            } else {
                2
            }
        };
        since: "", "2.5.0", "2.5.0", "2.23.0";
        fold: crate::fold::same_shape_fold;
        infer: crate::shape::broadcast_to_shape;
    }

    /// The shape that two shapes broadcast to.
    ///
    /// TFLite BROADCAST_ARGS.
    ///
    /// ```mlir
    /// %0 = "tfl.broadcast_args"(%s0, %s1) : (tensor<3xi32>, tensor<2xi32>) -> tensor<3xi32>
    /// ```
    BroadcastArgs = "tfl.broadcast_args" => BROADCAST_ARGS(145) {
        operands: s0: tensor[I32_64], s1: tensor[I32_64];
        results: r0: tensor[I32_64];
        traits: PURE;
        requires: SameElem(In(0), In(1), "BroadcastArgs op operands have same element type"),
                  SameElem(In(0), Out(0), "input and output must have same element type"), Rank(0, 1),
                  Rank(1, 1);
        since: "2.6.0";
        infer: crate::shape::broadcast_args_shape;
    }

    /// Reorders dimensions.
    ///
    /// TFLite TRANSPOSE.
    /// Quantized: the result keeps scale and zero point of the input.
    ///
    /// ```mlir
    /// %0 = "tfl.transpose"(%input, %perm) : (tensor<2x3xf32>, tensor<2xi32>) -> tensor<?x?xf32>
    /// ```
    Transpose = "tfl.transpose" => TRANSPOSE(39) {
        operands: input: tensor[I32, F32, F16, BF16, I8, UI8, QI8, QUI8, I4, QI4, QUINT8, I1, I64, QI16],
                  perm: tensor[I32];
        results: output: tensor[I32, F32, F16, BF16, I8, UI8, QI8, QUI8, I4, QI4, QUINT8, I1, I64, QI16];
        traits: PURE;
        quant: Quantizable, SameScale, FreeAxes;
        requires: MaxRank(0, 8), Rank(1, 1),
                  SameElem(In(0), Out(0), "input and output must have same element type");
        version: |s| {
            if s.input(0, F16) {
                9
            } else if s.rank(0) > 6 || s.input(0, BF16) {
                8
            } else if s.input(0, I4) {
                7
            } else if s.rank(0) > 5 {
                6
            } else if s.input(0, I16) {
                5
            } else if s.rank(0) > 4 {
                4
            } else if s.input(0, I1) {
                3
            } else if s.input(0, I8) {
                2
            } else {
                1
            }
        };
        since: "1.6.0", "1.14.0", "1.15.0", "2.3.0", "2.4.0", "2.12.0", "2.14.4", "2.22.0", "2.23.0";
        verify: crate::shape::verify_declared;
        fold: crate::fold::transpose_fold;
        infer: crate::shape::transpose_shape;
    }

    /// Repeats a tensor along each dimension.
    ///
    /// TFLite TILE.
    /// Quantized: the result keeps scale and zero point of the input.
    ///
    /// ```mlir
    /// %0 = "tfl.tile"(%input, %multiples) : (tensor<2x3xf32>, tensor<2xi32>) -> tensor<?x?xf32>
    /// ```
    Tile = "tfl.tile" => TILE(69) {
        operands: input: tensor[F32, I1, I32, I64, UI8, QI8, QUI8, STRING], multiples: tensor[I32_64];
        results: output: tensor[F32, I1, I32, I64, UI8, QI8, QUI8, STRING];
        traits: PURE;
        quant: Quantizable, SameScale;
        requires: SameElem(In(0), Out(0), "input and output must have same element type");
        version: |s| {
            if s.input(0, I8) {
                3
            } else if s.input(0, STRING) {
                2
            } else {
                1
            }
        };
        since: "1.10.1", "2.2.0", "2.8.0";
        fold: tile_fold;
        infer: crate::shape::tile_shape;
    }

    /// A tensor of a given shape, all one value.
    ///
    /// TFLite FILL.
    /// Quantized: the result keeps scale and zero point of the input.
    ///
    /// ```mlir
    /// %0 = "tfl.fill"(%dims, %input) : (tensor<2xi32>, tensor<f32>) -> tensor<2x3xf32>
    /// ```
    Fill = "tfl.fill" => FILL(94) {
        operands: dims: tensor[I32_64],
                  input: tensor[F32, F16, F8E4M3FN, F8E5M2, I32, I64, I1, QI8, QI16, STRING];
        results: result: tensor[F32, F16, F8E4M3FN, F8E5M2, I32, I64, I1, QI8, QI16, STRING];
        traits: PURE;
        quant: Quantizable, SameScale;
        requires: SameElem(In(1), Out(0), "input and result must have same element type");
        version: |s| {
            if s.input(1, F8) {
                5
            } else if s.input(1, F16) {
                4
            } else if s.input(1, I8 | I16) {
                3
            } else if s.input(1, I1 | STRING) {
                2
            } else {
                1
            }
        };
        since: "1.13.0", "2.3.0", "2.5.0", "2.12.0", "2.23.0";
        infer: crate::shape::fill_shape;
    }
}

/// The new shape is a vector, and the elements are as many as before.
fn reshape_verify(body: &Body, op: Op) -> Result<(), Diagnostic> {
    let (Some(input), Some(shape)) = (body.operand(op, 0), body.operand(op, 1)) else { return Ok(()) };
    if let Some(dims) = body.ty(shape).dims()
        && dims.len() != 1
    {
        return Err(op_error(body, op, format!("requires 'shape' to be rank 1, but got {}", dims.len())));
    }
    let Some(result) = body.result(op, 0) else { return Ok(()) };
    let count = |value| {
        let sizes = body.ty(value).static_dims()?;
        tfl_ir::types::checked_element_count(&sizes).ok()
    };
    match (count(input), count(result)) {
        (Some(found), Some(expected)) if found != expected => {
            let message = format!(
                "requires 'output' number of elements to match 'input' number of elements, but got {expected} and {found}"
            );
            Err(op_error(body, op, message))
        }
        _ => Ok(()),
    }
}

/// Nothing is repeated.
fn tile_fold(body: &Body, op: Op) -> Fold {
    let times = body.operand(op, 1).and_then(|value| constant_ints(body, value));
    if times.is_some_and(|times| times.iter().all(|&n| n == 1)) { same_type_fold(body, op) } else { Fold::No }
}
