//! Tensor arrays: resources that hold tensors.

use crate::op_macro::ops;

ops! {
    /// Frees a tensor array.
    ///
    /// ```mlir
    /// "tf.TensorArrayCloseV3"(%handle) : (tensor<*x!tf_type.resource>) -> ()
    /// ```
    TensorArrayCloseV3 = "tf.TensorArrayCloseV3" {
        operands: handle: tensor[RESOURCE];
        effects: Unknown;
    }

    /// All elements joined along the first dimension.
    ///
    /// ```mlir
    /// %r0, %r1 = "tf.TensorArrayConcatV3"(%handle, %flow_in)
    ///     : (tensor<*x!tf_type.resource>, tensor<*xf32>) -> (tensor<*xf32>, tensor<*xi64>)
    /// ```
    TensorArrayConcatV3 = "tf.TensorArrayConcatV3" {
        operands: handle: tensor[RESOURCE], flow_in: tensor[F32];
        attrs: element_shape_except0: TfShape ? none;
        results: value: tensor, lengths: tensor[I64];
        effects: Unknown;
    }

    /// Elements by number, stacked.
    ///
    /// ```mlir
    /// %0 = "tf.TensorArrayGatherV3"(%handle, %indices, %flow_in)
    ///     : (tensor<*x!tf_type.resource>, tensor<*xi32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    TensorArrayGatherV3 = "tf.TensorArrayGatherV3" {
        operands: handle: tensor[RESOURCE], indices: tensor[I32], flow_in: tensor[F32];
        attrs: element_shape: TfShape ? none;
        results: value: tensor;
        effects: Unknown;
    }

    /// One element.
    ///
    /// ```mlir
    /// %0 = "tf.TensorArrayReadV3"(%handle, %index, %flow_in)
    ///     : (tensor<*x!tf_type.resource>, tensor<*xi32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    TensorArrayReadV3 = "tf.TensorArrayReadV3" {
        operands: handle: tensor[RESOURCE], index: tensor[I32], flow_in: tensor[F32];
        results: value: tensor;
        effects: Unknown;
    }

    /// Sets elements from slices.
    ///
    /// ```mlir
    /// %0 = "tf.TensorArrayScatterV3"(%handle, %indices, %value, %flow_in)
    ///     : (tensor<*x!tf_type.resource>, tensor<*xi32>, tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    TensorArrayScatterV3 = "tf.TensorArrayScatterV3" {
        operands: handle: tensor[RESOURCE], indices: tensor[I32], value: tensor, flow_in: tensor[F32];
        results: flow_out: tensor[F32];
        effects: Unknown;
    }

    /// Number of elements.
    ///
    /// ```mlir
    /// %0 = "tf.TensorArraySizeV3"(%handle, %flow_in)
    ///     : (tensor<*x!tf_type.resource>, tensor<*xf32>) -> tensor<*xi32>
    /// ```
    TensorArraySizeV3 = "tf.TensorArraySizeV3" {
        operands: handle: tensor[RESOURCE], flow_in: tensor[F32];
        results: size: tensor[I32];
        traits: REMOVABLE;
        effects: Read;
    }

    /// Sets elements from parts of given lengths.
    ///
    /// ```mlir
    /// %0 = "tf.TensorArraySplitV3"(%handle, %value, %lengths, %flow_in)
    ///     : (tensor<*x!tf_type.resource>, tensor<*xf32>, tensor<*xi64>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    TensorArraySplitV3 = "tf.TensorArraySplitV3" {
        operands: handle: tensor[RESOURCE], value: tensor, lengths: tensor[I64], flow_in: tensor[F32];
        results: flow_out: tensor[F32];
        effects: Unknown;
    }

    /// A tensor array.
    ///
    /// ```mlir
    /// %r0, %r1 = "tf.TensorArrayV3"(%size)
    ///     : (tensor<*xi32>) -> (tensor<*x!tf_type.resource>, tensor<*xf32>)
    /// ```
    TensorArrayV3 = "tf.TensorArrayV3" {
        operands: size: tensor[I32];
        attrs: dtype: TypeKind ? none, element_shape: TfShape ? none, dynamic_size: Bool ? false,
               clear_after_read: Bool ? true, identical_element_shapes: Bool ? false,
               tensor_array_name: Str ? "";
        results: handle: tensor[RESOURCE], flow: tensor[F32];
        traits: REMOVABLE;
        effects: Read;
    }

    /// Sets one element.
    ///
    /// ```mlir
    /// %0 = "tf.TensorArrayWriteV3"(%handle, %index, %value, %flow_in)
    ///     : (tensor<*x!tf_type.resource>, tensor<*xi32>, tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    TensorArrayWriteV3 = "tf.TensorArrayWriteV3" {
        operands: handle: tensor[RESOURCE], index: tensor[I32], value: tensor, flow_in: tensor[F32];
        results: flow_out: tensor[F32];
        effects: Unknown;
    }
}
