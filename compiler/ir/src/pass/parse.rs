//! Reading pipelines from text.

use std::sync::Arc;

use super::option::shown;
use super::{Anchor, Element, Pass, PassInfo, Pipeline, Registry};
use crate::{Diagnostic, Loc, MAX_DEPTH};

impl Pipeline {
    /// Reads `builtin.module(…)`.
    ///
    /// # Errors
    /// For text that is no pipeline, unknown passes and options, values of the wrong type, and passes
    /// in a place where they do not run; located in the text as file `pass-pipeline`.
    pub fn parse(text: &str, registry: &Registry) -> Result<Pipeline, Diagnostic> {
        let mut reader = Reader { text, at: 0, registry };
        reader.skip_blanks();
        let start = reader.at;
        let name = reader.name()?;
        if !reader.eat('(') {
            return Err(reader
                .error(start, "a pass pipeline starts with the op it runs on")
                .with_hint(format!("write 'builtin.module({})'", shown(text.trim()))));
        }
        let pipeline = reader.pipeline(Anchor::named(name), 1)?;
        reader.expect_end()?;
        if name != "builtin.module" && name != "any" {
            return Err(reader
                .error(start, format!("a pipeline on '{}' cannot run on 'builtin.module'", shown(name)))
                .with_hint(format!("write 'builtin.module({})'", shown(text.trim()))));
        }
        Ok(Pipeline { anchor: Anchor::named("builtin.module"), elements: pipeline.elements })
    }

    /// Reads the settings of one pass, as in `--tfl-optimize='a=1 b=x'`, and makes it.
    ///
    /// # Errors
    /// For unknown options and values of the wrong type.
    pub fn parse_pass(info: &'static PassInfo, settings: &str) -> Result<Arc<dyn Pass>, Diagnostic> {
        let reader = Reader { text: settings, at: 0, registry: &Registry::default() };
        // One pair of braces around everything is allowed, as in a pipeline.
        let trimmed = settings.trim();
        let inner = trimmed.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).unwrap_or(trimmed);
        let start = inner.as_ptr() as usize - settings.as_ptr() as usize;
        reader.make(info, 0, inner, start)
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    registry: &'a Registry,
}

impl<'a> Reader<'a> {
    fn error(&self, at: usize, message: impl Into<String>) -> Diagnostic {
        let before = self.text.get(..at).unwrap_or(self.text);
        let line = 1 + before.matches('\n').count();
        let col = 1 + before.rsplit('\n').next().unwrap_or("").chars().count();
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Diagnostic::error(Loc::file("pass-pipeline".into(), number(line), number(col)), message)
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn skip_blanks(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start().len();
    }

    /// Takes `c` with the blanks around it, if it is next.
    fn eat(&mut self, c: char) -> bool {
        self.skip_blanks();
        let found = self.rest().starts_with(c);
        if found {
            self.at += c.len_utf8();
            self.skip_blanks();
        }
        found
    }

    /// A name: everything up to a separator.
    fn name(&mut self) -> Result<&'a str, Diagnostic> {
        self.skip_blanks();
        let rest = self.rest();
        let end = rest.find(|c: char| c.is_whitespace() || "(){},".contains(c)).unwrap_or(rest.len());
        if end == 0 {
            let found =
                rest.chars().next().map_or("the end".to_owned(), |c| format!("'{}'", c.escape_debug()));
            return Err(self.error(self.at, format!("expected the name of a pass or op, found {found}")));
        }
        self.at += end;
        Ok(rest.get(..end).unwrap_or(""))
    }

    fn expect_end(&mut self) -> Result<(), Diagnostic> {
        self.skip_blanks();
        if self.rest().is_empty() {
            return Ok(());
        }
        Err(self.error(self.at, format!("expected the end of the pipeline, found '{}'", shown(self.rest()))))
    }

    /// A pipeline on `anchor`, up to and with the closing parenthesis.
    fn pipeline(&mut self, anchor: Anchor, depth: usize) -> Result<Pipeline, Diagnostic> {
        if depth > MAX_DEPTH {
            return Err(self.error(self.at, format!("pipelines nest deeper than {MAX_DEPTH} levels")));
        }
        let mut pipeline = Pipeline::on(anchor);
        if self.eat(')') {
            return Ok(pipeline);
        }
        loop {
            self.skip_blanks();
            let start = self.at;
            let name = self.name()?;
            if self.eat('(') {
                let nested = self.pipeline(Anchor::named(name), depth + 1)?;
                pipeline.elements.push(Element::Nested(nested));
            } else if let Some(named) = self.registry.pipeline(name) {
                let closed = format!("{})", named.text);
                let mut reader = Reader { text: &closed, at: 0, registry: self.registry };
                pipeline.elements.extend(reader.pipeline(anchor, depth + 1)?.elements);
            } else {
                let pass = self.pass(name, start, anchor)?;
                pipeline.push(pass);
            }
            if self.eat(')') {
                return Ok(pipeline);
            }
            if !self.eat(',') {
                let found = self.rest().chars().next();
                let found = found.map_or("the end".to_owned(), |c| format!("'{}'", c.escape_debug()));
                return Err(
                    self.error(self.at, format!("expected ',' or ')' in the pipeline, found {found}"))
                );
            }
        }
    }

    fn pass(&mut self, name: &str, start: usize, anchor: Anchor) -> Result<Arc<dyn Pass>, Diagnostic> {
        let Some(info) = self.registry.pass(name) else {
            let error = self.error(start, format!("no pass or pipeline is called '{}'", shown(name)));
            return Err(match self.registry.near(name) {
                Some(near) => error.with_hint(format!("did you mean '{near}'?")),
                None => error.with_hint("--list-passes shows all of them"),
            });
        };
        // In a module's pipeline a pass on functions runs on those.
        let inside = anchor.as_str() == "builtin.module";
        if anchor != Anchor::Any && !inside && !info.runs_on.accepts(anchor.as_str()) {
            let message = format!("'{name}' runs on {}, not on '{}'", info.runs_on, shown(anchor.as_str()));
            return Err(self.error(start, message).with_hint(format!("write '{}({name})'", info.runs_on)));
        }
        let (settings, at) = self.settings()?;
        self.make(info, start, settings, at)
    }

    /// The text between balanced braces, and where it starts; empty if there are none.
    fn settings(&mut self) -> Result<(&'a str, usize), Diagnostic> {
        self.skip_blanks();
        let start = self.at;
        if !self.rest().starts_with('{') {
            return Ok(("", start));
        }
        let mut depth = 0usize;
        for (offset, c) in self.rest().char_indices() {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                let inner = self.rest().get(1..offset).unwrap_or("");
                self.at += offset + 1;
                return Ok((inner, start + 1));
            }
        }
        Err(self.error(start, "no '}' closes these options"))
    }

    /// Makes a pass from its settings, which stand at `at` of the text.
    fn make(
        &self,
        info: &'static PassInfo,
        start: usize,
        settings: &str,
        at: usize,
    ) -> Result<Arc<dyn Pass>, Diagnostic> {
        let split = split_settings(settings);
        let pairs: Vec<(&str, &str)> = split.iter().map(|&(_, name, value)| (name, value)).collect();
        let made = (info.make)(&pairs).map_err(|error| {
            let place =
                split.iter().find(|(_, name, _)| name.replace('_', "-") == error.name().replace('_', "-"));
            let place = place.map_or(start, |(offset, ..)| at + offset);
            let diagnostic = self.error(place, format!("pass '{}': {error}", info.name));
            match error.hint() {
                Some(hint) => diagnostic.with_hint(hint),
                None => diagnostic,
            }
        })?;
        Ok(Arc::from(made))
    }
}

/// Splits `a=1 b={x y} c` at blanks outside of braces and quotes: place, name and value of each; the
/// braces or quotes around a whole value are dropped.
fn split_settings(text: &str) -> Vec<(usize, &str, &str)> {
    let mut found = Vec::new();
    let mut start = None;
    let (mut depth, mut quote) = (0usize, None);
    for (offset, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c, quote) {
            ('"' | '\'', None) => quote = Some(c),
            (_, Some(open)) if c == open => quote = None,
            (_, Some(_)) if offset < text.len() => {}
            ('{' | '[' | '(', _) => depth += 1,
            ('}' | ']' | ')', _) => depth = depth.saturating_sub(1),
            _ => {}
        }
        let blank = c.is_whitespace() && (offset == text.len() || (depth == 0 && quote.is_none()));
        match start {
            None if !c.is_whitespace() => start = Some(offset),
            Some(from) if blank => {
                let item = text.get(from..offset).unwrap_or("");
                let (name, value) = item.split_once('=').unwrap_or((item, ""));
                found.push((from, name, bare(value)));
                start = None;
            }
            _ => {}
        }
    }
    found
}

/// A value without the braces or quotes around all of it.
fn bare(value: &str) -> &str {
    [('{', '}'), ('"', '"'), ('\'', '\'')]
        .into_iter()
        .find_map(|(open, close)| value.strip_prefix(open)?.strip_suffix(close))
        .unwrap_or(value)
}
