//! The pipeline that the command line asks for.

use clap::ArgMatches;
use clap::parser::ValueSource;
use tfl_ir::Diagnostic;
use tfl_ir::pass::{PassInfo, Pipeline, Registry};

/// `--pass-pipeline`, or the passes' flags in the order of their appearance.
pub(crate) fn pipeline(matches: &ArgMatches, registry: &Registry) -> Result<Pipeline, Diagnostic> {
    let mut flags: Vec<(usize, &'static PassInfo, String)> = Vec::new();
    for &pass in registry.passes() {
        if matches.value_source(pass.name) != Some(ValueSource::CommandLine) {
            continue;
        }
        let (Some(values), Some(indices)) = (matches.get_many::<String>(pass.name), matches.indices_of(pass.name))
        else {
            continue;
        };
        flags.extend(indices.zip(values).map(|(index, value)| (index, pass, value.clone())));
    }
    flags.sort_by_key(|(index, ..)| *index);
    if let Some(text) = matches.get_one::<String>("pass-pipeline") {
        if let Some((_, pass, _)) = flags.first() {
            let message = format!("--pass-pipeline and --{} exclude each other", pass.name);
            return Err(Diagnostic::error(tfl_ir::Loc::UNKNOWN, message)
                .with_hint(format!("put '{}' into the pipeline", pass.name)));
        }
        return Pipeline::parse(text, registry);
    }
    let mut pipeline = Pipeline::on_module();
    for (_, pass, settings) in flags {
        pipeline.push(Pipeline::parse_pass(pass, &settings)?);
    }
    Ok(pipeline)
}
