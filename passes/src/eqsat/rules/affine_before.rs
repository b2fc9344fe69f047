//! Additions and multiplications by constants before a linear op: into its weights and bias.

use super::affine_absorb::is_absorbed;
use super::linear::{Linear, depth, is_f32, is_moderate, is_per_channel};
use crate::eqsat::rule::Numerics::Real;
use crate::eqsat::rule::{Match, Rule, rule};

/// Factors that conditions look at.
const FACTORS: u64 = 1 << 16;

pub(super) static RULES: &[Rule] = &[
    rule! {
        /// `Σ w·(x·k)` is `Σ (w·k)·x`; padding stays zero.
        "fuse-mul-before-into-conv", Real;
        each: &[
            &["tfl.conv_2d", "(tfl.conv_2d@c (tfl.mul ?x #k) #w ?b)", "(tfl.conv_2d@c ?x ?v ?b)"],
            &[
                "tfl.depthwise_conv_2d",
                "(tfl.depthwise_conv_2d@c (tfl.mul ?x #k) #w ?b)",
                "(tfl.depthwise_conv_2d@c ?x ?v ?b)",
            ],
            &[
                "tfl.transpose_conv",
                "(tfl.transpose_conv@c ?s #w (tfl.mul ?x #k) ?b)",
                "(tfl.transpose_conv@c ?s ?v ?x ?b)",
            ],
        ],
        "$1" => "$2",
        when: |m| scale(m, m.row(0))
    },
    rule! {
        /// As with convolutions. Apart, because an option turns it off.
        "fuse-mul-into-fully-connected-behind", Real;
        "(tfl.fully_connected@c (tfl.mul ?x #k) #w ?b)" => "(tfl.fully_connected@c ?x ?v ?b)",
        when: |m| scale(m, "tfl.fully_connected")
    },
    rule! {
        /// `Σ w·(x + k)` is `Σ w·x + Σ w·k`, where no window meets padding, which `k` is not added to.
        "fuse-add-before-into-linear", Real;
        each: &[
            &["tfl.conv_2d"],
            &["tfl.depthwise_conv_2d"],
            &["tfl.fully_connected"],
        ],
        "($0@c (tfl.add ?x #k) #w #b)" => "($0@c ?x ?w ?e)",
        when: |m| {
            let linear = Linear::of(m, m.row(0))?;
            let pointwise = linear.filter.len() == 4 && linear.filter.get(1..3)? == [1, 1];
            let fc = m.row(0) == "tfl.fully_connected";
            if !fc && !pointwise && !m.text_is("c", "padding", "VALID") {
                return None;
            }
            let (x, k) = usable(m)?;
            let response = linear.response_to(m, x, k)?;
            let bias = linear.bias_and(m, response, false)?;
            m.set("e", bias);
            Some(())
        }
    },
    rule! {
        /// `x·s + t` is `(x + t/s)·s`: where padding keeps the sum out of the convolution, the factor goes
        /// in at least.
        "fuse-mul-before-add-into-conv", Real;
        each: &[&["tfl.conv_2d"], &["tfl.depthwise_conv_2d"]],
        "($0@c (tfl.add (tfl.mul ?x #k) #t) #w ?b)" => "($0@c (tfl.add ?x (tfl.div #t #k)) ?v ?b)",
        when: |m| {
            let kept_out = m.text_is("c", "padding", "SAME") && !is_absorbed(m, m.id("x"));
            (kept_out && is_f32(m, m.id("t"))).then_some(())?;
            divides(m)?;
            scale(m, m.row(0))
        }
    },
    rule! {
        /// The same where a pad keeps it out.
        "move-mul-before-add-below-pad", Real;
        "(tfl.pad (tfl.add (tfl.mul ?x #k) #t) #p)"
            => "(tfl.mul (tfl.pad (tfl.add ?x (tfl.div #t #k)) #p) #k)",
        when: |m| {
            divides(m)?;
            (!is_absorbed(m, m.id("x"))).then_some(())?;
            let channels = depth(m, m.id("x"))?;
            let unpadded = m.ints(m.id("p"))?.ends_with(&[0, 0]);
            (unpadded && is_per_channel(m, m.id("k"), m.rank(m.id("x"))?, channels)).then_some(())
        }
    },
];

/// Goes on if the factor and the summand `t` are known, and no factor is so small that dividing by it
/// could overflow.
fn divides(m: &Match<'_>) -> Option<()> {
    let (k, t) = (m.id("k"), m.id("t"));
    let factors = m.elements(k).filter(|factors| factors.len() <= FACTORS)?.stored_f32()?;
    let usable = factors.iter().all(|factor| (1e-6..1e6).contains(&factor.abs()));
    (usable && is_f32(m, k) && is_f32(m, t) && is_moderate(m, t)).then_some(())
}

/// The input and the constant beside it.
fn usable(m: &Match<'_>) -> Option<(egg::Id, egg::Id)> {
    let (x, k) = (m.id("x"), m.id("k"));
    (is_f32(m, x) && is_f32(m, k) && is_moderate(m, k)).then_some((x, k))
}

fn scale(m: &mut Match<'_>, kind: &'static str) -> Option<()> {
    let linear = Linear::of(m, kind)?;
    let (x, k) = usable(m)?;
    let weights = linear.weights_times_inputs(m, x, k)?;
    m.set("v", weights);
    Some(())
}
