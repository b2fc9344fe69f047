//! Locations.

use std::fmt::Write as _;

use super::attrs::{self, Style};
use super::write_string;
use crate::{Loc, LocKind};

/// Appends what stands between the parentheses of `loc(…)`: an alias if there is one.
pub(super) fn write(out: &mut String, loc: &Loc, style: Style<'_>) {
    if let Some(name) = style.aliases.and_then(|aliases| aliases.loc(loc)) {
        out.push_str(&name);
        return;
    }
    write_full(out, loc, style);
}

/// Appends the location itself; only its parts may be aliases.
pub(super) fn write_full(out: &mut String, loc: &Loc, style: Style<'_>) {
    match loc.kind() {
        None => out.push_str("unknown"),
        Some(LocKind::File { file, line, col, end }) => {
            write_string(out, file.as_bytes());
            let _ = write!(out, ":{line}:{col}");
            match end {
                Some((end_line, end_col)) if end_line == line => {
                    let _ = write!(out, " to :{end_col}");
                }
                Some((end_line, end_col)) => {
                    let _ = write!(out, " to {end_line}:{end_col}");
                }
                None => {}
            }
        }
        Some(LocKind::Name { name, child }) => {
            write_string(out, name.as_bytes());
            if !child.is_unknown() {
                out.push('(');
                write(out, child, style);
                out.push(')');
            }
        }
        Some(LocKind::CallSite { callee, caller }) => {
            out.push_str("callsite(");
            write(out, callee, style);
            out.push_str(" at ");
            write(out, caller, style);
            out.push(')');
        }
        Some(LocKind::Fused { meta, locs }) => {
            out.push_str("fused");
            if let Some(meta) = meta {
                out.push('<');
                attrs::write(out, meta, style);
                out.push('>');
            }
            out.push('[');
            for (index, part) in locs.iter().enumerate() {
                if index > 0 {
                    out.push_str(", ");
                }
                write(out, part, style);
            }
            out.push(']');
        }
    }
}
