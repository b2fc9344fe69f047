//! What a session keeps between runs: variables, tables, and the state of stateful operators.

use std::sync::Arc;

use bytes::Bytes;
use hashbrown::{HashMap, HashSet};

use crate::{DType, Tensor};

/// The state of a session.
#[derive(Clone, Debug, Default)]
pub(crate) struct State {
    /// Values of the resource variables that were assigned, by name.
    pub(crate) variables: HashMap<Arc<str>, Tensor>,
    /// Hash tables, by name.
    pub(crate) tables: HashMap<Arc<str>, Table>,
    /// State tensors of stateful operators; `None` until the first run.
    pub(crate) cells: Vec<Option<Tensor>>,
    /// Initializers (by block) that `tfl.call_once` has run.
    pub(crate) initialized: HashSet<usize>,
}

/// A hash table. Once filled it does not change.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    pub(crate) key: DType,
    pub(crate) value: DType,
    /// `None` until it was filled.
    pub(crate) entries: Option<TableEntries>,
}

/// What a table holds: keys and values are strings or 64-bit integers.
#[derive(Clone, Debug)]
pub(crate) enum TableEntries {
    /// From integers to strings.
    IntToString(HashMap<i64, Bytes>),
    /// From strings to integers.
    StringToInt(HashMap<Bytes, i64>),
}
