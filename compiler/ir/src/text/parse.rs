//! Reading text into IR.
//!
//! Regions are walked with an explicit stack, op by op, so that nesting costs memory and not stack.
//! For each op the grammar reads the front; types, attributes, dictionaries and locations are cut
//! out by bracket matching ([`super::scan`]) and looked up by their text; only what was not seen
//! before is parsed. Whatever is wrong becomes a diagnostic, and reading goes on with the next op
//! where that is safe.

mod aliases;
mod arguments;
mod attrs;
mod blocks;
mod cursor;
mod dicts;
mod elements;
mod frames;
mod hooks;
mod lines;
mod locs;
mod memo;
mod names;
mod numbers;
mod ops;
mod recover;
mod resources;
mod strings;
mod types;

use std::sync::Arc;

pub use arguments::Argument;
pub use hooks::{OpParser, Operand};
pub(crate) use strings::unescape;

use crate::{Attr, Diagnostic, Loc, Module, Type};
use frames::{Frame, Scope};

/// The most errors that are reported for one text.
const MAX_ERRORS: usize = 20;

/// A text to read, with its name and place.
#[derive(Clone, Copy, Debug)]
pub struct Source<'s> {
    /// Name for locations and messages, a path as a rule.
    pub name: &'s str,
    /// The text; must be UTF-8, which reading checks.
    pub bytes: &'s [u8],
    /// The number of its first line, for a part of a larger text; 1 for a whole one.
    pub first_line: u32,
}

impl<'s> Source<'s> {
    /// A whole text called `name`.
    pub fn new(name: &'s str, text: &'s (impl AsRef<[u8]> + ?Sized)) -> Source<'s> {
        Source { name, bytes: text.as_ref(), first_line: 1 }
    }
}

/// How to read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ParseOptions {
    /// Whether ops that no registered dialect declares are read (generic form only).
    pub allow_unregistered_dialects: bool,
}

/// Everything that reading one text needs.
pub(crate) struct Parser<'s> {
    src: &'s str,
    pos: usize,
    file: Arc<str>,
    lines: lines::Lines,
    options: ParseOptions,
    memo: memo::Memo<'s>,
    aliases: aliases::Aliases<'s>,
    resources: resources::Resources<'s>,
    errors: Vec<Diagnostic>,
    /// Isolated ops around the current point, outermost first; each with its body and names.
    scopes: Vec<Scope<'s>>,
    /// Regions around the current point, outermost first.
    frames: Vec<Frame<'s>>,
    /// Offset in `src` of the text that is being converted.
    base: usize,
    /// Offset of the op that was begun last.
    op_start: usize,
}

/// What reading a part gives.
type Parsed<T> = Result<T, Diagnostic>;

/// Reads a module. A text that is not one single `module` is wrapped in one.
///
/// Needs the dialects to be registered. Verification is not part of reading.
///
/// # Errors
/// At least one and at most twenty diagnostics, each with line and column.
pub fn parse_module(source: &Source<'_>, options: &ParseOptions) -> Result<Module, Vec<Diagnostic>> {
    crate::register_dialect(&crate::BUILTIN);
    let text = match std::str::from_utf8(source.bytes) {
        Ok(text) => text,
        Err(error) => return Err(vec![not_utf8(source, error.valid_up_to())]),
    };
    let mut parser = Parser::new(text, source, *options);
    parser.module()
}

fn not_utf8(source: &Source<'_>, at: usize) -> Diagnostic {
    let valid = source.bytes.get(..at).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or("");
    let (line, col) = lines::Lines::new(source.first_line).locate(valid.as_bytes(), at);
    let byte = source.bytes.get(at).copied().unwrap_or(0);
    Diagnostic::error(
        Loc::file(source.name.into(), line, col),
        format!("the text is not UTF-8: byte 0x{byte:02X} cannot stand here"),
    )
    .with_hint("IR text is UTF-8; a binary model (.tflite, .pb) is read by tfl-translate or tflc instead")
}

/// Reads one type: `tensor<4xf32>`.
///
/// # Errors
/// When `text` is not exactly one type.
pub fn parse_type(text: &str) -> Result<Type, Diagnostic> {
    let mut parser = Parser::new(text, &Source::new("<type>", text), ParseOptions::default());
    let ty = parser.ty()?;
    parser.expect_end("the type")?;
    Ok(ty)
}

/// Reads one attribute: `dense<1> : tensor<i32>`.
///
/// # Errors
/// When `text` is not exactly one attribute.
pub fn parse_attr(text: &str) -> Result<Attr, Diagnostic> {
    let mut parser = Parser::new(text, &Source::new("<attribute>", text), ParseOptions::default());
    let attr = parser.attr()?;
    parser.expect_end("the attribute")?;
    Ok(attr)
}

impl<'s> Parser<'s> {
    fn new(src: &'s str, source: &Source<'_>, options: ParseOptions) -> Parser<'s> {
        Parser {
            src,
            pos: 0,
            file: source.name.into(),
            lines: lines::Lines::new(source.first_line),
            options,
            memo: memo::Memo::default(),
            aliases: aliases::Aliases::default(),
            resources: resources::Resources::default(),
            errors: Vec::new(),
            scopes: Vec::new(),
            frames: Vec::new(),
            base: 0,
            op_start: 0,
        }
    }
}
