//! Typed views of a tensor's bytes.

use bytemuck::NoUninit;
use bytes::Bytes;
use half::{bf16, f16};

use super::Tensor;
use crate::DType;

/// A Rust type that elements of tensors are viewed as.
pub trait Element: Copy + Default + PartialEq + Send + Sync + 'static {
    /// The run-time type it stands for.
    const DTYPE: DType;

    /// Whether elements of `dtype` are kept in this type.
    fn holds(dtype: DType) -> bool {
        dtype == Self::DTYPE
    }

    /// The elements in aligned native-endian `bytes`; `None` if these are not elements of the type.
    fn view(bytes: &[u8]) -> Option<&[Self]>;

    /// Takes over the memory of `values`.
    fn into_bytes(values: Vec<Self>) -> Bytes;
}

/// A vector whose memory `Bytes` shares.
pub(crate) struct Owner<T>(pub(crate) Vec<T>);

impl<T: NoUninit> AsRef<[u8]> for Owner<T> {
    fn as_ref(&self) -> &[u8] {
        bytemuck::cast_slice(&self.0)
    }
}

macro_rules! element {
    ($($t:ty => $dtype:ident $(| $also:ident)*),* $(,)?) => {$(
        impl Element for $t {
            const DTYPE: DType = DType::$dtype;
            fn holds(dtype: DType) -> bool {
                matches!(dtype, DType::$dtype $(| DType::$also)*)
            }
            fn view(bytes: &[u8]) -> Option<&[Self]> {
                if bytes.is_empty() { Some(&[]) } else { bytemuck::try_cast_slice(bytes).ok() }
            }
            fn into_bytes(values: Vec<Self>) -> Bytes {
                Bytes::from_owner(Owner(values))
            }
        }
    )*};
}

element! {
    i8 => I8 | I4 | I2,
    i16 => I16,
    i32 => I32,
    i64 => I64,
    u8 => U8 | U4,
    u16 => U16,
    u32 => U32,
    u64 => U64,
    f16 => F16,
    bf16 => BF16,
    f32 => F32,
    f64 => F64,
    [f32; 2] => Complex64,
    [f64; 2] => Complex128,
}

impl Element for bool {
    const DTYPE: DType = DType::Bool;
    fn view(bytes: &[u8]) -> Option<&[Self]> {
        bytemuck::checked::try_cast_slice(bytes).ok()
    }
    fn into_bytes(values: Vec<Self>) -> Bytes {
        Bytes::from_owner(Owner(values))
    }
}

/// Bytes of one number: of an element, or of a part of a complex one.
fn number_size(dtype: DType) -> usize {
    match dtype {
        DType::Complex64 => 4,
        DType::Complex128 => 8,
        _ => dtype.size().unwrap_or(1),
    }
}

/// Little-endian `bytes` as native-endian ones that a view of `dtype` accepts.
pub(super) fn aligned(dtype: DType, bytes: Bytes) -> Bytes {
    if dtype == DType::Bool && bytes.iter().any(|&b| b > 1) {
        return bytes.iter().map(|&b| u8::from(b != 0)).collect::<Vec<u8>>().into();
    }
    let size = number_size(dtype);
    if size == 1 || (cfg!(target_endian = "little") && bytes.as_ptr().align_offset(size) == 0) {
        return bytes;
    }
    match size {
        2 => u16::into_bytes(bytes.chunks_exact(2).map(|c| u16::from_le_bytes([c[0], c[1]])).collect()),
        4 => u32::into_bytes(
            bytes.chunks_exact(4).map(|c| u32::from_le_bytes([c[0], c[1], c[2], c[3]])).collect(),
        ),
        _ => u64::into_bytes(
            bytes
                .chunks_exact(8)
                .map(|c| u64::from_le_bytes([c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7]]))
                .collect(),
        ),
    }
}

/// Native-endian `bytes` as little-endian ones; shared where that is the same.
pub(super) fn little_endian(dtype: DType, bytes: &Bytes) -> Bytes {
    if cfg!(target_endian = "little") {
        return bytes.clone();
    }
    let mut swapped = bytes.to_vec();
    swapped.chunks_exact_mut(number_size(dtype)).for_each(<[u8]>::reverse);
    swapped.into()
}

/// See [`Tensor::to_f64s`].
pub(super) fn to_f64s(tensor: &Tensor) -> Option<Vec<f64>> {
    fn map<T: Element>(tensor: &Tensor, f: impl Fn(T) -> f64) -> Option<Vec<f64>> {
        Some(tensor.as_slice::<T>()?.iter().map(|&v| f(v)).collect())
    }
    match tensor.dtype() {
        DType::F16 => map(tensor, f16::to_f64),
        DType::BF16 => map(tensor, bf16::to_f64),
        DType::F32 => map(tensor, |v: f32| f64::from(v)),
        DType::F64 => map(tensor, |v: f64| v),
        DType::Complex64 => map(tensor, |v: [f32; 2]| f64::from(v[0])),
        DType::Complex128 => map(tensor, |v: [f64; 2]| v[0]),
        DType::U64 => map(tensor, |v: u64| v as f64),
        _ => Some(to_i64s(tensor)?.into_iter().map(|v| v as f64).collect()),
    }
}

/// See [`Tensor::to_i64s`].
pub(super) fn to_i64s(tensor: &Tensor) -> Option<Vec<i64>> {
    fn map<T: Element>(tensor: &Tensor, f: impl Fn(T) -> i64) -> Option<Vec<i64>> {
        Some(tensor.as_slice::<T>()?.iter().map(|&v| f(v)).collect())
    }
    match tensor.dtype() {
        DType::Bool => map(tensor, |v: bool| i64::from(v)),
        DType::I2 | DType::I4 | DType::I8 => map(tensor, |v: i8| i64::from(v)),
        DType::I16 => map(tensor, |v: i16| i64::from(v)),
        DType::I32 => map(tensor, |v: i32| i64::from(v)),
        DType::I64 => map(tensor, |v: i64| v),
        DType::U4 | DType::U8 => map(tensor, |v: u8| i64::from(v)),
        DType::U16 => map(tensor, |v: u16| i64::from(v)),
        DType::U32 => map(tensor, |v: u32| i64::from(v)),
        DType::U64 => map(tensor, |v: u64| v as i64),
        _ => None,
    }
}
