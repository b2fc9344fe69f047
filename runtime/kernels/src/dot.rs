//! The exact integer dot product that convolutions and matrix products are made of.

use crate::quant::QuantInt;

/// Products summed in 32 bits before the sum is widened: 256 products of at most 2^22 fit.
const CHUNK: usize = 256;

/// Exact `sum(a[i] * b[i])`, where every product is below 2^23 in magnitude (8-bit values with their
/// zero points taken off, or 16-bit activations times 8-bit weights). Extra elements are ignored.
#[inline]
pub(crate) fn dot(a: &[i16], b: &[i16]) -> i64 {
    let mut total = 0i64;
    for (a, b) in a.chunks(CHUNK).zip(b.chunks(CHUNK)) {
        let mut sum = 0i32;
        for (&x, &y) in a.iter().zip(b) {
            sum = sum.wrapping_add(i32::from(x).wrapping_mul(i32::from(y)));
        }
        total += i64::from(sum);
    }
    total
}

/// The values less their zero point; fits `i16` for 8-bit types, and for 16-bit ones at zero point 0.
#[inline]
pub(crate) fn centre_into<T: QuantInt>(values: &[T], zero_point: i32, out: &mut [i16]) {
    for (o, v) in out.iter_mut().zip(values) {
        *o = v.widen().wrapping_sub(zero_point) as i16;
    }
}

/// All of `values` less their zero point.
pub(crate) fn centred<T: QuantInt>(values: &[T], zero_point: i32) -> Vec<i16> {
    let mut out = vec![0i16; values.len()];
    centre_into(values, zero_point, &mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn sums_beyond_32_bits_are_exact() {
        let (a, b) = (vec![i16::MIN; 5000], vec![-128i16; 5000]);
        assert_eq!(dot(&a, &b), 5000 * (1i64 << 22));
    }

    proptest! {
        #[test]
        fn equals_the_wide_sum(pairs in prop::collection::vec((any::<i16>(), -128i16..128), 0..700)) {
            let (a, b): (Vec<i16>, Vec<i16>) = pairs.iter().copied().unzip();
            let want: i64 = pairs.iter().map(|&(x, y)| i64::from(x) * i64::from(y)).sum();
            prop_assert_eq!(dot(&a, &b), want);
        }
    }
}
