//! From a run-time element type to the Rust type that a generic kernel is instantiated with.

/// Calls `$body` with `$t` standing for the Rust type of `$dtype`, for the listed run-time types;
/// any other gives `$none`.
macro_rules! by_type {
    ($dtype:expr, [$($variant:ident => $rust:ty),* $(,)?], $t:ident => $body:expr, _ => $none:expr) => {
        match $dtype {
            $(crate::DType::$variant => { type $t = $rust; $body })*
            _ => $none,
        }
    };
}

/// [`by_type`] over the types of quantized activations.
macro_rules! by_quantized {
    ($dtype:expr, $t:ident => $body:expr, _ => $none:expr) => {
        $crate::ops::dispatch::by_type!(
            $dtype, [I8 => i8, U8 => u8, I16 => i16], $t => $body, _ => $none)
    };
}

/// [`by_type`] over the plain integer types.
macro_rules! by_integer {
    ($dtype:expr, $t:ident => $body:expr, _ => $none:expr) => {
        $crate::ops::dispatch::by_type!(
            $dtype,
            [I8 => i8, U8 => u8, I16 => i16, U16 => u16, I32 => i32, U32 => u32, I64 => i64, U64 => u64],
            $t => $body, _ => $none)
    };
}

/// [`by_type`] over all types with an order.
macro_rules! by_ordered {
    ($dtype:expr, $t:ident => $body:expr, _ => $none:expr) => {
        $crate::ops::dispatch::by_type!(
            $dtype,
            [
                Bool => bool, I8 => i8, U8 => u8, I16 => i16, U16 => u16, I32 => i32, U32 => u32,
                I64 => i64, U64 => u64, F32 => f32, F64 => f64
            ],
            $t => $body, _ => $none)
    };
}

pub(super) use {by_integer, by_ordered, by_quantized, by_type};
