//! The quant and quantfork dialects: casts between real and quantized values, and statistics.
//!
//! Both have the same casts; the reference tools used quantfork while quant had none.

use tfl_ir::DialectInfo;

use crate::op_macro::ops;

/// The quant dialect.
pub static QUANT: DialectInfo =
    DialectInfo { name: "quant", ops: &[casts::OPS], materialize: None, open: false };

/// The quantfork dialect.
pub static QUANTFORK: DialectInfo =
    DialectInfo { name: "quantfork", ops: &[OPS], materialize: None, open: false };

/// The casts of the quant dialect.
pub mod casts {
    use crate::op_macro::ops;

    ops! {
        /// Real values to quantized ones.
        ///
        /// ```mlir
        /// %0 = "quant.qcast"(%input) : (tensor<4xf32>) -> tensor<4x!quant.uniform<i8:f32, 5.000000e-01>>
        /// ```
        QuantizeCast = "quant.qcast" {
            operands: input: any;
            results: result: any;
            traits: PURE, SAME_SHAPE;
        }

        /// Quantized values to real ones.
        ///
        /// ```mlir
        /// %0 = "quant.dcast"(%input) : (tensor<4x!quant.uniform<i8:f32, 5.000000e-01>>) -> tensor<4xf32>
        /// ```
        DequantizeCast = "quant.dcast" {
            operands: input: any;
            results: result: any;
            traits: PURE, SAME_SHAPE;
        }

        /// Quantized values as the integers that hold them, or back.
        ///
        /// ```mlir
        /// %0 = "quant.scast"(%input) : (tensor<4x!quant.uniform<i8:f32, 5.000000e-01>>) -> tensor<4xi8>
        /// ```
        StorageCast = "quant.scast" {
            operands: input: any;
            results: result: any;
            traits: PURE, SAME_SHAPE;
        }
    }
}

ops! {
    /// Real values to quantized ones.
    ///
    /// ```mlir
    /// %0 = "quantfork.qcast"(%arg) : (tensor<4xf32>) -> tensor<4x!quant.uniform<i8:f32, 5.000000e-01>>
    /// ```
    QuantizeCast = "quantfork.qcast" {
        operands: arg: any;
        results: res: any;
        traits: PURE, SAME_SHAPE;
    }

    /// Quantized values to real ones.
    ///
    /// ```mlir
    /// %0 = "quantfork.dcast"(%arg) : (tensor<4x!quant.uniform<i8:f32, 5.000000e-01>>) -> tensor<4xf32>
    /// ```
    DequantizeCast = "quantfork.dcast" {
        operands: arg: any;
        results: res: any;
        traits: PURE, SAME_SHAPE;
    }

    /// Quantized values as the integers that hold them, or back.
    ///
    /// ```mlir
    /// %0 = "quantfork.scast"(%arg) : (tensor<4x!quant.uniform<i8:f32, 5.000000e-01>>) -> tensor<4xi8>
    /// ```
    StorageCast = "quantfork.scast" {
        operands: arg: any;
        results: res: any;
        traits: PURE, SAME_SHAPE;
    }

    /// The input, with the smallest and largest values that were seen: of all (`layerStats`) and along
    /// an axis.
    ///
    /// ```mlir
    /// %0 = "quantfork.stats"(%arg) <{layerStats = dense<[-1.0, 1.0]> : tensor<2xf32>}>
    ///     : (tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Statistics = "quantfork.stats" {
        operands: arg: any;
        attrs: layerStats: Elements, axisStats: Elements ? none, axis: I64 ? none;
        results: res: any;
        traits: SAME_TYPE;
        effects: Unknown;
    }
}
