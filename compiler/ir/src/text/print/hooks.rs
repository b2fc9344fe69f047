//! What custom forms write with.

use std::fmt::{self, Write as _};

use hashbrown::HashMap;

use super::aliases::AliasNames;
use super::attrs::{self, Style};
use super::names::Names;
use super::ops::RegionText;
use super::{PrintOptions, locs, types, write_string};
use crate::{Attr, Block, Body, Dict, Loc, Op, OpName, Region, Type, Value};

/// Writes ops. A print hook is called after the op's results and name were written and writes the
/// rest in order, regions included; the location is not the hook's business.
pub struct OpPrinter<'m> {
    pub(super) out: String,
    pub(super) options: PrintOptions,
    aliases: &'m AliasNames,
    /// Isolated ops around the current one, outermost first: their bodies and names.
    pub(super) levels: Vec<(&'m Body, Names)>,
    /// The inside of the current op, if it is isolated.
    pub(super) inner: Option<(&'m Body, Names)>,
    /// Where the name of the current op begins.
    pub(super) name_at: usize,
    pub(super) indent: usize,
    /// For each open region, the dialect whose prefix is left out in it.
    pub(super) dialects: Vec<Option<&'static str>>,
    /// For each open region, whether its terminator is left out.
    pub(super) hidden_terminators: Vec<bool>,
    /// Regions of the current op and where in `out` they go.
    pub(super) requests: Vec<(usize, RegionText)>,
    /// Branches inside the region written last.
    pub(super) branches: Option<(Region, HashMap<Block, Vec<Block>>)>,
    types: HashMap<Type, Box<str>>,
    /// The isolated ops of `levels` but the first.
    pub(super) owners: Vec<OpName>,
}

impl<'m> OpPrinter<'m> {
    pub(super) fn new(options: &PrintOptions, aliases: &'m AliasNames) -> OpPrinter<'m> {
        OpPrinter {
            out: String::new(),
            options: *options,
            aliases,
            levels: Vec::new(),
            inner: None,
            name_at: 0,
            indent: 0,
            dialects: vec![Some("builtin")],
            hidden_terminators: Vec::new(),
            requests: Vec::new(),
            branches: None,
            types: HashMap::new(),
            owners: Vec::new(),
        }
    }

    pub(super) fn style(&self) -> Style<'m> {
        Style {
            aliases: Some(self.aliases),
            elide_elements_larger_than: self.options.elide_elements_larger_than,
        }
    }

    pub(super) fn body(&self) -> Option<&'m Body> {
        self.levels.last().map(|(body, _)| *body)
    }

    /// The isolated op whose inside is being written.
    pub(super) fn owner_of_level(&self) -> Option<OpName> {
        self.owners.last().copied()
    }

    pub(super) fn indent(&mut self) {
        for _ in 0..self.indent {
            self.out.push(' ');
        }
    }

    // ---- Tokens

    /// Writes text as it is.
    pub fn write(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// Writes a string literal in quotes.
    pub fn string(&mut self, text: &str) {
        write_string(&mut self.out, text.as_bytes());
    }

    /// Writes `@name`, in quotes if it needs them.
    pub fn symbol(&mut self, name: &str) {
        attrs::write_symbol(&mut self.out, name);
    }

    /// Writes `[1, 2]`.
    pub fn integers(&mut self, values: &[i64]) {
        self.write("[");
        for (index, value) in values.iter().enumerate() {
            let comma = if index > 0 { ", " } else { "" };
            let _ = write!(self.out, "{comma}{value}");
        }
        self.write("]");
    }

    /// Starts a new line with the indentation of the current op.
    pub fn new_line(&mut self) {
        self.out.push('\n');
        self.indent();
    }

    // ---- Types and attributes

    /// Writes a type.
    pub fn ty(&mut self, ty: Type) {
        if let Some(known) = self.types.get(&ty) {
            self.out.push_str(known);
            return;
        }
        let start = self.out.len();
        let style = self.style();
        types::write(&mut self.out, ty, style);
        let text = self.out.get(start..).unwrap_or("");
        if text.len() <= 256 {
            self.types.insert(ty, text.into());
        }
    }

    /// Writes `T, T`.
    pub fn types(&mut self, types: &[Type]) {
        for (index, &ty) in types.iter().enumerate() {
            if index > 0 {
                self.write(", ");
            }
            self.ty(ty);
        }
    }

    /// Writes result types: `T`, or `(T, T)` when there is not exactly one.
    pub fn results(&mut self, types: &[Type]) {
        match types {
            [one] if !matches!(one.kind(), crate::TypeKind::Function { .. }) => self.ty(*one),
            _ => {
                self.write("(");
                self.types(types);
                self.write(")");
            }
        }
    }

    /// Writes `(T, T) -> T` of an op's operands and results.
    pub fn function_type(&mut self, body: &Body, op: Op) {
        self.write("(");
        for (index, value) in body.operands(op).enumerate() {
            if index > 0 {
                self.write(", ");
            }
            self.ty(body.ty(value));
        }
        self.write(") -> ");
        let results: Vec<Type> = body.result_types(op);
        self.results(&results);
    }

    /// Writes an attribute with its type.
    pub fn attr(&mut self, attr: &Attr) {
        let style = self.style();
        attrs::write(&mut self.out, attr, style);
    }

    /// Writes an integer or floating-point attribute without its type.
    pub fn number(&mut self, attr: &Attr) {
        let start = self.out.len();
        let style = self.style();
        attrs::write_full(&mut self.out, attr, style);
        if let (Some(at), true) =
            (self.out.get(start..).and_then(|text| text.find(" : ")), attr.ty().is_some())
        {
            self.out.truncate(start + at);
        }
    }

    /// Writes `{a = 1 : i32}`.
    pub fn dict(&mut self, dict: &Dict) {
        let style = self.style();
        attrs::write_dict(&mut self.out, dict, style);
    }

    /// Writes ` {…}` of the attributes of an op, inherent or not, but those in `except`; nothing if
    /// there are none.
    pub fn optional_attrs(&mut self, body: &Body, op: Op, except: &[&str]) {
        self.optional_entries("", body, op, except);
    }

    /// Writes ` attributes {…}` as [`OpPrinter::optional_attrs`] does.
    pub fn optional_attributes_keyword(&mut self, body: &Body, op: Op, except: &[&str]) {
        self.optional_entries(" attributes", body, op, except);
    }

    fn optional_entries(&mut self, keyword: &str, body: &Body, op: Op, except: &[&str]) {
        let all = body.props(op).iter().chain(body.attrs(op).iter());
        let mut entries: Vec<(&str, &Attr)> = all
            .map(|(name, attr)| (name.as_str(), attr))
            .filter(|(name, _)| !except.contains(name))
            .collect();
        if entries.is_empty() {
            return;
        }
        entries.sort_by_key(|(name, _)| *name);
        self.write(keyword);
        self.write(" ");
        let style = self.style();
        attrs::write_entries(&mut self.out, entries.into_iter(), style);
    }

    // ---- Values

    /// Writes `%name`.
    pub fn value(&mut self, value: Value) {
        if let Some((body, names)) = self.levels.last() {
            names.write_value(&mut self.out, body, value);
        }
    }

    /// Writes `%a, %b`.
    pub fn values(&mut self, values: impl IntoIterator<Item = Value>) {
        for (index, value) in values.into_iter().enumerate() {
            if index > 0 {
                self.write(", ");
            }
            self.value(value);
        }
    }

    /// Writes the operands of an op: `%a, %b`.
    pub fn operands(&mut self, body: &Body, op: Op) {
        self.values(body.operands(op));
    }

    // ---- Blocks and regions

    /// Writes `^bb1`.
    pub fn successor(&mut self, block: Block) {
        if let Some((_, names)) = self.levels.last() {
            names.write_block(&mut self.out, block);
        }
    }

    /// Writes `%arg0`, an argument of the entry block of a region of the op that is being written;
    /// inside an isolated op or not.
    pub fn region_argument(&mut self, value: Value) {
        match &self.inner {
            Some((body, names)) => names.write_value(&mut self.out, body, value),
            None => self.value(value),
        }
    }

    /// Writes region number `index` of `op` in braces. With `entry_arguments`, the entry block's
    /// arguments get a header; without, the custom form has written them.
    pub fn region(&mut self, body: &Body, op: Op, index: usize, entry_arguments: bool) {
        self.request(body, op, index, |text| text.entry_arguments = entry_arguments);
    }

    /// Writes region number `index` of `op` in braces, without its terminator.
    pub fn region_without_terminator(&mut self, body: &Body, op: Op, index: usize, entry_arguments: bool) {
        self.request(body, op, index, |text| {
            text.entry_arguments = entry_arguments;
            text.without_terminator = true;
        });
    }

    /// Writes the first op of region number `index` of `op` in the generic form, without braces, results
    /// and location.
    pub fn single_op_region(&mut self, body: &Body, op: Op, index: usize) {
        self.request(body, op, index, |text| text.single_op = true);
    }

    /// Writes a region as the generic form does.
    fn generic_region(&mut self, body: &Body, op: Op, index: usize) {
        self.request(body, op, index, |text| {
            text.entry_arguments = true;
            text.empty_header = true;
        });
    }

    fn request(&mut self, body: &Body, op: Op, index: usize, how: impl Fn(&mut RegionText)) {
        let nested = body.nested(op);
        let regions = nested.map_or_else(|| body.op_regions(op), |nested| nested.root_regions());
        let Some(&region) = regions.get(index) else { return };
        let mut text = RegionText {
            region,
            nested: nested.is_some(),
            entry_arguments: false,
            empty_header: false,
            single_op: false,
            without_terminator: false,
        };
        how(&mut text);
        self.requests.push((self.out.len(), text));
    }

    // ---- Whole forms

    /// Writes the generic form of an op, name included.
    pub(super) fn generic_op(&mut self, body: &Body, op: Op) {
        write_string(&mut self.out, body.name(op).as_str().as_bytes());
        self.generic_form(body, op);
    }

    /// Takes back the name and writes the op in the generic form instead, for a hook that has no other
    /// form for this op. Must be the first thing that the hook writes.
    pub fn generic_instead(&mut self, body: &Body, op: Op) {
        self.out.truncate(self.name_at);
        self.generic_op(body, op);
    }

    /// Writes the generic form of an op from after its name: operands, successors, attributes, regions
    /// and types.
    pub fn generic_form(&mut self, body: &Body, op: Op) {
        self.write("(");
        self.operands(body, op);
        self.write(")");
        let successors = body.successors(op);
        if !successors.is_empty() {
            self.write("[");
            for (index, &block) in successors.iter().enumerate() {
                if index > 0 {
                    self.write(", ");
                }
                self.successor(block);
            }
            self.write("]");
        }
        if !body.props(op).is_empty() {
            self.write(" <");
            self.dict(body.props(op));
            self.write(">");
        }
        let regions = body.nested(op).map_or_else(|| body.op_regions(op), |nested| nested.root_regions());
        if !regions.is_empty() {
            self.write(" (");
            for index in 0..regions.len() {
                if index > 0 {
                    self.write(", ");
                }
                self.generic_region(body, op, index);
            }
            self.write(")");
        }
        if !body.attrs(op).is_empty() {
            self.write(" ");
            self.dict(body.attrs(op));
        }
        self.write(" : ");
        self.function_type(body, op);
    }

    /// Writes ` loc(…)` if locations are written.
    pub fn trailing_loc(&mut self, loc: &Loc) {
        if self.options.debuginfo {
            self.write(" loc(");
            let style = self.style();
            locs::write(&mut self.out, loc, style);
            self.write(")");
        }
    }
}

impl fmt::Write for OpPrinter<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.out.push_str(text);
        Ok(())
    }
}
