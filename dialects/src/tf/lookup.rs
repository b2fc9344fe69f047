//! Hash tables.

use crate::op_macro::ops;

ops! {
    /// A handle to a hash table without a name.
    ///
    /// ```mlir
    /// %0 = "tf.AnonymousHashTable"() : () -> tensor<*x!tf_type.resource>
    /// ```
    AnonymousHashTable = "tf.AnonymousHashTable" {
        attrs: key_dtype: TypeKind ? none, value_dtype: TypeKind ? none;
        results: table_handle: tensor[RESOURCE];
        traits: REMOVABLE;
        effects: Read;
    }

    /// An old-style handle to a hash table.
    ///
    /// ```mlir
    /// %0 = "tf.HashTable"() : () -> tensor<*x!tf_type.string>
    /// ```
    HashTable = "tf.HashTable" {
        attrs: container: Str ? "", shared_name: Str ? "", use_node_name_sharing: Bool ? false,
               key_dtype: TypeKind ? none, value_dtype: TypeKind ? none;
        results: table_handle: tensor[STRING];
        traits: REMOVABLE;
        effects: Read;
    }

    /// A handle to a hash table.
    ///
    /// ```mlir
    /// %0 = "tf.HashTableV2"() : () -> tensor<*x!tf_type.resource>
    /// ```
    HashTableV2 = "tf.HashTableV2" {
        attrs: container: Str ? "", shared_name: Str ? "", use_node_name_sharing: Bool ? false,
               key_dtype: TypeKind ? none, value_dtype: TypeKind ? none;
        results: table_handle: tensor[RESOURCE];
        traits: REMOVABLE;
        effects: Read;
    }

    /// Fills a hash table from the lines of a file.
    ///
    /// ```mlir
    /// "tf.InitializeTableFromTextFileV2"(%table_handle, %filename)
    ///     <{key_index = 1 : i64, value_index = 1 : i64}>
    ///     : (tensor<*x!tf_type.resource>, tensor<*x!tf_type.string>) -> ()
    /// ```
    InitializeTableFromTextFileV2 = "tf.InitializeTableFromTextFileV2" {
        operands: table_handle: tensor[RESOURCE], filename: tensor[STRING];
        attrs: key_index: I64, value_index: I64, vocab_size: I64 ? (-1), delimiter: Str ? "\t",
               offset: I64 ? 0;
        effects: Unknown;
    }

    /// Fills a hash table with keys and values.
    ///
    /// ```mlir
    /// "tf.InitializeTableV2"(%table_handle, %keys, %values)
    ///     : (tensor<*x!tf_type.resource>, tensor<*xf32>, tensor<*xf32>) -> ()
    /// ```
    InitializeTableV2 = "tf.InitializeTableV2" {
        operands: table_handle: tensor[RESOURCE], keys: tensor, values: tensor;
        effects: Unknown;
    }

    /// Keys and values of a hash table.
    ///
    /// ```mlir
    /// %r0, %r1 = "tf.LookupTableExportV2"(%table_handle)
    ///     : (tensor<*x!tf_type.resource>) -> (tensor<*xf32>, tensor<*xf32>)
    /// ```
    LookupTableExportV2 = "tf.LookupTableExportV2" {
        operands: table_handle: tensor[RESOURCE];
        results: keys: tensor, values: tensor;
        traits: REMOVABLE;
        effects: Read;
    }

    /// Values of an old-style hash table by key.
    ///
    /// ```mlir
    /// %0 = "tf.LookupTableFind"(%table_handle, %keys, %default_value)
    ///     : (tensor<*x!tf_type.string>, tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    LookupTableFind = "tf.LookupTableFind" {
        operands: table_handle: tensor[STRING], keys: tensor, default_value: tensor;
        results: values: tensor;
        traits: REMOVABLE;
        effects: Read;
    }

    /// Values of a hash table by key.
    ///
    /// ```mlir
    /// %0 = "tf.LookupTableFindV2"(%table_handle, %keys, %default_value)
    ///     : (tensor<*x!tf_type.resource>, tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    LookupTableFindV2 = "tf.LookupTableFindV2" {
        operands: table_handle: tensor[RESOURCE], keys: tensor, default_value: tensor;
        results: values: tensor;
        traits: REMOVABLE;
        effects: Read;
    }

    /// Fills a hash table with keys and values, dropping what it had.
    ///
    /// ```mlir
    /// "tf.LookupTableImportV2"(%table_handle, %keys, %values)
    ///     : (tensor<*x!tf_type.resource>, tensor<*xf32>, tensor<*xf32>) -> ()
    /// ```
    LookupTableImportV2 = "tf.LookupTableImportV2" {
        operands: table_handle: tensor[RESOURCE], keys: tensor, values: tensor;
        effects: Unknown;
    }

    /// Adds keys and values to a hash table.
    ///
    /// ```mlir
    /// "tf.LookupTableInsertV2"(%table_handle, %keys, %values)
    ///     : (tensor<*x!tf_type.resource>, tensor<*xf32>, tensor<*xf32>) -> ()
    /// ```
    LookupTableInsertV2 = "tf.LookupTableInsertV2" {
        operands: table_handle: tensor[RESOURCE], keys: tensor, values: tensor;
        effects: Unknown;
    }

    /// Number of entries of an old-style hash table.
    ///
    /// ```mlir
    /// %0 = "tf.LookupTableSize"(%table_handle) : (tensor<*x!tf_type.string>) -> tensor<*xi64>
    /// ```
    LookupTableSize = "tf.LookupTableSize" {
        operands: table_handle: tensor[STRING];
        results: size: tensor[I64];
        traits: REMOVABLE;
        effects: Read;
    }

    /// Number of entries of a hash table.
    ///
    /// ```mlir
    /// %0 = "tf.LookupTableSizeV2"(%table_handle) : (tensor<*x!tf_type.resource>) -> tensor<*xi64>
    /// ```
    LookupTableSizeV2 = "tf.LookupTableSizeV2" {
        operands: table_handle: tensor[RESOURCE];
        results: size: tensor[I64];
        traits: REMOVABLE;
        effects: Read;
    }

    /// A handle to a hash table that may change.
    ///
    /// ```mlir
    /// %0 = "tf.MutableHashTableV2"() : () -> tensor<*x!tf_type.resource>
    /// ```
    MutableHashTableV2 = "tf.MutableHashTableV2" {
        attrs: container: Str ? "", shared_name: Str ? "", use_node_name_sharing: Bool ? false,
               key_dtype: TypeKind ? none, value_dtype: TypeKind ? none;
        results: table_handle: tensor[RESOURCE];
        traits: REMOVABLE;
        effects: Read;
    }

    /// A handle to a hash table that may change, with open addressing.
    ///
    /// ```mlir
    /// %0 = "tf.MutableDenseHashTableV2"(%empty_key, %deleted_key)
    ///     : (tensor<*xf32>, tensor<*xf32>) -> tensor<*x!tf_type.resource>
    /// ```
    MutableDenseHashTableV2 = "tf.MutableDenseHashTableV2" {
        operands: empty_key: tensor, deleted_key: tensor;
        attrs: container: Str ? "", shared_name: Str ? "", use_node_name_sharing: Bool ? false,
               value_dtype: TypeKind ? none, value_shape: TfShape ? none, initial_num_buckets: I64 ? 131072,
               max_load_factor: F32 ? 0.800000011920929;
        results: table_handle: tensor[RESOURCE];
        traits: REMOVABLE;
        effects: Read;
    }
}
