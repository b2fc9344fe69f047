//! Activations become part of the op before them.

use tfl_ir::rewrite::{Pattern, Rewriter};
use tfl_ir::{Attr, Op};

use crate::attrs::{is, result_type};

pub(super) const PATTERNS: &[Pattern] = &[
    Pattern { name: "fuse-relu", root: "tfl.relu", apply: &|rw, op| fuse(rw, op, "RELU") },
    Pattern { name: "fuse-relu6", root: "tfl.relu6", apply: &|rw, op| fuse(rw, op, "RELU6") },
    Pattern {
        name: "fuse-relu-n1-to-1",
        root: "tfl.relu_n1_to_1",
        apply: &|rw, op| fuse(rw, op, "RELU_N1_TO_1"),
    },
];

/// Ops whose kernels clamp their result.
const PRODUCERS: &[&str] = &[
    "tfl.add",
    "tfl.average_pool_2d",
    "tfl.conv_2d",
    "tfl.depthwise_conv_2d",
    "tfl.div",
    "tfl.fully_connected",
    "tfl.max_pool_2d",
    "tfl.mul",
    "tfl.sub",
];

/// The clamp is the last thing the kernel does either way, after the same rounding.
fn fuse(rw: &mut Rewriter<'_>, op: Op, activation: &str) -> Option<()> {
    let x = rw.body.operand(op, 0)?;
    let producer = rw.body.defining_op(x).filter(|_| rw.body.has_one_use(x))?;
    let fits = PRODUCERS.contains(&rw.body.name(producer).as_str())
        && is(rw.body, producer, "fused_activation_function", "NONE")
        && result_type(rw.body, producer) == result_type(rw.body, op);
    if !fits {
        return None;
    }
    rw.also(producer);
    let operands: Vec<_> = rw.body.operands(producer).collect();
    let (name, types) = (rw.body.name(producer), rw.body.result_types(producer));
    let attrs: Vec<_> =
        rw.body.props(producer).iter().chain(rw.body.attrs(producer).iter()).cloned().collect();
    let state = rw.state(name).operands(operands).results(types).with_attrs(attrs);
    rw.replace_with(state.attr("fused_activation_function", Attr::str(activation)));
    Some(())
}
