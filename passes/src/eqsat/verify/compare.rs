//! Two tensors that should be the same.

use std::fmt;

use tfl_interpreter::{DType, Tensor};

/// How far a float may be off, relative to the range of the tensor.
const RELATIVE: f64 = 1e-4;
/// How far it may be off in any case: rounding where everything cancels.
const ABSOLUTE: f64 = 1e-6;

/// How two tensors differ.
#[derive(Debug)]
pub(super) enum Difference {
    /// They have other shapes or element types.
    Form(String),
    /// An element is too far off.
    Element { index: usize, was: f64, is: f64, bound: f64 },
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Difference::Form(text) => f.write_str(text),
            Difference::Element { index, was, is, bound } => {
                let by = (was - is).abs();
                write!(f, "element {index} was {was:e} and is {is:e}, ")?;
                match *bound > 0.0 {
                    true => write!(f, "off by {by:.3e} where {bound:.3e} is allowed"),
                    false => f.write_str("where the same bits are expected"),
                }
            }
        }
    }
}

/// The largest difference, if it matters. Floats are the same within 1e-4 of the range of what was, the
/// same bits if `exact`; where nothing finite was, nothing is expected unless `exact`. Other types are the
/// same.
pub(super) fn compare(was: &Tensor, is: &Tensor, exact: bool) -> Option<Difference> {
    if (was.dtype(), was.shape()) != (is.dtype(), is.shape()) {
        let form = |tensor: &Tensor| format!("{}{:?}", tensor.dtype(), tensor.shape());
        return Some(Difference::Form(format!("{} became {}", form(was), form(is))));
    }
    if was.strings().is_some() {
        let same = was.strings() == is.strings();
        return (!same).then(|| Difference::Form("other strings".to_owned()));
    }
    let (old, new) = (was.to_f64s()?, is.to_f64s()?);
    let float = matches!(was.dtype(), DType::F16 | DType::BF16 | DType::F32 | DType::F64);
    if exact || !float {
        return first_other_bits(was, is, &old, &new);
    }
    let finite = || old.iter().copied().filter(|v| v.is_finite());
    let (low, high) =
        finite().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(v), high.max(v)));
    let range = (high - low).max(high.abs()).max(low.abs());
    let bound = if range.is_finite() { (RELATIVE * range).max(ABSOLUTE) } else { ABSOLUTE };
    let off = |(&was, &is): (&f64, &f64)| match (was.is_finite(), is.is_finite()) {
        (false, _) => 0.0,
        (true, false) => f64::INFINITY,
        (true, true) => (was - is).abs(),
    };
    let pairs = old.iter().zip(&new).map(off).enumerate();
    let (index, worst) = pairs.fold((0, 0.0), |best, next| if next.1 > best.1 { next } else { best });
    (worst > bound).then(|| Difference::Element { index, was: old[index], is: new[index], bound })
}

/// The first element whose bits are others; NaNs are all one.
fn first_other_bits(was: &Tensor, is: &Tensor, old: &[f64], new: &[f64]) -> Option<Difference> {
    let (a, b) = (was.to_le_bytes()?, is.to_le_bytes()?);
    if a == b || old.is_empty() {
        return None;
    }
    let size = (a.len() / old.len()).max(1);
    let same = |index: usize| {
        let bytes = index * size..(index + 1) * size;
        a.get(bytes.clone()) == b.get(bytes) || (old[index].is_nan() && new[index].is_nan())
    };
    let index = (0..old.len().min(new.len())).find(|&index| !same(index))?;
    Some(Difference::Element { index, was: old[index], is: new[index], bound: 0.0 })
}
