//! The tf dialect: the ops of TensorFlow graphs.
//!
//! Attributes that say what operand and result types say anyway (`T`, `dtype`, `N`, …) are declared by
//! no row; where a graph carries them they are discardable. The dialect is open: an op without a row
//! is kept as it is, and leaves as a Flex op or not at all.

pub mod activation;
pub mod arithmetic;
pub mod checkpoint;
pub mod compare;
pub mod concat;
pub mod constant;
pub mod control;
pub mod control_v1;
pub mod conv;
pub mod gather;
pub mod gradient;
pub mod image;
pub mod linalg;
pub mod lookup;
pub mod normalize;
pub mod pad;
pub mod parsing;
pub mod pool;
pub mod quantize;
pub mod random;
pub mod reduce;
pub mod region;
pub mod segment;
pub mod shape_ops;
pub mod signal;
pub mod slice;
pub mod sparse;
pub mod special;
pub mod string;
pub mod tensor_array;
pub mod tensor_list;
pub mod trigonometry;
pub mod unary;
pub mod variable;
pub mod xla;

use tfl_ir::{Attr, DialectInfo, Loc, OpState, Type};

/// The tf dialect.
pub static TF: DialectInfo = DialectInfo {
    name: "tf",
    ops: &[
        activation::OPS,
        arithmetic::OPS,
        checkpoint::OPS,
        compare::OPS,
        concat::OPS,
        constant::OPS,
        control::OPS,
        control_v1::OPS,
        conv::OPS,
        gather::OPS,
        gradient::OPS,
        image::OPS,
        linalg::OPS,
        lookup::OPS,
        normalize::OPS,
        pad::OPS,
        parsing::OPS,
        pool::OPS,
        quantize::OPS,
        random::OPS,
        reduce::OPS,
        region::OPS,
        segment::OPS,
        shape_ops::OPS,
        signal::OPS,
        slice::OPS,
        sparse::OPS,
        special::OPS,
        string::OPS,
        tensor_array::OPS,
        tensor_list::OPS,
        trigonometry::OPS,
        unary::OPS,
        variable::OPS,
        xla::OPS,
    ],
    materialize: Some(materialize),
    open: true,
};

fn materialize(value: &Attr, ty: Type, loc: Loc) -> Option<OpState> {
    (value.ty()? == ty).then(|| OpState::new("tf.Const", loc).attr("value", value.clone()).results([ty]))
}
