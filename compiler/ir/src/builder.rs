//! Building ops at a point.

use crate::{Block, Body, Loc, Op, OpState, Value};

/// Where new ops go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InsertPoint {
    /// The end of a block.
    End(Block),
    /// Right before an op.
    Before(Op),
}

/// Makes ops at a point of a body, with a location for all of them.
pub struct Builder<'a> {
    /// The body built in.
    pub body: &'a mut Body,
    /// Where new ops go.
    pub point: InsertPoint,
    /// Location of new ops that state none.
    pub loc: Loc,
}

impl<'a> Builder<'a> {
    /// A builder at the end of `block`.
    pub fn at_end(body: &'a mut Body, block: Block) -> Builder<'a> {
        Builder { body, point: InsertPoint::End(block), loc: Loc::UNKNOWN }
    }

    /// A builder right before `op`, with the location of `op`.
    pub fn before(body: &'a mut Body, op: Op) -> Builder<'a> {
        let loc = body.loc(op).clone();
        Builder { body, point: InsertPoint::Before(op), loc }
    }

    /// Makes an op. An unknown location becomes the builder's.
    pub fn insert(&mut self, mut state: OpState) -> Op {
        if state.loc.is_unknown() {
            state.loc = self.loc.clone();
        }
        match self.point {
            InsertPoint::End(block) => self.body.append_new(block, state),
            InsertPoint::Before(op) => self.body.insert_new(op, state),
        }
    }

    /// Makes an op with one result and returns that.
    ///
    /// # Panics
    /// When the state has another number of results.
    pub fn value(&mut self, state: OpState) -> Value {
        assert_eq!(state.result_types.len(), 1, "an op made for its value has one result");
        let op = self.insert(state);
        self.body.result(op, 0).expect("the op has one result")
    }
}
