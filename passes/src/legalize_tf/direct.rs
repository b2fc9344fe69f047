//! Ops with the same operands on both sides: one row each.

use tfl_ir::rewrite::{Pattern, Rewriter};
use tfl_ir::{Attr, Op, OpName};

use super::{operands, replace};

/// A tf op that becomes a tfl op with the same operands.
struct Row {
    tf: &'static str,
    tfl: &'static str,
    /// Attributes of the tfl op.
    attrs: &'static [Set],
}

/// Where an attribute of a tfl op comes from.
enum Set {
    /// `fused_activation_function = "NONE"`.
    NoActivation,
    /// Copied; left out if it is not there.
    Copy(&'static str),
    /// Copied as `i32`, from an attribute of another name: `(tfl, tf)`.
    I32(&'static str, &'static str),
}
use Set::{Copy, I32, NoActivation};

const fn row(tf: &'static str, tfl: &'static str, attrs: &'static [Set]) -> Row {
    Row { tf, tfl, attrs }
}

const ROWS: &[Row] = &[
    // One operand, elementwise.
    row("tf.Abs", "tfl.abs", &[]),
    row("tf.Ceil", "tfl.ceil", &[]),
    row("tf.ComplexAbs", "tfl.complex_abs", &[]),
    row("tf.Cos", "tfl.cos", &[]),
    row("tf.Elu", "tfl.elu", &[]),
    row("tf.Exp", "tfl.exp", &[]),
    row("tf.Floor", "tfl.floor", &[]),
    row("tf.Imag", "tfl.imag", &[]),
    row("tf.LeakyRelu", "tfl.leaky_relu", &[Copy("alpha")]),
    row("tf.Log", "tfl.log", &[]),
    row("tf.LogicalNot", "tfl.logical_not", &[]),
    row("tf.Neg", "tfl.neg", &[]),
    row("tf.Real", "tfl.real", &[]),
    row("tf.Relu6", "tfl.relu6", &[]),
    row("tf.Rint", "tfl.round", &[]),
    row("tf.Round", "tfl.round", &[]),
    row("tf.Rsqrt", "tfl.rsqrt", &[]),
    row("tf.Sigmoid", "tfl.logistic", &[]),
    row("tf.Sign", "tfl.sign", &[]),
    row("tf.Sin", "tfl.sin", &[]),
    row("tf.Sqrt", "tfl.sqrt", &[]),
    row("tf.Square", "tfl.square", &[]),
    row("tf.Tanh", "tfl.tanh", &[]),
    row("tf.ZerosLike", "tfl.zeros_like", &[]),
    row("tf.Cast", "tfl.cast", &[]),
    row("tf.Bitcast", "tfl.bitcast", &[]),
    // Two operands, with broadcasting.
    row("tf.Add", "tfl.add", &[NoActivation]),
    row("tf.AddV2", "tfl.add", &[NoActivation]),
    row("tf.Sub", "tfl.sub", &[NoActivation]),
    row("tf.Mul", "tfl.mul", &[NoActivation]),
    row("tf.Div", "tfl.div", &[NoActivation]),
    row("tf.RealDiv", "tfl.div", &[NoActivation]),
    row("tf.TruncateDiv", "tfl.div", &[NoActivation]),
    row("tf.FloorDiv", "tfl.floor_div", &[]),
    row("tf.FloorMod", "tfl.floor_mod", &[]),
    row("tf.Maximum", "tfl.maximum", &[]),
    row("tf.Minimum", "tfl.minimum", &[]),
    row("tf.Pow", "tfl.pow", &[]),
    row("tf.SquaredDifference", "tfl.squared_difference", &[]),
    row("tf.Atan2", "tfl.atan2", &[]),
    row("tf.BitwiseXor", "tfl.bitwise_xor", &[]),
    row("tf.RightShift", "tfl.right_shift", &[]),
    row("tf.Equal", "tfl.equal", &[]),
    row("tf.NotEqual", "tfl.not_equal", &[]),
    row("tf.Less", "tfl.less", &[]),
    row("tf.LessEqual", "tfl.less_equal", &[]),
    row("tf.Greater", "tfl.greater", &[]),
    row("tf.GreaterEqual", "tfl.greater_equal", &[]),
    row("tf.LogicalAnd", "tfl.logical_and", &[]),
    row("tf.LogicalOr", "tfl.logical_or", &[]),
    // Others.
    row("tf.AddN", "tfl.add_n", &[]),
    row("tf.Bucketize", "tfl.bucketize", &[Copy("boundaries")]),
    row("tf.BroadcastArgs", "tfl.broadcast_args", &[]),
    row("tf.DepthToSpace", "tfl.depth_to_space", &[I32("block_size", "block_size")]),
    row("tf.GatherNd", "tfl.gather_nd", &[]),
    row("tf.LogSoftmax", "tfl.log_softmax", &[]),
    row("tf.MatrixDiag", "tfl.matrix_diag", &[]),
    row("tf.MatrixSetDiag", "tfl.matrix_set_diag", &[]),
    row("tf.Multinomial", "tfl.multinomial", &[Copy("seed"), Copy("seed2")]),
    row("tf.NonMaxSuppressionV4", "tfl.non_max_suppression_v4", &[]),
    row("tf.NonMaxSuppressionV5", "tfl.non_max_suppression_v5", &[]),
    row("tf.OneHot", "tfl.one_hot", &[I32("axis", "axis")]),
    row("tf.RandomStandardNormal", "tfl.random_standard_normal", &[Copy("seed"), Copy("seed2")]),
    row("tf.RandomUniform", "tfl.random_uniform", &[Copy("seed"), Copy("seed2")]),
    row("tf.RFFT2D", "tfl.rfft2d", &[]),
    row("tf.Range", "tfl.range", &[]),
    row("tf.Rank", "tfl.rank", &[]),
    row("tf.ResizeBilinear", "tfl.resize_bilinear", &[Copy("align_corners"), Copy("half_pixel_centers")]),
    row(
        "tf.ResizeNearestNeighbor",
        "tfl.resize_nearest_neighbor",
        &[Copy("align_corners"), Copy("half_pixel_centers")],
    ),
    row(
        "tf.ReverseSequence",
        "tfl.reverse_sequence",
        &[I32("seq_dim", "seq_dim"), I32("batch_dim", "batch_dim")],
    ),
    row("tf.SegmentSum", "tfl.segment_sum", &[]),
    row("tf.Select", "tfl.select", &[]),
    row("tf.SelectV2", "tfl.select_v2", &[]),
    row("tf.Shape", "tfl.shape", &[]),
    row("tf.SpaceToDepth", "tfl.space_to_depth", &[I32("block_size", "block_size")]),
    row("tf.SparseToDense", "tfl.sparse_to_dense", &[]),
    row("tf.Squeeze", "tfl.squeeze", &[Copy("squeeze_dims")]),
    row("tf.Unique", "tfl.unique", &[]),
    row("tf.Unpack", "tfl.unpack", &[I32("num", "num"), I32("axis", "axis")]),
    row("tf.UnsortedSegmentMax", "tfl.unsorted_segment_max", &[]),
    row("tf.UnsortedSegmentMin", "tfl.unsorted_segment_min", &[]),
    row("tf.UnsortedSegmentProd", "tfl.unsorted_segment_prod", &[]),
    row("tf.UnsortedSegmentSum", "tfl.unsorted_segment_sum", &[]),
    row("tf.Where", "tfl.where", &[]),
    row("tf.XlaDynamicUpdateSlice", "tfl.dynamic_update_slice", &[]),
];

/// The patterns of all rows.
pub(super) fn patterns() -> Vec<Pattern> {
    let pattern = |row: &'static Row| Pattern { name: "legalize-directly", root: row.tf, apply: &legalize };
    ROWS.iter().map(pattern).collect()
}

fn legalize(rw: &mut Rewriter<'_>, op: Op) -> Option<()> {
    let name: OpName = rw.body.name(op);
    let row = ROWS.iter().find(|row| name == *row.tf)?;
    let mut attrs = Vec::new();
    for set in row.attrs {
        match set {
            NoActivation => attrs.push(("fused_activation_function", Attr::str("NONE"))),
            Copy(name) => attrs.extend(rw.body.attr(op, name).map(|attr| (*name, attr.clone()))),
            I32(to, from) => attrs.push((to, crate::attrs::i32_attr(rw.body, op, from)?)),
        }
    }
    let operands = operands(rw, op);
    replace(rw, row.tfl, &operands, &attrs)
}
