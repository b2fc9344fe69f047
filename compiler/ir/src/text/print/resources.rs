//! The resource section at the end of a text.

use std::io::{self, Write};

use super::elements::push_all_hex;
use super::{PrintOptions, write_name};
use crate::{Module, ResourceElements};

/// Writes `{-# … #-}` if there is anything to write in it.
pub(super) fn write(
    resources: &[std::sync::Arc<ResourceElements>],
    module: &Module,
    options: &PrintOptions,
    out: &mut impl Write,
) -> io::Result<()> {
    let shown: Vec<&ResourceElements> =
        resources.iter().map(|resource| &**resource).filter(|resource| is_shown(resource, options)).collect();
    if shown.is_empty() && module.external_resources.is_empty() {
        return Ok(());
    }
    out.write_all(b"\n{-#\n")?;
    let mut text = String::new();
    if !shown.is_empty() {
        out.write_all(b"  dialect_resources: {\n    builtin: {\n")?;
        for (index, resource) in shown.iter().enumerate() {
            if index > 0 {
                text.push_str(",\n");
            }
            text.push_str("      ");
            write_name(&mut text, &resource.name);
            text.push_str(": \"0x");
            push_all_hex(&mut text, &resource.align.to_le_bytes());
            if let Some(elements) = resource.elements() {
                push_all_hex(&mut text, elements.raw());
            }
            text.push('"');
            out.write_all(text.as_bytes())?;
            text.clear();
        }
        out.write_all(b"\n    }\n  }")?;
    }
    for (index, (name, body)) in module.external_resources.iter().enumerate() {
        let comma = if index > 0 || !shown.is_empty() { ",\n" } else { "" };
        write!(out, "{comma}  {name}: {body}")?;
    }
    out.write_all(b"\n#-}\n")
}

fn is_shown(resource: &ResourceElements, options: &PrintOptions) -> bool {
    let Some(elements) = resource.elements() else { return false };
    let digits = (elements.raw().len() as u64 + 4).saturating_mul(2) + 2;
    options.elide_resources_larger_than.is_none_or(|most| digits <= most)
}
