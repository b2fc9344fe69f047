//! Greedy DAG extraction: each class by itself, what it needs as a set.

use super::classes::{Candidate, Classes};
use super::worklist::Worklist;

/// What a class needs when it is made by its best candidate so far.
#[derive(Clone)]
struct Need {
    candidate: u32,
    cost: u64,
    /// One bit a class, the class itself included.
    set: Box<[u64]>,
}

/// The position of the best candidate of each class; 0 where none can be made.
pub(super) fn choose(classes: &Classes) -> Vec<u32> {
    let count = classes.list.len();
    let words = count.div_ceil(64);
    let mut best: Vec<Option<Need>> = vec![None; count];
    let mut parents: Vec<Vec<u32>> = vec![Vec::new(); count];
    for (at, class) in classes.list.iter().enumerate() {
        for candidate in &class.candidates {
            for &child in &candidate.children {
                parents[child as usize].push(at as u32);
            }
        }
    }
    parents.iter_mut().for_each(|list| list.dedup());
    // The price of a class where it is in a set: that of its candidate when the set was made.
    let mut prices: Vec<u64> = vec![0; count];
    let mut list = Worklist::new(count, |_| true);
    let mut scratch: Box<[u64]> = vec![0; words].into();
    while let Some(at) = list.pop() {
        let mut improved = false;
        for (position, candidate) in classes.list[at as usize].candidates.iter().enumerate() {
            let known = &best[at as usize];
            let most = known.as_ref().map_or(u64::MAX, |known| known.cost);
            let Some(cost) = total(at, candidate, &best, &prices, most, &mut scratch) else { continue };
            let better = known.as_ref().is_none_or(|known| {
                cost < known.cost || (cost == known.cost && (position as u32) < known.candidate)
            });
            if better {
                improved = true;
                prices[at as usize] = candidate.cost;
                best[at as usize] = Some(Need { candidate: position as u32, cost, set: scratch.clone() });
            }
        }
        if improved {
            parents[at as usize].iter().for_each(|&parent| list.push(parent));
        }
    }
    best.into_iter().map(|need| need.map_or(0, |need| need.candidate)).collect()
}

/// The cost of a candidate with all that it needs, left in `set`; `None` if an operand cannot be made
/// yet or needs the class itself, or if it is sure to cost more than `most`.
fn total(
    at: u32,
    candidate: &Candidate,
    best: &[Option<Need>],
    prices: &[u64],
    most: u64,
    set: &mut [u64],
) -> Option<u64> {
    let (word, bit) = (at as usize / 64, 1u64 << (at % 64));
    let mut cost = candidate.cost;
    // With any operand it costs what that one does at least; the sets need not be looked at.
    for &child in &candidate.children {
        let need = best[child as usize].as_ref()?;
        if cost.saturating_add(need.cost) > most {
            return None;
        }
    }
    set.fill(0);
    for (index, &child) in candidate.children.iter().enumerate() {
        let need = best[child as usize].as_ref()?;
        if need.set[word] & bit != 0 {
            return None;
        }
        if index == 0 {
            set.copy_from_slice(&need.set);
            cost = cost.saturating_add(need.cost);
            continue;
        }
        for (at, (mine, &theirs)) in set.iter_mut().zip(&need.set).enumerate() {
            let mut new = theirs & !*mine;
            *mine |= theirs;
            while new != 0 {
                cost = cost.saturating_add(prices[at * 64 + new.trailing_zeros() as usize]);
                new &= new - 1;
            }
        }
    }
    set[word] |= bit;
    Some(cost)
}
