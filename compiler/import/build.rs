//! Compiles `proto/**` to Rust with protox, so that no protoc has to be installed.

use std::error::Error;

const FILES: [&str; 4] = [
    "tensorflow/framework.proto",
    "tensorflow/saved_model.proto",
    "tensorflow/checkpoint.proto",
    "tensorflow/debug_info.proto",
];

/// Fields that can be large: kept as slices of the mapped file instead of copies.
const SHARED_BYTES: [&str; 5] = [
    ".tensorflow.TensorProto.tensor_content",
    ".tensorflow.TensorProto.string_val",
    ".tensorflow.AttrValue.s",
    ".tensorflow.AttrValue.ListValue.s",
    ".tensorflow.FunctionDefLibrary.function",
];

/// Values that are rare or large, kept out of line: a map of attributes makes room for eleven at a time.
const BOXED: [&str; 4] = [
    ".tensorflow.AttrValue.value.list",
    ".tensorflow.AttrValue.value.shape",
    ".tensorflow.AttrValue.value.tensor",
    ".tensorflow.AttrValue.value.func",
];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=proto");
    let descriptors = protox::compile(FILES, ["proto"])?;
    let mut config = prost_build::Config::new();
    BOXED.iter().for_each(|field| {
        config.boxed(field);
    });
    config
        // Ordered maps: whatever the importer walks, it walks in the order of the names.
        .btree_map(["."])
        .bytes(SHARED_BYTES)
        .compile_fds(descriptors)?;
    Ok(())
}
