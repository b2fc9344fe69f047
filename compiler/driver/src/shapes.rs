//! Shapes on a command line.

use tfl_ir::{Diagnostic, Loc};

/// The shapes in `text`: dimensions with commas, shapes with colons, -1 for an unknown dimension; an
/// empty one leaves an input as the graph states it. `1,224,224,3:1,10` is two shapes.
///
/// # Errors
/// When a dimension is not a number.
pub fn parse_shapes(text: &str) -> Result<Vec<Option<Vec<i64>>>, Diagnostic> {
    if text.is_empty() {
        return Ok(Vec::new());
    }
    let shape = |part: &str| {
        if part.is_empty() {
            return Ok(None);
        }
        part.split(',').map(|dim| dim.trim().parse()).collect::<Result<Vec<i64>, _>>().map(Some)
    };
    text.split(':').map(shape).collect::<Result<_, _>>().map_err(|_| {
        Diagnostic::error(Loc::UNKNOWN, format!("the shapes '{text}' are not made of numbers"))
            .with_hint("write dimensions with commas and shapes with colons: 1,224,224,3:1,10")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_are_lists_of_numbers() {
        assert_eq!(parse_shapes("1,-1:").unwrap(), [Some(vec![1, -1]), None]);
        assert!(parse_shapes("1x2").is_err());
    }
}
