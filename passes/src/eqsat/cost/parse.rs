//! The reader of cost tables.

mod words;

use tfl_dialects::tfl::TFL;
use tfl_ir::Diagnostic;

use super::table::{Conditions, Price, Row, Table};
use super::work::Kind;
use words::{Line, Word};

/// The largest table that is read, in bytes.
const MAX_BYTES: usize = 1 << 20;

/// A row's keys for work, and whether the number is a rate (units a nanosecond) or a price.
const KEYS: [(&str, Kind, bool); Kind::COUNT] = [
    ("macs-per-ns", Kind::Macs, true),
    ("row-macs-per-ns", Kind::RowMacs, true),
    ("taps-per-ns", Kind::Taps, true),
    ("packed-per-ns", Kind::Packed, true),
    ("far-bytes-per-ns", Kind::FarBytes, true),
    ("elements-per-ns", Kind::Elements, true),
    ("bytes-per-ns", Kind::Bytes, true),
    ("run-ns", Kind::Runs, false),
    ("part-ns", Kind::Parts, false),
];

const OVERHEAD: &str = "overhead-ns";
const OUTSIDE: &str = "outside";

/// Settings: one number each.
const SETTINGS: [&str; 7] = [
    "tile-rows",
    "tile-columns",
    "cache-bytes",
    "split-ns",
    "constant-bytes-per-ns",
    "record-bytes",
    "tensor-bytes",
];

/// What has been read so far.
#[derive(Default)]
struct Reader {
    table: Table,
    settings: [Option<u64>; SETTINGS.len()],
    named: bool,
    default: bool,
}

/// Reads a table.
pub(super) fn table(text: &str, file: &str) -> Result<Table, Diagnostic> {
    let mut lines = words::lines(text, file);
    if text.len() > MAX_BYTES {
        let found = format!("a cost model of {} bytes; at most {MAX_BYTES} are read", text.len());
        return Err(lines.end().error(found));
    }
    let Some(mut first) = lines.next() else {
        return Err(lines.end().error("an empty cost model; expected 'cost-model 1'"));
    };
    version(&mut first)?;
    let mut reader = Reader::default();
    for mut line in &mut lines {
        reader.statement(&mut line)?;
    }
    reader.finish(&lines)
}

fn version(line: &mut Line<'_>) -> Result<(), Diagnostic> {
    let word = line.expect("'cost-model 1'")?;
    if word.text != "cost-model" {
        return Err(line.at(&word).error(format!("found '{}', expected 'cost-model 1' first", word.shown())));
    }
    let number = line.expect("the version, 1")?;
    if number.text != "1" {
        return Err(line
            .at(&number)
            .error(format!("version '{}' of cost models; known is 1", number.shown())));
    }
    line.finish()
}

impl Reader {
    fn statement(&mut self, line: &mut Line<'_>) -> Result<(), Diagnostic> {
        let word = line.expect("a statement")?;
        match word.text {
            "name" => {
                if self.named {
                    return Err(line.at(&word).error("a second 'name'; a cost model has one"));
                }
                self.named = true;
                self.table.name = line.rest();
                Ok(())
            }
            "default" => {
                if self.default {
                    return Err(line.at(&word).error("a second 'default'; a cost model has one"));
                }
                self.default = true;
                self.table.default = row(line, None)?;
                Ok(())
            }
            "op" => self.op(line),
            setting => match SETTINGS.iter().position(|&known| known == setting) {
                Some(index) => self.setting(line, &word, index),
                None => {
                    let known = SETTINGS.into_iter().chain(["name", "default", "op"]);
                    Err(line.unknown(&word, "statement", known))
                }
            },
        }
    }

    fn setting(&mut self, line: &mut Line<'_>, word: &Word<'_>, index: usize) -> Result<(), Diagnostic> {
        let number = line.number(word)?;
        let Some(slot) = self.settings.get_mut(index) else { return Ok(()) };
        if slot.replace(number).is_some() {
            return Err(line.at(word).error(format!("a second '{}'; a cost model has one", word.text)));
        }
        line.finish()
    }

    /// `op NAME… [when CONDITION…] KEY NUMBER…`.
    fn op(&mut self, line: &mut Line<'_>) -> Result<(), Diagnostic> {
        let mut names: Vec<Word<'_>> = Vec::new();
        while let Some(word) = line.peek().filter(|word| word.text.contains('.')) {
            line.next();
            let known = || TFL.ops.iter().copied().flatten().map(|info| info.name);
            if !known().any(|name| name == word.text) {
                return Err(line.unknown(&word, "op", known()));
            }
            names.push(word);
        }
        if names.is_empty() {
            line.expect("the name of an op, such as tfl.add").and_then(|word| {
                Err(line
                    .at(&word)
                    .error(format!("found '{}', expected the name of an op, such as tfl.add", word.shown())))
            })?;
        }
        let row = row(line, Some(Conditions::default()))?;
        for name in names {
            let rows = self.table.rows.entry(name.text.to_owned()).or_default();
            // A row is used only where no row before it is.
            if let Some(before) = rows.iter().find(|before| row.when.has(before.when)) {
                let message =
                    format!("this row of {} is never used; line {} comes first", name.text, before.line);
                return Err(line
                    .at(&name)
                    .error(message)
                    .with_hint("put rows with more conditions before those with fewer"));
            }
            rows.push(row.clone());
        }
        Ok(())
    }

    /// The table, if nothing is missing.
    fn finish(mut self, lines: &words::Lines<'_>) -> Result<Table, Diagnostic> {
        let end = lines.end();
        if let Some((missing, _)) = SETTINGS.iter().zip(self.settings).find(|(_, value)| value.is_none()) {
            return Err(end
                .error(format!("the cost model ends without '{missing}'"))
                .with_hint(format!("add a line '{missing} NUMBER'")));
        }
        if !self.default {
            return Err(end
                .error("the cost model ends without 'default'")
                .with_hint("add a line 'default overhead-ns NUMBER'"));
        }
        let mut partial: Vec<(u32, &str)> = self
            .table
            .rows
            .iter()
            .filter_map(|(name, rows)| {
                rows.last()
                    .filter(|row| row.when != Conditions::default())
                    .map(|row| (row.line, name.as_str()))
            })
            .collect();
        partial.sort_unstable();
        if let Some((line, name)) = partial.first() {
            let message = format!("{name} has rows with conditions only");
            return Err(lines
                .at(*line)
                .error(message)
                .with_hint(format!("add a row 'op {name} overhead-ns NUMBER' after it")));
        }
        let whole = |index: usize| self.settings.get(index).copied().flatten().unwrap_or(0) / words::ONE;
        self.table.tile.rows = whole(0).max(1);
        self.table.tile.columns = whole(1).max(1);
        self.table.cache_bytes = whole(2);
        self.table.split = self.settings[3].unwrap_or(0) / 1000;
        self.table.constant = Price::Rate(self.settings[4].unwrap_or(0).max(1));
        self.table.record_bytes = whole(5);
        self.table.tensor_bytes = whole(6);
        Ok(self.table)
    }
}

/// The conditions, if `when` may come, and the prices of a row.
fn row(line: &mut Line<'_>, conditions: Option<Conditions>) -> Result<Row, Diagnostic> {
    let mut row = Row { line: line.number, ..Row::default() };
    if conditions.is_some() && line.peek().is_some_and(|word| word.text == "when") {
        line.next();
        row.when = when(line)?;
    }
    let mut overhead = None;
    while let Some(word) = line.next() {
        if word.text == OUTSIDE {
            if std::mem::replace(&mut row.outside, true) {
                return Err(line.at(&word).error("a second 'outside' in this row"));
            }
            continue;
        }
        let key = KEYS.iter().find(|(key, ..)| *key == word.text);
        if key.is_none() && word.text != OVERHEAD {
            let known = KEYS.iter().map(|(key, ..)| *key).chain([OVERHEAD, OUTSIDE]);
            return Err(line.unknown(&word, "key", known));
        }
        let number = line.number(&word)?;
        let before = match key {
            None => overhead.replace(number).is_some(),
            Some(&(_, kind, rate)) => {
                if rate && number == 0 {
                    return Err(line
                        .at(&word)
                        .error(format!("'{}' is 0; expected a rate above 0", word.text))
                        .with_hint("leave the key out where the work is free"));
                }
                let price = if rate { Price::Rate(number) } else { Price::Each(number) };
                std::mem::replace(&mut row.prices[kind as usize], price) != Price::Free
            }
        };
        if before {
            return Err(line.at(&word).error(format!("a second '{}' in this row", word.text)));
        }
    }
    match overhead {
        Some(number) => row.overhead = number / 1000,
        None => {
            return Err(line
                .place()
                .error("the row ends without 'overhead-ns'")
                .with_hint("add 'overhead-ns NUMBER'"));
        }
    }
    Ok(row)
}

/// The conditions after `when`, up to the first key.
fn when(line: &mut Line<'_>) -> Result<Conditions, Diagnostic> {
    let mut set = Conditions::default();
    while let Some(word) = line.peek() {
        let Some((_, condition)) = Conditions::NAMES.iter().find(|(name, _)| *name == word.text) else {
            let key = word.text == OUTSIDE
                || word.text == OVERHEAD
                || KEYS.iter().any(|(key, ..)| *key == word.text);
            if key && set != Conditions::default() {
                break;
            }
            return Err(line.unknown(&word, "condition", Conditions::NAMES.iter().map(|(name, _)| *name)));
        };
        line.next();
        if set.has(*condition) {
            return Err(line.at(&word).error(format!("a second '{}' in this row", word.text)));
        }
        set = set.and(*condition);
    }
    if set == Conditions::default() {
        return Err(line.place().error("the row ends after 'when'; expected a condition"));
    }
    Ok(set)
}
