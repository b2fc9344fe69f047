//! The pipeline that the command line asks for.

use clap::ArgMatches;
use clap::parser::ValueSource;
use tfl_ir::Diagnostic;
use tfl_ir::pass::{PassInfo, Pipeline, Registry};

/// A pipeline that makes no sense, with the text it was read from.
pub(crate) struct Wrong {
    pub(crate) error: Diagnostic,
    pub(crate) text: String,
}

/// `--pass-pipeline`, or the passes' flags in the order of their appearance.
pub(crate) fn pipeline(matches: &ArgMatches, registry: &Registry) -> Result<Pipeline, Wrong> {
    let mut flags: Vec<(usize, &'static PassInfo, String)> = Vec::new();
    for &pass in registry.passes() {
        if matches.value_source(pass.name) != Some(ValueSource::CommandLine) {
            continue;
        }
        let (Some(values), Some(indices)) =
            (matches.get_many::<String>(pass.name), matches.indices_of(pass.name))
        else {
            continue;
        };
        flags.extend(indices.zip(values).map(|(index, value)| (index, pass, value.clone())));
    }
    flags.sort_by_key(|(index, ..)| *index);
    if let Some(text) = matches.get_one::<String>("pass-pipeline") {
        if let Some((_, pass, _)) = flags.first() {
            let message = format!("--pass-pipeline and --{} exclude each other", pass.name);
            let error = Diagnostic::error(tfl_ir::Loc::UNKNOWN, message)
                .with_hint(format!("put '{}' into the pipeline", pass.name));
            return Err(Wrong { error, text: text.clone() });
        }
        return Pipeline::parse(text, registry).map_err(|error| Wrong { error, text: text.clone() });
    }
    let mut pipeline = Pipeline::on_module();
    for (_, pass, settings) in flags {
        let made = Pipeline::parse_pass(pass, &settings);
        pipeline.push(made.map_err(|error| Wrong { error, text: settings })?);
    }
    Ok(pipeline)
}
