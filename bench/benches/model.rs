//! The keyword spotting model: conversion, `.tflite` files, one run.

use std::path::Path;

use bytes::Bytes;
use divan::Bencher;
use tfl_driver::{Converter, ExportOptions, Loaded, Options, Session, random_tensor};
use tfl_flatbuffer::{ImportOptions, export, import};

const MODEL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../test/models/mlperf_kws_dscnn/saved_model");

fn main() {
    divan::main();
}

fn converted() -> Loaded {
    match Converter::default().convert(Path::new(MODEL)) {
        Ok((loaded, _)) => loaded,
        Err(errors) => panic!("the model converts: {errors:?}"),
    }
}

fn exported(loaded: &Loaded) -> Vec<u8> {
    let mut file = Vec::new();
    export(&loaded.module, &ExportOptions::default(), &mut file).expect("the model exports");
    file
}

#[divan::bench(sample_count = 20)]
fn convert() -> Vec<u8> {
    exported(&converted())
}

#[divan::bench_group(name = "flatbuffer", sample_count = 20)]
mod flatbuffer {
    use super::*;

    #[divan::bench]
    fn import_file(bencher: Bencher<'_, '_>) {
        let file = Bytes::from(exported(&converted()));
        bencher.bench(|| import(&file, &ImportOptions::default()).expect("the file imports"));
    }

    #[divan::bench]
    fn export_file(bencher: Bencher<'_, '_>) {
        let loaded = converted();
        bencher.bench(|| exported(&loaded));
    }
}

#[divan::bench(sample_count = 20)]
fn interpret(bencher: Bencher<'_, '_>) {
    let loaded = converted();
    let mut session = Session::new(&loaded.module, Options::default()).expect("the model runs");
    let signature = session.signature(None).expect("the model has a signature").clone();
    let inputs: Vec<_> = signature
        .inputs
        .iter()
        .map(|port| random_tensor(port.ty, 1).expect("the inputs can be made up"))
        .collect();
    bencher.bench_local(|| session.run(&signature, &inputs).expect("the model runs"));
}
