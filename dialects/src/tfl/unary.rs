//! Elementwise functions of one tensor.

use crate::op_macro::ops;

ops! {
    /// Absolute value, elementwise.
    ///
    /// TFLite ABS.
    /// Quantized: each tensor has its own scale and zero point.
    ///
    /// ```mlir
    /// %0 = "tfl.abs"(%x) : (tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Abs = "tfl.abs" => ABS(101) {
        operands: x: tensor[I16, I32, F32, QI8, QI16];
        results: y: tensor[I16, I32, F32, QI8, QI16];
        traits: PURE, SAME_SHAPE;
        quant: Quantizable;
        version: |s| {
            if s.input(0, I32) {
                5
            } else if s.input(0, I16) && s.quantized(0) {
                3
            } else if s.input(0, I16) {
                4
            } else if s.input(0, I8 | UI8) {
                2
            } else {
                1
            }
        };
        since: "1.13.0", "2.4.0", "2.5.0", "2.6.0", "2.12.0";
        infer: crate::shape::same_shape;
    }

    /// Smallest integer not below the value, elementwise.
    ///
    /// TFLite CEIL.
    ///
    /// ```mlir
    /// %0 = "tfl.ceil"(%x) : (tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Ceil = "tfl.ceil" => CEIL(104) {
        operands: x: tensor[F32];
        results: y: tensor[F32];
        traits: PURE;
        since: "1.14.0";
        infer: crate::shape::same_shape;
    }

    /// Cosine, elementwise.
    ///
    /// TFLite COS.
    ///
    /// ```mlir
    /// %0 = "tfl.cos"(%x) : (tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Cos = "tfl.cos" => COS(108) {
        operands: x: tensor[F32, F16];
        results: y: tensor[F32, F16];
        traits: PURE;
        version: |s| if s.input(0, F16) { 2 } else { 1 };
        since: "1.14.0", "2.23.0";
        infer: crate::shape::same_shape;
    }

    /// e to the power of the value, elementwise.
    ///
    /// TFLite EXP.
    /// Quantized: each tensor has its own scale and zero point.
    ///
    /// ```mlir
    /// %0 = "tfl.exp"(%x) : (tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Exp = "tfl.exp" => EXP(47), ExpOptions {
        operands: x: tensor[F32, F16, QI8, QI16];
        results: y: tensor[F32, F16, QI8, QI16];
        traits: PURE;
        quant: Quantizable;
        requires: SameElem(In(0), Out(0), "values and output must have same element type");
        version: |s| if s.input(0, I8 | I16) { 2 } else { 1 };
        since: "1.7.0", "2.12.0";
        infer: crate::shape::same_shape;
    }

    /// Largest integer not above the value, elementwise.
    ///
    /// TFLite FLOOR.
    ///
    /// ```mlir
    /// %0 = "tfl.floor"(%x) : (tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Floor = "tfl.floor" => FLOOR(8) {
        operands: x: tensor[F32];
        results: y: tensor[F32];
        traits: PURE;
        since: "1.9.0";
        infer: crate::shape::same_shape;
    }

    /// Imaginary part, elementwise.
    ///
    /// TFLite IMAG.
    ///
    /// ```mlir
    /// %0 = "tfl.imag"(%input) : (tensor<4xcomplex<f32>>) -> tensor<4xf32>
    /// ```
    Imag = "tfl.imag" => IMAG(133) {
        operands: input: tensor[C64, C128];
        results: output: tensor[F32, F64];
        traits: PURE, SAME_SHAPE;
        since: "2.5.0";
        infer: crate::shape::same_shape;
    }

    /// Real part, elementwise.
    ///
    /// TFLite REAL.
    ///
    /// ```mlir
    /// %0 = "tfl.real"(%input) : (tensor<4xcomplex<f32>>) -> tensor<4xf32>
    /// ```
    Real = "tfl.real" => REAL(134) {
        operands: input: tensor[C64, C128];
        results: output: tensor[F32, F64];
        traits: PURE, SAME_SHAPE;
        since: "2.5.0";
        infer: crate::shape::same_shape;
    }

    /// Magnitude of complex numbers, elementwise.
    ///
    /// TFLite COMPLEX_ABS.
    ///
    /// ```mlir
    /// %0 = "tfl.complex_abs"(%input) : (tensor<4xcomplex<f32>>) -> tensor<4xf32>
    /// ```
    ComplexAbs = "tfl.complex_abs" => COMPLEX_ABS(135) {
        operands: input: tensor[C64, C128];
        results: output: tensor[F32, F64];
        traits: PURE, SAME_SHAPE;
        since: "2.5.0";
        infer: crate::shape::same_shape;
    }

    /// Natural logarithm, elementwise.
    ///
    /// TFLite LOG.
    /// Quantized: each tensor has its own scale and zero point.
    ///
    /// ```mlir
    /// %0 = "tfl.log"(%x) : (tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Log = "tfl.log" => LOG(73) {
        operands: x: tensor[F32, QI8];
        results: y: tensor[F32, QI8];
        traits: PURE;
        quant: Quantizable;
        requires: SameElem(In(0), Out(0), "values and output must have same element type");
        version: |s| if s.input(0, I8 | I16) { 2 } else { 1 };
        since: "1.14.0", "2.15.0";
        infer: crate::shape::same_shape;
    }

    /// Negation, elementwise.
    ///
    /// TFLite NEG.
    ///
    /// ```mlir
    /// %0 = "tfl.neg"(%x) : (tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Neg = "tfl.neg" => NEG(59), NegOptions {
        operands: x: tensor[F32, I32, I64];
        results: y: tensor[F32, I32, I64];
        traits: PURE;
        since: "1.9.0";
        infer: crate::shape::same_shape;
    }

    /// Nearest integer, halves to even, elementwise.
    ///
    /// TFLite ROUND.
    ///
    /// ```mlir
    /// %0 = "tfl.round"(%x) : (tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Round = "tfl.round" => ROUND(116) {
        operands: x: tensor[F32];
        results: y: tensor[F32];
        traits: PURE;
        since: "1.14.0";
        infer: crate::shape::same_shape;
    }

    /// One over the square root, elementwise.
    ///
    /// TFLite RSQRT.
    /// Quantized: each tensor has its own scale and zero point.
    ///
    /// ```mlir
    /// %0 = "tfl.rsqrt"(%x) : (tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Rsqrt = "tfl.rsqrt" => RSQRT(76) {
        operands: x: tensor[F32, QI8, QI16];
        results: y: tensor[F32, QI8, QI16];
        traits: PURE, SAME_SHAPE;
        quant: Quantizable;
        requires: SameElem(In(0), Out(0), "values and output must have same element type");
        version: |s| {
            if s.input(0, I16) {
                3
            } else if s.input(0, I8) {
                2
            } else {
                1
            }
        };
        since: "1.10.0", "2.5.0", "2.15.0";
        infer: crate::shape::same_shape;
    }

    /// -1, 0 or 1 by the sign, elementwise.
    ///
    /// TFLite SIGN.
    ///
    /// ```mlir
    /// %0 = "tfl.sign"(%x) : (tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Sign = "tfl.sign" => SIGN(158) {
        operands: x: tensor[F32, F64, I32];
        results: output: tensor[F32, F64, I32];
        traits: PURE, SAME_TYPE;
        version: |s| if s.input(0, I32) { 2 } else { 1 };
        since: "2.11.0", "2.12.0";
        infer: crate::shape::same_shape;
    }

    /// Sine, elementwise.
    ///
    /// TFLite SIN.
    ///
    /// ```mlir
    /// %0 = "tfl.sin"(%x) : (tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Sin = "tfl.sin" => SIN(66) {
        operands: x: tensor[F32, F16];
        results: y: tensor[F32, F16];
        traits: PURE;
        version: |s| if s.input(0, F16) { 2 } else { 1 };
        since: "1.9.0", "2.23.0";
        infer: crate::shape::same_shape;
    }

    /// Square root, elementwise.
    ///
    /// TFLite SQRT.
    /// Quantized: each tensor has its own scale and zero point.
    ///
    /// ```mlir
    /// %0 = "tfl.sqrt"(%x) : (tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Sqrt = "tfl.sqrt" => SQRT(75) {
        operands: x: tensor[F32, QI8, QI16];
        results: y: tensor[F32, QI8, QI16];
        traits: PURE, SAME_SHAPE;
        quant: Quantizable;
        requires: SameElem(In(0), Out(0), "values and output must have same element type");
        version: |s| if s.input(0, I8 | I16) { 2 } else { 1 };
        since: "1.10.0", "2.21.0";
        infer: crate::shape::same_shape;
    }

    /// The value times itself, elementwise.
    ///
    /// TFLite SQUARE.
    ///
    /// ```mlir
    /// %0 = "tfl.square"(%x) : (tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Square = "tfl.square" => SQUARE(92), SquareOptions {
        operands: x: tensor[F32];
        results: y: tensor[F32];
        traits: PURE;
        since: "1.12.0";
        infer: crate::shape::same_shape;
    }

    /// A tensor of zeros like the input.
    ///
    /// TFLite ZEROS_LIKE.
    ///
    /// ```mlir
    /// %0 = "tfl.zeros_like"(%input) : (tensor<4xf32>) -> tensor<4xf32>
    /// ```
    ZerosLike = "tfl.zeros_like" => ZEROS_LIKE(93), ZerosLikeOptions {
        operands: input: tensor[I64, I32, F32];
        results: output: tensor[I64, I32, F32];
        traits: PURE, SAME_TYPE;
        since: "1.12.0";
        infer: crate::shape::same_shape;
    }

    /// Converts the element type, elementwise; floats are truncated to integers.
    ///
    /// TFLite CAST.
    ///
    /// ```mlir
    /// %0 = "tfl.cast"(%input) : (tensor<4xf32>) -> tensor<4xi32>
    /// ```
    Cast = "tfl.cast" => CAST(53) {
        operands: input: tensor[F16, BF16, F8E4M3FN, F8E5M2, F32, F64, I1, I2, I4, UI4, I16, UI16, I32, UI32, I64, QUINT8, UI8, I8, C64];
        results: output: tensor[F16, BF16, F8E4M3FN, F8E5M2, F32, F64, I1, I2, I4, UI4, I16, UI16, I32, UI32, I64, QUINT8, UI8, I8, C64];
        traits: PURE, SAME_SHAPE;
        version: |s| {
            if s.input(0, F8) || s.output(0, F8) {
                9
            } else if s.input(0, I2 | UI4) || s.output(0, I2 | UI4) {
                8
            } else if s.input(0, BF16) || s.output(0, BF16) {
                7
            } else if s.input(0, I4) && s.output(0, F32) {
                6
            } else if s.input(0, F64 | F16) || s.output(0, F64 | F16) {
                5
            } else if s.input(0, UI16) || s.output(0, UI16) {
                4
            } else if s.input(0, I8) || s.output(0, I8) {
                3
            } else if s.input(0, UI32) || s.output(0, UI32) {
                2
            } else {
                1
            }
        };
        since: "1.5.0", "2.7.0", "2.8.0", "2.9.0", "2.12.0", "2.15.0", "2.17.0", "2.21.0", "2.23.0";
        fold: crate::fold::same_type_fold;
        infer: crate::shape::same_shape;
    }

    /// The same bytes read as another element type.
    ///
    /// TFLite BITCAST.
    ///
    /// ```mlir
    /// %0 = "tfl.bitcast"(%input) : (tensor<4xf32>) -> tensor<4xi32>
    /// ```
    Bitcast = "tfl.bitcast" => BITCAST(159) {
        operands: input: tensor;
        results: output: tensor;
        traits: PURE;
        since: "2.13.0";
        fold: crate::fold::same_type_fold;
    }

    /// Number of the interval that each value falls into.
    ///
    /// TFLite BUCKETIZE.
    ///
    /// ```mlir
    /// %0 = "tfl.bucketize"(%input) <{boundaries = [0.0 : f32, 1.0 : f32]}> : (tensor<4xf32>) -> tensor<4xi32>
    /// ```
    Bucketize = "tfl.bucketize" => BUCKETIZE(147), BucketizeOptions {
        operands: input: tensor[F32, F64, I32, I64];
        attrs: boundaries: F32Array @0;
        results: output: tensor[I32];
        traits: PURE, SAME_SHAPE;
        since: "2.8.0";
        infer: crate::shape::same_shape;
    }
}
