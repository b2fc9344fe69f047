//! Saving and restoring.

use crate::op_macro::ops;

ops! {
    /// Joins the parts of a checkpoint.
    ///
    /// ```mlir
    /// "tf.MergeV2Checkpoints"(%checkpoint_prefixes, %destination_prefix)
    ///     : (tensor<*x!tf_type.string>, tensor<*x!tf_type.string>) -> ()
    /// ```
    MergeV2Checkpoints = "tf.MergeV2Checkpoints" {
        operands: checkpoint_prefixes: tensor[STRING], destination_prefix: tensor[STRING];
        attrs: delete_old_dirs: Bool ? true, allow_missing_files: Bool ? false;
        effects: Unknown;
    }

    /// Tensors of a checkpoint by name.
    ///
    /// ```mlir
    /// %0 = "tf.RestoreV2"(%prefix, %tensor_names, %shape_and_slices)
    ///     : (tensor<*x!tf_type.string>, tensor<*x!tf_type.string>,
    ///     tensor<*x!tf_type.string>) -> tensor<*xf32>
    /// ```
    RestoreV2 = "tf.RestoreV2" {
        operands: prefix: tensor[STRING], tensor_names: tensor[STRING], shape_and_slices: tensor[STRING];
        results: tensors: variadic;
        effects: Unknown;
    }

    /// Writes tensors into a checkpoint.
    ///
    /// ```mlir
    /// "tf.SaveV2"(%prefix, %tensor_names, %shape_and_slices, %tensors)
    ///     : (tensor<*x!tf_type.string>, tensor<*x!tf_type.string>, tensor<*x!tf_type.string>,
    ///     tensor<*xf32>) -> ()
    /// ```
    SaveV2 = "tf.SaveV2" {
        operands: prefix: tensor[STRING], tensor_names: tensor[STRING], shape_and_slices: tensor[STRING],
                  tensors: variadic;
        effects: Unknown;
    }

    /// The file name of one part of a checkpoint.
    ///
    /// ```mlir
    /// %0 = "tf.ShardedFilename"(%basename, %shard, %num_shards)
    ///     : (tensor<*x!tf_type.string>, tensor<*xi32>, tensor<*xi32>) -> tensor<*x!tf_type.string>
    /// ```
    ShardedFilename = "tf.ShardedFilename" {
        operands: basename: tensor[STRING], shard: tensor[I32], num_shards: tensor[I32];
        results: filename: tensor[STRING];
        traits: REMOVABLE;
        effects: Read;
    }
}
