//! Matrix products: batched, plain and fully connected.

use egg::Id;
use tfl_ir::{Attr, Dict};

use super::layout::{flag, has_no_activation, kind, permutation, plain};
use super::linear::{depth, has_room, is_f32, op, reshaped};
use crate::eqsat::node::Node;
use crate::eqsat::rule::Numerics::{Bitwise, Real};
use crate::eqsat::rule::{Match, Rewrite, Rule, Site, plain_props, rule};
use crate::eqsat::term::Term;

pub(super) static RULES: &[Rule] = &[
    rule! {
        /// A product with one constant matrix is a fully connected layer, whose weights are laid out once
        /// and which takes a bias and an activation.
        "turn-batch-matmul-with-weights-into-fully-connected", Real;
        "(tfl.batch_matmul@m ?x #w)" => "(tfl.fully_connected@f ?x ?v ?b)",
        when: |m| {
            let (x, w) = (m.id("x"), m.id("w"));
            (is_f32(m, x) && is_f32(m, w) && !m.flag("m", "adj_x")).then_some(())?;
            let dims = m.shape(w)?;
            let (leading, &[rows, columns]) = dims.split_last_chunk::<2>()?;
            (leading.iter().all(|&dim| dim == 1) && dims.len() <= m.rank(x)?).then_some(())?;
            let matrix = if leading.is_empty() { w.into() } else { reshaped(w.into(), &[rows, columns])? };
            let turned = m.flag("m", "adj_y");
            m.set("v", if turned { matrix } else { op("tfl.transpose", [matrix, Term::ints(&[1, 0])?])? });
            m.set("b", Term::none());
            m.set_attrs("f", keeping_dims());
            Some(())
        }
    },
    rule! {
        /// Weights that are computed at run time are laid out anew each time: what a batched product is
        /// made for.
        "turn-fully-connected-with-values-into-batch-matmul", Real;
        "(tfl.fully_connected@c ?x ?w ?b)" => "?product",
        when: |m| {
            let (x, w, b) = (m.id("x"), m.id("w"), m.id("b"));
            let plain_floats = is_f32(m, x) && is_f32(m, w) && m.text_is("c", "weights_format", "DEFAULT");
            (plain_floats && !m.is_const(w)).then_some(())?;
            let rank = m.rank(x)?;
            let rows = if m.flag("c", "keep_num_dims") { rank >= 2 } else { rank == 2 };
            (rows && depth(m, x)? == depth(m, w)?).then_some(())?;
            let product = Term::op(kind("tfl.batch_matmul"), turning(false, true), [x.into(), w.into()]);
            let activation = m.attr("c", "fused_activation_function")?;
            let product = if !m.is_none(b) {
                let add = kind("tfl.add");
                let props = plain_props(add).with("fused_activation_function", activation);
                Term::op(add, props, [product, b.into()])
            } else {
                match activation.as_str()? {
                    "NONE" => product,
                    "RELU" => plain("tfl.relu", [product]),
                    "RELU6" => plain("tfl.relu6", [product]),
                    "RELU_N1_TO_1" => plain("tfl.relu_n1_to_1", [product]),
                    _ => return None,
                }
            };
            m.set("product", product);
            Some(())
        }
    },
    rule! {
        /// `(X·Y)ᵀ` is `Yᵀ·Xᵀ`, and a product turns its second operand itself.
        "move-transpose-into-batch-matmul", Bitwise;
        at: &["tfl.transpose"], examples: &["(tfl.transpose (tfl.batch_matmul@m ?x ?y) #p)"],
        make: into_product
    },
    rule! {
        /// Two layers without an activation between them are one, if that is less work.
        "merge-fully-connected-layers", Real;
        "(tfl.fully_connected@d (tfl.fully_connected@c ?x #w ?b) #v ?a)" => "(tfl.fully_connected@e ?x ?u ?f)",
        when: |m| {
            m.no_activation("c")?;
            let (w, v) = (m.id("w"), m.id("v"));
            let formats = m.text_is("c", "weights_format", "DEFAULT") && m.text_is("d", "weights_format", "DEFAULT");
            let (first, second) = (m.shape(w)?, m.shape(v)?);
            let fits = *first.first()? == *second.get(1)? && has_room(m, m.root) && is_less_work(&first, &second);
            (formats && fits && floats(m, &["x", "w", "v"])).then_some(())?;
            m.set("u", op("tfl.batch_matmul", [v.into(), w.into()])?);
            set_bias_behind(m, v.into(), &second)?;
            let keep = m.flag("c", "keep_num_dims") && m.flag("d", "keep_num_dims");
            m.set_attrs("e", m.attrs("d").with("keep_num_dims", Attr::bool(keep)));
            Some(())
        }
    },
    rule! {
        /// A pointwise convolution of a convolution without an activation between them only mixes its
        /// filters.
        "merge-pointwise-conv-into-conv", Real;
        "(tfl.conv_2d@d (tfl.conv_2d@c ?x #w ?b) #v ?a)" => "(tfl.conv_2d@e ?x ?u ?f)",
        when: |m| {
            m.no_activation("c")?;
            let (first, second) = (m.shape(m.id("w"))?, m.shape(m.id("v"))?);
            let (&[middle, height, width, inner], &[outer, 1, 1, mixed]) = (&first[..], &second[..]) else { return None };
            let whole = depth(m, m.id("x"))? == inner && middle == mixed && is_pointwise(m, "d");
            let useful = has_room(m, m.root) && is_less_work(&first, &second);
            (whole && useful && floats(m, &["x", "w", "v"])).then_some(())?;
            let mixing = reshaped(m.id("v").into(), &[outer, middle])?;
            let taps = reshaped(m.id("w").into(), &[middle, height.checked_mul(width)?.checked_mul(inner)?])?;
            let filters = op("tfl.batch_matmul", [mixing.clone(), taps])?;
            m.set("u", reshaped(filters, &[outer, height, width, inner])?);
            set_bias_behind(m, mixing, &[outer, middle])?;
            m.set_attrs("e", m.attrs("c").with("fused_activation_function", m.attr("d", "fused_activation_function")?));
            Some(())
        }
    },
    rule! {
        /// `W·x + V·x` is `(W + V)·x`.
        "add-weights-of-one-input", Real;
        each: SUMS,
        "($1@o ($0@c ?x #w ?b) ($0@c ?x #v ?a))" => "($0@e ?x ($1 #w #v) ?f)",
        when: |m| {
            let same = m.ty(m.id("w")) == m.ty(m.id("v")) && floats(m, &["x", "w", "v"]);
            (same && is_bare(m)).then_some(())?;
            sum_of_biases(m, m.row(1) == "tfl.sub")
        }
    },
    rule! {
        /// `W·x + W·y` is `W·(x + y)`.
        "add-inputs-of-same-weights", Real;
        each: SUMS,
        "($1@o ($0@c ?x #w ?b) ($0@c ?y #w ?a))" => "($0@e ($1 ?x ?y) #w ?f)",
        when: |m| {
            let (x, y) = (m.id("x"), m.id("y"));
            // Equal unknown dimensions may hide a broadcast.
            let same = m.ty(x) == m.ty(y) && m.shape(x).is_some() && floats(m, &["x", "w"]);
            (same && is_bare(m)).then_some(())?;
            sum_of_biases(m, m.row(1) == "tfl.sub")
        }
    },
    rule! {
        /// `W·x + V·y` is one product with both inputs side by side, that is one pass over the result.
        "join-inputs-of-sum", Real;
        "(tfl.add@o (tfl.fully_connected@c ?x #w ?b) (tfl.fully_connected@c ?y #v ?a))"
            => "(tfl.fully_connected@e (tfl.concatenation@i ?x ?y) (tfl.concatenation@j #w #v) ?f)",
        when: |m| {
            let (x, y) = (m.id("x"), m.id("y"));
            let (width, other) = (m.shape(m.id("w"))?, m.shape(m.id("v"))?);
            let (left, right) = (m.shape(x)?, m.shape(y)?);
            let (Some((&last_x, leading_x)), Some((&last_y, leading_y))) = (left.split_last(), right.split_last()) else {
                return None;
            };
            // In one order, or both would be made.
            let alike = leading_x == leading_y && width.first() == other.first() && x < y;
            let rows = last_x == *width.get(1)? && last_y == *other.get(1)?;
            (alike && rows && is_bare(m) && floats(m, &["x", "y", "w", "v"])).then_some(())?;
            let along = |axis: usize| Some(plain_props(kind("tfl.concatenation")).with("axis", Attr::i32(i32::try_from(axis).ok()?)));
            m.set_attrs("i", along(leading_x.len())?);
            m.set_attrs("j", along(1)?);
            sum_of_biases(m, false)
        }
    },
];

/// Linear ops and how their results are combined.
const SUMS: &[&[&str]] = &[
    &["tfl.fully_connected", "tfl.add"],
    &["tfl.fully_connected", "tfl.sub"],
    &["tfl.conv_2d", "tfl.add"],
    &["tfl.conv_2d", "tfl.sub"],
    &["tfl.depthwise_conv_2d", "tfl.add"],
    &["tfl.depthwise_conv_2d", "tfl.sub"],
];

fn floats(m: &Match<'_>, names: &[&str]) -> bool {
    names.iter().all(|name| is_f32(m, m.id(name)))
}

/// Whether filters of shape `first`, mixed by a matrix of shape `second`, are no more weights to multiply
/// by than both.
fn is_less_work(first: &[i64], second: &[i64]) -> bool {
    let volume = |dims: &[i64]| dims.iter().try_fold(1i64, |all, &dim| all.checked_mul(dim));
    let merged = || {
        let (_, taps) = first.split_first()?;
        volume(taps)?.checked_mul(*second.first()?)
    };
    let both = || volume(first)?.checked_add(volume(second)?);
    merged().zip(both()).is_some_and(|(merged, both)| merged <= both)
}

/// The attributes of a fully connected layer on any number of leading dimensions.
fn keeping_dims() -> Dict {
    let props = plain_props(kind("tfl.fully_connected"));
    props.with("keep_num_dims", Attr::bool(true)).with("weights_format", Attr::str("DEFAULT"))
}

fn turning(x: bool, y: bool) -> Dict {
    plain_props(kind("tfl.batch_matmul")).with("adj_x", Attr::bool(x)).with("adj_y", Attr::bool(y))
}

/// Whether the convolution called `name` has steps of one and so, with a filter of one tap, mixes channels
/// and does nothing else.
fn is_pointwise(m: &Match<'_>, name: &str) -> bool {
    ["stride_h", "stride_w"].iter().all(|step| m.int_attr(name, step) == Some(1))
}

/// Binds `f`, the bias of `v·(w·x + b) + a`, of weights `matrix` of this shape.
fn set_bias_behind(m: &mut Match<'_>, matrix: Term, shape: &[i64]) -> Option<()> {
    let (b, a) = (m.id("b"), m.id("a"));
    let &[outer, middle] = shape else { return None };
    if m.is_none(b) {
        m.set("f", a.into());
        return Some(());
    }
    let usable = m.is_const(b) && m.shape(b)? == [middle] && (m.is_none(a) || m.is_const(a));
    usable.then_some(())?;
    let row = reshaped(b.into(), &[1, middle])?;
    let moved = Term::op(kind("tfl.fully_connected"), keeping_dims(), [row, matrix, a.into()]);
    m.set("f", reshaped(moved, &[outer])?);
    Some(())
}

/// Whether nothing is between the linear ops `c` and their sum.
fn is_bare(m: &Match<'_>) -> bool {
    m.no_activation("c").is_some() && has_room(m, m.root)
}

/// Binds `f`, the sum or difference of the biases `b` and `a`, and `e`, the attributes of the op.
fn sum_of_biases(m: &mut Match<'_>, subtracts: bool) -> Option<()> {
    let (b, a) = (m.id("b"), m.id("a"));
    let constant = |id: Id| m.is_none(id) || m.is_const(id) && is_f32(m, id);
    (constant(b) && constant(a)).then_some(())?;
    let bias = match (m.is_none(b), m.is_none(a)) {
        (_, true) => b.into(),
        (true, false) if subtracts => plain("tfl.neg", [a.into()]),
        (true, false) => a.into(),
        (false, false) if subtracts => plain("tfl.sub", [b.into(), a.into()]),
        (false, false) => plain("tfl.add", [b.into(), a.into()]),
    };
    m.set("f", bias);
    m.set_attrs(
        "e",
        m.attrs("c").with("fused_activation_function", m.attr("o", "fused_activation_function")?),
    );
    Some(())
}

/// The transpose of a product as a product. The first operand must not be turned then: runtimes do not
/// all know that.
fn into_product(site: &Site<'_>) -> Option<Rewrite> {
    let perm = permutation(site, site.node)?;
    let rank = perm.len();
    let mut exchanged: Vec<usize> = (0..rank).collect();
    exchanged.swap(rank.checked_sub(2)?, rank - 1);
    let product: &Node = site.ops(site.operand(0)?, kind("tfl.batch_matmul")).next()?;
    let &[x, y] = product.operands() else { return None };
    if perm != exchanged || !flag(site, product, "adj_y") || !has_no_activation(site, product) {
        return None;
    }
    let props = site.props(product);
    let props =
        props.with("adj_x", Attr::bool(false)).with("adj_y", Attr::bool(!flag(site, product, "adj_x")));
    site.equal(Term::op(kind("tfl.batch_matmul"), props, [y.into(), x.into()]), [product.clone()])
}
