//! Kernels of the TFLite operators on plain slices: the executable semantics of every operator.
//!
//! # Conventions
//! - Tensors are [`TensorRef`] and [`TensorMut`]: dimensions and row-major elements whose number was
//!   checked when the view was made. A kernel allocates scratch only, never its result.
//! - `<op>_shape(dims.., params) -> Result<Vec<usize>, KernelError>` computes the shape of a result;
//!   the kernel itself refuses an output of any other shape. Operators without one keep the shape of
//!   their input, or have [`broadcast::broadcast_shape`].
//! - `<op>_<dtype>` is the kernel for a type: `f32`, `int` (plain integers of any width, wrapping),
//!   `quantized` (any of `i8`, `u8`, `i16`), `8bit`, `hybrid` (`f32` activations, `i8` weights); no
//!   suffix where the elements are only moved or compared.
//! - Attributes keep the model's types (`i32`), so that bad values are refused here, once.
//! - Every kernel checks everything before or while it computes and returns a [`KernelError`] that
//!   says what was found and expected; none panics, whatever the shapes, attributes and data. An
//!   output is unspecified after an error.
//! - Integer results are equal to the reference kernels' bit for bit; `f32` sums keep their order.
//!
//! # Modules
//! - Ground: [`tensor`] (views, sizes), [`quant`] (parameters, integer types), [`requantize`] (fixed-point
//!   multipliers), [`activation`] (fused clamps), [`window`] (strides, padding), [`broadcast`], [`lut`]
//!   (tables of functions over quantized values).
//! - Weighted: [`conv`] (`f32`), [`conv_quantized`], [`conv_hybrid`], [`depthwise`], [`transpose_conv`],
//!   [`conv_3d`], [`fully_connected`], [`batch_matmul`].
//! - Recurrent: [`svdf`], [`lstm`], [`rnn`]; states are operands that change in place.
//! - Windows and rows: [`pool`], [`softmax`] (and log-softmax), [`normalize`] (`l2_normalization`,
//!   `local_response_normalization`).
//! - Elementwise of one: [`unary`] (arithmetic), [`activations`] (`relu` to `gelu`, `exp`, `log`,
//!   `rsqrt`), [`fixed_tables`] (`logistic` and `tanh` of `i16`), [`hard_swish`], [`cast`] (and `bitcast`),
//!   [`quantize`] (`quantize`, `dequantize`, `fake_quant`).
//! - Elementwise of two: [`binary`] (`f32`, plain integers), [`binary_quantized`], [`compare`]
//!   (comparisons, logic, bits, `bucketize`).
//! - Reductions: [`reduce`] (`sum`, `mean`, `reduce_*`, `cumsum`).
//! - Signals: [`mod@rfft2d`].
//! - Movement: [`layout`] (`reshape` and kin, `transpose`, `reverse`, `tile`, `broadcast_to`), [`mod@slice`],
//!   [`strided_slice`], [`mod@concat`] (`concatenation`, `pack`, `unpack`, `split`), [`mod@pad`],
//!   [`mod@dilate`], [`space`] (space, depth and batch), [`resize`].
//! - Choice and index: [`select`] (`select`, `where`, `range`, `fill`, `unique`, `top_k`, `arg_max`,
//!   `matrix_diag`), [`gather`] (and `embedding_lookup`, `one_hot`), [`scatter`] (and `segment_sum`),
//!   [`non_max_suppression`], [`detection_post_process`].
//!
//! # Where the reference is not followed
//! - `sum` of `i8`: LiteRT 2.3 reads the operand as `u8`.
//! - `local_response_normalization`: LiteRT's reference kernel leaves out the window's last channel.
//! - Quotients, shifts and casts that are undefined there are defined here (wrapping or saturating).
#![forbid(unsafe_code)]

pub mod activation;
pub mod activations;
pub mod batch_matmul;
pub mod binary;
pub mod binary_quantized;
pub mod broadcast;
pub mod cast;
pub mod compare;
pub mod concat;
pub mod conv;
pub mod conv_3d;
pub mod conv_hybrid;
pub mod conv_quantized;
pub mod depthwise;
pub mod detection_post_process;
pub mod dilate;
mod dot;
mod error;
mod fixed_point;
pub mod fixed_tables;
pub mod fully_connected;
pub mod gather;
pub mod hard_swish;
mod hybrid;
pub mod layout;
pub mod lstm;
pub mod lut;
pub mod non_max_suppression;
pub mod normalize;
pub mod pad;
pub mod pool;
pub mod quant;
mod quant_multiplier;
pub mod quantize;
pub mod reduce;
pub mod requantize;
pub mod resize;
pub mod rfft2d;
pub mod rnn;
pub mod scatter;
pub mod select;
pub mod slice;
pub mod softmax;
pub mod space;
mod strided;
pub mod strided_slice;
pub mod svdf;
pub mod tensor;
pub mod transpose_conv;
pub mod unary;
pub mod window;

pub use activation::Activation;
pub use error::KernelError;
pub use quant::{QuantInt, QuantParams};
pub use tensor::{TensorMut, TensorRef};
pub use window::Padding;
