//! Enumerations whose values are fields of options tables.

/// An enumeration of the schema. Its values run from 0 without gaps.
#[derive(Debug, PartialEq, Eq)]
pub struct Enumeration {
    /// The schema's name of the enumeration.
    pub name: &'static str,
    /// How a value is stored.
    pub width: Width,
    /// Names, by value.
    pub values: &'static [&'static str],
}

/// How the value of an enumeration is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// A signed byte.
    Byte,
    /// A signed 32-bit integer.
    Int,
    /// An unsigned 32-bit integer.
    Uint,
}

impl Enumeration {
    /// The name of `value`.
    pub fn name_of(&self, value: i64) -> Option<&'static str> {
        self.values.get(usize::try_from(value).ok()?).copied()
    }

    /// The value called `name`.
    pub fn value_of(&self, name: &str) -> Option<i64> {
        i64::try_from(self.values.iter().position(|&known| known == name)?).ok()
    }
}

macro_rules! enumeration {
    ($(#[$doc:meta])* $ident:ident, $name:literal, $width:ident, [$($value:literal),*]) => {
        $(#[$doc])*
        pub static $ident: Enumeration =
            Enumeration { name: $name, width: Width::$width, values: &[$($value),*] };
    };
}

enumeration!(
/// `ActivationFunctionType`: what an operator does to its result before it stores it.
ACTIVATION, "ActivationFunctionType", Byte, ["NONE", "RELU", "RELU_N1_TO_1", "RELU6",
    "TANH", "SIGN_BIT"]);
enumeration!(
/// `TensorType`: element types of tensors.
TENSOR_TYPE, "TensorType", Byte, ["FLOAT32", "FLOAT16", "INT32", "UINT8", "INT64", "STRING",
    "BOOL", "INT16", "COMPLEX64", "INT8", "FLOAT64", "COMPLEX128", "UINT64", "RESOURCE", "VARIANT",
    "UINT32", "UINT16", "INT4", "BFLOAT16", "INT2", "UINT4", "FLOAT8_E4M3FN", "FLOAT8_E5M2"]);
enumeration!(
/// `Padding`: how windows behave at the borders.
PADDING, "Padding", Byte, ["SAME", "VALID"]);
enumeration!(
/// `StablehloPrecisionConfig`: how exact a StableHLO product is.
PRECISION, "StablehloPrecisionConfig", Uint, ["DEFAULT", "HIGH", "HIGHEST"]);
enumeration!(
/// `StablehloComparisonDirection`: which comparison StableHLO makes.
COMPARISON_DIRECTION, "StablehloComparisonDirection", Uint,
    ["STABLEHLO_COMPARISON_DIRECTION_EQ", "STABLEHLO_COMPARISON_DIRECTION_NE",
    "STABLEHLO_COMPARISON_DIRECTION_GE", "STABLEHLO_COMPARISON_DIRECTION_GT",
    "STABLEHLO_COMPARISON_DIRECTION_LE", "STABLEHLO_COMPARISON_DIRECTION_LT"]);
enumeration!(
/// `StablehloComparisonType`: how StableHLO compares.
COMPARISON_TYPE, "StablehloComparisonType", Uint, ["STABLEHLO_COMPARISON_TYPE_NOTYPE",
    "STABLEHLO_COMPARISON_TYPE_FLOAT", "STABLEHLO_COMPARISON_TYPE_FLOAT_TOTAL_ORDER",
    "STABLEHLO_COMPARISON_TYPE_SIGNED", "STABLEHLO_COMPARISON_TYPE_UNSIGNED"]);
enumeration!(
/// `RngAlgorithm`: which random bits StableHLO draws.
RNG_ALGORITHM, "RngAlgorithm", Byte, ["DEFAULT", "PHILOX", "THREEFRY"]);
enumeration!(
/// `LSHProjectionType`: what a locality-sensitive hash yields.
LSH_PROJECTION, "LSHProjectionType", Byte, ["UNKNOWN", "SPARSE", "DENSE"]);
enumeration!(
/// `FullyConnectedOptionsWeightsFormat`: how the weights of a matrix product lie in memory.
WEIGHTS_FORMAT, "FullyConnectedOptionsWeightsFormat", Byte, ["DEFAULT",
    "SHUFFLED4x16INT8"]);
enumeration!(
/// `LSTMKernelType`: which LSTM is meant.
LSTM_KERNEL, "LSTMKernelType", Byte, ["FULL", "BASIC"]);
enumeration!(
/// `CombinerType`: how looked-up embeddings are combined.
COMBINER, "CombinerType", Byte, ["SUM", "MEAN", "SQRTN"]);
enumeration!(
/// `MirrorPadMode`: whether a mirrored border repeats the edge.
MIRROR_PAD_MODE, "MirrorPadMode", Byte, ["REFLECT", "SYMMETRIC"]);
enumeration!(
/// `ReduceWindowFunction`: what a reduced window yields.
REDUCE_WINDOW_FUNCTION, "ReduceWindowFunction", Int, ["UNSUPPORTED", "ADD", "MUL",
    "MINIMUM", "MAXIMUM", "ALL", "ANY"]);
enumeration!(
/// `CustomOptionsFormat`: how custom options are encoded.
CUSTOM_OPTIONS_FORMAT, "CustomOptionsFormat", Byte, ["FLEXBUFFERS"]);
