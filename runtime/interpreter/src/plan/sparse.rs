//! Sparse constants, written out.
//!
//! A sparse tensor is a tree: a level for each dimension in traversal order, those of the tensor first,
//! then those inside blocks. A dense level has all positions, a sparse one those that its indices
//! list, cut into runs by its segments. The values are the leaves from left to right.

use bytes::{Bytes, BytesMut};

use crate::error::OpError;

/// The most levels a sparse constant may have.
const MAX_LEVELS: usize = 32;

/// How a sparse constant is laid out.
#[derive(Debug, PartialEq)]
pub(super) struct Sparsity {
    /// The dimension of each level; those from the rank on are inside blocks.
    traversal_order: Vec<usize>,
    /// The tensor's dimension that each block dimension belongs to.
    block_map: Vec<usize>,
    levels: Vec<Level>,
}

#[derive(Debug, PartialEq)]
enum Level {
    Dense { size: usize },
    Sparse { segments: Vec<usize>, indices: Vec<usize> },
}

fn damaged(what: impl Into<String>) -> OpError {
    OpError::new(format!("the sparse constant is damaged: {}", what.into()))
}

impl Sparsity {
    /// Reads the body of `#tfl.sparsity_parameter<…>`.
    pub(super) fn parse(body: &str) -> Result<Sparsity, OpError> {
        let mut text = Scan(body);
        text.expect("sparsity_parameter<")?;
        text.expect("traversal_order=")?;
        let traversal_order = text.list()?;
        text.expect(",block_map=")?;
        let block_map = text.list()?;
        text.expect(",dim_metadata=")?;
        let mut levels = Vec::new();
        loop {
            levels.push(text.level()?);
            if !text.take(",") {
                break;
            }
        }
        text.expect(">")?;
        Ok(Sparsity { traversal_order, block_map, levels })
    }

    /// The dense tensor of shape `dims` whose other elements are zeros; `values` are the stored ones,
    /// of `size` bytes each.
    pub(super) fn densify(&self, dims: &[usize], size: usize, values: &[u8]) -> Result<Bytes, OpError> {
        let (rank, levels) = (dims.len(), self.levels.len());
        if levels > MAX_LEVELS
            || self.traversal_order.len() != levels
            || levels != rank + self.block_map.len()
        {
            return Err(damaged(format!("{levels} levels for {rank} dimensions")));
        }
        let mut seen = vec![false; levels];
        for (level, &dim) in self.traversal_order.iter().enumerate() {
            let first_time = seen.get_mut(dim).is_some_and(|seen| !std::mem::replace(seen, true));
            if !first_time || (level < rank) != (dim < rank) {
                return Err(damaged(format!("dimension {dim} at level {level}")));
            }
        }
        if self.block_map.iter().any(|&dim| dim >= rank) {
            return Err(damaged("a block in a dimension that does not exist"));
        }
        // The caller has checked that the dense tensor is within the limit.
        let bytes =
            dims.iter().try_fold(size, |n, &d| n.checked_mul(d)).ok_or_else(|| damaged("its size"))?;
        let mut walk = Walk {
            sparsity: self,
            dims,
            size,
            values: values.chunks_exact(size.max(1)),
            position: vec![0; levels],
            dense: BytesMut::zeroed(bytes),
        };
        walk.level(0, 0)?;
        if walk.values.next().is_some() {
            return Err(damaged("more values than positions"));
        }
        Ok(walk.dense.freeze())
    }
}

/// A walk over the tree.
struct Walk<'a> {
    sparsity: &'a Sparsity,
    dims: &'a [usize],
    size: usize,
    values: std::slice::ChunksExact<'a, u8>,
    /// The index at each level.
    position: Vec<usize>,
    dense: BytesMut,
}

impl Walk<'_> {
    /// Visits node number `node` of level `depth`; recursion is bounded by [`MAX_LEVELS`].
    fn level(&mut self, depth: usize, node: usize) -> Result<(), OpError> {
        let sparsity = self.sparsity;
        match sparsity.levels.get(depth) {
            None => self.leaf(),
            Some(Level::Dense { size }) => {
                for index in 0..*size {
                    self.set(depth, index);
                    let child = node.checked_mul(*size).and_then(|n| n.checked_add(index));
                    self.level(depth + 1, child.ok_or_else(|| damaged("too many positions"))?)?;
                }
                Ok(())
            }
            Some(Level::Sparse { segments, indices }) => {
                let run = segments.get(node).zip(segments.get(node + 1));
                let (&start, &end) =
                    run.ok_or_else(|| damaged(format!("too few segments at level {depth}")))?;
                let run = indices
                    .get(start..end)
                    .ok_or_else(|| damaged(format!("segment {start}..{end} at level {depth}")))?;
                for (offset, &index) in run.iter().enumerate() {
                    self.set(depth, index);
                    self.level(depth + 1, start + offset)?;
                }
                Ok(())
            }
        }
    }

    fn set(&mut self, depth: usize, index: usize) {
        if let Some(slot) = self.position.get_mut(depth) {
            *slot = index;
        }
    }

    /// Writes the next value where the walk stands.
    fn leaf(&mut self) -> Result<(), OpError> {
        let value = self.values.next().ok_or_else(|| damaged("fewer values than positions"))?;
        let rank = self.dims.len();
        let mut at = vec![0usize; rank];
        for (level, &index) in self.position.iter().enumerate() {
            let dim = self.sparsity.traversal_order.get(level).copied().unwrap_or(0);
            let block = dim.checked_sub(rank).and_then(|block| self.sparsity.block_map.get(block));
            if let Some(coordinate) = at.get_mut(block.copied().unwrap_or(dim)) {
                // A level inside a block continues the coordinate of the block.
                let scale = match (block, self.sparsity.levels.get(level)) {
                    (Some(_), Some(Level::Dense { size })) => *size,
                    (Some(_), _) => return Err(damaged("a block that is itself sparse")),
                    (None, _) => 1,
                };
                *coordinate = coordinate
                    .checked_mul(scale)
                    .and_then(|c| c.checked_add(index))
                    .ok_or_else(|| damaged("an index that is too large"))?;
            }
        }
        let mut offset = 0usize;
        for (&coordinate, &dim) in at.iter().zip(self.dims) {
            if coordinate >= dim {
                return Err(damaged(format!("index {coordinate} in a dimension of {dim}")));
            }
            offset = offset * dim + coordinate;
        }
        let start = offset * self.size;
        if let Some(target) = self.dense.get_mut(start..start + self.size) {
            target.copy_from_slice(value);
        }
        Ok(())
    }
}

/// The rest of the text.
struct Scan<'a>(&'a str);

impl Scan<'_> {
    /// Takes `token` if it comes next; blanks do not count.
    fn take(&mut self, token: &str) -> bool {
        let mut rest = self.0;
        for wanted in token.chars() {
            rest = rest.trim_start();
            match rest.strip_prefix(wanted) {
                Some(after) => rest = after,
                None => return false,
            }
        }
        self.0 = rest;
        true
    }

    fn expect(&mut self, token: &str) -> Result<(), OpError> {
        if self.take(token) {
            Ok(())
        } else {
            Err(OpError::new(format!("attribute s_param lacks {token:?}")))
        }
    }

    fn number(&mut self) -> Result<usize, OpError> {
        let rest = self.0.trim_start();
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let number = rest.get(..end).and_then(|digits| digits.parse().ok());
        self.0 = rest.get(end..).unwrap_or("");
        number.ok_or_else(|| OpError::new("attribute s_param lacks a number that is not negative"))
    }

    fn list(&mut self) -> Result<Vec<usize>, OpError> {
        let mut items = Vec::new();
        self.expect("[")?;
        while !self.take("]") {
            if !items.is_empty() {
                self.expect(",")?;
            }
            items.push(self.number()?);
        }
        Ok(items)
    }

    fn level(&mut self) -> Result<Level, OpError> {
        self.expect("<format=")?;
        let dense = self.take("DENSE");
        if !dense {
            self.expect("SPARSE_CSR")?;
        }
        self.expect(",dense_size=")?;
        let size = self.number()?;
        self.expect(",segments=")?;
        let segments = self.list()?;
        self.expect(",indices=")?;
        let indices = self.list()?;
        self.expect(">")?;
        Ok(if dense { Level::Dense { size } } else { Level::Sparse { segments, indices } })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(sparse: bool, size: usize, segments: &[usize], indices: &[usize]) -> String {
        let format = if sparse { "SPARSE_CSR" } else { "DENSE" };
        format!("<format = {format}, dense_size = {size}, segments = {segments:?}, indices = {indices:?}>")
    }

    fn csr() -> String {
        format!(
            "sparsity_parameter<traversal_order = [0, 1], block_map = [], dim_metadata = {}, {}>",
            level(false, 2, &[], &[]),
            level(true, 3, &[0, 1, 3], &[1, 0, 2])
        )
    }

    #[test]
    fn rows_of_a_matrix() {
        let dense = Sparsity::parse(&csr()).unwrap().densify(&[2, 3], 1, &[7, 8, 9]).unwrap();
        assert_eq!(&dense[..], [0, 7, 0, 8, 0, 9]);
    }

    #[test]
    fn blocks_continue_the_coordinates() {
        let text = format!(
            "sparsity_parameter<traversal_order=[0,1,2,3],block_map=[0,1],dim_metadata={},{},{},{}>",
            level(false, 1, &[], &[]),
            level(true, 2, &[0, 1], &[1]),
            level(false, 2, &[], &[]),
            level(false, 2, &[], &[])
        );
        let dense = Sparsity::parse(&text).unwrap().densify(&[2, 4], 1, &[1, 2, 3, 4]).unwrap();
        assert_eq!(&dense[..], [0, 0, 1, 2, 0, 0, 3, 4]);
    }

    #[test]
    fn what_contradicts_itself_is_refused() {
        let sparsity = Sparsity::parse(&csr()).unwrap();
        for (dims, values) in [
            (&[2, 3][..], &[7u8, 8][..]),
            (&[2, 3], &[7, 8, 9, 10]),
            (&[2, 2], &[7, 8, 9]),
            (&[2, 3, 1], &[7, 8, 9]),
            (&[3], &[7, 8, 9]),
        ] {
            assert!(sparsity.densify(dims, 1, values).is_err(), "{dims:?}");
        }
        let twice = csr().replace("[0, 1], block", "[0, 0], block");
        assert!(Sparsity::parse(&twice).unwrap().densify(&[2, 3], 1, &[7, 8, 9]).is_err());
        let short = csr().replace("[0, 1, 3]", "[0, 1]");
        assert!(Sparsity::parse(&short).unwrap().densify(&[2, 3], 1, &[7]).is_err());
        for text in ["", "sparsity_parameter<traversal_order=[", "sparsity_parameter<traversal_order=[-1]"] {
            assert!(Sparsity::parse(text).is_err());
        }
    }
}
