//! Additions and multiplications by constants before a linear op: into its weights and bias.

use super::linear::{Linear, is_f32, is_moderate};
use crate::eqsat::rule::Numerics::Real;
use crate::eqsat::rule::{Match, Rule, rule};

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
];

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
