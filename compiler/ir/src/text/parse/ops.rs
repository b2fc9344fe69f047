//! Operations: the generic form, and what both forms share.

use pest::iterators::Pair;

use super::arguments::Argument;
use super::frames::{Request, Then};
use super::hooks::{OpParser, Operand};
use super::{Parsed, Parser};
use crate::op_info::ParseFn;
use crate::text::grammar::{self, Rule};
use crate::{Attr, Block, Dict, Ident, Loc, OpInfo, OpName, OpState, Presence, Traits, Type, Value};

/// An op of which the front was read.
pub(super) struct Pending<'s> {
    pub(super) state: OpState,
    /// Result names with their counts and offsets.
    results: Vec<(&'s str, u32, usize)>,
    /// Offset of the op's name.
    pub(super) name_at: usize,
    /// Line and column of the name: looked up when it is read, because lines are counted forwards.
    pub(super) place: (u32, u32),
    /// Operands of the generic form.
    operands: Vec<Operand>,
    /// The blocks of the regions read so far.
    pub(super) regions: Vec<Vec<Block>>,
    /// The arguments given for the region read last.
    pub(super) arguments: Vec<Argument>,
    /// Block arguments that take the op's location, by block and number.
    pub(super) like_op: Vec<(Block, usize)>,
    /// Whether the op is isolated and its scope is open.
    pub(super) scoped: bool,
}

impl<'s> Pending<'s> {
    /// The names of its results.
    pub(super) fn result_names(&self) -> impl Iterator<Item = &'s str> + '_ {
        self.results.iter().map(|(name, _, _)| *name)
    }

    /// How many results the text names.
    pub(super) fn named_results(&self) -> usize {
        self.results.iter().map(|(_, count, _)| *count as usize).sum()
    }

    /// The state, for as long as somebody else fills it in.
    fn take_state(&mut self) -> OpState {
        let empty = OpState::new(self.state.name, Loc::UNKNOWN);
        std::mem::replace(&mut self.state, empty)
    }
}

impl<'s> Parser<'s> {
    /// Reads an op at this point, up to its first region if it has one.
    pub(super) fn op(&mut self) -> Parsed<()> {
        self.skip_space();
        let start = self.pos;
        self.op_start = start;
        let front =
            grammar::run(Rule::op_front, self.rest()).map_err(|mismatch| self.mismatch(start, &mismatch))?;
        self.pos = start + front.as_span().end();
        self.base = start;
        let mut results = Vec::new();
        for part in front.into_inner() {
            match part.as_rule() {
                Rule::op_result => {
                    let at = start + part.as_span().start();
                    let (name, count) = self.op_result(part)?;
                    results.push((name, count, at));
                }
                Rule::generic_front => return self.generic(part, results, start),
                _ => {
                    let at = start + part.as_span().start();
                    return self.custom(part.as_str(), at, results);
                }
            }
        }
        Err(self.error_at(start, "expected an operation"))
    }

    fn op_result(&mut self, pair: Pair<'s, Rule>) -> Parsed<(&'s str, u32)> {
        let mut parts = pair.into_inner();
        let name = parts.next().map_or("", |name| name.as_str());
        let Some(count) = parts.next() else { return Ok((name, 1)) };
        match count.as_str().parse::<u32>() {
            Ok(0) => Err(self.error_in(&count, "expected named operation to have at least 1 result")),
            Ok(count) => Ok((name, count)),
            Err(_) => Err(self.error_in(&count, "the number of results does not fit in 32 bits")),
        }
    }

    fn pending(
        &mut self,
        name: OpName,
        name_at: usize,
        results: Vec<(&'s str, u32, usize)>,
    ) -> Box<Pending<'s>> {
        Box::new(Pending {
            state: OpState::new(name, Loc::UNKNOWN),
            results,
            name_at,
            place: self.lines.locate(self.src.as_bytes(), name_at),
            operands: Vec::new(),
            regions: Vec::new(),
            arguments: Vec::new(),
            like_op: Vec::new(),
            scoped: false,
        })
    }

    fn op_name(&mut self, text: &'s str) -> OpName {
        if let Some(known) = self.memo.names.get(text) {
            return known;
        }
        let name = OpName::new(text);
        self.memo.names.insert(text, name);
        name
    }

    // ---- The generic form

    fn generic(
        &mut self,
        front: Pair<'s, Rule>,
        results: Vec<(&'s str, u32, usize)>,
        start: usize,
    ) -> Parsed<()> {
        let name_at = start + front.as_span().start();
        let mut parts = front.into_inner();
        let text = parts.next().map_or("", |name| name.as_str());
        let text = text.get(1..text.len().saturating_sub(1)).unwrap_or("");
        if text.is_empty() || text.contains(|c: char| c == '\\' || c.is_control()) {
            let message = if text.is_empty() {
                "empty operation name is invalid"
            } else {
                "operation name has an escape or a control character"
            };
            return Err(self.error_at(name_at, message).with_hint("an op is named \"dialect.name\""));
        }
        let name = self.op_name(text);
        if name.info().is_none() && !self.options.allow_unregistered_dialects && !is_open(name) {
            return Err(self.unregistered(text, name_at));
        }
        let mut pending = self.pending(name, name_at, results);
        for operand in parts {
            pending.operands.push(self.operand_from(start, operand)?);
        }
        if self.eat("[") {
            loop {
                let block = self.successor()?;
                pending.state.successors.push(block);
                if !self.eat(",") {
                    break;
                }
            }
            self.expect("]")?;
        }
        if self.eat("<") {
            pending.state.props = self.dict()?;
            self.expect(">")?;
        }
        if self.eat("(") {
            return self.open_region(
                pending,
                Request { arguments: Vec::new(), then: Then::Generic, single_op: false },
            );
        }
        self.generic_tail(pending)
    }

    fn unregistered(&mut self, text: &str, at: usize) -> crate::Diagnostic {
        let dialect = text.split_once('.').map_or("", |(dialect, _)| dialect);
        let known: Vec<&str> = crate::registered_dialects().iter().map(|dialect| dialect.name).collect();
        if let Some(info) = crate::dialect_info(dialect) {
            let names = info.ops.iter().copied().flatten().map(|op| op.name);
            let error = self.error_at(at, format!("unknown operation '{text}' of the dialect '{dialect}'"));
            return match crate::near::closest(text, names) {
                Some(near) => error.with_hint(format!(
                    "did you mean '{near}'? Unknown operations are read under --allow-unregistered-dialect"
                )),
                None => error.with_hint("unknown operations are read under --allow-unregistered-dialect"),
            };
        }
        self.error_at(at, format!("operation '{text}' being parsed with an unregistered dialect")).with_hint(
            format!(
                "unknown dialects are read under --allow-unregistered-dialect; known: {}",
                known.join(", ")
            ),
        )
    }

    fn operand_from(&mut self, start: usize, pair: Pair<'s, Rule>) -> Parsed<Operand> {
        let at = start + pair.as_span().start();
        let mut parts = pair.into_inner();
        let len = parts.next().map_or(0, |name| name.as_str().len());
        let number = match parts.next() {
            Some(digits) => digits
                .as_str()
                .parse::<u32>()
                .map_err(|_| self.error_at(at, "the result number does not fit in 32 bits"))?,
            None => 0,
        };
        Ok(Operand { start: at, end: at + len, number })
    }

    /// After a region of the generic form: another one, or the rest.
    pub(super) fn after_generic_region(&mut self, pending: Box<Pending<'s>>) -> Parsed<()> {
        if self.eat(",") {
            return self.open_region(
                pending,
                Request { arguments: Vec::new(), then: Then::Generic, single_op: false },
            );
        }
        self.expect(")")?;
        self.generic_tail(pending)
    }

    fn generic_tail(&mut self, mut pending: Box<Pending<'s>>) -> Parsed<()> {
        pending.state.attrs = self.optional_dict()?;
        self.expect(":")?;
        let open = self.pos;
        let inputs = self.type_list()?;
        self.expect("->")?;
        pending.state.result_types =
            if self.peek() == Some(b'(') { self.result_types()? } else { vec![self.ty()?] };
        if inputs.len() != pending.operands.len() {
            let (wanted, found) = (pending.operands.len(), inputs.len());
            let plural = if wanted == 1 { "" } else { "s" };
            return Err(
                self.error_at(open + 1, format!("expected {wanted} operand type{plural} but had {found}"))
            );
        }
        // The operands are values of the body around an isolated op, whose scope is still open.
        let inner = if pending.scoped { self.scopes.pop() } else { None };
        let operands: Parsed<Vec<Value>> =
            pending.operands.iter().zip(inputs).map(|(&operand, ty)| self.resolve(operand, ty)).collect();
        self.scopes.extend(inner);
        pending.state.operands = operands?;
        self.finish(pending)
    }

    /// A list of types in parentheses that is no part of a function type: `(T, T)`.
    fn result_types(&mut self) -> Parsed<Vec<Type>> {
        let start = self.pos;
        let list = self.type_list()?;
        // `-> (T) -> U`: the one result is itself a function.
        if self.rest().trim_start().starts_with("->") {
            self.pos = start;
            return Ok(vec![self.ty()?]);
        }
        Ok(list)
    }

    /// Reads `(T, T)`.
    pub(super) fn type_list(&mut self) -> Parsed<Vec<Type>> {
        self.expect("(")?;
        let mut types = Vec::new();
        if self.eat(")") {
            return Ok(types);
        }
        loop {
            types.push(self.ty()?);
            if !self.eat(",") {
                break;
            }
        }
        self.expect(")")?;
        Ok(types)
    }

    // ---- Custom forms

    fn custom(&mut self, text: &'s str, at: usize, results: Vec<(&'s str, u32, usize)>) -> Parsed<()> {
        let name = self.custom_name(text);
        let Some(hook) = name.and_then(|name| name.info()).and_then(|info| info.hooks.parse) else {
            return Err(self.no_custom_form(text, at));
        };
        let pending = self.pending(name.unwrap_or_else(|| OpName::new(text)), at, results);
        self.run_hook(pending, hook)
    }

    /// The op that a bare name means: itself, or a name of a dialect whose prefix may be left out here.
    fn custom_name(&mut self, text: &'s str) -> Option<OpName> {
        if text.contains('.') {
            return Some(self.op_name(text));
        }
        let defaults = self.frames.iter().rev().filter_map(|frame| frame.default_dialect).chain(["builtin"]);
        let candidates: Vec<String> = defaults.map(|dialect| format!("{dialect}.{text}")).collect();
        candidates.iter().map(|full| OpName::new(full)).find(|name| name.info().is_some())
    }

    fn no_custom_form(&mut self, text: &str, at: usize) -> crate::Diagnostic {
        if OpName::new(text).info().is_some() {
            return self
                .error_at(at, format!("'{text}' has no custom form"))
                .with_hint(format!("write it generically: \"{text}\"(…) : (…) -> …"));
        }
        let names = crate::registered_dialects();
        let names = names.iter().flat_map(|dialect| dialect.ops.iter().copied().flatten()).map(|op| op.name);
        let error = self.error_at(at, format!("custom op '{text}' is unknown"));
        match crate::near::closest(text, names) {
            Some(near) => error.with_hint(format!("did you mean '{near}'?")),
            None => error.with_hint("ops of unknown dialects are written generically, in quotes"),
        }
    }

    /// Runs (a continuation of) a custom form; the op is finished unless it asked for a region.
    pub(super) fn run_hook(&mut self, mut pending: Box<Pending<'s>>, hook: ParseFn) -> Parsed<()> {
        let mut state = pending.take_state();
        let inner = if pending.scoped { self.scopes.pop() } else { None };
        let mut regions = std::mem::take(&mut pending.regions);
        let mut parser = OpParser::new(self, &pending, &mut regions);
        let outcome = hook(&mut parser, &mut state);
        let request = parser.take_request();
        pending.regions = regions;
        self.scopes.extend(inner);
        pending.state = state;
        outcome?;
        match request {
            Some(request) => self.open_region(pending, request),
            None => self.finish(pending),
        }
    }

    // ---- Both forms

    /// Makes the op: after everything but its location was read.
    pub(super) fn finish(&mut self, mut pending: Box<Pending<'s>>) -> Parsed<()> {
        let trailing = self.optional_loc()?;
        if let Some(loc) = trailing {
            pending.state.loc = loc;
        } else if pending.state.loc.is_unknown() {
            let (line, col) = pending.place;
            pending.state.loc = Loc::file(self.file.clone(), line, col);
        }
        if let Some(info) = pending.state.name.info() {
            sort_attrs(info, &mut pending.state);
        }
        self.nest(&mut pending);
        self.check_result_count(&pending)?;
        let block = self.current_block();
        let (Some(block), Some(scope)) = (block, self.scopes.last_mut()) else { return Ok(()) };
        for (block, index) in std::mem::take(&mut pending.like_op) {
            scope.body.set_arg_loc(block, index, pending.state.loc.clone());
        }
        let state = pending.take_state();
        let op = scope.body.append_new(block, state);
        for (region, blocks) in
            scope.body.op_regions(op).to_vec().into_iter().zip(std::mem::take(&mut pending.regions))
        {
            blocks.into_iter().for_each(|block| scope.body.attach_block(region, block));
        }
        let mut first = scope.body.results(op).next();
        for (name, count, at) in std::mem::take(&mut pending.results) {
            let Some(value) = first else { break };
            self.define(name, at, value, count)?;
            first = Some(Value::from_index(value.index() + count as usize));
        }
        Ok(())
    }

    /// Gives an isolated op its body, another one its number of regions.
    fn nest(&mut self, pending: &mut Pending<'s>) {
        if !pending.state.name.has(Traits::ISOLATED) {
            pending.state.regions = pending.regions.len();
            return;
        }
        let mut body = crate::Body::new(0);
        if pending.scoped {
            let undefined = self.undefined();
            self.errors.extend(undefined);
            if let Some(scope) = self.scopes.pop() {
                body = scope.body;
            }
        }
        let declared = pending.state.name.info().and_then(|info| info.regions).unwrap_or(0) as usize;
        let count = pending.regions.len().max(declared);
        let mut regions = std::mem::take(&mut pending.regions).into_iter();
        for _ in 0..count {
            let region = body.add_root_region();
            regions.next().into_iter().flatten().for_each(|block| body.attach_block(region, block));
        }
        pending.state.nested = Some(Box::new(body));
    }

    fn check_result_count(&mut self, pending: &Pending<'s>) -> Parsed<()> {
        let bound: u64 = pending.results.iter().map(|(_, count, _)| u64::from(*count)).sum();
        let made = pending.state.result_types.len() as u64;
        let Some(&(_, _, at)) = pending.results.first() else { return Ok(()) };
        if made == 0 {
            return Err(self.error_at(at, "cannot name an operation with no results"));
        }
        if bound != made {
            let plural = if made == 1 { "" } else { "s" };
            return Err(self.error_at(
                at,
                format!("operation defines {made} result{plural} but was provided {bound} to bind"),
            ));
        }
        Ok(())
    }
}

/// Whether the dialect of `name` takes ops that it does not declare.
fn is_open(name: OpName) -> bool {
    crate::dialect_info(name.dialect()).is_some_and(|dialect| dialect.open)
}

/// Moves inherent attributes where they belong and fills in declared defaults.
fn sort_attrs(info: &'static OpInfo, state: &mut OpState) {
    if state.attrs.iter().any(|(name, _)| info.is_inherent(name.as_str())) {
        let all = std::mem::take(&mut state.attrs);
        let (inherent, rest): (Vec<_>, Vec<_>) =
            all.iter().cloned().partition(|(name, _)| info.is_inherent(name.as_str()));
        state.props = Dict::new(state.props.iter().cloned().chain(inherent));
        state.attrs = Dict::new(rest);
    }
    let missing: Vec<(Ident, Attr)> = info
        .attrs
        .iter()
        .filter_map(|spec| match spec.presence {
            Presence::Default(make) if state.props.get(spec.name).is_none() => {
                Some((Ident::new(spec.name), make()))
            }
            _ => None,
        })
        .collect();
    if !missing.is_empty() {
        state.props = Dict::new(state.props.iter().cloned().chain(missing));
    }
}
