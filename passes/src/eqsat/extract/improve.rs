//! Exchanging choices as long as the whole gets cheaper.

mod together;
mod unneeded;

use super::Chosen;
use super::classes::{Candidate, Classes};

/// The most rounds over all choices.
const MAX_ROUNDS: usize = 8;
/// Values with more users than this are kept.
const MAX_SHARING: usize = 8;

/// A choice for each class, and what of it the roots need.
pub(super) struct Solution<'a> {
    classes: &'a Classes,
    choice: Vec<u32>,
    /// Needed classes count their users; roots count one more.
    users: Vec<u32>,
    total: u64,
    /// Classes whose users changed from or to none, to be looked at.
    pending: Vec<u32>,
}

impl<'a> Solution<'a> {
    pub(super) fn new(classes: &'a Classes, roots: &[u32], choice: Vec<u32>) -> Solution<'a> {
        let users = vec![0; classes.list.len()];
        let mut solution = Solution { classes, choice, users, total: 0, pending: Vec::new() };
        for &root in roots {
            solution.need(root);
        }
        solution
    }

    pub(super) fn total(&self) -> u64 {
        self.total
    }

    /// The choice for each class.
    pub(super) fn choice(&self) -> &[u32] {
        &self.choice
    }

    /// The number of ops that it needs.
    pub(super) fn ops(&self) -> u64 {
        let needed = (0..self.users.len() as u32).filter(|&class| self.users[class as usize] > 0);
        needed.filter(|&class| self.candidate(class).is_op()).count() as u64
    }

    fn candidate(&self, class: u32) -> &'a Candidate {
        let class_of: &'a Classes = self.classes;
        &class_of.list[class as usize].candidates[self.choice[class as usize] as usize]
    }

    /// One more user of a class.
    fn need(&mut self, class: u32) {
        let mut pending = std::mem::take(&mut self.pending);
        pending.push(class);
        while let Some(class) = pending.pop() {
            self.users[class as usize] += 1;
            if self.users[class as usize] == 1 {
                let candidate = self.candidate(class);
                self.total = self.total.saturating_add(candidate.cost);
                pending.extend(&candidate.children);
            }
        }
        self.pending = pending;
    }

    /// One user of a class less.
    fn release(&mut self, class: u32) {
        let mut pending = std::mem::take(&mut self.pending);
        pending.push(class);
        while let Some(class) = pending.pop() {
            self.users[class as usize] -= 1;
            if self.users[class as usize] == 0 {
                let candidate = self.candidate(class);
                self.total = self.total.saturating_sub(candidate.cost);
                pending.extend(&candidate.children);
            }
        }
        self.pending = pending;
    }

    /// Makes a class by another candidate.
    fn set(&mut self, class: u32, candidate: u32) {
        let (old, needed) = (self.candidate(class), self.users[class as usize] > 0);
        self.choice[class as usize] = candidate;
        if !needed {
            return;
        }
        let new = self.candidate(class);
        self.total = self.total.saturating_add(new.cost);
        for &child in &new.children {
            self.need(child);
        }
        self.total = self.total.saturating_sub(old.cost);
        for &child in &old.children {
            self.release(child);
        }
    }

    /// Whether what makes a class needs the class.
    fn is_cyclic(&self, class: u32) -> bool {
        let mut seen = vec![0u64; self.classes.list.len().div_ceil(64)];
        let mut pending: Vec<u32> = self.candidate(class).children.to_vec();
        while let Some(next) = pending.pop() {
            if next == class {
                return true;
            }
            let (word, bit) = (next as usize / 64, 1u64 << (next % 64));
            if seen[word] & bit == 0 {
                seen[word] |= bit;
                pending.extend(&self.candidate(next).children);
            }
        }
        false
    }

    /// Makes several classes otherwise, if that makes the whole cheaper. Counting users along a cycle ends,
    /// and can be taken back like any other, so only what pays is searched for cycles.
    fn try_together(&mut self, moves: &[(u32, u32)]) -> bool {
        let before = self.total;
        let old: Vec<u32> = moves.iter().map(|&(class, _)| self.choice[class as usize]).collect();
        for &(class, candidate) in moves {
            self.set(class, candidate);
        }
        if self.total < before && !moves.iter().any(|&(class, _)| self.is_cyclic(class)) {
            return true;
        }
        for (&(class, _), &candidate) in moves.iter().zip(&old).rev() {
            self.set(class, candidate);
        }
        false
    }

    /// Makes several classes otherwise, whether that pays or not. Where a value would need itself, it is
    /// made by the first candidate that does not: a rule may have found that it is one of its operands.
    /// Returns whether that is possible.
    pub(super) fn replace(&mut self, moves: &[(u32, u32)]) -> bool {
        for &(class, candidate) in moves {
            self.set(class, candidate);
        }
        moves.iter().all(|&(class, _)| {
            let count = self.classes.list[class as usize].candidates.len() as u32;
            let mut others = 0..count;
            while self.is_cyclic(class) {
                match others.next() {
                    Some(other) => self.set(class, other),
                    None => return false,
                }
            }
            true
        })
    }

    /// Exchanges choices until no exchange pays. What nothing needs yet is tried in two forms: as is cheapest
    /// where all is there that is needed now, and where an exchange lets go what has one user.
    pub(super) fn improve(&mut self, bundles: &[Vec<(u32, u32)>]) {
        for _ in 0..MAX_ROUNDS {
            self.settle_unneeded(1);
            let mut improved = self.exchange(bundles);
            self.settle_unneeded(2);
            improved |= self.exchange(bundles);
            if !improved {
                return;
            }
        }
    }

    /// Tries all exchanges once. Returns whether one was made.
    fn exchange(&mut self, bundles: &[Vec<(u32, u32)>]) -> bool {
        let mut improved = self.try_bundles(bundles);
        for class in 0..self.classes.list.len() {
            for candidate in 0..self.classes.list[class].candidates.len() {
                let (class, candidate) = (class as u32, candidate as u32);
                if self.users[class as usize] > 0 && self.choice[class as usize] != candidate {
                    improved |= self.try_together(&[(class, candidate)]);
                }
            }
        }
        improved | self.avoid_shared()
    }

    /// A value with several users may be of no use once all of them do without it, though no single one
    /// gains: the offset of a normalization that each layer behind it takes into its bias.
    fn avoid_shared(&mut self) -> bool {
        let mut improved = false;
        for class in 0..self.classes.list.len() as u32 {
            if let Some(moves) = self.without(class) {
                improved |= self.try_together(&moves);
            }
        }
        improved
    }

    /// For each user of a class the cheapest way to do without it; `None` if one of them cannot, or if
    /// there are not several of them.
    fn without(&self, class: u32) -> Option<Vec<(u32, u32)>> {
        let count = self.users[class as usize] as usize;
        if !(2..=MAX_SHARING).contains(&count) || self.candidate(class).cost == 0 {
            return None;
        }
        let users = self.classes.users(class);
        let needed = users
            .iter()
            .copied()
            .filter(|&user| self.users[user as usize] > 0 && self.candidate(user).children.contains(&class));
        let moves: Vec<(u32, u32)> =
            needed.map(|user| Some((user, self.cheapest_without(user, class)?))).collect::<Option<_>>()?;
        // A root needs it in any case.
        (moves.len() == count).then_some(moves)
    }

    /// The candidate of `user` that does not need `class` and costs least, with what only it needs.
    fn cheapest_without(&self, user: u32, class: u32) -> Option<u32> {
        let candidates = self.classes.list[user as usize].candidates.iter().enumerate();
        let price = |candidate: &Candidate| {
            let new = candidate.children.iter().filter(|&&child| self.users[child as usize] == 0);
            new.map(|&child| self.candidate(child).cost).fold(candidate.cost, u64::saturating_add)
        };
        let fitting = candidates.filter(|(_, candidate)| !candidate.children.contains(&class));
        fitting.min_by_key(|(_, candidate)| price(candidate)).map(|(at, _)| at as u32)
    }

    /// What is needed, by number of class.
    pub(super) fn chosen(&self, classes: &Classes) -> Vec<Chosen> {
        let needed = (0..classes.list.len()).filter(|&class| self.users[class] > 0);
        needed
            .map(|class| {
                let candidate = self.candidate(class as u32);
                Chosen {
                    class: classes.list[class].id,
                    node: candidate.node.clone(),
                    number: candidate.number,
                }
            })
            .collect()
    }
}
