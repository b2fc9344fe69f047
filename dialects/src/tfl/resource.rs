//! Variables and hash tables.

use crate::op_macro::ops;

ops! {
    /// A handle to a variable by name.
    ///
    /// TFLite VAR_HANDLE.
    ///
    /// ```mlir
    /// %0 = "tfl.var_handle"() <{container = "", shared_name = "v"}> : () -> tensor<!tf_type.resource>
    /// ```
    VarHandle = "tfl.var_handle" => VAR_HANDLE(142), VarHandleOptions {
        attrs: container: Str = "" @0, shared_name: Str = "" @1;
        results: resource_handle: tensor[RESOURCE];
        effects: Unknown;
        since: "2.6.0";
    }

    /// The value of a variable.
    ///
    /// TFLite READ_VARIABLE.
    ///
    /// ```mlir
    /// %0 = "tfl.read_variable"(%resource_id) : (tensor<!tf_type.resource>) -> tensor<4xf32>
    /// ```
    ReadVariable = "tfl.read_variable" => READ_VARIABLE(143) {
        operands: resource_id: tensor[RESOURCE];
        results: result: tensor[F32, F64, I1, UI8, I8, QI8, QUI8, I32, I64, QI16, C64, C128];
        effects: Unknown;
        since: "2.6.0";
    }

    /// Sets the value of a variable.
    ///
    /// TFLite ASSIGN_VARIABLE.
    ///
    /// ```mlir
    /// "tfl.assign_variable"(%resource_id, %value) : (tensor<!tf_type.resource>, tensor<4xf32>) -> ()
    /// ```
    AssignVariable = "tfl.assign_variable" => ASSIGN_VARIABLE(144) {
        operands: resource_id: tensor[RESOURCE],
                  value: tensor[F32, F64, I1, UI8, I8, QI8, QUI8, I32, I64, QI16, C64, C128];
        effects: Unknown;
        since: "2.6.0";
    }

    /// A handle to a hash table.
    ///
    /// TFLite HASHTABLE.
    ///
    /// ```mlir
    /// %0 = "tfl.hashtable"()
    ///     <{key_dtype = !tf_type.string, table_id = 1 : i32, value_dtype = i64}>
    ///     : () -> tensor<1x!tf_type.resource>
    /// ```
    Hashtable = "tfl.hashtable" => HASHTABLE(136), HashtableOptions {
        attrs: table_id: I32 @0, key_dtype: TypeKind @1, value_dtype: TypeKind @2;
        results: out: tensor[RESOURCE];
        effects: Unknown;
        since: "2.5.0";
    }

    /// Values of a hash table by key.
    ///
    /// TFLite HASHTABLE_FIND.
    ///
    /// ```mlir
    /// %0 = "tfl.hashtable_find"(%hash_table, %keys, %default_value)
    ///     : (tensor<!tf_type.resource>, tensor<2x!tf_type.string>, tensor<i64>) -> tensor<2xi64>
    /// ```
    HashtableFind = "tfl.hashtable_find" => HASHTABLE_FIND(137) {
        operands: hash_table: tensor[RESOURCE], keys: tensor[I32, STRING, I64],
                  default_value: tensor[F32, I32, STRING, I64];
        results: out: tensor[F32, I32, STRING, I64];
        effects: Unknown;
        since: "2.5.0";
    }

    /// Fills a hash table with keys and values.
    ///
    /// TFLite HASHTABLE_IMPORT.
    ///
    /// ```mlir
    /// "tfl.hashtable_import"(%hash_table, %keys, %values)
    ///     : (tensor<!tf_type.resource>, tensor<2x!tf_type.string>, tensor<2xi64>) -> ()
    /// ```
    HashtableImport = "tfl.hashtable_import" => HASHTABLE_IMPORT(138) {
        operands: hash_table: tensor[RESOURCE], keys: tensor[I32, STRING, I64],
                  values: tensor[F32, I32, STRING, I64];
        effects: Unknown;
        since: "2.5.0";
    }

    /// Number of entries of a hash table.
    ///
    /// TFLite HASHTABLE_SIZE.
    ///
    /// ```mlir
    /// %0 = "tfl.hashtable_size"(%hash_table) : (tensor<!tf_type.resource>) -> tensor<1xi64>
    /// ```
    HashtableSize = "tfl.hashtable_size" => HASHTABLE_SIZE(139) {
        operands: hash_table: tensor[RESOURCE];
        results: out: tensor[I64];
        effects: Unknown;
        since: "2.5.0";
    }
}
