//! Names of attributes by which the IR carries what belongs to a `.tflite` file.

/// Of a module: the version of the schema.
pub(crate) const SCHEMA_VERSION: &str = "tfl.schema_version";
/// Of a module: what made it.
pub(crate) const DESCRIPTION: &str = "tfl.description";
/// Of a module: a dictionary of named contents.
pub(crate) const METADATA: &str = "tfl.metadata";
/// Of a module: a zip archive as a constant of bytes.
pub(crate) const ASSOCIATED_FILES: &str = "tfl.associated_files";
/// Of a module: it has signatures.
pub(crate) const SEMANTICS: &str = "tf_saved_model.semantics";
/// Of a function: the names of the tensors a caller fills and reads.
pub(crate) const ENTRY_FUNCTION: &str = "tf.entry_function";
/// Of a function: the signatures that call it.
pub(crate) const EXPORTED_NAMES: &str = "tf_saved_model.exported_names";
/// Of an argument or result: its name in the signature.
pub(crate) const INDEX_PATH: &str = "tf_saved_model.index_path";
/// Of a constant: it is the initial value of a tensor that keeps its content between runs.
pub(crate) const IS_VARIABLE: &str = "tfl.is_variable";
/// The metadata that says which runtime is needed.
pub(crate) const MIN_RUNTIME_VERSION: &str = "min_runtime_version";
