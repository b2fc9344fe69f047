//! Convolutions: padding, and the form that is cheapest.

use tfl_ir::{Attr, Dict};

use super::affine_absorb::is_absorbed;
use super::linear::{broadcast, channel_vector, depth, is_f32, reshaped};
use crate::eqsat::graph::Graph;
use crate::eqsat::node::OpKind;
use crate::eqsat::rule::Numerics::{Bitwise, Real};
use crate::eqsat::rule::{Match, Rule, rule};
use crate::eqsat::term::Term;

pub(super) static RULES: &[Rule] = &[
    rule! {
        /// Both pad with zeros; the amounts are those that `SAME` stands for at this size.
        "fuse-pad-into-conv", Bitwise;
        each: &[&["tfl.conv_2d"], &["tfl.depthwise_conv_2d"]],
        "($0@c (tfl.pad ?x #p) ?w ?b)" => "($0@d ?x ?w ?b)",
        when: |m| {
            let taps = taps(m)?;
            same(m, taps, "d")
        }
    },
    rule! {
        /// The lowest value around an image never wins; `SAME` leaves what is outside out.
        "fuse-pad-into-max-pool", Real;
        each: &[&["(tfl.pad ?x #p)"], &["(tfl.padv2 ?x #p #lowest)"]],
        "(tfl.max_pool_2d@c $0)" => "(tfl.max_pool_2d@d ?x)",
        when: |m| {
            let padded = if m.row(0).contains("#lowest") { f64::from(m.splat(m.id("lowest"))?) } else { 0.0 };
            // Of zeros of two signs the larger is the one that comes first: -0.0 must not come in.
            let low = m.range(m.id("x")).low;
            let positive = !padded.is_sign_negative() || padded < 0.0;
            let harmless = m.is_float(m.root) && padded <= low && positive;
            let taps = (m.int_attr("c", "filter_height")?, m.int_attr("c", "filter_width")?);
            harmless.then_some(())?;
            same(m, taps, "d")
        }
    },
    rule! {
        /// Where `SAME` adds nothing it is `VALID`, which more rules take.
        "turn-same-without-padding-into-valid", Bitwise;
        each: &[&["tfl.conv_2d"], &["tfl.depthwise_conv_2d"]],
        "($0@c ?x ?w ?b)" => "($0@d ?x ?w ?b)",
        when: |m| {
            let taps = taps(m)?;
            m.text_is("c", "padding", "SAME").then_some(())?;
            let amounts = same_amounts(m, taps)?;
            (amounts == [(0, 0), (0, 0)]).then_some(())?;
            m.set_attrs("d", m.attrs("c").with("padding", Attr::str("VALID")));
            Some(())
        }
    },
    rule! {
        /// A pad with zeros has an op of its own, which convolutions take in.
        "turn-padv2-with-zero-into-pad", Bitwise;
        "(tfl.padv2 ?x ?p #v)" => "(tfl.pad ?x ?p)",
        when: |m| {
            let v = m.id("v");
            // Stored zeros of quantized types stand for other numbers.
            let stored = match m.elem(v)?.uniform_quant() {
                Some(quant) => quant.scales.single()?.1,
                None => 0,
            };
            let zero = m.splat(v).is_some_and(|v| v.to_bits() == 0) || m.ints(v).is_some_and(|v| v == [stored]);
            zero.then_some(())
        }
    },
    rule! {
        /// Two pads with the same value are one.
        "merge-pads", Bitwise;
        each: &[
            &["(tfl.pad (tfl.pad ?x #p) #q)", "(tfl.pad ?x (tfl.add #p #q))"],
            &["(tfl.padv2 (tfl.padv2 ?x #p ?v) #q ?v)", "(tfl.padv2 ?x (tfl.add #p #q) ?v)"],
        ],
        "$0" => "$1",
        when: |m| (m.elem(m.id("p")) == m.elem(m.id("q"))).then_some(())
    },
    rule! {
        /// A pad by nothing.
        "drop-empty-pad", Bitwise;
        each: &[&["(tfl.pad ?x #p)"], &["(tfl.padv2 ?x #p _)"]],
        "$0" => "?x",
        when: |m| {
            let nothing = m.ints(m.id("p"))?.iter().all(|&amount| amount == 0);
            (nothing && m.ty(m.id("x")) == m.root_ty()).then_some(())
        }
    },
    rule! {
        /// A group for each channel is what the depthwise op is for.
        "turn-grouped-conv-into-depthwise", Real;
        "(tfl.conv_2d@c ?x #w ?b)" => "(tfl.depthwise_conv_2d@d ?x (tfl.transpose #w ?order) ?b)",
        when: |m| {
            let &[outputs, _, _, 1] = &m.shape(m.id("w"))?[..] else { return None };
            let inputs = depth(m, m.id("x"))?;
            (is_f32(m, m.id("w")) && inputs > 1 && outputs % inputs == 0).then_some(())?;
            let times = i32::try_from(outputs / inputs).ok()?;
            m.set_attrs("d", m.attrs("c").with("depth_multiplier", Attr::i32(times)));
            m.set_ints("order", &[3, 1, 2, 0])
        }
    },
    rule! {
        /// On one channel every convolution is an ordinary one.
        "turn-depthwise-on-one-channel-into-conv", Real;
        "(tfl.depthwise_conv_2d@c ?x #w ?b)" => "(tfl.conv_2d@d ?x (tfl.transpose #w ?order) ?b)",
        when: |m| {
            (is_f32(m, m.id("w")) && depth(m, m.id("x"))? == 1).then_some(())?;
            m.set_attrs("d", m.attrs("c").without("depth_multiplier"));
            m.set_ints("order", &[3, 1, 2, 0])
        }
    },
    rule! {
        /// On an image of one pixel a convolution multiplies the channels by a matrix. (On larger ones the
        /// runtimes do that by themselves.)
        "turn-conv-on-one-pixel-into-fully-connected", Real;
        "(tfl.conv_2d@c ?x #w ?b)" => "(tfl.fully_connected@d ?x (tfl.reshape #w ?matrix) ?b)",
        when: |m| {
            let &[outputs, 1, 1, inputs] = &m.shape(m.id("w"))?[..] else { return None };
            let one = image(m, m.id("x")) == [Some(1), Some(1)];
            (one && is_f32(m, m.id("w")) && depth(m, m.id("x"))? == inputs).then_some(())?;
            m.set_attrs("d", dense(m.attr("c", ACTIVATION)?, true));
            m.set_ints("matrix", &[outputs, inputs])
        }
    },
    rule! {
        /// A window as large as the image: one product of a matrix and the image's numbers.
        "turn-whole-image-conv-into-fully-connected", Real;
        "(tfl.conv_2d@c ?x #w ?b)"
            => "(tfl.reshape (tfl.fully_connected@d (tfl.reshape ?x ?row) (tfl.reshape #w ?matrix) ?b) ?out)",
        when: |m| {
            let &[outputs, high, wide, inputs] = &m.shape(m.id("w"))?[..] else { return None };
            let whole = image(m, m.id("x")) == [Some(high), Some(wide)] && (high, wide) != (1, 1);
            let dense_taps =
                m.int_attr("c", "dilation_h_factor")? == 1 && m.int_attr("c", "dilation_w_factor")? == 1;
            let valid = m.text_is("c", "padding", "VALID") && is_f32(m, m.id("w"));
            (whole && dense_taps && valid && depth(m, m.id("x"))? == inputs).then_some(())?;
            let length = high.checked_mul(wide)?.checked_mul(inputs)?;
            m.set_attrs("d", dense(m.attr("c", ACTIVATION)?, false));
            m.set_ints("row", &[-1, length])?;
            m.set_ints("matrix", &[outputs, length])?;
            m.set_ints("out", &[-1, 1, 1, outputs])
        }
    },
    rule! {
        /// A depthwise window of one pixel is a factor and a summand of each channel, which weights nearby
        /// can take.
        "turn-pixelwise-depthwise-into-mul-add", Real;
        "(tfl.depthwise_conv_2d@c ?x #w #b)" => "?y",
        when: |m| {
            let (x, w, b) = (m.id("x"), m.id("w"), m.id("b"));
            let channels = depth(m, x)?;
            let steps = m.int_attr("c", "stride_h")? == 1 && m.int_attr("c", "stride_w")? == 1;
            // Of a constant that is known the way back leads to the same one.
            let known = is_f32(m, w) && m.constant(w).is_some();
            (steps && known && m.shape(w)? == [1, 1, 1, channels]).then_some(())?;
            let activation = Dict::of([(ACTIVATION, m.attr("c", ACTIVATION)?)]);
            let plain = Dict::of([(ACTIVATION, Attr::str("NONE"))]);
            let factor = reshaped(w.into(), &[channels])?;
            let (mul, add) = (OpKind::named("tfl.mul")?, OpKind::named("tfl.add")?);
            let made = match m.is_none(b) {
                true => Term::op(mul, activation, [x.into(), factor]),
                false => {
                    let product = Term::op(mul, plain, [x.into(), factor]);
                    Term::op(add, activation, [product, b.into()])
                }
            };
            m.set("y", made);
            Some(())
        }
    },
    rule! {
        /// A factor and a summand of each channel in one pass over the image.
        "turn-mul-add-into-pixelwise-depthwise", Real;
        "(tfl.add@o (tfl.mul ?x #a) #b)" => "(tfl.depthwise_conv_2d@c ?x ?w ?e)",
        when: |m| {
            let (x, a, b) = (m.id("x"), m.id("a"), m.id("b"));
            let channels = depth(m, x)?;
            let known = |id| is_f32(m, id) && m.constant(id).is_some();
            // Where the factor goes into weights nothing is left to do.
            let images = m.rank(x)? == 4 && channels > 1 && !is_absorbed(m, x);
            (images && known(a) && known(b)).then_some(())?;
            let (factor, _) = channel_vector(m, a, 4, channels)?;
            let (summand, _) = channel_vector(m, b, 4, channels)?;
            m.set("w", broadcast(factor, &[1, 1, 1, channels])?);
            m.set("e", broadcast(summand, &[channels])?);
            let one = || Attr::i32(1);
            m.set_attrs(
                "c",
                Dict::of([
                    (ACTIVATION, m.attr("o", ACTIVATION)?),
                    ("depth_multiplier", one()),
                    ("dilation_h_factor", one()),
                    ("dilation_w_factor", one()),
                    ("padding", Attr::str("VALID")),
                    ("stride_h", one()),
                    ("stride_w", one()),
                ]),
            );
            Some(())
        }
    },
];

const ACTIVATION: &str = "fused_activation_function";

/// Attributes of a fully connected layer.
fn dense(activation: Attr, keep_num_dims: bool) -> Dict {
    Dict::of([
        (ACTIVATION, activation),
        ("keep_num_dims", Attr::bool(keep_num_dims)),
        ("weights_format", Attr::str("DEFAULT")),
    ])
}

/// Height and width of an image, as far as known.
fn image(graph: &Graph, x: egg::Id) -> [Option<i64>; 2] {
    let size = |at: usize| i64::try_from(graph.dims(x)?.get(at)?.size()?).ok();
    [size(1), size(2)]
}

/// Height and width of the window of the convolution whose weights are `w`.
fn taps(m: &Match<'_>) -> Option<(i64, i64)> {
    match m.shape(m.id("w"))?[..] {
        [_, high, wide, _] => Some((high, wide)),
        _ => None,
    }
}

/// Binds `to` to the attributes of `c` with padding `SAME`, if `c` pads nothing itself and the pad `p`
/// before it pads as `SAME` would.
fn same(m: &mut Match<'_>, taps: (i64, i64), to: &str) -> Option<()> {
    m.text_is("c", "padding", "VALID").then_some(())?;
    let amounts = m.ints(m.id("p"))?;
    let [0, 0, top, bottom, left, right, 0, 0] = amounts[..] else { return None };
    (same_amounts(m, taps)? == [(top, bottom), (left, right)]).then_some(())?;
    m.set_attrs(to, m.attrs("c").with("padding", Attr::str("SAME")));
    Some(())
}

/// What `SAME` pads above and below, left and right of the image `x`, for the op called `c`.
fn same_amounts(m: &Match<'_>, taps: (i64, i64)) -> Option<[(i64, i64); 2]> {
    let [high, wide] = image(m, m.id("x"));
    let dilation = |attr: &str| m.int_attr("c", attr).unwrap_or(1);
    let h = same_padding(high, taps.0, m.int_attr("c", "stride_h")?, dilation("dilation_h_factor"))?;
    let w = same_padding(wide, taps.1, m.int_attr("c", "stride_w")?, dilation("dilation_w_factor"))?;
    Some([h, w])
}

/// What `SAME` pads before and after: the result is as large as the input divided by the stride, rounded
/// up; of an odd amount the larger half comes after. With a stride of one, and a window of one, the size
/// does not matter.
fn same_padding(size: Option<i64>, taps: i64, stride: i64, dilation: i64) -> Option<(i64, i64)> {
    if stride <= 0 || dilation <= 0 || taps <= 0 {
        return None;
    }
    let reach = (taps - 1).checked_mul(dilation)?.checked_add(1)?;
    let needed = match size {
        _ if stride == 1 || reach == 1 => reach - 1,
        Some(size) if size > 0 => {
            let result = size.checked_add(stride - 1)? / stride;
            (result - 1).checked_mul(stride)?.checked_add(reach)?.checked_sub(size)?.max(0)
        }
        _ => return None,
    };
    Some((needed / 2, needed - needed / 2))
}

#[cfg(test)]
mod tests {
    use super::same_padding;

    #[test]
    fn same_pads_the_larger_half_after() {
        assert_eq!(same_padding(Some(224), 3, 2, 1), Some((0, 1)));
        assert_eq!(same_padding(Some(7), 3, 2, 1), Some((1, 1)));
        assert_eq!(same_padding(Some(224), 7, 2, 1), Some((2, 3)));
        assert_eq!(same_padding(None, 3, 1, 2), Some((2, 2)));
        assert_eq!(same_padding(None, 3, 2, 1), None);
        assert_eq!(same_padding(None, 1, 2, 1), Some((0, 0)));
        assert_eq!(same_padding(Some(5), 1, 3, 1), Some((0, 0)));
    }
}
