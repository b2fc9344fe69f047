//! Attributes.

use std::borrow::Cow;
use std::sync::Arc;

use pest::iterators::Pair;

use super::types::dialect_parts;
use super::{Parsed, Parser, numbers, unescape};
use crate::text::grammar::Rule;
use crate::text::scan;
use crate::types::TypeKind;
use crate::{Attr, DenseArray, DialectAttr, SymbolRef, Type};

impl<'s> Parser<'s> {
    /// Reads an attribute, with its type if it has one.
    pub(super) fn attr(&mut self) -> Parsed<Attr> {
        let (start, text, depth) = self.cut(scan::attr_end, "an attribute")?;
        self.attr_in(start, text, depth)
    }

    /// Reads an attribute that no type may follow: what comes after a colon is not its own.
    pub(super) fn bare_attr(&mut self) -> Parsed<Attr> {
        let (start, text, depth) = self.cut(scan::bare_attr_end, "an attribute")?;
        self.attr_in(start, text, depth)
    }

    pub(super) fn attr_in(&mut self, start: usize, text: &'s str, depth: usize) -> Parsed<Attr> {
        if let Some(known) = self.memo.attrs.get(text) {
            return Ok(known);
        }
        let attr = self.on_deep_stack(depth, |parser| {
            let pair = parser.rule(Rule::attr, start, text)?;
            parser.attr_from(pair)
        })?;
        self.memo.attrs.insert(text, attr.clone());
        Ok(attr)
    }

    /// The attribute that a pair of the grammar stands for.
    pub(super) fn attr_from(&mut self, pair: Pair<'_, Rule>) -> Parsed<Attr> {
        self.aliases.count_part();
        Ok(match pair.as_rule() {
            Rule::attr => match pair.clone().into_inner().next() {
                Some(inner) => self.attr_from(inner)?,
                None => return Err(self.error_in(&pair, "expected an attribute")),
            },
            Rule::string_attr => self.string_attr(&pair)?,
            Rule::number_attr => self.number_attr(pair)?,
            Rule::bool_attr => Attr::bool(pair.as_str() == "true"),
            Rule::unit_attr => Attr::Unit,
            Rule::symbol => Attr::Symbol(Arc::new(self.symbol_from(pair)?)),
            Rule::array => {
                let items: Parsed<Vec<Attr>> = pair.into_inner().map(|item| self.attr_from(item)).collect();
                Attr::Array(items?.into())
            }
            Rule::dict => Attr::Dict(self.dict_from(pair)?),
            Rule::dense_array => self.dense_array(pair)?,
            Rule::dense => self.dense(pair)?,
            Rule::dense_resource => self.dense_resource(pair)?,
            Rule::sparse => self.sparse(pair)?,
            Rule::location => Attr::Loc(self.loc_from(pair)?),
            Rule::text_attr => Attr::Text(pair.as_str().into()),
            Rule::dialect_attr => {
                if pair.clone().into_inner().count() > 1 {
                    return Ok(Attr::Text(pair.as_str().into()));
                }
                let (dialect, body, bracketed) = dialect_parts(&pair);
                Attr::Dialect(Arc::new(DialectAttr { dialect: dialect.into(), body: body.into(), bracketed }))
            }
            Rule::attr_alias => self.attr_alias(&pair)?,
            Rule::r#type => Attr::Type(self.type_from(pair)?),
            _ => return Err(self.error_in(&pair, "expected an attribute")),
        })
    }

    fn string_attr(&mut self, pair: &Pair<'_, Rule>) -> Parsed<Attr> {
        let mut parts = pair.clone().into_inner();
        let Some(string) = parts.next() else { return Err(self.error_in(pair, "expected a string")) };
        if let Some(ty) = parts.next() {
            // Strings of their own type are rare enough to be kept as text.
            if self.type_from(ty)? != Type::none() {
                return Ok(Attr::Text(pair.as_str().into()));
            }
        }
        Ok(Attr::Str(self.string_from(&string)?.as_ref().into()))
    }

    /// The bytes of a string literal.
    pub(super) fn string_from<'t>(&mut self, pair: &Pair<'t, Rule>) -> Parsed<Cow<'t, [u8]>> {
        let text = pair.as_str();
        let inside = text.get(1..text.len().saturating_sub(1)).unwrap_or("");
        unescape(inside).map_err(|at| {
            self.error_at(self.base + pair.as_span().start() + 1 + at, "unknown escape in string literal")
                .with_hint("escapes are \\n, \\t, \\\", \\\\ and two hexadecimal digits (\\0A)")
        })
    }

    /// The text of a string literal; bytes that are not UTF-8 are replaced.
    pub(super) fn utf8_from(&mut self, pair: &Pair<'_, Rule>) -> Parsed<String> {
        Ok(String::from_utf8_lossy(&self.string_from(pair)?).into_owned())
    }

    /// The symbol reference of a `symbol` pair.
    pub(super) fn symbol_from(&mut self, pair: Pair<'_, Rule>) -> Parsed<SymbolRef> {
        let mut names: Vec<Arc<str>> = Vec::new();
        for part in pair.into_inner() {
            let Some(name) = part.into_inner().next() else { continue };
            names.push(match name.as_rule() {
                Rule::string => self.utf8_from(&name)?.into(),
                _ => name.as_str().into(),
            });
        }
        let mut names = names.into_iter();
        let root = names.next().unwrap_or_else(|| "".into());
        Ok(SymbolRef { root, nested: names.collect() })
    }

    fn number_attr(&mut self, pair: Pair<'_, Rule>) -> Parsed<Attr> {
        let mut parts = pair.clone().into_inner();
        let literal = parts.next().map_or("", |number| number.as_str());
        let ty = match parts.next() {
            Some(ty) => self.type_from(ty)?,
            None if literal.contains('.') => Type::f64(),
            None => Type::i64(),
        };
        numbers::number_attr(literal, ty).map_err(|message| self.error_in(&pair, message))
    }

    fn dense_array(&mut self, pair: Pair<'_, Rule>) -> Parsed<Attr> {
        let mut parts = pair.clone().into_inner();
        let elem = self.inner_type(parts.next())?;
        let supported = match elem.kind() {
            TypeKind::Int { width, .. } => *width == 1 || (*width % 8 == 0 && *width <= 64),
            TypeKind::Float(_) => true,
            _ => false,
        };
        if !supported {
            return Err(self.error_in(&pair, "a dense array holds i1, i8 to i64 or floats"));
        }
        let payload = parts.next().map_or("", |payload| payload.as_str()).trim();
        let mut values = Vec::new();
        for literal in payload.split(',').map(str::trim).filter(|_| !payload.is_empty()) {
            let value =
                numbers::element_bits(literal, elem).map_err(|message| self.error_in(&pair, message))?;
            values.push(value as i64);
        }
        Ok(Attr::DenseArray(Arc::new(DenseArray { elem, values: values.into() })))
    }
}
