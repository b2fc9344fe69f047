//! The rules of the repository as tests, so that `cargo test` is the whole truth.
#![forbid(unsafe_code)]

use xtask::{docs, tidy};

fn assert_none(findings: Vec<String>) {
    assert!(findings.is_empty(), "\n{}\n", findings.join("\n"));
}

#[test]
fn the_tree_is_tidy() {
    assert_none(tidy::findings().unwrap());
}

#[test]
fn every_pass_is_run_in_a_test() {
    assert_none(tidy::untested_passes().unwrap());
}

#[test]
fn generated_pages_are_what_the_tools_print() {
    assert_none(docs::stale().unwrap());
}
