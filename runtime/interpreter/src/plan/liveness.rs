//! When the values of a block die.

use super::{BlockPlan, Source};

/// Fills in each step's list of slots that die with it.
pub(super) fn find_deaths(block: &mut BlockPlan) {
    let mut seen = vec![false; block.slots];
    for &slot in &block.args {
        seen[slot as usize] = true;
    }
    for result in &block.results {
        if let Source::Slot(slot) = result {
            seen[*slot as usize] = true;
        }
    }
    for step in block.steps.iter_mut().rev() {
        let results = step.first_result..step.first_result + step.results.len() as u32;
        let touched: Vec<u32> = step.reads().chain(results).collect();
        for slot in touched {
            if !std::mem::replace(&mut seen[slot as usize], true) {
                step.dead.push(slot);
            }
        }
    }
}
