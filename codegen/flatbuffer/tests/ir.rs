//! Real files survive the way through the IR.

#![allow(clippy::unwrap_used, reason = "a test may stop here")]

mod corpus;

use bytes::Bytes;
use tfl_flatbuffer::model::{Operator, Quantization, Subgraph, Tensor, TensorType};
use tfl_flatbuffer::{ExportOptions, ImportOptions, Model, export, import, read};

fn exported(bytes: &Bytes) -> Bytes {
    let module = import(bytes, &ImportOptions::default()).unwrap();
    let mut out = Vec::new();
    export(&module, &ExportOptions::default(), &mut out).unwrap_or_else(|errors| panic!("{errors:?}"));
    Bytes::from(out)
}

/// The files that can be read, with their models.
fn models() -> impl Iterator<Item = (String, Bytes, Model)> {
    corpus::files().into_iter().filter_map(|(path, bytes)| {
        let model = read(&bytes).ok()?;
        Some((path.display().to_string(), bytes, model))
    })
}

#[test]
fn once_through_the_ir_is_as_good_as_twice() {
    for (name, bytes, _) in models() {
        let once = exported(&bytes);
        assert!(exported(&once) == once, "{name} changes the second time");
    }
}

#[test]
fn operators_survive() {
    for (name, bytes, before) in models() {
        let after = read(&exported(&bytes)).unwrap();
        for (index, subgraph) in before.subgraphs.iter().enumerate() {
            let Some(same) = counterpart(&before, &after, index) else { continue };
            assert_eq!(subgraph.operators.len(), same.operators.len(), "{name}, subgraph {index}");
            for (number, (a, b)) in subgraph.operators.iter().zip(&same.operators).enumerate() {
                same_operator(
                    (&before, subgraph, a),
                    (&after, same, b),
                    &format!("{name}, operator {number}"),
                );
            }
        }
    }
}

/// The subgraph of `after` that subgraph `index` of `before` became. Subgraphs that nothing refers to are dropped,
/// and the others are numbered as they are found, so only entries are compared.
fn counterpart<'a>(before: &Model, after: &'a Model, index: usize) -> Option<&'a Subgraph> {
    if let Some(signature) = before.signatures.iter().find(|s| s.subgraph_index as usize == index) {
        let same = after.signatures.iter().find(|s| s.key == signature.key).unwrap();
        return Some(&after.subgraphs[same.subgraph_index as usize]);
    }
    (index == 0).then(|| &after.subgraphs[0])
}

type Place<'a> = (&'a Model, &'a Subgraph, &'a Operator);

fn same_operator(before: Place<'_>, after: Place<'_>, place: &str) {
    let (a, b) = (before.0.code_of(before.2).unwrap(), after.0.code_of(after.2).unwrap());
    assert_eq!((a.builtin, &a.custom), (b.builtin, &b.custom), "{place}");
    assert_eq!(before.2.custom_options, after.2.custom_options, "{place}");
    for (old, new) in [(&before.2.options, &after.2.options), (&before.2.options_2, &after.2.options_2)] {
        let fields = |options: &Option<tfl_flatbuffer::schema::Options>| -> Vec<String> {
            let all = options.iter().flat_map(|options| options.explicit());
            let own = all.filter(|(_, field, _)| !is_derived(field.name));
            own.map(|(_, field, value)| format!("{} {value:?}", field.name)).collect()
        };
        assert_eq!(fields(old), fields(new), "{place} ({})", a.name());
    }
    for (index, &input) in after.2.inputs.iter().enumerate() {
        match before.2.inputs.get(index) {
            Some(-1) | None if input == -1 => {}
            // The shape that old files have in the options or nowhere.
            None => assert_eq!(a.name(), "RESHAPE", "{place}"),
            Some(&old) => same_tensor(
                (before.0, before.1, old),
                (after.0, after.1, input),
                &format!("{place}, input {index}"),
            ),
        }
    }
    assert_eq!(before.2.outputs.len(), after.2.outputs.len(), "{place}");
    for (&old, &new) in before.2.outputs.iter().zip(&after.2.outputs) {
        same_tensor((before.0, before.1, old), (after.0, after.1, new), place);
    }
}

/// Whether a field is written anew: types that options repeat from tensors, numbers of subgraphs, and the shape of a
/// reshape, which is its operand.
fn is_derived(field: &str) -> bool {
    let types = ["out_type", "output_type", "idx_out_type", "in_data_type", "out_data_type"];
    types.contains(&field) || field.ends_with("subgraph_index") || field == "new_shape"
}

fn same_tensor(before: (&Model, &Subgraph, i32), after: (&Model, &Subgraph, i32), place: &str) {
    let tensor = |(_, subgraph, index): (&Model, &Subgraph, i32)| -> Tensor {
        subgraph.tensors[usize::try_from(index).unwrap()].clone()
    };
    let (mut a, b) = (tensor(before), tensor(after));
    // Some files call a quantized result a float, scales and all.
    let has_scales = a.quantization.as_ref().is_some_and(|quantization| !quantization.scale.is_empty());
    if a.element_type == TensorType::Float32 && has_scales && b.element_type != TensorType::Float32 {
        a.element_type = b.element_type;
    }
    assert_eq!(
        (&a.shape, &a.shape_signature, a.element_type),
        (&b.shape, &b.shape_signature, b.element_type),
        "{place}"
    );
    assert_eq!(a.is_variable, b.is_variable, "{place}");
    let content = |model: &Model, tensor: &Tensor| {
        model.buffer_data(tensor.buffer).filter(|_| model.is_constant(tensor)).cloned()
    };
    assert_eq!(content(before.0, &a), content(after.0, &b), "{place}");
    let layout = |tensor: &Tensor| tensor.sparsity.as_ref().map(|sparsity| sparsity.traversal_order.clone());
    assert_eq!(layout(&a), layout(&b), "{place}");
    let tensor_type = a.element_type;
    // Floats that carry scales, as some files have, are floats.
    if !matches!(a.element_type, TensorType::Float32 | TensorType::Bool) {
        let scales = |tensor: &Tensor| -> (Vec<f32>, Vec<i64>) {
            let quantization: Quantization = tensor.quantization.as_deref().cloned().unwrap_or_default();
            (quantization.scale, quantization.zero_point)
        };
        let (old, new) = (scales(&a), scales(&b));
        // Scales of biases of 64 bits are multiplied anew.
        let equal =
            |(a, b): (&f32, &f32)| a == b || (tensor_type == TensorType::Int64 && (a - b).abs() <= a * 1e-6);
        assert_eq!((old.0.len(), &old.1), (new.0.len(), &new.1), "{place}");
        assert!(old.0.iter().zip(&new.0).all(equal), "{place}: {:?} and {:?}", old.0, new.0);
    }
}

#[test]
fn what_is_not_computation_survives() {
    for (name, bytes, before) in models() {
        let after = read(&exported(&bytes)).unwrap();
        assert_eq!(after.associated_files.len(), before.associated_files.len(), "{name}");
        for entry in before.metadata.iter().filter(|entry| entry.name != "min_runtime_version") {
            let same = after.metadata.iter().find(|known| known.name == entry.name);
            let content = |model: &Model, buffer| model.buffer_data(buffer).cloned().unwrap_or_default();
            assert_eq!(
                same.map(|same| content(&after, same.buffer)),
                Some(content(&before, entry.buffer)),
                "{name}"
            );
        }
        let names = |model: &Model| -> Vec<String> {
            let maps = |maps: &[tfl_flatbuffer::model::TensorMap], subgraph: &Subgraph| -> String {
                let mut maps: Vec<String> = maps
                    .iter()
                    .map(|map| format!("{}={}", map.name, subgraph.tensors[map.tensor_index as usize].name))
                    .collect();
                maps.sort();
                maps.join(",")
            };
            let signature = |s: &tfl_flatbuffer::model::Signature| {
                let subgraph = &model.subgraphs[s.subgraph_index as usize];
                format!("{}: {} -> {}", s.key, maps(&s.inputs, subgraph), maps(&s.outputs, subgraph))
            };
            let mut all: Vec<String> = model.signatures.iter().map(signature).collect();
            all.sort();
            all
        };
        assert_eq!(names(&before), names(&after), "{name}");
    }
}

#[test]
fn imported_models_are_valid_ir() {
    for (name, bytes, _) in models() {
        let module = import(&bytes, &ImportOptions::default()).unwrap();
        let result = tfl_ir::verify::verify_module(&module, tfl_ir::verify::VerifyOptions::default());
        assert!(result.is_ok(), "{name}: {result:?}");
    }
}
