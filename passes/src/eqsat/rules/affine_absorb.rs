//! Constants behind sums, products and concatenations of several values, into those that can take them.
//!
//! What takes a constant is a linear op with weights, or an op with a constant of its own. Elsewhere these
//! rules would only make more operations, so they look for it.

use egg::Id;
use tfl_ir::Attr;

use super::layout::has_no_activation;
use super::linear::{channel_vector, depth, has_room, is_f32, is_moderate, is_single};
use crate::eqsat::graph::Graph;
use crate::eqsat::node::{Node, OpKind};
use crate::eqsat::rule::Numerics::Real;
use crate::eqsat::rule::{Match, Rewrite, Rule, Site, rule};
use crate::eqsat::term::Term;

pub(super) static RULES: &[Rule] = &[
    rule! {
        /// `(x ∘ y) ∘ k` is `(x ∘ k) ∘ y` for a sum and for a product. Of two that take it the left one.
        "move-constant-to-operand-that-takes-it", Real;
        each: &[
            &["tfl.add", "(tfl.add ?x ?y)", "left"], &["tfl.add", "(tfl.add ?y ?x)", "right"],
            &["tfl.mul", "(tfl.mul ?x ?y)", "left"], &["tfl.mul", "(tfl.mul ?y ?x)", "right"],
        ],
        "($0@o $1 #k)" => "($0@o ($0 ?x #k) ?y)",
        when: |m| {
            usable(m, "k")?;
            let first = m.row(2) == "left" || !takes(m, m.id("y"), m.row(0));
            (first && takes(m, m.id("x"), m.row(0))).then_some(())
        }
    },
    rule! {
        /// `(x + y)·k` is `x·k + y·k`, where weights take both factors.
        "distribute-mul-over-sum", Real;
        each: &[&["tfl.add"], &["tfl.sub"]],
        "(tfl.mul@o ($0 ?x ?y) #k)" => "($0@o (tfl.mul ?x #k) (tfl.mul ?y #k))",
        when: |m| {
            usable(m, "k")?;
            (takes(m, m.id("x"), WEIGHTS) && takes(m, m.id("y"), WEIGHTS)).then_some(())
        }
    },
    rule! {
        /// Each part of a concatenation takes its own share of the constant.
        "move-constant-above-concat", Real;
        at: &["tfl.add", "tfl.mul"],
        examples: &[
            "(tfl.mul (tfl.concatenation@c (tfl.conv_2d@a ?x #v #a) (tfl.conv_2d@b ?y #w #b)) #k)",
            "(tfl.add (tfl.concatenation@c (tfl.mul ?x #a) (tfl.add ?y #b)) #k)",
        ],
        make: |site| {
            let concat = OpKind::named("tfl.concatenation")?;
            let operand = site.operand(0)?;
            site.ops(operand, concat).find_map(|node| above_concat(site, node))
        },
    },
];

/// Ops that become part of a linear op before them.
const AFFINE: &[&str] = &["tfl.add", "tfl.sub", "tfl.mul", "tfl.div"];
/// As many of them in a row are looked through.
const MOST_BETWEEN: usize = 4;
/// No op but those with weights.
const WEIGHTS: &str = "";

/// Goes on if the constant is by channel beside `x`, whose shape the result has.
fn usable(m: &Match<'_>, k: &str) -> Option<()> {
    let (x, k) = (m.id("x"), m.id(k));
    let fits = m.dims(x) == m.dims(m.root) && m.rank(k)? <= m.rank(x)?;
    let vector = channel_vector(m, k, m.rank(x)?, depth(m, x)?);
    let moderate = is_f32(m, k) && is_moderate(m, k) && has_room(m, m.root);
    (moderate && fits && vector.is_some()).then_some(())
}

/// Whether an `op` by a constant and what makes `id` become one op: a linear op, or another `op`.
pub(super) fn takes(graph: &Graph, id: Id, op: &str) -> bool {
    graph.nodes(id).iter().any(|node| {
        let Some(kind) = node.kind() else { return false };
        let plain = graph.props(node).get("fused_activation_function").and_then(Attr::as_str) == Some("NONE");
        let weights = match kind.name().as_str() {
            "tfl.conv_2d" | "tfl.depthwise_conv_2d" | "tfl.fully_connected" | "tfl.transpose_conv" => 1..4,
            name if name == op => 1..2,
            _ => return false,
        };
        let image = if *kind.name().as_str() == *"tfl.transpose_conv" { 2 } else { 0 };
        let constant = |(at, &operand): (usize, &Id)| at == image || graph.is_const(operand);
        plain && node.operands().iter().enumerate().filter(|(at, _)| weights.contains(at)).all(constant)
    })
}

/// Whether weights will take a factor or an addend of `id`: a linear op makes it, maybe with others
/// between. To move the constant elsewhere would only be one more form of the same.
pub(super) fn is_absorbed(graph: &Graph, id: Id) -> bool {
    let mut class = id;
    for _ in 0..MOST_BETWEEN {
        if takes(graph, class, WEIGHTS) {
            return true;
        }
        let between = graph.nodes(class).iter().find(|node| {
            let affine = node.kind().is_some_and(|kind| AFFINE.contains(&kind.info().name));
            let &[_, k] = node.operands() else { return false };
            affine && graph.is_const(k) && has_no_activation(graph, node)
        });
        match between.and_then(|node| node.operands().first()) {
            Some(&operand) => class = graph.egraph.find(operand),
            None => return false,
        }
    }
    false
}

/// The op of a site, by a constant behind the concatenation `concat`, moved to each of its parts.
fn above_concat(site: &Site<'_>, concat: &Node) -> Option<Rewrite> {
    let (graph, whole, k) = (site.graph, site.operand(0)?, site.operand(1)?);
    let kind = site.node.kind()?;
    let props = graph.props(concat);
    let plain = props.get("fused_activation_function").and_then(Attr::as_str) == Some("NONE");
    let usable = is_f32(graph, k) && graph.is_const(k) && is_moderate(graph, k) && plain;
    let whole_too = graph.dims(whole) == graph.dims(site.class);
    let name = kind.name();
    let parts_take = concat.operands().iter().all(|&part| takes(graph, part, name.as_str()));
    (usable && whole_too && parts_take).then_some(())?;
    let rank = graph.rank(whole)?;
    let (vector, _) = channel_vector(graph, k, rank, depth(graph, whole)?)?;
    let axis = props.get("axis")?.as_int()?;
    let by_channel = !is_single(graph, k) && (axis == -1 || usize::try_from(axis) == Ok(rank - 1));
    let mut begin = 0;
    let mut parts = Vec::new();
    for &part in concat.operands() {
        let share = match by_channel {
            true => {
                let length = depth(graph, part)?;
                let slice = [vector.clone(), Term::ints(&[begin])?, Term::ints(&[length])?];
                begin += length;
                super::linear::op("tfl.slice", slice)?
            }
            false => vector.clone(),
        };
        parts.push(Term::op(kind, site.attrs(), [part.into(), share]));
    }
    site.equal(Term::op(concat.kind()?, props, parts), [concat.clone()])
}
