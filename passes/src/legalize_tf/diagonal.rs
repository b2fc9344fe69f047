//! Matrices and their diagonals. TFLite knows the main diagonal only.

use tfl_ir::Op;
use tfl_ir::rewrite::{Pattern, Rewriter};

use super::replace;
use crate::constant::{elements, int};

pub(super) const PATTERNS: &[Pattern] = &[
    Pattern { name: "legalize-matrix-diag-v2", root: "tf.MatrixDiagV2", apply: &matrix_diag },
    Pattern { name: "legalize-matrix-diag-v3", root: "tf.MatrixDiagV3", apply: &matrix_diag },
    Pattern { name: "legalize-matrix-set-diag-v2", root: "tf.MatrixSetDiagV2", apply: &matrix_set_diag },
    Pattern { name: "legalize-matrix-set-diag-v3", root: "tf.MatrixSetDiagV3", apply: &matrix_set_diag },
];

/// Operands `diagonal, k, num_rows, num_cols, padding_value`: the main diagonal of square matrices that
/// are zero elsewhere.
fn matrix_diag(rw: &mut Rewriter<'_>, op: Op) -> Option<()> {
    let operand = |index: usize| rw.body.operand(op, index);
    let diagonal = operand(0)?;
    let main = int(rw.body, operand(1)?)? == 0;
    let square = int(rw.body, operand(2)?)? == -1 && int(rw.body, operand(3)?)? == -1;
    let zero = elements(rw.body, operand(4)?)?.raw().iter().all(|&byte| byte == 0);
    (main && square && zero).then_some(())?;
    replace(rw, "tfl.matrix_diag", &[diagonal], &[])
}

/// Operands `input, diagonal, k`.
fn matrix_set_diag(rw: &mut Rewriter<'_>, op: Op) -> Option<()> {
    let (input, diagonal) = (rw.body.operand(op, 0)?, rw.body.operand(op, 1)?);
    (int(rw.body, rw.body.operand(op, 2)?)? == 0).then_some(())?;
    replace(rw, "tfl.matrix_set_diag", &[input, diagonal], &[])
}
