//! README's two commands: the first is run as written, the second is what CI runs.
#![forbid(unsafe_code)]

use std::fs;

use tfl_test::lit::Suite;

/// The shell blocks of README, in order.
fn blocks() -> Vec<String> {
    let readme = fs::read_to_string(xtask::workspace::root().join("README.md")).expect("README is there");
    let after_marks = readme.split("```sh\n").skip(1);
    after_marks.map(|rest| rest.split("```").next().unwrap_or_default().trim().to_owned()).collect()
}

#[test]
fn the_first_command_names_the_word_that_was_said() {
    // The same tools and files; the folders are the test's own.
    let command = blocks()[0]
        .replace("cargo run --release -p tflc --", "tflc")
        .replace("test/models", "%R/test/models");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("readme.test");
    fs::write(&file, format!("// RUN: {command} | FileCheck %s\n// CHECK: yes\n")).unwrap();
    let suite = Suite::new(folder.path().to_path_buf(), folder.path().join("scratch"));
    suite.run(&file).unwrap();
}

#[test]
fn the_second_command_is_the_last_step_of_ci() {
    let script = fs::read_to_string(xtask::workspace::root().join(".ci/run")).unwrap();
    let last = script.lines().rfind(|line| line.starts_with("step ")).unwrap();
    assert_eq!(blocks()[1], last["step ".len()..]);
}
