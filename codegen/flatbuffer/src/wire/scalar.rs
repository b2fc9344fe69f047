//! Little-endian scalars.

/// A scalar as the file stores it.
pub(crate) trait Scalar: Copy {
    /// Its size in bytes.
    const SIZE: usize;

    /// The value of the first `SIZE` bytes; `None` if there are fewer.
    fn read(bytes: &[u8]) -> Option<Self>;
}

macro_rules! scalars {
    ($($ty:ty),*) => {$(
        impl Scalar for $ty {
            const SIZE: usize = size_of::<$ty>();

            fn read(bytes: &[u8]) -> Option<Self> {
                bytes.first_chunk().map(|&bytes| <$ty>::from_le_bytes(bytes))
            }
        }
    )*};
}

scalars!(i8, u8, u16, i32, u32, i64, u64, f32);

impl Scalar for bool {
    const SIZE: usize = 1;

    fn read(bytes: &[u8]) -> Option<Self> {
        bytes.first().map(|&byte| byte != 0)
    }
}
