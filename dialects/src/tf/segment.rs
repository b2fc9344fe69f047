//! Reductions of slices that share a number.

use crate::op_macro::ops;

ops! {
    /// Largest values of slices that share a segment number; numbers ascend.
    ///
    /// ```mlir
    /// %0 = "tf.SegmentMax"(%data, %segment_ids) : (tensor<*xf32>, tensor<*xi32>) -> tensor<*xf32>
    /// ```
    SegmentMax = "tf.SegmentMax" {
        operands: data: tensor, segment_ids: tensor;
        results: output: tensor;
        traits: PURE;
    }

    /// Means of slices that share a segment number; numbers ascend.
    ///
    /// ```mlir
    /// %0 = "tf.SegmentMean"(%data, %segment_ids) : (tensor<*xf32>, tensor<*xi32>) -> tensor<*xf32>
    /// ```
    SegmentMean = "tf.SegmentMean" {
        operands: data: tensor, segment_ids: tensor;
        results: output: tensor;
        traits: PURE;
    }

    /// Smallest values of slices that share a segment number; numbers ascend.
    ///
    /// ```mlir
    /// %0 = "tf.SegmentMin"(%data, %segment_ids) : (tensor<*xf32>, tensor<*xi32>) -> tensor<*xf32>
    /// ```
    SegmentMin = "tf.SegmentMin" {
        operands: data: tensor, segment_ids: tensor;
        results: output: tensor;
        traits: PURE;
    }

    /// Products of slices that share a segment number; numbers ascend.
    ///
    /// ```mlir
    /// %0 = "tf.SegmentProd"(%data, %segment_ids) : (tensor<*xf32>, tensor<*xi32>) -> tensor<*xf32>
    /// ```
    SegmentProd = "tf.SegmentProd" {
        operands: data: tensor, segment_ids: tensor;
        results: output: tensor;
        traits: PURE;
    }

    /// Sums of slices that share a segment number; numbers ascend.
    ///
    /// ```mlir
    /// %0 = "tf.SegmentSum"(%data, %segment_ids) : (tensor<*xf32>, tensor<*xi32>) -> tensor<*xf32>
    /// ```
    SegmentSum = "tf.SegmentSum" {
        operands: data: tensor, segment_ids: tensor;
        results: output: tensor;
        traits: PURE;
    }

    /// Means of chosen rows that share a segment number.
    ///
    /// ```mlir
    /// %0 = "tf.SparseSegmentMean"(%data, %indices, %segment_ids)
    ///     : (tensor<*xf32>, tensor<*xi32>, tensor<*xi32>) -> tensor<*xf32>
    /// ```
    SparseSegmentMean = "tf.SparseSegmentMean" {
        operands: data: tensor, indices: tensor, segment_ids: tensor;
        attrs: sparse_gradient: Bool ? false;
        results: output: tensor;
        traits: PURE;
    }

    /// Sums of chosen rows that share a segment number, over the square root of their count.
    ///
    /// ```mlir
    /// %0 = "tf.SparseSegmentSqrtN"(%data, %indices, %segment_ids)
    ///     : (tensor<*xf32>, tensor<*xi32>, tensor<*xi32>) -> tensor<*xf32>
    /// ```
    SparseSegmentSqrtN = "tf.SparseSegmentSqrtN" {
        operands: data: tensor, indices: tensor, segment_ids: tensor;
        attrs: sparse_gradient: Bool ? false;
        results: output: tensor;
        traits: PURE;
    }

    /// Sums of chosen rows that share a segment number.
    ///
    /// ```mlir
    /// %0 = "tf.SparseSegmentSum"(%data, %indices, %segment_ids)
    ///     : (tensor<*xf32>, tensor<*xi32>, tensor<*xi32>) -> tensor<*xf32>
    /// ```
    SparseSegmentSum = "tf.SparseSegmentSum" {
        operands: data: tensor, indices: tensor, segment_ids: tensor;
        attrs: sparse_gradient: Bool ? false;
        results: output: tensor;
        traits: PURE;
    }

    /// Largest values of slices that share a segment number, in any order.
    ///
    /// ```mlir
    /// %0 = "tf.UnsortedSegmentMax"(%data, %segment_ids, %num_segments)
    ///     : (tensor<*xf32>, tensor<*xi32>, tensor<*xi32>) -> tensor<*xf32>
    /// ```
    UnsortedSegmentMax = "tf.UnsortedSegmentMax" {
        operands: data: tensor, segment_ids: tensor, num_segments: tensor;
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::unsorted_segment_shape;
    }

    /// Smallest values of slices that share a segment number, in any order.
    ///
    /// ```mlir
    /// %0 = "tf.UnsortedSegmentMin"(%data, %segment_ids, %num_segments)
    ///     : (tensor<*xf32>, tensor<*xi32>, tensor<*xi32>) -> tensor<*xf32>
    /// ```
    UnsortedSegmentMin = "tf.UnsortedSegmentMin" {
        operands: data: tensor, segment_ids: tensor, num_segments: tensor;
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::unsorted_segment_shape;
    }

    /// Products of slices that share a segment number, in any order.
    ///
    /// ```mlir
    /// %0 = "tf.UnsortedSegmentProd"(%data, %segment_ids, %num_segments)
    ///     : (tensor<*xf32>, tensor<*xi32>, tensor<*xi32>) -> tensor<*xf32>
    /// ```
    UnsortedSegmentProd = "tf.UnsortedSegmentProd" {
        operands: data: tensor, segment_ids: tensor, num_segments: tensor;
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::unsorted_segment_shape;
    }

    /// Sums of slices that share a segment number, in any order.
    ///
    /// ```mlir
    /// %0 = "tf.UnsortedSegmentSum"(%data, %segment_ids, %num_segments)
    ///     : (tensor<*xf32>, tensor<*xi32>, tensor<*xi32>) -> tensor<*xf32>
    /// ```
    UnsortedSegmentSum = "tf.UnsortedSegmentSum" {
        operands: data: tensor, segment_ids: tensor, num_segments: tensor;
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::unsorted_segment_shape;
    }
}
