//! Operator codes, each once, and the runtime they need.

use std::collections::HashMap;

use crate::model::OperatorCode;

/// The codes used so far.
#[derive(Default)]
pub(super) struct Codes {
    all: Vec<OperatorCode>,
    known: HashMap<OperatorCode, u32>,
    /// The newest runtime that any of them needs.
    runtime: Option<&'static str>,
}

impl Codes {
    /// The index of `code`, which runtimes know since `runtime`.
    pub(super) fn index(&mut self, code: OperatorCode, runtime: Option<&'static str>) -> u32 {
        if runtime.map(parts) > self.runtime.map(parts) {
            self.runtime = runtime;
        }
        if let Some(&index) = self.known.get(&code) {
            return index;
        }
        let index =
            u32::try_from(self.all.len()).expect("fewer codes than ops, which are counted in 32 bits");
        self.all.push(code.clone());
        self.known.insert(code, index);
        index
    }

    /// The runtime that knows all codes; empty if none is known to be needed.
    pub(super) fn runtime(&self) -> &'static str {
        self.runtime.unwrap_or("")
    }

    pub(super) fn into_codes(self) -> Vec<OperatorCode> {
        self.all
    }
}

/// The numbers of a version, which compare as versions do.
fn parts(version: &str) -> Vec<u32> {
    version.split('.').map(|part| part.parse().unwrap_or(0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_runtime_wins() {
        let code = |builtin| OperatorCode { builtin, custom: String::new(), version: 1 };
        let mut codes = Codes::default();
        assert_eq!(codes.runtime(), "");
        assert_eq!(codes.index(code(0), Some("2.9.0")), 0);
        assert_eq!(codes.index(code(1), Some("2.10.0")), 1);
        assert_eq!(codes.index(code(0), None), 0);
        assert_eq!(codes.runtime(), "2.10.0");
    }
}
