//! What an options table consists of, and the values one operator's options hold.

use std::fmt;

use bytes::Bytes;

use super::builtin_options::BUILTIN_OPTIONS;
use super::builtin_options_2::BUILTIN_OPTIONS_2;
use super::enums::Enumeration;

/// One table of a union of options: its fields in the order of their slots.
#[derive(Debug, PartialEq, Eq)]
pub struct OptionsTable {
    /// The schema's name, such as `Conv2DOptions`.
    pub name: &'static str,
    /// The union it is a member of.
    pub union: OptionsUnion,
    /// Its number in that union.
    pub tag: u8,
    /// Its fields; the slot of a field is its index here.
    pub fields: &'static [OptionsField],
}

/// The union an options table is a member of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OptionsUnion {
    /// `builtin_options` of an operator.
    BuiltinOptions,
    /// `builtin_options_2` of an operator.
    BuiltinOptions2,
}

/// One field of an options table.
#[derive(Debug, PartialEq, Eq)]
pub struct OptionsField {
    /// The schema's name.
    pub name: &'static str,
    /// The type of its value.
    pub kind: Kind,
    /// What a scalar field means when it is absent; floats default to zero throughout.
    pub default: i64,
}

/// The type of a field of options.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "named after the schema's types")]
pub enum Kind {
    Bool,
    I32,
    U32,
    I64,
    F32,
    Enum(&'static Enumeration),
    Str,
    Bytes,
    Bools,
    I32s,
    I64s,
    F32s,
    Enums(&'static Enumeration),
}

/// The value of a field of options.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `Bool`.
    Bool(bool),
    /// `I32`, `U32`, `I64` and `Enum`.
    Int(i64),
    /// `F32`.
    Float(f32),
    /// `Str`.
    Str(String),
    /// `Bytes`.
    Bytes(Bytes),
    /// `Bools`.
    Bools(Vec<bool>),
    /// `I32s`, `I64s` and `Enums`.
    Ints(Vec<i64>),
    /// `F32s`.
    Floats(Vec<f32>),
}

/// The options of one operator: the fields that differ from their defaults.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    table: &'static OptionsTable,
    values: Vec<(u16, Value)>,
}

impl Options {
    /// Options with every field at its default.
    pub fn new(table: &'static OptionsTable) -> Self {
        Self { table, values: Vec::new() }
    }

    /// The table these are values of.
    pub fn table(&self) -> &'static OptionsTable {
        self.table
    }

    /// Sets the field at `slot`. A scalar that equals the default is the same as an absent one, and so is an
    /// empty string. An empty vector is not: a new shape without dimensions is that of a scalar.
    ///
    /// # Errors
    /// The kind that was expected, when the table has no such slot or it holds another kind.
    pub fn set(&mut self, slot: u16, value: Value) -> Result<(), String> {
        let Some(field) = self.table.fields.get(usize::from(slot)) else {
            return Err(format!("{} has no field in slot {slot}", self.table.name));
        };
        if !field.kind.holds(&value) {
            return Err(format!("{}.{} is of type {}", self.table.name, field.name, field.kind));
        }
        let at = self.values.partition_point(|(known, _)| *known < slot);
        if self.values.get(at).is_some_and(|(known, _)| *known == slot) {
            self.values.remove(at);
        }
        let is_empty = matches!(&value, Value::Str(text) if text.is_empty());
        if !is_empty && field.scalar_default().as_ref() != Some(&value) {
            self.values.insert(at, (slot, value));
        }
        Ok(())
    }

    /// The value at `slot`: what was set, or a scalar's default; `None` for an absent string or vector.
    pub fn get(&self, slot: u16) -> Option<Value> {
        let set = self.values.iter().find(|(known, _)| *known == slot).map(|(_, value)| value.clone());
        set.or_else(|| self.table.fields.get(usize::from(slot))?.scalar_default())
    }

    /// The value of the field called `name`, as `get` gives it.
    pub fn get_named(&self, name: &str) -> Option<Value> {
        self.get(self.table.slot_of(name)?)
    }

    /// The fields that differ from their defaults, by slot.
    pub fn explicit(&self) -> impl Iterator<Item = (u16, &'static OptionsField, &Value)> {
        let fields = self.table.fields;
        self.values.iter().filter_map(move |(slot, value)| {
            fields.get(usize::from(*slot)).map(|field| (*slot, field, value))
        })
    }
}

impl OptionsTable {
    /// The tables of both unions.
    pub fn all() -> impl Iterator<Item = &'static Self> {
        BUILTIN_OPTIONS.iter().chain(BUILTIN_OPTIONS_2)
    }

    /// The table called `name`, in either union.
    pub fn by_name(name: &str) -> Option<&'static Self> {
        Self::all().find(|table| table.name == name)
    }

    /// The member of `union` with number `tag`.
    pub fn by_tag(union: OptionsUnion, tag: u8) -> Option<&'static Self> {
        let tables = match union {
            OptionsUnion::BuiltinOptions => BUILTIN_OPTIONS,
            OptionsUnion::BuiltinOptions2 => BUILTIN_OPTIONS_2,
        };
        tables.get(usize::from(tag).checked_sub(1)?)
    }

    /// The slot of the field called `name`.
    pub fn slot_of(&self, name: &str) -> Option<u16> {
        u16::try_from(self.fields.iter().position(|field| field.name == name)?).ok()
    }
}

impl OptionsField {
    /// What the field means when it is absent; `None` for strings and vectors.
    pub fn scalar_default(&self) -> Option<Value> {
        match self.kind {
            Kind::Bool => Some(Value::Bool(self.default != 0)),
            Kind::I32 | Kind::U32 | Kind::I64 | Kind::Enum(_) => Some(Value::Int(self.default)),
            Kind::F32 => Some(Value::Float(0.0)),
            _ => None,
        }
    }
}

impl Kind {
    /// Whether `value` can be stored in a field of this kind without loss.
    fn holds(self, value: &Value) -> bool {
        match (self, value) {
            (Self::Bool, Value::Bool(_))
            | (Self::I64, Value::Int(_))
            | (Self::F32, Value::Float(_))
            | (Self::Str, Value::Str(_))
            | (Self::Bytes, Value::Bytes(_))
            | (Self::Bools, Value::Bools(_))
            | (Self::I64s, Value::Ints(_))
            | (Self::F32s, Value::Floats(_)) => true,
            (Self::I32, Value::Int(int)) => i32::try_from(*int).is_ok(),
            (Self::U32, Value::Int(int)) => u32::try_from(*int).is_ok(),
            (Self::Enum(known), Value::Int(int)) => known.name_of(*int).is_some(),
            (Self::I32s, Value::Ints(ints)) => ints.iter().all(|&int| i32::try_from(int).is_ok()),
            (Self::Enums(known), Value::Ints(ints)) => ints.iter().all(|&int| known.name_of(int).is_some()),
            _ => false,
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bool => f.write_str("bool"),
            Self::I32 => f.write_str("int"),
            Self::U32 => f.write_str("uint"),
            Self::I64 => f.write_str("long"),
            Self::F32 => f.write_str("float"),
            Self::Enum(known) => f.write_str(known.name),
            Self::Str => f.write_str("string"),
            Self::Bytes => f.write_str("[ubyte]"),
            Self::Bools => f.write_str("[bool]"),
            Self::I32s => f.write_str("[int]"),
            Self::I64s => f.write_str("[long]"),
            Self::F32s => f.write_str("[float]"),
            Self::Enums(known) => write!(f, "[{}]", known.name),
        }
    }
}

/// Rows of options tables; see the top of `builtin_options.rs` for the notation.
macro_rules! options_tables {
    ($list:ident: $union:ident; $($tag:literal $table:ident {
        $($field:ident: $kind:ident $(($enumeration:ident))? $(= $default:literal)?),*
    })*) => {
        pub(super) static $list: &[OptionsTable] = &[$(OptionsTable {
            name: stringify!($table),
            union: $crate::schema::OptionsUnion::$union,
            tag: $tag,
            fields: &[$($crate::schema::OptionsField {
                name: stringify!($field),
                kind: $kind $((&$enumeration))?,
                default: 0 $(+ $default)?,
            }),*],
        }),*];
    };
}
pub(super) use options_tables;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_stands_at_the_place_its_number_says() {
        for tables in [BUILTIN_OPTIONS, BUILTIN_OPTIONS_2] {
            for (index, table) in tables.iter().enumerate() {
                assert_eq!(usize::from(table.tag), index + 1, "{}", table.name);
                assert_eq!(OptionsTable::by_tag(table.union, table.tag), Some(table));
            }
        }
    }

    #[test]
    fn a_default_is_not_stored() {
        let conv = OptionsTable::by_name("Conv2DOptions").expect("it is in the schema");
        let mut options = Options::new(conv);
        let slot = conv.slot_of("dilation_w_factor").expect("it is in the schema");
        assert_eq!(options.get(slot), Some(Value::Int(1)));
        options.set(slot, Value::Int(2)).expect("it fits");
        assert_eq!(options.explicit().count(), 1);
        options.set(slot, Value::Int(1)).expect("it fits");
        assert_eq!(options.explicit().count(), 0);
    }

    #[test]
    fn a_value_of_another_kind_is_refused() {
        let conv = OptionsTable::by_name("Conv2DOptions").expect("it is in the schema");
        let mut options = Options::new(conv);
        assert_eq!(options.set(0, Value::Int(2)), Err("Conv2DOptions.padding is of type Padding".into()));
        assert_eq!(options.set(1, Value::Int(1 << 40)), Err("Conv2DOptions.stride_w is of type int".into()));
        assert_eq!(options.set(99, Value::Int(1)), Err("Conv2DOptions has no field in slot 99".into()));
    }
}
