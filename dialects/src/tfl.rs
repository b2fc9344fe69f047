//! The tfl dialect: the operators of TensorFlow Lite.

pub mod activation;
pub mod arithmetic;
pub mod bidirectional;
pub mod compare;
pub mod concat;
pub mod constant;
pub mod control_flow;
pub mod conv;
pub mod dense;
pub mod detection;
pub mod gather;
pub mod lstm;
pub mod normalize;
pub mod pad;
pub mod pool;
pub mod quantize;
pub mod random;
mod recurrent;
pub mod reduce;
pub mod resource;
pub mod sequence;
pub mod shape_ops;
pub mod slice;
pub mod unary;

use tfl_ir::DialectInfo;

/// The tfl dialect.
pub static TFL: DialectInfo = DialectInfo {
    name: "tfl",
    ops: &[
        activation::OPS,
        arithmetic::OPS,
        bidirectional::OPS,
        compare::OPS,
        concat::OPS,
        constant::OPS,
        control_flow::OPS,
        conv::OPS,
        dense::OPS,
        detection::OPS,
        gather::OPS,
        lstm::OPS,
        normalize::OPS,
        pad::OPS,
        pool::OPS,
        quantize::OPS,
        random::OPS,
        reduce::OPS,
        resource::OPS,
        sequence::OPS,
        shape_ops::OPS,
        slice::OPS,
        unary::OPS,
    ],
    materialize: Some(crate::arith::materialize),
    open: false,
};
