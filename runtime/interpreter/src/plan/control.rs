//! Ops that run other blocks: calls, branches, loops.

use tfl_ir::{Attr, Body, Op, Region};

use crate::error::OpError;

/// A block that an op names.
pub(super) enum Branch {
    Region(Region),
    Function(String),
}

/// How an op runs other blocks.
pub(super) enum Control {
    /// The region's ops run in place.
    Inline(Region),
    Call(String),
    CallOnce(String),
    /// Then, otherwise.
    If([Branch; 2]),
    /// Condition, body.
    While([Branch; 2]),
}

/// What kind of control an op is; `None` for ops that are evaluated by a kernel.
pub(super) fn control_of(body: &Body, op: Op) -> Result<Option<Control>, OpError> {
    Ok(Some(match body.name(op).as_str() {
        "func.call" => Control::Call(symbol(body, op, "callee")?),
        "tf.PartitionedCall" | "tf.StatefulPartitionedCall" => Control::Call(symbol(body, op, "f")?),
        "stablehlo.composite" => Control::Call(symbol(body, op, "decomposition")?),
        "tfl.call_once" => Control::CallOnce(symbol(body, op, "session_init_function")?),
        "tfl.if" | "tf.IfRegion" => Control::If(regions(body, op)?),
        "tfl.while" | "tf.WhileRegion" => Control::While(regions(body, op)?),
        "tf.If" | "tf.StatelessIf" => {
            Control::If([function(body, op, "then_branch")?, function(body, op, "else_branch")?])
        }
        "tf.While" | "tf.StatelessWhile" => {
            Control::While([function(body, op, "cond")?, function(body, op, "body")?])
        }
        "tfl.control_node" => match body.op_regions(op) {
            [region] => Control::Inline(*region),
            other => return Err(OpError::new(format!("found {} regions, expected 1", other.len()))),
        },
        _ => return Ok(None),
    }))
}

fn symbol(body: &Body, op: Op, name: &str) -> Result<String, OpError> {
    let attr = body.attr(op, name);
    let found = match attr {
        Some(Attr::Symbol(_)) => attr.and_then(Attr::as_symbol).map(|symbol| symbol.to_string()),
        Some(Attr::Str(_)) => attr.and_then(Attr::as_str).map(str::to_owned),
        _ => None,
    };
    found.ok_or_else(|| OpError::new(format!("attribute {name} must name a function")))
}

fn function(body: &Body, op: Op, name: &str) -> Result<Branch, OpError> {
    symbol(body, op, name).map(Branch::Function)
}

fn regions(body: &Body, op: Op) -> Result<[Branch; 2], OpError> {
    match body.op_regions(op) {
        [a, b] => Ok([Branch::Region(*a), Branch::Region(*b)]),
        other => Err(OpError::new(format!("found {} regions, expected 2", other.len()))),
    }
}
