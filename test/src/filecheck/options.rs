//! The options of FileCheck's command line that test files may use.

/// How a check file is read and matched. The default is FileCheck without flags.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Directive prefixes; empty means `CHECK`.
    pub check_prefixes: Vec<String>,
    /// Patterns that may stand nowhere between the matches.
    pub implicit_check_not: Vec<String>,
    /// Definitions, `NAME=TEXT` or `#NAME=NUMBER`.
    pub defines: Vec<String>,
    /// Runs of blanks and tabs count as they are.
    pub strict_whitespace: bool,
    /// A positive pattern has to cover its whole line.
    pub match_full_lines: bool,
    /// Letters match in either case.
    pub ignore_case: bool,
    /// An empty input is no error.
    pub allow_empty: bool,
    /// Variables without a `$` end at each `-LABEL`.
    pub enable_var_scope: bool,
    /// A prefix without a directive in the file is no error.
    pub allow_unused_prefixes: bool,
}

impl Options {
    /// The prefixes in force.
    pub(crate) fn prefixes(&self) -> Vec<&str> {
        match self.check_prefixes.as_slice() {
            [] => vec!["CHECK"],
            given => given.iter().map(String::as_str).collect(),
        }
    }
}

/// A `FileCheck` command line, taken apart.
#[derive(Clone, Debug, Default)]
pub struct Invocation {
    /// The file with the directives.
    pub check_file: String,
    /// The file to check; `None` (or `-`) is standard input.
    pub input_file: Option<String>,
    /// Everything else.
    pub options: Options,
}

impl Invocation {
    /// Reads the arguments after the command's name. One dash does for two, and a value follows
    /// `=` or is the next argument, as with LLVM's tools.
    ///
    /// # Errors
    /// An option that FileCheck or this harness does not know, or a missing value or check file.
    pub fn parse(args: &[String]) -> Result<Self, String> {
        let mut out = Self::default();
        let mut args = args.iter();
        while let Some(arg) = args.next() {
            if let Some(define) = arg.strip_prefix("-D").filter(|rest| !rest.is_empty()) {
                out.options.defines.push(define.to_owned());
                continue;
            }
            let Some(flag) = arg.strip_prefix("--").or(arg.strip_prefix('-')).filter(|f| !f.is_empty())
            else {
                out.positional(arg)?;
                continue;
            };
            let (name, inline) = match flag.split_once('=') {
                Some((name, value)) => (name, Some(value.to_owned())),
                None => (flag, None),
            };
            if let Some(switch) = out.switch(name) {
                *switch = true;
                continue;
            }
            let value = inline.or_else(|| args.next().cloned());
            let value = value.ok_or_else(|| format!("FileCheck: {arg} needs a value"))?;
            out.set(name, value)?;
        }
        match out.check_file.is_empty() {
            true => Err("FileCheck: no check file given".to_owned()),
            false => Ok(out),
        }
    }

    fn positional(&mut self, arg: &str) -> Result<(), String> {
        if !self.check_file.is_empty() {
            return Err(format!("FileCheck: one check file expected, found a second, '{arg}'"));
        }
        arg.clone_into(&mut self.check_file);
        Ok(())
    }

    fn switch(&mut self, name: &str) -> Option<&mut bool> {
        let options = &mut self.options;
        Some(match name {
            "strict-whitespace" => &mut options.strict_whitespace,
            "match-full-lines" => &mut options.match_full_lines,
            "ignore-case" => &mut options.ignore_case,
            "allow-empty" => &mut options.allow_empty,
            "enable-var-scope" => &mut options.enable_var_scope,
            "allow-unused-prefixes" => &mut options.allow_unused_prefixes,
            _ => return None,
        })
    }

    fn set(&mut self, name: &str, value: String) -> Result<(), String> {
        match name {
            "check-prefix" | "check-prefixes" => {
                self.options.check_prefixes.extend(value.split(',').map(str::to_owned));
            }
            "implicit-check-not" => self.options.implicit_check_not.push(value),
            "input-file" => self.input_file = Some(value).filter(|v| v != "-"),
            "dump-input" => {} // how much of the input a failure prints: ours always prints the place
            _ => return Err(format!("FileCheck: unknown option '{name}'")),
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Invocation, String> {
        Invocation::parse(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn values_follow_an_equals_sign_or_a_space() {
        let got = parse("a.mlir --check-prefix=A -check-prefixes B,C --input-file out -DX=1").unwrap();
        assert_eq!(got.check_file, "a.mlir");
        assert_eq!(got.options.check_prefixes, ["A", "B", "C"]);
        assert_eq!(got.input_file.as_deref(), Some("out"));
        assert_eq!(got.options.defines, ["X=1"]);
    }

    #[test]
    fn switches_take_no_value() {
        let got = parse("--strict-whitespace a.mlir").unwrap();
        assert!(got.options.strict_whitespace);
        assert_eq!(got.check_file, "a.mlir");
    }

    #[test]
    fn refuses_what_it_does_not_know() {
        assert!(parse("a.mlir --strickt").unwrap_err().contains("needs a value"));
        assert!(parse("a.mlir --strickt=1").unwrap_err().contains("unknown option 'strickt'"));
        assert!(parse("a.mlir b.mlir").unwrap_err().contains("second, 'b.mlir'"));
        assert!(parse("--ignore-case").unwrap_err().contains("no check file"));
    }
}
