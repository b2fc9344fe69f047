//! Code and e-nodes as text, for the report of a rule that fails.

use egg::Id;
use tfl_ir::text::{PrintOptions, module_to_string};
use tfl_ir::{Attr, Loc, Module, OpState, Type};

use super::super::node::Head;
use super::super::segment::Segment;
use super::code::Code;

/// The code as a module that can be pasted into a test.
pub(super) fn module(code: Code) -> String {
    let Code { mut body, block, root, .. } = code;
    let inputs = body.block_arg_types(block);
    let results: Vec<Type> = root.iter().map(|&value| body.ty(value)).collect();
    body.append_new(block, OpState::new("func.return", Loc::UNKNOWN).operands(root));
    let mut module = Module::new(Loc::UNKNOWN);
    module.push(
        OpState::new("func.func", Loc::UNKNOWN)
            .attr("sym_name", Attr::str("before"))
            .attr("function_type", Attr::Type(Type::function(&inputs, &results)))
            .nested(body),
    );
    module_to_string(&module, &PrintOptions::default())
}

/// The arguments of the code, each with its data.
pub(super) fn inputs(code: &Code) -> String {
    let lines = code.body.block_args(code.block).iter().enumerate().map(|(number, value)| {
        let data = code.data.get(value).map(tfl_ir::text::attr_to_string).unwrap_or_default();
        format!("  argument {number}: {data}\n")
    });
    lines.collect()
}

/// A node, with everything below it, in the order of the pattern language.
pub(super) fn node(segment: &Segment, at: usize) -> String {
    let graph = &segment.graph;
    let Some(node) = graph.egraph.nodes().get(at) else { return String::new() };
    let of = |id: &Id| self::node(segment, usize::from(*id));
    match node.head {
        Head::Info(_) => String::new(),
        Head::Input(number) => format!("%arg{number}"),
        Head::Const(number) => match graph.egraph.analysis.constant(number) {
            Some((attr, _)) => tfl_ir::text::attr_to_string(attr),
            None => String::new(),
        },
        Head::Proj(number) => {
            format!("(proj:{number} {})", node.children.iter().map(of).collect::<Vec<_>>().join(" "))
        }
        Head::Opaque(_) => "(opaque)".to_owned(),
        Head::Op(kind) => {
            let props = graph.props(node);
            let props = props
                .iter()
                .map(|(name, attr)| format!("{} = {}", name.as_str(), tfl_ir::text::attr_to_string(attr)));
            let props = props.collect::<Vec<_>>().join(", ");
            let operands = node.operands().iter().map(of).collect::<Vec<_>>().join(" ");
            format!("({}<{props}> {operands}) : {}", kind.name(), graph.ty(Id::from(at)))
        }
    }
}
