//! Crash reproducers: a module that carries the pipeline which failed on it, in the section
//! `external_resources` of its text.

use super::Pipeline;
use crate::Module;

/// The section of the text.
const SECTION: &str = "external_resources";
/// The key in the section.
const KEY: &str = "mlir_reproducer";

/// `module`, as it was before `pipeline` failed on it, with the pipeline. Other sections of tools' own
/// are left out.
pub(super) fn reproducer(mut module: Module, pipeline: &Pipeline) -> Module {
    module.external_resources.retain(|(section, _)| section != SECTION);
    let pipeline = pipeline.to_string().replace('\\', "\\\\").replace('"', "\\\"");
    let entries = [format!("pipeline: \"{pipeline}\""), "disable_threading: true".to_owned()];
    let entries = entries.join(",\n      ");
    let text = format!("{{\n    {KEY}: {{\n      {entries}\n    }}\n  }}");
    module.external_resources.push((SECTION.to_owned(), text));
    module
}

/// The text of the pipeline that a reproducer carries.
pub fn carried_pipeline(module: &Module) -> Option<String> {
    let sections = module.external_resources.iter().filter(|(section, _)| section == SECTION);
    let (_, entry) = sections.filter_map(|(_, text)| text.split_once(KEY)).next()?;
    let (_, quoted) = entry.split_once("pipeline:")?;
    let mut text = String::new();
    let mut chars = quoted.trim_start().strip_prefix('"')?.chars();
    loop {
        match chars.next()? {
            '"' => return Some(text),
            '\\' => text.push(chars.next()?),
            c => text.push(c),
        }
    }
}
