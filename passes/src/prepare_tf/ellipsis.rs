//! Slices with an ellipsis: the dimensions it stands for are written out.
//!
//! ```text
//! x[..., 0] of rank 3  =>  x[:, :, 0]
//! ```

use tfl_ir::rewrite::{Pattern, Rewriter};
use tfl_ir::{Attr, DenseElements, Op, Type, Value};

use crate::attrs::{int, rank};
use crate::constant::{Dialect, ints};

pub(super) const PATTERNS: &[Pattern] =
    &[Pattern { name: "expand-ellipsis-of-slice", root: "tf.StridedSlice", apply: &expand }];

/// The masks have a bit for each of so many entries.
const MAX_ENTRIES: usize = 32;

/// One entry of a slice: begin, end, stride and the masks that have its bit.
#[derive(Clone, Copy)]
struct Entry {
    bounds: [i64; 3],
    masks: [bool; 4],
}

impl Entry {
    fn is_new(&self) -> bool {
        let [_, _, new, _] = self.masks;
        new
    }
}

/// In the order of [`Entry::masks`].
const MASKS: [&str; 4] = ["begin_mask", "end_mask", "new_axis_mask", "shrink_axis_mask"];

/// All of a dimension.
const WHOLE: Entry = Entry { bounds: [0, 0, 1], masks: [true, true, false, false] };

fn expand(rw: &mut Rewriter<'_>, op: Op) -> Option<()> {
    let body = &*rw.body;
    let ellipsis = int(body, op, "ellipsis_mask").filter(|&mask| mask > 0 && mask & (mask - 1) == 0)?;
    let at = usize::try_from(ellipsis.trailing_zeros()).ok()?;
    let lists: Vec<Vec<i64>> =
        (1..4).map(|index| ints(body, body.operand(op, index)?)).collect::<Option<_>>()?;
    let count = lists.first()?.len();
    if count > MAX_ENTRIES || at >= count || lists.iter().any(|list| list.len() != count) {
        return None;
    }
    let masks = MASKS.map(|name| int(body, op, name).unwrap_or(0));
    let mut entries: Vec<Entry> = (0..count)
        .map(|index| Entry {
            bounds: [lists[0][index], lists[1][index], lists[2][index]],
            masks: masks.map(|mask| mask >> index & 1 == 1),
        })
        .collect();
    // An entry that makes a dimension takes none of the input.
    let takes = entries.iter().enumerate().filter(|&(index, entry)| index != at && !entry.is_new()).count();
    let stands_for = rank(body, body.operand(op, 0)?)?.checked_sub(takes)?;
    entries.splice(at..=at, std::iter::repeat_n(WHOLE, stands_for));
    if entries.len() > MAX_ENTRIES {
        return None;
    }
    for index in 0..3 {
        let values: Vec<i64> = entries.iter().map(|entry| entry.bounds[index]).collect();
        let list = bounds(rw, op, index + 1, &values)?;
        rw.body.set_operand(op, index + 1, list);
    }
    for (number, name) in MASKS.into_iter().enumerate() {
        let mask = (0..entries.len())
            .filter(|&index| entries[index].masks[number])
            .fold(0, |all, i| all | 1i64 << i);
        rw.body.set_attr(op, name, Attr::i64(mask));
    }
    rw.body.set_attr(op, "ellipsis_mask", Attr::i64(0));
    Some(())
}

/// A list of bounds of the element type that operand `number` has.
fn bounds(rw: &mut Rewriter<'_>, op: Op, number: usize, values: &[i64]) -> Option<Value> {
    let dims = [values.len() as u64];
    let made = if rw.body.ty(rw.body.operand(op, number)?).elem()? == Type::i32() {
        let narrow: Option<Vec<i32>> = values.iter().map(|&value| i32::try_from(value).ok()).collect();
        DenseElements::from_i32(&dims, &narrow?)
    } else {
        DenseElements::from_i64(&dims, values)
    };
    Some(Dialect::Tf.constant(rw, made.ok()?))
}
