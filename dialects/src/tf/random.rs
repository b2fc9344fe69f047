//! Random numbers and sequences.

use crate::op_macro::ops;

ops! {
    /// Evenly spaced numbers between two ends, which count.
    ///
    /// ```mlir
    /// %0 = "tf.LinSpace"(%start, %stop, %num)
    ///     : (tensor<*xf32>, tensor<*xf32>, tensor<*xi32>) -> tensor<*xf32>
    /// ```
    LinSpace = "tf.LinSpace" {
        operands: start: tensor, stop: tensor, num: tensor;
        results: output: tensor;
        traits: PURE;
    }

    /// Draws class numbers from rows of unnormalized log-probabilities.
    ///
    /// ```mlir
    /// %0 = "tf.Multinomial"(%logits, %num_samples) : (tensor<*xf32>, tensor<*xi32>) -> tensor<*xi32>
    /// ```
    Multinomial = "tf.Multinomial" {
        operands: logits: tensor, num_samples: tensor[I32];
        attrs: seed: I64 ? 0, seed2: I64 ? 0;
        results: output: tensor;
        effects: Unknown;
    }

    /// Shuffles slices along the first dimension.
    ///
    /// ```mlir
    /// %0 = "tf.RandomShuffle"(%value) : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    RandomShuffle = "tf.RandomShuffle" {
        operands: value: tensor;
        attrs: seed: I64 ? 0, seed2: I64 ? 0;
        results: output: tensor;
        effects: Unknown;
        infer: crate::shape::same_shape;
    }

    /// Draws from the normal distribution with mean 0 and deviation 1.
    ///
    /// ```mlir
    /// %0 = "tf.RandomStandardNormal"(%shape) : (tensor<*xi32>) -> tensor<*xf32>
    /// ```
    RandomStandardNormal = "tf.RandomStandardNormal" {
        operands: shape: tensor;
        attrs: seed: I64 ? 0, seed2: I64 ? 0;
        results: output: tensor;
        effects: Unknown;
        infer: crate::shape::fill_shape;
    }

    /// Draws evenly from [0, 1).
    ///
    /// ```mlir
    /// %0 = "tf.RandomUniform"(%shape) : (tensor<*xi32>) -> tensor<*xf32>
    /// ```
    RandomUniform = "tf.RandomUniform" {
        operands: shape: tensor;
        attrs: seed: I64 ? 0, seed2: I64 ? 0;
        results: output: tensor;
        effects: Unknown;
        infer: crate::shape::fill_shape;
    }

    /// Draws integers evenly from a range.
    ///
    /// ```mlir
    /// %0 = "tf.RandomUniformInt"(%shape, %minval, %maxval)
    ///     : (tensor<*xi32>, tensor<*xi32>, tensor<*xi32>) -> tensor<*xi32>
    /// ```
    RandomUniformInt = "tf.RandomUniformInt" {
        operands: shape: tensor, minval: tensor, maxval: tensor;
        attrs: seed: I64 ? 0, seed2: I64 ? 0;
        results: output: tensor;
        effects: Unknown;
        infer: crate::shape::fill_shape;
    }

    /// Numbers from start up to but without limit, in steps of delta.
    ///
    /// ```mlir
    /// %0 = "tf.Range"(%start, %limit, %delta)
    ///     : (tensor<*xf32>, tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Range = "tf.Range" {
        operands: start: tensor, limit: tensor, delta: tensor;
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::range_shape;
    }

    /// Draws from the normal distribution, the same for the same seed.
    ///
    /// ```mlir
    /// %0 = "tf.StatelessRandomNormal"(%shape, %seed) : (tensor<*xi32>, tensor<*xi32>) -> tensor<*xf32>
    /// ```
    StatelessRandomNormal = "tf.StatelessRandomNormal" {
        operands: shape: tensor, seed: tensor;
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::fill_shape;
    }

    /// Draws evenly from [0, 1), the same for the same seed.
    ///
    /// ```mlir
    /// %0 = "tf.StatelessRandomUniform"(%shape, %seed) : (tensor<*xi32>, tensor<*xi32>) -> tensor<*xf32>
    /// ```
    StatelessRandomUniform = "tf.StatelessRandomUniform" {
        operands: shape: tensor, seed: tensor;
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::fill_shape;
    }

    /// Draws integers evenly from a range, the same for the same seed.
    ///
    /// ```mlir
    /// %0 = "tf.StatelessRandomUniformInt"(%shape, %seed, %minval, %maxval)
    ///     : (tensor<*xi32>, tensor<*xi32>, tensor<*xi32>, tensor<*xi32>) -> tensor<*xi32>
    /// ```
    StatelessRandomUniformInt = "tf.StatelessRandomUniformInt" {
        operands: shape: tensor, seed: tensor, minval: tensor, maxval: tensor;
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::fill_shape;
    }

    /// Key and counter of a random algorithm from a seed.
    ///
    /// ```mlir
    /// %r0, %r1 = "tf.StatelessRandomGetKeyCounter"(%seed)
    ///     : (tensor<*xi32>) -> (tensor<*xui64>, tensor<*xui64>)
    /// ```
    StatelessRandomGetKeyCounter = "tf.StatelessRandomGetKeyCounter" {
        operands: seed: tensor;
        results: key: tensor[UI64], counter: tensor[UI64];
        traits: PURE;
    }

    /// Draws from the normal distribution by key, counter and algorithm.
    ///
    /// ```mlir
    /// %0 = "tf.StatelessRandomNormalV2"(%shape, %key, %counter, %alg)
    ///     : (tensor<*xi32>, tensor<*xui64>, tensor<*xui64>, tensor<*xi32>) -> tensor<*xf32>
    /// ```
    StatelessRandomNormalV2 = "tf.StatelessRandomNormalV2" {
        operands: shape: tensor, key: tensor[UI64], counter: tensor[UI64], alg: tensor[I32];
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::fill_shape;
    }

    /// Draws evenly from [0, 1) by key, counter and algorithm.
    ///
    /// ```mlir
    /// %0 = "tf.StatelessRandomUniformV2"(%shape, %key, %counter, %alg)
    ///     : (tensor<*xi32>, tensor<*xui64>, tensor<*xui64>, tensor<*xi32>) -> tensor<*xf32>
    /// ```
    StatelessRandomUniformV2 = "tf.StatelessRandomUniformV2" {
        operands: shape: tensor, key: tensor[UI64], counter: tensor[UI64], alg: tensor[I32];
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::fill_shape;
    }

    /// Draws from the normal distribution cut off at two deviations, the same for the same seed.
    ///
    /// ```mlir
    /// %0 = "tf.StatelessTruncatedNormal"(%shape, %seed) : (tensor<*xi32>, tensor<*xi32>) -> tensor<*xf32>
    /// ```
    StatelessTruncatedNormal = "tf.StatelessTruncatedNormal" {
        operands: shape: tensor, seed: tensor;
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::fill_shape;
    }

    /// Draws from the normal distribution cut off at two deviations.
    ///
    /// ```mlir
    /// %0 = "tf.TruncatedNormal"(%shape) : (tensor<*xi32>) -> tensor<*xf32>
    /// ```
    TruncatedNormal = "tf.TruncatedNormal" {
        operands: shape: tensor;
        attrs: seed: I64 ? 0, seed2: I64 ? 0;
        results: output: tensor;
        effects: Unknown;
        infer: crate::shape::fill_shape;
    }
}
