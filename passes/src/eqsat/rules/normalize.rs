//! Normalizations, in their written variants, brought to one shortest form.
//!
//! ```text
//! m = mean(x)    d = x - m    y = d · rsqrt(mean(d²) + ε) · γ + β
//! ```
//!
//! No rule knows a whole normalization. Each brings one part of the variants to the form above: the
//! difference is shared by variance and result, the root meets it before the scale does, the scale and
//! the offset stay apart so that what is beside them can take them over. So the forms of Keras, of
//! TensorFlow's `batch_normalization` and of others become the same code, whatever the axes are, and with
//! the mean left out (RMSNorm) as well.

use egg::Id;
use tfl_ir::{Attr, Dict, Dim};

use super::affine_absorb::{is_absorbed, takes};
use super::linear::{depth, is_f32, is_moderate, is_per_channel};
use crate::eqsat::graph::Graph;
use crate::eqsat::rule::Numerics::{Bitwise, Real};
use crate::eqsat::rule::{Match, Rule, rule};

/// A row for each reduction and each op that changes only its shape.
macro_rules! reductions {
    ($($reduction:literal),*) => {
        &[$(
            &[$reduction, concat!("(tfl.reshape (", $reduction, "@r ?x #axes) ?s)")],
            &[$reduction, concat!("(tfl.expand_dims (", $reduction, "@r ?x #axes) ?s)")],
            &[$reduction, concat!("(tfl.squeeze@s (", $reduction, "@r ?x #axes))")],
        )*]
    };
}

pub(super) static RULES: &[Rule] = &[
    rule! {
        /// `x·s + (b - m·s)`, as batch normalization is written, with one product.
        "factor-normalization-with-offset", Real;
        each: &[
            &["(tfl.add@r (tfl.mul ?x ?s) (tfl.sub ?b (tfl.mul ?m ?s)))"],
            &["(tfl.add@r (tfl.mul ?x ?s) (tfl.sub ?b (tfl.mul ?s ?m)))"],
            &["(tfl.add@r (tfl.mul ?s ?x) (tfl.sub ?b (tfl.mul ?m ?s)))"],
            &["(tfl.add@r (tfl.mul ?s ?x) (tfl.sub ?b (tfl.mul ?s ?m)))"],
        ],
        "$0" => "(tfl.add@r (tfl.mul (tfl.sub ?x ?m) ?s) ?b)",
        when: |m| computed(m, "s")
    },
    rule! {
        /// `x·s + (b + (-m)·s)`, as Keras writes it.
        "factor-normalization-with-negative-mean", Real;
        each: &[
            &["(tfl.add@r (tfl.mul ?x ?s) (tfl.add (tfl.mul (tfl.neg ?m) ?s) ?b))"],
            &["(tfl.add@r (tfl.mul ?s ?x) (tfl.add (tfl.mul (tfl.neg ?m) ?s) ?b))"],
        ],
        "$0" => "(tfl.add@r (tfl.mul (tfl.sub ?x ?m) ?s) ?b)",
        when: |m| computed(m, "s")
    },
    rule! {
        /// `x·s - (m·s - b)`.
        "factor-normalization-with-subtracted-offset", Real;
        each: &[
            &["(tfl.sub@r (tfl.mul ?x ?s) (tfl.sub (tfl.mul ?m ?s) ?b))"],
            &["(tfl.sub@r (tfl.mul ?x ?s) (tfl.sub (tfl.mul ?s ?m) ?b))"],
            &["(tfl.sub@r (tfl.mul ?s ?x) (tfl.sub (tfl.mul ?m ?s) ?b))"],
            &["(tfl.sub@r (tfl.mul ?s ?x) (tfl.sub (tfl.mul ?s ?m) ?b))"],
        ],
        "$0" => "(tfl.add@r (tfl.mul (tfl.sub ?x ?m) ?s) ?b)",
        when: |m| computed(m, "s")
    },
    rule! {
        /// `x·(r·γ)` is `(x·r)·γ`: the scale comes last, where it may go into weights. Where `r` has one
        /// number for each row, `r·γ` is a whole tensor that need not be made.
        "take-scale-out-of-product", Real;
        "(tfl.mul@o ?x (tfl.mul ?r #k))" => "(tfl.mul@o (tfl.mul ?x ?r) #k)",
        when: |m| {
            (!m.is_const(m.id("x")) && !m.is_const(m.id("r"))).then_some(())?;
            grows(m, m.id("r"), m.id("k")).then_some(())
        }
    },
    rule! {
        /// `(x + β) + y` is `x + (y + β)`, where `y` has a bias: past a residual connection, the offset of a
        /// normalization vanishes if all that use it can take it.
        "move-offset-past-residual", Real;
        "(tfl.add@o (tfl.add ?x #k) ?y)" => "(tfl.add@o ?x (tfl.add ?y #k))",
        when: |m| {
            let (x, y, k) = (m.id("x"), m.id("y"), m.id("k"));
            let channels = depth(m, y)?;
            let fits = m.ty(x) == m.root_ty() && m.ty(y) == m.root_ty();
            let by_channel = is_per_channel(m, k, m.rank(y)?, channels);
            let useful = takes(m, y, "tfl.add") && !is_absorbed(m, x);
            (useful && fits && by_channel && is_f32(m, k) && is_moderate(m, k)).then_some(())
        }
    },
    rule! {
        /// `mean(x²) - mean(x)²` is the mean of the squared distance from the mean, without the loss of
        /// digits; the distance is needed anyway.
        "turn-difference-of-moments-into-variance", Real;
        "(tfl.sub (tfl.mean@a (tfl.square ?x) #axes) (tfl.square (tfl.mean@a ?x #axes)))"
            => "(tfl.mean@a (tfl.square (tfl.sub ?x (tfl.mean@k ?x #axes))) #axes)",
        when: |m| {
            m.set_attrs("k", Dict::of([("keep_dims", Attr::bool(true))]));
            Some(())
        }
    },
    rule! {
        /// A sum divided by the number of its terms is a mean.
        "recognize-mean", Real;
        each: &[&["tfl.mul"], &["tfl.div"]],
        "($0 (tfl.sum@s ?x #axes) #k)" => "(tfl.mean@s ?x #axes)",
        when: |m| {
            let count = terms(m, m.id("x"), m.id("axes"))?;
            let number = if m.row(0) == "tfl.mul" { 1.0 / count } else { count };
            // The constant makes the result no larger: it is one number.
            m.shape(m.id("k"))?.iter().all(|&dim| dim == 1).then_some(())?;
            let rank = reduced(m, m.id("x"), m.id("axes"), m.flag("s", "keep_dims"))?.len();
            (m.rank(m.root)? == rank).then_some(())?;
            let found = f64::from(m.splat(m.id("k"))?);
            ((found - number).abs() <= 1e-6 * number).then_some(())
        }
    },
    rule! {
        /// A reduction drops the reduced dimensions, or keeps them, by itself.
        "merge-reduction-and-reshape", Bitwise;
        each: reductions!["tfl.mean", "tfl.sum", "tfl.reduce_max", "tfl.reduce_min", "tfl.reduce_prod"],
        "$1" => "($0@k ?x #axes)",
        when: |m| {
            let dims = m.dims(m.root)?;
            // With two sizes unknown a reshape may exchange them.
            (dims.iter().filter(|dim| dim.size().is_none()).count() <= 1).then_some(())?;
            let keep = [true, false].into_iter().find(|&keep| {
                reduced(m, m.id("x"), m.id("axes"), keep).is_some_and(|kept| kept == dims)
            })?;
            m.set_attrs("k", Dict::of([("keep_dims", Attr::bool(keep))]));
            Some(())
        }
    },
];

/// Goes on if a value is computed at run time.
fn computed(m: &Match<'_>, name: &str) -> Option<()> {
    (!m.is_const(m.id(name))).then_some(())
}

/// The dimensions of a value, `true` for those that are reduced over `axes`.
fn axes_of(graph: &Graph, x: Id, axes: Id) -> Option<Vec<(Dim, bool)>> {
    let dims = graph.dims(x)?;
    let mut marked: Vec<(Dim, bool)> = dims.iter().map(|&dim| (dim, false)).collect();
    let rank = i64::try_from(dims.len()).ok()?;
    for axis in graph.ints(axes)? {
        let axis = if axis < 0 { axis.checked_add(rank)? } else { axis };
        marked.get_mut(usize::try_from(axis).ok()?)?.1 = true;
    }
    Some(marked)
}

/// The dimensions of a value after a reduction over `axes`.
fn reduced(graph: &Graph, x: Id, axes: Id, keep: bool) -> Option<Vec<Dim>> {
    let dims = axes_of(graph, x, axes)?.into_iter();
    Some(
        dims.filter(|&(_, gone)| keep || !gone)
            .map(|(dim, gone)| if gone { Dim::Static(1) } else { dim })
            .collect(),
    )
}

/// The number of elements that a reduction over `axes` makes one of.
fn terms(graph: &Graph, x: Id, axes: Id) -> Option<f64> {
    let gone = axes_of(graph, x, axes)?.into_iter().filter(|&(_, gone)| gone);
    let count = gone.map(|(dim, _)| dim.size()).try_fold(1u64, |count, size| count.checked_mul(size?))?;
    (count > 0).then_some(count as f64)
}

/// Whether the product of `r` and the constant `k` has more elements than `r`.
fn grows(graph: &Graph, r: Id, k: Id) -> bool {
    let (Some(own), Some(dims)) = (graph.dims(r), graph.shape(k)) else { return false };
    let from_end = |at: usize| own.len().checked_sub(at + 1).and_then(|at| own.get(at));
    dims.iter()
        .rev()
        .enumerate()
        .any(|(at, &dim)| dim > 1 && from_end(at).is_none_or(|&own| own == Dim::Static(1)))
}
