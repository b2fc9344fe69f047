//! Aliases: `#name = attribute`, `!name = type`, before or after their use.
//!
//! Invariants: every alias is converted once; what it expands to is bounded in depth and in number
//! of parts, because aliases that use aliases can describe a tree far larger than the text.

use std::sync::Arc;

use hashbrown::HashMap;
use pest::iterators::Pair;

use super::{Parsed, Parser};
use crate::text::grammar::Rule;
use crate::text::scan;
use crate::{Attr, Loc, MAX_DEPTH, Type};

/// Parts (attributes, types, locations) that one alias may expand to.
const MAX_PARTS: u64 = 1 << 20;

/// The aliases of a text.
#[derive(Default)]
pub(super) struct Aliases<'s> {
    /// By name with its `#` or `!`.
    known: HashMap<&'s str, Alias>,
    /// Whether the whole text was searched for definitions.
    searched: bool,
    /// Parts and depth of what is being converted.
    parts: u64,
    depth: usize,
    /// Aliases that are being converted, each inside the one before.
    open: usize,
    /// Names of source files seen, so that each is stored once.
    files: HashMap<String, Arc<str>>,
}

enum Alias {
    /// Defined by the text between these offsets.
    Text(usize, usize),
    /// Being converted.
    Open,
    Known {
        attr: Attr,
        parts: u64,
        depth: usize,
    },
}

impl Aliases<'_> {
    /// Counts one part of what is being converted.
    pub(super) fn count_part(&mut self) {
        self.parts = self.parts.saturating_add(1);
    }
}

impl<'s> Parser<'s> {
    /// The shared name of a source file.
    pub(super) fn file_name(&mut self, name: &str) -> Arc<str> {
        if *name == *self.file {
            return self.file.clone();
        }
        if let Some(known) = self.aliases.files.get(name) {
            return known.clone();
        }
        let shared: Arc<str> = name.into();
        self.aliases.files.insert(name.to_owned(), shared.clone());
        shared
    }

    /// Reads `#name = …` or `!name = …` at the top level.
    pub(super) fn alias_definition(&mut self) -> Parsed<()> {
        let start = self.pos;
        let end = scan::suffix_end(self.bytes(), start + 1);
        let name = self.slice(start, end);
        if name.len() < 2 {
            return Err(self.expected("an alias name"));
        }
        if name.contains('.') {
            return Err(self.error_at(
                start,
                format!("attribute names with a '.' are reserved for dialect-defined names: '{name}'"),
            ));
        }
        self.pos = end;
        self.expect("=")?;
        self.skip_space();
        let value = self.pos;
        let extent = scan::attr_end(self.bytes(), value).map_err(|error| self.scan_error(error))?;
        if extent.end == value {
            return Err(self.expected("an attribute or a type"));
        }
        match self.aliases.known.get(name) {
            Some(Alias::Text(known, _)) if *known == value => {}
            Some(Alias::Known { .. }) if self.aliases.searched => {}
            Some(_) => {
                self.pos = extent.end;
                return Err(self.error_at(start, format!("redefinition of alias '{name}'")));
            }
            None => {
                self.aliases.known.insert(name, Alias::Text(value, extent.end));
            }
        }
        self.pos = extent.end;
        self.alias(name, start).map(|_| ())
    }

    /// The attribute that `#name` stands for.
    pub(super) fn attr_alias(&mut self, pair: &Pair<'_, Rule>) -> Parsed<Attr> {
        self.alias(pair.as_str(), self.base + pair.as_span().start())
    }

    /// The location that `#name` stands for.
    pub(super) fn loc_alias(&mut self, pair: &Pair<'_, Rule>) -> Parsed<Loc> {
        match self.attr_alias(pair)? {
            Attr::Loc(loc) => Ok(loc),
            _ => Err(self.error_in(
                pair,
                format!("expected location, but found {}, which is another attribute", pair.as_str()),
            )),
        }
    }

    /// The type that `!name` stands for.
    pub(super) fn type_alias(&mut self, pair: &Pair<'_, Rule>) -> Parsed<Type> {
        match self.attr_alias(pair)? {
            Attr::Type(ty) => Ok(ty),
            _ => Err(self.error_in(pair, format!("{} does not stand for a type", pair.as_str()))),
        }
    }

    fn alias(&mut self, name: &str, at: usize) -> Parsed<Attr> {
        if !self.aliases.known.contains_key(name) && !self.aliases.searched {
            self.find_definitions();
        }
        let Some((&name, _)) = self.aliases.known.get_key_value(name) else {
            let kind = if name.starts_with('!') { "type" } else { "attribute" };
            return Err(self
                .error_at(at, format!("undefined symbol alias id '{}'", name.get(1..).unwrap_or("")))
                .with_hint(format!("define it at the top of the file: {name} = <{kind}>")));
        };
        let (start, end) = match self.aliases.known.get(name) {
            Some(Alias::Known { attr, parts, depth }) => {
                let attr = attr.clone();
                self.aliases.parts = self.aliases.parts.saturating_add(*parts);
                self.aliases.depth = self.aliases.depth.max(*depth);
                return Ok(attr);
            }
            Some(Alias::Text(start, end)) => (*start, *end),
            _ => {
                return Err(self.error_at(at, format!("alias '{name}' is defined by itself")));
            }
        };
        if self.aliases.open >= MAX_DEPTH {
            return Err(self.too_deep(at));
        }
        self.aliases.known.insert(name, Alias::Open);
        self.aliases.open += 1;
        let (base, parts, depth) = (self.base, self.aliases.parts, self.aliases.depth);
        (self.aliases.parts, self.aliases.depth) = (0, 0);
        let outcome = self.alias_value(name, start, end);
        self.aliases.open -= 1;
        let own = self.aliases.parts;
        let own_depth =
            self.aliases.depth + scan::attr_end(self.bytes(), start).map_or(0, |extent| extent.depth) + 1;
        self.base = base;
        self.aliases.parts = parts.saturating_add(own);
        self.aliases.depth = depth.max(own_depth);
        let attr = match outcome {
            Ok(attr) if own > MAX_PARTS => {
                drop(attr);
                Err(self.error_at(start, format!("alias '{name}' expands to more than {MAX_PARTS} parts")))
            }
            Ok(attr) if own_depth > MAX_DEPTH => {
                // Taken apart here, where the depth is still just one over the limit.
                drop(attr);
                Err(self.too_deep(start))
            }
            other => other,
        };
        match attr {
            Ok(attr) => {
                self.aliases
                    .known
                    .insert(name, Alias::Known { attr: attr.clone(), parts: own, depth: own_depth });
                Ok(attr)
            }
            Err(error) => Err(error),
        }
    }

    fn alias_value(&mut self, name: &str, start: usize, end: usize) -> Parsed<Attr> {
        let text = self.slice(start, end);
        let extent = scan::attr_end(self.bytes(), start).map_err(|error| self.scan_error(error))?;
        // A chain of aliases recurses as deeply as it is long: now and then it needs a new stack.
        let depth = if self.aliases.open.is_multiple_of(16) { MAX_DEPTH } else { extent.depth };
        self.on_deep_stack(depth, |parser| {
            if name.starts_with('!') {
                let pair = parser.rule(Rule::r#type, start, text)?;
                return Ok(Attr::Type(parser.type_from(pair)?));
            }
            let pair = parser.rule(Rule::attr, start, text)?;
            parser.attr_from(pair)
        })
    }

    /// Finds every definition at the top level of the text, for aliases that are defined after their
    /// use.
    fn find_definitions(&mut self) {
        self.aliases.searched = true;
        let bytes = self.bytes();
        let mut at = 0;
        let mut level = 0i64;
        while at < bytes.len() {
            at = scan::skip_space(bytes, at);
            match bytes.get(at) {
                Some(b'"') => {
                    let Ok(end) = scan::string_end(bytes, at) else { return };
                    at = end;
                    continue;
                }
                Some(b'{' | b'(' | b'[') => level += 1,
                Some(b'}' | b')' | b']') => level -= 1,
                Some(b'#' | b'!') if level == 0 => {
                    let end = scan::suffix_end(bytes, at + 1);
                    let equals = scan::skip_space(bytes, end);
                    if bytes.get(equals) == Some(&b'=') {
                        let value = scan::skip_space(bytes, equals + 1);
                        let Ok(extent) = scan::attr_end(bytes, value) else { return };
                        if extent.end == value {
                            return;
                        }
                        let name = self.slice(at, end);
                        self.aliases.known.entry(name).or_insert(Alias::Text(value, extent.end));
                        at = extent.end;
                        continue;
                    }
                }
                _ => {}
            }
            at += 1;
        }
    }
}
