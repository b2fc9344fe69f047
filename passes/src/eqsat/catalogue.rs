//! The rules as users see them.

use std::fmt;

use tfl_ir::near;

use super::rule::{Action, Numerics, Rule};
use super::rules::ALL;

/// A rule, described.
#[derive(Clone, Debug)]
pub struct RuleInfo {
    /// Its name.
    pub name: &'static str,
    /// Why it is right and what it is good for, in lines without the blank after `///`.
    pub doc: String,
    /// How exact it is: `bit-exact`, `real`, or `within 1e-6`.
    pub numerics: String,
    /// What is matched and what is made, of a rule that is two patterns.
    pub pattern: Option<(&'static str, &'static str)>,
    /// What `$0`, `$1` in the patterns stand for, one row after the other.
    pub rows: &'static [&'static [&'static str]],
    /// Code that it applies to, of a rule that is a function.
    pub examples: &'static [&'static str],
}

/// All rules, in the order in which they are tried.
pub fn rules() -> Vec<RuleInfo> {
    all().map(info).collect()
}

fn all() -> impl Iterator<Item = &'static Rule> {
    ALL.iter().copied().flatten()
}

/// Whether there is a rule called `name`.
pub(crate) fn is_rule(name: &str) -> bool {
    all().any(|rule| rule.name == name)
}

/// The name of a rule that `wrong` may have meant.
pub fn near_rule(wrong: &str) -> Option<&'static str> {
    near::closest(wrong, all().map(|rule| rule.name))
}

/// The names of the rules that start with one of `prefixes`.
pub(crate) fn names_with_prefix(prefixes: &[&str]) -> impl Iterator<Item = &'static str> {
    let fits = |name: &str| prefixes.iter().any(|prefix| name.starts_with(prefix));
    all().map(|rule| rule.name).filter(move |name| fits(name)).collect::<Vec<_>>().into_iter()
}

fn info(rule: &'static Rule) -> RuleInfo {
    let (pattern, examples): (_, &'static [&'static str]) = match rule.action {
        Action::Pattern { from, to, .. } => (Some((from, to)), &[]),
        Action::At { examples, .. } | Action::Siblings { examples, .. } => (None, examples),
    };
    let lines = rule.doc.trim().lines().map(str::trim);
    RuleInfo {
        name: rule.name,
        doc: lines.collect::<Vec<_>>().join("\n"),
        numerics: rule.numerics.to_string(),
        pattern,
        rows: rule.each,
        examples,
    }
}

impl fmt::Display for Numerics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Numerics::Bitwise => f.write_str("bit-exact"),
            Numerics::Real => f.write_str("real"),
            Numerics::Approximate(bound) => write!(f, "within {bound:e}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_described_and_named_once() {
        let rules = rules();
        let mut names: Vec<&str> = rules.iter().map(|rule| rule.name).collect();
        names.sort_unstable();
        let count = names.len();
        names.dedup();
        assert_eq!(names.len(), count, "a name stands for one rule");
        for rule in &rules {
            assert!(!rule.doc.is_empty(), "rule {} says why", rule.name);
            assert!(rule.pattern.is_some() || !rule.examples.is_empty(), "rule {} shows code", rule.name);
        }
        assert!(is_rule(rules[0].name));
        assert_eq!(near_rule(&format!("{}x", rules[0].name)), Some(rules[0].name));
    }
}
