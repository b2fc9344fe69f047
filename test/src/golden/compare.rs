//! Compares outputs with their golden.

use serde_json::Value;
use tfl_driver::numpy::{Array, Dtype};

/// How far an output may be from its golden. Integers, booleans and text are always compared exactly.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Limit {
    /// Bit for bit (NaN equals NaN).
    Exact,
    /// At most this share of the largest magnitude in the golden.
    OfRange(f64),
}

impl Limit {
    /// Reads `exact`, or a number below one.
    pub(super) fn parse(text: &str) -> Option<Self> {
        match text {
            "exact" => Some(Self::Exact),
            number => number.parse().ok().filter(|n| *n > 0.0 && *n < 1.0).map(Self::OfRange),
        }
    }
}

/// What is different in element type or shape, if anything.
pub(super) fn facts_difference(got: &Array, facts: &Value) -> Option<String> {
    let dtype = facts.get("dtype").and_then(Value::as_str).unwrap_or_default();
    if got.dtype.to_string() != dtype {
        return Some(format!("element type {}, expected {dtype}", got.dtype));
    }
    let shape: Option<Vec<usize>> = serde_json::from_value(facts.get("shape").cloned()?).ok();
    (shape.as_ref() != Some(&got.shape)).then(|| format!("shape {:?}, expected {shape:?}", got.shape))
}

/// What is different in text: the golden keeps at most the first 200 strings.
pub(super) fn text_difference(got: &Array, facts: &Value) -> Option<String> {
    let wanted = super::info::strings(facts, "values");
    let found = got.strings().unwrap_or_default();
    let same = found.len() >= wanted.len() && found.iter().take(200).eq(wanted.iter().map(String::as_bytes));
    (!same).then(|| format!("strings differ: {found:?}, expected {wanted:?}"))
}

/// Elements `(j * n) / count` of `array`, flat.
pub(super) fn sample(array: &Array, count: usize) -> Array {
    let size = array.dtype.size();
    let total = array.data.len() / size.max(1);
    let picked = (0..count).map(|j| (j as u128 * total as u128 / count as u128) as usize);
    let data: Vec<u8> = picked.flat_map(|i| array.data[i * size..(i + 1) * size].to_vec()).collect();
    Array { dtype: array.dtype, shape: vec![count], data: data.into() }
}

/// What is different beyond `limit`, if anything. Element counts have to be equal, shapes not.
pub(super) fn difference(got: &Array, want: &Array, limit: Limit) -> Option<String> {
    if got.dtype != want.dtype || got.data.len() != want.data.len() {
        let of = |a: &Array| format!("{} {:?}", a.dtype, a.shape);
        return Some(format!("found {}, expected {}", of(got), of(want)));
    }
    match (limit, got.dtype) {
        (Limit::OfRange(share), Dtype::F16 | Dtype::F32 | Dtype::F64) => {
            let want = numbers(want);
            let range = want.iter().filter(|v| v.is_finite()).fold(0.0, |m: f64, v| m.max(v.abs()));
            beyond(&numbers(got), &want, share * range.max(1e-30))
        }
        (_, Dtype::F16 | Dtype::F32 | Dtype::F64) => beyond(&numbers(got), &numbers(want), 0.0),
        _ => unequal(got, want),
    }
}

/// What is different by more than `share` of the span (largest minus smallest value) of the golden
/// output over all calls, if anything. Text and shape have to be the same.
pub(crate) fn span_error<'a>(
    got: &Array,
    want: &Array,
    all_calls: impl Iterator<Item = &'a Array>,
    share: f64,
) -> Option<String> {
    if let Some(wanted) = want.strings() {
        let found = got.strings().unwrap_or_default();
        return (found != wanted).then(|| format!("strings differ: {found:?}, expected {wanted:?}"));
    }
    if got.shape != want.shape {
        return Some(format!("shape {:?}, expected {:?}", got.shape, want.shape));
    }
    let all: Vec<f64> = all_calls.flat_map(numbers).collect();
    let (low, high) = all.iter().fold((f64::MAX, f64::MIN), |(l, h), v| (l.min(*v), h.max(*v)));
    let magnitude = all.iter().fold(0.0, |m: f64, v| m.max(v.abs()));
    let span = [high - low, magnitude].into_iter().find(|s| *s > 0.0).unwrap_or(1.0);
    beyond(&numbers(got), &numbers(want), share * span)
}

/// The largest error, when it is above `limit` or not a number.
fn beyond(got: &[f64], want: &[f64], limit: f64) -> Option<String> {
    let error = |(g, w): (&f64, &f64)| match g == w || (g.is_nan() && w.is_nan()) {
        true => 0.0,
        false if g.is_nan() || w.is_nan() => f64::INFINITY,
        false => (g - w).abs(),
    };
    let worst = got.iter().zip(want).map(error).fold(0.0, f64::max);
    (worst > limit).then(|| format!("largest error {worst:.3e}, limit {limit:.3e}"))
}

fn unequal(got: &Array, want: &Array) -> Option<String> {
    let size = got.dtype.size().max(1);
    let pairs = || got.data.chunks(size).zip(want.data.chunks(size));
    let bad = pairs().filter(|(g, w)| g != w).count();
    let first = pairs().position(|(g, w)| g != w)?;
    Some(format!("{bad} of {} elements differ, the first at {first}", got.data.len() / size))
}

/// The elements as `f64`; only for numbers that fit it.
pub(crate) fn numbers(array: &Array) -> Vec<f64> {
    let d = &array.data;
    match array.dtype {
        Dtype::F16 => d.chunks_exact(2).map(|b| half::f16::from_le_bytes([b[0], b[1]]).to_f64()).collect(),
        Dtype::F32 => each(d, f32::from_le_bytes).map(f64::from).collect(),
        Dtype::F64 => each(d, f64::from_le_bytes).collect(),
        Dtype::I8 => d.iter().map(|b| f64::from(*b as i8)).collect(),
        Dtype::U8 | Dtype::Bool => d.iter().map(|b| f64::from(*b)).collect(),
        Dtype::I16 => each(d, i16::from_le_bytes).map(f64::from).collect(),
        Dtype::U16 => each(d, u16::from_le_bytes).map(f64::from).collect(),
        Dtype::I32 => each(d, i32::from_le_bytes).map(f64::from).collect(),
        Dtype::U32 => each(d, u32::from_le_bytes).map(f64::from).collect(),
        Dtype::I64 => each(d, i64::from_le_bytes).map(|v| v as f64).collect(),
        Dtype::U64 => each(d, u64::from_le_bytes).map(|v| v as f64).collect(),
        Dtype::C64 => each(d, f32::from_le_bytes).map(f64::from).collect(),
        Dtype::C128 => each(d, f64::from_le_bytes).collect(),
        Dtype::Bytes(_) => Vec::new(),
    }
}

fn each<'a, const N: usize, T: 'a>(data: &'a [u8], read: fn([u8; N]) -> T) -> impl Iterator<Item = T> + 'a {
    data.as_chunks::<N>().0.iter().map(move |bytes| read(*bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn floats(values: &[f32]) -> Array {
        let data: Vec<u8> = values.iter().flat_map(|v| v.to_le_bytes()).collect();
        Array::new(Dtype::F32, vec![values.len()], data.into()).unwrap()
    }

    #[test]
    fn floats_may_be_off_by_a_share_of_the_range() {
        let want = floats(&[10.0, f32::NAN]);
        let limit = Limit::OfRange(1e-3);
        assert_eq!(difference(&floats(&[10.009, f32::NAN]), &want, limit), None);
        assert!(difference(&floats(&[10.011, f32::NAN]), &want, limit).unwrap().contains("largest error"));
        assert!(difference(&floats(&[10.0, 0.0]), &want, limit).unwrap().contains("inf"));
        assert!(difference(&floats(&[10.000_001, f32::NAN]), &want, Limit::Exact).is_some());
    }

    #[test]
    fn integers_are_exact_whatever_the_limit() {
        let ints = |v: &'static [u8]| Array::new(Dtype::I8, vec![v.len()], v.into()).unwrap();
        assert_eq!(difference(&ints(&[1, 2]), &ints(&[1, 2]), Limit::OfRange(0.5)), None);
        let said = difference(&ints(&[1, 3]), &ints(&[1, 2]), Limit::OfRange(0.5)).unwrap();
        assert_eq!(said, "1 of 2 elements differ, the first at 1");
        assert!(difference(&ints(&[1]), &ints(&[1, 2]), Limit::Exact).unwrap().contains("expected"));
    }

    #[test]
    fn a_span_is_that_of_all_calls() {
        let calls = [floats(&[5.0]), floats(&[9.0])];
        assert_eq!(span_error(&floats(&[5.03]), &calls[0], calls.iter(), 0.01), None);
        let said = span_error(&floats(&[5.05]), &calls[0], calls.iter(), 0.01).unwrap();
        assert!(said.contains("limit 4.000e-2"), "{said}");
        let long = floats(&[5.0, 5.0]);
        assert!(span_error(&long, &calls[0], calls.iter(), 0.01).unwrap().contains("shape"));
    }

    #[test]
    fn a_sample_takes_even_steps() {
        assert_eq!(numbers(&sample(&floats(&[0.0, 1.0, 2.0, 3.0, 4.0]), 2)), [0.0, 2.0]);
    }
}
