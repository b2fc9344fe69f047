//! The stack of regions, and the loop that reads them.

use hashbrown::HashMap;

use super::arguments::Argument;
use super::blocks::NamedBlock;
use super::names::{Forward, Name};
use super::ops::Pending;
use super::{Parsed, Parser};
use crate::op_info::ParseFn;
use crate::{Block, Body, Loc, MAX_DEPTH, Module, OpName, OpState, Traits};

/// An isolated op around the point of reading: its body and the names inside.
pub(super) struct Scope<'s> {
    pub(super) body: Body,
    pub(super) names: HashMap<&'s str, Name>,
    pub(super) forward: HashMap<(&'s str, u32), Forward>,
    /// Keys of `forward` in order of first use; some may have been defined since.
    pub(super) forward_order: Vec<(&'s str, u32)>,
}

impl Scope<'_> {
    fn new() -> Self {
        Scope {
            body: Body::new(0),
            names: HashMap::new(),
            forward: HashMap::new(),
            forward_order: Vec::new(),
        }
    }
}

/// What is read after a region.
#[derive(Clone, Copy)]
pub(super) enum Then {
    /// The rest of the generic form: more regions, attributes, types.
    Generic,
    /// A custom form's own continuation.
    Hook(ParseFn),
    /// Nothing but a location.
    End,
}

/// A region around the point of reading.
pub(super) struct Frame<'s> {
    /// The op that the region belongs to; `None` at the top of the text.
    pub(super) pending: Option<Box<Pending<'s>>>,
    pub(super) then: Then,
    /// Offset of its brace.
    open: usize,
    /// Whether it is one op without braces.
    single_op: bool,
    /// Whether the op takes one block only.
    pub(super) single_block: bool,
    /// Whether the custom form declared the entry block's arguments.
    pub(super) given_arguments: bool,
    /// Whether a block header was read.
    pub(super) headed: bool,
    pub(super) blocks: Vec<Block>,
    pub(super) current: Block,
    pub(super) names: HashMap<&'s str, NamedBlock>,
    pub(super) name_order: Vec<&'s str>,
    /// SSA names to forget at its end.
    pub(super) defined: Vec<&'s str>,
    pub(super) default_dialect: Option<&'static str>,
}

/// A region that an op asks to be read now.
pub(super) struct Request {
    pub(super) arguments: Vec<Argument>,
    pub(super) then: Then,
    pub(super) single_op: bool,
}

impl<'s> Parser<'s> {
    /// Reads the whole text.
    pub(super) fn module(&mut self) -> Result<Module, Vec<crate::Diagnostic>> {
        let mut scope = Scope::new();
        scope.body.add_root_region();
        self.scopes.push(scope);
        self.push_frame(None, Request { arguments: Vec::new(), then: Then::End, single_op: false }, 0);
        let mut complete = false;
        loop {
            match self.step() {
                Ok(true) => {}
                Ok(false) => {
                    complete = true;
                    break;
                }
                Err(error) => {
                    self.errors.push(error);
                    if self.errors.len() >= super::MAX_ERRORS || !self.recover() {
                        break;
                    }
                }
            }
        }
        if complete {
            let undefined = self.undefined();
            self.errors.extend(undefined);
            let undefined = self.undefined_blocks();
            self.errors.extend(undefined);
        }
        if !self.errors.is_empty() {
            let mut errors = std::mem::take(&mut self.errors);
            errors.truncate(super::MAX_ERRORS);
            return Err(errors);
        }
        let (Some(mut scope), Some(frame)) = (self.scopes.pop(), self.frames.pop()) else {
            return Ok(Module::new(Loc::UNKNOWN));
        };
        let region = scope.body.root_regions().first().copied();
        for block in frame.blocks {
            if let Some(region) = region {
                scope.body.attach_block(region, block);
            }
        }
        let mut module = self.wrap(scope.body);
        module.external_resources = std::mem::take(&mut self.resources.external);
        Ok(module)
    }

    /// The module of a text: its only op if that is one, otherwise a new one around all.
    fn wrap(&mut self, mut body: Body) -> Module {
        let module = OpName::new("builtin.module");
        let ops: Vec<crate::Op> =
            body.entry().into_iter().flat_map(|block| body.ops_in(block)).take(2).collect();
        if let [only] = *ops
            && body.name(only) == module
        {
            let mut state = OpState::new(module, body.loc(only).clone());
            state.props = body.props(only).clone();
            state.attrs = body.attrs(only).clone();
            if let Some(nested) = body.set_nested(only, None) {
                return Module::from_state(state.nested(nested));
            }
        }
        if body.entry().is_none()
            && let Some(&region) = body.root_regions().first()
        {
            body.append_block(region);
        }
        let loc = Loc::file(self.file.clone(), 0, 0);
        Module::from_state(OpState::new(module, loc).nested(body))
    }

    /// Reads the next thing in the innermost region; `false` at the end of the text.
    fn step(&mut self) -> Parsed<bool> {
        let top = self.frames.len() == 1;
        if let Some(frame) = self.frames.last().filter(|frame| frame.single_op) {
            if frame.blocks.is_empty() {
                self.op()?
            } else {
                self.close_region()?
            }
            return Ok(true);
        }
        match self.peek() {
            None if top => return Ok(false),
            None => {
                let open = self.frames.last().map_or(0, |frame| frame.open);
                self.frames.truncate(1);
                return Err(self
                    .error_at(open, "the region that begins here is never closed")
                    .with_hint("close it with '}'"));
            }
            Some(b'}') if !top => {
                self.pos += 1;
                self.close_region()?;
            }
            Some(b'^') => self.block_header()?,
            Some(b'#' | b'!') if top => self.alias_definition()?,
            Some(b'{') if top && self.rest().starts_with("{-#") => self.resource_section()?,
            Some(_) => self.op()?,
        }
        Ok(true)
    }

    /// Begins to read a region of `pending`.
    pub(super) fn open_region(&mut self, mut pending: Box<Pending<'s>>, request: Request) -> Parsed<()> {
        self.skip_space();
        let open = self.pos;
        if !request.single_op {
            self.expect("{")?;
        }
        if self.frames.len() > MAX_DEPTH {
            return Err(self.error_at(open, format!("regions nest more than {MAX_DEPTH} levels deep here")));
        }
        let name = pending.state.name;
        if name.has(Traits::ISOLATED) && !pending.scoped {
            self.scopes.push(Scope::new());
        }
        let arguments = request.arguments.clone();
        pending.arguments.clone_from(&arguments);
        self.push_frame(Some(pending), request, open);
        if let Some(pending) = self.frames.last_mut().and_then(|frame| frame.pending.as_mut()) {
            pending.scoped |= name.has(Traits::ISOLATED);
        }
        if !arguments.is_empty()
            && let Some(block) = self.current_block()
        {
            self.add_arguments(block, arguments)?;
        }
        Ok(())
    }

    fn push_frame(&mut self, pending: Option<Box<Pending<'s>>>, request: Request, open: usize) {
        let info = pending.as_ref().and_then(|pending| pending.state.name.info());
        self.frames.push(Frame {
            then: request.then,
            open,
            single_op: request.single_op,
            single_block: info.is_some_and(|info| info.traits.has(Traits::SINGLE_BLOCK)),
            given_arguments: !request.arguments.is_empty(),
            headed: false,
            blocks: Vec::new(),
            current: Block::NONE,
            names: HashMap::new(),
            name_order: Vec::new(),
            defined: Vec::new(),
            default_dialect: info.and_then(|info| info.hooks.default_dialect),
            pending,
        });
    }

    /// Ends the innermost region and reads on in its op.
    pub(super) fn close_region(&mut self) -> Parsed<()> {
        let undefined = self.undefined_blocks();
        self.errors.extend(undefined);
        let Some(frame) = self.frames.pop() else { return Ok(()) };
        let Some(mut pending) = frame.pending else { return Ok(()) };
        if let Some(scope) = self.scopes.last_mut() {
            for name in &frame.defined {
                scope.names.remove(name);
            }
        }
        let mut blocks = frame.blocks;
        let info = pending.state.name.info();
        if blocks.is_empty()
            && info.is_some_and(|info| info.traits.has(Traits::SINGLE_BLOCK.with(Traits::NO_TERMINATOR)))
            && let Some(scope) = self.scopes.last_mut()
        {
            blocks.push(scope.body.create_block());
        }
        pending.regions.push(blocks);
        let names: Vec<&'s str> = pending.result_names().collect();
        let outcome = match frame.then {
            Then::Generic => self.after_generic_region(pending),
            Then::Hook(hook) => self.run_hook(pending, hook),
            Then::End => self.finish(pending),
        };
        if outcome.is_err() {
            names.into_iter().for_each(|name| self.refuse(name));
        }
        outcome
    }
}
