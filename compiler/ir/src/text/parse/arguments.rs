//! Arguments of regions and blocks: `%name: type loc(…)`.

use super::{Parsed, Parser};
use crate::text::scan;
use crate::{Dict, Loc, Type};

/// A declared argument.
#[derive(Clone, Debug)]
pub struct Argument {
    /// Offsets of its name, `%` included.
    pub(super) name: (usize, usize),
    /// Its type.
    pub ty: Type,
    /// Attributes after the type, where the form has them.
    pub attrs: Dict,
    /// Where it comes from.
    pub loc: Loc,
    /// Whether it takes the location of the op once that is known.
    pub(super) like_op: bool,
}

impl<'s> Parser<'s> {
    /// The extent of the SSA name at this point, without a result number.
    pub(super) fn value_name(&mut self) -> Parsed<(usize, usize)> {
        if self.peek() != Some(b'%') {
            return Err(self.expected("an SSA value (%name)"));
        }
        let start = self.pos;
        let end = scan::suffix_end(self.bytes(), start + 1);
        if end == start + 1 {
            return Err(self.error_at(start, "an SSA value needs a name after '%'"));
        }
        self.pos = end;
        Ok((start, end))
    }

    /// Reads `%name: type {attrs}? loc(…)?`.
    pub(super) fn argument(&mut self, with_attrs: bool) -> Parsed<Argument> {
        let name = self.value_name()?;
        self.expect(":")?;
        let ty = self.ty()?;
        let attrs = if with_attrs { self.optional_dict()? } else { Dict::EMPTY };
        let loc = self.optional_loc()?;
        let loc = self.loc_or_here(loc, name.0);
        Ok(Argument { name, ty, attrs, loc, like_op: false })
    }
}
