//! Locations.

use pest::iterators::Pair;

use super::{Parsed, Parser};
use crate::text::grammar::Rule;
use crate::text::scan;
use crate::{Loc, LocKind};

impl<'s> Parser<'s> {
    /// Reads `loc(…)` if it comes next.
    pub(super) fn optional_loc(&mut self) -> Parsed<Option<Loc>> {
        self.skip_space();
        if !self.rest().starts_with("loc") || self.peek_word() != "loc" {
            return Ok(None);
        }
        let (start, text, depth) = self.cut(scan::bare_attr_end, "a location")?;
        if let Some(known) = self.memo.locs.get(text) {
            return Ok(Some(known));
        }
        let loc = self.on_deep_stack(depth, |parser| {
            let pair = parser.rule(Rule::location, start, text)?;
            parser.loc_from(pair)
        })?;
        self.memo.locs.insert(text, loc.clone());
        Ok(Some(loc))
    }

    /// The location that a pair of the grammar stands for.
    pub(super) fn loc_from(&mut self, pair: Pair<'_, Rule>) -> Parsed<Loc> {
        self.aliases.count_part();
        let mut parts = pair.clone().into_inner();
        let kind = match pair.as_rule() {
            Rule::location => return self.inner_loc(&pair, parts.next()),
            Rule::unknown_location => return Ok(Loc::UNKNOWN),
            Rule::attr_alias => return self.loc_alias(&pair),
            Rule::callsite => LocKind::CallSite {
                callee: self.inner_loc(&pair, parts.next())?,
                caller: self.inner_loc(&pair, parts.next())?,
            },
            Rule::fused => {
                let mut meta = None;
                let mut locs = Vec::new();
                for part in parts {
                    match part.as_rule() {
                        Rule::attr => meta = Some(self.attr_from(part)?),
                        _ => locs.push(self.loc_from(part)?),
                    }
                }
                LocKind::Fused { meta, locs: locs.into() }
            }
            Rule::file_location => {
                let file = match parts.next() {
                    Some(file) => self.utf8_from(&file)?,
                    None => String::new(),
                };
                let mut numbers = Vec::new();
                for digits in parts {
                    match digits.as_str().parse::<u32>() {
                        Ok(number) => numbers.push(number),
                        Err(_) => {
                            return Err(self.error_in(&digits, "the line or column does not fit in 32 bits"));
                        }
                    }
                }
                let (line, col, end) = match *numbers.as_slice() {
                    [line, col] => (line, col, None),
                    [line, col, end_col] => (line, col, Some((line, end_col))),
                    [line, col, end_line, end_col] => (line, col, Some((end_line, end_col))),
                    _ => return Err(self.error_in(&pair, "expected line and column")),
                };
                LocKind::File { file: self.file_name(&file), line, col, end }
            }
            Rule::name_location => {
                let name = match parts.next() {
                    Some(name) => self.utf8_from(&name)?,
                    None => String::new(),
                };
                let child = match parts.next() {
                    Some(child) => self.loc_from(child)?,
                    None => Loc::UNKNOWN,
                };
                LocKind::Name { name: name.into(), child }
            }
            _ => return Err(self.error_in(&pair, "expected a location")),
        };
        Ok(Loc::new(kind))
    }

    fn inner_loc(&mut self, outer: &Pair<'_, Rule>, pair: Option<Pair<'_, Rule>>) -> Parsed<Loc> {
        match pair {
            Some(pair) => self.loc_from(pair),
            None => Err(self.error_in(outer, "expected a location")),
        }
    }
}
