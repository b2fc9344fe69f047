use super::*;

fn varint(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

fn entry(out: &mut Vec<u8>, shared: u64, suffix: &[u8], value: &[u8]) {
    varint(out, shared);
    varint(out, suffix.len() as u64);
    varint(out, value.len() as u64);
    out.extend_from_slice(suffix);
    out.extend_from_slice(value);
}

/// Appends a block and returns its place as the index stores it.
fn push_block(file: &mut Vec<u8>, entries: &[u8], kind: u8) -> Vec<u8> {
    let mut contents = entries.to_vec();
    contents.extend_from_slice(&0u32.to_le_bytes());
    contents.extend_from_slice(&1u32.to_le_bytes());
    if kind == 1 {
        contents = snap::raw::Encoder::new().compress_vec(&contents).unwrap();
    }
    push_raw(file, &contents, kind)
}

fn push_raw(file: &mut Vec<u8>, contents: &[u8], kind: u8) -> Vec<u8> {
    let mut handle = Vec::new();
    varint(&mut handle, file.len() as u64);
    varint(&mut handle, contents.len() as u64);
    file.extend_from_slice(contents);
    file.push(kind);
    let crc = crc32c::crc32c(&file[file.len() - contents.len() - 1..]);
    file.extend_from_slice(&crc.rotate_right(15).wrapping_add(0xa282_ead8).to_le_bytes());
    handle
}

fn finish(mut file: Vec<u8>, handles: &[Vec<u8>]) -> Bytes {
    let mut index = Vec::new();
    for (i, handle) in handles.iter().enumerate() {
        entry(&mut index, 0, &[i as u8 + 1], handle);
    }
    let place = push_block(&mut file, &index, 0);
    let mut footer = vec![0, 0];
    footer.extend_from_slice(&place);
    footer.resize(40, 0);
    footer.extend_from_slice(&MAGIC.to_le_bytes());
    file.extend_from_slice(&footer);
    Bytes::from(file)
}

fn one_block(entries: &[u8], kind: u8) -> Bytes {
    let mut file = Vec::new();
    let handle = push_block(&mut file, entries, kind);
    finish(file, &[handle])
}

fn refusal(file: &Bytes) -> String {
    Table::read(file).err().expect("the table is refused").to_string()
}

#[test]
fn reads_blocks_stored_and_compressed() {
    let (mut first, mut second) = (Vec::new(), Vec::new());
    entry(&mut first, 0, b"", b"header");
    entry(&mut first, 0, b"layer/bias", b"1");
    entry(&mut first, 6, b"kernel", b"2");
    entry(&mut second, 0, b"z", &[7; 300]);
    let mut file = Vec::new();
    let handles = [push_block(&mut file, &first, 0), push_block(&mut file, &second, 1)];
    let table = Table::read(&finish(file, &handles)).unwrap();
    assert_eq!(table.get(b"").unwrap(), "header");
    assert_eq!(table.get(b"layer/kernel").unwrap(), "2");
    assert_eq!(table.get(b"z").unwrap(), &[7u8; 300][..]);
    assert_eq!(table.get(b"layer"), None);
    assert_eq!(table.keys().count(), 4);
}

#[test]
fn every_changed_byte_is_noticed_or_harmless() {
    let mut entries = Vec::new();
    entry(&mut entries, 0, b"a", b"value");
    entry(&mut entries, 1, b"b", b"other");
    let good = one_block(&entries, 0);
    for at in 0..good.len() {
        for bit in [0x01, 0x80] {
            let mut bad = good.to_vec();
            bad[at] ^= bit;
            if let Ok(table) = Table::read(&Bytes::from(bad)) {
                // Only padding of the footer carries no meaning.
                assert_eq!(table.get(b"ab").unwrap(), "other", "byte {at}");
            }
        }
    }
    for len in 0..good.len() {
        assert!(Table::read(&good.slice(..len)).is_err(), "cut to {len}");
    }
}

#[test]
fn lies_are_refused() {
    let mut unsorted = Vec::new();
    entry(&mut unsorted, 0, b"b", b"");
    entry(&mut unsorted, 0, b"a", b"");
    assert!(refusal(&one_block(&unsorted, 0)).contains("not in order"));

    let mut shares = Vec::new();
    entry(&mut shares, 9, b"x", b"");
    assert!(refusal(&one_block(&shares, 0)).contains("shares more"));

    let mut bomb = Vec::new();
    varint(&mut bomb, u64::from(u32::MAX));
    let mut file = Vec::new();
    let handle = push_raw(&mut file, &bomb, 1);
    assert!(refusal(&finish(file, &[handle])).contains("claims to hold"));

    let mut file = Vec::new();
    let handle = push_raw(&mut file, &u32::MAX.to_le_bytes(), 0);
    assert!(refusal(&finish(file, &[handle])).contains("restart points"));

    let mut file = Vec::new();
    let mut entries = Vec::new();
    entry(&mut entries, 0, b"a", b"");
    let handle = push_block(&mut file, &entries, 0);
    assert!(refusal(&finish(file, &[handle.clone(), handle])).contains("overlap"));
}

#[test]
fn keys_cannot_multiply_without_bound() {
    let mut entries = Vec::new();
    entry(&mut entries, 0, &[b'k'; 1 << 16], b"");
    for i in 0..40_000u32 {
        entry(&mut entries, (1 << 16) - 4, &i.to_be_bytes(), b"");
    }
    assert!(refusal(&one_block(&entries, 1)).contains("far larger than the file"));
}
