//! Decoding a protocol buffer with an error that names the file and what the bytes should have been.

use std::path::Path;

use bytes::Bytes;
use prost::Message;

use crate::error::{ImportError, Result};

/// Decodes `bytes`, which came from `file`, as the message `M`, called `what` in errors.
///
/// Large byte fields of the result are slices of `bytes`. Errors: anything that is not that message.
pub(crate) fn decode<M: Message + Default>(bytes: Bytes, what: &str, file: &Path) -> Result<M> {
    decode_part(bytes, what).map_err(|e| e.file(file))
}

/// As [`decode`], for bytes from inside a file that the caller's caller knows.
pub(crate) fn decode_part<M: Message + Default>(bytes: Bytes, what: &str) -> Result<M> {
    let len = bytes.len();
    M::decode(bytes).map_err(|error| {
        ImportError::new(format!("{len} bytes are not a valid {what}: {}", reason(&error)))
            .expected(format!("a protocol buffer holding a {what}"))
            .hint("the file may be cut off or of another kind; copy or export it again")
    })
}

/// prost's description without its leading sentence, which says no more than ours.
fn reason(error: &prost::DecodeError) -> String {
    let text = error.to_string();
    text.trim_start_matches("failed to decode Protobuf message: ").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proto::{AttrValue, GraphDef, NameAttrList, TensorProto, attr_value::Value};

    #[test]
    fn large_bytes_are_shared_with_the_input() {
        let tensor = TensorProto { tensor_content: Bytes::from(vec![7u8; 4096]), ..Default::default() };
        let wire = Bytes::from(tensor.encode_to_vec());
        let read: TensorProto = decode(wire.clone(), "tensor", Path::new("t.pb")).unwrap();
        let start = wire.as_ptr() as usize;
        let content = read.tensor_content.as_ptr() as usize;
        assert!((start..start + wire.len()).contains(&content));
    }

    #[test]
    fn functions_nested_without_end_are_refused() {
        let mut wire = Vec::new();
        for _ in 0..100_000 {
            // Each turn wraps the last one as field 1 of a list of functions; deep, but the bytes stay short
            // because every length is a lie about more than is there.
            wire.extend_from_slice(&[0x52, 0x7f, 0x12, 0x7f, 0x12, 0x7f]);
        }
        let error = decode::<AttrValue>(Bytes::from(wire), "attribute", Path::new("g.pb")).unwrap_err();
        assert!(error.to_string().contains("not a valid attribute"), "{error}");

        let mut value = AttrValue { value: Some(Value::B(true)) };
        for _ in 0..80 {
            let attr = [("f".to_owned(), value)].into();
            value =
                AttrValue { value: Some(Value::Func(Box::new(NameAttrList { name: String::new(), attr }))) };
        }
        let wire = Bytes::from(value.encode_to_vec());
        let error = decode::<AttrValue>(wire, "attribute", Path::new("g.pb")).unwrap_err();
        assert!(error.to_string().contains("recursion limit"), "{error}");
    }

    #[test]
    fn cut_and_foreign_bytes_are_refused_with_the_file() {
        for bytes in [&b"\x0a\x7fshort"[..], b"\x89PNG\r\n\x1a\n", b"\x0a\x03\x0a\x01\xff"] {
            let error = decode::<GraphDef>(Bytes::from_static(bytes), "GraphDef", Path::new("m/g.pb"));
            let text = error.unwrap_err().to_string();
            assert!(text.contains("not a valid GraphDef") && text.contains("m/g.pb"), "{text}");
        }
    }
}
