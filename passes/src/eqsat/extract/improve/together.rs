//! Bundles that pay only with others: each alone brings a constant that is paid for once they all use it,
//! as the merged weights of an unrolled loop are, one bundle a step.

use std::collections::BTreeMap;

use super::Solution;

/// Choices, by class and candidate.
type Bundle = Vec<(u32, u32)>;

impl Solution<'_> {
    /// Tries each bundle by itself, then those that did not pay and bring the same constant as one.
    pub(super) fn try_bundles(&mut self, bundles: &[Bundle]) -> bool {
        let mut improved = false;
        let mut waiting: BTreeMap<u32, Vec<(u64, &Bundle)>> = BTreeMap::new();
        let bundles: Vec<Bundle> = bundles.iter().map(|bundle| self.with_users(bundle)).collect();
        for bundle in &bundles {
            let constant = self.brought_constant(bundle);
            match (self.total_with(bundle), constant) {
                (total, _) if total < self.total => improved |= self.try_together(bundle),
                (total, Some(constant)) => waiting.entry(constant).or_default().push((total, bundle)),
                (_, None) => {}
            }
        }
        for mut group in waiting.into_values().filter(|group| group.len() > 1) {
            // Of bundles about the same classes the one that costs least takes part.
            group.sort_by_key(|&(total, _)| total);
            let mut all: Bundle = Vec::new();
            for (_, bundle) in group {
                if !bundle.iter().any(|(class, _)| all.iter().any(|(taken, _)| taken == class)) {
                    all.extend(bundle);
                }
            }
            improved |= self.try_together(&all);
        }
        improved
    }

    /// A bundle, and for each of its classes that nothing needs a class that would need it with another
    /// choice: the product that reads keys as they are, not transposed.
    fn with_users(&self, bundle: &Bundle) -> Bundle {
        let mut all = bundle.clone();
        for &(class, _) in bundle.iter().filter(|&&(class, _)| self.users[class as usize] == 0) {
            let needed = self.classes.users(class).iter().copied();
            let other = needed.filter(|&user| self.users[user as usize] > 0).find_map(|user| {
                let candidates = &self.classes.list[user as usize].candidates;
                let at = candidates.iter().position(|candidate| candidate.children.contains(&class))?;
                Some((user, at as u32))
            });
            all.extend(other.filter(|(user, _)| !all.iter().any(|(taken, _)| taken == user)));
        }
        all
    }

    /// The total if the choices of a bundle were made.
    fn total_with(&mut self, bundle: &Bundle) -> u64 {
        let old: Bundle = bundle.iter().map(|&(class, _)| (class, self.choice[class as usize])).collect();
        bundle.iter().for_each(|&(class, candidate)| self.set(class, candidate));
        let total = self.total;
        old.iter().rev().for_each(|&(class, candidate)| self.set(class, candidate));
        total
    }

    /// The dearest constant that a bundle needs and that nothing needs yet.
    fn brought_constant(&self, bundle: &Bundle) -> Option<u32> {
        let chosen = bundle.iter().filter(|&&(class, _)| self.users[class as usize] > 0);
        let mut pending: Vec<u32> = chosen
            .flat_map(|&(class, candidate)| {
                self.classes.list[class as usize].candidates[candidate as usize].children.iter().copied()
            })
            .collect();
        let mut seen: Vec<u32> = Vec::new();
        let mut dearest: Option<(u64, u32)> = None;
        while let Some(class) = pending.pop() {
            if self.users[class as usize] > 0 || seen.contains(&class) {
                continue;
            }
            seen.push(class);
            let candidate = self.candidate(class);
            if candidate.node.is_none() && dearest.is_none_or(|(cost, _)| candidate.cost > cost) {
                dearest = Some((candidate.cost, class));
            }
            pending.extend(&candidate.children);
        }
        dearest.map(|(_, class)| class)
    }
}
