//! Equations of sums of products: `bij,bjk->bik`.

/// A letter of an equation, or a dimension that three dots stand for, counted from the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Letter {
    Named(char),
    Dotted(usize),
}

/// An equation with every dimension named.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Equation {
    pub(super) terms: Vec<Vec<Letter>>,
    pub(super) result: Vec<Letter>,
}

impl Equation {
    /// Reads an equation for operands of these ranks. `None` if it is not well formed, leaves the result
    /// out, or takes a diagonal: the same letter twice in one term.
    pub(super) fn parse(text: &str, ranks: &[usize]) -> Option<Equation> {
        let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let (left, right) = plain.split_once("->")?;
        let sides: Vec<&str> = left.split(',').collect();
        if sides.len() != ranks.len() || sides.is_empty() {
            return None;
        }
        let mut dotted = 0;
        for (side, &rank) in sides.iter().zip(ranks) {
            let named = side.chars().filter(|&c| c != '.').count();
            match side.contains("...") {
                true => dotted = dotted.max(rank.checked_sub(named)?),
                false if named != rank => return None,
                false => {}
            }
        }
        let terms = sides.iter().zip(ranks).map(|(side, &rank)| {
            let named = side.chars().filter(|&c| c != '.').count();
            letters(side, rank.checked_sub(named)?)
        });
        let terms: Vec<Vec<Letter>> = terms.collect::<Option<_>>()?;
        let result = letters(right, dotted)?;
        let known = result.iter().all(|letter| terms.iter().any(|term| term.contains(letter)));
        known.then_some(Equation { terms, result })
    }
}

/// The letters of one term, whose dots stand for so many dimensions.
fn letters(term: &str, dotted: usize) -> Option<Vec<Letter>> {
    let (front, back) = term.split_once("...").map_or((term, None), |(front, back)| (front, Some(back)));
    let mut found: Vec<Letter> = front.chars().map(Letter::Named).collect();
    if let Some(back) = back {
        found.extend((0..dotted).rev().map(Letter::Dotted));
        found.extend(back.chars().map(Letter::Named));
    }
    let proper = |letter: &Letter| !matches!(letter, Letter::Named(c) if !c.is_ascii_alphabetic());
    let once = (0..found.len()).all(|at| !found[..at].contains(&found[at]));
    (once && found.iter().all(proper)).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Letter::{Dotted, Named};

    #[test]
    fn dots_stand_for_what_is_left() {
        let read = Equation::parse("...ij, jk -> ...ik", &[4, 2]).unwrap();
        assert_eq!(read.terms[0], [Dotted(1), Dotted(0), Named('i'), Named('j')]);
        assert_eq!(read.terms[1], [Named('j'), Named('k')]);
        assert_eq!(read.result, [Dotted(1), Dotted(0), Named('i'), Named('k')]);
    }

    #[test]
    fn what_is_no_product_is_refused() {
        assert_eq!(Equation::parse("ii->i", &[2]), None);
        assert_eq!(Equation::parse("ij,jk", &[2, 2]), None);
        assert_eq!(Equation::parse("ij,jk->il", &[2, 2]), None);
        assert_eq!(Equation::parse("ij,jk->ik", &[2, 3]), None);
        assert_eq!(Equation::parse("ij->ji", &[2, 2]), None);
        assert_eq!(Equation::parse("...ij->ij", &[1]), None);
    }
}
