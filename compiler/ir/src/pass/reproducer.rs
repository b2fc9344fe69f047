//! Crash reproducers: a module that carries the pipeline which failed on it.

use super::Pipeline;
use crate::Module;

/// The key of the text's `external_resources` section.
const KEY: &str = "mlir_reproducer";

/// `module`, as it was before `pipeline` failed on it, with the pipeline.
pub(super) fn reproducer(mut module: Module, pipeline: &Pipeline) -> Module {
    module.external_resources.retain(|(key, _)| key != KEY);
    let pipeline = pipeline.to_string().replace('\\', "\\\\").replace('"', "\\\"");
    let value = format!(
        "{{\n      pipeline: \"{pipeline}\",\n      disable_threading: true,\n      verify_each: true\n    }}"
    );
    module.external_resources.push((KEY.to_owned(), value));
    module
}
