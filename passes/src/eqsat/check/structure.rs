//! Whether rules are well formed, before anything is drawn.

use hashbrown::HashSet;

use super::super::loaded::loaded;
use super::super::pattern::Pat;
use super::super::rules::ALL;

/// What is wrong with the rules as they are written.
pub(super) fn defects() -> Vec<String> {
    let mut found = Vec::new();
    let mut names = HashSet::new();
    for rule in ALL.iter().copied().flatten() {
        let name = rule.name;
        let kebab = name.split('-').all(|word| {
            !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        });
        if !kebab {
            found.push(format!("rule '{name}': a name is words in lower case with '-' between them"));
        }
        if !names.insert(name) {
            found.push(format!("rule {name}: another rule has this name"));
        }
        if rule.doc.trim().is_empty() {
            found.push(format!("rule {name}: say in a doc comment why it is right"));
        }
    }
    for rule in loaded() {
        let Some((from, _)) = rule.from.first() else { continue };
        let (mut left, mut right) = (HashSet::new(), Vec::new());
        variables(from, true, &mut |slot| {
            left.insert(slot);
        });
        rule.to.iter().for_each(|to| variables(to, false, &mut |slot| right.push(slot)));
        let unknown = right.iter().find(|slot| !left.contains(*slot));
        if let Some(name) = unknown.and_then(|&slot| rule.names.get(slot)) {
            found.push(format!("rule {}: '#{name}' stands only in the second pattern", rule.rule.name));
        }
    }
    found
}

/// The variables of a pattern that stand for constants, or for `any` values.
fn variables(pat: &Pat, any: bool, found: &mut dyn FnMut(usize)) {
    match pat {
        Pat::Constant(slot) => found(*slot),
        Pat::Any(slot) if any => found(*slot),
        Pat::Any(_) | Pat::Literal(..) => {}
        Pat::Proj(_, of) => variables(of, any, found),
        Pat::Op { operands, .. } => operands.iter().for_each(|operand| variables(operand, any, found)),
    }
}
