//! The inputs of golden runs that are too large to store: SplitMix64 as a counter hash.
//!
//! Element i is made of `z = mix(seed + (i + 1) * 0x9E3779B97F4A7C15)`; how a number comes from `z`
//! is the input's `rng`. Arithmetic is in `f32`, each step rounded once.

use tfl_driver::numpy::{Array, Dtype};

/// One word of the sequence.
fn word(seed: u64, index: u64) -> u64 {
    let z = seed.wrapping_add((index + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
    let z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// An array of NumPy's type `dtype`, made by `rng`: `n01`, `u01`, `m11`, `uni:LO:HI`, `int:LO:HI`, `full`.
pub(super) fn array(seed: u64, shape: &[usize], dtype: &str, rng: &str) -> Result<Array, String> {
    let count: usize = shape.iter().product();
    let words = (0..count as u64).map(|index| word(seed, index));
    let integers = |words: &mut dyn Iterator<Item = u64>, low: i64, high: i64| -> Vec<i64> {
        let span = high.abs_diff(low) + 1;
        words.map(|z| low + ((z >> 33) % span) as i64).collect()
    };
    let mut words = words;
    let (kind, data): (Dtype, Vec<u8>) = match (dtype, rng.split(':').collect::<Vec<_>>().as_slice()) {
        ("float32", rule) => {
            let mut out = Vec::with_capacity(count * 4);
            for z in words {
                out.extend(float(z, rule)?.to_le_bytes());
            }
            (Dtype::F32, out)
        }
        ("bool", _) => (Dtype::Bool, words.map(|z| (z >> 63) as u8).collect()),
        ("int8", ["full"]) => (Dtype::I8, words.map(|z| (z >> 56) as u8).collect()),
        ("uint8", ["full"]) => (Dtype::U8, words.map(|z| (z >> 56) as u8).collect()),
        ("int16", ["full"]) => (Dtype::I16, words.flat_map(|z| ((z >> 48) as u16).to_le_bytes()).collect()),
        (wide, rule) => {
            let (low, high) = match rule {
                ["int", low, high] => (number(low)?, number(high)?),
                ["full"] => (-1000, 1000),
                _ => return Err(format!("no rule makes {dtype} by '{rng}'")),
            };
            let values = integers(&mut words, low, high).into_iter();
            match wide {
                "int32" => (Dtype::I32, values.flat_map(|v| (v as i32).to_le_bytes()).collect()),
                "int64" => (Dtype::I64, values.flat_map(i64::to_le_bytes).collect()),
                _ => return Err(format!("no rule makes {dtype}")),
            }
        }
    };
    Array::new(kind, shape.to_vec(), data.into()).map_err(|e| e.to_string())
}

fn float(z: u64, rule: &[&str]) -> Result<f32, String> {
    let unit = (z >> 40) as f32 * (1.0 / (1 << 24) as f32);
    Ok(match rule {
        ["u01"] => unit,
        ["m11"] => unit * 2.0 - 1.0,
        ["n01"] => {
            let sum: i64 = (0..4).map(|field| (z >> (16 * field) & 0xFFFF) as i64).sum();
            (sum - 131_070) as f32 * (1.0 / 37_837.218_75_f64) as f32
        }
        ["uni", low, high] => {
            let (low, high): (f64, f64) = (number(low)?, number(high)?);
            unit * (high - low) as f32 + low as f32
        }
        ["int", low, high] => {
            let (low, high): (i64, i64) = (number(low)?, number(high)?);
            (low + ((z >> 33) % (high.abs_diff(low) + 1)) as i64) as f32
        }
        other => return Err(format!("no rule makes floats by '{}'", other.join(":"))),
    })
}

fn number<T: std::str::FromStr>(text: &str) -> Result<T, String> {
    text.parse().map_err(|_| format!("'{text}' is no number"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The seed of an input: a hash of "FOLDER/ID", the call, the position.
    const AD01_INT8: u64 = 0x469c_84b7_0000;

    #[test]
    fn words_are_those_of_the_goldens() {
        assert_eq!(word(AD01_INT8, 0), 0x365a_babb_5f5c_3979);
        assert_eq!(word(AD01_INT8, 1), 0x4f35_619f_557b_5d7d);
    }

    #[test]
    fn normal_numbers_are_those_of_the_goldens() {
        let array = array(0xecf7_7084_0000, &[3], "float32", "n01").unwrap();
        let values: Vec<f32> =
            array.data.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect();
        assert_eq!(values, [-2.259_494_8, 0.178_025_78, -1.320_419_5]);
    }

    #[test]
    fn full_bytes_are_the_top_bits() {
        assert_eq!(array(AD01_INT8, &[2], "int8", "full").unwrap().data[..], [0x36, 0x4f]);
        assert!(array(0, &[1], "float32", "pareto").is_err());
    }
}
