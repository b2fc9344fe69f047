//! Clamps: into the op before them, into one another, away where they never clamp.

use egg::Id;
use tfl_ir::Attr;

use super::linear::is_f32;
use super::numbers::{is_about, same_type};
use crate::eqsat::graph::Graph;
use crate::eqsat::node::OpKind;
use crate::eqsat::range::activation_range;
use crate::eqsat::rule::Numerics::{Bitwise, Real};
use crate::eqsat::rule::{Rewrite, Rule, Site, plain_props, rule};
use crate::eqsat::term::Term;

/// The clamps that ops can have fused, with the names of the activation.
const CLAMPS: [(&str, &str); 3] =
    [("tfl.relu", "RELU"), ("tfl.relu6", "RELU6"), ("tfl.relu_n1_to_1", "RELU_N1_TO_1")];

/// Ops whose kernels clamp their result. (Concatenation and L2 normalization have the attribute, but
/// their kernels refuse all but `NONE`.)
const PRODUCERS: &[&str] = &[
    "tfl.add",
    "tfl.average_pool_2d",
    "tfl.conv_2d",
    "tfl.conv_3d",
    "tfl.conv_3d_transpose",
    "tfl.depthwise_conv_2d",
    "tfl.div",
    "tfl.fully_connected",
    "tfl.max_pool_2d",
    "tfl.mul",
    "tfl.sub",
    "tfl.transpose_conv",
];

/// A row for each pair of a producer and a clamp.
macro_rules! clamped {
    ($($producer:literal),* $(,)?) => {
        &[$(
            &["tfl.relu", $producer], &["tfl.relu6", $producer], &["tfl.relu_n1_to_1", $producer],
        )*]
    };
}

/// A row for each pair of an op that moves data and a clamp, which takes the place of `$2`.
macro_rules! moved {
    ($($from:literal => $to:literal),* $(,)?) => {
        &[$(
            &[$from, $to, "tfl.relu"], &[$from, $to, "tfl.relu6"], &[$from, $to, "tfl.relu_n1_to_1"],
        )*]
    };
}

pub(super) static RULES: &[Rule] = &[
    rule! {
        /// A clamp after an op that clamps is that op's own: one pass over memory less. The rounding
        /// happens once, before the clamp, in both forms.
        "fuse-activation", Bitwise;
        each: clamped![
            "(tfl.conv_2d@c ?x ?w ?b)",
            "(tfl.depthwise_conv_2d@c ?x ?w ?b)",
            "(tfl.fully_connected@c ?x ?w ?b)",
            "(tfl.transpose_conv@c ?s ?w ?x ?b)",
            "(tfl.conv_3d@c ?x ?w ?b)",
            "(tfl.conv_3d_transpose@c ?s ?w ?x ?b)",
            "(tfl.add@c ?x ?y)",
            "(tfl.sub@c ?x ?y)",
            "(tfl.mul@c ?x ?y)",
            "(tfl.div@c ?x ?y)",
            "(tfl.average_pool_2d@c ?x)",
            "(tfl.max_pool_2d@c ?x)",
        ],
        "($0 $1)" => "$1",
        when: |m| {
            clamps_in_place(m, m.root, m.row(0))?;
            let inner = m.attr("c", "fused_activation_function")?;
            let both = joined(inner.as_str()?, fused_name(m.row(0))?)?;
            m.set_attrs("c", m.attrs("c").with("fused_activation_function", Attr::str(both)));
            Some(())
        }
    },
    rule! {
        /// Two clamps are one, between the inner bounds.
        "merge-clamps", Bitwise;
        each: &[
            &["tfl.relu", "tfl.relu", "tfl.relu"], &["tfl.relu", "tfl.relu6", "tfl.relu6"],
            &["tfl.relu6", "tfl.relu", "tfl.relu6"], &["tfl.relu6", "tfl.relu6", "tfl.relu6"],
            &["tfl.relu_n1_to_1", "tfl.relu_n1_to_1", "tfl.relu_n1_to_1"],
            &["tfl.relu", "tfl.relu_n1_to_1", "tfl.relu_0_to_1"],
            &["tfl.relu6", "tfl.relu_n1_to_1", "tfl.relu_0_to_1"],
            &["tfl.relu_n1_to_1", "tfl.relu", "tfl.relu_0_to_1"],
            &["tfl.relu_n1_to_1", "tfl.relu6", "tfl.relu_0_to_1"],
            &["tfl.relu_0_to_1", "tfl.relu", "tfl.relu_0_to_1"],
            &["tfl.relu_0_to_1", "tfl.relu6", "tfl.relu_0_to_1"],
            &["tfl.relu_0_to_1", "tfl.relu_n1_to_1", "tfl.relu_0_to_1"],
            &["tfl.relu_0_to_1", "tfl.relu_0_to_1", "tfl.relu_0_to_1"],
            &["tfl.relu", "tfl.relu_0_to_1", "tfl.relu_0_to_1"],
            &["tfl.relu6", "tfl.relu_0_to_1", "tfl.relu_0_to_1"],
            &["tfl.relu_n1_to_1", "tfl.relu_0_to_1", "tfl.relu_0_to_1"],
        ],
        "($0 ($1 ?x))" => "($2 ?x)",
        when: |m| clamps_in_place(m, m.root, m.row(0))
    },
    rule! {
        /// A clamp of values that lie between its bounds: after another clamp, a square, a softmax.
        "drop-idle-clamp", Bitwise;
        each: &[
            &["tfl.relu", "0", "inf"], &["tfl.relu6", "0", "6"], &["tfl.relu_n1_to_1", "-1", "1"],
            &["tfl.relu_0_to_1", "0", "1"],
        ],
        "($0 ?x)" => "?x",
        when: |m| {
            let (low, high): (f64, f64) = (m.row(1).parse().ok()?, m.row(2).parse().ok()?);
            let range = m.range(m.id("x"));
            (m.is_float(m.root) && low <= range.low && range.high <= high).then_some(())?;
            same_type(m, "x")
        }
    },
    rule! {
        /// A bound by a constant is a clamp, where the other bound of the clamp is never reached. (A clamp
        /// keeps the sign of a zero and what is not a number.)
        "turn-bound-into-clamp", Real;
        each: &[
            &["tfl.maximum", "0", "tfl.relu"], &["tfl.maximum", "-1", "tfl.relu_n1_to_1"],
            &["tfl.minimum", "6", "tfl.relu6"], &["tfl.minimum", "1", "tfl.relu_0_to_1"],
            &["tfl.minimum", "1", "tfl.relu_n1_to_1"],
        ],
        "($0 ?x $1@k)" => "($2 ?x)",
        when: |m| {
            is_about(m, "x", "k", m.row(1).parse().ok()?)?;
            same_type(m, "x")?;
            let range = m.range(m.id("x"));
            let fits = match m.row(2) {
                "tfl.relu" => true,
                "tfl.relu_n1_to_1" if m.row(0) == "tfl.maximum" => range.high <= 1.0,
                "tfl.relu_n1_to_1" => range.low >= -1.0 && range.low < 0.0,
                _ => range.low >= 0.0,
            };
            fits.then_some(())
        }
    },
    rule! {
        /// A clamp and a bound before it that is the other, or the same, end of a clamp.
        "merge-bound-into-clamp", Real;
        each: &[
            &["tfl.relu", "6", "tfl.relu6", "tfl.minimum"], &["tfl.relu", "1", "tfl.relu_0_to_1", "tfl.minimum"],
            &["tfl.relu_n1_to_1", "1", "tfl.relu_n1_to_1", "tfl.minimum"],
            &["tfl.relu_n1_to_1", "-1", "tfl.relu_n1_to_1", "tfl.maximum"],
        ],
        "($0 ($3 ?x $1@k))" => "($2 ?x)",
        when: |m| { is_about(m, "x", "k", m.row(1).parse().ok()?)?; same_type(m, "x") }
    },
    rule! {
        /// Of two bounds on the same side one is enough.
        "merge-bounds", Real;
        each: &[&["tfl.maximum"], &["tfl.minimum"]],
        "($0 ($0 ?x #a) #b)" => "($0 ?x ($0 #a #b))"
    },
    rule! {
        /// `relu(x) - relu(x - 6)`, as models were written before there was an op for it.
        "turn-difference-of-relus-into-relu6", Real;
        each: &[&["tfl.sub", "6"], &["tfl.add", "-6"]],
        "(tfl.sub (tfl.relu ?x) ($0@c ?x $1@k))" => "(tfl.relu6 ?x)",
        when: |m| {
            m.text_is("c", "fused_activation_function", "RELU").then_some(())?;
            is_about(m, "x", "k", m.row(1).parse().ok()?)?;
            same_type(m, "x")
        }
    },
    rule! {
        /// Between 0 and 1 without the op that delegates do not know; the lower bound fuses.
        "split-clamp-between-0-and-1", Real;
        "(tfl.relu_0_to_1 ?x)" => "(tfl.minimum (tfl.relu ?x) 1.0)",
        when: |m| is_f32(m, m.root).then_some(())
    },
    rule! {
        /// A clamp is the same before an op that moves elements as after it (a padding of zero is within
        /// its bounds), and before it there is an op to fuse it into.
        "move-clamp-before-data-movement", Bitwise;
        each: moved![
            "(tfl.reshape@c ?x ?s)" => "(tfl.reshape@c ($2 ?x) ?s)",
            "(tfl.transpose@c ?x ?s)" => "(tfl.transpose@c ($2 ?x) ?s)",
            "(tfl.squeeze@c ?x)" => "(tfl.squeeze@c ($2 ?x))",
            "(tfl.expand_dims@c ?x ?s)" => "(tfl.expand_dims@c ($2 ?x) ?s)",
            "(tfl.pad@c ?x ?s)" => "(tfl.pad@c ($2 ?x) ?s)",
            "(tfl.depth_to_space@c ?x)" => "(tfl.depth_to_space@c ($2 ?x))",
            "(tfl.space_to_depth@c ?x)" => "(tfl.space_to_depth@c ($2 ?x))",
            "(tfl.batch_to_space_nd@c ?x ?s ?t)" => "(tfl.batch_to_space_nd@c ($2 ?x) ?s ?t)",
        ],
        "($2 $0)" => "$1",
        when: |m| {
            clamps_in_place(m, m.root, m.row(2))?;
            let x = m.id("x");
            (m.elem(x) == m.elem(m.root)).then_some(())?;
            fuses(m, x, m.row(2)).then_some(())
        }
    },
    rule! {
        /// The clamp of a concatenation goes to its operands, if each of them has an op to fuse it into
        /// or needs none.
        "move-clamp-before-concatenation", Bitwise;
        at: &["tfl.relu", "tfl.relu6", "tfl.relu_n1_to_1"],
        examples: &[
            "(tfl.relu (tfl.concatenation@c (tfl.mul ?x ?y) (tfl.sub ?z ?z)))",
            "(tfl.relu6 (tfl.concatenation@c (tfl.mul ?x ?y) (tfl.relu6 ?z)))",
        ],
        make: clamp_operands
    },
];

/// The name of a clamp as a fused activation.
fn fused_name(clamp: &str) -> Option<&'static str> {
    CLAMPS.iter().find(|(op, _)| *op == clamp).map(|&(_, name)| name)
}

/// The activation that does what `inner` and then `outer` do.
fn joined(inner: &str, outer: &str) -> Option<&'static str> {
    let known = |name: &str| name == "NONE" || CLAMPS.iter().any(|&(_, clamp)| clamp == name);
    (known(inner) && known(outer)).then_some(())?;
    let both = activation_range(inner)?.and(activation_range(outer)?);
    CLAMPS.iter().map(|&(_, name)| name).find(|name| activation_range(name) == Some(both))
}

/// Goes on if every op `clamp` that makes a class keeps the element type: a quantized one of another
/// scale rescales as well.
fn clamps_in_place(graph: &Graph, class: Id, clamp: &str) -> Option<()> {
    let kind = OpKind::named(clamp)?;
    let keeps = |operand: Option<&Id>| operand.is_some_and(|&x| graph.elem(x) == graph.elem(class));
    graph.ops(class, kind).all(|op| keeps(op.operands().first())).then_some(())
}

/// Whether an op that makes a class takes `clamp` over.
fn fuses(graph: &Graph, class: Id, clamp: &str) -> bool {
    let Some(outer) = fused_name(clamp) else { return false };
    graph.nodes(class).iter().any(|node| {
        let fits = node.kind().is_some_and(|kind| PRODUCERS.contains(&kind.name().as_str()));
        let props = graph.props(node);
        let inner = props.get("fused_activation_function").and_then(Attr::as_str);
        fits && inner.is_some_and(|inner| joined(inner, outer).is_some())
    })
}

fn clamp_operands(site: &Site<'_>) -> Option<Rewrite> {
    let clamp = site.node.kind()?;
    let name = clamp.name();
    clamps_in_place(site, site.class, name.as_str())?;
    let bounds = activation_range(fused_name(name.as_str())?)?;
    let concat = OpKind::named("tfl.concatenation")?;
    site.ops(site.operand(0)?, concat).find_map(|node| {
        let props = site.props(node);
        (props.get("fused_activation_function")?.as_str() == Some("NONE")).then_some(())?;
        let idle = |x: Id| site.is_float(x) && site.range(x).within(bounds);
        let clamped = |&x: &Id| {
            (site.elem(x) == site.elem(site.class)).then_some(())?;
            match idle(x) {
                true => Some(Term::from(x)),
                false => fuses(site, x, name.as_str())
                    .then(|| Term::op(clamp, plain_props(clamp), [Term::from(x)])),
            }
        };
        let operands: Vec<Term> = node.operands().iter().map(clamped).collect::<Option<_>>()?;
        site.equal(Term::op(concat, props, operands), [node.clone()])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn activations_join_to_what_kernels_know() {
        assert_eq!(joined("NONE", "RELU"), Some("RELU"));
        assert_eq!(joined("RELU", "RELU6"), Some("RELU6"));
        assert_eq!(joined("RELU6", "RELU"), Some("RELU6"));
        assert_eq!(joined("RELU6", "RELU_N1_TO_1"), None);
        assert_eq!(joined("TANH", "RELU"), None);
    }
}
