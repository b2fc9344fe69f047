//! Lists of tensors: one variant value.

use crate::op_macro::ops;

ops! {
    /// A list without elements.
    ///
    /// ```mlir
    /// %0 = "tf.EmptyTensorList"(%element_shape, %max_num_elements)
    ///     : (tensor<*xi32>, tensor<*xi32>) -> tensor<*x!tf_type.variant>
    /// ```
    EmptyTensorList = "tf.EmptyTensorList" {
        operands: element_shape: tensor, max_num_elements: tensor[I32];
        attrs: element_dtype: TypeKind ? none;
        results: handle: tensor[VARIANT];
        traits: PURE;
    }

    /// All elements of a list joined along the first dimension.
    ///
    /// ```mlir
    /// %r0, %r1 = "tf.TensorListConcatV2"(%input_handle, %element_shape, %leading_dims)
    ///     : (tensor<*x!tf_type.variant>, tensor<*xi32>, tensor<*xi64>) -> (tensor<*xf32>, tensor<*xi64>)
    /// ```
    TensorListConcatV2 = "tf.TensorListConcatV2" {
        operands: input_handle: tensor[VARIANT], element_shape: tensor, leading_dims: tensor[I64];
        results: tensor: tensor, lengths: tensor[I64];
        traits: PURE;
    }

    /// The shape of the elements of a list.
    ///
    /// ```mlir
    /// %0 = "tf.TensorListElementShape"(%input_handle) : (tensor<*x!tf_type.variant>) -> tensor<*xi32>
    /// ```
    TensorListElementShape = "tf.TensorListElementShape" {
        operands: input_handle: tensor[VARIANT];
        results: element_shape: tensor;
        traits: PURE;
    }

    /// A list of the slices along the first dimension.
    ///
    /// ```mlir
    /// %0 = "tf.TensorListFromTensor"(%tensor, %element_shape)
    ///     : (tensor<*xf32>, tensor<*xi32>) -> tensor<*x!tf_type.variant>
    /// ```
    TensorListFromTensor = "tf.TensorListFromTensor" {
        operands: tensor: tensor, element_shape: tensor;
        results: output_handle: tensor[VARIANT];
        traits: PURE;
    }

    /// Elements of a list by number, stacked.
    ///
    /// ```mlir
    /// %0 = "tf.TensorListGather"(%input_handle, %indices, %element_shape)
    ///     : (tensor<*x!tf_type.variant>, tensor<*xi32>, tensor<*xi32>) -> tensor<*xf32>
    /// ```
    TensorListGather = "tf.TensorListGather" {
        operands: input_handle: tensor[VARIANT], indices: tensor[I32], element_shape: tensor[I32];
        results: values: tensor;
        traits: PURE;
    }

    /// One element of a list.
    ///
    /// ```mlir
    /// %0 = "tf.TensorListGetItem"(%input_handle, %index, %element_shape)
    ///     : (tensor<*x!tf_type.variant>, tensor<*xi32>, tensor<*xi32>) -> tensor<*xf32>
    /// ```
    TensorListGetItem = "tf.TensorListGetItem" {
        operands: input_handle: tensor[VARIANT], index: tensor[I32], element_shape: tensor;
        results: item: tensor;
        traits: PURE;
    }

    /// Number of elements of a list.
    ///
    /// ```mlir
    /// %0 = "tf.TensorListLength"(%input_handle) : (tensor<*x!tf_type.variant>) -> tensor<*xi32>
    /// ```
    TensorListLength = "tf.TensorListLength" {
        operands: input_handle: tensor[VARIANT];
        results: length: tensor[I32];
        traits: PURE;
    }

    /// A list without its last element, and that.
    ///
    /// ```mlir
    /// %r0, %r1 = "tf.TensorListPopBack"(%input_handle, %element_shape)
    ///     : (tensor<*x!tf_type.variant>, tensor<*xi32>) -> (tensor<*x!tf_type.variant>, tensor<*xf32>)
    /// ```
    TensorListPopBack = "tf.TensorListPopBack" {
        operands: input_handle: tensor[VARIANT], element_shape: tensor[I32];
        results: output_handle: tensor[VARIANT], tensor: tensor;
        traits: PURE;
    }

    /// A list with an element more.
    ///
    /// ```mlir
    /// %0 = "tf.TensorListPushBack"(%input_handle, %tensor)
    ///     : (tensor<*x!tf_type.variant>, tensor<*xf32>) -> tensor<*x!tf_type.variant>
    /// ```
    TensorListPushBack = "tf.TensorListPushBack" {
        operands: input_handle: tensor[VARIANT], tensor: tensor;
        results: output_handle: tensor[VARIANT];
        traits: PURE;
    }

    /// A list of a number of elements that are not set.
    ///
    /// ```mlir
    /// %0 = "tf.TensorListReserve"(%element_shape, %num_elements)
    ///     : (tensor<*xi32>, tensor<*xi32>) -> tensor<*x!tf_type.variant>
    /// ```
    TensorListReserve = "tf.TensorListReserve" {
        operands: element_shape: tensor, num_elements: tensor[I32];
        attrs: element_dtype: TypeKind ? none;
        results: handle: tensor[VARIANT];
        traits: PURE;
    }

    /// A list of another length.
    ///
    /// ```mlir
    /// %0 = "tf.TensorListResize"(%input_handle, %size)
    ///     : (tensor<*x!tf_type.variant>, tensor<*xi32>) -> tensor<*x!tf_type.variant>
    /// ```
    TensorListResize = "tf.TensorListResize" {
        operands: input_handle: tensor[VARIANT], size: tensor[I32];
        results: output_handle: tensor[VARIANT];
        traits: PURE;
    }

    /// A list of slices at given positions.
    ///
    /// ```mlir
    /// %0 = "tf.TensorListScatterV2"(%tensor, %indices, %element_shape, %num_elements)
    ///     : (tensor<*xf32>, tensor<*xi32>, tensor<*xi32>, tensor<*xi32>) -> tensor<*x!tf_type.variant>
    /// ```
    TensorListScatterV2 = "tf.TensorListScatterV2" {
        operands: tensor: tensor, indices: tensor[I32], element_shape: tensor, num_elements: tensor[I32];
        results: output_handle: tensor[VARIANT];
        traits: PURE;
    }

    /// A list with one element replaced.
    ///
    /// ```mlir
    /// %0 = "tf.TensorListSetItem"(%input_handle, %index, %item)
    ///     : (tensor<*x!tf_type.variant>, tensor<*xi32>, tensor<*xf32>) -> tensor<*x!tf_type.variant>
    /// ```
    TensorListSetItem = "tf.TensorListSetItem" {
        operands: input_handle: tensor[VARIANT], index: tensor[I32], item: tensor;
        attrs: resize_if_index_out_of_bounds: Bool ? false;
        results: output_handle: tensor[VARIANT];
        traits: PURE;
    }

    /// A list of parts of given lengths.
    ///
    /// ```mlir
    /// %0 = "tf.TensorListSplit"(%tensor, %element_shape, %lengths)
    ///     : (tensor<*xf32>, tensor<*xi32>, tensor<*xi64>) -> tensor<*x!tf_type.variant>
    /// ```
    TensorListSplit = "tf.TensorListSplit" {
        operands: tensor: tensor, element_shape: tensor, lengths: tensor[I64];
        results: output_handle: tensor[VARIANT];
        traits: PURE;
    }

    /// All elements of a list, stacked.
    ///
    /// ```mlir
    /// %0 = "tf.TensorListStack"(%input_handle, %element_shape)
    ///     : (tensor<*x!tf_type.variant>, tensor<*xi32>) -> tensor<*xf32>
    /// ```
    TensorListStack = "tf.TensorListStack" {
        operands: input_handle: tensor[VARIANT], element_shape: tensor[I32];
        attrs: num_elements: I64 ? (-1);
        results: tensor: tensor;
        traits: PURE;
    }
}
