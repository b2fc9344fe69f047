//! Reductions and searches along axes.

use crate::op_macro::ops;

ops! {
    /// Mean over the axes; of integers the quotient is rounded as the runtime does.
    ///
    /// TFLite MEAN.
    /// Quantized: each tensor has its own scale and zero point.
    ///
    /// ```mlir
    /// %0 = "tfl.mean"(%input, %axis) <{keep_dims = false}> : (tensor<2x3xf32>, tensor<1xi32>) -> tensor<2xf32>
    /// ```
    Mean = "tfl.mean" => MEAN(40), ReducerOptions {
        operands: input: tensor[F32, F16, I32, I64, QI8, QUI8, UI8, QI16], axis: tensor[I32];
        attrs: keep_dims: Bool @0;
        results: output: tensor[F32, F16, I32, I64, QI8, QUI8, UI8, QI16];
        traits: PURE;
        quant: Quantizable;
        requires: SameElem(In(0), Out(0), "input and output must have same element type");
        version: |s| {
            if s.input(0, I16) {
                3
            } else if s.input(0, I8) {
                2
            } else {
                1
            }
        };
        since: "1.6.0", "1.14.0", "2.4.0";
        infer: crate::shape::reduce_shape;
    }

    /// Sum over the axes.
    ///
    /// TFLite SUM.
    /// Quantized: each tensor has its own scale and zero point.
    ///
    /// ```mlir
    /// %0 = "tfl.sum"(%input, %axes) <{keep_dims = false}> : (tensor<2x3xf32>, tensor<1xi32>) -> tensor<2xf32>
    /// ```
    Sum = "tfl.sum" => SUM(74), ReducerOptions {
        operands: input: tensor[F32, F16, I32, I64, QI8, QUI8, QUINT8, QI16], axes: tensor[I32];
        attrs: keep_dims: Bool @0;
        results: output: tensor[F32, F16, I32, I64, QI8, QUI8, QUINT8, QI16];
        traits: PURE;
        quant: Quantizable;
        requires: SameElem(In(0), Out(0), "input and output must have same element type");
        version: |s| if s.input(0, I8) { 2 } else { 1 };
        since: "1.10.0", "1.15.0";
        infer: crate::shape::reduce_shape;
    }

    /// Product over the axes.
    ///
    /// TFLite REDUCE_PROD.
    /// Quantized: each tensor has its own scale and zero point.
    ///
    /// ```mlir
    /// %0 = "tfl.reduce_prod"(%input, %axes)
    ///     <{keep_dims = false}>
    ///     : (tensor<2x3xf32>, tensor<1xi32>) -> tensor<2xf32>
    /// ```
    ReduceProd = "tfl.reduce_prod" => REDUCE_PROD(81), ReducerOptions {
        operands: input: tensor[F32, I32, I64, QI8, QUI8, QUINT8, QI16], axes: tensor[I32];
        attrs: keep_dims: Bool @0;
        results: output: tensor[F32, I32, I64, QI8, QUI8, QUINT8, QI16];
        traits: PURE;
        quant: Quantizable;
        requires: SameElem(In(0), Out(0), "input and output must have same element type");
        version: |s| if s.input(0, I8 | I16) { 2 } else { 1 };
        since: "1.11.0", "2.6.0";
        infer: crate::shape::reduce_shape;
    }

    /// Largest value over the axes.
    ///
    /// TFLite REDUCE_MAX.
    /// Quantized: the result keeps scale and zero point of the input.
    ///
    /// ```mlir
    /// %0 = "tfl.reduce_max"(%input, %axes)
    ///     <{keep_dims = false}>
    ///     : (tensor<2x3xf32>, tensor<1xi32>) -> tensor<2xf32>
    /// ```
    ReduceMax = "tfl.reduce_max" => REDUCE_MAX(82), ReducerOptions {
        operands: input: tensor[F32, F16, I32, I64, QI8, QUI8, QUINT8, QI16], axes: tensor[I32];
        attrs: keep_dims: Bool @0;
        results: output: tensor[F32, F16, I32, I64, QI8, QUI8, QUINT8, QI16];
        traits: PURE;
        quant: Quantizable, SameScale;
        requires: SameElem(In(0), Out(0), "input and output must have same element type");
        version: |s| {
            if s.input(0, I16) {
                3
            } else if s.input(0, I8) {
                2
            } else {
                1
            }
        };
        since: "1.11.0", "1.14.0", "2.5.0";
        infer: crate::shape::reduce_shape;
    }

    /// Smallest value over the axes.
    ///
    /// TFLite REDUCE_MIN.
    /// Quantized: the result keeps scale and zero point of the input.
    ///
    /// ```mlir
    /// %0 = "tfl.reduce_min"(%input, %axes)
    ///     <{keep_dims = false}>
    ///     : (tensor<2x3xf32>, tensor<1xi32>) -> tensor<2xf32>
    /// ```
    ReduceMin = "tfl.reduce_min" => REDUCE_MIN(89), ReducerOptions {
        operands: input: tensor[F32, I32, I64, QI8, QUI8, QUINT8, QI16], axes: tensor[I32];
        attrs: keep_dims: Bool @0;
        results: output: tensor[F32, I32, I64, QI8, QUI8, QUINT8, QI16];
        traits: PURE;
        quant: Quantizable, SameScale;
        requires: SameElem(In(0), Out(0), "input and output must have same element type");
        version: |s| {
            if s.input(0, I16) {
                3
            } else if s.input(0, I8) {
                2
            } else {
                1
            }
        };
        since: "1.11.0", "1.14.0", "2.5.0";
        infer: crate::shape::reduce_shape;
    }

    /// Whether all are true over the axes.
    ///
    /// TFLite REDUCE_ALL.
    ///
    /// ```mlir
    /// %0 = "tfl.reduce_all"(%input, %reduction_indices)
    ///     <{keep_dims = false}>
    ///     : (tensor<2x3xi1>, tensor<1xi32>) -> tensor<2xi1>
    /// ```
    ReduceAll = "tfl.reduce_all" => REDUCE_ALL(140), ReducerOptions {
        operands: input: tensor[I1], reduction_indices: tensor[I32];
        attrs: keep_dims: Bool ? false @0;
        results: output: tensor[I1];
        traits: PURE;
        since: "2.6.0";
        infer: crate::shape::reduce_shape;
    }

    /// Whether any is true over the axes.
    ///
    /// TFLite REDUCE_ANY.
    ///
    /// ```mlir
    /// %0 = "tfl.reduce_any"(%input, %reduction_indices)
    ///     <{keep_dims = false}>
    ///     : (tensor<2x3xi1>, tensor<1xi32>) -> tensor<2xi1>
    /// ```
    ReduceAny = "tfl.reduce_any" => REDUCE_ANY(91), ReducerOptions {
        operands: input: tensor[I1], reduction_indices: tensor[I32];
        attrs: keep_dims: Bool ? false @0;
        results: output: tensor[I1];
        traits: PURE;
        since: "1.11.0";
        infer: crate::shape::reduce_shape;
    }

    /// Running sum along an axis.
    ///
    /// TFLite CUMSUM.
    ///
    /// ```mlir
    /// %0 = "tfl.cumsum"(%input, %axis)
    ///     <{exclusive = false, reverse = false}>
    ///     : (tensor<2x3xf32>, tensor<i32>) -> tensor<2x3xf32>
    /// ```
    Cumsum = "tfl.cumsum" => CUMSUM(128), CumsumOptions {
        operands: input: tensor[F32, I32, I64], axis: tensor[I32];
        attrs: exclusive: Bool ? false @0, reverse: Bool ? false @1;
        results: output: tensor[F32, I32, I64];
        traits: PURE;
        requires: SameElem(In(0), Out(0), "input and output must have same element type"), Rank(1, 0);
        since: "2.4.0";
        infer: crate::shape::same_shape;
    }

    /// Index of the largest value along a dimension; of equal ones the first.
    ///
    /// TFLite ARG_MAX.
    /// Quantized: each tensor has its own scale and zero point.
    ///
    /// ```mlir
    /// %0 = "tfl.arg_max"(%input, %dim) : (tensor<2x3xf32>, tensor<i32>) -> tensor<2xi32>
    /// ```
    ArgMax = "tfl.arg_max" => ARG_MAX(56), ArgMaxOptions {
        operands: input: tensor[I1, F32, I32, I8, UI8, QI8, QUI8], dim: tensor[I32_64];
        derived: output_type = result 0 @0;
        results: output: tensor[I32_64];
        traits: PURE;
        quant: Quantizable;
        version: |s| {
            if s.input(0, I1) {
                3
            } else if s.input(0, I8) {
                2
            } else {
                1
            }
        };
        since: "1.9.0", "1.14.0", "2.9.0";
        infer: crate::shape::arg_shape;
    }

    /// Index of the smallest value along a dimension; of equal ones the first.
    ///
    /// TFLite ARG_MIN.
    /// Quantized: each tensor has its own scale and zero point.
    ///
    /// ```mlir
    /// %0 = "tfl.arg_min"(%input, %dim) : (tensor<2x3xf32>, tensor<i32>) -> tensor<2xi32>
    /// ```
    ArgMin = "tfl.arg_min" => ARG_MIN(79), ArgMinOptions {
        operands: input: tensor[I1, F32, I32, I8, UI8, QI8, QUI8], dim: tensor[I32_64];
        derived: output_type = result 0 @0;
        results: output: tensor[I32_64];
        traits: PURE;
        quant: Quantizable;
        version: |s| {
            if s.input(0, I1) {
                3
            } else if s.input(0, I8) {
                2
            } else {
                1
            }
        };
        since: "1.9.0", "1.14.0", "2.9.0";
        infer: crate::shape::arg_shape;
    }

    /// The largest values of each row with their indices, in descending order.
    ///
    /// TFLite TOPK_V2.
    /// Quantized: the result keeps scale and zero point of the input.
    ///
    /// ```mlir
    /// %values, %indices = "tfl.topk_v2"(%input, %k)
    ///     : (tensor<2x8xf32>, tensor<i32>) -> (tensor<2x?xf32>, tensor<2x?xi32>)
    /// ```
    TopkV2 = "tfl.topk_v2" => TOPK_V2(48), TopKV2Options {
        operands: input: tensor[F32, I8, I16, I32, I64, UI8, QI8, QUI8], k: tensor[I16, I32];
        results: values: tensor[F32, I8, I16, I32, I64, UI8, QI8, QUI8], indices: tensor[I16, I32];
        traits: PURE;
        quant: Quantizable, SameScale;
        requires: MinRank(0, 1), Rank(1, 0), SameElem(In(0), Out(0), "result and input element type match");
        version: |s| {
            if s.input(0, I16) || s.input(1, I16) || s.output(1, I16) {
                3
            } else if s.input(0, I8) {
                2
            } else {
                1
            }
        };
        since: "1.7.0", "1.14.0", "2.13.0";
        infer: crate::shape::topk_shape;
    }
}
