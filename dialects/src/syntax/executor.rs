//! `tf_executor.graph`, `.fetch`, `.yield`, `.ControlTrigger`; islands are in `control_node`.

use tfl_ir::text::{OpParser, OpPrinter};
use tfl_ir::{Body, Diagnostic, Op, OpState, Type};

use super::Syntax;
use super::attr_text::parse_attrs;

/// `%0 = tf_executor.graph {…}`.
pub(crate) const GRAPH: Syntax = Syntax::new(parse_graph, print_graph);
/// `tf_executor.fetch %0, %c : T, !tf_executor.control`.
pub(crate) const FETCH: Syntax = super::func::RETURN_TRAILING_ATTRS;
/// `%c = tf_executor.ControlTrigger %a, %b`.
pub(crate) const CONTROL_TRIGGER: Syntax = Syntax::new(parse_trigger, print_trigger);

fn control() -> Type {
    Type::dialect("tf_executor", "control")
}

fn parse_graph(parser: &mut OpParser<'_, '_>, _: &mut OpState) -> Result<(), Diagnostic> {
    parser.region(Vec::new(), Some(after_graph));
    Ok(())
}

/// The results are what the fetch names, but its controls.
fn after_graph(parser: &mut OpParser<'_, '_>, state: &mut OpState) -> Result<(), Diagnostic> {
    let loc = parser.loc();
    let block = parser.regions().first().and_then(|blocks| blocks.first().copied());
    let (Some(block), Some(body)) = (block, parser.body()) else {
        return Err(parser.error("the region must not be empty"));
    };
    let last = body.last_op(block).filter(|&last| body.name(last) == "tf_executor.fetch");
    let fetch = last.unwrap_or_else(|| body.append_new(block, OpState::new("tf_executor.fetch", loc)));
    state.result_types = body.operand_types(fetch).into_iter().filter(|&ty| ty != control()).collect();
    parse_attrs(parser, state)
}

fn print_graph(printer: &mut OpPrinter<'_>, body: &Body, op: Op) {
    printer.write(" ");
    printer.region(body, op, 0, true);
    printer.optional_attrs(body, op, &[]);
}

fn parse_trigger(parser: &mut OpParser<'_, '_>, state: &mut OpState) -> Result<(), Diagnostic> {
    let operands = parser.operands()?;
    let types = vec![control(); operands.len()];
    parser.resolve_all(&operands, &types, state)?;
    state.result_types = vec![control()];
    parse_attrs(parser, state)
}

fn print_trigger(printer: &mut OpPrinter<'_>, body: &Body, op: Op) {
    if body.num_operands(op) > 0 {
        printer.write(" ");
        printer.operands(body, op);
    }
    printer.optional_attrs(body, op, &[]);
}
