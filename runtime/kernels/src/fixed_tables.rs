//! The fixed-point logistic and hyperbolic tangent of `i16` values.

use crate::error::KernelError;
use crate::quant::QuantParams;
use crate::tensor::{TensorMut, TensorRef};
use crate::unary::map1;

/// `65536 / (1 + exp(-i / 24))` for i = 0..256, as the reference rounds it.
#[rustfmt::skip]
const SIGMOID: [u16; 256] = [
    32768, 33451, 34133, 34813, 35493, 36169, 36843, 37513, 38180, 38841, 39498, 40149,
    40794, 41432, 42064, 42688, 43304, 43912, 44511, 45102, 45683, 46255, 46817, 47369,
    47911, 48443, 48964, 49475, 49975, 50464, 50942, 51409, 51865, 52311, 52745, 53169,
    53581, 53983, 54374, 54755, 55125, 55485, 55834, 56174, 56503, 56823, 57133, 57433,
    57724, 58007, 58280, 58544, 58800, 59048, 59288, 59519, 59743, 59959, 60168, 60370,
    60565, 60753, 60935, 61110, 61279, 61441, 61599, 61750, 61896, 62036, 62172, 62302,
    62428, 62549, 62666, 62778, 62886, 62990, 63090, 63186, 63279, 63368, 63454, 63536,
    63615, 63691, 63765, 63835, 63903, 63968, 64030, 64090, 64148, 64204, 64257, 64308,
    64357, 64405, 64450, 64494, 64536, 64576, 64614, 64652, 64687, 64721, 64754, 64786,
    64816, 64845, 64873, 64900, 64926, 64950, 64974, 64997, 65019, 65039, 65060, 65079,
    65097, 65115, 65132, 65149, 65164, 65179, 65194, 65208, 65221, 65234, 65246, 65258,
    65269, 65280, 65291, 65301, 65310, 65319, 65328, 65337, 65345, 65352, 65360, 65367,
    65374, 65381, 65387, 65393, 65399, 65404, 65410, 65415, 65420, 65425, 65429, 65433,
    65438, 65442, 65445, 65449, 65453, 65456, 65459, 65462, 65465, 65468, 65471, 65474,
    65476, 65479, 65481, 65483, 65485, 65488, 65489, 65491, 65493, 65495, 65497, 65498,
    65500, 65501, 65503, 65504, 65505, 65507, 65508, 65509, 65510, 65511, 65512, 65513,
    65514, 65515, 65516, 65517, 65517, 65518, 65519, 65520, 65520, 65521, 65522, 65522,
    65523, 65523, 65524, 65524, 65525, 65525, 65526, 65526, 65526, 65527, 65527, 65528,
    65528, 65528, 65529, 65529, 65529, 65529, 65530, 65530, 65530, 65530, 65531, 65531,
    65531, 65531, 65531, 65532, 65532, 65532, 65532, 65532, 65532, 65533, 65533, 65533,
    65533, 65533, 65533, 65533, 65533, 65534, 65534, 65534, 65534, 65534, 65534, 65534,
    65534, 65534, 65534, 65535,
];

/// Input as a multiple of the table's step: `(multiplier, shift)`; no multiplier for a power of two.
fn input_scaling(scale: f32, direct_shifts: &[i32]) -> Result<(i32, i32), KernelError> {
    crate::quant::check_scale("input scale", scale)?;
    /// Fractional bits of the power-of-two form: three integer bits of 15.
    const FRACTION_BITS: i32 = 12;
    let log2 = scale.ln() * (1.0 / 2f32.ln());
    let shift = FRACTION_BITS + log2.round() as i32;
    if (log2 - log2.round()).abs() < 1e-3 && direct_shifts.contains(&shift) {
        return Ok((0, shift));
    }
    let mut multiplier = f64::from(scale) * 4096.0 * 3.0;
    let mut shift = 0;
    while multiplier <= 32767.0 / 2.0 && shift <= 30 {
        shift += 1;
        multiplier *= 2.0;
    }
    if multiplier > 65536.0 {
        return Err(KernelError::real("input scale", f64::from(scale), "at most 5"));
    }
    Ok((multiplier as i32, shift))
}

/// The table between its entries: `position` has `fraction_bits` fractional bits; `None` past its end.
fn interpolate(position: u32, fraction_bits: u32) -> Option<u32> {
    let index = (position >> fraction_bits) as usize;
    if index >= 255 {
        return None;
    }
    let (low, high) = (u32::from(SIGMOID[index]), u32::from(SIGMOID[index + 1]));
    let part = position & ((1 << fraction_bits) - 1);
    Some((low << fraction_bits) + part * (high - low))
}

/// Logistic of `i16` values (zero point 0), by an interpolated table; the result has scale 1/32768.
pub fn logistic_i16(
    input: TensorRef<i16>,
    input_quant: QuantParams,
    out: TensorMut<i16>,
) -> Result<(), KernelError> {
    let (multiplier, shift) = match input_scaling(input_quant.scale, &[0])? {
        // Three quarters widen the table's range of 8 to 10.7.
        (0, shift) => (3 << shift, 0),
        scaling => scaling,
    };
    let round = if shift > 0 { 1i64 << (shift - 1) } else { 0 };
    map1(input, out, |x| {
        let x = ((i64::from(x) * i64::from(multiplier) + round) >> shift) as i32;
        let value = interpolate(x.unsigned_abs(), 9).unwrap_or(0x7FFF << 10);
        let value = if x >= 0 { value + (1 << 9) } else { (1 << 25) - value + (1 << 9) - 1 };
        (value >> 10) as i16
    })
}

/// Hyperbolic tangent of `i16` values (zero point 0), by the same table; the result has scale 1/32768.
pub fn tanh_i16(
    input: TensorRef<i16>,
    input_quant: QuantParams,
    out: TensorMut<i16>,
) -> Result<(), KernelError> {
    let (multiplier, shift) = match input_scaling(input_quant.scale, &[0, 1])? {
        (0, shift) => (3 << shift, 0),
        scaling => scaling,
    };
    let round = if shift > 0 { 1i64 << (shift - 1) } else { 0 };
    map1(input, out, |x| {
        let x = ((i64::from(x) * i64::from(multiplier) + round) >> shift) as i32;
        let value = interpolate(x.unsigned_abs(), 8).map_or(0xFFFF << 8, u32::cast_signed);
        let value = if x >= 0 { value - (1 << 23) + (1 << 7) } else { -value + (1 << 23) + (1 << 7) - 1 };
        (value >> 8) as i16
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_close_to_the_real_functions() {
        let x: Vec<i16> = (-32768..=32767).step_by(101).map(|v| v as i16).collect();
        let dims = [x.len()];
        for scale in [1.0 / 4096.0, 1.0 / 2048.0, 0.00031, 0.0001] {
            let q = QuantParams::new(scale, 0);
            let (mut y, mut z) = (vec![0i16; x.len()], vec![0i16; x.len()]);
            let t = TensorRef::new(&dims, &x).unwrap();
            logistic_i16(t, q, TensorMut::new(&dims, &mut y).unwrap()).unwrap();
            tanh_i16(t, q, TensorMut::new(&dims, &mut z).unwrap()).unwrap();
            for ((&x, &y), &z) in x.iter().zip(&y).zip(&z) {
                let real = f64::from(x) * f64::from(scale);
                assert!((f64::from(y) / 32768.0 - 1.0 / (1.0 + (-real).exp())).abs() < 2e-4, "{x}");
                assert!((f64::from(z) / 32768.0 - real.tanh()).abs() < 4e-4, "{x}");
            }
        }
    }

    #[test]
    fn scales_out_of_range_are_refused() {
        let t = TensorRef::new(&[1], &[1i16]).unwrap();
        for scale in [0.0, f32::NAN, 6.0, 1e30] {
            let mut y = [0];
            let out = TensorMut::new(&[1], &mut y).unwrap();
            assert!(logistic_i16(t, QuantParams::new(scale, 0), out).is_err(), "{scale}");
        }
    }
}
