//! Additions and multiplications by constants behind a linear op: into its bias and weights.

use tfl_ir::Attr;

use super::linear::{Linear, channel_vector, is_f32, is_moderate};
use crate::eqsat::rule::Numerics::Real;
use crate::eqsat::rule::{Match, Rule, rule};
use crate::eqsat::term::Term;

pub(super) static RULES: &[Rule] = &[
    rule! {
        /// A constant added to each channel is part of the bias; where there is none it becomes one.
        "fuse-add-into-linear", Real;
        each: &[
            &["tfl.conv_2d", "(tfl.conv_2d@c ?x ?w #b)", "(tfl.conv_2d@d ?x ?w ?e)"],
            &["tfl.depthwise_conv_2d", "(tfl.depthwise_conv_2d@c ?x ?w #b)", "(tfl.depthwise_conv_2d@d ?x ?w ?e)"],
            &["tfl.fully_connected", "(tfl.fully_connected@c ?x ?w #b)", "(tfl.fully_connected@d ?x ?w ?e)"],
            &["tfl.transpose_conv", "(tfl.transpose_conv@c ?s ?w ?x #b)", "(tfl.transpose_conv@d ?s ?w ?x ?e)"],
        ],
        "(tfl.add@o $1 #k)" => "$2",
        when: |m| {
            m.no_activation("c")?;
            let linear = Linear::of(m, m.row(0))?;
            let (more, single) = beside_output(m, &linear)?;
            let bias = linear.bias_and(m, more, single)?;
            m.set("e", bias);
            m.set_attrs("d", m.attrs("c").with("fused_activation_function", activation(m)?));
            Some(())
        }
    },
    rule! {
        /// `(Σ w·x + b)·k` is `Σ (w·k)·x + b·k`. A clamp at zero lets a factor that is not negative through.
        "fuse-mul-into-conv", Real;
        each: &[
            &["tfl.conv_2d", "(tfl.conv_2d@c ?x #w #b)", "(tfl.conv_2d@d ?x ?v ?e)"],
            &["tfl.depthwise_conv_2d", "(tfl.depthwise_conv_2d@c ?x #w #b)", "(tfl.depthwise_conv_2d@d ?x ?v ?e)"],
            &["tfl.transpose_conv", "(tfl.transpose_conv@c ?s #w ?x #b)", "(tfl.transpose_conv@d ?s ?v ?x ?e)"],
        ],
        "(tfl.mul@o $1 #k)" => "$2",
        when: |m| scale(m, m.row(0))
    },
    rule! {
        /// As with convolutions. Apart, because an option turns it off.
        "fuse-mul-into-fully-connected", Real;
        "(tfl.mul@o (tfl.fully_connected@c ?x #w #b) #k)" => "(tfl.fully_connected@d ?x ?v ?e)",
        when: |m| scale(m, "tfl.fully_connected")
    },
];

/// The constant of the match as a vector beside the linear op's result.
fn beside_output(m: &Match<'_>, linear: &Linear) -> Option<(Term, bool)> {
    let k = m.id("k");
    let usable = is_f32(m, m.root) && is_f32(m, k) && is_moderate(m, k);
    usable.then(|| channel_vector(m, k, m.rank(m.root)?, linear.channels))?
}

fn activation(m: &Match<'_>) -> Option<Attr> {
    m.attr("o", "fused_activation_function")
}

fn scale(m: &mut Match<'_>, kind: &'static str) -> Option<()> {
    let outer = activation(m)?;
    // Of clamp(y)·k clamped again: the one clamp that does both.
    let both = if m.no_activation("c").is_some() {
        outer
    } else if m.text_is("c", "fused_activation_function", "RELU") && m.range(m.id("k")).low >= 0.0 {
        match outer.as_str()? {
            "NONE" | "RELU" => Attr::str("RELU"),
            "RELU6" => outer,
            _ => return None,
        }
    } else {
        return None;
    };
    let linear = Linear::of(m, kind)?;
    let (factor, single) = beside_output(m, &linear)?;
    let weights = linear.weights_times_outputs(m, factor.clone(), single)?;
    let bias = linear.bias_times(m, factor)?;
    m.set("v", weights);
    m.set("e", bias);
    m.set_attrs("d", m.attrs("c").with("fused_activation_function", both));
    Some(())
}
