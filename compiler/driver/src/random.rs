//! Random inputs that are the same on every machine.

use bytes::Bytes;

use crate::numpy::{Array, Dtype, NumpyError};

/// An array of `dtype` and `shape` filled from `seed` by SplitMix64.
///
/// Floats are uniform in [-1, 1), 8- and 16-bit integers take all values, wider ones are 0 to 9 (they
/// are indices more often than not), booleans are fair, strings are single letters.
///
/// # Errors
/// When the shape has no usable size.
pub fn random_array(dtype: Dtype, shape: &[usize], seed: u64) -> Result<Array, NumpyError> {
    let count = shape.iter().try_fold(1usize, |n, &dim| n.checked_mul(dim)).filter(|&n| n <= 1 << 31);
    let Some(count) = count else {
        return Err(NumpyError(format!("an input of shape {shape:?} is too large to make up")));
    };
    let mut state = seed;
    let mut next = move || {
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    };
    let mut data = Vec::new();
    let unit = |z: u64| (z >> 40) as f32 / (1u64 << 23) as f32 - 1.0;
    for _ in 0..count {
        let z = next();
        match dtype {
            Dtype::Bool => data.push((z >> 63) as u8),
            Dtype::I8 | Dtype::U8 => data.push((z >> 56) as u8),
            Dtype::I16 | Dtype::U16 => data.extend(((z >> 48) as u16).to_le_bytes()),
            Dtype::I32 | Dtype::U32 => data.extend(((z >> 33) as u32 % 10).to_le_bytes()),
            Dtype::I64 | Dtype::U64 => data.extend(((z >> 33) % 10).to_le_bytes()),
            Dtype::F16 => data.extend(half::f16::from_f32(unit(z)).to_le_bytes()),
            Dtype::F32 => data.extend(unit(z).to_le_bytes()),
            Dtype::F64 => data.extend(f64::from(unit(z)).to_le_bytes()),
            Dtype::C64 => [z, next()].iter().for_each(|&z| data.extend(unit(z).to_le_bytes())),
            Dtype::C128 => [z, next()].iter().for_each(|&z| data.extend(f64::from(unit(z)).to_le_bytes())),
            Dtype::Bytes(_) => data.push(b'a' + (z % 26) as u8),
        }
    }
    let dtype = if matches!(dtype, Dtype::Bytes(_)) { Dtype::Bytes(1) } else { dtype };
    Array::new(dtype, shape.to_vec(), Bytes::from(data))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_the_same_numbers_in_range() {
        let make = |seed| random_array(Dtype::F32, &[100], seed).unwrap();
        assert_eq!(make(1), make(1));
        assert_ne!(make(1), make(2));
        let values = make(1).data.chunks_exact(4).all(|c| {
            let v = f32::from_le_bytes([c[0], c[1], c[2], c[3]]);
            (-1.0..1.0).contains(&v)
        });
        assert!(values);
        assert!(random_array(Dtype::U8, &[usize::MAX, 2], 0).is_err());
    }
}
