//! The rules of the repository as tests, so that `cargo test` is the whole truth.
#![forbid(unsafe_code)]

use xtask::tidy;

fn assert_none(findings: Vec<String>) {
    assert!(findings.is_empty(), "\n{}\n", findings.join("\n"));
}

#[test]
fn the_tree_is_tidy() {
    assert_none(tidy::findings().unwrap());
}
