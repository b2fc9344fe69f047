//! `tflc run`.

use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use std::path::Path;

use bytes::Bytes;
use tfl_driver::numpy::{Array, read_npz, write_npz};
use tfl_driver::{
    Failure, Loaded, Options, Session, Signature, Tensor, array_from_tensor, find_input, find_labels,
    parse_labels, random_tensor, tensor_from_array, write_atomic,
};
use tfl_ir::{Diagnostic, Loc};

use crate::args::{Engine, Run, Verbosity};
use crate::complain;
use crate::convert::converter;
use crate::report::{RunOutputs, json, print_table};

pub(crate) fn run(args: &Run, verbosity: Verbosity) -> Result<(), Failure> {
    let Engine::Interpreter = args.engine;
    if args.select.signature.len() > 1 {
        return Err(error("a run takes one --signature")
            .with_hint("run the others one by one")
            .into_failure());
    }
    let converter = converter(&args.select, verbosity)?;
    if args.check {
        return check(&converter.load(&args.model)?, verbosity);
    }
    let (loaded, warnings) = converter.convert(&args.model)?;
    if !verbosity.quiet {
        complain(&warnings, Some(&args.model));
    }
    let mut session = Session::new(&loaded.module, Options::default()).map_err(|err| vec![err])?;
    let name = args.select.signature.first().map(String::as_str);
    let signature = session.signature(name).map_err(|err| vec![err])?.clone();
    let cases = cases(args, &signature)?;
    let mut runs = Vec::new();
    for inputs in cases.values() {
        let tensors = session.run(&signature, inputs).map_err(|err| vec![err])?;
        runs.push(RunOutputs { ports: &signature.outputs, tensors });
    }
    if let Some(path) = &args.output {
        write_outputs(path, cases.keys(), &runs)?;
    }
    if verbosity.quiet && !args.json {
        return Ok(());
    }
    print(args, &loaded, &signature, &runs)
}

/// Runs the `check` operations of IR text, without lowering it.
fn check(loaded: &Loaded, verbosity: Verbosity) -> Result<(), Failure> {
    let count = tfl_driver::run_checks(&loaded.module, Options::default())?;
    if !verbosity.quiet {
        let _ = writeln!(std::io::stdout(), "{count} functions checked");
    }
    Ok(())
}

fn print(args: &Run, loaded: &Loaded, signature: &Signature, runs: &[RunOutputs<'_>]) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    // A reader that closes the pipe early has seen enough.
    if args.json {
        let _ = writeln!(out, "{}", json(runs));
        return Ok(());
    }
    let labels = match &args.labels {
        Some(path) => Some(parse_labels(&String::from_utf8_lossy(&read(path)?))),
        None => find_labels(&loaded.source),
    };
    let name = signature.name.as_deref().unwrap_or(&signature.function);
    for (index, run) in runs.iter().enumerate() {
        let title = if runs.len() == 1 { name.to_owned() } else { format!("{name}, run {index}") };
        let _ = print_table(&mut out, &title, run, labels.as_deref());
    }
    Ok(())
}

/// The inputs of each run, by its number.
fn cases(args: &Run, signature: &Signature) -> Result<BTreeMap<u64, Vec<Tensor>>, Failure> {
    let mut given: BTreeMap<u64, Vec<Option<Tensor>>> = BTreeMap::new();
    let empty = || vec![None; signature.inputs.len()];
    for (name, origin, array) in arrays(args)? {
        let (case, name) = split_case(&name);
        let index = find_input(signature, name).map_err(|err| vec![err])?;
        let port = &signature.inputs[index];
        let tensor = tensor_from_array(&array, port.ty)
            .map_err(|err| error(&format!("input '{}' ({origin}): {err}", port.name)).into_failure())?;
        let slot = &mut given.entry(case).or_insert_with(empty)[index];
        if slot.replace(tensor).is_some() {
            let text = format!("input '{}' of run {case} is given twice ({origin})", port.name);
            return Err(error(&text).into_failure());
        }
    }
    if given.is_empty() && (args.random.is_some() || signature.inputs.is_empty()) {
        given.insert(0, empty());
    }
    if given.is_empty() {
        let names: Vec<&str> = signature.inputs.iter().map(|port| port.name.as_str()).collect();
        return Err(error("the model needs inputs, none were given")
            .with_hint(format!(
                "give --input {}=FILE.npy, --inputs CASES.npz or --random SEED",
                names.join("=…, ")
            ))
            .into_failure());
    }
    let complete = |(case, inputs): (u64, Vec<Option<Tensor>>)| {
        let filled = inputs.into_iter().enumerate().map(|(index, input)| match (input, args.random) {
            (Some(tensor), _) => Ok(tensor),
            (None, Some(seed)) => made_up(signature, index, seed),
            (None, None) => {
                let name = &signature.inputs[index].name;
                Err(error(&format!("run {case} lacks input '{name}'"))
                    .with_hint(format!("give --input {name}=FILE.npy, or --random SEED to make it up"))
                    .into_failure())
            }
        });
        Ok((case, filled.collect::<Result<_, Failure>>()?))
    };
    given.into_iter().map(complete).collect()
}

fn made_up(signature: &Signature, index: usize, seed: u64) -> Result<Tensor, Failure> {
    let port = &signature.inputs[index];
    random_tensor(port.ty, seed.wrapping_add(index as u64))
        .map_err(|err| error(&format!("input '{}': {err}", port.name)).into_failure())
}

/// Every array that was given: its key, where it stands, its content.
fn arrays(args: &Run) -> Result<Vec<(String, String, Array)>, Failure> {
    let mut arrays = Vec::new();
    for item in &args.input {
        let Some((name, path)) = item.rsplit_once('=') else {
            return Err(error(&format!("--input '{item}' has no '='"))
                .with_hint("write --input NAME=FILE.npy")
                .into_failure());
        };
        let array = Array::from_npy(read(Path::new(path))?)
            .map_err(|err| error(&format!("'{path}': {err}")).into_failure())?;
        arrays.push((name.to_owned(), path.to_owned(), array));
    }
    if let Some(path) = &args.inputs {
        let shown = path.display().to_string();
        let read = read_npz(read(path)?).map_err(|err| error(&format!("'{shown}': {err}")).into_failure())?;
        arrays.extend(read.into_iter().map(|(name, array)| {
            let origin = format!("'{name}' in {shown}");
            (name, origin, array)
        }));
    }
    Ok(arrays)
}

/// `c3.NAME` is input NAME of run 3; without that prefix it is of run 0.
fn split_case(key: &str) -> (u64, &str) {
    let split = key.strip_prefix('c').and_then(|rest| rest.split_once('.'));
    split.and_then(|(case, name)| Some((case.parse().ok()?, name))).unwrap_or((0, key))
}

fn write_outputs<'a>(
    path: &Path,
    cases: impl Iterator<Item = &'a u64>,
    runs: &[RunOutputs<'_>],
) -> Result<(), Failure> {
    let mut arrays = Vec::new();
    for (case, run) in cases.zip(runs) {
        for (port, tensor) in run.ports.iter().zip(&run.tensors) {
            let array = array_from_tensor(tensor)
                .map_err(|err| error(&format!("output '{}': {err}", port.name)).into_failure())?;
            arrays.push((format!("c{case}.{}", port.name), array));
        }
    }
    let mut archive = Cursor::new(Vec::new());
    write_npz(&mut archive, &arrays)
        .and_then(|()| write_atomic(path, |out| out.write_all(archive.get_ref())))
        .map_err(|err: std::io::Error| error(&err.to_string()).into_failure())
}

fn read(path: &Path) -> Result<Bytes, Failure> {
    std::fs::read(path)
        .map(Bytes::from)
        .map_err(|err| error(&format!("cannot read '{}': {err}", path.display())).into_failure())
}

fn error(message: &str) -> Diagnostic {
    Diagnostic::error(Loc::UNKNOWN, message)
}

/// A single diagnostic as a failure.
trait IntoFailure {
    fn into_failure(self) -> Failure;
}

impl IntoFailure for Diagnostic {
    fn into_failure(self) -> Failure {
        vec![self]
    }
}
