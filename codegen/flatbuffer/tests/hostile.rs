//! Damaged and malicious files are refused, never a panic, a hang or a flood of memory.

#![allow(clippy::unwrap_used, reason = "a test may stop here")]

mod corpus;

use std::time::{Duration, Instant};

use bytes::Bytes;
use proptest::prelude::*;
use tfl_flatbuffer::model::{
    Buffer, Operator, OperatorCode, Quantization, Signature, Subgraph, Tensor, TensorMap,
};
use tfl_flatbuffer::schema::{Options, OptionsTable, Value};
use tfl_flatbuffer::{
    ImportOptions, Model, WriteOptions, export_model, import_model, read, read_unchecked, validate, write,
};

/// A small model with something in every kind of table: `y = relu(x + c)`.
fn small_model() -> Model {
    let tensor = |name: &str, buffer: u32| Tensor {
        shape: vec![1, 4],
        shape_signature: vec![-1, 4],
        buffer,
        name: name.into(),
        has_rank: true,
        quantization: Some(Box::new(Quantization {
            min: vec![0.0],
            max: vec![1.0],
            ..Quantization::default()
        })),
        ..Tensor::default()
    };
    let mut options = Options::new(OptionsTable::by_name("AddOptions").unwrap());
    options.set(0, Value::Int(1)).unwrap();
    let map = |name: &str, tensor_index| TensorMap { name: name.into(), tensor_index };
    Model {
        version: 3,
        description: "made by a test".into(),
        operator_codes: vec![OperatorCode { builtin: 0, custom: String::new(), version: 1 }],
        subgraphs: vec![Subgraph {
            tensors: vec![
                tensor("x", 0),
                Tensor { shape_signature: vec![], ..tensor("c", 1) },
                tensor("y", 0),
            ],
            inputs: vec![0],
            outputs: vec![2],
            operators: vec![Operator {
                inputs: vec![0, 1],
                outputs: vec![2],
                options: Some(options),
                ..Operator::default()
            }],
            name: "main".into(),
            debug_metadata_index: None,
        }],
        buffers: vec![Buffer::default(), Buffer { data: Some(Bytes::from(vec![7; 16])) }],
        signatures: vec![Signature {
            key: "serving_default".into(),
            subgraph_index: 0,
            inputs: vec![map("x", 0)],
            outputs: vec![map("y", 2)],
        }],
        ..Model::default()
    }
}

fn bytes_of(model: &Model) -> Vec<u8> {
    let mut out = Vec::new();
    write(model, WriteOptions::default(), &mut out).unwrap();
    out
}

/// The message that refuses the small model after `spoil`.
fn refusal(spoil: impl FnOnce(&mut Model)) -> String {
    let mut model = small_model();
    spoil(&mut model);
    read(&Bytes::from(bytes_of(&model))).unwrap_err().to_string()
}

#[test]
fn the_small_model_is_good() {
    let bytes = Bytes::from(bytes_of(&small_model()));
    assert_eq!(read(&bytes), Ok(small_model()));
}

#[test]
fn files_that_are_none() {
    for (bytes, expected) in [
        (&b""[..], "this is not a .tflite file: it has 0 bytes, expected at least 8"),
        (b"TFL3", "this is not a .tflite file: it has 4 bytes, expected at least 8"),
        (b"\x08\0\0\0PK\x03\x04", r"this is not a .tflite file: its identifier is PK\x03\x04, expected TFL3"),
        (b"\x09\0\0\0TFL3\0\0\0\0\0", "the root table: a table at byte 9, which is not a multiple of 4"),
        (
            b"\xFC\xFF\xFF\x7FTFL3",
            "the root table: a table covers 4 bytes at 2147483644, past the end of the file at 8",
        ),
        (
            b"\x08\0\0\0TFL3\x10\0\0\0",
            "the root table: the table at byte 8 has its vtable 16 bytes before it",
        ),
        (
            b"\x08\0\0\0TFL3\0\0\0\x80",
            "the root table: a vtable covers 2 bytes at 2147483656, past the end of the file at 12",
        ),
        (
            b"\x0C\0\0\0TFL3\x03\0\x04\0\x04\0\0\0",
            "the root table: the vtable at byte 8 has an impossible size of 3",
        ),
        (
            b"\x0C\0\0\0TFL3\x04\0\x03\0\x04\0\0\0",
            "the root table: the table at byte 12 has an impossible size of 3",
        ),
        (b"\x0C\0\0\0TFL3\x04\0\x04\0\x04\0\0\0", "the model has no subgraph, expected at least one"),
    ] {
        assert_eq!(read(&Bytes::from_static(bytes)).unwrap_err().to_string(), expected);
    }
}

#[test]
fn models_that_make_no_sense() {
    type Spoil = fn(&mut Model);
    let cases: [(Spoil, &str); 15] = [
        (
            |m| m.subgraphs[0].tensors[1].is_variable = true,
            "tensor 1 'c': a variable with a content, but variables start at zero",
        ),
        (
            |m| m.subgraphs[0].operators[0].inputs[0] = 9,
            "operator 0 (ADD): refers to tensor 9, but there are 3",
        ),
        (
            |m| m.subgraphs[0].operators[0].outputs[0] = -1,
            "operator 0 (ADD): refers to tensor -1, but there are 3",
        ),
        (
            |m| m.subgraphs[0].operators[0].inputs[0] = 2,
            "operator 0 (ADD): reads tensor 2 'y' before the operator that writes it",
        ),
        (
            |m| m.subgraphs[0].operators[0].outputs[0] = 1,
            "operator 0 (ADD): writes tensor 1 'c', which is a constant",
        ),
        (
            |m| m.subgraphs[0].operators[0].outputs[0] = 0,
            "operator 0 (ADD): writes tensor 0 'x', which is an input of the subgraph",
        ),
        (
            |m| m.subgraphs[0].operators[0].opcode_index = 5,
            "operator 0: refers to operator code 5, but there are 1",
        ),
        (
            |m| m.operator_codes[0].builtin = 127,
            "operator 0 (PLACEHOLDER_FOR_GREATER_OP_CODES): operator code 127, which stands for none",
        ),
        (
            |m| m.operator_codes[0].builtin = 999,
            "operator 0 (unknown operator): unknown builtin operator 999",
        ),
        (
            |m| m.subgraphs[0].tensors[1].buffer = 7,
            "tensor 1 'c': refers to buffer 7, but there are 2 buffers",
        ),
        (
            |m| m.subgraphs[0].tensors[1].shape[1] = 5,
            "tensor 1 'c': its content has 16 bytes, but FLOAT32 of shape [1, 5] takes 20",
        ),
        (|m| m.subgraphs[0].tensors[0].shape[0] = -2, "tensor 0 'x': its shape [-2, 4] has a negative size"),
        (
            |m| m.subgraphs[0].tensors[0].shape[1] = 3,
            "tensor 0 'x': its shape is [1, 3] but its shape signature [-1, 4]",
        ),
        (
            |m| m.subgraphs[0].tensors[0].shape = vec![i32::MAX; 3],
            "tensor 0 'x': its shape [2147483647, 2147483647, 2147483647] has more elements than can be counted",
        ),
        (|m| m.subgraphs[0].outputs[0] = 3, "output 0: refers to tensor 3, but there are 3"),
    ];
    for (spoil, expected) in cases {
        assert_eq!(refusal(spoil), format!("subgraph 0 'main', {expected}"));
    }
    assert_eq!(
        refusal(|m| m.signatures.push(m.signatures[0].clone())),
        "signature 'serving_default': there are two of this name"
    );
    assert_eq!(
        refusal(|m| m.signatures[0].outputs[0].tensor_index = 3),
        "signature 'serving_default', outputs: 'y' refers to tensor 3, but there are 3"
    );
}

/// A file whose only subgraph is a vector of `tensors` offsets to one and the same table.
fn bomb(tensors: u32) -> Bytes {
    let mut out: Vec<u8> = Vec::new();
    let number = |out: &mut Vec<u8>, value: u32| out.extend(value.to_le_bytes());
    out.extend(b"\x14\0\0\0TFL3");
    out.extend([10, 0, 8, 0, 0, 0, 0, 0, 4, 0, 0, 0]); // model: slot 2 at 4
    number(&mut out, 12); // 20: the model; vtable at 8
    number(&mut out, 4); // subgraphs at 28
    number(&mut out, tensors); // 28
    let subgraph = 28 + 4 + 4 * tensors + 8;
    for index in 0..tensors {
        number(&mut out, subgraph - (32 + 4 * index));
    }
    out.extend([6, 0, 8, 0, 4, 0, 0, 0]); // subgraph: slot 0 at 4
    number(&mut out, 8);
    number(&mut out, 4);
    number(&mut out, tensors);
    let tensor = subgraph + 8 + 4 + 4 * tensors + 4;
    for index in 0..tensors {
        number(&mut out, tensor - (subgraph + 12 + 4 * index));
    }
    out.extend([4, 0, 4, 0]);
    number(&mut out, 4);
    Bytes::from(out)
}

#[test]
fn sharing_does_not_multiply() {
    // A few tables may be shared; ten thousand subgraphs of ten thousand tensors each may not.
    assert_eq!(read_unchecked(&bomb(10)).unwrap().subgraphs[9].tensors.len(), 10);
    let start = Instant::now();
    let error = read_unchecked(&bomb(10_000)).unwrap_err();
    assert!(error.message().contains("refer to each other so often"), "{error}");
    assert!(start.elapsed() < Duration::from_secs(5));
}

#[test]
fn cut_files_are_refused() {
    let bytes = Bytes::from(bytes_of(&small_model()));
    for len in 0..bytes.len() {
        read(&bytes.slice(..len)).unwrap_err();
    }
}

/// Reads, writes what could be read, and takes what is valid through the IR: none of it may panic.
fn survive(bytes: Vec<u8>) {
    let Ok(model) = read_unchecked(&Bytes::from(bytes)) else { return };
    let again = read_unchecked(&Bytes::from(bytes_of(&model))).unwrap();
    assert_eq!(again.subgraphs.len(), model.subgraphs.len());
    if validate(&model).is_err() {
        return;
    }
    if let Ok(module) = import_model(&model, &ImportOptions::default()) {
        let _ = export_model(&module);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damaged_small_models(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6)) {
        let mut bytes = bytes_of(&small_model());
        for (at, value) in changes {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        survive(bytes);
    }

    #[test]
    fn moved_offsets(at in any::<prop::sample::Index>(), value in prop_oneof![0u32..600, any::<u32>()]) {
        let mut bytes = bytes_of(&small_model());
        let at = at.index(bytes.len() / 4) * 4;
        bytes[at..at + 4].copy_from_slice(&value.to_le_bytes());
        survive(bytes);
    }
}

#[test]
fn damaged_real_files() {
    let mut seed = 1u64;
    let mut next = move || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap()
    };
    for (_, bytes) in corpus::files() {
        if bytes.len() > 20_000 {
            continue;
        }
        for _ in 0..50 {
            let mut damaged = bytes.to_vec();
            for _ in 0..1 + next() % 4 {
                let at = next() % damaged.len();
                damaged[at] = u8::try_from(next() % 256).unwrap();
            }
            survive(damaged);
        }
    }
}
