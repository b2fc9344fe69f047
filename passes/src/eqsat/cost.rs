//! The cost model: what an op takes at run time, from a text table that a user can replace.
//!
//! # The table
//! One statement a line, words apart by blanks, `#` to the end of the line is a comment:
//!
//! ```text
//! cost-model 1                  # the version, first
//! name a line of free text
//! tile-rows 7                   # settings, each once
//! default overhead-ns 100 elements-per-ns 1 outside
//! op tfl.add tfl.sub when i8    overhead-ns 18 elements-per-ns 7
//! op tfl.add tfl.sub            overhead-ns 18 bytes-per-ns 170 run-ns 2.5
//! ```
//!
//! Of an op's rows the first whose conditions (`when`) all hold is its price; the last has none. An op
//! without rows takes the `default`. A row says `overhead-ns`, then what the op's work costs:
//!
//! | key | pays for |
//! |---|---|
//! | `macs-per-ns` | multiply-accumulates, rows and columns rounded up to whole tiles |
//! | `row-macs-per-ns` | the same of a product with one row, which reads each weight once |
//! | `taps-per-ns` | results times positions of a filter larger than 1x1 |
//! | `packed-per-ns` | elements of a right-hand side that is no constant and is laid out anew each time |
//! | `far-bytes-per-ns` | bytes of weights that are read from memory, as those of a module beyond `cache-bytes` are |
//! | `elements-per-ns` | elements made; of reductions, elements read; of pooling, window positions read |
//! | `bytes-per-ns` | bytes of operands and results |
//! | `run-ns` | starts of the innermost loop: rows, or pieces that are contiguous in memory |
//! | `part-ns` | operands of a concatenation, results of a split |
//!
//! `outside` marks what the delegate leaves to the interpreter: `split-ns` is added. Conditions: `i8`
//! (8-bit results), `other` (results neither 8-bit nor f32), `values` (the second operand, the weights,
//! is no constant), `turned` (the last dimension is another one than the operand's), `masked` (a strided
//! slice that adds or drops dimensions), `wide` (over five operands or four results).
//!
//! A dynamic dimension of an input counts as 1, and what follows from it as [`nominal`] says. Costs are picoseconds in saturating integers: the same everywhere.

pub(crate) mod nominal;
mod parse;
mod table;
#[cfg(test)]
mod tests;
mod work;

use std::sync::{Arc, LazyLock};

use tfl_ir::{Diagnostic, Dict, Type};

use table::Table;
use work::Work;

/// What is known of one op when its cost is asked.
pub(crate) struct OpCost<'a> {
    /// `tfl.conv_2d`.
    pub(crate) name: &'a str,
    /// The properties.
    pub(crate) attrs: &'a Dict,
    /// The operands, in order.
    pub(crate) operands: &'a [OperandFacts],
    /// The result types, in order.
    pub(crate) results: &'a [Type],
}

/// What is known of an operand.
pub(crate) struct OperandFacts {
    /// Its type; `none` if it is absent.
    pub(crate) ty: Type,
    /// Whether it is a constant.
    pub(crate) constant: bool,
}

/// What is to become small.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Objective {
    /// The time of a run.
    #[default]
    Latency,
    /// The bytes of the file; of equal ones the faster.
    Size,
}

/// The prices of ops.
#[derive(Clone, Debug)]
pub struct CostModel {
    table: Arc<Table>,
    objective: Objective,
    /// Of each 1000 bytes of weights, how many are read from memory.
    far: u64,
}

/// What a byte of the file costs when its size is to become small: more than a run of 0.25 s.
const BYTE: u64 = 1 << 28;

static BUILTIN: LazyLock<Arc<CostModel>> = LazyLock::new(|| {
    let text = include_str!("../../cost-models/xnnpack-x86-64.txt");
    let model = CostModel::parse(text, "xnnpack-x86-64.txt");
    Arc::new(model.expect("a test reads the table that ships"))
});

impl CostModel {
    /// The table that ships: LiteRT with XNNPACK on x86-64, one thread.
    pub fn builtin() -> Arc<CostModel> {
        Arc::clone(&BUILTIN)
    }

    /// Reads a table; `file` is the name that messages show.
    ///
    /// # Errors
    /// The first statement that is wrong, with its line and column.
    pub fn parse(text: &str, file: &str) -> Result<CostModel, Diagnostic> {
        let table = parse::table(text, file)?;
        Ok(CostModel { table: Arc::new(table), objective: Objective::Latency, far: 0 })
    }

    /// The same prices for another end.
    #[must_use]
    pub fn with_objective(&self, objective: Objective) -> CostModel {
        CostModel { objective, ..self.clone() }
    }

    /// The same prices for a module whose ops read so many bytes of constants, those of each op counted
    /// by themselves, as kernels keep a copy laid out for each. What does not fit in the cache is read
    /// from memory in every run. It is the module that decides and not the op, so that one product reads
    /// as much as the several it was merged from.
    #[must_use]
    pub fn with_constants(&self, bytes: u64) -> CostModel {
        let far = bytes.saturating_sub(self.table.cache_bytes);
        let share = u128::from(far) * 1000 / u128::from(bytes.max(1));
        CostModel { far: u64::try_from(share).unwrap_or(1000), ..self.clone() }
    }

    /// What the table calls itself.
    pub fn name(&self) -> &str {
        &self.table.name
    }

    /// Picoseconds of a run of `op`; for [`Objective::Size`] an amount led by the bytes of its record.
    pub(crate) fn op(&self, op: &OpCost<'_>) -> u64 {
        let time = self.picoseconds(op);
        match self.objective {
            Objective::Latency => time,
            Objective::Size => {
                let results = u64::try_from(op.results.len()).unwrap_or(u64::MAX);
                let record =
                    results.saturating_mul(self.table.tensor_bytes).saturating_add(self.table.record_bytes);
                (time >> 10).min(BYTE - 1).saturating_add(record.saturating_mul(BYTE))
            }
        }
    }

    /// Picoseconds of a run of `op`, whatever the objective.
    pub(crate) fn picoseconds(&self, op: &OpCost<'_>) -> u64 {
        let row = self.table.row(op);
        let split = if row.outside { self.table.split } else { 0 };
        row.price(&Work::of(op, self.table.tile, self.far)).saturating_add(split)
    }

    /// What keeping a constant of so many bytes costs: little time, as weights are read once and the op
    /// that reads them pays for that.
    pub(crate) fn constant_bytes(&self, bytes: u64) -> u64 {
        match self.objective {
            Objective::Latency => self.table.constant.price(bytes),
            Objective::Size => bytes.saturating_add(self.table.tensor_bytes).saturating_mul(BYTE),
        }
    }

    /// Multiply-accumulates of a convolution or matrix product; 0 of other ops.
    pub(crate) fn macs(op: &OpCost<'_>) -> u64 {
        work::macs(op)
    }

    /// Bytes of all operands and results.
    pub(crate) fn bytes_moved(op: &OpCost<'_>) -> u64 {
        work::bytes(op)
    }
}
