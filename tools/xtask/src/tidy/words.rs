//! What may not stand in the text of a source file.

use super::tree::{File, Tree};

/// What a line may not hold, in which files, and why.
struct Ban {
    what: &'static str,
    /// Endings of the files it holds for.
    files: &'static [&'static str],
    why: &'static str,
}

const RUST: &[&str] = &[".rs"];
const TEXT: &[&str] = &[".rs", ".md", ".toml", ".mlir", ".py", ".cli", ".test"];

const BANS: [Ban; 9] = [
    Ban { what: concat!("BLA", "NK"), files: &[".rs", ".mlir"], why: "is left to write" },
    Ban { what: concat!("todo", "!("), files: RUST, why: "is an open end" },
    Ban { what: concat!("unimplemented", "!("), files: RUST, why: "is an open end" },
    Ban { what: concat!("#[", "ignore"), files: RUST, why: "a test that does not run tests nothing" },
    Ban { what: concat!("#[", "should_panic"), files: RUST, why: "assert on the error instead" },
    Ban { what: concat!("XX", "X"), files: TEXT, why: "says nothing: name what is open, with a reason" },
    Ban { what: concat!("/ho", "me/"), files: TEXT, why: "is a path of one machine" },
    Ban { what: concat!("/wo", "rk/"), files: TEXT, why: "is a path of one machine" },
    Ban { what: concat!("/t", "mp/"), files: TEXT, why: "is a path of one machine" },
];

/// Words that need a reason behind them: `TODO: reason and what would remove it`.
const WITH_REASON: [&str; 2] = [concat!("TO", "DO"), concat!("FIX", "ME")];
/// A reason is at least this long.
const REASON: usize = 20;

pub(super) fn check(tree: &Tree) -> Vec<String> {
    // The chore that writes the marks has to name them.
    tree.files.iter().filter(|file| file.path != "tools/xtask/src/new.rs").flat_map(check_file).collect()
}

fn check_file(file: &File) -> Vec<String> {
    let mut out = Vec::new();
    for (index, line) in file.text.lines().enumerate() {
        let mut say = |what: &str, why: &str| out.push(format!("{}:{}: {what} {why}", file.path, index + 1));
        for ban in &BANS {
            if ban.files.iter().any(|end| file.path.ends_with(end)) && line.contains(ban.what) {
                say(ban.what, ban.why);
            }
        }
        if TEXT.iter().any(|end| file.path.ends_with(end)) {
            for word in WITH_REASON.iter().filter(|word| open_mark(line, word)) {
                say(word, "needs ': ' and a reason");
            }
        }
    }
    out
}

/// Whether `line` holds the mark `word` without a reason behind it.
fn open_mark(line: &str, word: &str) -> bool {
    let Some((before, after)) = line.split_once(word) else { return false };
    let inside_a_word = before.ends_with(|c: char| c.is_alphanumeric() || "_/`".contains(c))
        || after.starts_with(|c: char| c.is_alphanumeric() || "_/`".contains(c));
    let reason = after.strip_prefix(':').map_or(0, |reason| reason.trim().len());
    !inside_a_word && reason < REASON
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, line: &str) -> usize {
        check_file(&File { path: path.to_owned(), text: line.to_owned() }).len()
    }

    #[test]
    fn marks_need_a_reason() {
        let mark = WITH_REASON[0];
        assert_eq!(found("a.rs", &format!("// {mark} later")), 1);
        assert_eq!(found("a.rs", &format!("// {mark}: wait")), 1);
        assert_eq!(found("a.rs", &format!("// {mark}: drop this when kernels take i4 directly")), 0);
        assert_eq!(found("a.rs", &format!("const {mark}_LIST: u8 = 0;")), 0);
    }

    #[test]
    fn bans_hold_for_their_files() {
        let ban = BANS[1].what;
        assert_eq!(found("a.rs", &format!("{ban})")), 1);
        assert_eq!(found("a.md", &format!("{ban})")), 0);
        assert_eq!(found("a.md", BANS[7].what), 1);
    }
}
