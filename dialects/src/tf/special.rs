//! Special functions, complex numbers and tests of floats.

use crate::op_macro::ops;

ops! {
    /// Argument of complex numbers, elementwise.
    ///
    /// ```mlir
    /// %0 = "tf.Angle"(%input) : (tensor<*xcomplex<f32>>) -> tensor<*xf32>
    /// ```
    Angle = "tf.Angle" {
        operands: input: tensor;
        results: output: tensor;
        traits: PURE, SAME_SHAPE;
        infer: crate::shape::same_shape;
    }

    /// Complex numbers from real and imaginary parts, elementwise.
    ///
    /// ```mlir
    /// %0 = "tf.Complex"(%real, %imag) : (tensor<*xf32>, tensor<*xf32>) -> tensor<*xcomplex<f32>>
    /// ```
    Complex = "tf.Complex" {
        operands: real: tensor, imag: tensor;
        results: out: tensor;
        traits: PURE, BROADCASTABLE;
        infer: crate::shape::binary_shape;
    }

    /// Magnitude of complex numbers, elementwise.
    ///
    /// ```mlir
    /// %0 = "tf.ComplexAbs"(%x) : (tensor<*xcomplex<f32>>) -> tensor<*xf32>
    /// ```
    ComplexAbs = "tf.ComplexAbs" {
        operands: x: tensor;
        results: y: tensor;
        traits: PURE, SAME_SHAPE;
        infer: crate::shape::same_shape;
    }

    /// Complex conjugate, elementwise.
    ///
    /// ```mlir
    /// %0 = "tf.Conj"(%input) : (tensor<*xcomplex<f32>>) -> tensor<*xcomplex<f32>>
    /// ```
    Conj = "tf.Conj" {
        operands: input: tensor;
        results: output: tensor;
        traits: PURE, SAME_SHAPE;
        infer: crate::shape::same_shape;
    }

    /// Derivative of the logarithm of the gamma function, elementwise.
    ///
    /// ```mlir
    /// %0 = "tf.Digamma"(%x) : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Digamma = "tf.Digamma" {
        operands: x: tensor;
        results: y: tensor;
        traits: PURE, SAME_SHAPE;
        infer: crate::shape::same_shape;
    }

    /// Gauss error function, elementwise.
    ///
    /// ```mlir
    /// %0 = "tf.Erf"(%x) : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Erf = "tf.Erf" {
        operands: x: tensor;
        results: y: tensor;
        traits: PURE, SAME_SHAPE;
        infer: crate::shape::same_shape;
    }

    /// Complement of the error function, elementwise.
    ///
    /// ```mlir
    /// %0 = "tf.Erfc"(%x) : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Erfc = "tf.Erfc" {
        operands: x: tensor;
        results: y: tensor;
        traits: PURE, SAME_SHAPE;
        infer: crate::shape::same_shape;
    }

    /// Inverse of the error function, elementwise.
    ///
    /// ```mlir
    /// %0 = "tf.Erfinv"(%x) : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Erfinv = "tf.Erfinv" {
        operands: x: tensor;
        results: y: tensor;
        traits: PURE, SAME_SHAPE;
        infer: crate::shape::same_shape;
    }

    /// Imaginary part, elementwise.
    ///
    /// ```mlir
    /// %0 = "tf.Imag"(%input) : (tensor<*xcomplex<f32>>) -> tensor<*xf32>
    /// ```
    Imag = "tf.Imag" {
        operands: input: tensor;
        results: output: tensor;
        traits: PURE, SAME_SHAPE;
        infer: crate::shape::same_shape;
    }

    /// Complement of the bits, elementwise.
    ///
    /// ```mlir
    /// %0 = "tf.Invert"(%x) : (tensor<*xi32>) -> tensor<*xi32>
    /// ```
    Invert = "tf.Invert" {
        operands: x: tensor;
        results: y: tensor;
        traits: PURE, SAME_SHAPE;
        infer: crate::shape::same_shape;
    }

    /// Whether the value is neither infinite nor NaN, elementwise.
    ///
    /// ```mlir
    /// %0 = "tf.IsFinite"(%x) : (tensor<*xf32>) -> tensor<*xi1>
    /// ```
    IsFinite = "tf.IsFinite" {
        operands: x: tensor;
        results: y: tensor[I1];
        traits: PURE, SAME_SHAPE;
        infer: crate::shape::same_shape;
    }

    /// Whether the value is infinite, elementwise.
    ///
    /// ```mlir
    /// %0 = "tf.IsInf"(%x) : (tensor<*xf32>) -> tensor<*xi1>
    /// ```
    IsInf = "tf.IsInf" {
        operands: x: tensor;
        results: y: tensor[I1];
        traits: PURE, SAME_SHAPE;
        infer: crate::shape::same_shape;
    }

    /// Whether the value is NaN, elementwise.
    ///
    /// ```mlir
    /// %0 = "tf.IsNan"(%x) : (tensor<*xf32>) -> tensor<*xi1>
    /// ```
    IsNan = "tf.IsNan" {
        operands: x: tensor;
        results: y: tensor[I1];
        traits: PURE, SAME_SHAPE;
        infer: crate::shape::same_shape;
    }

    /// Logarithm of the absolute gamma function, elementwise.
    ///
    /// ```mlir
    /// %0 = "tf.Lgamma"(%x) : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Lgamma = "tf.Lgamma" {
        operands: x: tensor;
        results: y: tensor;
        traits: PURE, SAME_SHAPE;
        infer: crate::shape::same_shape;
    }

    /// Quantile of the normal distribution, elementwise.
    ///
    /// ```mlir
    /// %0 = "tf.Ndtri"(%x) : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Ndtri = "tf.Ndtri" {
        operands: x: tensor;
        results: y: tensor;
        traits: PURE, SAME_SHAPE;
        infer: crate::shape::same_shape;
    }

    /// Number of one bits, elementwise.
    ///
    /// ```mlir
    /// %0 = "tf.PopulationCount"(%x) : (tensor<*xi32>) -> tensor<*xui8>
    /// ```
    PopulationCount = "tf.PopulationCount" {
        operands: x: tensor;
        results: y: tensor[UI8];
        traits: PURE, SAME_SHAPE;
        infer: crate::shape::same_shape;
    }

    /// Real part, elementwise.
    ///
    /// ```mlir
    /// %0 = "tf.Real"(%input) : (tensor<*xcomplex<f32>>) -> tensor<*xf32>
    /// ```
    Real = "tf.Real" {
        operands: input: tensor;
        results: output: tensor;
        traits: PURE, SAME_SHAPE;
        infer: crate::shape::same_shape;
    }
}
