//! Operations, blocks and regions.

use std::io::{self, Write};

use super::aliases::Collector;
use super::hooks::OpPrinter;
use super::names::Names;
use super::{PrintOptions, resources};
use crate::{Block, Body, Module, Op, Region};

/// Bytes of finished text that are kept before they are handed on.
const FLUSH_AT: usize = 1 << 16;

/// What is still to be written, the next on top of the stack.
pub(super) enum Work {
    /// Text as it is.
    Text(String),
    /// A region, with its braces.
    Region(RegionText),
    /// Block number `index` of a region and those after it.
    Block { region: Region, index: usize, header: bool },
    /// This op and those after it in its block.
    Ops(Op),
    /// This op alone in the generic form, where a region is one op without braces.
    SingleOp(Op),
    /// The end of a block's ops.
    EndBlock,
    /// The end of a region.
    EndRegion,
    /// The end of an op: its location and the end of the line.
    EndOp(Op),
    /// The end of an isolated op's inside.
    EndBody,
}

/// A region to be written, and how.
#[derive(Clone, Copy, Debug)]
pub(super) struct RegionText {
    pub(super) region: Region,
    /// Whether it is in the body of the op (an isolated one) and not around it.
    pub(super) nested: bool,
    /// Whether the entry block's arguments get a header.
    pub(super) entry_arguments: bool,
    /// Whether an entry block without ops gets a header.
    pub(super) empty_header: bool,
    /// Whether it is written as its one op, without braces.
    pub(super) single_op: bool,
    /// Whether the terminator is left out.
    pub(super) without_terminator: bool,
}

pub(super) fn print(module: &Module, options: &PrintOptions, out: &mut impl Write) -> io::Result<()> {
    let mut collector = Collector::run(module, options);
    let aliases = collector.names();
    let mut printer = OpPrinter::new(options, &aliases);
    aliases.write_attrs(&mut printer.out);
    let root = module.root();
    printer.levels.push((root, Names::new(root, options.generic)));
    let mut stack = vec![Work::EndOp(module.op())];
    printer.op(module.op(), &mut stack);
    while let Some(work) = stack.pop() {
        printer.step(work, &mut stack);
        if printer.out.len() >= FLUSH_AT {
            out.write_all(printer.out.as_bytes())?;
            printer.out.clear();
        }
    }
    let style = printer.style();
    let mut end = std::mem::take(&mut printer.out);
    aliases.write_locs(&mut end, style);
    out.write_all(end.as_bytes())?;
    resources::write(&collector.resources, module, options, out)
}

impl<'m> OpPrinter<'m> {
    fn step(&mut self, work: Work, stack: &mut Vec<Work>) {
        match work {
            Work::Text(text) => self.out.push_str(&text),
            Work::Region(region) => self.open_region(region, stack),
            Work::Block { region, index, header } => self.block(region, index, header, stack),
            Work::Ops(op) => {
                let Some(body) = self.body() else { return };
                if let Some(next) = body.next_op(op) {
                    stack.push(Work::Ops(next));
                }
                if self.hidden_terminators.last() == Some(&true) && body.next_op(op).is_none() {
                    return;
                }
                self.indent();
                stack.push(Work::EndOp(op));
                self.op(op, stack);
            }
            Work::SingleOp(op) => {
                let Some(body) = self.body() else { return };
                self.op_text(op, stack, |printer| printer.generic_op(body, op));
            }
            Work::EndBlock => self.indent -= 2,
            Work::EndRegion => {
                self.dialects.pop();
                self.hidden_terminators.pop();
                self.indent();
                self.out.push('}');
            }
            Work::EndOp(op) => {
                if let Some(body) = self.body() {
                    self.trailing_loc(body.loc(op));
                }
                self.out.push('\n');
            }
            Work::EndBody => {
                self.levels.pop();
                self.owners.pop();
            }
        }
    }

    /// Writes an op from its results on.
    fn op(&mut self, op: Op, stack: &mut Vec<Work>) {
        let Some((body, names)) = self.levels.last() else { return };
        let body: &'m Body = body;
        if body.num_results(op) > 0 {
            names.write_results(&mut self.out, body, op);
            self.out.push_str(" = ");
        }
        self.op_text(op, stack, |printer| {
            let name = body.name(op);
            let Some(hook) =
                name.info().and_then(|info| info.hooks.print).filter(|_| !printer.options.generic)
            else {
                return printer.generic_op(body, op);
            };
            let default = printer.dialects.last().copied().flatten();
            let short = default == Some(name.dialect()) && !name.mnemonic().contains('.');
            printer.name_at = printer.out.len();
            printer.out.push_str(if short { name.mnemonic() } else { name.as_str() });
            hook(printer, body, op);
        });
    }

    /// Writes an op's text by `write`; its regions, and what follows them, go on the stack.
    fn op_text(&mut self, op: Op, stack: &mut Vec<Work>, write: impl FnOnce(&mut OpPrinter<'m>)) {
        let Some(body) = self.body() else { return };
        self.inner = body.nested(op).map(|nested| (nested, Names::new(nested, self.options.generic)));
        let before = std::mem::take(&mut self.requests);
        write(self);
        let requests = std::mem::replace(&mut self.requests, before);
        let inner = self.inner.take();
        // From the back, so that each piece of text is cut off once.
        let mut to_come = Vec::new();
        for (at, region) in requests.into_iter().rev() {
            to_come.push(Work::Text(self.out.split_off(at)));
            to_come.push(Work::Region(region));
        }
        if to_come.is_empty() {
            return;
        }
        if let Some(level) = inner {
            // Texts of an op whose regions are inside are written with the names outside: they are
            // finished text already.
            self.levels.push(level);
            self.owners.push(body.name(op));
            stack.push(Work::EndBody);
        }
        stack.extend(to_come);
    }

    fn open_region(&mut self, text: RegionText, stack: &mut Vec<Work>) {
        let Some(body) = self.body() else { return };
        let blocks = body.region_blocks(text.region);
        let first = blocks.first().and_then(|&block| body.first_op(block));
        if text.single_op {
            stack.extend(first.map(Work::SingleOp));
            return;
        }
        self.out.push_str("{\n");
        let parent = if text.nested {
            self.owner_of_level()
        } else {
            body.region_parent(text.region).map(|op| body.name(op))
        };
        let dialect = parent.and_then(|name| name.info()).and_then(|info| info.hooks.default_dialect);
        self.dialects.push(dialect);
        self.hidden_terminators.push(text.without_terminator);
        stack.push(Work::EndRegion);
        if let Some(&entry) = blocks.first() {
            let header = (text.empty_header && first.is_none())
                || (text.entry_arguments && !body.block_args(entry).is_empty());
            stack.push(Work::Block { region: text.region, index: 0, header });
        }
    }

    fn block(&mut self, region: Region, index: usize, header: bool, stack: &mut Vec<Work>) {
        let Some(body) = self.body() else { return };
        let blocks = body.region_blocks(region);
        let Some(&block) = blocks.get(index) else { return };
        if header {
            self.indent();
            self.block_header(body, blocks, block, index);
        }
        if index + 1 < blocks.len() {
            stack.push(Work::Block { region, index: index + 1, header: true });
        }
        stack.push(Work::EndBlock);
        self.indent += 2;
        stack.extend(body.first_op(block).map(Work::Ops));
    }

    fn block_header(&mut self, body: &'m Body, blocks: &[Block], block: Block, index: usize) {
        self.successor(block);
        let arguments = body.block_args(block);
        if !arguments.is_empty() {
            self.out.push('(');
            for (number, &argument) in arguments.iter().enumerate() {
                if number > 0 {
                    self.out.push_str(", ");
                }
                self.value(argument);
                self.out.push_str(": ");
                self.ty(body.ty(argument));
                self.trailing_loc(&body.value_loc(argument));
            }
            self.out.push(')');
        }
        self.out.push(':');
        let predecessors = self.predecessors(body, blocks, block);
        match predecessors.as_slice() {
            [] if index == 0 => {}
            [] => self.out.push_str("  // no predecessors"),
            [one] => {
                self.out.push_str("  // pred: ");
                self.successor(*one);
            }
            several => {
                self.write(&format!("  // {} preds: ", several.len()));
                for (number, &predecessor) in several.iter().enumerate() {
                    if number > 0 {
                        self.out.push_str(", ");
                    }
                    self.successor(predecessor);
                }
            }
        }
        self.out.push('\n');
    }

    /// The blocks that branch to `block`, one entry a branch, in order of the blocks.
    fn predecessors(&mut self, body: &'m Body, blocks: &[Block], block: Block) -> Vec<Block> {
        let region = body.block_region(block);
        if self.branches.as_ref().is_none_or(|(known, _)| Some(*known) != region) {
            let mut sources: hashbrown::HashMap<Block, Vec<Block>> = hashbrown::HashMap::new();
            for &from in blocks {
                let Some(last) = body.last_op(from) else { continue };
                for &to in body.successors(last) {
                    sources.entry(to).or_default().push(from);
                }
            }
            self.branches = region.map(|region| (region, sources));
        }
        self.branches.as_ref().and_then(|(_, sources)| sources.get(&block)).cloned().unwrap_or_default()
    }
}
