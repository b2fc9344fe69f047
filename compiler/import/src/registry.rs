//! What TensorFlow's own operators look like: operands, results, attributes with their defaults.
//!
//! A node leaves attributes with default values out, and says neither how many results it has nor their
//! types: all of that follows from here. The facts stand in `registry/tf_ops.txt`, one operator a line,
//! sorted by name; a look-up finds its line by binary search and reads only that.
//!
//! A line is separated by tabs: name; `stateful` or `-`; operands `<name:TYPE`; results `>name:TYPE`;
//! attributes `@name:kind`, with `=default` if there is one. TYPE is an element type, `$attr` for the type an
//! attribute names, `[attr]` for one tensor per type of a list, each with `count*` in front when an integer
//! attribute says how many tensors there are, and `&` behind where a TF1 variable itself is meant.

mod default;

pub(crate) use self::default::default_value;

/// All operators.
static OPS: &str = include_str!("registry/tf_ops.txt");

/// One operator.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OpDef {
    line: &'static str,
}

/// An operand or a result, which may stand for several tensors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ArgDef {
    pub(crate) name: &'static str,
    pub(crate) ty: ArgType,
    /// The integer attribute that says how many tensors of the type there are.
    pub(crate) count: Option<&'static str>,
    /// Whether it is a TF1 variable itself and not its value.
    pub(crate) is_ref: bool,
}

/// Where the element type of an operand or result comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ArgType {
    /// Always this one, in TensorFlow's spelling.
    Fixed(&'static str),
    /// The attribute of this name.
    Attr(&'static str),
    /// One tensor for each type in the attribute of this name.
    List(&'static str),
}

/// A declared attribute.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AttrDef {
    pub(crate) name: &'static str,
    /// `int`, `type`, `list(shape)`, `func`, …
    pub(crate) kind: &'static str,
    /// The default's text.
    pub(crate) default: Option<&'static str>,
}

/// The operator called `name`, spelt exactly so.
pub(crate) fn find(name: &str) -> Option<OpDef> {
    let (mut low, mut high) = (0, OPS.len());
    while low < high {
        let line = line_at(low.midpoint(high));
        let op = OpDef { line: line.text };
        match op.name().cmp(name) {
            std::cmp::Ordering::Equal => return Some(op),
            std::cmp::Ordering::Less => low = line.end,
            std::cmp::Ordering::Greater => high = line.start,
        }
    }
    None
}

/// Names of all operators, sorted.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    OPS.lines().map(|line| OpDef { line }.name())
}

struct Line {
    text: &'static str,
    start: usize,
    /// Start of the next line.
    end: usize,
}

/// The line around a byte. The table is ASCII, so every position is between characters.
fn line_at(at: usize) -> Line {
    let start = OPS.get(..at).and_then(|s| s.rfind('\n')).map_or(0, |i| i + 1);
    let rest = OPS.get(start..).unwrap_or_default();
    let len = rest.find('\n').unwrap_or(rest.len());
    Line { text: rest.get(..len).unwrap_or_default(), start, end: start + len + 1 }
}

impl OpDef {
    /// The operator's name.
    pub(crate) fn name(self) -> &'static str {
        self.line.split('\t').next().unwrap_or_default()
    }

    /// Whether it reads or writes something beyond its operands and results.
    pub(crate) fn is_stateful(self) -> bool {
        self.line.split('\t').nth(1) == Some("stateful")
    }

    /// Operands in order.
    pub(crate) fn inputs(self) -> impl Iterator<Item = ArgDef> {
        self.fields('<').filter_map(arg_def)
    }

    /// Results in order.
    pub(crate) fn outputs(self) -> impl Iterator<Item = ArgDef> {
        self.fields('>').filter_map(arg_def)
    }

    /// Attributes in the order of declaration.
    pub(crate) fn attrs(self) -> impl Iterator<Item = AttrDef> {
        self.fields('@').filter_map(attr_def)
    }

    /// Whether an attribute says no more than the types and number of the operands or results do.
    pub(crate) fn is_derived(self, attr: &str) -> bool {
        self.inputs().chain(self.outputs()).any(|arg| {
            arg.count == Some(attr) || matches!(arg.ty, ArgType::Attr(a) | ArgType::List(a) if a == attr)
        })
    }

    fn fields(self, mark: char) -> impl Iterator<Item = &'static str> {
        self.line.split('\t').skip(2).filter_map(move |field| field.strip_prefix(mark))
    }
}

fn arg_def(field: &'static str) -> Option<ArgDef> {
    let (name, ty) = field.split_once(':')?;
    let (ty, is_ref) = ty.strip_suffix('&').map_or((ty, false), |ty| (ty, true));
    let (count, ty) = match ty.split_once('*') {
        Some((count, ty)) => (Some(count), ty),
        None => (None, ty),
    };
    let ty = if let Some(attr) = ty.strip_prefix('$') {
        ArgType::Attr(attr)
    } else if let Some(list) = ty.strip_prefix('[').and_then(|t| t.strip_suffix(']')) {
        ArgType::List(list)
    } else {
        ArgType::Fixed(ty)
    };
    Some(ArgDef { name, ty, count, is_ref })
}

fn attr_def(field: &'static str) -> Option<AttrDef> {
    let (name, rest) = field.split_once(':')?;
    let (kind, default) = match rest.split_once('=') {
        Some((kind, default)) => (kind, Some(default)),
        None => (rest, None),
    };
    Some(AttrDef { name, kind, default })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operator_is_found_by_its_name() {
        let names: Vec<_> = names().collect();
        assert!(names.len() > 1400 && names.is_sorted());
        for name in names {
            assert_eq!(find(name).map(OpDef::name), Some(name));
        }
        for name in ["", "A", "Conv2", "Conv2DX", "conv2d", "Zzz", "\n", "é"] {
            assert!(find(name).is_none(), "{name}");
        }
    }

    #[test]
    fn every_line_is_understood() {
        for name in names() {
            let op = find(name).unwrap();
            let fields = op.line.split('\t').count();
            assert_eq!(fields, 2 + op.inputs().count() + op.outputs().count() + op.attrs().count(), "{name}");
            for arg in op.inputs().chain(op.outputs()) {
                let of_kind = |attr: &str, kind: &str| op.attrs().any(|a| a.name == attr && a.kind == kind);
                assert!(arg.count.is_none_or(|n| of_kind(n, "int")), "{name}: {arg:?}");
                match arg.ty {
                    ArgType::Attr(attr) => assert!(of_kind(attr, "type"), "{name}: {arg:?}"),
                    ArgType::List(attr) => assert!(of_kind(attr, "list(type)"), "{name}: {arg:?}"),
                    ArgType::Fixed(ty) => assert!(crate::dtype::by_name(ty).is_some(), "{name}: {arg:?}"),
                }
            }
            for attr in op.attrs() {
                if let Some(text) = attr.default {
                    assert!(default_value(attr.kind, text).is_some(), "{name}: {attr:?}");
                }
            }
        }
    }

    #[test]
    fn facts_of_some_operators() {
        let split = find("Split").unwrap();
        let value = split.outputs().next().unwrap();
        assert_eq!((value.count, value.ty), (Some("num_split"), ArgType::Attr("T")));
        assert!(split.is_derived("num_split") && split.is_derived("T") && !split.is_stateful());
        assert!(find("Assign").unwrap().inputs().map(|a| a.is_ref).eq([true, false]));
        let call = find("StatefulPartitionedCall").unwrap();
        assert!(call.is_stateful() && call.is_derived("Tout") && !call.is_derived("f"));
    }
}
