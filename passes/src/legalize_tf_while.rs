//! `tfl-legalize-tf-while`: loops of the tf dialect become loops of the tfl dialect.
//!
//! ```text
//! %0 = "tf.WhileRegion"(%x) ({ … "tf.Yield"(%c) }, { … "tf.Yield"(%y) })
//!     =>  %0 = "tfl.while"(%x) ({ … "tfl.yield"(%c) }, { … "tfl.yield"(%y) })
//! ```

use tfl_ir::pass::PassCx;
use tfl_ir::rewrite::{GreedyConfig, apply_patterns};
use tfl_ir::{Body, Diagnostic, pass};

use crate::legalize_tf::LOOPS;

pass! {
    /// Replaces `tf.WhileRegion` by `tfl.while`.
    pub(crate) LegalizeTfWhile = "tfl-legalize-tf-while", runs_on: "func.func";
    stats: {
        /// Loops replaced.
        legalized,
    };
    run: run
}

fn run(body: &mut Body, _: &LegalizeTfWhile, cx: &PassCx<'_>) -> Result<(), Diagnostic> {
    let outcome = apply_patterns(body, LOOPS, GreedyConfig::default());
    cx.count(LegalizeTfWhile::legalized, outcome.rewritten);
    Ok(())
}
