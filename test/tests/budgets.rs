//! The optimizer comes to an end by itself, and its e-graph stays small: rules that make ever more of what
//! they made would be stopped by the budget, and the result would be whatever was found until then.
#![forbid(unsafe_code)]

use std::fs;
use std::path::{Path, PathBuf};

use tfl_bench::{Network, make_network};
use tfl_driver::Converter;
use tfl_test::shared;
use xtask::workspace;

/// Rounds of rules, the last of which finds nothing new.
const ROUNDS: u32 = 8;
/// E-nodes for each one of the input.
const GROWTH: usize = 4;
/// In code of a few ops one rule is a large share.
const SMALL: usize = 24;
/// What is beyond the limits so far: end of the path, rounds, e-nodes for each one of the input. A model
/// that keeps to them leaves the list; none may come in.
const BEYOND: &[(&str, u32, usize)] = &[
    ("Encoder { layers: 3 }", 8, 5),
    ("basic_pitch/saved_model", 10, 4),
    ("basic_pitch/tflite.tflite", 10, 4),
    ("face_landmark/float32.tflite", 10, 4),
    ("tflm_mnist_lstm/float32.tflite", 10, 9),
];

/// Stretches of optimized code, and those of them that break a limit.
#[derive(Default)]
struct Findings {
    seen: usize,
    broken: Vec<String>,
}

impl Findings {
    /// Optimizes a model. Returns whether it could be read; what cannot is the business of other tests.
    fn look(&mut self, path: &Path, name: &str) -> bool {
        let converter = Converter::default();
        let Ok(mut loaded) = converter.load(path) else { return false };
        let lowered = converter.lower(&mut loaded);
        if lowered.is_err() || (loaded.reports.is_empty() && converter.optimize(&mut loaded).is_err()) {
            return false;
        }
        let beyond = BEYOND.iter().find(|(end, ..)| name.ends_with(end));
        let (most_rounds, most_growth) =
            beyond.map_or((ROUNDS, GROWTH), |&(_, rounds, growth)| (rounds, growth));
        for report in &loaded.reports {
            for stretch in &report.stretches {
                let ((before, after), rounds) = (stretch.nodes, stretch.iterations);
                self.seen += 1;
                let grown = after > most_growth * before.max(SMALL);
                if !stretch.saturated || rounds > most_rounds || grown {
                    let ended = if stretch.saturated { "" } else { ", stopped by the budget" };
                    let worst = stretch.top.map_or("", |(rule, _)| rule);
                    self.broken.push(format!(
                        "{name}, @{}: {before} e-nodes grew to {after} in {rounds} rounds{ended}; most by {worst}",
                        report.function,
                    ));
                }
            }
        }
        true
    }

    /// Fails if a limit was broken, or fewer than `least` stretches of code were looked at.
    fn judge(self, least: usize) {
        assert!(self.seen >= least, "only {} stretches of code were optimized", self.seen);
        assert!(self.broken.is_empty(), "{}", self.broken.join("\n"));
    }
}

#[test]
fn hold_on_networks_as_importers_leave_them() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let mut findings = Findings::default();
    for network in [Network::Mobile, Network::Encoder { layers: 3 }, Network::Idioms] {
        let path = folder.path().join("network.mlir");
        fs::write(&path, make_network(network)).expect("a file can be written");
        assert!(findings.look(&path, &format!("{network:?}")), "{network:?} is valid");
    }
    findings.judge(3);
}

#[test]
fn hold_on_models_of_the_repository() {
    let models = workspace::root().join("test/models");
    let mut findings = Findings::default();
    for name in
        ["mlperf_kws_dscnn/saved_model", "nchw_frozen_conv_bn_pool/frozen.pb", "two_signatures_shared_weight"]
    {
        assert!(findings.look(&models.join(name), name), "{name} converts");
    }
    findings.judge(4);
}

#[test]
fn hold_on_real_models() {
    let Ok(shared) = shared::folder() else { return };
    let mut findings = Findings::default();
    let look = |path: &&PathBuf| findings.look(path, &path.display().to_string());
    let read = files(&shared.join("models")).iter().filter(look).count();
    assert!(read >= 60, "only {read} models were read");
    findings.judge(60);
}

/// The `.tflite` files and the SavedModels below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut pending = vec![folder.to_owned()];
    while let Some(folder) = pending.pop() {
        if folder.join("saved_model.pb").is_file() {
            found.push(folder);
            continue;
        }
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            match path.is_dir() {
                true => pending.push(path),
                false if path.extension().is_some_and(|ext| ext == "tflite") => found.push(path),
                false => {}
            }
        }
    }
    found.sort();
    found
}
