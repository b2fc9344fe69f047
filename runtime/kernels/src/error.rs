//! Why a kernel refuses its operands.

use std::fmt;

/// A refusal: what was found, what was expected, of which operand or parameter.
///
/// Every kernel checks everything before it writes its output. The text has no operator name or
/// location: the caller knows both and adds them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KernelError {
    /// A tensor would need more bytes than the limit.
    TooLarge {
        /// Its dimensions.
        dims: Vec<usize>,
        /// The limit in bytes.
        limit: usize,
    },
    /// A slice is not as long as its shape or partner demands.
    Length {
        /// Which operand.
        what: &'static str,
        /// Elements found.
        found: usize,
        /// Elements expected.
        expected: usize,
    },
    /// A shape differs from the one the operator computes or needs.
    Shape {
        /// Which operand.
        what: &'static str,
        /// Dimensions found.
        found: Vec<usize>,
        /// Dimensions expected.
        expected: Vec<usize>,
    },
    /// The number of dimensions is not supported.
    Rank {
        /// Which operand.
        what: &'static str,
        /// Rank found.
        found: usize,
        /// Ranks that work, in words.
        expected: &'static str,
    },
    /// Two shapes cannot be broadcast to a common one.
    Broadcast {
        /// Dimensions of one operand.
        left: Vec<usize>,
        /// Dimensions of the other.
        right: Vec<usize>,
    },
    /// An integer attribute, scalar operand or dimension is outside its domain.
    Parameter {
        /// Which one.
        what: &'static str,
        /// Its value.
        found: i64,
        /// The domain, in words.
        expected: &'static str,
    },
    /// A real number (a scale, a range bound) is outside its domain.
    Real {
        /// Which one.
        what: &'static str,
        /// Its value, as text (a float has no total equality).
        found: String,
        /// The domain, in words.
        expected: &'static str,
    },
    /// An index read from data points outside the dimension it indexes.
    Index {
        /// Which operand holds the index.
        what: &'static str,
        /// The index.
        found: i64,
        /// Size of the indexed dimension.
        bound: usize,
    },
    /// An axis is outside `-rank..rank`.
    Axis {
        /// The axis.
        found: i64,
        /// The rank.
        rank: usize,
    },
    /// An integer division by zero at run time.
    DivisionByZero,
}

impl KernelError {
    /// A [`KernelError::Real`] for `found`.
    pub(crate) fn real(what: &'static str, found: f64, expected: &'static str) -> Self {
        KernelError::Real { what, found: found.to_string(), expected }
    }
}

impl fmt::Display for KernelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            KernelError::TooLarge { dims, limit } => {
                write!(f, "a tensor of shape {} needs more than the limit of {limit} bytes", Dims(dims))
            }
            KernelError::Length { what, found, expected } => {
                write!(f, "{what} has {found} elements, expected {expected}")
            }
            KernelError::Shape { what, found, expected } => {
                write!(f, "{what} has shape {}, expected {}", Dims(found), Dims(expected))
            }
            KernelError::Rank { what, found, expected } => {
                write!(f, "{what} has rank {found}, expected {expected}")
            }
            KernelError::Broadcast { left, right } => {
                write!(f, "shapes {} and {} cannot be broadcast together", Dims(left), Dims(right))
            }
            KernelError::Parameter { what, found, expected } => {
                write!(f, "{what} is {found}, expected {expected}")
            }
            KernelError::Real { what, found, expected } => {
                write!(f, "{what} is {found}, expected {expected}")
            }
            KernelError::Index { what, found, bound } => {
                write!(f, "{what} holds index {found}, expected 0 to below {bound}")
            }
            KernelError::Axis { found, rank } => {
                write!(f, "axis {found} does not exist in a tensor of rank {rank}")
            }
            KernelError::DivisionByZero => write!(f, "integer division by zero"),
        }
    }
}

impl std::error::Error for KernelError {}

/// Dimensions as `[1x8x8x3]`, `[]` for a scalar; long ones are cut.
struct Dims<'a>(&'a [usize]);

impl fmt::Display for Dims<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHOWN: usize = 16;
        write!(f, "[")?;
        for (i, d) in self.0.iter().take(SHOWN).enumerate() {
            write!(f, "{}{d}", if i == 0 { "" } else { "x" })?;
        }
        write!(f, "{}]", if self.0.len() > SHOWN { "x..." } else { "" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_says_what_was_found_and_expected() {
        let e = KernelError::Shape { what: "filter", found: vec![3, 0], expected: vec![] };
        assert_eq!(e.to_string(), "filter has shape [3x0], expected []");
        let e = KernelError::Index { what: "indices", found: -1, bound: 4 };
        assert_eq!(e.to_string(), "indices holds index -1, expected 0 to below 4");
        let e = KernelError::TooLarge { dims: vec![1; 20], limit: 8 };
        assert!(e.to_string().contains("x1x...] needs"), "{e}");
    }
}
