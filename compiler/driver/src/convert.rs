//! From a model in any format to a module in the tfl dialect, and to a file.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tfl_flatbuffer::ExportOptions;
use tfl_import::{GraphOptions, ImportOptions, Source};
use tfl_ir::pass::{Element, PassManager, Pipeline};
use tfl_ir::text::{ParseOptions, PrintOptions, parse_module, print_module};
use tfl_ir::verify::{VerifyOptions, verify_module};
use tfl_ir::{Diagnostic, Loc, Module};
use tfl_passes::eqsat::FunctionReport;

use crate::optimizer::{Optimizer, reports};
use crate::output::write_atomic;
use crate::pipelines::{CONVERT, OPTIMIZE, needs_lowering, parse_pipeline};
use crate::{Detected, Format, detect};

/// What a failed step has to say: at least one error.
pub type Failure = Vec<Diagnostic>;

/// See [`Converter::progress`].
pub type ProgressFn = Box<dyn Fn(&str)>;

/// How models are converted.
#[derive(Default)]
pub struct Converter {
    /// Tags of the meta graph of a SavedModel; empty: `serve`, or the only one.
    pub tags: Vec<String>,
    /// Signatures of a SavedModel; empty: all.
    pub signatures: Vec<String>,
    /// Nodes that are a graph's inputs; empty: its placeholders.
    pub input_arrays: Vec<String>,
    /// Nodes that are a graph's outputs; empty: those that nothing uses.
    pub output_arrays: Vec<String>,
    /// Shapes of a graph's inputs in their order, -1 for an unknown dimension; `None`: as stated.
    pub input_shapes: Vec<Option<Vec<i64>>>,
    /// A folder for the IR after each step, `00-import.mlir` and so on.
    pub dump_ir: Option<PathBuf>,
    /// How the result is optimized.
    pub optimizer: Optimizer,
    /// Called when a step begins, with words for it.
    pub progress: Option<ProgressFn>,
}

/// A model in memory.
pub struct Loaded {
    /// The module: in the tf dialect for SavedModels and graphs, in tfl for `.tflite`, as written for
    /// IR text.
    pub module: Module,
    /// Where it was found, and in which format.
    pub source: Detected,
    /// What the optimizer did to functions, in the order in which it did.
    pub reports: Vec<Arc<FunctionReport>>,
    /// Mapped files that constants are slices of.
    files: Vec<Source>,
}

impl Converter {
    /// Reads the model at `path`.
    ///
    /// # Errors
    /// What is missing, damaged or not supported, located.
    pub fn load(&self, path: &Path) -> Result<Loaded, Failure> {
        tfl_passes::register();
        tfl_ir::register_dialect(&tfl_interpreter::CHECK);
        self.report(&format!("reading {}", path.display()));
        let source = detect(path).map_err(|error| vec![error])?;
        let (module, files) = self.read(&source)?;
        Ok(Loaded { module, source, reports: Vec::new(), files })
    }

    fn read(&self, source: &Detected) -> Result<(Module, Vec<Source>), Failure> {
        let path = source.path.as_path();
        self.refuse_foreign_options(source)?;
        match source.format {
            Format::SavedModel => {
                let options = ImportOptions { tags: self.tags.clone(), signatures: self.signatures.clone() };
                let imported = tfl_import::import_saved_model(path, &options)?;
                Ok((imported.module, imported.sources))
            }
            Format::GraphDef => {
                let options = GraphOptions {
                    inputs: self.input_arrays.clone(),
                    outputs: self.output_arrays.clone(),
                    input_shapes: self.input_shapes.clone(),
                    ..GraphOptions::default()
                };
                let imported = tfl_import::import_graph_def(path, &options)?;
                Ok((imported.module, imported.sources))
            }
            Format::Tflite => {
                let file = open(path)?;
                let options = tfl_flatbuffer::ImportOptions { file_name: path.display().to_string() };
                let module = tfl_flatbuffer::import(file.bytes(), &options)?;
                Ok((module, vec![file]))
            }
            Format::Mlir => {
                let file = open(path)?;
                let name = path.display().to_string();
                let text = tfl_ir::text::Source::new(&name, file.bytes());
                Ok((parse_module(&text, &ParseOptions::default())?, Vec::new()))
            }
            Format::KerasH5 | Format::KerasZip => {
                let message = format!("models in the format {} are not read yet", source.format);
                Err(vec![
                    Diagnostic::error(at(path), message)
                        .with_hint("export it in Python with model.export('FOLDER') and give that folder"),
                ])
            }
        }
    }

    /// An option that would have no effect on this format is a mistake.
    fn refuse_foreign_options(&self, source: &Detected) -> Result<(), Failure> {
        let given = [
            ("--tag", !self.tags.is_empty(), Format::SavedModel),
            ("--input-arrays", !self.input_arrays.is_empty(), Format::GraphDef),
            ("--output-arrays", !self.output_arrays.is_empty(), Format::GraphDef),
        ];
        for (flag, is_given, format) in given {
            if is_given && source.format != format {
                let found = source.format;
                let message =
                    format!("{flag} is for a {format}, but '{}' is a {found}", source.path.display());
                return Err(vec![
                    Diagnostic::error(Loc::UNKNOWN, message).with_hint(format!("leave {flag} out")),
                ]);
            }
        }
        Ok(())
    }

    /// Lowers `loaded` to the tfl dialect, if there is anything to lower. Warnings and remarks come back.
    ///
    /// # Errors
    /// What cannot be lowered, located at the layer it is about.
    pub fn lower(&self, loaded: &mut Loaded) -> Result<Vec<Diagnostic>, Failure> {
        // Text may say what no importer makes; the passes and the exporter rely on what this checks.
        verify_module(&loaded.module, VerifyOptions::default())?;
        if !needs_lowering(&loaded.module) {
            self.dump(&loaded.module, 0, "import", &Pipeline::on_module())?;
            return Ok(Vec::new());
        }
        self.run(loaded, CONVERT)
    }

    /// Optimizes `loaded`, a module in the tfl dialect. Warnings and remarks come back.
    ///
    /// # Errors
    /// When the module is not valid or needs lowering first, or rewrites that were to be verified differ.
    pub fn optimize(&self, loaded: &mut Loaded) -> Result<Vec<Diagnostic>, Failure> {
        verify_module(&loaded.module, VerifyOptions::default())?;
        if needs_lowering(&loaded.module) {
            let message = format!("'{}' is not in the tfl dialect", loaded.source.path.display());
            return Err(vec![
                Diagnostic::error(at(&loaded.source.path), message)
                    .with_hint("tflc convert lowers and optimizes it"),
            ]);
        }
        self.run(loaded, OPTIMIZE)
    }

    /// Runs a pipeline step by step.
    fn run(&self, loaded: &mut Loaded, pipeline: &str) -> Result<Vec<Diagnostic>, Failure> {
        let mut rest = parse_pipeline(&format!("builtin.module({pipeline})")).map_err(|error| vec![error])?;
        self.optimizer.configure(&mut rest).map_err(|error| vec![error])?;
        self.dump(&loaded.module, 0, "import", &rest)?;
        let mut messages = Vec::new();
        for index in 1.. {
            let Some((name, step)) = first_step(&mut rest) else { break };
            self.report(&name);
            let mut manager = PassManager::new(step);
            manager.given = self.optimizer.given();
            let report = manager.run(&mut loaded.module);
            let succeeded = report.succeeded;
            loaded.reports.extend(reports(report.left));
            messages.extend(report.diagnostics);
            if !succeeded {
                return Err(messages);
            }
            self.dump(&loaded.module, index, &name, &rest)?;
            // Weights that a step has rewritten no longer need the pages they were read from.
            loaded.files.iter().for_each(Source::release);
        }
        let unsupported = tfl_passes::unsupported_ops(&loaded.module);
        if !unsupported.is_empty() {
            return Err(unsupported);
        }
        Ok(messages)
    }

    /// Reads and lowers the model at `path`. Warnings and remarks come back with it.
    ///
    /// # Errors
    /// As [`Converter::load`] and [`Converter::lower`].
    pub fn convert(&self, path: &Path) -> Result<(Loaded, Vec<Diagnostic>), Failure> {
        let mut loaded = self.load(path)?;
        let warnings = self.lower(&mut loaded)?;
        Ok((loaded, warnings))
    }

    /// Writes the module as it is after a step, with the command that does what is left.
    fn dump(&self, module: &Module, number: usize, name: &str, rest: &Pipeline) -> Result<(), Failure> {
        let Some(folder) = &self.dump_ir else { return Ok(()) };
        let failed =
            |err: io::Error| vec![Diagnostic::error(at(folder), format!("cannot write the IR: {err}"))];
        std::fs::create_dir_all(folder).map_err(failed)?;
        let options = PrintOptions { debuginfo: true, ..PrintOptions::default() };
        write_atomic(&folder.join(format!("{number:02}-{name}.mlir")), |mut out: &mut dyn Write| {
            writeln!(out, "// Continue with: tfl-opt --pass-pipeline='{rest}'")?;
            print_module(module, &options, &mut out)
        })
        .map_err(failed)
    }

    fn report(&self, what: &str) {
        if let Some(progress) = &self.progress {
            progress(what);
        }
    }
}

/// Takes the first element off a pipeline, as a pipeline of its own with a name.
fn first_step(rest: &mut Pipeline) -> Option<(String, Pipeline)> {
    let left = rest.elements.split_off(rest.elements.len().min(1));
    let elements = std::mem::replace(&mut rest.elements, left);
    let name = match elements.first()? {
        Element::Pass(pass) => pass.info().name.to_owned(),
        Element::Nested(nested) => {
            let names = nested.elements.iter().filter_map(|element| match element {
                Element::Pass(pass) => Some(pass.info().name),
                Element::Nested(_) => None,
            });
            // The pass that a nested pipeline is there for is the one that is not a clean-up.
            let main = names.clone().find(|name| !matches!(*name, "canonicalize" | "cse"));
            main.or_else(|| names.clone().next()).unwrap_or("passes").to_owned()
        }
    };
    Some((name, Pipeline { anchor: rest.anchor, elements }))
}

/// Writes `module` as a `.tflite` file.
///
/// # Errors
/// When it holds what the format does not have, located; or when writing fails.
pub fn write_tflite(module: &Module, options: &ExportOptions, path: &Path) -> Result<(), Failure> {
    write_atomic(path, |out| {
        let mut out = out;
        tfl_flatbuffer::export(module, options, &mut out).map_err(Step)
    })
    .map_err(|step: Step| step.0)
}

/// Writes `module` as IR text, with locations if `debuginfo`.
///
/// # Errors
/// When writing fails.
pub fn write_mlir(module: &Module, path: &Path, debuginfo: bool) -> Result<(), Failure> {
    let options = PrintOptions { debuginfo, ..PrintOptions::default() };
    write_atomic(path, |mut out: &mut dyn Write| print_module(module, &options, &mut out))
        .map_err(|err: io::Error| vec![Diagnostic::error(Loc::UNKNOWN, err.to_string())])
}

/// A failure on the way through [`write_atomic`].
pub(crate) struct Step(pub(crate) Failure);

impl From<io::Error> for Step {
    fn from(err: io::Error) -> Step {
        Step(vec![Diagnostic::error(Loc::UNKNOWN, err.to_string())])
    }
}

fn open(path: &Path) -> Result<Source, Failure> {
    Source::open(path).map_err(|error| vec![error.into()])
}

fn at(path: &Path) -> Loc {
    Loc::file(path.display().to_string().into(), 0, 0)
}
