//! Dictionaries of attributes.

use pest::iterators::Pair;

use super::{Parsed, Parser};
use crate::text::grammar::Rule;
use crate::text::scan;
use crate::{Attr, Dict, Ident};

impl<'s> Parser<'s> {
    /// Reads `{…}`.
    pub(super) fn dict(&mut self) -> Parsed<Dict> {
        self.skip_space();
        let (start, text, depth) = self.cut(scan::balanced, "a dictionary")?;
        if let Some(known) = self.memo.dicts.get(text) {
            return Ok(known);
        }
        let dict = self.on_deep_stack(depth, |parser| {
            let pair = parser.rule(Rule::dict, start, text)?;
            parser.dict_from(pair)
        })?;
        self.memo.dicts.insert(text, dict.clone());
        Ok(dict)
    }

    /// Reads `{…}` if one comes next; an empty dictionary otherwise.
    pub(super) fn optional_dict(&mut self) -> Parsed<Dict> {
        if self.peek() == Some(b'{') { self.dict() } else { Ok(Dict::EMPTY) }
    }

    /// The dictionary that a pair of the grammar stands for.
    pub(super) fn dict_from(&mut self, pair: Pair<'_, Rule>) -> Parsed<Dict> {
        let mut entries: Vec<(Ident, Attr)> = Vec::new();
        let mut names = hashbrown::HashSet::new();
        for entry in pair.into_inner() {
            let mut parts = entry.clone().into_inner();
            let Some(key) = parts.next() else { continue };
            let name = match key.as_rule() {
                Rule::string => Ident::new(&self.utf8_from(&key)?),
                _ => Ident::new(key.as_str()),
            };
            if !names.insert(name) {
                return Err(self.error_in(&entry, format!("duplicate key '{name}' in dictionary attribute")));
            }
            let attr = match parts.next() {
                Some(value) => self.attr_from(value)?,
                None => Attr::Unit,
            };
            entries.push((name, attr));
        }
        Ok(Dict::new(entries))
    }
}
