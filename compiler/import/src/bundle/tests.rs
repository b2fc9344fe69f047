use std::fs;

use proptest::prelude::*;
use prost::Message;

use super::*;
use crate::proto::TrackableObjectGraph;

/// A model in the repository.
fn model(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../test/models").join(name)
}

fn f32s(tensor: &Tensor) -> Vec<f32> {
    let TensorData::Dense(data) = &tensor.data else { panic!("not dense") };
    data.chunks_exact(4).map(|c| f32::from_le_bytes(c.try_into().unwrap())).collect()
}

/// A copy of a checkpoint with changed index and shard, opened and read completely.
fn read_all(dir: &Path, index: &[u8], shard: &[u8]) -> Result<Vec<Tensor>> {
    fs::write(dir.join("v.index"), index).unwrap();
    fs::write(dir.join("v.data-00000-of-00001"), shard).unwrap();
    let mut bundle = Bundle::open(&dir.join("v"))?;
    let keys: Vec<String> = bundle.keys().map(str::to_owned).collect();
    keys.iter().map(|key| bundle.tensor(key)).collect()
}

fn files(name: &str) -> (Vec<u8>, Vec<u8>) {
    let variables = model(name).join("variables");
    let index = fs::read(variables.join("variables.index")).unwrap();
    (index, fs::read(variables.join("variables.data-00000-of-00001")).unwrap())
}

#[test]
fn reads_variables_and_the_object_graph() {
    let mut bundle = Bundle::open(&model("half_plus_two/tf2/variables/variables")).unwrap();
    assert!(bundle.contains("a/.ATTRIBUTES/VARIABLE_VALUE"));
    let a = bundle.tensor("a/.ATTRIBUTES/VARIABLE_VALUE").unwrap();
    assert_eq!((a.dtype, a.dims.as_slice(), f32s(&a)), (DataType::DtFloat, &[][..], vec![0.5]));
    let graph = bundle.tensor("_CHECKPOINTABLE_OBJECT_GRAPH").unwrap();
    let TensorData::Strings(strings) = &graph.data else { panic!("not strings") };
    let graph = TrackableObjectGraph::decode(strings[0].clone()).unwrap();
    assert!(graph.nodes.iter().flat_map(|n| &n.attributes).any(|a| a.full_name == "a"));
}

#[test]
fn puts_partitioned_variables_together() {
    let mut bundle = Bundle::open(&model("tf1_partitioned/variables/variables")).unwrap();
    assert_eq!(bundle.keys().collect::<Vec<_>>(), ["b", "m/w"]);
    let w = bundle.tensor("m/w").unwrap();
    assert_eq!(w.dims, [4, 6]);
    let expected: Vec<f32> =
        (0..4).flat_map(|r| [0., 1., 2., 3., 4., 5.].map(|c| parts_value(r, c))).collect();
    assert_eq!(f32s(&w), expected);
    let right = bundle.tensor_part("m/w", Some(&[(0, 4), (3, 3)])).unwrap();
    assert_eq!((right.dims.as_slice(), f32s(&right)[..3].to_vec()), (&[4, 3][..], vec![3., 4., 5.]));
    assert!(bundle.tensor_part("m/w", Some(&[(0, 4), (1, 3)])).is_err());
    assert_eq!(bundle.tensor_part("m/w", Some(&[(0, 4), (0, 6)])).unwrap(), w);
}

/// What the model was saved with: two parts of three columns, numbered row by row, the second from 3 on.
fn parts_value(row: u8, column: f32) -> f32 {
    let part = (column / 3.0).floor();
    f32::from(row) * 3.0 + (column - part * 3.0) + part * 3.0
}

#[test]
fn a_missing_shard_is_named() {
    let mut bundle = Bundle::open(&model("savedmodel_without_weights/variables/variables")).unwrap();
    let key = bundle.keys().find(|k| k.ends_with("VARIABLE_VALUE")).unwrap().to_owned();
    let text = bundle.tensor(&key).unwrap_err().to_string();
    assert!(text.contains("variables/variables.data-00000-of-00001"), "{text}");
}

#[test]
fn a_missing_key_suggests_a_near_one() {
    let mut bundle = Bundle::open(&model("tf1_partitioned/variables/variables")).unwrap();
    let text = bundle.tensor("m/v").unwrap_err().to_string();
    assert!(text.contains("no tensor 'm/v'") && text.contains("hint: it has one called 'm/"), "{text}");
    assert!(bundle.tensor("").is_err());
}

#[test]
fn damage_in_a_shard_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let (index, shard) = files("half_plus_two/tf2");
    assert_eq!(read_all(dir.path(), &index, &shard).unwrap().len(), 4);
    for at in 0..shard.len() {
        let mut bad = shard.clone();
        bad[at] ^= 0x10;
        let text = read_all(dir.path(), &index, &bad).expect_err("a flipped bit is noticed").to_string();
        assert!(text.contains("wrong checksum") || text.contains("inconsistent"), "{text}");
    }
    let text = read_all(dir.path(), &index, &shard[..shard.len() - 1]).unwrap_err().to_string();
    assert!(text.contains("a variables file has only"), "{text}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    /// Entries that lie, behind checksums that are right: never a panic, and never a tensor that does not
    /// hold what its shape says.
    #[test]
    fn lying_entries_never_get_through(
        dtype in -2i32..40, dims in prop::collection::vec(prop_oneof![-2i64..5, Just(i64::MAX), Just(1 << 31)], 0..4),
        shard_id in -1i32..2, offset in prop_oneof![-1i64..40, Just(i64::MAX)],
        size in prop_oneof![-1i64..40, Just(i64::MAX)],
    ) {
        use crate::proto::{TensorShapeProto, tensor_shape_proto::Dim};
        let shape = TensorShapeProto { dim: dims.iter().map(|d| Dim { size: *d }).collect(), unknown_rank: false };
        let shard = Bytes::from((0..32u8).collect::<Vec<_>>());
        let slice = usize::try_from(offset).ok().zip(usize::try_from(size).ok())
            .and_then(|(o, s)| shard.get(o..o.checked_add(s)?));
        let crc32c = crc32c::crc32c(slice.unwrap_or(&[])).rotate_right(15).wrapping_add(0xa282_ead8);
        let entry = BundleEntryProto { dtype, shape: Some(shape), shard_id, offset, size, crc32c, slices: vec![] };
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("v.data-00000-of-00001"), &shard).unwrap();
        let (index, _) = files("half_plus_two/tf2");
        fs::write(dir.path().join("v.index"), index).unwrap();
        let mut bundle = Bundle::open(&dir.path().join("v")).unwrap();
        if let Ok(tensor) = bundle.read("t", &entry) {
            let count = dtype::element_count(&tensor.dims).unwrap();
            match tensor.data {
                TensorData::Dense(data) => prop_assert_eq!(data.len() as u64, dtype::byte_count(tensor.dtype, &tensor.dims).unwrap()),
                TensorData::Splat(_) => prop_assert!(false, "a stored tensor is never a splat"),
                TensorData::Strings(strings) => prop_assert_eq!(strings.len() as u64, count),
            }
        }
    }

    #[test]
    fn a_damaged_index_never_panics(at in 0usize..400, byte in any::<u8>(), cut in 0usize..400) {
        let dir = tempfile::tempdir().unwrap();
        let (mut index, shard) = files("tf1_partitioned");
        let len = index.len();
        index[at % len] = byte;
        index.truncate(len - cut.saturating_sub(300).min(len));
        let _ = read_all(dir.path(), &index, &shard);
    }
}
