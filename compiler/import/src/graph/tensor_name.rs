//! How nodes name their inputs.

use crate::error::{ImportError, Result, quote};

/// An input of a node, or a tensor a user names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TensorName<'a> {
    /// `^node`: the node runs before; no value.
    Control(&'a str),
    /// A value: node and which of its outputs.
    Data(&'a str, Port<'a>),
}

/// Which output of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Port<'a> {
    /// `node:2`, or `node` for the first: counted over all outputs.
    Index(u32),
    /// `node:result:2`, in functions: counted within the named result.
    Named(&'a str, u32),
}

impl<'a> TensorName<'a> {
    /// Splits `text`. Errors: an empty name, a number that is none.
    pub(crate) fn parse(text: &'a str) -> Result<Self> {
        let bad = || {
            ImportError::new(format!("{} does not name a tensor", quote(text)))
                .expected("NODE, NODE:OUTPUT or ^NODE")
        };
        if let Some(node) = text.strip_prefix('^') {
            return if node.is_empty() { Err(bad()) } else { Ok(Self::Control(node)) };
        }
        let mut parts = text.split(':');
        let node = parts.next().filter(|n| !n.is_empty()).ok_or_else(bad)?;
        let port = match (parts.next(), parts.next(), parts.next()) {
            (None, ..) => Port::Index(0),
            (Some(index), None, _) => Port::Index(index.parse().map_err(|_| bad())?),
            (Some(result), Some(index), None) if !result.is_empty() => {
                Port::Named(result, index.parse().map_err(|_| bad())?)
            }
            _ => return Err(bad()),
        };
        Ok(Self::Data(node, port))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_form_is_read() {
        let data = |node, port| TensorName::Data(node, port);
        assert_eq!(TensorName::parse("a/b").unwrap(), data("a/b", Port::Index(0)));
        assert_eq!(TensorName::parse("a:3").unwrap(), data("a", Port::Index(3)));
        assert_eq!(TensorName::parse("a:out:1").unwrap(), data("a", Port::Named("out", 1)));
        assert_eq!(TensorName::parse("^a").unwrap(), TensorName::Control("a"));
        for text in ["", "^", ":0", "a:", "a:x", "a:4294967296", "a:b:c", "a:b:1:2", "a::1"] {
            assert!(TensorName::parse(text).is_err(), "{text}");
        }
    }
}
