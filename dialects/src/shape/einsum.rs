//! Sums of products by index letters.

use std::collections::BTreeMap;

use tfl_ir::{Body, Diagnostic, Dim, Op, Type};

use super::broadcast::broadcast;
use super::{Args, Shape, same, typed_one};

/// `tf.Einsum`: the equation names the dimensions of the operands and of the result by letters; three
/// dots stand for dimensions that broadcast.
pub(crate) fn einsum_shape(body: &Body, op: Op) -> Result<Vec<Type>, Diagnostic> {
    typed_one(body, op, einsum)
}

fn einsum(args: Args<'_>) -> Result<Shape, String> {
    let equation: String = args.attr_str("equation").chars().filter(|c| !c.is_whitespace()).collect();
    let Some((left, right)) = equation.split_once("->") else {
        return Err(format!("the equation '{}' has no arrow", shorten(&equation)));
    };
    let terms: Vec<&str> = left.split(',').collect();
    if terms.len() != args.body.num_operands(args.op) {
        return Err(format!("the equation is for {} operands", terms.len()));
    }
    let mut sizes: BTreeMap<char, Dim> = BTreeMap::new();
    let mut dotted: Vec<Dim> = Vec::new();
    for (index, term) in terms.iter().enumerate() {
        let Some(dims) = args.dims(index) else { return Ok(None) };
        let (front, back) = term.split_once("...").unwrap_or((term, ""));
        let (lead, tail) = (front.chars().count(), back.chars().count());
        let middle =
            dims.len().checked_sub(lead + tail).filter(|&middle| middle == 0 || term.contains("..."));
        let Some(middle) = middle else {
            return Err(format!(
                "'{}' does not name the dimensions of a tensor of rank {}",
                shorten(term),
                dims.len()
            ));
        };
        let letters = front.chars().zip(dims.iter()).chain(back.chars().zip(dims.iter().skip(lead + middle)));
        for (letter, &dim) in letters {
            let known = sizes.entry(letter).or_insert(Dim::Dynamic);
            *known = same(*known, dim, &format!("the sizes of '{letter}'"))?;
        }
        dotted = broadcast(&dotted, dims.get(lead..lead + middle).unwrap_or_default())?;
    }
    let mut shape = Vec::new();
    let (front, back) = right.split_once("...").unwrap_or((right, ""));
    let of = |letter: char| {
        sizes.get(&letter).copied().ok_or_else(|| format!("'{letter}' of the result names no dimension"))
    };
    for letter in front.chars() {
        shape.push(of(letter)?);
    }
    if right.contains("...") {
        shape.append(&mut dotted);
    }
    for letter in back.chars() {
        shape.push(of(letter)?);
    }
    Ok(Some(shape))
}

/// Text for a message: at most 200 characters.
fn shorten(text: &str) -> String {
    text.chars().take(200).collect()
}
