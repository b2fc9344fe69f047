//! Reading, running, writing.

use std::cell::RefCell;
use std::io::{self, Read, Write};
use std::path::Path;
use std::sync::{Arc, Mutex};

use clap::ArgMatches;
use tfl_driver::{
    ExplainForm, FunctionReport, Optimizer, VERIFY_OPTION, optimizes, read_cost_model, reports, write_atomic,
    write_explained,
};
use tfl_ir::diag::render;
use tfl_ir::pass::{Instrumentation, PassFilter, PassManager, Pipeline, Registry, carried_pipeline};
use tfl_ir::text::{
    ParseOptions, PrintOptions, Source, module_to_string, parse_module, split_input, verify_diagnostics,
};
use tfl_ir::verify::{VerifyOptions, verify_module};
use tfl_ir::{Diagnostic, Loc, Module};

use crate::{catalogue, passes, report};

/// What went wrong, as text, and the exit code that says so.
pub(crate) struct Failure {
    pub(crate) text: String,
    pub(crate) code: u8,
}

impl Failure {
    fn refused(diagnostics: &[Diagnostic]) -> Failure {
        Failure { text: render(diagnostics, &[]), code: 1 }
    }

    fn usage(diagnostic: Diagnostic) -> Failure {
        Failure { text: render(&[diagnostic], &[]), code: 2 }
    }

    /// An error in the text of a pipeline or of a pass's options.
    fn in_pipeline(wrong: &passes::Wrong) -> Failure {
        let source = Source::new("pass-pipeline", &wrong.text);
        Failure { text: render(std::slice::from_ref(&wrong.error), &[source]), code: 2 }
    }
}

/// Does what the command line says.
pub(crate) fn run(matches: &ArgMatches, registry: &Registry) -> Result<(), Failure> {
    let output = Path::new(matches.get_one::<String>("output").map_or("-", String::as_str));
    if let Some(text) = documentation(matches, registry) {
        return write(output, &text).map_err(|errors| Failure::refused(&errors));
    }
    let mut pipeline = passes::pipeline(matches, registry).map_err(|wrong| Failure::in_pipeline(&wrong))?;
    check_names(matches, registry)?;
    let explain = matches.get_one::<String>("explain").map(Path::new);
    explain.map_or(Ok(()), |path| ExplainForm::of(path).map(|_| ())).map_err(Failure::usage)?;
    check_optimizer_flags(&pipeline, matches)?;
    let optimizer = optimizer(matches)?;
    optimizer.configure(&mut pipeline).map_err(Failure::usage)?;
    if matches.get_flag("dump-pass-pipeline") {
        report(&format!("Pass Manager with {} passes:\n{pipeline}\n", pipeline.elements.len()));
    }
    let name = matches.get_one::<String>("input").map_or("-", String::as_str);
    let bytes = read(name).map_err(|error| {
        let message = format!("cannot read '{}': {error}", name.escape_debug());
        Failure::refused(&[Diagnostic::error(Loc::UNKNOWN, message)])
    })?;
    let job = Job { matches, registry, pipeline, optimizer, reports: RefCell::default() };
    let (text, failed) = job.text(if name == "-" { "<stdin>" } else { name }, &bytes);
    let write_text = || match !failed || output == Path::new("-") {
        true => write(output, &text),
        false => Ok(()),
    };
    match explain.filter(|_| !failed) {
        Some(path) => {
            let reports = job.reports.take();
            write_explained(&reports, path, write_text).map_err(|errors| Failure::refused(&errors))?;
        }
        None => write_text().map_err(|errors| Failure::refused(&errors))?,
    }
    if failed { Err(Failure { text: String::new(), code: 1 }) } else { Ok(()) }
}

/// Flags about tfl-optimize have an effect.
fn check_optimizer_flags(pipeline: &Pipeline, matches: &ArgMatches) -> Result<(), Failure> {
    if optimizes(pipeline) || matches.get_flag("run-reproducer") {
        return Ok(());
    }
    let flags = [("explain", "explain"), ("verify-rewrites", "verify"), ("cost-model", "price")];
    let Some((flag, verb)) = flags.iter().find(|(flag, _)| matches.contains_id(flag)) else { return Ok(()) };
    let message = format!("--{flag} has nothing to {verb}: no tfl-optimize is in the pipeline");
    Err(Failure::usage(Diagnostic::error(Loc::UNKNOWN, message).with_hint("add --tfl-optimize")))
}

/// The optimizer that the flags describe.
fn optimizer(matches: &ArgMatches) -> Result<Optimizer, Failure> {
    let model = matches.get_one::<String>("cost-model").map(|path| read_cost_model(Path::new(path)));
    let model = model.transpose().map_err(|error| Failure::refused(&[error]))?;
    let runs = matches.get_one::<u64>("verify-rewrites");
    let settings = runs.map(|runs| (VERIFY_OPTION, runs.to_string())).into_iter().collect();
    Ok(Optimizer { settings, model })
}

fn documentation(matches: &ArgMatches, registry: &Registry) -> Option<String> {
    if matches.get_flag("list-passes") {
        let markdown = matches.get_flag("markdown");
        let text = if markdown { catalogue::list_passes_markdown } else { catalogue::list_passes };
        return Some(text(registry));
    }
    matches.get_flag("show-dialects").then(catalogue::show_dialects)
}

/// Passes named by instrumentation flags exist.
fn check_names(matches: &ArgMatches, registry: &Registry) -> Result<(), Failure> {
    for flag in ["mlir-print-ir-before", "mlir-print-ir-after"] {
        for name in matches.get_many::<String>(flag).into_iter().flatten() {
            if registry.pass(name).is_none() {
                let message = format!("--{flag}: no pass is called '{}'", name.escape_debug());
                let error = Diagnostic::error(Loc::UNKNOWN, message);
                return Err(Failure::usage(match registry.near(name) {
                    Some(near) => error.with_hint(format!("did you mean '{near}'?")),
                    None => error.with_hint("--list-passes shows all of them"),
                }));
            }
        }
    }
    Ok(())
}

fn read(name: &str) -> io::Result<Vec<u8>> {
    if name != "-" {
        return std::fs::read(name);
    }
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn write(path: &Path, text: &str) -> Result<(), Vec<Diagnostic>> {
    write_atomic(path, |out: &mut dyn Write| out.write_all(text.as_bytes())).or_else(|error: io::Error| {
        // A reader that has seen enough, such as head, closes the pipe; that is no failure.
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Ok(());
        }
        Err(vec![Diagnostic::error(Loc::UNKNOWN, error.to_string())])
    })
}

struct Job<'a> {
    matches: &'a ArgMatches,
    registry: &'a Registry,
    pipeline: Pipeline,
    optimizer: Optimizer,
    /// What the optimizer did so far, part by part.
    reports: RefCell<Vec<Arc<FunctionReport>>>,
}

impl Job<'_> {
    /// The output for an input file, and whether anything in it was refused.
    fn text(&self, name: &str, bytes: &[u8]) -> (String, bool) {
        // Text that is not UTF-8 has no parts; reading it says where it goes wrong.
        let parts = match std::str::from_utf8(bytes) {
            Ok(text) if self.matches.get_flag("split-input-file") => split_input(text),
            _ => Vec::new(),
        };
        let mut sources: Vec<Source<'_>> = parts
            .iter()
            .map(|part| Source { name, bytes: part.text.as_bytes(), first_line: part.first_line })
            .collect();
        if sources.is_empty() {
            sources.push(Source { name, bytes, first_line: 1 });
        }
        let mut failed = false;
        let mut outputs = Vec::new();
        for source in sources {
            match self.part(&source) {
                Ok(text) => outputs.push(text),
                Err(diagnostics) => {
                    failed = true;
                    outputs.push(String::new());
                    report(&render(&diagnostics, &[source]));
                }
            }
        }
        (outputs.join("// -----\n"), failed)
    }

    /// The output for one part.
    fn part(&self, source: &Source<'_>) -> Result<String, Vec<Diagnostic>> {
        let mut diagnostics = Vec::new();
        let module = self.process(source, &mut diagnostics);
        if self.matches.get_flag("verify-diagnostics") {
            verify_diagnostics(source, &diagnostics)?;
            return Ok(String::new());
        }
        let Some(module) = module else { return Err(diagnostics) };
        report(&render(&diagnostics, std::slice::from_ref(source)));
        Ok(module_to_string(&module, &self.print_options()))
    }

    /// Reads, verifies and runs the passes; messages go to `diagnostics`. `None` if that failed.
    fn process(&self, source: &Source<'_>, diagnostics: &mut Vec<Diagnostic>) -> Option<Module> {
        let allow = self.matches.get_flag("allow-unregistered-dialect");
        let verify = VerifyOptions { allow_unregistered: allow };
        let options = ParseOptions { allow_unregistered_dialects: allow };
        let read = parse_module(source, &options).and_then(|module| {
            verify_module(&module, verify)?;
            Ok(module)
        });
        let mut module = match read {
            Ok(module) => module,
            Err(errors) => {
                diagnostics.extend(errors);
                return None;
            }
        };
        let pipeline = match self.pipeline_for(&module) {
            Ok(pipeline) => pipeline,
            Err(error) => {
                diagnostics.push(error);
                return None;
            }
        };
        let mut manager = PassManager::new(pipeline);
        manager.verify = verify;
        manager.instrumentation = self.instrumentation();
        manager.given = self.optimizer.given();
        let report = manager.run(&mut module);
        self.reports.borrow_mut().extend(reports(report.left));
        diagnostics.extend(report.diagnostics);
        report.succeeded.then_some(module)
    }

    /// The command line's pipeline, or the one that a reproducer carries.
    fn pipeline_for(&self, module: &Module) -> Result<Pipeline, Diagnostic> {
        if !self.matches.get_flag("run-reproducer") {
            return Ok(self.pipeline.clone());
        }
        let text = carried_pipeline(module).ok_or_else(|| {
            Diagnostic::error(Loc::UNKNOWN, "the input carries no pipeline")
                .with_hint("--run-reproducer is for files of --mlir-pass-pipeline-crash-reproducer")
        })?;
        let mut pipeline = Pipeline::parse(&text, self.registry)?;
        self.optimizer.configure(&mut pipeline)?;
        Ok(pipeline)
    }

    fn print_options(&self) -> PrintOptions {
        PrintOptions {
            generic: self.matches.get_flag("mlir-print-op-generic"),
            debuginfo: self.matches.get_flag("mlir-print-debuginfo"),
            elide_elements_larger_than: self.matches.get_one("mlir-elide-elementsattrs-if-larger").copied(),
            elide_resources_larger_than: self
                .matches
                .get_one("mlir-elide-resource-strings-if-larger")
                .copied(),
        }
    }

    fn instrumentation(&self) -> Instrumentation {
        let flag = |name: &str| self.matches.get_flag(name);
        let filter = |name: &str, all: bool| {
            let names: Vec<String> = self.matches.get_many(name).into_iter().flatten().cloned().collect();
            match (all, names.is_empty()) {
                (true, _) => PassFilter::All,
                (false, true) => PassFilter::None,
                (false, false) => PassFilter::Named(names),
            }
        };
        let after_all = flag("mlir-print-ir-after-all") || flag("mlir-print-ir-after-change");
        let options = self.print_options();
        let reproducer = self.matches.get_one::<String>("mlir-pass-pipeline-crash-reproducer").cloned();
        Instrumentation {
            print_before: filter("mlir-print-ir-before", flag("mlir-print-ir-before-all")),
            print_after: filter("mlir-print-ir-after", after_all),
            print_only_changes: flag("mlir-print-ir-after-change"),
            print_after_failure: flag("mlir-print-ir-after-failure"),
            module_scope: flag("mlir-print-ir-module-scope"),
            printer: Some(Box::new(move |module| module_to_string(module, &options))),
            timing: flag("mlir-timing"),
            statistics: flag("mlir-pass-statistics"),
            verify_each: self.matches.get_one("verify-each").copied().unwrap_or(true),
            single_threaded: flag("mlir-disable-threading"),
            out: Some(Mutex::new(Box::new(io::stderr()))),
            reproducer: reproducer.map(|path| -> tfl_ir::pass::ReproducerFn {
                Box::new(move |module| {
                    let options = PrintOptions { debuginfo: true, ..PrintOptions::default() };
                    let text = module_to_string(module, &options);
                    let written = write_atomic(Path::new(&path), |out| out.write_all(text.as_bytes()));
                    written.map(|()| path.clone()).map_err(|error: io::Error| error.to_string())
                })
            }),
        }
    }
}
