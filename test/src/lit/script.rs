//! The keyword lines of a test file.

/// What a test file asks for.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Script {
    /// The command lines, in order.
    pub(super) runs: Vec<Run>,
    /// All of these features have to hold, or the test is skipped.
    pub(super) requires: Vec<String>,
    /// With any of these features the test is skipped.
    pub(super) unsupported: Vec<String>,
    /// With any of these features the test has to fail.
    pub(super) xfail: Vec<String>,
}

/// One command line, continuation lines joined.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Run {
    /// Line number in the file, from 1.
    pub(super) line: usize,
    /// The text after `RUN:`.
    pub(super) text: String,
}

impl Script {
    /// Finds the keyword lines of a file. Errors when there is no `RUN:` or one has no end.
    pub(super) fn parse(file: &str) -> Result<Self, String> {
        let mut out = Self::default();
        let mut open: Option<Run> = None;
        for (index, line) in file.lines().enumerate() {
            if let Some(text) = after_keyword(line, "RUN:") {
                let mut run = open.take().unwrap_or(Run { line: index + 1, text: String::new() });
                match text.strip_suffix('\\') {
                    Some(part) => {
                        run.text.push_str(part);
                        open = Some(run);
                    }
                    None => {
                        run.text.push_str(text);
                        out.runs.push(run);
                    }
                }
                continue;
            }
            let lists = [
                ("REQUIRES:", &mut out.requires),
                ("UNSUPPORTED:", &mut out.unsupported),
                ("XFAIL:", &mut out.xfail),
            ];
            for (keyword, list) in lists {
                if let Some(text) = after_keyword(line, keyword) {
                    list.extend(text.split(',').map(|feature| feature.trim().to_owned()));
                }
            }
        }
        match open {
            Some(run) => Err(format!("line {}: the RUN line ends in '\\' and nothing follows", run.line)),
            None if out.runs.is_empty() => Err("no RUN line".to_owned()),
            None => Ok(out),
        }
    }
}

/// The trimmed rest of a line whose first word, after the comment marks, is `keyword`.
fn after_keyword<'a>(line: &'a str, keyword: &str) -> Option<&'a str> {
    let text = line.trim_start_matches(|c: char| c.is_whitespace() || "/#;".contains(c));
    text.strip_prefix(keyword).map(str::trim)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joins_continued_lines() {
        let script = Script::parse("// RUN: a \\\n// RUN:   b\n# RUN: c\n").unwrap();
        let texts: Vec<_> = script.runs.iter().map(|r| (r.line, r.text.as_str())).collect();
        assert_eq!(texts, [(1, "a b"), (3, "c")]);
    }

    #[test]
    fn reads_lists_of_features() {
        let script = Script::parse("// RUN: a\n// REQUIRES: linux, !shared\n// XFAIL: *\n").unwrap();
        assert_eq!(script.requires, ["linux", "!shared"]);
        assert_eq!(script.xfail, ["*"]);
    }

    #[test]
    fn a_keyword_inside_a_line_is_text() {
        assert!(Script::parse("// write RUN: lines\n").unwrap_err().contains("no RUN line"));
    }

    #[test]
    fn an_open_line_is_an_error() {
        assert!(Script::parse("// RUN: a \\\n").unwrap_err().contains("line 1"));
    }
}
