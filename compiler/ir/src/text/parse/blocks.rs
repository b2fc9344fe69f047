//! Blocks: headers, references, arguments.

use super::arguments::Argument;
use super::{Parsed, Parser};
use crate::text::scan;
use crate::{Block, Diagnostic};

/// What is known of a block name in a region.
pub(super) struct NamedBlock {
    pub(super) block: Block,
    /// Offset of the definition, or of the first reference.
    pub(super) at: usize,
    pub(super) defined: bool,
}

impl<'s> Parser<'s> {
    fn block_name(&mut self) -> Parsed<(&'s str, usize)> {
        if self.peek() != Some(b'^') {
            return Err(self.expected("a block name (^name)"));
        }
        let start = self.pos;
        self.pos = scan::suffix_end(self.bytes(), start + 1);
        if self.pos == start + 1 {
            return Err(self.error_at(start, "a block needs a name after '^'"));
        }
        Ok((self.slice(start, self.pos), start))
    }

    /// Reads a reference to a block, which may be defined later.
    pub(super) fn successor(&mut self) -> Parsed<Block> {
        let (name, at) = self.block_name()?;
        let (Some(frame), Some(scope)) = (self.frames.last_mut(), self.scopes.last_mut()) else {
            return Err(self.error_at(at, "a block is referred to outside of any region"));
        };
        let entry = frame.names.entry(name).or_insert_with(|| {
            frame.name_order.push(name);
            NamedBlock { block: scope.body.create_block(), at, defined: false }
        });
        Ok(entry.block)
    }

    /// Reads `^name(%a: T, …):` and makes it the current block.
    pub(super) fn block_header(&mut self) -> Parsed<()> {
        let (name, at) = self.block_name()?;
        let mut arguments = Vec::new();
        if self.eat("(") && !self.eat(")") {
            loop {
                arguments.push(self.argument(false)?);
                if !self.eat(",") {
                    break;
                }
            }
            self.expect(")")?;
        }
        self.expect(":")?;
        let (Some(frame), Some(scope)) = (self.frames.last_mut(), self.scopes.last_mut()) else {
            return Ok(());
        };
        if frame.given_arguments
            && frame.blocks.len() == 1
            && scope.body.first_op(frame.current).is_none()
            && !frame.headed
        {
            return Err(self
                .error_at(at, "entry block arguments were already defined")
                .with_hint("leave out either this header or the names in the signature"));
        }
        let block = match frame.names.get_mut(name) {
            Some(known) if known.defined => {
                let known = known.at;
                let prior = self.loc_at(known);
                return Err(self
                    .error_at(at, format!("redefinition of block '{name}'"))
                    .with_note(prior, "previously defined here"));
            }
            Some(known) => {
                (known.defined, known.at) = (true, at);
                known.block
            }
            None => {
                let block = scope.body.create_block();
                frame.names.insert(name, NamedBlock { block, at, defined: true });
                block
            }
        };
        frame.headed = true;
        frame.blocks.push(block);
        frame.current = block;
        if frame.single_block && frame.blocks.len() > 1 {
            return Err(self.error_at(at, "expected a region with a single block"));
        }
        self.add_arguments(block, arguments)
    }

    /// Gives `block` its arguments and their names.
    pub(super) fn add_arguments(&mut self, block: Block, arguments: Vec<Argument>) -> Parsed<()> {
        let mut first_error = Ok(());
        for argument in arguments {
            let (Some(scope), Some(frame)) = (self.scopes.last_mut(), self.frames.last_mut()) else { break };
            if let Some(pending) = frame.pending.as_mut().filter(|_| argument.like_op) {
                pending.like_op.push((block, scope.body.block_args(block).len()));
            }
            let value = scope.body.add_block_arg(block, argument.ty, argument.loc);
            let name = self.slice(argument.name.0, argument.name.1);
            if let Err(error) = self.define(name, argument.name.0, value, 1) {
                first_error = first_error.and(Err(error));
            }
        }
        first_error
    }

    /// The current block, made if the region has none yet.
    pub(super) fn current_block(&mut self) -> Option<Block> {
        let (frame, scope) = (self.frames.last_mut()?, self.scopes.last_mut()?);
        if frame.blocks.is_empty() {
            frame.current = scope.body.create_block();
            frame.blocks.push(frame.current);
        }
        Some(frame.current)
    }

    /// The errors of blocks that the innermost region refers to and does not define.
    pub(super) fn undefined_blocks(&mut self) -> Vec<Diagnostic> {
        let Some(frame) = self.frames.last() else { return Vec::new() };
        let missing: Vec<(&str, usize)> = frame
            .name_order
            .iter()
            .filter_map(|name| {
                frame.names.get(name).filter(|known| !known.defined).map(|known| (*name, known.at))
            })
            .collect();
        missing
            .into_iter()
            .map(|(name, at)| {
                self.error_at(at, format!("reference to an undefined block '{name}'"))
                    .with_hint("blocks are referred to from the same region only")
            })
            .collect()
    }
}
