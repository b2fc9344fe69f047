//! Activations: into the op before them, and in their shortest form.

use tfl_ir::Attr;

use crate::eqsat::rule::Numerics::Bitwise;
use crate::eqsat::rule::{Rule, rule};

pub(super) static RULES: &[Rule] = &[rule! {
    /// A clamp after an op with a fused activation is that op's own: one pass over memory less. The
    /// rounding happens once, before the clamp, in both forms.
    "fuse-activation", Bitwise;
    each: &[
        &["tfl.relu", "RELU", "(tfl.conv_2d@c ?x ?w ?b)", "(tfl.conv_2d@d ?x ?w ?b)"],
    ],
    "($0 $2)" => "$3",
    when: |m| {
        m.no_activation("c")?;
        m.set_attrs("d", m.attrs("c").with("fused_activation_function", Attr::str(m.row(1))));
        Some(())
    }
}];
