//! The pattern language of rules.
//!
//! ```text
//! (tfl.relu ?x)            an op without attributes, or with all of them plain (no activation, defaults)
//! (tfl.conv_2d@c ?x #w ?b) an op with any attributes, called c
//! ?x                       any value; two ?x are the same value
//! #w                       a value that follows from constants
//! _                        any value, each one its own
//! 0.5                      a float constant all of whose elements are this number
//! 0.5@half                 the same, called half in conditions
//! (proj:1 (tfl.split@s …)) a result of an op with several
//! (tfl.cast:i32 ?x)        in the second pattern: the element type of the result, where that does not
//!                          follow from the operands
//! ```
//!
//! Patterns with commutative ops match both orders of operands; constants always stand on the right.

use tfl_ir::{Dict, Traits, Type};

use super::node::OpKind;
use super::rule::plain_props;

/// A pattern. Numbers of variables are positions in [`Names`].
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Pat {
    /// `?x`, `_`.
    Any(usize),
    /// `#k`.
    Constant(usize),
    /// A number, matched through the variable.
    Literal(f32, usize),
    /// An op.
    Op {
        kind: OpKind,
        /// The variable of the attributes.
        attrs: usize,
        /// Whether the pattern names the attributes; otherwise they must be plain.
        named: bool,
        elem: Option<Type>,
        operands: Vec<Pat>,
    },
    /// A result of an op with several.
    Proj(u32, Box<Pat>),
}

/// Names of variables; those of anonymous ones are empty.
pub(crate) type Names = Vec<String>;

/// Reads a pattern, adding its variables to `names`. The error says what is wrong with it.
pub(crate) fn parse(text: &str, names: &mut Names) -> Result<Pat, String> {
    let spaced = text.replace('(', " ( ").replace(')', " ) ");
    let mut tokens = spaced.split_whitespace();
    let pattern = read(&mut tokens, names)?.ok_or("a pattern ends with an unmatched ')'")?;
    match tokens.next() {
        None => Ok(pattern),
        Some(token) => Err(format!("'{token}' follows the pattern")),
    }
}

/// The next expression; `None` at a closing parenthesis.
fn read<'a>(tokens: &mut impl Iterator<Item = &'a str>, names: &mut Names) -> Result<Option<Pat>, String> {
    match tokens.next().ok_or("the pattern ends before its last ')'")? {
        ")" => Ok(None),
        "(" => {
            let head = tokens.next().ok_or("an op is missing after '('")?;
            // Attributes are numbered before what is inside.
            let slot = (!head.starts_with("proj:")).then(|| match head.split_once('@') {
                Some((_, name)) => variable(names, name),
                None => variable(names, ""),
            });
            let mut operands = Vec::new();
            while let Some(operand) = read(tokens, names)? {
                operands.push(operand);
            }
            make(head, slot, operands).map(Some)
        }
        "_" => Ok(Some(Pat::Any(variable(names, "")))),
        token => {
            if let Some(name) = token.strip_prefix('?') {
                return Ok(Some(Pat::Any(variable(names, name))));
            }
            if let Some(name) = token.strip_prefix('#') {
                return Ok(Some(Pat::Constant(variable(names, name))));
            }
            let (number, name) = token.split_once('@').unwrap_or((token, ""));
            let number: f32 =
                number.parse().map_err(|_| format!("'{token}' is no variable and no number"))?;
            Ok(Some(Pat::Literal(number, variable(names, name))))
        }
    }
}

fn variable(names: &mut Names, name: &str) -> usize {
    match names.iter().position(|known| known == name).filter(|_| !name.is_empty()) {
        Some(known) => known,
        None => {
            names.push(name.to_owned());
            names.len() - 1
        }
    }
}

fn make(head: &str, slot: Option<usize>, mut operands: Vec<Pat>) -> Result<Pat, String> {
    if let Some(number) = head.strip_prefix("proj:") {
        let number = number.parse().map_err(|_| format!("'{head}' names no result"))?;
        return match operands.pop() {
            Some(of) if operands.is_empty() => Ok(Pat::Proj(number, Box::new(of))),
            _ => Err("a projection has one operand".to_owned()),
        };
    }
    let named = head.contains('@');
    let head = head.split('@').next().unwrap_or(head);
    let (name, elem) = match head.split_once(':') {
        Some((name, elem)) => (name, Some(element(elem)?)),
        None => (head, None),
    };
    let kind = OpKind::named(name).ok_or_else(|| format!("'{name}' is no pure tfl op"))?;
    let attrs = slot.ok_or("an op has a variable for its attributes")?;
    Ok(Pat::Op { kind, attrs, named, elem, operands })
}

fn element(name: &str) -> Result<Type, String> {
    match name {
        "f32" => Ok(Type::f32()),
        "i32" => Ok(Type::i32()),
        "i64" => Ok(Type::i64()),
        "i1" => Ok(Type::i1()),
        _ => Err(format!("'{name}' is no element type that patterns know")),
    }
}

impl Pat {
    /// Whether it is a constant by its form.
    fn is_constant(&self) -> bool {
        matches!(self, Pat::Constant(_) | Pat::Literal(..))
    }

    /// The pattern and those with operands of commutative ops exchanged, as far as that makes a
    /// difference.
    pub(crate) fn orders(&self) -> Vec<Pat> {
        let Pat::Op { kind, attrs, named, elem, operands } = self else {
            return match self {
                Pat::Proj(number, of) => {
                    of.orders().into_iter().map(|of| Pat::Proj(*number, Box::new(of))).collect()
                }
                other => vec![other.clone()],
            };
        };
        let mut lists: Vec<Vec<Pat>> = vec![Vec::new()];
        for operand in operands {
            let choices = operand.orders();
            lists = lists
                .into_iter()
                .flat_map(|list| {
                    choices.iter().map(move |choice| {
                        let mut list = list.clone();
                        list.push(choice.clone());
                        list
                    })
                })
                .collect();
        }
        if kind.info().traits.has(Traits::COMMUTATIVE)
            && let [a, b] = &operands[..]
            && !b.is_constant()
            && !(matches!(a, Pat::Any(_)) && matches!(b, Pat::Any(_)))
        {
            let swapped: Vec<Vec<Pat>> =
                lists.iter().map(|list| list.iter().rev().cloned().collect()).collect();
            lists.extend(swapped);
        }
        let rebuilt = |operands| Pat::Op { kind: *kind, attrs: *attrs, named: *named, elem: *elem, operands };
        lists.into_iter().map(rebuilt).collect()
    }

    /// The attributes that an op of the second pattern has when it names none.
    pub(crate) fn plain(kind: OpKind) -> Dict {
        plain_props(kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<(Pat, Names), String> {
        tfl_dialects::register_all();
        let mut names = Names::new();
        parse(text, &mut names).map(|pattern| (pattern, names))
    }

    #[test]
    fn variables_are_numbered_once() {
        let (pattern, names) = read("(tfl.add@a (tfl.mul ?x #k) ?x)").unwrap();
        assert_eq!(names, ["a", "", "x", "k"]);
        let Pat::Op { named, operands, .. } = &pattern else { panic!("an op") };
        assert!(named);
        assert_eq!(operands[1], Pat::Any(2));
    }

    #[test]
    fn commutative_ops_match_both_ways_where_that_differs() {
        let orders = |text: &str| read(text).unwrap().0.orders().len();
        assert_eq!(orders("(tfl.mul ?x (tfl.logistic ?x))"), 2);
        assert_eq!(orders("(tfl.mul ?x ?y)"), 1);
        assert_eq!(orders("(tfl.mul (tfl.relu ?x) 0.5)"), 1);
        assert_eq!(orders("(tfl.sub (tfl.relu ?x) ?y)"), 1);
        assert_eq!(orders("(tfl.mul (tfl.add ?x (tfl.relu ?y)) (tfl.neg ?z))"), 4);
    }

    #[test]
    fn wrong_patterns_say_what_is_wrong() {
        for (text, message) in [
            ("(tfl.relu ?x", "ends before"),
            ("(tfl.rleu ?x)", "'tfl.rleu' is no pure tfl op"),
            ("(tfl.relu x)", "'x' is no variable"),
            ("(tfl.relu ?x) ?y", "'?y' follows"),
            ("(tfl.cast:f99 ?x)", "'f99'"),
        ] {
            assert!(read(text).unwrap_err().contains(message), "{text}");
        }
    }
}
