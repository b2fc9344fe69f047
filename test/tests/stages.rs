//! A conversion can be taken up from the IR of any of its steps: `tfl-opt` on a dump, then
//! `tfl-translate`, gives the bytes that `tflc convert` gives at once.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, reason = "a test ends where something fails")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use xtask::workspace;

fn run(tool: &str, args: &[&str]) {
    let path = xtask::binaries::built().unwrap().path(tool).unwrap();
    let output = Command::new(path).args(args).output().unwrap();
    assert!(output.status.success(), "{tool} {args:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// The pipeline that the first line of a dump says is left.
fn rest_of(dump: &Path) -> String {
    let text = fs::read_to_string(dump).unwrap();
    let line = text.lines().next().unwrap();
    let pipeline = line.strip_prefix("// Continue with: tfl-opt --pass-pipeline='").unwrap();
    pipeline.strip_suffix('\'').unwrap().to_owned()
}

fn every_stage_gives_the_same_file(model: &str) {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).display().to_string();
    let model = workspace::root().join("test/models").join(model).display().to_string();
    let dumps = at("dumps");
    run("tflc", &["convert", &model, "-o", &at("once.tflite"), "--dump-ir", &dumps]);
    let expected = fs::read(at("once.tflite")).unwrap();
    let mut stages: Vec<PathBuf> = fs::read_dir(&dumps).unwrap().map(|entry| entry.unwrap().path()).collect();
    stages.sort();
    assert!(stages.len() > 5, "a conversion has several steps, found {stages:?}");
    for stage in stages {
        let (from, pipeline) = (stage.display().to_string(), rest_of(&stage));
        let pipeline = format!("--pass-pipeline={pipeline}");
        run("tfl-opt", &[&from, &pipeline, "--mlir-print-debuginfo", "-o", &at("rest.mlir")]);
        run("tfl-translate", &["--mlir-to-tflite-flatbuffer", &at("rest.mlir"), "-o", &at("rest.tflite")]);
        assert!(fs::read(at("rest.tflite")).unwrap() == expected, "from {from} the file is another one");
    }
}

#[test]
fn of_the_keyword_spotter() {
    every_stage_gives_the_same_file("mlperf_kws_dscnn/saved_model");
}

#[test]
fn of_two_signatures_with_a_shared_weight() {
    every_stage_gives_the_same_file("two_signatures_shared_weight");
}

#[test]
fn of_a_graph_with_channels_first() {
    every_stage_gives_the_same_file("nchw_frozen_conv_bn_pool/frozen.pb");
}
