//! What is done to check file and input before the library sees them, and why.
//!
//! - Runs of blanks and tabs become one blank, unless `--strict-whitespace`: the library compares
//!   some of them as written.
//! - `{{ ` becomes `{{[ ]`: the library drops a blank at the start of a regular expression.
//! - Equal `-DAG` lines in one group are refused: the library lets one match satisfy both, where
//!   LLVM's tool asks for two. A repeated line is written with `-COUNT-n`, or with plain checks.
//! - Matches that overlap are refused: the library lets two `-DAG` lines share a text.
//! - A `-DAG` line that ends in a repetition: the library stops at its shortest match. For `.*`
//!   the end of the line is added, which means the same; others are refused.
//! - A suffix that is nearly one of FileCheck's (`-NXT`) is refused, where LLVM's tool takes the
//!   line for a comment. No test should pass because of a slip of the pen.

use std::borrow::Cow;

use litcheck_filecheck::pattern::MatchInfo;

use super::Options;

/// The suffixes of directives; a `-COUNT` is followed by a number.
const SUFFIXES: [&str; 7] = ["NEXT", "SAME", "NOT", "DAG", "LABEL", "EMPTY", "COUNT"];

/// The check file as the library has to see it.
pub(super) fn check_text<'a>(text: &'a str, options: &Options) -> Cow<'a, str> {
    let text = input(text, options);
    let prefixes = options.prefixes();
    let mut out = String::with_capacity(text.len() + 64);
    for line in text.lines() {
        match directive(line, &prefixes) {
            None => out.push_str(line),
            Some((suffix, _)) => {
                out.push_str(&line.replace("{{ ", "{{[ ]"));
                if suffix == "-DAG" && (line.ends_with(".*}}") || line.ends_with(".*]]")) {
                    out.push_str("{{$}}");
                }
            }
        }
        out.push('\n');
    }
    Cow::Owned(out)
}

/// The input as the library has to see it.
pub(super) fn input<'a>(text: &'a str, options: &Options) -> Cow<'a, str> {
    if options.strict_whitespace || !has_blanks_to_collapse(text) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut in_run = false;
    for c in text.chars() {
        let blank = c == ' ' || c == '\t';
        match (blank, in_run) {
            (true, false) => out.push(' '),
            (true, true) => {}
            (false, _) => out.push(c),
        }
        in_run = blank;
    }
    Cow::Owned(out)
}

fn has_blanks_to_collapse(text: &str) -> bool {
    text.contains("  ") || text.contains('\t')
}

/// Errors when one group of `-DAG` directives holds the same pattern twice.
pub(super) fn refuse_equal_dags(text: &str, options: &Options) -> Result<(), String> {
    let prefixes = options.prefixes();
    let mut group: Vec<&str> = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let Some((suffix, pattern)) = directive(line, &prefixes) else { continue };
        if suffix != "-DAG" {
            group.clear();
            continue;
        }
        if group.contains(&pattern) {
            return Err(format!(
                "line {}: two equal -DAG directives in one group: '{pattern}'\n\
                 hint: one match would satisfy both; write -COUNT-2, or tell them apart",
                index + 1
            ));
        }
        group.push(pattern);
    }
    Ok(())
}

/// Errors when a `-DAG` line ends in a repetition other than `.*`.
pub(super) fn refuse_open_dags(text: &str, options: &Options) -> Result<(), String> {
    let prefixes = options.prefixes();
    for (index, line) in text.lines().enumerate() {
        let Some(("-DAG", pattern)) = directive(line, &prefixes) else { continue };
        let Some(last) = pattern.strip_suffix("}}").or(pattern.strip_suffix("]]")) else { continue };
        let number =
            last.rsplit_once("[[").is_some_and(|(_, name)| name.starts_with('#')) && last.ends_with(':');
        if number || (last.ends_with(['+', '*', '?', '}']) && !last.ends_with(".*")) {
            return Err(format!(
                "line {}: a -DAG directive ends in a repetition: '{pattern}'\n\
                 hint: say what follows it, for example with {{{{$}}}} for the end of the line",
                index + 1
            ));
        }
    }
    Ok(())
}

/// Errors when a suffix is one letter away from a known one.
pub(super) fn refuse_misspelt(text: &str, options: &Options) -> Result<(), String> {
    let prefixes = options.prefixes();
    for (index, line) in text.lines().enumerate() {
        let Some((suffix, _)) = directive(line, &prefixes) else { continue };
        let word = suffix.trim_start_matches('-').split('-').next().unwrap_or_default();
        if word.is_empty() || SUFFIXES.contains(&word) {
            continue;
        }
        if let Some(meant) = SUFFIXES.iter().find(|known| strsim::osa_distance(word, known) == 1) {
            return Err(format!(
                "line {}: unknown directive suffix '{suffix}'\nhint: is '-{meant}' meant?",
                index + 1
            ));
        }
    }
    Ok(())
}

/// Errors when two matches share a part of the input.
pub(super) fn refuse_overlap(matches: &[MatchInfo<'_>], input: &str) -> Result<(), String> {
    let mut spans: Vec<(usize, usize)> =
        matches.iter().map(|m| (m.span.start().to_usize(), m.span.end().to_usize())).collect();
    spans.sort_unstable();
    for pair in spans.windows(2) {
        let [(_, end), (start, next_end)] = pair else { continue };
        if start < end && start < next_end {
            let line = input.get(..*start).unwrap_or(input).matches('\n').count() + 1;
            return Err(format!(
                "input line {line}: two CHECK-DAG directives match the same text\n\
                 hint: a later match has to lie outside the earlier ones; make the patterns tighter"
            ));
        }
    }
    Ok(())
}

/// Suffix (`-DAG`, `-NEXT`, empty …) and pattern of the first directive on `line`.
fn directive<'a>(line: &'a str, prefixes: &[&str]) -> Option<(&'a str, &'a str)> {
    prefixes.iter().find_map(|prefix| {
        line.match_indices(prefix).find_map(|(at, _)| {
            let continues_a_word = line[..at].ends_with(|c: char| c.is_alphanumeric() || "-_".contains(c));
            let (suffix, pattern) = line[at + prefix.len()..].split_once(':')?;
            let is_suffix = suffix.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-');
            (!continues_a_word && is_suffix).then(|| (suffix, pattern.trim()))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_directive_of_a_line() {
        assert_eq!(directive("  // CHECK-DAG: a b ", &["CHECK"]), Some(("-DAG", "a b")));
        assert_eq!(directive("// MYCHECK: a", &["CHECK"]), None);
        assert_eq!(directive("// see CHECK below: a", &["CHECK"]), None);
    }

    #[test]
    fn collapses_blanks_unless_strict() {
        let strict = Options { strict_whitespace: true, ..Options::default() };
        assert_eq!(input("a \t b\n  c", &Options::default()), "a b\n c");
        assert_eq!(input("a \t b", &strict), "a \t b");
    }

    #[test]
    fn keeps_a_blank_that_starts_a_regex_of_a_directive() {
        let text = "// CHECK: a{{ +}}b\nother {{ text\n";
        assert_eq!(check_text(text, &Options::default()), "// CHECK: a{{[ ]+}}b\nother {{ text\n");
    }
}
