//! Program order.

use super::Body;
use crate::{Op, Region};

impl Body {
    /// All ops of this body in program order, an op before those in its regions; nested bodies are
    /// not entered. The list is a snapshot: the body may change while it is gone through.
    pub fn walk(&self) -> Vec<Op> {
        self.walk_regions(&self.root)
    }

    /// All ops in the regions of `op`, in program order, without `op`.
    pub fn walk_inside(&self, op: Op) -> Vec<Op> {
        self.walk_regions(self.op_regions(op))
    }

    fn walk_regions(&self, regions: &[Region]) -> Vec<Op> {
        let mut found = Vec::new();
        // What is still to be visited, the next on top: an explicit stack, because depth is the
        // input's choice.
        let mut stack: Vec<Op> = Vec::new();
        let push = |regions: &[Region], stack: &mut Vec<Op>| {
            for &region in regions.iter().rev() {
                for &block in self.region_blocks(region).iter().rev() {
                    // Only the first op: each op puts its successor back when it is taken.
                    stack.extend(self.first_op(block));
                }
            }
        };
        push(regions, &mut stack);
        while let Some(op) = stack.pop() {
            found.push(op);
            stack.extend(self.next_op(op));
            push(self.op_regions(op), &mut stack);
        }
        found
    }

    /// Whether `inner` is in a region of `outer`, at any depth.
    pub fn is_inside(&self, inner: Op, outer: Op) -> bool {
        std::iter::successors(self.parent_op(inner), |&op| self.parent_op(op)).any(|op| op == outer)
    }
}
