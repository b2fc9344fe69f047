//! Resizing and shuffling of pixels, written as reshapes, tiles and transposes.

use tfl_ir::{Attr, Dict, Dim};

use super::layout::{first, i32_attr, kind, permutation};
use super::reshape::reshape_below;
use crate::eqsat::node::Node;
use crate::eqsat::rule::Numerics::Bitwise;
use crate::eqsat::rule::{Rewrite, Rule, Site, rule};
use crate::eqsat::term::Term;

pub(super) static RULES: &[Rule] = &[
    rule! {
        /// Pixels repeated along height and width, each next to itself, are an image enlarged to its
        /// nearest pixels: one op in place of three of twice the rank.
        "turn-repeated-pixels-into-resize", Bitwise;
        at: &["tfl.reshape"],
        examples: &[
            "(tfl.reshape (tfl.tile (tfl.reshape ?x #s) #m) #t)",
            "(tfl.reshape (tfl.broadcast_to (tfl.reshape ?x #s) #m) #t)",
        ],
        make: enlarge
    },
    rule! {
        /// Channels that become a block of pixels.
        "turn-shuffle-into-depth-to-space", Bitwise;
        at: &["tfl.reshape"], examples: &["(tfl.reshape (tfl.transpose (tfl.reshape ?x #s) #p) #t)"],
        make: |site| shuffle(site, "tfl.depth_to_space")
    },
    rule! {
        /// A block of pixels that becomes channels.
        "turn-shuffle-into-space-to-depth", Bitwise;
        at: &["tfl.reshape"], examples: &["(tfl.reshape (tfl.transpose (tfl.reshape ?x #s) #p) #t)"],
        make: |site| shuffle(site, "tfl.space_to_depth")
    },
];

/// `n×h×w×c` as `n×h×1×w×1×c`, repeated to `n×h×a×w×b×c`, as `n×ha×wb×c`.
fn enlarge(site: &Site<'_>) -> Option<Rewrite> {
    let repeated = site.operand(0)?;
    let node = ["tfl.tile", "tfl.broadcast_to"].iter().find_map(|name| first(site, repeated, name))?;
    let inner = Site { graph: site.graph, class: repeated, node };
    let (apart, image) = reshape_below(&inner, 0)?;
    let &[n, h, w, c] = site.dims(image)? else { return None };
    let one = Dim::Static(1);
    let split = site.dims(inner.operand(0)?)? == [n, h, one, w, one, c];
    let &[n2, h2, Dim::Static(a), w2, Dim::Static(b), c2] = site.dims(repeated)? else { return None };
    let kept = [n2, h2, w2, c2] == [n, h, w, c];
    let (high, wide) = (h.size()?.checked_mul(a)?, w.size()?.checked_mul(b)?);
    let whole = site.dims(site.class)? == [n, Dim::Static(high), Dim::Static(wide), c];
    // Of an unknown number of images as many must remain.
    let counted = !n.is_dynamic() || node.kind()?.name() != *"tfl.tile" || once(&inner);
    if !(split && kept && whole && counted) {
        return None;
    }
    let sizes = Term::ints(&[i64::try_from(high).ok()?, i64::try_from(wide).ok()?])?;
    let attrs = Dict::of([("align_corners", Attr::bool(false)), ("half_pixel_centers", Attr::bool(false))]);
    let resized = Term::op(kind("tfl.resize_nearest_neighbor"), attrs, [image.into(), sizes]);
    site.equal(resized, [node.clone(), apart])
}

/// Whether a tile leaves its first dimension as it is.
fn once(tile: &Site<'_>) -> bool {
    tile.operand(1).and_then(|multiples| tile.ints(multiples)?.first().copied()) == Some(1)
}

/// Depth to space: `n×h×w×bbc` as `n×h×w×b×b×c`, its dimensions 2 and 3 exchanged, as `n×hb×wb×c`. Space to
/// depth: `n×hb×wb×c` as `n×h×b×w×b×c`, the same exchanged, as `n×h×w×bbc`.
fn shuffle(site: &Site<'_>, name: &'static str) -> Option<Rewrite> {
    let exchanged = site.operand(0)?;
    let node: &Node = first(site, exchanged, "tfl.transpose")?;
    let inner = Site { graph: site.graph, class: exchanged, node };
    let (apart, image) = reshape_below(&inner, 0)?;
    (permutation(site, node)? == [0, 1, 3, 2, 4, 5]).then_some(())?;
    let &[n, h, second, third, block, c] = site.dims(inner.operand(0)?)? else { return None };
    let deep = name == "tfl.depth_to_space";
    let (w, other) = if deep { (second, third) } else { (third, second) };
    let side = block.size().filter(|&side| side > 1 && Dim::Static(side) == other)?;
    let times = |dim: Dim, by: u64| Some(Dim::Static(dim.size()?.checked_mul(by)?));
    let flat = [n, h, w, times(c, side.checked_mul(side)?)?];
    let spread = [n, times(h, side)?, times(w, side)?, c];
    let (from, to) = if deep { (flat, spread) } else { (spread, flat) };
    (site.dims(image)? == from && site.dims(site.class)? == to).then_some(())?;
    let attrs = Dict::of([("block_size", i32_attr(usize::try_from(side).ok()?)?)]);
    site.equal(Term::op(kind(name), attrs, [image.into()]), [node.clone(), apart])
}
