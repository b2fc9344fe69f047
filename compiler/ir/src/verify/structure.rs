//! Checks of blocks, regions, terminators and successors.

use super::op_error;
use crate::{Block, Body, Diagnostic, Op, OpInfo, Traits};

/// What holds of every op, registered or not: where it stands and where control goes from it.
pub(super) fn check_op(body: &Body, op: Op) -> Result<(), Diagnostic> {
    let last = body.next_op(op).is_none();
    if !last && body.has_trait(op, Traits::TERMINATOR) {
        return Err(op_error(body, op, "must be the last operation in the parent block"));
    }
    let successors = body.successors(op);
    if successors.is_empty() {
        return Ok(());
    }
    if !last {
        let message = "operation with block successors must terminate its parent block";
        return Err(Diagnostic::error(body.loc(op).clone(), message));
    }
    let region = body.parent_block(op).and_then(|block| body.block_region(block));
    for &successor in successors {
        if body.block_region(successor) != region {
            return Err(op_error(body, op, "branches to a block of another region"));
        }
        if region.is_some_and(|region| body.region_blocks(region).first() == Some(&successor)) {
            let message = "entry block of region may not have predecessors";
            return Err(Diagnostic::error(body.loc(op).clone(), message));
        }
    }
    Ok(())
}

/// Regions of a registered op: how many, and how their blocks end.
pub(super) fn check_regions(body: &Body, op: Op, info: &OpInfo) -> Result<(), Diagnostic> {
    let (inner, regions) = match body.nested(op) {
        Some(nested) => (nested, nested.root_regions()),
        None => (body, body.op_regions(op)),
    };
    if let Some(count) = info.regions
        && regions.len() != count as usize
    {
        let message = match count {
            0 => "requires zero regions".to_owned(),
            1 => "requires one region".to_owned(),
            _ => format!("expected {count} regions"),
        };
        return Err(op_error(body, op, message));
    }
    for (index, &region) in regions.iter().enumerate() {
        let blocks = inner.region_blocks(region);
        if info.traits.has(Traits::SINGLE_BLOCK) && blocks.len() > 1 {
            return Err(op_error(body, op, format!("expects region #{index} to have 0 or 1 blocks")));
        }
        if info.traits.has(Traits::NO_TERMINATOR) {
            continue;
        }
        for &block in blocks {
            check_block_end(inner, block, body, op)?;
        }
    }
    Ok(())
}

/// A block of a region that wants terminators ends in one. An op of which nothing is known may be one.
fn check_block_end(inner: &Body, block: Block, body: &Body, op: Op) -> Result<(), Diagnostic> {
    let Some(last) = inner.last_op(block) else {
        let message = "empty block: expect at least a terminator";
        return Err(Diagnostic::error(body.loc(op).clone(), message)
            .with_hint(format!("end each block of '{}' with the terminator it expects", body.name(op))));
    };
    let ends = inner.name(last).info().is_none_or(|info| info.traits.has(Traits::TERMINATOR));
    if ends {
        return Ok(());
    }
    let message = format!("block with no terminator, has '{}'", inner.name(last));
    Err(Diagnostic::error(inner.loc(last).clone(), message)
        .with_hint(format!("end each block of '{}' with the terminator it expects", body.name(op))))
}
