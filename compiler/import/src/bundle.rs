//! A checkpoint: an index table of tensors (`PREFIX.index`) and the shards with their bytes
//! (`PREFIX.data-00000-of-00001` …).
//!
//! A tensor that is read is a slice of its mapped shard. Invariants of a returned tensor: its size is shape
//! times element size, it lies inside its shard, its checksum was right.

mod coding;
mod slices;
mod strings;
mod table;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use bytes::Bytes;

use self::coding::unmask;
use self::slices::Slice;
use self::table::Table;
use crate::decode::decode;
use crate::dtype::{self, MAX_TENSOR_BYTES};
use tfl_ir::near::closest;

use crate::error::{ImportError, Result, quote};
use crate::proto::bundle_header_proto::Endianness;
use crate::proto::{BundleEntryProto, BundleHeaderProto, DataType};
use crate::source::{Source, is_file};
use crate::tensor::{Tensor, TensorData};

/// Bytes of shards that are verified before their pages are given back.
const RELEASE_EVERY: usize = 16 << 20;

/// An open checkpoint. Shards are mapped when the first tensor of theirs is read.
pub(crate) struct Bundle {
    /// Path of the files up to `.index` and `.data-…`.
    prefix: PathBuf,
    index: PathBuf,
    table: Table,
    num_shards: u32,
    shards: BTreeMap<u32, Source>,
    /// Bytes of shards verified since their pages were last given back.
    touched: usize,
}

impl Bundle {
    /// Opens the checkpoint whose files begin with `prefix`.
    ///
    /// Errors: no index file, a corrupt index, big-endian data.
    pub(crate) fn open(prefix: &Path) -> Result<Self> {
        let index = with_suffix(prefix, ".index");
        let source = Source::open(&index)?;
        let table = Table::read(source.bytes()).map_err(|e| e.file(&index))?;
        let header = table.get(b"").cloned().ok_or_else(|| {
            ImportError::new("the checkpoint index has no header").file(&index).expected("an entry under ''")
        })?;
        let header: BundleHeaderProto = decode(header, "checkpoint header", &index)?;
        if header.endianness != Endianness::Little as i32 {
            return Err(ImportError::new("the checkpoint was written on a big-endian machine")
                .file(&index)
                .expected("little-endian data")
                .hint("save the model on a little-endian machine"));
        }
        let num_shards = u32::try_from(header.num_shards).unwrap_or(0);
        Ok(Self { prefix: prefix.to_owned(), index, table, num_shards, shards: BTreeMap::new(), touched: 0 })
    }

    /// Names of the stored tensors in order. Parts of tensors, whose keys are coded, are left out.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &str> {
        self.table
            .keys()
            .filter_map(|k| std::str::from_utf8(k).ok())
            .filter(|k| !k.is_empty() && !k.starts_with('\0'))
    }

    /// Whether a tensor is stored under `key`.
    pub(crate) fn contains(&self, key: &str) -> bool {
        !key.is_empty() && self.table.get(key.as_bytes()).is_some()
    }

    /// The shards that are mapped so far.
    pub(crate) fn sources(&self) -> impl Iterator<Item = &Source> {
        self.shards.values()
    }

    /// The tensor stored under `key`, verified.
    ///
    /// Errors: no such key, its shard missing or cut, a size that is not shape times type, a wrong checksum.
    pub(crate) fn tensor(&mut self, key: &str) -> Result<Tensor> {
        let entry = self.entry(key.as_bytes(), key)?;
        self.read(key, &entry).map_err(|e| e.node(key).file(&self.index))
    }

    /// A part of the tensor stored under `key`, given by start and length in each dimension; `None` means
    /// all of it.
    ///
    /// Errors: as for [`Bundle::tensor`], and a part that is not stored as one.
    pub(crate) fn tensor_part(&mut self, key: &str, part: Option<&[(u64, u64)]>) -> Result<Tensor> {
        let Some(part) = part else { return self.tensor(key) };
        let whole = self.entry(key.as_bytes(), key)?;
        let dims = dtype::static_dims(&whole.shape.clone().unwrap_or_default())?;
        for proto in &whole.slices {
            let slice = Slice::new(key, proto, &dims)?;
            if slice.covers(part) {
                let entry = self.entry(&slice.key, key)?;
                return self.read(key, &entry).map_err(|e| e.node(key).file(&self.index));
            }
        }
        if dims.iter().map(|d| (0, *d)).eq(part.iter().copied()) {
            return self.tensor(key);
        }
        Err(ImportError::new(format!("the checkpoint does not hold the part {part:?} of {}", quote(key)))
            .file(&self.index)
            .expected("the parts the model's variables have")
            .hint("save the model again with the partitioning it has"))
    }

    fn entry(&self, key: &[u8], name: &str) -> Result<BundleEntryProto> {
        let value = self.table.get(key).filter(|_| !key.is_empty()).ok_or_else(|| self.no_such_key(name))?;
        decode(value.clone(), "checkpoint entry", &self.index)
    }

    fn no_such_key(&self, name: &str) -> ImportError {
        let error =
            ImportError::new(format!("the checkpoint has no tensor {}", quote(name))).file(&self.index);
        match closest(name, self.keys()) {
            Some(near) => error.hint(format!("it has one called {}", quote(near))),
            None => error.hint("save the model again, with all of its variables"),
        }
    }

    fn read(&mut self, name: &str, entry: &BundleEntryProto) -> Result<Tensor> {
        let dtype = dtype::data_type(entry.dtype)?;
        let dims = dtype::static_dims(&entry.shape.clone().unwrap_or_default())?;
        if !entry.slices.is_empty() {
            return self.read_parts(name, entry, dtype, dims);
        }
        let data = self.bytes(entry)?;
        if dtype == DataType::DtString {
            let bad = || {
                ImportError::new("the strings of a stored tensor are cut or inconsistent")
                    .expected(format!("strings for shape {dims:?}"))
            };
            let (strings, crc) = strings::split(data, dtype::element_count(&dims)?).ok_or_else(bad)?;
            check_crc(entry, crc)?;
            return Ok(Tensor { dtype, dims, data: TensorData::Strings(strings) });
        }
        let expected = dtype::byte_count(dtype, &dims)?;
        if data.len() as u64 != expected {
            return Err(ImportError::new(format!("a stored tensor has {} bytes", data.len()))
                .expected(format!("{expected} bytes for shape {dims:?} of {}", dtype::name(dtype)))
                .hint("the checkpoint is corrupt; copy or save it again"));
        }
        check_crc(entry, crc32c::crc32c(&data))?;
        self.touch(data.len());
        Ok(Tensor { dtype, dims, data: TensorData::Dense(data) })
    }

    /// Verifying a checksum brings the tensor's pages into memory; they are not needed again soon.
    fn touch(&mut self, bytes: usize) {
        self.touched = self.touched.saturating_add(bytes);
        if self.touched >= RELEASE_EVERY {
            self.shards.values().for_each(Source::release);
            self.touched = 0;
        }
    }

    fn read_parts(
        &mut self,
        name: &str,
        entry: &BundleEntryProto,
        dtype: DataType,
        dims: Vec<u64>,
    ) -> Result<Tensor> {
        let total = dtype::byte_count(dtype, &dims)?;
        if total > MAX_TENSOR_BYTES {
            return Err(ImportError::new(format!("a tensor stored in parts takes {total} bytes")).expected(
                format!("at most {MAX_TENSOR_BYTES} bytes for a tensor that has to be assembled"),
            ));
        }
        let mut parts = Vec::new();
        for proto in &entry.slices {
            let slice = Slice::new(name, proto, &dims)?;
            let part = self.entry(&slice.key, name)?;
            let data = self.bytes(&part)?;
            let expected = dtype::byte_count(dtype, slice.dims())?;
            if part.dtype != entry.dtype || data.len() as u64 != expected {
                return Err(ImportError::new(format!("a part of a stored tensor has {} bytes", data.len()))
                    .expected(format!("{expected} bytes for shape {:?}", slice.dims())));
            }
            check_crc(&part, crc32c::crc32c(&data))?;
            parts.push((slice, data));
        }
        let size = dtype::element_size(dtype).unwrap_or(1);
        let whole = slices::assemble(&parts, &dims, size, total)?;
        Ok(Tensor { dtype, dims, data: TensorData::Dense(whole) })
    }

    /// An entry's bytes, a slice of its shard.
    fn bytes(&mut self, entry: &BundleEntryProto) -> Result<Bytes> {
        let shard = self.shard(entry.shard_id)?;
        let range = usize::try_from(entry.offset).ok().zip(usize::try_from(entry.size).ok());
        let range = range.and_then(|(from, len)| Some(from..from.checked_add(len)?));
        range.and_then(|r| shard.part(r)).ok_or_else(|| {
            ImportError::new(format!("a variables file has only {} bytes", shard.bytes().len()))
                .file(shard.path())
                .expected(format!("{} bytes from byte {} on", entry.size, entry.offset))
                .hint("the file was cut off; copy the whole variables folder again")
        })
    }

    fn shard(&mut self, id: i32) -> Result<&Source> {
        let id = u32::try_from(id).ok().filter(|id| *id < self.num_shards).ok_or_else(|| {
            ImportError::new(format!("a stored tensor is in shard {id}"))
                .file(&self.index)
                .expected(format!("a shard below {}", self.num_shards))
        })?;
        if !self.shards.contains_key(&id) {
            let path = with_suffix(&self.prefix, &format!(".data-{id:05}-of-{:05}", self.num_shards));
            let source =
                if is_file(&path) { Source::open(&path)? } else { return Err(missing_shard(&path)) };
            self.shards.insert(id, source);
        }
        Ok(&self.shards[&id])
    }
}

fn check_crc(entry: &BundleEntryProto, found: u32) -> Result<()> {
    if unmask(entry.crc32c) == found {
        return Ok(());
    }
    Err(ImportError::new("the bytes of a stored tensor have a wrong checksum")
        .expected("the checksum in variables.index")
        .hint("the variables file is damaged; copy or save the model again"))
}

fn missing_shard(path: &Path) -> ImportError {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let folder = path.parent().and_then(Path::file_name).unwrap_or_default().to_string_lossy();
    ImportError::new(format!("the model's weights are missing: there is no {folder}/{name}"))
        .file(path)
        .expected("the files variables.index lists")
        .hint("copy the whole variables folder of the SavedModel, with its data files")
}

fn with_suffix(prefix: &Path, suffix: &str) -> PathBuf {
    let mut path = prefix.as_os_str().to_owned();
    path.push(suffix);
    PathBuf::from(path)
}

#[cfg(test)]
mod tests;
