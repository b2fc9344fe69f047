//! Idioms: code of a form that chance would hardly ever draw, for the rules that know it.

use tfl_ir::{Attr, Dict, Type, Value};

use super::super::node::OpKind;
use super::super::rule::plain_props;
use super::Rejected;
use super::data;
use super::draw::{Draw, unsigned};

/// Draws the code of an idiom; its last op is the rule's root.
type Idiom = fn(&mut Draw<'_>) -> Result<Value, Rejected>;

/// By rule, and by a text in the entries of its row; an empty one is in every row. A rule without an idiom
/// is tried on code that its pattern matches alone.
static IDIOMS: &[(&str, &str, Idiom)] = &[
    ("center-table-of-gather", "", center_of_gather),
    ("center-filters-of-fully-connected", "", center_of_layer),
    ("center-operands-of-add", "", center_of_sum),
    ("fuse-pad-into-max-pool", "tfl.padv2", pool_of_lowest_padding),
    ("turn-repeated-pixels-into-resize", "", repeated_pixels),
    ("turn-shuffle-into-depth-to-space", "", depth_to_space),
    ("turn-shuffle-into-space-to-depth", "", space_to_depth),
];

/// The idiom of a row of a rule.
pub(super) fn of(rule: &str, row: &[&str]) -> Option<Idiom> {
    let is_of = |part: &str| part.is_empty() || row.iter().any(|entry| entry.contains(part));
    IDIOMS.iter().find(|(name, part, _)| *name == rule && is_of(part)).map(|&(_, _, idiom)| idiom)
}

/// A maximum over windows of an image with a number around it that is below all others.
fn pool_of_lowest_padding(draw: &mut Draw<'_>) -> Result<Value, Rejected> {
    let [n, h, w, c] = [(); 4].map(|()| draw.rng.i64(1..=4));
    let (high, wide) = (draw.rng.i64(1..=3), draw.rng.i64(1..=3));
    draw.elem = Type::f32();
    let image = input(draw, &[n, h, w, c])?;
    let x = op(draw, "tfl.relu", &[image], Dict::default())?;
    let around = |taps: i64| ((taps - 1) / 2, taps / 2);
    let ((top, bottom), (left, right)) = (around(high), around(wide));
    let amounts = data::ints(&[4, 2], &[0, 0, top, bottom, left, right, 0, 0]);
    let amounts = amounts.ok_or(Rejected::plain("a number is too large"))?;
    let amounts = draw.code.constant(amounts, Type::i32());
    let lowest = draw.pick(&[-1.0, -0.5, 0.0]);
    let lowest = data::splat(&[], Type::f32(), lowest).ok_or(Rejected::plain("a number is no float"))?;
    let lowest = draw.code.constant(lowest, Type::f32());
    let padded = op(draw, "tfl.padv2", &[x, amounts, lowest], Dict::default())?;
    let number = |value: i64| i32::try_from(value).map(Attr::i32).unwrap_or(Attr::i32(1));
    let props = Dict::of([
        ("filter_height", number(high)),
        ("filter_width", number(wide)),
        ("padding", Attr::str("VALID")),
        ("stride_h", Attr::i32(1)),
        ("stride_w", Attr::i32(1)),
    ]);
    op(draw, "tfl.max_pool_2d", &[padded], props)
}

fn center_of_gather(draw: &mut Draw<'_>) -> Result<Value, Rejected> {
    let (rows, depth) = (draw.rng.i64(1..=4), draw.rng.i64(1..=4));
    let table = constant(draw, &[rows, depth])?;
    let indices: Vec<i64> = (0..draw.rng.usize(1..=4)).map(|_| draw.rng.i64(0..rows)).collect();
    let made =
        data::ints(&[indices.len() as i64], &indices).ok_or(Rejected::plain("a number is too large"))?;
    let indices = draw.code.input(made.ty(), made);
    let props = Dict::of([("axis", Attr::i32(0)), ("batch_dims", Attr::i32(0))]);
    let looked_up = op(draw, "tfl.gather", &[table, indices], props)?;
    centered(draw, looked_up, 2)
}

fn center_of_layer(draw: &mut Draw<'_>) -> Result<Value, Rejected> {
    let rows = draw.rng.i64(1..=4);
    let depth = draw.rng.i64(1..=4);
    let x = input(draw, &[rows, depth])?;
    let units = draw.rng.i64(1..=4);
    let layer = layer(draw, x, depth, units)?;
    centered(draw, layer, 2)
}

fn center_of_sum(draw: &mut Draw<'_>) -> Result<Value, Rejected> {
    let (rows, depth) = (draw.rng.i64(1..=4), draw.rng.i64(1..=4));
    let x = input(draw, &[rows, depth])?;
    let other = match draw.rng.u8(..3) {
        0 => constant(draw, &[rows, depth])?,
        1 => constant(draw, &[depth])?,
        _ => layer(draw, x, depth, depth)?,
    };
    let sum = op(draw, "tfl.add", &[x, other], Dict::default())?;
    centered(draw, sum, 2)
}

/// `x` less its mean along the last of `rank` dimensions.
fn centered(draw: &mut Draw<'_>, x: Value, rank: i64) -> Result<Value, Rejected> {
    let axis = if draw.rng.bool() { -1 } else { rank - 1 };
    let axes = ints(draw, &[axis])?;
    let mean = op(draw, "tfl.mean", &[x, axes], Dict::of([("keep_dims", Attr::bool(true))]))?;
    op(draw, "tfl.sub", &[x, mean], Dict::default())
}

/// A fully connected layer on rows of `depth`.
fn layer(draw: &mut Draw<'_>, x: Value, depth: i64, units: i64) -> Result<Value, Rejected> {
    let weights = constant(draw, &[units, depth])?;
    let bias = if draw.chance(3) { draw.code.none() } else { constant(draw, &[units])? };
    let props = Dict::of([("keep_num_dims", Attr::bool(true)), ("weights_format", Attr::str("DEFAULT"))]);
    op(draw, "tfl.fully_connected", &[x, weights, bias], props)
}

fn repeated_pixels(draw: &mut Draw<'_>) -> Result<Value, Rejected> {
    let [n, h, w, c] = [(); 4].map(|()| draw.rng.i64(1..=3));
    let (a, b) = (draw.rng.i64(1..=3), draw.rng.i64(1..=3));
    let x = input(draw, &[n, h, w, c])?;
    let apart = reshape(draw, x, &[-1, h, 1, w, 1, c])?;
    let tiled = draw.rng.bool();
    let (name, sizes) = match tiled {
        true => ("tfl.tile", [1, 1, a, 1, b, 1]),
        false => ("tfl.broadcast_to", [n, h, a, w, b, c]),
    };
    let sizes = ints(draw, &sizes)?;
    let repeated = op(draw, name, &[apart, sizes], Dict::default())?;
    reshape(draw, repeated, &[-1, h * a, w * b, c])
}

fn depth_to_space(draw: &mut Draw<'_>) -> Result<Value, Rejected> {
    let [n, h, w, c] = [(); 4].map(|()| draw.rng.i64(1..=3));
    let b = draw.rng.i64(2..=3);
    let x = input(draw, &[n, h, w, b * b * c])?;
    let apart = reshape(draw, x, &[-1, h, w, b, b, c])?;
    let exchanged = exchange(draw, apart)?;
    reshape(draw, exchanged, &[-1, h * b, w * b, c])
}

fn space_to_depth(draw: &mut Draw<'_>) -> Result<Value, Rejected> {
    let [n, h, w, c] = [(); 4].map(|()| draw.rng.i64(1..=3));
    let b = draw.rng.i64(2..=3);
    let x = input(draw, &[n, h * b, w * b, c])?;
    let apart = reshape(draw, x, &[-1, h, b, w, b, c])?;
    let exchanged = exchange(draw, apart)?;
    reshape(draw, exchanged, &[-1, h, w, b * b * c])
}

/// Dimensions 2 and 3 of 6 exchanged.
fn exchange(draw: &mut Draw<'_>, x: Value) -> Result<Value, Rejected> {
    let perm = ints(draw, &[0, 1, 3, 2, 4, 5])?;
    op(draw, "tfl.transpose", &[x, perm], Dict::default())
}

fn reshape(draw: &mut Draw<'_>, x: Value, dims: &[i64]) -> Result<Value, Rejected> {
    let sizes = ints(draw, dims)?;
    op(draw, "tfl.reshape", &[x, sizes], Dict::default())
}

fn input(draw: &mut Draw<'_>, dims: &[i64]) -> Result<Value, Rejected> {
    let elem = draw.elem;
    let made = data::random(draw, dims, elem, None, None).ok_or(Rejected::plain("data cannot be drawn"))?;
    Ok(draw.code.input(Type::static_tensor(&unsigned(dims), elem), made))
}

fn constant(draw: &mut Draw<'_>, dims: &[i64]) -> Result<Value, Rejected> {
    let elem = draw.elem;
    let made = data::random(draw, dims, elem, None, None).ok_or(Rejected::plain("data cannot be drawn"))?;
    Ok(draw.code.constant(made, elem))
}

fn ints(draw: &mut Draw<'_>, values: &[i64]) -> Result<Value, Rejected> {
    let made = data::ints(&[values.len() as i64], values).ok_or(Rejected::plain("a number is too large"))?;
    Ok(draw.code.constant(made, Type::i32()))
}

/// An op of one result with the element type of its first operand and attributes that are plain but for
/// `props`.
fn op(draw: &mut Draw<'_>, name: &str, operands: &[Value], props: Dict) -> Result<Value, Rejected> {
    let kind = OpKind::named(name).ok_or(Rejected::plain("an op is missing"))?;
    let all = props.iter().fold(plain_props(kind), |all, (name, attr)| all.with(name.as_str(), attr.clone()));
    let elem = operands.first().map_or(draw.elem, |&first| draw.elem_of(first));
    let made = draw.code.op(kind, operands.to_vec(), all, &[elem])?;
    draw.code.root = made.first().copied();
    draw.code.root.ok_or(Rejected::plain("an op has no result"))
}
