//! Matrix products and matrices.

use crate::op_macro::ops;

ops! {
    /// Matrix products over the last two dimensions.
    ///
    /// ```mlir
    /// %0 = "tf.BatchMatMul"(%x, %y) : (tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    BatchMatMul = "tf.BatchMatMul" {
        operands: x: tensor, y: tensor;
        attrs: adj_x: Bool ? false, adj_y: Bool ? false, grad_x: Bool ? false, grad_y: Bool ? false;
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::batch_matmul_shape;
    }

    /// Matrix products over the last two dimensions, the others broadcast.
    ///
    /// ```mlir
    /// %0 = "tf.BatchMatMulV2"(%x, %y) : (tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    BatchMatMulV2 = "tf.BatchMatMulV2" {
        operands: x: tensor, y: tensor;
        attrs: adj_x: Bool ? false, adj_y: Bool ? false, grad_x: Bool ? false, grad_y: Bool ? false;
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::batch_matmul_shape;
    }

    /// Matrix products over the last two dimensions with a result type of its own.
    ///
    /// ```mlir
    /// %0 = "tf.BatchMatMulV3"(%x, %y) : (tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    BatchMatMulV3 = "tf.BatchMatMulV3" {
        operands: x: tensor, y: tensor;
        attrs: adj_x: Bool ? false, adj_y: Bool ? false, grad_x: Bool ? false, grad_y: Bool ? false;
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::batch_matmul_shape;
    }

    /// Cholesky factors of matrices.
    ///
    /// ```mlir
    /// %0 = "tf.Cholesky"(%input) : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Cholesky = "tf.Cholesky" {
        operands: input: tensor;
        results: output: tensor;
        traits: PURE;
    }

    /// Sums of products by index letters.
    ///
    /// ```mlir
    /// %0 = "tf.Einsum"(%inputs0, %inputs1)
    ///     <{equation = "ij,jk->ik"}>
    ///     : (tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Einsum = "tf.Einsum" {
        operands: inputs: variadic;
        attrs: equation: Str;
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::einsum_shape;
    }

    /// Product of two matrices, either transposed first.
    ///
    /// ```mlir
    /// %0 = "tf.MatMul"(%a, %b) : (tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    MatMul = "tf.MatMul" {
        operands: a: tensor, b: tensor;
        attrs: transpose_a: Bool ? false, transpose_b: Bool ? false, grad_a: Bool ? false,
               grad_b: Bool ? false;
        results: product: tensor;
        traits: PURE;
        infer: crate::shape::matmul_shape;
    }

    /// Matrices with everything outside a band around the diagonal set to zero.
    ///
    /// ```mlir
    /// %0 = "tf.MatrixBandPart"(%input, %num_lower, %num_upper)
    ///     : (tensor<*xf32>, tensor<*xi32>, tensor<*xi32>) -> tensor<*xf32>
    /// ```
    MatrixBandPart = "tf.MatrixBandPart" {
        operands: input: tensor, num_lower: tensor, num_upper: tensor;
        results: band: tensor;
        traits: PURE;
        infer: crate::shape::same_shape;
    }

    /// Matrices with given diagonals, zero elsewhere.
    ///
    /// ```mlir
    /// %0 = "tf.MatrixDiag"(%diagonal) : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    MatrixDiag = "tf.MatrixDiag" {
        operands: diagonal: tensor;
        results: output: tensor;
        traits: PURE;
    }

    /// Diagonals of matrices.
    ///
    /// ```mlir
    /// %0 = "tf.MatrixDiagPart"(%input) : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    MatrixDiagPart = "tf.MatrixDiagPart" {
        operands: input: tensor;
        results: diagonal: tensor;
        traits: PURE;
    }

    /// Chosen diagonals of matrices.
    ///
    /// ```mlir
    /// %0 = "tf.MatrixDiagPartV2"(%input, %k, %padding_value)
    ///     : (tensor<*xf32>, tensor<*xi32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    MatrixDiagPartV2 = "tf.MatrixDiagPartV2" {
        operands: input: tensor, k: tensor[I32], padding_value: tensor;
        results: diagonal: tensor;
        traits: PURE;
    }

    /// Chosen diagonals of matrices, with a choice of alignment.
    ///
    /// ```mlir
    /// %0 = "tf.MatrixDiagPartV3"(%input, %k, %padding_value)
    ///     : (tensor<*xf32>, tensor<*xi32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    MatrixDiagPartV3 = "tf.MatrixDiagPartV3" {
        operands: input: tensor, k: tensor[I32], padding_value: tensor;
        attrs: align: Str ? "RIGHT_LEFT";
        results: diagonal: tensor;
        traits: PURE;
    }

    /// Matrices with given diagonals and a padding value elsewhere.
    ///
    /// ```mlir
    /// %0 = "tf.MatrixDiagV2"(%diagonal, %k, %num_rows, %num_cols, %padding_value)
    ///     : (tensor<*xf32>, tensor<*xi32>, tensor<*xi32>, tensor<*xi32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    MatrixDiagV2 = "tf.MatrixDiagV2" {
        operands: diagonal: tensor, k: tensor[I32], num_rows: tensor[I32], num_cols: tensor[I32],
                  padding_value: tensor;
        results: output: tensor;
        traits: PURE;
    }

    /// Matrices with given diagonals and a padding value elsewhere, with a choice of alignment.
    ///
    /// ```mlir
    /// %0 = "tf.MatrixDiagV3"(%diagonal, %k, %num_rows, %num_cols, %padding_value)
    ///     : (tensor<*xf32>, tensor<*xi32>, tensor<*xi32>, tensor<*xi32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    MatrixDiagV3 = "tf.MatrixDiagV3" {
        operands: diagonal: tensor, k: tensor[I32], num_rows: tensor[I32], num_cols: tensor[I32],
                  padding_value: tensor;
        attrs: align: Str ? "RIGHT_LEFT";
        results: output: tensor;
        traits: PURE;
    }

    /// Inverses of matrices.
    ///
    /// ```mlir
    /// %0 = "tf.MatrixInverse"(%input) : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    MatrixInverse = "tf.MatrixInverse" {
        operands: input: tensor;
        attrs: adjoint: Bool ? false;
        results: output: tensor;
        traits: PURE;
    }

    /// Matrices with their main diagonals replaced.
    ///
    /// ```mlir
    /// %0 = "tf.MatrixSetDiag"(%input, %diagonal) : (tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    MatrixSetDiag = "tf.MatrixSetDiag" {
        operands: input: tensor, diagonal: tensor;
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::same_shape;
    }

    /// Matrices with chosen diagonals replaced.
    ///
    /// ```mlir
    /// %0 = "tf.MatrixSetDiagV2"(%input, %diagonal, %k)
    ///     : (tensor<*xf32>, tensor<*xf32>, tensor<*xi32>) -> tensor<*xf32>
    /// ```
    MatrixSetDiagV2 = "tf.MatrixSetDiagV2" {
        operands: input: tensor, diagonal: tensor, k: tensor[I32];
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::same_shape;
    }

    /// Matrices with chosen diagonals replaced, with a choice of alignment.
    ///
    /// ```mlir
    /// %0 = "tf.MatrixSetDiagV3"(%input, %diagonal, %k)
    ///     : (tensor<*xf32>, tensor<*xf32>, tensor<*xi32>) -> tensor<*xf32>
    /// ```
    MatrixSetDiagV3 = "tf.MatrixSetDiagV3" {
        operands: input: tensor, diagonal: tensor, k: tensor[I32];
        attrs: align: Str ? "RIGHT_LEFT";
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::same_shape;
    }

    /// Solves systems of linear equations.
    ///
    /// ```mlir
    /// %0 = "tf.MatrixSolve"(%matrix, %rhs) : (tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    MatrixSolve = "tf.MatrixSolve" {
        operands: matrix: tensor, rhs: tensor;
        attrs: adjoint: Bool ? false;
        results: output: tensor;
        traits: PURE;
    }

    /// Solves systems with triangular matrices.
    ///
    /// ```mlir
    /// %0 = "tf.MatrixTriangularSolve"(%matrix, %rhs) : (tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    MatrixTriangularSolve = "tf.MatrixTriangularSolve" {
        operands: matrix: tensor, rhs: tensor;
        attrs: lower: Bool ? true, adjoint: Bool ? false;
        results: output: tensor;
        traits: PURE;
    }

    /// LU factors of matrices.
    ///
    /// ```mlir
    /// %r0, %r1 = "tf.Lu"(%input) : (tensor<*xf32>) -> (tensor<*xf32>, tensor<*xi32>)
    /// ```
    Lu = "tf.Lu" {
        operands: input: tensor;
        results: lu: tensor, p: tensor;
        traits: PURE;
    }

    /// QR factors of matrices.
    ///
    /// ```mlir
    /// %r0, %r1 = "tf.Qr"(%input) : (tensor<*xf32>) -> (tensor<*xf32>, tensor<*xf32>)
    /// ```
    Qr = "tf.Qr" {
        operands: input: tensor;
        attrs: full_matrices: Bool ? false;
        results: q: tensor, r: tensor;
        traits: PURE;
    }

    /// Eigenvalues and eigenvectors of symmetric matrices.
    ///
    /// ```mlir
    /// %r0, %r1 = "tf.SelfAdjointEigV2"(%input) : (tensor<*xf32>) -> (tensor<*xf32>, tensor<*xf32>)
    /// ```
    SelfAdjointEigV2 = "tf.SelfAdjointEigV2" {
        operands: input: tensor;
        attrs: compute_v: Bool ? true;
        results: e: tensor, v: tensor;
        traits: PURE;
    }

    /// Product of matrices that are mostly zero, stored dense.
    ///
    /// ```mlir
    /// %0 = "tf.SparseMatMul"(%a, %b) : (tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    SparseMatMul = "tf.SparseMatMul" {
        operands: a: tensor, b: tensor;
        attrs: transpose_a: Bool ? false, transpose_b: Bool ? false, a_is_sparse: Bool ? false,
               b_is_sparse: Bool ? false;
        results: product: tensor[F32];
        traits: PURE;
    }

    /// Singular values and vectors of matrices.
    ///
    /// ```mlir
    /// %r0, %r1, %r2 = "tf.Svd"(%input) : (tensor<*xf32>) -> (tensor<*xf32>, tensor<*xf32>, tensor<*xf32>)
    /// ```
    Svd = "tf.Svd" {
        operands: input: tensor;
        attrs: compute_uv: Bool ? true, full_matrices: Bool ? false;
        results: s: tensor, u: tensor, v: tensor;
        traits: PURE;
    }
}
