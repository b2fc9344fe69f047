//! How to draw operands and attributes of each op so that it is valid.

mod dense;
mod elementwise;
mod layout;
mod pick;
mod reduce;
mod window;

use std::sync::LazyLock;

use hashbrown::HashMap;
use tfl_ir::{Attr, Type, Value};

use super::Rejected;
use super::draw::{Draw, OpPat};
use super::want::Want;

/// An op about to be made.
pub(super) struct Made {
    pub(super) operands: Vec<Value>,
    /// Attributes that differ from plain ones; only of ops that the pattern names.
    pub(super) props: Vec<(&'static str, Attr)>,
    /// Element types of the results.
    pub(super) elems: Vec<Type>,
}

impl Made {
    /// An op with one result.
    fn one(operands: Vec<Value>, elem: Type) -> Made {
        Made { operands, props: Vec::new(), elems: vec![elem] }
    }

    fn with(mut self, name: &'static str, attr: Attr) -> Made {
        self.props.push((name, attr));
        self
    }
}

type DrawOp = fn(&mut Draw<'_>, &OpPat<'_>, &Want) -> Result<Made, Rejected>;

/// Ops by how they are drawn.
static FAMILIES: &[(&[&str], DrawOp)] = &[
    (elementwise::UNARY, elementwise::unary),
    (elementwise::BINARY, elementwise::binary),
    (elementwise::COMPARISONS, elementwise::comparison),
    (elementwise::LOGIC, elementwise::logic),
    (&["tfl.logical_not"], elementwise::not),
    (&["tfl.prelu"], elementwise::prelu),
    (&["tfl.select", "tfl.select_v2"], elementwise::select),
    (&["tfl.cast"], elementwise::cast),
    (&["tfl.quantize"], elementwise::quantize),
    (&["tfl.dequantize"], elementwise::dequantize),
    (&["tfl.add_n"], elementwise::add_n),
    (&["tfl.conv_2d"], dense::conv_2d),
    (&["tfl.depthwise_conv_2d"], dense::depthwise_conv_2d),
    (&["tfl.transpose_conv"], dense::transpose_conv),
    (&["tfl.conv_3d"], dense::conv_3d),
    (&["tfl.conv_3d_transpose"], dense::conv_3d_transpose),
    (&["tfl.fully_connected"], dense::fully_connected),
    (&["tfl.batch_matmul"], dense::batch_matmul),
    (reduce::REDUCTIONS, reduce::reduction),
    (&["tfl.arg_max", "tfl.arg_min"], reduce::arg),
    (&["tfl.cumsum"], reduce::cumsum),
    (&["tfl.softmax", "tfl.log_softmax", "tfl.l2_normalization"], reduce::along_last),
    (&["tfl.reshape"], layout::reshape),
    (&["tfl.expand_dims"], layout::expand_dims),
    (&["tfl.squeeze"], layout::squeeze),
    (&["tfl.transpose"], layout::transpose),
    (&["tfl.broadcast_to"], layout::broadcast_to),
    (&["tfl.tile"], layout::tile),
    (&["tfl.concatenation"], layout::concatenation),
    (&["tfl.pack"], layout::pack),
    (&["tfl.unpack"], layout::unpack),
    (&["tfl.split"], layout::split),
    (&["tfl.split_v"], layout::split_v),
    (&["tfl.shape"], layout::shape),
    (&["tfl.fill"], layout::fill),
    (&["tfl.space_to_depth", "tfl.depth_to_space"], layout::blocks),
    (&["tfl.pad", "tfl.padv2", "tfl.mirror_pad"], pick::pad),
    (&["tfl.slice"], pick::slice),
    (&["tfl.strided_slice"], pick::strided_slice),
    (&["tfl.gather"], pick::gather),
    (&["tfl.gather_nd"], pick::gather_nd),
    (&["tfl.reverse_v2"], pick::reverse),
    (&["tfl.one_hot"], pick::one_hot),
    (&["tfl.embedding_lookup"], pick::embedding_lookup),
    (&["tfl.average_pool_2d", "tfl.max_pool_2d"], window::pool),
    (&["tfl.resize_bilinear", "tfl.resize_nearest_neighbor"], window::resize),
    (&["tfl.space_to_batch_nd"], window::space_to_batch),
    (&["tfl.batch_to_space_nd"], window::batch_to_space),
];

static TABLE: LazyLock<HashMap<&'static str, DrawOp>> = LazyLock::new(|| {
    FAMILIES.iter().flat_map(|&(names, draw)| names.iter().map(move |&name| (name, draw))).collect()
});

/// Draws the operands and attributes of an op.
pub(super) fn draw(draw: &mut Draw<'_>, op: &OpPat<'_>, want: &Want) -> Result<Made, Rejected> {
    let known = TABLE.get(op.name());
    let known = known
        .ok_or_else(|| Rejected::of("passes/src/eqsat/check/ops.rs does not know how to draw", op.kind))?;
    known(draw, op, want)
}

/// A fused activation: none more often than not, and always where the pattern names no attributes.
fn activation(draw: &mut Draw<'_>, op: &OpPat<'_>) -> Attr {
    let fused = op.named && draw.elem == Type::f32() && draw.chance(4);
    Attr::str(if fused { draw.pick(&["RELU", "RELU6", "RELU", "RELU6", "RELU_N1_TO_1"]) } else { "NONE" })
}

/// An axis of `rank` dimensions, the last more often than others, now and then counted from the end.
fn axis(draw: &mut Draw<'_>, rank: usize) -> Result<(usize, i64), Rejected> {
    let last = rank.checked_sub(1).ok_or(Rejected::plain("a scalar has no axis"))?;
    let axis = if draw.chance(4) { last } else { draw.rng.usize(..rank) };
    let written = if draw.chance(3) { axis as i64 - rank as i64 } else { axis as i64 };
    Ok((axis, written))
}
