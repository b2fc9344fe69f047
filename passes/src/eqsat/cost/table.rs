//! The table in memory: rows, their conditions and prices.
//!
//! Prices are decimals with at most six places, kept as whole millionths, so that no cost depends on
//! the rounding of a machine.

use hashbrown::HashMap;
use tfl_ir::{Attr, Type};

use super::OpCost;
use super::work::{Kind, Tile, Work, last_dim};

/// A table.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    pub(super) name: String,
    pub(super) tile: Tile,
    /// Constants of up to so many bytes stay near the processor from run to run.
    pub(super) cache_bytes: u64,
    /// Picoseconds of leaving the delegate and coming back.
    pub(super) split: u64,
    /// What a byte of a constant costs.
    pub(super) constant: Price,
    /// Bytes of an op in the file, without its results.
    pub(super) record_bytes: u64,
    /// Bytes of a tensor in the file, without its contents.
    pub(super) tensor_bytes: u64,
    pub(super) default: Row,
    /// The rows of each op, in the order of the file.
    pub(super) rows: HashMap<String, Vec<Row>>,
}

/// One row.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    pub(super) when: Conditions,
    /// Picoseconds, whatever the work.
    pub(super) overhead: u64,
    /// By [`Kind`].
    pub(super) prices: [Price; Kind::COUNT],
    /// Whether the delegate leaves the op alone.
    pub(super) outside: bool,
    /// The line it is on.
    pub(super) line: u32,
}

/// The price of one unit of work.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Price {
    #[default]
    Free,
    /// Millionths of a nanosecond a unit.
    Each(u64),
    /// Millionths of a unit a nanosecond; not 0.
    Rate(u64),
}

impl Price {
    /// Picoseconds of `amount` units.
    pub(super) fn price(self, amount: u64) -> u64 {
        let picoseconds = match self {
            Price::Free => 0,
            Price::Each(millionths) => u128::from(amount) * u128::from(millionths) / 1000,
            Price::Rate(millionths) => u128::from(amount) * 1_000_000_000 / u128::from(millionths.max(1)),
        };
        u64::try_from(picoseconds).unwrap_or(u64::MAX)
    }
}

impl Row {
    /// Picoseconds of `work`.
    pub(super) fn price(&self, work: &Work) -> u64 {
        let parts = self.prices.iter().zip(work.amounts).map(|(price, amount)| price.price(amount));
        parts.fold(self.overhead, u64::saturating_add)
    }
}

impl Table {
    /// The row that prices `op`.
    pub(super) fn row(&self, op: &OpCost<'_>) -> &Row {
        let Some(rows) = self.rows.get(op.name) else { return &self.default };
        let holds = Conditions::of(op);
        rows.iter().find(|row| holds.has(row.when)).unwrap_or(&self.default)
    }
}

/// A set of conditions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Conditions(u8);

impl Conditions {
    const I8: Conditions = Conditions(1);
    const OTHER: Conditions = Conditions(2);
    const VALUES: Conditions = Conditions(4);
    const TURNED: Conditions = Conditions(8);
    const MASKED: Conditions = Conditions(16);
    const WIDE: Conditions = Conditions(32);

    /// Their names in a table.
    pub(super) const NAMES: [(&'static str, Conditions); 6] = [
        ("i8", Conditions::I8),
        ("other", Conditions::OTHER),
        ("values", Conditions::VALUES),
        ("turned", Conditions::TURNED),
        ("masked", Conditions::MASKED),
        ("wide", Conditions::WIDE),
    ];

    /// Whether all of `other` are in this set.
    pub(super) fn has(self, other: Conditions) -> bool {
        self.0 & other.0 == other.0
    }

    /// Both sets together.
    pub(super) fn and(self, other: Conditions) -> Conditions {
        Conditions(self.0 | other.0)
    }

    /// What holds of `op`.
    fn of(op: &OpCost<'_>) -> Conditions {
        let elem = op.results.first().map_or(Type::f32(), |ty| ty.elem_or_self().storage());
        let element = match elem.int_width() {
            Some(8) => Conditions::I8,
            _ if elem == Type::f32() => Conditions::default(),
            _ => Conditions::OTHER,
        };
        let flags = [
            (Conditions::VALUES, op.operands.get(1).is_some_and(|weights| !weights.constant)),
            (Conditions::TURNED, turned(op)),
            (
                Conditions::MASKED,
                MASKS.iter().any(|mask| op.attrs.get(mask).and_then(Attr::as_int).unwrap_or(0) != 0),
            ),
            (Conditions::WIDE, op.operands.len() > 5 || op.results.len() > 4),
        ];
        flags.iter().filter(|(_, holds)| *holds).fold(element, |set, (flag, _)| set.and(*flag))
    }
}

/// The masks of a strided slice that change the rank.
const MASKS: [&str; 3] = ["ellipsis_mask", "new_axis_mask", "shrink_axis_mask"];

/// Whether the operand's last dimension is not the result's; of equal sizes it is taken for the same.
fn turned(op: &OpCost<'_>) -> bool {
    let operand = op.operands.first().map_or(1, |operand| last_dim(operand.ty));
    operand != op.results.first().map_or(1, |&result| last_dim(result))
}
