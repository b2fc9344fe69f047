//! `x - mean(x)` along the last dimension, which layer normalization starts with, done to weights.
//!
//! Being linear it can be done to the rows of an embedding, to the filters of a layer and to both sides of
//! a sum, before the model runs. Where every value that a residual connection adds up is only ever
//! normalized, no mean is left to compute.

use egg::Id;
use tfl_ir::{Attr, Dict};

use super::layout::{axis, first, flag, has_no_activation, kind, like, plain};
use super::linear::is_f32;
use crate::eqsat::graph::Graph;
use crate::eqsat::node::Node;
use crate::eqsat::rule::Numerics::Real;
use crate::eqsat::rule::{Rule, Site, rule};
use crate::eqsat::term::Term;

pub(super) static RULES: &[Rule] = &[
    rule! {
        /// Rows of a table are centered once, not each time one is looked up.
        "center-table-of-gather", Real;
        at: &["tfl.sub"],
        examples: &["(tfl.sub (tfl.gather@g #t ?i) (tfl.mean@m (tfl.gather@g #t ?i) #a))"],
        make: |site| {
            let (x, used) = centered(site)?;
            let gather = first(site, x, "tfl.gather")?;
            let &[table, indices] = gather.operands() else { return None };
            let rows = site.is_const(table) && site.rank(table)? >= 2 && is_f32(site, table);
            let along = axis(site.props(gather).get("axis")?.as_int()?, site.rank(table)?)?;
            let batches = site.props(gather).get("batch_dims").and_then(Attr::as_int).unwrap_or(0);
            (rows && batches == 0 && along + 1 < site.rank(table)?).then_some(())?;
            let row = center(table.into())?;
            let looked_up = like(gather, site.props(gather), None, vec![row, indices.into()])?;
            site.equal(looked_up, [used, gather.clone()])
        }
    },
    rule! {
        /// The outputs of a layer are centered if its filters and its biases are.
        "center-filters-of-fully-connected", Real;
        at: &["tfl.sub"],
        examples: &[
            "(tfl.sub (tfl.fully_connected@c ?x #w #b) (tfl.mean@m (tfl.fully_connected@c ?x #w #b) #a))",
        ],
        make: |site| {
            let (x, used) = centered(site)?;
            let layer = linear_layer(site, x)?;
            let &[input, weights, bias] = layer.operands() else { return None };
            let none = site.is_none(bias);
            let filters = centered_along(weights.into(), 0)?;
            let bias = if none { bias.into() } else { center(bias.into())? };
            let made = like(layer, site.props(layer), None, vec![input.into(), filters, bias])?;
            site.equal(made, [used, layer.clone()])
        }
    },
    rule! {
        /// A sum is centered if both sides are: worth it where one of them is a layer or a constant,
        /// whose weights do it for nothing.
        "center-operands-of-add", Real;
        at: &["tfl.sub"],
        examples: &[
            "(tfl.sub (tfl.add ?x (tfl.fully_connected@c ?y #w #b)) \
             (tfl.mean@m (tfl.add ?x (tfl.fully_connected@c ?y #w #b)) #a))",
            "(tfl.sub (tfl.add ?x #k) (tfl.mean@m (tfl.add ?x #k) #a))",
        ],
        make: |site| {
            let (x, used) = centered(site)?;
            let sum = first(site, x, "tfl.add").filter(|node| has_no_activation(site, node))?;
            let &[a, b] = sum.operands() else { return None };
            let whole = |id: Id| site.ty(id) == site.ty(x);
            // A constant may repeat along other dimensions, but has all of a row.
            let row = site.is_const(b) && site.dims(b)?.last()? == site.dims(x)?.last()? && site.rank(b)? > 0;
            let free = row || whole(b) && [a, b].iter().any(|&id| linear_layer(site, id).is_some());
            (whole(a) && free && is_f32(site, b)).then_some(())?;
            let made = plain("tfl.add", [center(a.into())?, center(b.into())?]);
            site.equal(made, [used, sum.clone()])
        }
    },
];

/// What the site centers, and its mean, if it subtracts from a value its mean along the last dimension.
fn centered(site: &Site<'_>) -> Option<(Id, Node)> {
    let &[x, mean] = site.node.operands() else { return None };
    let x = site.egraph.find(x);
    (has_no_activation(site, site.node) && is_f32(site, x)).then_some(())?;
    let rank = site.rank(x)?;
    let found = site.ops(mean, kind("tfl.mean")).find(|node| {
        let &[of, axes] = node.operands() else { return false };
        let along = site.ints(axes).filter(|axes| axes.len() == 1).and_then(|axes| axis(axes[0], rank));
        let kept = flag(site, node, "keep_dims") || rank == 1;
        site.egraph.find(of) == x && kept && along.is_some_and(|along| along + 1 == rank)
    })?;
    Some((x, found.clone()))
}

/// A fully connected layer without activation that makes all of the last dimension, if a class is one.
fn linear_layer(graph: &Graph, class: Id) -> Option<&Node> {
    graph.ops(class, kind("tfl.fully_connected")).find(|node| {
        let &[_, weights, bias] = node.operands() else { return false };
        let usable = |id: Id| graph.is_const(id) && is_f32(graph, id) && !graph.is_none(id);
        let format =
            graph.props(node).get("weights_format").and_then(Attr::as_str).unwrap_or("DEFAULT") == "DEFAULT";
        let biased = graph.is_none(bias) || usable(bias) && graph.rank(bias) == Some(1);
        has_no_activation(graph, node) && format && usable(weights) && biased
    })
}

/// `value` less its mean along the last dimension.
fn center(value: Term) -> Option<Term> {
    centered_along(value, -1)
}

/// `value` less its mean along a dimension.
fn centered_along(value: Term, axis: i64) -> Option<Term> {
    let keep = Dict::of([("keep_dims", Attr::bool(true))]);
    let mean = Term::op(kind("tfl.mean"), keep, [value.clone(), Term::ints(&[axis])?]);
    Some(plain("tfl.sub", [value, mean]))
}
