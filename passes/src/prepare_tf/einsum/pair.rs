//! The product of two values by letters.

use tfl_ir::rewrite::Rewriter;
use tfl_ir::{Attr, Body, Dim, Type, Value};

use super::equation::Letter;
use super::sizes::{Size, product, reshape};
use super::{Lettered, reorder};
use crate::constant::{Dialect, elements};

/// A matrix product in TFLite takes this many dimensions.
const MAX_RANK: usize = 5;

/// What the letters of two values are to their product, each group in one order for both.
struct Groups {
    /// In both values and in the product.
    batch: Vec<Letter>,
    /// In both values only.
    summed: Vec<Letter>,
    /// In the left value only.
    rows: Vec<Letter>,
    /// In the right value only.
    columns: Vec<Letter>,
}

impl Groups {
    fn new(left: &[Letter], right: &[Letter], rest: &[Lettered], result: &[Letter]) -> Groups {
        let needed = |letter: &Letter| {
            result.contains(letter) || rest.iter().any(|term| term.letters.contains(letter))
        };
        let both = |letter: &&Letter| right.contains(letter);
        let mut batch: Vec<Letter> = left.iter().filter(both).filter(|l| needed(l)).copied().collect();
        // Letters that only later terms have come last.
        batch.sort_by_key(|letter| result.iter().position(|known| known == letter).unwrap_or(usize::MAX));
        Groups {
            batch,
            summed: left.iter().filter(both).filter(|l| !needed(l)).copied().collect(),
            rows: left.iter().filter(|l| !right.contains(l)).copied().collect(),
            columns: right.iter().filter(|l| !left.contains(l)).copied().collect(),
        }
    }

    /// Whether the rows stay dimensions of their own: a matrix without batch is used for all of them.
    fn keeps_rows(&self) -> bool {
        self.batch.is_empty() && (1..MAX_RANK).contains(&self.rows.len())
    }
}

/// Whether [`multiply`] works for all terms from left to right.
pub(super) fn can_multiply_all(body: &Body, terms: &[Lettered], result: &[Letter]) -> bool {
    let fits = |letters: &[Letter]| {
        let size = |letter: &Letter| {
            let own = terms.iter().find_map(|term| sizes_of(body, term, &[*letter]));
            own.and_then(|own| own.first().copied())
        };
        let known: Vec<Size> =
            letters.iter().filter_map(size).filter(|size| !size.dim.is_dynamic()).collect();
        product(&known).is_some()
    };
    let Some((first, rest)) = terms.split_first() else { return false };
    let mut left = first.letters.clone();
    for (index, right) in rest.iter().enumerate() {
        let groups = Groups::new(&left, &right.letters, &rest[index + 1..], result);
        let deep = groups.batch.len() + 2 > MAX_RANK && !groups.summed.is_empty();
        if deep || ![&groups.rows, &groups.columns, &groups.summed].iter().all(|group| fits(group)) {
            return false;
        }
        left = [groups.batch, groups.rows, groups.columns].concat();
    }
    true
}

/// The product of `left` and `right`, summed over the letters that neither `rest` nor `result` has.
pub(super) fn multiply(
    rw: &mut Rewriter<'_>,
    left: Lettered,
    right: Lettered,
    rest: &[Lettered],
    result: &[Letter],
) -> Option<Lettered> {
    let (left, right) =
        if belongs_right(rw.body, &left, &right, result) { (right, left) } else { (left, right) };
    let groups = Groups::new(&left.letters, &right.letters, rest, result);
    if groups.summed.is_empty() || (groups.rows.is_empty() && groups.columns.is_empty()) {
        return elementwise(rw, left, right, &groups, result);
    }
    matmul(rw, left, right, &groups)
}

/// Whether `left` is better the right factor: if it alone is constant, as weights are, or if its letters
/// come later in the result.
fn belongs_right(body: &Body, left: &Lettered, right: &Lettered, result: &[Letter]) -> bool {
    let constant = |term: &Lettered| elements(body, term.value).is_some();
    if constant(left) != constant(right) {
        return constant(left);
    }
    let first_own = |term: &Lettered, other: &Lettered| {
        result.iter().position(|letter| term.letters.contains(letter) && !other.letters.contains(letter))
    };
    match (first_own(left, right), first_own(right, left)) {
        (Some(left), Some(right)) => right < left,
        _ => false,
    }
}

/// The sizes of a value's dimensions.
fn sizes(body: &Body, term: &Lettered) -> Option<Vec<Size>> {
    let dims = body.ty(term.value).dims()?;
    Some(dims.iter().enumerate().map(|(axis, &dim)| Size { dim, of: (term.value, axis) }).collect())
}

/// The size of each of `letters` in a value.
fn sizes_of(body: &Body, term: &Lettered, letters: &[Letter]) -> Option<Vec<Size>> {
    let all = sizes(body, term)?;
    letters
        .iter()
        .map(|letter| all.get(term.letters.iter().position(|own| own == letter)?).copied())
        .collect()
}

/// A product without sums, or whose sums are of nothing else: the values are lined up, multiplied
/// element by element, and summed.
fn elementwise(
    rw: &mut Rewriter<'_>,
    left: Lettered,
    right: Lettered,
    groups: &Groups,
    result: &[Letter],
) -> Option<Lettered> {
    let mut order = [&groups.batch[..], &groups.rows, &groups.columns].concat();
    order.sort_by_key(|letter| result.iter().position(|known| known == letter).unwrap_or(usize::MAX));
    let letters = order.clone();
    order.extend(&groups.summed);
    let mut dims = vec![Dim::Static(1); order.len()];
    let mut aligned = Vec::new();
    for term in [&left, &right] {
        let own: Vec<Letter> = order.iter().filter(|letter| term.letters.contains(letter)).copied().collect();
        let own_sizes = sizes_of(rw.body, term, &own)?;
        let mut value = reorder(rw, term.clone(), &own)?;
        for (letter, size) in own.iter().zip(&own_sizes) {
            let at = order.iter().position(|known| known == letter)?;
            dims[at] = broadcast(dims[at], size.dim);
        }
        // Dimensions before the first own one need no place: broadcasting adds them.
        let tail: Vec<&Letter> = order.iter().skip_while(|letter| !own.contains(letter)).collect();
        if tail.len() > own.len() {
            let groups: Vec<Vec<Size>> = tail
                .iter()
                .map(|letter| {
                    own.iter().position(|known| known == *letter).map_or(vec![], |at| vec![own_sizes[at]])
                })
                .collect();
            value = reshape(rw, value, &groups)?;
        }
        aligned.push(value);
    }
    let elem = rw.body.ty(left.value).elem()?;
    let state = rw.state("tf.Mul").operands(aligned).results([Type::tensor(&dims, elem)]);
    let mut value = rw.value(state);
    if !groups.summed.is_empty() {
        let axes: Vec<i32> = (letters.len()..order.len()).map(|axis| axis as i32).collect();
        let axes = Dialect::Tf.i32_list(rw, &axes);
        let state = rw.state("tf.Sum").attr("keep_dims", Attr::bool(false)).operands([value, axes]);
        value = rw.value(state.results([Type::tensor(dims.get(..letters.len())?, elem)]));
    }
    Some(Lettered { value, letters })
}

/// The size of a dimension that two values share, one of them perhaps stretched.
fn broadcast(a: Dim, b: Dim) -> Dim {
    match (a, b) {
        (Dim::Static(1), other) | (other, Dim::Static(1)) => other,
        (Dim::Dynamic, other) | (other, Dim::Dynamic) => other,
        (known, _) => known,
    }
}

/// One factor of a matrix product, ready.
struct Factor {
    value: Value,
    /// Its matrices are read the other way round.
    adjoint: bool,
}

fn matmul(rw: &mut Rewriter<'_>, left: Lettered, right: Lettered, groups: &Groups) -> Option<Lettered> {
    let Groups { batch, summed, rows, columns } = groups;
    let (batch_left, batch_right) = (sizes_of(rw.body, &left, batch)?, sizes_of(rw.body, &right, batch)?);
    let (row_sizes, column_sizes) = (sizes_of(rw.body, &left, rows)?, sizes_of(rw.body, &right, columns)?);
    let each_row: Vec<Vec<Letter>> =
        if groups.keeps_rows() { rows.iter().map(|&row| vec![row]).collect() } else { vec![rows.clone()] };
    let x = factor(rw, &left, batch, each_row.clone(), vec![summed.clone()])?;
    let y = factor(rw, &right, batch, vec![summed.clone()], vec![columns.clone()])?;
    let mut dims: Vec<Dim> =
        batch_left.iter().zip(&batch_right).map(|(a, b)| broadcast(a.dim, b.dim)).collect();
    for group in &each_row {
        dims.push(product(&sizes_of(rw.body, &left, group)?)?);
    }
    dims.push(product(&column_sizes)?);
    let elem = rw.body.ty(left.value).elem()?;
    let state = rw.state("tf.BatchMatMulV2").operands([x.value, y.value]);
    let state = state.attr("adj_x", Attr::bool(x.adjoint)).attr("adj_y", Attr::bool(y.adjoint));
    let mut value = rw.value(state.results([Type::tensor(&dims, elem)]));
    let letters = [&batch[..], rows, columns].concat();
    if each_row.iter().any(|group| group.len() != 1) || columns.len() != 1 {
        let stretched =
            batch_left.iter().zip(&batch_right).map(|(&a, &b)| if a.dim == Dim::Static(1) { b } else { a });
        let sizes = stretched.chain(row_sizes).chain(column_sizes).map(|size| vec![size]);
        value = reshape(rw, value, &sizes.collect::<Vec<_>>())?;
    }
    Some(Lettered { value, letters })
}

/// A value as a matrix product takes it: batch, `first` and `second`, each a dimension for a group of
/// letters, or `second` before `first` where that is less work.
fn factor(
    rw: &mut Rewriter<'_>,
    term: &Lettered,
    batch: &[Letter],
    first: Vec<Vec<Letter>>,
    second: Vec<Vec<Letter>>,
) -> Option<Factor> {
    let batch: Vec<Vec<Letter>> = batch.iter().map(|&letter| vec![letter]).collect();
    let straight = [batch.clone(), first.clone(), second.clone()].concat();
    let turned = [batch, second.clone(), first.clone()].concat();
    let order = |groups: &[Vec<Letter>]| groups.concat();
    // Only two single dimensions can change places.
    let can_turn = first.len() == 1 && second.len() == 1;
    let last = |groups: &[Vec<Letter>]| order(groups).last() == term.letters.last();
    let adjoint = can_turn
        && order(&straight) != term.letters
        && (order(&turned) == term.letters || (last(&turned) && !last(&straight)));
    let groups = if adjoint { turned } else { straight };
    let mut value = reorder(rw, term.clone(), &order(&groups))?;
    if groups.iter().any(|group| group.len() != 1) {
        let sizes: Vec<Vec<Size>> =
            groups.iter().map(|group| sizes_of(rw.body, term, group)).collect::<Option<_>>()?;
        value = reshape(rw, value, &sizes)?;
    }
    Some(Factor { value, adjoint })
}
