//! Exact extraction of small graphs: branch and bound over the choices of the classes that are needed.

use super::classes::Classes;

/// Classes of a graph that is searched at all.
const MOST_CLASSES: usize = 512;
/// Candidates that are looked at before the search gives up; a count, so that the result is the same on
/// every machine.
const MOST_STEPS: usize = 1 << 14;

/// A choice for each class that costs less than `most`: the cheapest there is, or the cheapest that was
/// found before the search gave up. `None` if there is none, or the graph is not small.
pub(super) fn cheaper(classes: &Classes, roots: &[u32], choice: &[u32], most: u64) -> Option<Vec<u32>> {
    if classes.list.len() > MOST_CLASSES {
        return None;
    }
    let least = |at: usize| classes.list[at].candidates.iter().map(|one| one.cost).min().unwrap_or(0);
    let count = classes.list.len();
    let mut search = Search {
        classes,
        least: (0..count).map(least).collect(),
        choice: choice.to_vec(),
        is_needed: vec![false; count],
        is_decided: vec![false; count],
        most,
        found: None,
        steps: MOST_STEPS,
    };
    let mut open = Vec::new();
    let bound = search.need(roots, &mut open);
    search.decide(&mut open, 0, bound);
    search.found
}

struct Search<'a> {
    classes: &'a Classes,
    /// What each class costs at least.
    least: Vec<u64>,
    choice: Vec<u32>,
    is_needed: Vec<bool>,
    is_decided: Vec<bool>,
    /// What the result must be below.
    most: u64,
    found: Option<Vec<u32>>,
    steps: usize,
}

impl Search<'_> {
    /// Marks classes as needed. Returns what those that were not cost at least; they are added to `open`.
    fn need(&mut self, list: &[u32], open: &mut Vec<u32>) -> u64 {
        let mut bound = 0u64;
        for &class in list {
            if !std::mem::replace(&mut self.is_needed[class as usize], true) {
                open.push(class);
                bound = bound.saturating_add(self.least[class as usize]);
            }
        }
        bound
    }

    /// Decides the classes in `open`. `total` is the price of what is decided, `bound` what the open ones
    /// cost at least.
    fn decide(&mut self, open: &mut Vec<u32>, total: u64, bound: u64) {
        let Some(class) = open.pop() else {
            if total < self.most {
                self.most = total;
                self.found = Some(self.choice.clone());
            }
            return;
        };
        let at = class as usize;
        let (before, classes) = (self.choice[at], self.classes);
        self.is_decided[at] = true;
        let candidates = &classes.list[at].candidates;
        let mut order: Vec<usize> = (0..candidates.len()).collect();
        order.sort_by_key(|&position| candidates[position].cost);
        for position in order {
            if self.steps == 0 {
                break;
            }
            self.steps -= 1;
            let candidate = &candidates[position];
            self.choice[at] = position as u32;
            if candidate.children.iter().any(|&child| self.reaches(child, class)) {
                continue;
            }
            let (size, cost) = (open.len(), total.saturating_add(candidate.cost));
            let more = self.need(&candidate.children, open);
            let rest = (bound - self.least[at]).saturating_add(more);
            let added: Vec<u32> = open[size..].to_vec();
            if cost.saturating_add(rest) < self.most {
                let mut open = open.clone();
                self.decide(&mut open, cost, rest);
            }
            added.iter().for_each(|&child| self.is_needed[child as usize] = false);
            open.truncate(size);
        }
        self.is_decided[at] = false;
        self.choice[at] = before;
        open.push(class);
    }

    /// Whether what is decided makes `from` need `to`.
    fn reaches(&self, from: u32, to: u32) -> bool {
        let mut seen = vec![false; self.classes.list.len()];
        let mut pending = vec![from];
        while let Some(class) = pending.pop() {
            if class == to {
                return true;
            }
            let at = class as usize;
            if self.is_decided[at] && !std::mem::replace(&mut seen[at], true) {
                pending.extend(&self.classes.list[at].candidates[self.choice[at] as usize].children);
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::super::greedy;
    use super::super::improve::Solution;
    use super::*;

    /// Class 0 needs 1 and 2, each of which costs 5 alone, or nothing on top of class 3, which costs 8.
    fn shared() -> Classes {
        Classes::of_costs(&[&[(1, &[1, 2])], &[(5, &[]), (0, &[3])], &[(5, &[]), (0, &[3])], &[(8, &[])]])
    }

    #[test]
    fn what_pays_only_for_two_together_is_found() {
        let classes = shared();
        let greedy = greedy::choose(&classes);
        assert_eq!(Solution::new(&classes, &[0], greedy.clone()).total(), 11);
        let exact = cheaper(&classes, &[0], &greedy, 11);
        assert_eq!(exact, Some(vec![0, 1, 1, 0]));
        assert_eq!(cheaper(&classes, &[0], &greedy, 9), None);
    }

    #[test]
    fn no_class_comes_to_need_itself() {
        let classes = Classes::of_costs(&[&[(0, &[1]), (7, &[])], &[(0, &[0]), (9, &[])]]);
        assert_eq!(cheaper(&classes, &[0], &[0, 1], 100), Some(vec![1, 1]));
    }
}
