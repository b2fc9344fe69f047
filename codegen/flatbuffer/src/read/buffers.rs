//! Contents of buffers, inline and outside the tables.

use bytes::Bytes;

use crate::error::{Error, Result, Within};
use crate::model::{Buffer, Model};
use crate::schema::slots::buffer as slots;
use crate::wire::Table;

/// Contents that lie outside the tables. They are checked once all tables are known, because they may not
/// overlap them.
#[derive(Default)]
pub(super) struct Deferred {
    ranges: Vec<(Owner, u64, u64)>,
    buffers: usize,
    subgraphs: usize,
    operators: usize,
    end: usize,
}

/// What a range is the content of.
#[derive(Clone, Copy)]
enum Owner {
    Buffer(usize),
    CustomOptions { subgraph: usize, operator: usize },
}

pub(super) fn buffer(table: Table<'_>, deferred: &mut Deferred) -> Result<Buffer> {
    let data = table.bytes(slots::DATA)?;
    let offset: u64 = table.scalar(slots::OFFSET, 0)?;
    let size: u64 = table.scalar(slots::SIZE, 0)?;
    let owner = Owner::Buffer(deferred.buffers);
    deferred.buffers = deferred.buffers.saturating_add(1);
    deferred.add(owner, offset, size, data.as_ref().is_some_and(|data| !data.is_empty()))?;
    Ok(Buffer { data })
}

impl Deferred {
    /// The options of the next operator of this subgraph.
    pub(super) fn custom_options(&mut self, offset: u64, size: u64, inline: bool) -> Result<()> {
        let owner = Owner::CustomOptions { subgraph: self.subgraphs, operator: self.operators };
        self.operators = self.operators.saturating_add(1);
        self.add(owner, offset, size, inline)
    }

    pub(super) fn next_subgraph(&mut self) {
        self.subgraphs = self.subgraphs.saturating_add(1);
        self.operators = 0;
    }

    /// Offsets 0 and 1 are what a writer leaves in place before it knows better: they stand for no content.
    fn add(&mut self, owner: Owner, offset: u64, size: u64, inline: bool) -> Result<()> {
        if offset <= 1 {
            return Ok(());
        }
        if inline {
            return Err(Error::new(format!("it has both inline data and data at offset {offset}"))
                .with_hint("the file is damaged: fetch or convert it again"));
        }
        self.ranges.push((owner, offset, size));
        Ok(())
    }

    /// Fills in the contents; `tables_end` is where the tables end.
    pub(super) fn resolve(&mut self, bytes: &Bytes, tables_end: usize, model: &mut Model) -> Result<()> {
        for &(owner, offset, size) in &self.ranges {
            let data = outside(bytes, tables_end, offset, size).within(|| match owner {
                Owner::Buffer(index) => format!("buffer {index}"),
                Owner::CustomOptions { subgraph, operator } => {
                    format!("subgraph {subgraph}, operator {operator}, custom options")
                }
            })?;
            let end = usize::try_from(offset.saturating_add(size)).unwrap_or(usize::MAX);
            self.end = self.end.max(end);
            match owner {
                Owner::Buffer(index) => {
                    if let Some(buffer) = model.buffers.get_mut(index) {
                        buffer.data = Some(data);
                    }
                }
                Owner::CustomOptions { subgraph, operator } => {
                    let operators = model.subgraphs.get_mut(subgraph).map(|subgraph| &mut subgraph.operators);
                    if let Some(operator) = operators.and_then(|operators| operators.get_mut(operator)) {
                        operator.custom_options = data;
                    }
                }
            }
        }
        Ok(())
    }

    /// Where the model's own bytes end, given where its tables do.
    pub(super) fn end(&self, tables_end: usize) -> usize {
        self.end.max(tables_end)
    }
}

fn outside(bytes: &Bytes, tables_end: usize, offset: u64, size: u64) -> Result<Bytes> {
    let start = usize::try_from(offset).ok();
    let end = offset.checked_add(size).and_then(|end| usize::try_from(end).ok());
    let (Some(start), Some(end)) = (start, end.filter(|&end| end <= bytes.len())) else {
        return Err(Error::new(format!(
            "{size} bytes of data at offset {offset} reach past the end of the file at {}",
            bytes.len()
        ))
        .with_hint("the file is cut off: fetch it again"));
    };
    if start < tables_end {
        return Err(Error::new(format!(
            "data at offset {offset} overlaps the tables, which end at {tables_end}"
        ))
        .with_hint("the file is damaged: fetch or convert it again"));
    }
    Ok(bytes.slice(start..end))
}
