//! Dependency edges between our crates: only downwards.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::workspace;

/// The height of each crate; see `docs/architecture.md`. Crates of one height do not know each other.
const HEIGHTS: [(&str, u8); 14] = [
    ("tfl-ir", 10),
    ("tfl-kernels", 10),
    ("tfl-dialects", 20),
    ("tfl-interpreter", 21),
    ("tfl-passes", 30),
    ("tfl-import", 40),
    ("tfl-flatbuffer", 40),
    ("tfl-driver", 50),
    ("tfl-opt", 60),
    ("tfl-translate", 60),
    ("tflc", 60),
    ("xtask", 60),
    ("tfl-bench", 65),
    ("tfl-test", 70),
];

/// Crates that use no other crate of ours, whatever its height, and why.
const ALONE: [(&str, &str); 2] =
    [("tfl-kernels", "kernels work on plain slices"), ("xtask", "chores work while a crate does not build")];

pub(super) fn check() -> Result<Vec<String>, String> {
    let output = workspace::cargo().args(["metadata", "--no-deps", "--format-version", "1"]).output();
    let output = output.map_err(|e| format!("cargo metadata: {e}"))?;
    let metadata: Value =
        serde_json::from_slice(&output.stdout).map_err(|e| format!("cargo metadata: {e}"))?;
    Ok(wrong_edges(&edges(&metadata)))
}

/// Each crate of the workspace with the local crates it names in its manifest.
fn edges(metadata: &Value) -> BTreeMap<String, Vec<String>> {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let name = |value: &Value| value["name"].as_str().unwrap_or_default().to_owned();
    let local = |dependency: &Value| dependency["path"].is_string();
    let of = |package: &Value| list(&package["dependencies"]).iter().filter(|d| local(d)).map(name).collect();
    list(&metadata["packages"]).iter().map(|package| (name(package), of(package))).collect()
}

fn wrong_edges(edges: &BTreeMap<String, Vec<String>>) -> Vec<String> {
    let height = |name: &str| HEIGHTS.iter().find(|(known, _)| *known == name).map(|(_, height)| *height);
    let mut out = Vec::new();
    for (from, targets) in edges {
        let Some(upper) = height(from) else {
            out.push(format!(
                "crate {from}: has no floor; add it to docs/architecture.md and to {}",
                file!()
            ));
            continue;
        };
        for to in targets {
            if let Some((_, reason)) = ALONE.iter().find(|(alone, _)| alone == from) {
                out.push(format!("crate {from}: uses {to}, but {reason}"));
            } else if height(to).is_none_or(|lower| lower >= upper) {
                out.push(format!("crate {from}: uses {to}, which is not on a lower floor"));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(from: &str, to: &str) -> Vec<String> {
        wrong_edges(&BTreeMap::from([(from.to_owned(), vec![to.to_owned()])]))
    }

    #[test]
    fn edges_go_down() {
        assert!(wrong("tfl-passes", "tfl-ir").is_empty());
        assert!(wrong("tfl-interpreter", "tfl-dialects").is_empty());
        assert!(wrong("tfl-ir", "tfl-dialects")[0].contains("lower floor"));
        assert!(wrong("tfl-import", "tfl-flatbuffer")[0].contains("lower floor"));
    }

    #[test]
    fn some_crates_stand_alone() {
        assert!(wrong("xtask", "tfl-ir")[0].contains("chores"));
        assert!(wrong("tfl-new", "tfl-ir")[0].contains("no floor"));
    }
}
