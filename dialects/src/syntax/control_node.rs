//! Ops that put a region under control tokens: `tfl.control_node(%c) controls "tfl.neg"(…) …` and
//! `tf_executor.island(%c) wraps "tf.Neg"(…) …`, or with a region in braces.
//!
//! The short form stands for a region of that op and a yield of exactly its results.

use tfl_ir::text::{OpParser, OpPrinter};
use tfl_ir::{Block, Body, Diagnostic, Op, OpState, Type};

use super::Syntax;

/// `tfl.control_node`.
pub(crate) const CONTROL_NODE: Syntax = Syntax::new(parse_control_node, print_control_node);
/// `tf_executor.island`.
pub(crate) const ISLAND: Syntax = Syntax::new(parse_island, print_island);

/// What differs between the two.
struct Kind {
    word: &'static str,
    dialect: &'static str,
    terminator: &'static str,
}

const CONTROL: Kind = Kind { word: "controls", dialect: "tfl", terminator: "tfl.yield" };
const WRAPS: Kind = Kind { word: "wraps", dialect: "tf_executor", terminator: "tf_executor.yield" };

fn parse_control_node(parser: &mut OpParser<'_, '_>, state: &mut OpState) -> Result<(), Diagnostic> {
    let short = parse_head(&CONTROL, parser, state)?;
    if short {
        parser.single_op_region(Some(|parser, state| after_single_op(&CONTROL, parser, state)));
    } else {
        parser.region(Vec::new(), Some(|parser, state| after_region(&CONTROL, parser, state)));
    }
    Ok(())
}

fn parse_island(parser: &mut OpParser<'_, '_>, state: &mut OpState) -> Result<(), Diagnostic> {
    let short = parse_head(&WRAPS, parser, state)?;
    if short {
        parser.single_op_region(Some(|parser, state| after_single_op(&WRAPS, parser, state)));
    } else {
        parser.region(Vec::new(), Some(|parser, state| after_region(&WRAPS, parser, state)));
    }
    Ok(())
}

/// Reads the control operands and the keyword of the short form; whether it is there.
fn parse_head(kind: &Kind, parser: &mut OpParser<'_, '_>, state: &mut OpState) -> Result<bool, Diagnostic> {
    if parser.at("(") {
        let operands = parser.operand_list()?;
        let types = vec![Type::dialect(kind.dialect, "control"); operands.len()];
        parser.resolve_all(&operands, &types, state)?;
    }
    Ok(parser.eat_word(kind.word))
}

/// Yields the results of the one op, in its place.
fn after_single_op(
    kind: &Kind,
    parser: &mut OpParser<'_, '_>,
    state: &mut OpState,
) -> Result<(), Diagnostic> {
    let block = first_block(parser);
    if let (Some(block), Some(body)) = (block, parser.body())
        && let Some(inner) = body.last_op(block)
    {
        state.loc = body.loc(inner).clone();
        let results: Vec<_> = body.results(inner).collect();
        body.append_new(block, OpState::new(kind.terminator, state.loc.clone()).operands(results));
    }
    finish(kind, parser, state)
}

/// A region that ends without a yield gets an empty one.
fn after_region(kind: &Kind, parser: &mut OpParser<'_, '_>, state: &mut OpState) -> Result<(), Diagnostic> {
    let loc = parser.loc();
    let block = first_block(parser);
    if let (Some(block), Some(body)) = (block, parser.body()) {
        let ends = body.last_op(block).is_some_and(|last| body.name(last) == kind.terminator);
        if !ends {
            body.append_new(block, OpState::new(kind.terminator, loc));
        }
    } else {
        return Err(parser.error("the region must not be empty"));
    }
    finish(kind, parser, state)?;
    state.attrs = parser.optional_attrs()?;
    Ok(())
}

/// The results are what the region yields, and a control token.
fn finish(kind: &Kind, parser: &mut OpParser<'_, '_>, state: &mut OpState) -> Result<(), Diagnostic> {
    let block = first_block(parser);
    let yielded = match (block, parser.body()) {
        (Some(block), Some(body)) => body.last_op(block).map(|last| body.operand_types(last)),
        _ => None,
    };
    state.result_types = yielded.unwrap_or_default();
    state.result_types.push(Type::dialect(kind.dialect, "control"));
    Ok(())
}

fn first_block(parser: &OpParser<'_, '_>) -> Option<Block> {
    parser.regions().first()?.first().copied()
}

fn print_control_node(printer: &mut OpPrinter<'_>, body: &Body, op: Op) {
    print(&CONTROL, printer, body, op);
}

fn print_island(printer: &mut OpPrinter<'_>, body: &Body, op: Op) {
    print(&WRAPS, printer, body, op);
}

fn print(kind: &Kind, printer: &mut OpPrinter<'_>, body: &Body, op: Op) {
    if body.num_operands(op) > 0 {
        printer.write("(");
        printer.operands(body, op);
        printer.write(")");
    }
    if is_short(kind, body, op) {
        printer.write(&format!(" {} ", kind.word));
        printer.single_op_region(body, op, 0);
        return;
    }
    printer.write(" ");
    printer.region(body, op, 0, true);
    printer.optional_attrs(body, op, &[]);
}

/// Whether the region is one op and a yield of exactly its results, all at one location.
fn is_short(kind: &Kind, body: &Body, op: Op) -> bool {
    let [region] = *body.op_regions(op) else { return false };
    let [block] = *body.region_blocks(region) else { return false };
    let ops: Vec<Op> = body.ops_in(block).take(3).collect();
    let [inner, last] = *ops else { return false };
    body.props(op).is_empty()
        && body.attrs(op).is_empty()
        && body.block_args(block).is_empty()
        && body.name(last) == kind.terminator
        && body.attrs(last).is_empty()
        && body.operands(last).eq(body.results(inner))
        && body.loc(inner) == body.loc(op)
        && body.loc(last) == body.loc(op)
}
