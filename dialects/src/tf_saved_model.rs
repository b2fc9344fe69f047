//! The tf_saved_model dialect: what a SavedModel exports besides its functions.

use tfl_ir::DialectInfo;

use crate::op_macro::ops;

/// The tf_saved_model dialect.
pub static TF_SAVED_MODEL: DialectInfo =
    DialectInfo { name: "tf_saved_model", ops: &[OPS], materialize: None, open: false };

ops! {
    /// A variable or constant of the model with its first value.
    ///
    /// ```mlir
    /// "tf_saved_model.global_tensor"() <{sym_name = "v", type = tensor<4xf32>, is_mutable,
    ///     value = dense<1.0> : tensor<4xf32>}> : () -> ()
    /// ```
    GlobalTensor = "tf_saved_model.global_tensor" {
        attrs: sym_name: Str, value: Elements ? none, r#type: TypeKind, is_mutable: Unit ? false;
        traits: SYMBOL;
        effects: Unknown;
    }

    /// A file that the model reads when it starts.
    ///
    /// ```mlir
    /// "tf_saved_model.asset"() <{filename = "assets/vocabulary.txt", sym_name = "a"}> : () -> ()
    /// ```
    Asset = "tf_saved_model.asset" {
        attrs: sym_name: Str, filename: Str;
        traits: SYMBOL;
        effects: Unknown;
    }

    /// The functions that run before any other, in order.
    ///
    /// ```mlir
    /// "tf_saved_model.session_initializer"() <{initializers = []}> : () -> ()
    /// ```
    SessionInitializer = "tf_saved_model.session_initializer" {
        attrs: initializers: Array;
        effects: Unknown;
    }
}
