//! Variables.

use crate::op_macro::ops;

ops! {
    /// Sets an old-style variable.
    ///
    /// ```mlir
    /// %0 = "tf.Assign"(%ref, %value) : (tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Assign = "tf.Assign" {
        operands: r#ref: tensor, value: tensor;
        attrs: validate_shape: Bool ? true, use_locking: Bool ? true;
        results: output_ref: tensor;
        effects: Unknown;
    }

    /// Adds to an old-style variable.
    ///
    /// ```mlir
    /// %0 = "tf.AssignAdd"(%ref, %value) : (tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    AssignAdd = "tf.AssignAdd" {
        operands: r#ref: tensor, value: tensor;
        attrs: use_locking: Bool ? false;
        results: output_ref: tensor;
        effects: Unknown;
    }

    /// Adds to a variable.
    ///
    /// ```mlir
    /// "tf.AssignAddVariableOp"(%resource, %value) : (tensor<*x!tf_type.resource>, tensor<*xf32>) -> ()
    /// ```
    AssignAddVariableOp = "tf.AssignAddVariableOp" {
        operands: resource: tensor[RESOURCE], value: tensor;
        effects: Unknown;
    }

    /// Subtracts from an old-style variable.
    ///
    /// ```mlir
    /// %0 = "tf.AssignSub"(%ref, %value) : (tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    AssignSub = "tf.AssignSub" {
        operands: r#ref: tensor, value: tensor;
        attrs: use_locking: Bool ? false;
        results: output_ref: tensor;
        effects: Unknown;
    }

    /// Subtracts from a variable.
    ///
    /// ```mlir
    /// "tf.AssignSubVariableOp"(%resource, %value) : (tensor<*x!tf_type.resource>, tensor<*xf32>) -> ()
    /// ```
    AssignSubVariableOp = "tf.AssignSubVariableOp" {
        operands: resource: tensor[RESOURCE], value: tensor;
        effects: Unknown;
    }

    /// Sets the value of a variable.
    ///
    /// ```mlir
    /// "tf.AssignVariableOp"(%resource, %value) : (tensor<*x!tf_type.resource>, tensor<*xf32>) -> ()
    /// ```
    AssignVariableOp = "tf.AssignVariableOp" {
        operands: resource: tensor[RESOURCE], value: tensor;
        attrs: validate_shape: Bool ? false;
        effects: Unknown;
    }

    /// Frees a resource.
    ///
    /// ```mlir
    /// "tf.DestroyResourceOp"(%resource) : (tensor<*x!tf_type.resource>) -> ()
    /// ```
    DestroyResourceOp = "tf.DestroyResourceOp" {
        operands: resource: tensor[RESOURCE];
        attrs: ignore_lookup_error: Bool ? true;
        effects: Unknown;
    }

    /// Turns copying on read off for a variable.
    ///
    /// ```mlir
    /// "tf.DisableCopyOnRead"(%resource) : (tensor<*x!tf_type.resource>) -> ()
    /// ```
    DisableCopyOnRead = "tf.DisableCopyOnRead" {
        operands: resource: tensor[RESOURCE];
        effects: Unknown;
    }

    /// Whether an old-style variable has a value.
    ///
    /// ```mlir
    /// %0 = "tf.IsVariableInitialized"(%ref) : (tensor<*xf32>) -> tensor<*xi1>
    /// ```
    IsVariableInitialized = "tf.IsVariableInitialized" {
        operands: r#ref: tensor;
        results: is_initialized: tensor[I1];
        traits: REMOVABLE;
        effects: Read;
    }

    /// The value of a variable.
    ///
    /// ```mlir
    /// %0 = "tf.ReadVariableOp"(%resource) : (tensor<*x!tf_type.resource>) -> tensor<*xf32>
    /// ```
    ReadVariableOp = "tf.ReadVariableOp" {
        operands: resource: tensor[RESOURCE];
        results: value: tensor;
        traits: REMOVABLE;
        effects: Read;
    }

    /// One step of gradient descent on a variable.
    ///
    /// ```mlir
    /// "tf.ResourceApplyGradientDescent"(%var, %alpha, %delta)
    ///     : (tensor<*x!tf_type.resource>, tensor<*xf32>, tensor<*xf32>) -> ()
    /// ```
    ResourceApplyGradientDescent = "tf.ResourceApplyGradientDescent" {
        operands: var: tensor[RESOURCE], alpha: tensor, delta: tensor;
        attrs: use_locking: Bool ? false;
        effects: Unknown;
    }

    /// Rows of a variable by number.
    ///
    /// ```mlir
    /// %0 = "tf.ResourceGather"(%resource, %indices)
    ///     : (tensor<*x!tf_type.resource>, tensor<*xi32>) -> tensor<*xf32>
    /// ```
    ResourceGather = "tf.ResourceGather" {
        operands: resource: tensor[RESOURCE], indices: tensor;
        attrs: batch_dims: I64 ? 0, validate_indices: Bool ? true;
        results: output: tensor;
        traits: REMOVABLE;
        effects: Read;
    }

    /// Slices of a variable, each by a tuple of numbers.
    ///
    /// ```mlir
    /// %0 = "tf.ResourceGatherNd"(%resource, %indices)
    ///     : (tensor<*x!tf_type.resource>, tensor<*xi32>) -> tensor<*xf32>
    /// ```
    ResourceGatherNd = "tf.ResourceGatherNd" {
        operands: resource: tensor[RESOURCE], indices: tensor;
        results: output: tensor;
        traits: REMOVABLE;
        effects: Read;
    }

    /// Adds to rows of a variable.
    ///
    /// ```mlir
    /// "tf.ResourceScatterAdd"(%resource, %indices, %updates)
    ///     : (tensor<*x!tf_type.resource>, tensor<*xi32>, tensor<*xf32>) -> ()
    /// ```
    ResourceScatterAdd = "tf.ResourceScatterAdd" {
        operands: resource: tensor[RESOURCE], indices: tensor, updates: tensor;
        effects: Unknown;
    }

    /// Sets rows of a variable.
    ///
    /// ```mlir
    /// "tf.ResourceScatterUpdate"(%resource, %indices, %updates)
    ///     : (tensor<*x!tf_type.resource>, tensor<*xi32>, tensor<*xf32>) -> ()
    /// ```
    ResourceScatterUpdate = "tf.ResourceScatterUpdate" {
        operands: resource: tensor[RESOURCE], indices: tensor, updates: tensor;
        effects: Unknown;
    }

    /// Sets a strided block of a variable.
    ///
    /// ```mlir
    /// "tf.ResourceStridedSliceAssign"(%ref, %begin, %end, %strides, %value)
    ///     : (tensor<*x!tf_type.resource>, tensor<*xi32>, tensor<*xi32>, tensor<*xi32>, tensor<*xf32>) -> ()
    /// ```
    ResourceStridedSliceAssign = "tf.ResourceStridedSliceAssign" {
        operands: r#ref: tensor[RESOURCE], begin: tensor, end: tensor, strides: tensor, value: tensor;
        attrs: begin_mask: I64 ? 0, end_mask: I64 ? 0, ellipsis_mask: I64 ? 0, new_axis_mask: I64 ? 0,
               shrink_axis_mask: I64 ? 0;
        effects: Unknown;
    }

    /// A handle to a variable by name.
    ///
    /// ```mlir
    /// %0 = "tf.VarHandleOp"() : () -> tensor<*x!tf_type.resource>
    /// ```
    VarHandleOp = "tf.VarHandleOp" {
        attrs: container: Str ? "", shared_name: Str ? "", debug_name: Str ? "", dtype: TypeKind ? none,
               shape: TfShape ? none, allowed_devices: StrArray ? (&[]);
        results: resource: tensor[RESOURCE];
        traits: REMOVABLE;
        effects: Read;
    }

    /// Whether a variable has a value.
    ///
    /// ```mlir
    /// %0 = "tf.VarIsInitializedOp"(%resource) : (tensor<*x!tf_type.resource>) -> tensor<*xi1>
    /// ```
    VarIsInitializedOp = "tf.VarIsInitializedOp" {
        operands: resource: tensor[RESOURCE];
        results: is_initialized: tensor[I1];
        traits: REMOVABLE;
        effects: Read;
    }

    /// An old-style variable.
    ///
    /// ```mlir
    /// %0 = "tf.Variable"() : () -> tensor<*xf32>
    /// ```
    Variable = "tf.Variable" {
        attrs: shape: TfShape ? none, container: Str ? "", shared_name: Str ? "";
        results: r#ref: tensor;
        traits: REMOVABLE;
        effects: Read;
    }

    /// The shape of a variable.
    ///
    /// ```mlir
    /// %0 = "tf.VariableShape"(%input) : (tensor<*x!tf_type.resource>) -> tensor<*xi32>
    /// ```
    VariableShape = "tf.VariableShape" {
        operands: input: tensor[RESOURCE];
        results: output: tensor;
        traits: REMOVABLE;
        effects: Read;
    }

    /// An old-style variable, by name.
    ///
    /// ```mlir
    /// %0 = "tf.VariableV2"() : () -> tensor<*xf32>
    /// ```
    VariableV2 = "tf.VariableV2" {
        attrs: shape: TfShape ? none, container: Str ? "", shared_name: Str ? "";
        results: r#ref: tensor;
        traits: REMOVABLE;
        effects: Read;
    }
}
