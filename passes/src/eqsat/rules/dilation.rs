//! Dilated convolutions, which frontends write as convolutions of every `n`th pixel.

use egg::Id;
use smallvec::SmallVec;
use tfl_ir::{Attr, DenseElements, Dict};

use crate::eqsat::graph::Graph;
use crate::eqsat::node::{Node, OpKind};
use crate::eqsat::rule::Numerics::Bitwise;
use crate::eqsat::rule::{Rewrite, Rule, Site, rule};
use crate::eqsat::term::Term;

pub(super) static RULES: &[Rule] = &[
    rule! {
        /// Every `n`th pixel on its own, convolved, and put back: a convolution whose taps are `n` apart.
        /// What is cropped in the end was padded in the beginning.
        "turn-space-to-batch-conv-into-dilated-conv", Bitwise;
        each: &[&["tfl.conv_2d"], &["tfl.depthwise_conv_2d"]],
        "(tfl.batch_to_space_nd ($0@c (tfl.space_to_batch_nd ?x #block #p) ?w ?b) #unblock #crops)"
            => "($0@d (tfl.pad ?x ?q) ?w ?b)",
        when: |m| {
            let (block, unblock) = (m.ints(m.id("block"))?, m.ints(m.id("unblock"))?);
            let [by_h, by_w] = block[..] else { return None };
            (block == unblock && m.is_float(m.root)).then_some(())?;
            let rest = uncropped(&m.ints(m.id("p"))?, &m.ints(m.id("crops"))?)?;
            let [top, bottom, left, right] = rest[..] else { return None };
            m.set_constant("q", amounts(&[0, 0, top, bottom, left, right, 0, 0])?);
            m.set_attrs("d", dilated(&m.attrs("c"), by_h, by_w)?);
            Some(())
        }
    },
    rule! {
        /// The same in one dimension: the convolution is one of images that are one pixel high or wide.
        "turn-space-to-batch-conv-1d-into-dilated-conv", Bitwise;
        at: &["tfl.batch_to_space_nd"],
        examples: &[
            "(tfl.batch_to_space_nd (tfl.squeeze@s (tfl.conv_2d@c (tfl.expand_dims \
             (tfl.space_to_batch_nd ?x #block #p) #axis) ?w ?b)) #block #crops)",
        ],
        make: |site| site.is_float(site.class).then(|| Row::find(site)?.rewrite(site))?,
    },
];

/// What remains of paddings once crops are taken off; none may be negative.
fn uncropped(paddings: &[i64], crops: &[i64]) -> Option<Vec<i64>> {
    (paddings.len() == crops.len()).then_some(())?;
    let rest = paddings.iter().zip(crops).map(|(&padding, &crop)| padding.checked_sub(crop));
    rest.map(|amount| amount.filter(|&amount| amount >= 0)).collect()
}

/// Amounts of a pad of four dimensions.
fn amounts(values: &[i64; 8]) -> Option<DenseElements> {
    let narrow: Vec<i32> = values.iter().map(|&amount| i32::try_from(amount).ok()).collect::<Option<_>>()?;
    DenseElements::from_i32(&[4, 2], &narrow).ok()
}

/// Attributes of a convolution with its taps farther apart; of one without strides and padding.
fn dilated(attrs: &Dict, by_h: i64, by_w: i64) -> Option<Dict> {
    let int = |name: &str| attrs.get(name).and_then(Attr::as_int);
    let valid = attrs.get("padding").and_then(Attr::as_str) == Some("VALID");
    (valid && int("stride_h")? == 1 && int("stride_w")? == 1).then_some(())?;
    let apart = |name: &str, by: i64| {
        let factor = int(name).unwrap_or(1).checked_mul(by)?;
        Some(Attr::i32(i32::try_from(factor).ok().filter(|&factor| factor > 0)?))
    };
    let (h, w) = (apart("dilation_h_factor", by_h)?, apart("dilation_w_factor", by_w)?);
    Some(attrs.with("dilation_h_factor", h).with("dilation_w_factor", w))
}

/// The convolution of a row, in blocks: `batch_to_space(flat(conv(image(space_to_batch(x)))))`.
struct Row {
    /// The ops, from the result to the operand; the convolution is the second.
    nodes: [Node; 4],
    /// The dimension of the image that is one pixel long: 1 or 2.
    axis: usize,
}

impl Row {
    fn find(site: &Site<'_>) -> Option<Row> {
        let graph = site.graph;
        let flat = ops(graph, site.operand(0)?, &["tfl.squeeze", "tfl.reshape"]);
        flat.into_iter().find_map(|flat| {
            let image = *flat.operands().first()?;
            let convs = ops(graph, image, &["tfl.conv_2d", "tfl.depthwise_conv_2d"]);
            convs.into_iter().find_map(|conv| {
                let [input, filter, _] = conv.operands() else { return None };
                let axis = thin_axis(graph, *input, *filter)?;
                inserts(graph, &flat, site.operand(0)?, image, axis).then_some(())?;
                let deep = ops(graph, *input, &["tfl.expand_dims", "tfl.reshape"]);
                deep.into_iter().find_map(|deep| {
                    let row = *deep.operands().first()?;
                    inserts(graph, &deep, row, *input, axis).then_some(())?;
                    let blocks = ops(graph, row, &["tfl.space_to_batch_nd"]).into_iter().next()?;
                    Some(Row { nodes: [flat.clone(), conv.clone(), deep.clone(), blocks], axis })
                })
            })
        })
    }

    fn rewrite(self, site: &Site<'_>) -> Option<Rewrite> {
        let [_, conv, _, blocks] = &self.nodes;
        let &[x, block, paddings] = blocks.operands() else { return None };
        let (block, unblock) = (site.ints(block)?, site.ints(site.operand(1)?)?);
        let &[apart] = &block[..] else { return None };
        (block == unblock).then_some(())?;
        let rest = uncropped(&site.ints(paddings)?, &site.ints(site.operand(2)?)?)?;
        let &[before, after] = &rest[..] else { return None };
        let (pads, attrs) = match self.axis {
            1 => ([0, 0, 0, 0, before, after, 0, 0], dilated(&site.props(conv), 1, apart)?),
            _ => ([0, 0, before, after, 0, 0, 0, 0], dilated(&site.props(conv), apart, 1)?),
        };
        let axis = i64::try_from(self.axis).ok()?;
        let image = super::linear::op("tfl.expand_dims", [x.into(), Term::int(axis)?])?;
        let padded = super::linear::op("tfl.pad", [image, Term::constant(amounts(&pads)?)])?;
        let weights = conv.operands().iter().skip(1).map(|&id| Term::Class(id));
        let made = Term::op(conv.kind()?, attrs, std::iter::once(padded).chain(weights));
        let squeeze = OpKind::named("tfl.squeeze")?;
        let flat = Term::op(squeeze, Dict::of([("squeeze_dims", Attr::i64_array(&[axis]))]), [made]);
        site.equal(flat, self.nodes)
    }
}

/// The ops of some kinds in a class.
fn ops(graph: &Graph, id: Id, names: &[&str]) -> SmallVec<[Node; 2]> {
    let kinds = names.iter().filter_map(|name| OpKind::named(name));
    kinds.flat_map(|kind| graph.ops(id, kind)).cloned().collect()
}

/// The dimension of an image along which it, and the window of its convolution, are one pixel long.
fn thin_axis(graph: &Graph, image: Id, filter: Id) -> Option<usize> {
    let (dims, window) = (graph.dims(image)?, graph.shape(filter)?);
    let thin = |axis: usize| {
        dims.len() == 4
            && dims.get(axis).and_then(|dim| dim.size()) == Some(1)
            && window.get(axis) == Some(&1)
    };
    [1, 2].into_iter().find(|&axis| thin(axis))
}

/// Whether `op` inserts the dimension `axis` into `row` to make `image`, or takes it out again.
fn inserts(graph: &Graph, op: &Node, row: Id, image: Id, axis: usize) -> bool {
    let (Some(row), Some(image)) = (graph.dims(row), graph.dims(image)) else { return false };
    let mut rest = image.to_vec();
    rest.remove(axis);
    // A reshape of several unknown sizes may be another one.
    let reshape = op.kind().is_some_and(|kind| kind.name() == *"tfl.reshape");
    let unknown = row.iter().filter(|dim| dim.is_dynamic()).count();
    rest == row && (!reshape || unknown <= 1)
}
