//! Options of passes: typed values with a text form.

use std::fmt;

/// The declaration of an option.
pub struct OptionInfo {
    /// The name: `max-iterations`.
    pub name: &'static str,
    /// The type in words: `boolean`.
    pub ty: &'static str,
    /// The text of the default.
    pub default: fn() -> String,
    /// What it does.
    pub doc: &'static str,
}

/// A type that options can have.
pub trait OptionValue: Sized {
    /// The type in words, for help and messages.
    const TYPE: &'static str;

    /// Reads a value; `None` if the text is none.
    fn read(text: &str) -> Option<Self>;

    /// What may have been meant by text that reads as no value.
    fn hint(_text: &str) -> Option<String> {
        None
    }

    /// The text that reads as the value.
    fn text(&self) -> String;
}

/// Why a setting is not one of a pass.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum OptionError {
    /// The pass has no such option.
    Unknown {
        /// The name as written.
        name: String,
        /// An option that may have been meant.
        near: Option<&'static str>,
        /// Whether the pass has options at all.
        any: bool,
    },
    /// The value does not read as the option's type.
    Value {
        /// The option.
        name: &'static str,
        /// The value as written.
        value: String,
        /// The type in words.
        expected: &'static str,
        /// What may have been meant.
        hint: Option<String>,
    },
}

impl OptionError {
    /// The setting's name, to find its place in the text.
    pub fn name(&self) -> &str {
        match self {
            OptionError::Unknown { name, .. } => name,
            OptionError::Value { name, .. } => name,
        }
    }

    /// What to do.
    pub fn hint(&self) -> Option<String> {
        match self {
            OptionError::Unknown { near: Some(near), .. } => Some(format!("did you mean '{near}'?")),
            OptionError::Unknown { any: true, .. } => {
                Some("--list-passes shows the options of every pass".to_owned())
            }
            OptionError::Value { hint, .. } => hint.clone(),
            OptionError::Unknown { .. } => None,
        }
    }
}

impl fmt::Display for OptionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            OptionError::Unknown { name, any: true, .. } => write!(f, "no such option '{}'", shown(name)),
            OptionError::Unknown { name, .. } => {
                write!(f, "no such option '{}': the pass has none", shown(name))
            }
            OptionError::Value { name, value, expected, .. } => {
                write!(f, "option '{name}' takes {expected}, found '{}'", shown(value))
            }
        }
    }
}
impl std::error::Error for OptionError {}

/// Text of the user's as it may stand in a message: escaped and shortened.
pub(super) fn shown(text: &str) -> String {
    let mut short: String = text.chars().take(60).flat_map(char::escape_debug).collect();
    if text.chars().nth(60).is_some() {
        short.push('…');
    }
    short
}

impl OptionValue for bool {
    const TYPE: &'static str = "true or false";
    fn read(text: &str) -> Option<bool> {
        match text {
            // A bare option name is a switch turned on.
            "" | "true" | "1" => Some(true),
            "false" | "0" => Some(false),
            _ => None,
        }
    }
    fn text(&self) -> String {
        self.to_string()
    }
}

/// Number types: what `FromStr` and `Display` say.
macro_rules! number_option {
    ($($ty:ty: $words:literal),*) => {$(
        impl OptionValue for $ty {
            const TYPE: &'static str = $words;
            fn read(text: &str) -> Option<$ty> {
                text.parse().ok()
            }
            fn text(&self) -> String {
                self.to_string()
            }
        }
    )*};
}
number_option!(i64: "an integer", u64: "a non-negative integer", f64: "a number");

impl OptionValue for String {
    const TYPE: &'static str = "text";
    fn read(text: &str) -> Option<String> {
        Some(text.to_owned())
    }
    fn text(&self) -> String {
        self.clone()
    }
}

impl OptionValue for Vec<String> {
    const TYPE: &'static str = "a list of words, with commas between them";
    fn read(text: &str) -> Option<Vec<String>> {
        Some(text.split(',').map(str::trim).filter(|item| !item.is_empty()).map(str::to_owned).collect())
    }
    fn text(&self) -> String {
        self.join(",")
    }
}

impl OptionValue for Vec<i64> {
    const TYPE: &'static str = "a list of integers, with commas between them";
    fn read(text: &str) -> Option<Vec<i64>> {
        text.split(',').map(str::trim).filter(|item| !item.is_empty()).map(|item| item.parse().ok()).collect()
    }
    fn text(&self) -> String {
        self.iter().map(i64::to_string).collect::<Vec<_>>().join(",")
    }
}
