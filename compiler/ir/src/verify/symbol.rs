//! Checks of symbols: named, and named once.

use hashbrown::HashMap;

use super::op_error;
use crate::{Attr, Body, Diagnostic, Op, Traits};

pub(super) fn check(body: &Body, op: Op, traits: Traits) -> Result<(), Diagnostic> {
    // A module may go without a name.
    if traits.has(Traits::SYMBOL) && !traits.has(Traits::SYMBOL_TABLE) {
        match body.attr(op, "sym_name") {
            Some(Attr::Str(name)) if !name.is_empty() => {}
            _ => return Err(op_error(body, op, "requires string attribute 'sym_name'")),
        }
    }
    if traits.has(Traits::SYMBOL)
        && let Some(visibility) = body.attr(op, "sym_visibility")
        && !matches!(visibility.as_str(), Some("public" | "private" | "nested"))
    {
        let message = "visibility expected to be one of [\"public\", \"private\", \"nested\"]";
        return Err(op_error(body, op, message));
    }
    if traits.has(Traits::SYMBOL_TABLE) {
        check_table(body, op)?;
    }
    Ok(())
}

fn check_table(body: &Body, op: Op) -> Result<(), Diagnostic> {
    let inner = body.nested(op).unwrap_or(body);
    let regions = body.nested(op).map_or(body.op_regions(op), Body::root_regions);
    let mut seen: HashMap<&[u8], Op> = HashMap::new();
    for &block in regions.iter().flat_map(|&region| inner.region_blocks(region)) {
        for symbol in inner.ops_in(block) {
            let Some(Attr::Str(name)) = inner.attr(symbol, "sym_name") else { continue };
            if let Some(first) = seen.insert(name, symbol) {
                let message = format!("redefinition of symbol named '{}'", name.escape_ascii());
                return Err(Diagnostic::error(inner.loc(symbol).clone(), message)
                    .with_note(inner.loc(first).clone(), "see existing symbol definition here"));
            }
        }
    }
    Ok(())
}
