//! Values that nothing needs yet, made of what is there already.
//!
//! An exchange may need values that the code so far does without. Each of them has several forms that cost
//! the same by themselves; the one whose operands are there is the one to try the exchange with.

use super::super::classes::Candidate;
use super::super::worklist::Worklist;
use super::Solution;

impl Solution<'_> {
    /// Lets classes that nothing needs make themselves as is cheapest where what has at least `free` users
    /// costs nothing more, and the rest of what is needed what it costs now. What is needed stays; where
    /// prices tie, it is preferred. Prices only fall, and a class is made otherwise only if that is cheaper,
    /// so that none comes to need itself.
    pub(super) fn settle_unneeded(&mut self, free: u32) {
        let classes = self.classes;
        let count = classes.list.len();
        let mut prices: Vec<u64> =
            self.users.iter().map(|&users| if users >= free { 0 } else { u64::MAX }).collect();
        let mut list = Worklist::new(count, |at| prices[at] > 0);
        while let Some(at) = list.pop() {
            let price = |candidate: &Candidate| {
                let operands = candidate.children.iter().map(|&child| prices[child as usize]);
                operands.fold(candidate.cost, u64::saturating_add)
            };
            let (best, price) = if self.users[at as usize] > 0 {
                (self.choice[at as usize], price(self.candidate(at)))
            } else {
                let options = classes.list[at as usize].candidates.iter().map(price).enumerate();
                let Some((best, price)) = options.min_by_key(|&(_, price)| price) else { continue };
                (best as u32, price.saturating_add(1))
            };
            if price < prices[at as usize] {
                prices[at as usize] = price;
                self.choice[at as usize] = best;
                let users = classes.users(at).iter().filter(|&&user| prices[user as usize] > 0);
                users.for_each(|&user| list.push(user));
            }
        }
    }
}
