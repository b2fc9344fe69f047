//! Reads and writes by index.

use crate::op_macro::ops;
use crate::require::dim_at_most;

ops! {
    /// Slices of a tensor along an axis, by number.
    ///
    /// TFLite GATHER.
    /// Quantized: the result keeps scale and zero point of the input; weights alone may be integers
    /// (dynamic range).
    ///
    /// ```mlir
    /// %0 = "tfl.gather"(%params, %indices)
    ///     <{axis = 0 : i32, batch_dims = 0 : i32}>
    ///     : (tensor<4x5xf32>, tensor<3xi32>) -> tensor<3x5xf32>
    /// ```
    Gather = "tfl.gather" => GATHER(36), GatherOptions {
        operands: params: tensor[F32, F8E4M3FN, F8E5M2, I1, I4, I8, I16, I32, I64, STRING, UI8, QI8, QUI8, QI16],
                  indices: tensor[I16, I32, I64];
        attrs: axis: I32 @0, batch_dims: I32 ? 0 @1;
        results: output: tensor[F32, F8E4M3FN, F8E5M2, I1, I4, I8, I16, I32, I64, STRING, UI8, QI8, QUI8, QI16];
        traits: PURE;
        quant: Quantizable, SameScale, DynamicRange { operands: &[0], kernel: false, asymmetric: false };
        requires: WordedAsRank(0, 1), SameElem(In(0), Out(0), "params and output must have same element type");
        version: |s| {
            if s.input(0, F8) {
                8
            } else if s.input(0, I4) {
                7
            } else if s.input(1, I16) {
                6
            } else if s.int("batch_dims") != 0 {
                5
            } else if s.input(0, I16) {
                4
            } else if s.input(0, I1) {
                3
            } else if s.input(0, I8) {
                2
            } else {
                1
            }
        };
        since: "1.6.0", "1.14.0", "1.15.0", "2.4.0", "2.5.0", "2.13.0", "2.15.0", "2.23.0";
        infer: crate::shape::gather_shape;
    }

    /// Slices of a tensor, each by a tuple of numbers.
    ///
    /// TFLite GATHER_ND.
    /// Quantized: the result keeps scale and zero point of the input.
    ///
    /// ```mlir
    /// %0 = "tfl.gather_nd"(%params, %indices) : (tensor<4x5xf32>, tensor<3x1xi32>) -> tensor<3x5xf32>
    /// ```
    GatherNd = "tfl.gather_nd" => GATHER_ND(107) {
        operands: params: tensor[F32, F8E4M3FN, F8E5M2, I1, I8, I16, I64, I32, UI8, QI8, STRING],
                  indices: tensor[I16, I32, I64];
        results: output: tensor[F32, F8E4M3FN, F8E5M2, I1, I8, I16, I64, I32, UI8, QI8, STRING];
        traits: PURE;
        quant: Quantizable, SameScale;
        requires: SameElem(In(0), Out(0), "params and output must have same element type");
        version: |s| {
            if s.input(0, F8) {
                6
            } else if s.input(0, I1) {
                5
            } else if s.input(1, I16) {
                4
            } else if s.input(0, I16) {
                3
            } else if s.input(0, STRING) {
                2
            } else {
                1
            }
        };
        since: "1.14.0", "2.3.0", "2.5.0", "2.13.0", "2.16.0", "2.23.0";
        infer: crate::shape::gather_nd_shape;
    }

    /// A zero tensor with slices added at tuples of numbers.
    ///
    /// TFLite SCATTER_ND.
    /// Quantized: the result keeps scale and zero point of the input.
    ///
    /// ```mlir
    /// %0 = "tfl.scatter_nd"(%indices, %updates, %shape)
    ///     : (tensor<3x1xi32>, tensor<3xf32>, tensor<1xi32>) -> tensor<8xf32>
    /// ```
    ScatterNd = "tfl.scatter_nd" => SCATTER_ND(122), ScatterNdOptions {
        operands: indices: tensor[I32], updates: tensor[F32, I8, I64, I32, UI8, I1], shape: tensor[I32];
        results: output: tensor[F32, I8, I64, I32, UI8, I1];
        traits: PURE;
        quant: Quantizable, SameScale;
        requires: WordedAsRank(0, 1), WordedAsRank(1, 1),
                  SameElem(In(1), Out(0), "updates and output must have same element type");
        since: "2.1.0";
        infer: crate::shape::scatter_nd_shape;
    }

    /// Rows that hold the on value at one index and the off value elsewhere.
    ///
    /// TFLite ONE_HOT.
    ///
    /// ```mlir
    /// %0 = "tfl.one_hot"(%indices, %depth, %on_value, %off_value)
    ///     <{axis = -1 : i32}>
    ///     : (tensor<3xi32>, tensor<i32>, tensor<f32>, tensor<f32>) -> tensor<3x4xf32>
    /// ```
    OneHot = "tfl.one_hot" => ONE_HOT(85), OneHotOptions {
        operands: indices: tensor[I32, I64], depth: tensor[I32],
                  on_value: tensor[F32, I32, I64, I1, I8, UI8],
                  off_value: tensor[F32, I32, I64, I1, I8, UI8];
        attrs: axis: I32 @0;
        results: output: tensor[F32, I32, I64, I1, I8, UI8];
        traits: PURE;
        quant: Quantizable;
        since: "1.11.0";
        infer: crate::shape::one_hot_shape;
    }

    /// A tensor of a default value with values at given positions.
    ///
    /// TFLite SPARSE_TO_DENSE.
    /// Quantized: each tensor has its own scale and zero point.
    ///
    /// ```mlir
    /// %0 = "tfl.sparse_to_dense"(%sparse_indices, %output_shape, %sparse_values, %default_value)
    ///     : (tensor<3x2xi32>, tensor<2xi32>, tensor<3xf32>, tensor<f32>) -> tensor<?x?xf32>
    /// ```
    SparseToDense = "tfl.sparse_to_dense" => SPARSE_TO_DENSE(68) {
        operands: sparse_indices: tensor[I32_64], output_shape: tensor[I32_64],
                  sparse_values: tensor[I32, I64, I8, QI8, UI8, QUI8, QUINT8, F32],
                  default_value: tensor[I32, I64, I8, QI8, UI8, QUI8, QUINT8, F32];
        results: dense: tensor[I32, I64, I8, QI8, UI8, QUI8, QUINT8, F32];
        traits: PURE;
        quant: Quantizable;
        requires: SameElem(In(2), Out(0), "sparse_values and dense must have same element type"),
                  SameElem(In(3), Out(0), "default_value and dense must have same element type"),
                  MaxRank(0, 2), MaxRank(1, 1), MaxRank(2, 1),
                  That("the first operand should have a rank <= 2, when its rank is 2 and has static shape, the second dim should be <= 4", |b, o| dim_at_most(b, o, 0, 1, 4));
        version: |s| {
            if s.input(2, I8 | UI8) {
                3
            } else if s.input(2, I64) {
                2
            } else {
                1
            }
        };
        since: "1.9.0", "1.14.0", "1.15.0";
        infer: crate::shape::sparse_to_dense_shape;
    }

    /// Sums of slices that share a segment number; numbers ascend.
    ///
    /// TFLite SEGMENT_SUM.
    ///
    /// ```mlir
    /// %0 = "tfl.segment_sum"(%input, %segment_ids) : (tensor<4x2xf32>, tensor<4xi32>) -> tensor<?x2xf32>
    /// ```
    SegmentSum = "tfl.segment_sum" => SEGMENT_SUM(125) {
        operands: input: tensor[F32, I32], segment_ids: tensor[I32];
        results: output: tensor[F32, I32];
        traits: PURE;
        requires: SameElem(In(0), Out(0), "input and output must have same element type");
        since: "2.2.0";
    }

    /// Largest values of slices that share a segment number, in any order.
    ///
    /// TFLite UNSORTED_SEGMENT_MAX.
    ///
    /// ```mlir
    /// %0 = "tfl.unsorted_segment_max"(%input, %segment_ids, %num_segments)
    ///     : (tensor<4x2xf32>, tensor<4xi32>, tensor<i32>) -> tensor<?x2xf32>
    /// ```
    UnsortedSegmentMax = "tfl.unsorted_segment_max" => UNSORTED_SEGMENT_MAX(154) {
        operands: input: tensor[F32, I32], segment_ids: tensor[I32], num_segments: tensor[I32];
        results: output: tensor[F32, I32];
        traits: PURE;
        requires: SameElem(In(0), Out(0), "input and output must have same element type");
        since: "2.10.0";
        infer: crate::shape::unsorted_segment_shape;
    }

    /// Smallest values of slices that share a segment number, in any order.
    ///
    /// TFLite UNSORTED_SEGMENT_MIN.
    ///
    /// ```mlir
    /// %0 = "tfl.unsorted_segment_min"(%input, %segment_ids, %num_segments)
    ///     : (tensor<4x2xf32>, tensor<4xi32>, tensor<i32>) -> tensor<?x2xf32>
    /// ```
    UnsortedSegmentMin = "tfl.unsorted_segment_min" => UNSORTED_SEGMENT_MIN(157) {
        operands: input: tensor[F32, I32], segment_ids: tensor[I32], num_segments: tensor[I32];
        results: output: tensor[F32, I32];
        traits: PURE;
        requires: SameElem(In(0), Out(0), "input and output must have same element type");
        since: "2.11.0";
        infer: crate::shape::unsorted_segment_shape;
    }

    /// Products of slices that share a segment number, in any order.
    ///
    /// TFLite UNSORTED_SEGMENT_PROD.
    ///
    /// ```mlir
    /// %0 = "tfl.unsorted_segment_prod"(%input, %segment_ids, %num_segments)
    ///     : (tensor<4x2xf32>, tensor<4xi32>, tensor<i32>) -> tensor<?x2xf32>
    /// ```
    UnsortedSegmentProd = "tfl.unsorted_segment_prod" => UNSORTED_SEGMENT_PROD(153) {
        operands: input: tensor[F32, I32], segment_ids: tensor[I32], num_segments: tensor[I32];
        results: output: tensor[F32, I32];
        traits: PURE;
        requires: SameElem(In(0), Out(0), "input and output must have same element type");
        since: "2.10.0";
        infer: crate::shape::unsorted_segment_shape;
    }

    /// Sums of slices that share a segment number, in any order.
    ///
    /// TFLite UNSORTED_SEGMENT_SUM.
    ///
    /// ```mlir
    /// %0 = "tfl.unsorted_segment_sum"(%input, %segment_ids, %num_segments)
    ///     : (tensor<4x2xf32>, tensor<4xi32>, tensor<i32>) -> tensor<?x2xf32>
    /// ```
    UnsortedSegmentSum = "tfl.unsorted_segment_sum" => UNSORTED_SEGMENT_SUM(155) {
        operands: input: tensor[F32, I32], segment_ids: tensor[I32], num_segments: tensor[I32];
        results: output: tensor[F32, I32];
        traits: PURE;
        requires: SameElem(In(0), Out(0), "input and output must have same element type");
        since: "2.10.0";
        infer: crate::shape::unsorted_segment_shape;
    }

    /// The distinct values in order of first appearance, and for each input which one it is.
    ///
    /// TFLite UNIQUE.
    /// Quantized: each tensor has its own scale and zero point.
    ///
    /// ```mlir
    /// %output, %idx = "tfl.unique"(%input) : (tensor<4xf32>) -> (tensor<?xf32>, tensor<4xi32>)
    /// ```
    Unique = "tfl.unique" => UNIQUE(103), UniqueOptions {
        operands: input: tensor[I8, QI8, UI8, QUI8, I16, QI16, I32, I64, F32];
        derived: idx_out_type = result 1 @0;
        results: output: tensor[I8, QI8, UI8, QUI8, I16, QI16, I32, I64, F32], idx: tensor[I32_64];
        traits: PURE;
        quant: Quantizable;
        requires: Rank(0, 1);
        since: "1.14.0";
    }

    /// A matrix with the input on its diagonal, zero elsewhere, for each vector of the last dimension.
    ///
    /// TFLite MATRIX_DIAG.
    /// Quantized: each tensor has its own scale and zero point.
    ///
    /// ```mlir
    /// %0 = "tfl.matrix_diag"(%diagonal) : (tensor<2x3xf32>) -> tensor<2x3x3xf32>
    /// ```
    MatrixDiag = "tfl.matrix_diag" => MATRIX_DIAG(113) {
        operands: diagonal: tensor[F32, I8, I16, I32, I64, UI8, QUI8, QI8, QUINT8];
        results: output: tensor[F32, I8, I16, I32, I64, UI8, QUI8, QI8, QUINT8];
        traits: PURE;
        quant: Quantizable;
        requires: WordedAsRank(0, 1), SameElem(In(0), Out(0), "operand and result must have the same element type");
        since: "1.14.0";
    }

    /// Matrices with their diagonals replaced.
    ///
    /// TFLite MATRIX_SET_DIAG.
    /// Quantized: each tensor has its own scale and zero point.
    ///
    /// ```mlir
    /// %0 = "tfl.matrix_set_diag"(%input, %diagonal) : (tensor<2x3xf32>, tensor<2xf32>) -> tensor<2x3xf32>
    /// ```
    MatrixSetDiag = "tfl.matrix_set_diag" => MATRIX_SET_DIAG(115) {
        operands: input: tensor[F32, I8, I16, I32, I64, UI8, QI8, QI16, QUI8, QUINT8],
                  diagonal: tensor[F32, I8, I16, I32, I64, UI8, QI8, QI16, QUI8, QUINT8];
        results: result: tensor[F32, I8, I16, I32, I64, UI8, QI8, QI16, QUI8, QUINT8];
        traits: PURE;
        quant: Quantizable;
        requires: WordedAsRank(0, 2), SameElem(In(0), Out(0), "input and result must have the same element type");
        since: "1.14.0";
        infer: crate::shape::same_shape;
    }
}
