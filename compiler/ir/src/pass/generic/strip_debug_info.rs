//! `strip-debug-info`: forgets all locations.

use crate::pass::PassCx;
use crate::{Block, Body, Diagnostic, Loc, pass};

pass! {
    /// Makes every location unknown: of ops, of block arguments and of the functions themselves.
    pub(super) StripDebugInfo = "strip-debug-info", runs_on: any;
    run: run
}

fn run(body: &mut Body, _: &StripDebugInfo, cx: &PassCx<'_>) -> Result<(), Diagnostic> {
    let mut blocks: Vec<Block> = Vec::new();
    let roots = body.root_regions().iter();
    blocks.extend(roots.flat_map(|&region| body.region_blocks(region)));
    for op in body.walk() {
        body.set_loc(op, Loc::UNKNOWN);
        blocks.extend(body.op_regions(op).iter().flat_map(|&region| body.region_blocks(region)));
    }
    for block in blocks {
        for index in 0..body.block_args(block).len() {
            body.set_arg_loc(block, index, Loc::UNKNOWN);
        }
    }
    cx.set_loc(Loc::UNKNOWN);
    Ok(())
}
