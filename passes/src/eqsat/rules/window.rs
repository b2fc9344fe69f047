//! Slices, however they are written, as one start and size a dimension.

use egg::Id;
use tfl_ir::Dim;

use super::layout::{axis, flag, int_attr, kind, plain};
use crate::eqsat::graph::Graph;
use crate::eqsat::node::Node;
use crate::eqsat::rule::plain_props;
use crate::eqsat::term::Term;

/// A block of a value: elements `begin..begin + size` along each dimension.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Window {
    /// The value cut from.
    pub(super) source: Id,
    /// Start and size of each dimension; `None` is the whole of a dimension, its size known or not.
    pub(super) parts: Vec<Option<(i64, i64)>>,
    /// Dimensions of one element that the result does not have.
    pub(super) dropped: Vec<usize>,
}

/// The ops that cut blocks.
pub(super) const SLICES: &[&str] = &["tfl.slice", "tfl.strided_slice", "tfl.gather"];

impl Window {
    /// The block that an op cuts, if that is known.
    pub(super) fn of(graph: &Graph, node: &Node) -> Option<Window> {
        let source = graph.egraph.find(*node.operands().first()?);
        let dims = graph.dims(source)?;
        match node.kind()?.name().as_str() {
            "tfl.slice" => {
                let (begin, size) =
                    (graph.ints(*node.operands().get(1)?)?, graph.ints(*node.operands().get(2)?)?);
                if begin.len() != dims.len() || size.len() != dims.len() {
                    return None;
                }
                let part = |(dim, (&begin, &size)): (&Dim, (&i64, &i64))| {
                    let whole = extent(dim);
                    let size = if size == -1 { whole.map(|whole| whole - begin) } else { Some(size) };
                    match (size, whole) {
                        (None, _) if begin == 0 => Some(None),
                        (None, _) => None,
                        (size, whole) if begin == 0 && size == whole => Some(None),
                        (Some(size), Some(_)) if size >= 0 => Some(Some((begin, size))),
                        _ => None,
                    }
                };
                let parts = dims.iter().zip(begin.iter().zip(&size)).map(part).collect::<Option<_>>()?;
                Some(Window { source, parts, dropped: Vec::new() })
            }
            "tfl.strided_slice" => strided(graph, node, source, dims),
            "tfl.gather" => gathered(graph, node, source, dims),
            _ => None,
        }
    }

    /// The block that a class is, cut from another.
    pub(super) fn in_class(graph: &Graph, class: Id) -> Option<(Window, Node)> {
        SLICES.iter().find_map(|name| {
            graph.ops(class, kind(name)).find_map(|node| Some((Window::of(graph, node)?, node.clone())))
        })
    }

    /// Whether nothing is cut off.
    pub(super) fn is_whole(&self) -> bool {
        self.parts.iter().all(Option::is_none)
    }

    /// The block before dimensions are dropped.
    pub(super) fn cut(&self) -> Option<Term> {
        if self.is_whole() {
            return Some(self.source.into());
        }
        let begin: Vec<i64> = self.parts.iter().map(|part| part.map_or(0, |(begin, _)| begin)).collect();
        let size: Vec<i64> = self.parts.iter().map(|part| part.map_or(-1, |(_, size)| size)).collect();
        Some(plain("tfl.slice", [self.source.into(), Term::ints(&begin)?, Term::ints(&size)?]))
    }

    /// The one dimension that is cut, with its start and size.
    pub(super) fn along(&self) -> Option<(usize, i64, i64)> {
        let mut cut = self.parts.iter().enumerate().filter_map(|(at, part)| part.map(|(b, s)| (at, b, s)));
        let one = cut.next()?;
        cut.next().is_none().then_some(one)
    }
}

fn extent(dim: &Dim) -> Option<i64> {
    dim.size().and_then(|size| i64::try_from(size).ok())
}

fn strided(graph: &Graph, node: &Node, source: Id, dims: &[Dim]) -> Option<Window> {
    let mask = |name: &str| int_attr(graph, node, name).unwrap_or(0);
    if mask("ellipsis_mask") != 0 || mask("new_axis_mask") != 0 || flag(graph, node, "offset") {
        return None;
    }
    let list = |index: usize| graph.ints(*node.operands().get(index)?);
    let (begins, ends, steps) = (list(1)?, list(2)?, list(3)?);
    if steps.len() > dims.len()
        || steps.len() > 32
        || begins.len() != steps.len()
        || ends.len() != steps.len()
    {
        return None;
    }
    let mut window = Window { source, parts: vec![None; dims.len()], dropped: Vec::new() };
    for (at, dim) in dims.iter().enumerate().take(steps.len()) {
        let bit = |name: &str| mask(name) >> at & 1 == 1;
        let (open_begin, open_end) = (bit("begin_mask"), bit("end_mask"));
        let whole = extent(dim);
        if bit("shrink_axis_mask") {
            let begin = begins[at];
            let begin = if begin < 0 { begin.checked_add(whole?)? } else { begin };
            if !(0..whole?).contains(&begin) || open_begin {
                return None;
            }
            window.parts[at] = (whole? != 1).then_some((begin, 1));
            window.dropped.push(at);
            continue;
        }
        if steps[at] != 1 {
            return None;
        }
        let from_start = open_begin || begins[at] == 0;
        let Some(whole) = whole else {
            if from_start && open_end {
                continue;
            }
            return None;
        };
        let place = |at: i64| if at < 0 { at.saturating_add(whole) } else { at }.clamp(0, whole);
        let begin = if open_begin { 0 } else { place(begins[at]) };
        let end = if open_end { whole } else { place(ends[at]).max(begin) };
        window.parts[at] = (begin != 0 || end != whole).then_some((begin, end - begin));
    }
    Some(window)
}

/// A gather of one element, or of elements one after the other.
fn gathered(graph: &Graph, node: &Node, source: Id, dims: &[Dim]) -> Option<Window> {
    if int_attr(graph, node, "batch_dims").unwrap_or(0) != 0 {
        return None;
    }
    let indices = *node.operands().get(1)?;
    let at = axis(int_attr(graph, node, "axis")?, dims.len())?;
    let (picks, whole) = (graph.ints(indices)?, extent(dims.get(at)?)?);
    let &begin = picks.first()?;
    let count = i64::try_from(picks.len()).ok()?;
    let in_row = picks.iter().enumerate().all(|(step, &pick)| begin.checked_add(step as i64) == Some(pick));
    let rank = graph.rank(indices)?;
    if !in_row || begin < 0 || begin.checked_add(count)? > whole || rank > 1 {
        return None;
    }
    let mut parts = vec![None; dims.len()];
    parts[at] = (begin != 0 || count != whole).then_some((begin, count));
    Some(Window { source, parts, dropped: if rank == 0 { vec![at] } else { Vec::new() } })
}

/// Elements of one dimension, the others whole.
pub(super) fn slice_along(source: Id, rank: usize, at: usize, begin: i64, size: i64) -> Option<Term> {
    let mut parts = vec![None; rank];
    *parts.get_mut(at)? = Some((begin, size));
    Window { source, parts, dropped: Vec::new() }.cut()
}

/// A strided slice of single elements of dimensions that are dropped.
pub(super) fn shrunk(window: &Window) -> Option<Term> {
    let rank = window.parts.len();
    let begin: Vec<i64> = window.parts.iter().map(|part| part.map_or(0, |(begin, _)| begin)).collect();
    let end: Vec<i64> =
        window.parts.iter().map(|part| part.map_or(0, |(begin, size)| begin + size)).collect();
    let mask = |bit: &dyn Fn(usize) -> bool| {
        let bits = (0..rank).filter(|&at| bit(at)).fold(0i32, |mask, at| mask | 1 << at);
        tfl_ir::Attr::i32(bits)
    };
    let dropped = |at: usize| window.dropped.contains(&at);
    let open = |at: usize| window.parts[at].is_none() && !dropped(at);
    if rank >= 31 {
        return None;
    }
    let kind = kind("tfl.strided_slice");
    let end: Vec<i64> =
        end.iter().enumerate().map(|(at, &end)| if dropped(at) { begin[at] + 1 } else { end }).collect();
    let props = plain_props(kind)
        .with("begin_mask", mask(&open))
        .with("end_mask", mask(&open))
        .with("ellipsis_mask", tfl_ir::Attr::i32(0))
        .with("new_axis_mask", tfl_ir::Attr::i32(0))
        .with("shrink_axis_mask", mask(&dropped))
        .with("offset", tfl_ir::Attr::bool(false));
    let ones = vec![1; rank];
    let operands = [window.source.into(), Term::ints(&begin)?, Term::ints(&end)?, Term::ints(&ones)?];
    Some(Term::op(kind, props, operands))
}
