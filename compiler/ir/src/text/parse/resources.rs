//! The resource section: `{-# dialect_resources: { builtin: { name: "0x…" } } #-}`.
//!
//! It stands at the end of a text whose ops refer to it, so it is found and read before the first
//! reference is. Blobs are decoded straight from the text.

use bytes::Bytes;
use hashbrown::HashMap;
use pest::iterators::Pair;

use super::elements::decode_hex;
use super::{Parsed, Parser};
use crate::text::grammar::{self, Rule};
use crate::text::scan;

/// Data of one resource.
#[derive(Clone)]
pub(super) struct Blob {
    pub(super) align: u32,
    pub(super) data: Bytes,
}

/// The resources of a text.
#[derive(Default)]
pub(super) struct Resources<'s> {
    /// Sections of the text by where they begin, so that none is read twice.
    read: Vec<usize>,
    /// Offset of a blob's string, by resource name.
    found: HashMap<String, usize>,
    decoded: HashMap<String, Blob>,
    searched: bool,
    /// Sections that only tools read: name and text.
    pub(super) external: Vec<(String, String)>,
    text: std::marker::PhantomData<&'s str>,
}

/// Where the last section begins: the last `{-#` at the beginning of a line.
fn last_section(text: &str) -> Option<usize> {
    let mut end = text.len();
    loop {
        let start = memchr::memmem::rfind(text.get(..end)?.as_bytes(), b"{-#")?;
        let line = text.get(..start)?.rsplit('\n').next().unwrap_or("");
        if line.trim().is_empty() {
            return Some(start);
        }
        end = start;
    }
}

impl<'s> Parser<'s> {
    /// The name that a `resource_key` pair stands for.
    pub(super) fn resource_key(&mut self, pair: &Pair<'_, Rule>) -> Parsed<String> {
        match pair.clone().into_inner().next() {
            Some(key) if key.as_rule() == Rule::string => self.utf8_from(&key),
            _ => Ok(pair.as_str().to_owned()),
        }
    }

    /// The data of the resource `name`, if the text has it.
    pub(super) fn resource(&mut self, name: &str) -> Parsed<Option<Blob>> {
        if !self.resources.searched {
            self.resources.searched = true;
            if let Some(start) = last_section(self.src) {
                let (pos, base) = (self.pos, self.base);
                self.pos = start;
                let outcome = self.resource_section();
                (self.pos, self.base) = (pos, base);
                outcome?;
            }
        }
        if let Some(known) = self.resources.decoded.get(name) {
            return Ok(Some(known.clone()));
        }
        let Some(&at) = self.resources.found.get(name) else { return Ok(None) };
        let end = scan::string_end(self.bytes(), at).map_err(|error| self.scan_error(error))?;
        let inside = self.slice(at + 1, end - 1);
        let Some(digits) = inside.strip_prefix("0x") else {
            return Err(
                self.error_at(at, format!("expected hexadecimal data (\"0x…\") for the resource '{name}'"))
            );
        };
        let data = decode_hex(digits).map_err(|(offset, message)| self.error_at(at + offset, message))?;
        let Some(&[a, b, c, d]) = data.first_chunk::<4>() else {
            return Err(
                self.error_at(at, format!("expected the resource '{name}' to begin with a 4-byte alignment"))
            );
        };
        let align = u32::from_le_bytes([a, b, c, d]);
        if align != 0 && !align.is_power_of_two() {
            return Err(self
                .error_at(at, format!("the alignment {align} of the resource '{name}' is no power of two")));
        }
        let blob = Blob { align, data: Bytes::from(data).slice(4..) };
        self.resources.decoded.insert(name.to_owned(), blob.clone());
        Ok(Some(blob))
    }

    /// Reads a section at this point; one that was read before is passed.
    pub(super) fn resource_section(&mut self) -> Parsed<()> {
        let start = self.pos;
        let again = self.resources.read.contains(&start);
        self.resources.read.push(start);
        self.expect("{-#")?;
        while !self.eat("#-}") {
            let word = self.peek_word();
            self.pos += word.len();
            self.expect(":")?;
            match word {
                "dialect_resources" => self.dialect_resources()?,
                "external_resources" => {
                    let text = self.external_resources()?;
                    if !again {
                        self.resources.external.push((word.to_owned(), text));
                    }
                }
                _ => {
                    return Err(self
                        .error_here(format!("unknown key '{word}' in file metadata dictionary"))
                        .with_hint("the sections are dialect_resources and external_resources"));
                }
            }
            self.comma_or("#-}")?;
        }
        Ok(())
    }

    /// Reads groups that only tools understand, and gives them back in the printer's layout.
    fn external_resources(&mut self) -> Parsed<String> {
        let mut groups = Vec::new();
        self.expect("{")?;
        while !self.eat("}") {
            let group = self.slice_of(Parser::resource_name)?;
            self.expect(":")?;
            self.expect("{")?;
            let mut entries = Vec::new();
            while !self.eat("}") {
                let key = self.slice_of(Parser::resource_name)?;
                self.expect(":")?;
                let (_, value, _) = self.cut(scan::bare_attr_end, "a string, true or false")?;
                entries.push(format!("      {key}: {value}"));
                self.comma_or("}")?;
            }
            groups.push(format!("    {group}: {{\n{}\n    }}", entries.join(",\n")));
            self.comma_or("}")?;
        }
        Ok(format!("{{\n{}\n  }}", groups.join(",\n")))
    }

    /// The text that `read` reads.
    fn slice_of<T>(&mut self, read: impl FnOnce(&mut Parser<'s>) -> Parsed<T>) -> Parsed<&'s str> {
        self.skip_space();
        let start = self.pos;
        read(self)?;
        Ok(self.slice(start, self.pos))
    }

    /// Between items a comma stands, after the last one may be none.
    fn comma_or(&mut self, close: &str) -> Parsed<()> {
        if self.eat(",") || self.rest().trim_start().starts_with(close) {
            return Ok(());
        }
        Err(self.expected(&format!("',' or '{close}'")))
    }

    fn dialect_resources(&mut self) -> Parsed<()> {
        self.expect("{")?;
        while !self.eat("}") {
            self.resource_name()?;
            self.expect(":")?;
            self.expect("{")?;
            while !self.eat("}") {
                let key = self.resource_name()?;
                self.expect(":")?;
                if self.peek() != Some(b'"') {
                    return Err(self.expected("the data of the resource in quotes"));
                }
                let at = self.pos;
                self.pos = scan::string_end(self.bytes(), at).map_err(|error| self.scan_error(error))?;
                let other = self.resources.found.insert(key.clone(), at);
                if other.is_some_and(|other| other != at) {
                    return Err(self.error_at(at, format!("the resource '{key}' is defined twice")));
                }
                self.comma_or("}")?;
            }
            self.comma_or("}")?;
        }
        Ok(())
    }

    fn resource_name(&mut self) -> Parsed<String> {
        self.skip_space();
        let start = self.pos;
        let pair = grammar::run(Rule::resource_key, self.rest())
            .map_err(|mismatch| self.mismatch(start, &mismatch))?;
        self.pos = start + pair.as_span().end();
        self.base = start;
        self.resource_key(&pair)
    }
}
