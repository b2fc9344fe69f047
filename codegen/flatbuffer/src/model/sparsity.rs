//! How the content of a sparse constant is laid out.

/// The dimensions of a sparse tensor in the order they are stored, blocks last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sparsity {
    /// A permutation of the original dimensions followed by the block dimensions.
    pub traversal_order: Vec<i32>,
    /// Which original dimension each block dimension splits.
    pub block_map: Vec<i32>,
    /// One for each dimension of `traversal_order`, in that order.
    pub dimensions: Vec<Dimension>,
}

/// How one dimension is stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dimension {
    /// Which of the fields below count.
    pub format: DimensionFormat,
    /// The size of a dense dimension.
    pub dense_size: i32,
    /// Where the indices of each row of a compressed dimension start.
    pub segments: Option<IndexVector>,
    /// The indices present in a compressed dimension.
    pub indices: Option<IndexVector>,
}

/// Whether a dimension stores all its indices.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DimensionFormat {
    /// Every index is present.
    #[default]
    Dense,
    /// Only the listed indices are present.
    SparseCsr,
}

/// Indices, as wide as the file stores them.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "named after the schema's members")]
pub enum IndexVector {
    Int32(Vec<i32>),
    Uint16(Vec<u16>),
    Uint8(Vec<u8>),
}

impl IndexVector {
    /// How many indices there are.
    pub fn len(&self) -> usize {
        match self {
            Self::Int32(values) => values.len(),
            Self::Uint16(values) => values.len(),
            Self::Uint8(values) => values.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The index at position `at`.
    pub fn get(&self, at: usize) -> Option<i64> {
        match self {
            Self::Int32(values) => values.get(at).copied().map(i64::from),
            Self::Uint16(values) => values.get(at).copied().map(i64::from),
            Self::Uint8(values) => values.get(at).copied().map(i64::from),
        }
    }
}
