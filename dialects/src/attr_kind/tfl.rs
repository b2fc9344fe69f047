//! Attribute kinds of the tfl dialect: enumerations by name and the dialect's own attributes.

use tfl_ir::{Attr, DialectAttr};

use super::kind;

/// A kind whose attribute is one of a few strings, read as an enum of the same name.
macro_rules! string_enum {
    ($(#[doc = $doc:literal])+ $name:ident $kind_text:literal in $store:ident {
        $($(#[doc = $vdoc:literal])+ $variant:ident = $text:literal),+ $(,)?
    }) => {
        $(#[doc = $doc])+
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
        pub enum $name {
            $(#[doc = concat!("`", $text, "`.")] $(#[doc = $vdoc])+ $variant),+,
            /// None of the names: the op was not verified.
            #[default]
            Unknown,
        }
        impl $name {
            /// The name in IR text.
            pub fn as_str(self) -> &'static str {
                match self {
                    $($name::$variant => $text,)+
                    $name::Unknown => "",
                }
            }
            /// From the name in IR text.
            pub fn from_name(text: &str) -> Option<$name> {
                match text {
                    $($text => Some($name::$variant),)+
                    _ => None,
                }
            }
            /// The attribute.
            pub fn attr(self) -> Attr {
                Attr::str(self.as_str())
            }
        }
        impl super::AttrKind for $name {
            type Value<'a> = $name;
            type Literal = &'static str;
            const TEXT: &'static str = $kind_text;
            const STORE: super::Store = super::Store::$store;
            fn check(attr: &Attr) -> bool {
                Self::read(attr).is_some()
            }
            fn read(attr: &Attr) -> Option<$name> {
                attr.as_str().and_then($name::from_name)
            }
            fn make(text: &'static str) -> Attr {
                Attr::str(text)
            }
        }
    };
}

string_enum! {
    /// The function fused into the end of an op.
    Activation "fused activation enum" in Activation {
        /// The identity.
        None = "NONE",
        /// `max(x, 0)`.
        Relu = "RELU",
        /// `x` clamped to [-1, 1].
        ReluN1To1 = "RELU_N1_TO_1",
        /// `x` clamped to [0, 6].
        Relu6 = "RELU6",
        /// Hyperbolic tangent.
        Tanh = "TANH",
        /// 1 for negative `x`, else 0.
        SignBit = "SIGN_BIT",
    }
}
string_enum! {
    /// How a window is laid over the edges of its input.
    Padding "padding enum" in Padding {
        /// Output size is input size over stride, rounded up; zeros are added evenly, the odd one after.
        Same = "SAME",
        /// Only whole windows.
        Valid = "VALID",
    }
}
string_enum! {
    /// Memory layout of the weights of a fully connected op.
    WeightsFormat "fully connected options weights format" in WeightsFormat {
        /// Row-major.
        Default = "DEFAULT",
        /// Blocks of 4 rows by 16 columns.
        Shuffled4x16Int8 = "SHUFFLED4x16INT8",
    }
}

/// The word after the mnemonic of a bracketed tfl attribute: `REFLECT` of
/// `#tfl<mirror_pad_attr REFLECT>`.
fn tfl_word<'a>(attr: &'a Attr, mnemonic: &str) -> Option<&'a str> {
    match attr {
        Attr::Dialect(attr) if attr.dialect == *"tfl" => attr.body.strip_prefix(mnemonic).map(str::trim),
        _ => None,
    }
}

fn tfl_attr(mnemonic: &str, word: &str) -> Attr {
    let body = format!("{mnemonic} {word}").into_boxed_str();
    Attr::Dialect(std::sync::Arc::new(DialectAttr { dialect: "tfl".into(), body, bracketed: true }))
}

fn is_tfl(attr: &Attr, mnemonic: &str) -> bool {
    matches!(attr, Attr::Dialect(attr) if attr.dialect == *"tfl" && attr.mnemonic() == mnemonic)
}

kind! {
    /// `#tfl<mirror_pad_attr REFLECT>` or `SYMMETRIC`.
    MirrorPad("TFLite mirror pad attribute") in MirrorPadMode;
    check(attr): matches!(tfl_word(attr, "mirror_pad_attr"), Some("REFLECT" | "SYMMETRIC"));
    read(attr) -> &'a str: tfl_word(attr, "mirror_pad_attr");
    make(word: &'static str): tfl_attr("mirror_pad_attr", word);
}
kind! {
    /// `#tfl<lstm_kernel_type_attr FULL>`: weights of the gates in matrices of their own.
    LstmFull("TFLite lstm kernel type attribute whose value is mlir::TFL::LSTMKernelType::FULL")
    in LstmKernelType;
    check(attr): tfl_word(attr, "lstm_kernel_type_attr") == Some("FULL");
    read(attr) -> &'a str: tfl_word(attr, "lstm_kernel_type_attr");
    make(word: &'static str): tfl_attr("lstm_kernel_type_attr", word);
}
kind! {
    /// `#tfl<lstm_kernel_type_attr BASIC>`: one matrix for all gates.
    LstmBasic("TFLite lstm kernel type attribute whose value is mlir::TFL::LSTMKernelType::BASIC")
    in LstmKernelType;
    check(attr): tfl_word(attr, "lstm_kernel_type_attr") == Some("BASIC");
    read(attr) -> &'a str: tfl_word(attr, "lstm_kernel_type_attr");
    make(word: &'static str): tfl_attr("lstm_kernel_type_attr", word);
}
kind! {
    /// `#tfl<const_bytes : "0x0A0B">`.
    ConstBytes("tfl const bytes attribute") in Nowhere;
    check(attr): is_tfl(attr, "const_bytes");
    read(attr) -> Option<&'a Attr>: Some(Some(attr));
    make(_none: ()): tfl_attr("const_bytes", ": \"0x\"");
}
kind! {
    /// `#tfl.sparsity_parameter<…>`.
    SparsityParameter("sparsity parameter attribute") in Nowhere;
    check(attr): is_tfl(attr, "sparsity_parameter");
    read(attr) -> Option<&'a Attr>: Some(Some(attr));
    make(_none: ()): tfl_attr("sparsity_parameter", "");
}
kind! {
    /// `#tfl.external_buffer<…>`.
    ExternalBuffer("external buffer attribute") in Nowhere;
    check(attr): is_tfl(attr, "external_buffer");
    read(attr) -> Option<&'a Attr>: Some(Some(attr));
    make(_none: ()): tfl_attr("external_buffer", "");
}
