//! Random numbers, sequences and transforms.

use crate::op_macro::ops;

ops! {
    /// Draws evenly from [0, 1).
    ///
    /// TFLite RANDOM_UNIFORM.
    ///
    /// ```mlir
    /// %0 = "tfl.random_uniform"(%shape)
    ///     <{seed = 0 : i64, seed2 = 0 : i64}>
    ///     : (tensor<2xi32>) -> tensor<2x3xf32>
    /// ```
    RandomUniform = "tfl.random_uniform" => RANDOM_UNIFORM(148), RandomOptions {
        operands: shape: tensor[I32];
        attrs: seed: I64 ? 0 @0, seed2: I64 ? 0 @1;
        results: out: tensor[F32];
        effects: Unknown;
        since: "2.8.0";
        infer: crate::shape::fill_shape;
    }

    /// Draws from the normal distribution with mean 0 and deviation 1.
    ///
    /// TFLite RANDOM_STANDARD_NORMAL.
    ///
    /// ```mlir
    /// %0 = "tfl.random_standard_normal"(%shape)
    ///     <{seed = 0 : i64, seed2 = 0 : i64}>
    ///     : (tensor<2xi32>) -> tensor<2x3xf32>
    /// ```
    RandomStandardNormal = "tfl.random_standard_normal" => RANDOM_STANDARD_NORMAL(146), RandomOptions {
        operands: shape: tensor[I32];
        attrs: seed: I64 ? 0 @0, seed2: I64 ? 0 @1;
        results: out: tensor[F32];
        effects: Unknown;
        since: "2.8.0";
        infer: crate::shape::fill_shape;
    }

    /// Draws class numbers from rows of unnormalized log-probabilities.
    ///
    /// TFLite MULTINOMIAL.
    ///
    /// ```mlir
    /// %0 = "tfl.multinomial"(%logits, %num_samples)
    ///     <{seed = 0 : i64, seed2 = 0 : i64}>
    ///     : (tensor<2x3xf32>, tensor<i32>) -> tensor<2x5xi64>
    /// ```
    Multinomial = "tfl.multinomial" => MULTINOMIAL(149), RandomOptions {
        operands: logits: tensor[F32], num_samples: tensor[I32];
        attrs: seed: I64 ? 0 @0, seed2: I64 ? 0 @1;
        results: out: tensor[I32, I64];
        effects: Unknown;
        since: "2.8.0";
    }

    /// Numbers from start up to but without limit, in steps of delta.
    ///
    /// TFLite RANGE.
    ///
    /// ```mlir
    /// %0 = "tfl.range"(%start, %limit, %delta) : (tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<?xi32>
    /// ```
    Range = "tfl.range" => RANGE(96) {
        operands: start: tensor[I32, F32, I64], limit: tensor[I32, F32, I64], delta: tensor[I32, F32, I64];
        results: result: tensor[I32, F32, I64];
        traits: PURE;
        requires: Rank(0, 0), Rank(1, 0), Rank(2, 0),
                  SameElem(In(0), Out(0), "operands and output must have same element type"), SameElem(In(1), Out(0), "operands and output must have same element type"), SameElem(In(2), Out(0), "operands and output must have same element type");
        version: |s| if s.input(0, I64) { 2 } else { 1 };
        since: "1.13.0", "2.14.0";
        infer: crate::shape::range_shape;
    }

    /// Fourier transform of real values over the last two dimensions.
    ///
    /// TFLite RFFT2D.
    ///
    /// ```mlir
    /// %0 = "tfl.rfft2d"(%input, %fft_length) : (tensor<4x4xf32>, tensor<2xi32>) -> tensor<4x3xcomplex<f32>>
    /// ```
    Rfft2D = "tfl.rfft2d" => RFFT2D(131) {
        operands: input: tensor[F32], fft_length: tensor[I32];
        results: output: tensor[C64];
        traits: PURE;
        since: "2.5.0";
    }
}
