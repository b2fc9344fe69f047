//! Constants.

use tfl_ir::{Attr, Body, Diagnostic, Op};

use crate::op_macro::ops;
use crate::spec::op_error;

ops! {
    /// A constant tensor. In a file it is a buffer, not an operator.
    ///
    /// ```mlir
    /// %0 = "tfl.pseudo_const"() <{value = dense<1.0> : tensor<4xf32>}> : () -> tensor<4xf32>
    /// ```
    PseudoConst = "tfl.pseudo_const" {
        attrs: value: Elements;
        results: output: tensor;
        traits: CONSTANT, PURE;
        quant: Quantizable;
        verify: constant_verify;
        fold: crate::fold::constant_fold;
        infer: crate::shape::constant_type;
    }

    /// A constant tensor of quantized values. In a file it is a buffer, not an operator.
    ///
    /// ```mlir
    /// %0 = "tfl.pseudo_qconst"()
    ///     <{qtype = tensor<2x!quant.uniform<i8:f32, 5.000000e-01>>, value = dense<1> : tensor<2xi8>}>
    ///     : () -> tensor<2x!quant.uniform<i8:f32, 5.000000e-01>>
    /// ```
    PseudoQconst = "tfl.pseudo_qconst" {
        attrs: qtype: TensorType, value: Elements;
        results: output: tensor[QUI8, QI8, QUI4, QI16, QUI16, QUINT8];
        traits: PURE;
        verify: qconst_verify;
    }

    /// A sparse constant tensor: a compressed buffer and how it is laid out.
    ///
    /// ```mlir
    /// %0 = "tfl.pseudo_sparse_const"()
    ///     <{compressed_data = dense<1.0> : tensor<2xf32>,
    ///     s_param = #tfl.sparsity_parameter<traversal_order = [0, 1],
    ///     dim_metadata = [#tfl.dimension_metadata<format = #tfl<dimension_type_attr DENSE>, dense_size = 2,
    ///     segments = [], indices = []>]>, value = dense<1.0> : tensor<4xf32>}>
    ///     : () -> tensor<4xf32>
    /// ```
    PseudoSparseConst = "tfl.pseudo_sparse_const" {
        attrs: value: Elements, s_param: SparsityParameter, compressed_data: Elements;
        results: output: tensor;
        traits: PURE;
        quant: Quantizable;
    }

    /// A sparse constant tensor of quantized values.
    ///
    /// ```mlir
    /// %0 = "tfl.pseudo_sparse_qconst"()
    ///     <{compressed_data = dense<1> : tensor<1xi8>, qtype = tensor<2x!quant.uniform<i8:f32,
    ///     5.000000e-01>>, s_param = #tfl.sparsity_parameter<traversal_order = [0, 1],
    ///     dim_metadata = [#tfl.dimension_metadata<format = #tfl<dimension_type_attr DENSE>, dense_size = 2,
    ///     segments = [], indices = []>]>, value = dense<1> : tensor<2xi8>}>
    ///     : () -> tensor<2x!quant.uniform<i8:f32, 5.000000e-01>>
    /// ```
    PseudoSparseQconst = "tfl.pseudo_sparse_qconst" {
        attrs: qtype: TensorType, value: Elements, s_param: SparsityParameter, compressed_data: Elements;
        results: output: tensor[QUI8, QI8, QUI4, QI16, QUI16, QUINT8];
        traits: PURE;
    }

    /// A constant whose bytes are in a buffer of the file, by number, or outside of it.
    ///
    /// ```mlir
    /// %0 = "tfl.external_const"() <{buffer_index = 1 : i32}> : () -> tensor<4xf32>
    /// ```
    ExternalConst = "tfl.external_const" {
        attrs: buffer_index: I32 ? none, external_buffer: ExternalBuffer ? none;
        results: output: tensor;
        traits: PURE;
        quant: Quantizable;
    }

    /// Stands where an optional operand is absent.
    ///
    /// ```mlir
    /// %none = "tfl.no_value"() <{value}> : () -> none
    /// ```
    NoValue = "tfl.no_value" {
        attrs: value: Unit ? false;
        results: none_val: none;
        traits: CONSTANT, PURE;
        name_results: no_value_name;
    }
}

fn no_value_name(body: &Body, op: Op, name: &mut dyn FnMut(tfl_ir::Value, &str)) {
    if let Some(result) = body.result(op, 0) {
        name(result, "none");
    }
}

/// The value has the elements of the result; sizes may be written as unknown in the result.
fn constant_verify(body: &Body, op: Op) -> Result<(), Diagnostic> {
    let (Some(value), Some(result)) = (body.attr(op, "value").and_then(Attr::ty), body.result(op, 0)) else {
        return Ok(());
    };
    let found = body.ty(result);
    let shapes = match (value.dims(), found.dims()) {
        (Some(a), Some(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a == b || b.is_dynamic()),
        _ => true,
    };
    if !shapes || value.elem() != found.elem() {
        let message = format!("the value is '{value}', but the result is '{found}'");
        return Err(op_error(body, op, message));
    }
    Ok(())
}

/// The stored value is as large as the quantized type.
fn qconst_verify(body: &Body, op: Op) -> Result<(), Diagnostic> {
    let (Some(value), Some(qtype)) =
        (body.attr(op, "value").and_then(Attr::ty), body.attr(op, "qtype").and_then(Attr::as_type))
    else {
        return Ok(());
    };
    if value.dims() != qtype.dims() {
        let message = format!("the value is '{value}', but 'qtype' is '{qtype}'");
        return Err(op_error(body, op, message));
    }
    Ok(())
}
