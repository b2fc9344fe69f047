//! `ops!`: the rows of a family of ops, one paragraph each.
//!
//! ```text
//! ops! {
//!     /// First line: what it is. Then element types, quantization, the source.
//!     Conv2D = "tfl.conv_2d" => CONV_2D(3), Conv2DOptions {
//!         operands: input: tensor[F32, QI8], filter: tensor[F32, QI8], bias: vector_or_none;
//!         attrs: stride_w: I32 @1,                 // required, field 1 of the options table
//!                dilation_w_factor: I32 = 1 @4/1,  // filled in when left out; the schema's default is 1
//!                keep: Bool ? false @5,            // may be absent, which means false
//!                note: Str ? none;                 // may be absent, which means nothing
//!         results: output: tensor[F32, QI8];
//!         traits: PURE;
//!         quant: Quantizable, Bias { bias: 2, of: [0, 1] };
//!         requires: Rank(0, 4);
//!         version: |s| if s.input(0, I8) { 2 } else { 1 };
//!         since: "1.5.0", "1.14.0";
//!         verify: conv_2d_verify;
//!     }
//! }
//! ```
//!
//! Clauses come in the order of [`op`] below; all but the name may be left out. A paragraph gives a
//! row (`static Conv2D: OpInfo`, with its [`crate::OpSpec`] on `ext`), a typed view of the same name
//! (`Conv2D::new(body, op)`, one method an operand and an attribute), and `Conv2D::build`. The family
//! is `OPS`.

/// The rows of a family; see the module.
macro_rules! ops {
    ($(
        $(#[doc = $doc:literal])+
        $name:ident = $text:literal $(=> $builtin:ident ($code:literal) $(, $table:ident)?)? {
            $($clauses:tt)*
        }
    )+) => {
        $(crate::op_macro::op! {
            [$($doc)+] $name [$text] [$($builtin $code $($table)?)?] $($clauses)*
        })+
        /// The rows of this family.
        pub const OPS: &[&tfl_ir::OpInfo] = &[$(&$name),+];
    };
}
pub(crate) use ops;

/// One row of [`ops`].
macro_rules! op {
    (
        [$($doc:literal)+] $name:ident [$text:expr] [$($builtin:ident $code:literal $($table:ident)?)?]
        $(operands: $($on:ident: $oc:ident $([$($oe:ident),+])?),+;)?
        $(attrs: $($an:ident: $ak:ident $(= $ad:tt)? $(? $ao:tt)? $(@ $slot:literal $(/ $sd:tt)?)?),+;)?
        $(derived: $($dn:ident = result $dr:literal @ $ds:literal),+;)?
        $(results: $($rn:ident: $rc:ident $([$($re:ident),+])?),+;)?
        $(regions: $($region:ident),+;)?
        $(traits: $($t:ident),+;)?
        $(effects: $effects:ident;)?
        $(quant: $($q:expr),+;)?
        $(requires: $($require:expr),+;)?
        $(runtime_requires: $($runtime:expr),+;)?
        $(stateful: $($stateful:literal),+;)?
        $(sparse: $($sparse:literal),+;)?
        $(version: $version:expr;)?
        $(since: $($since:literal),+;)?
        $(verify: $verify:expr;)?
        $(fold: $fold:expr;)?
        $(canonicalize: $($pattern:expr),+;)?
        $(infer: $infer:expr;)?
        $(name_results: $name_results:expr;)?
        $(syntax: $syntax:expr;)?
        $(callee: $callee:expr;)?
    ) => {
        $(#[doc = $doc])+
        #[derive(Clone, Copy)]
        pub struct $name<'a> {
            /// Where the op is.
            pub body: &'a tfl_ir::Body,
            /// The op.
            pub op: tfl_ir::Op,
        }

        #[doc = concat!("The row of `", $text, "`.")]
        #[allow(non_upper_case_globals, reason = "the row stands beside the view of the same name")]
        #[allow(clippy::needless_update, reason = "a row may state everything")]
        #[allow(clippy::excessive_precision, reason = "defaults are written as their sources write them")]
        pub static $name: tfl_ir::OpInfo = {
            #[allow(unused_imports, reason = "rows without such facts")]
            use crate::{elem::*, require::{Require::*, Slot::*}, sig::F8, spec::QuantFact::*};
            static SPEC: crate::OpSpec = crate::OpSpec {
                $(builtin: Some(crate::Builtin { name: stringify!($builtin), code: $code }),
                $(options: Some(stringify!($table)),)?)?
                accepts: &[$($(crate::op_macro::elems!($($($oe),+)?)),+)?],
                gives: &[$($(crate::op_macro::elems!($($($re),+)?)),+)?],
                attrs: &[$($(crate::spec::AttrFact {
                    name: crate::op_macro::plain(stringify!($an)),
                    store: <crate::attr_kind::$ak as crate::attr_kind::AttrKind>::STORE,
                    slot: crate::op_macro::opt!($($slot)?),
                    field_default: crate::op_macro::field_default!($($($sd)?)?),
                    default: crate::op_macro::implied!($ak [$($ad)?] [$($ao)?]),
                }),+)?],
                derived: &[$($(crate::spec::DerivedField {
                    name: stringify!($dn), slot: $ds, result: $dr,
                }),+)?],
                regions: &[$($(stringify!($region)),+)?],
                $(effects: crate::Effects::$effects,)?
                quant: &[$($($q),+)?],
                requires: &[$($($require),+)?],
                runtime_requires: &[$($($runtime),+)?],
                stateful: &[$($($stateful),+)?],
                sparse: &[$($($sparse),+)?],
                version: crate::op_macro::opt!($($version)?),
                since: &[$($($since),+)?],
                verify: crate::op_macro::opt!($($verify)?),
                ..crate::OpSpec::EMPTY
            };
            tfl_ir::OpInfo {
                name: $text,
                doc: concat!($($doc, "\n"),+),
                operands: &[$($(tfl_ir::ValueSpec {
                    name: crate::op_macro::plain(stringify!($on)),
                    arity: crate::constraint::arity!($oc),
                    constraint: crate::constraint::constraint!($oc $([$($oe),+])?),
                }),+)?],
                results: &[$($(tfl_ir::ValueSpec {
                    name: crate::op_macro::plain(stringify!($rn)),
                    arity: crate::constraint::arity!($rc),
                    constraint: crate::constraint::constraint!($rc $([$($re),+])?),
                }),+)?],
                attrs: &[$($(tfl_ir::AttrSpec {
                    name: crate::op_macro::plain(stringify!($an)),
                    text: <crate::attr_kind::$ak as crate::attr_kind::AttrKind>::TEXT,
                    check: <crate::attr_kind::$ak as crate::attr_kind::AttrKind>::check,
                    presence: crate::op_macro::presence!($ak [$($ad)?] [$($ao)?]),
                }),+)?],
                regions: crate::op_macro::region_count!($($($region),+)?),
                traits: tfl_ir::Traits::NONE $($(.with(tfl_ir::Traits::$t))+)?,
                hooks: tfl_ir::Hooks {
                    verify: Some(crate::spec::verify_row),
                    $(fold: Some($fold),)?
                    $(canonicalize: &[$($pattern),+],)?
                    $(infer: Some($infer),)?
                    $(name_results: Some($name_results),)?
                    $(parse: Some($syntax.parse),
                    print: Some($syntax.print),
                    default_dialect: $syntax.default_dialect,)?
                    $(callee: Some($callee),)?
                    ..tfl_ir::Hooks::NONE
                },
                ext: Some(&SPEC),
                ..tfl_ir::OpInfo::EMPTY
            }
        };

        #[allow(non_snake_case, reason = "attributes of tf ops keep their names")]
        #[allow(clippy::excessive_precision, reason = "defaults are written as their sources write them")]
        impl<'a> $name<'a> {
            /// The view of `op`, if it is of this kind with operands that fit the declaration.
            pub fn new(body: &'a tfl_ir::Body, op: tfl_ir::Op) -> Option<$name<'a>> {
                crate::view::matches(body, op, &$name).then_some($name { body, op })
            }

            /// The op that defines `value`, if it is of this kind.
            pub fn defining(body: &'a tfl_ir::Body, value: tfl_ir::Value) -> Option<$name<'a>> {
                $name::new(body, body.defining_op(value)?)
            }

            /// An op of this kind with the defaults of its row set and as many empty regions as it has.
            pub fn build(operands: &[tfl_ir::Value], results: &[tfl_ir::Type]) -> tfl_ir::OpState {
                crate::view::build(&$name, operands, results)
            }

            $($(crate::op_macro::operand_method!($name $on $oc);)+)?
            $($(crate::op_macro::attr_method!($an $ak [$($ad)?] [$($ao)?]);)+)?
        }
    };
}
pub(crate) use op;

/// `Some(x)` or `None`.
macro_rules! opt {
    () => {
        None
    };
    ($value:expr) => {
        Some($value)
    };
}
pub(crate) use opt;

/// A set of element types; any without a list.
macro_rules! elems {
    () => { crate::elem::ANY };
    ($($e:ident),+) => { crate::elem::ElemSet::NONE $(.with(crate::elem::$e))+ };
}
pub(crate) use elems;

/// Number of regions; `any` for a number that varies.
macro_rules! region_count {
    (any) => { None };
    ($($region:ident),*) => { Some(<[&str]>::len(&[$(stringify!($region)),*]) as u32) };
}
pub(crate) use region_count;

/// A schema default that is not zero.
macro_rules! field_default {
    () => {
        None
    };
    (true) => {
        Some(crate::spec::FieldDefault::Bool(true))
    };
    ($name:ident) => {
        Some(crate::spec::FieldDefault::Name(stringify!($name)))
    };
    ($value:literal) => {
        Some(crate::spec::FieldDefault::Int($value))
    };
}
pub(crate) use field_default;

/// Whether an attribute must be there: `[default] [optional]`.
macro_rules! presence {
    ($ak:ident [] []) => {
        tfl_ir::Presence::Required
    };
    ($ak:ident [$ad:tt] []) => {
        tfl_ir::Presence::Default(|| <crate::attr_kind::$ak as crate::attr_kind::AttrKind>::make($ad))
    };
    ($ak:ident [] [$ao:tt]) => {
        tfl_ir::Presence::Optional
    };
}
pub(crate) use presence;

/// What an absent attribute means: `[default] [optional]`.
macro_rules! implied {
    ($ak:ident [] []) => {
        None
    };
    ($ak:ident [] [none]) => {
        None
    };
    ($ak:ident [$ad:tt] []) => {
        Some(|| <crate::attr_kind::$ak as crate::attr_kind::AttrKind>::make($ad))
    };
    ($ak:ident [] [$ao:tt]) => {
        Some(|| <crate::attr_kind::$ak as crate::attr_kind::AttrKind>::make($ao))
    };
}
pub(crate) use implied;

/// A view's method for an operand.
macro_rules! operand_method {
    ($name:ident $on:ident variadic) => { crate::op_macro::operand_method!(@group $name $on); };
    ($name:ident $on:ident variadic_or_none) => { crate::op_macro::operand_method!(@group $name $on); };
    ($name:ident $on:ident any_variadic) => { crate::op_macro::operand_method!(@group $name $on); };
    ($name:ident $on:ident control_variadic) => { crate::op_macro::operand_method!(@group $name $on); };
    ($name:ident $on:ident tensor_or_none) => { crate::op_macro::operand_method!(@maybe $name $on); };
    ($name:ident $on:ident vector_or_none) => { crate::op_macro::operand_method!(@maybe $name $on); };
    ($name:ident $on:ident optional) => { crate::op_macro::operand_method!(@maybe $name $on); };
    ($name:ident $on:ident any_optional) => { crate::op_macro::operand_method!(@maybe $name $on); };
    (@group $name:ident $on:ident) => {
        #[doc = concat!("Operands `", stringify!($on), "`.")]
        pub fn $on(&self) -> Vec<tfl_ir::Value> {
            let name = crate::op_macro::plain(stringify!($on));
            crate::view::operand_group(self.body, self.op, &$name, name)
        }
    };
    (@maybe $name:ident $on:ident) => {
        #[doc = concat!("Operand `", stringify!($on), "`, if it is there.")]
        pub fn $on(&self) -> Option<tfl_ir::Value> {
            let name = crate::op_macro::plain(stringify!($on));
            let value = crate::view::operand_group(self.body, self.op, &$name, name).first().copied();
            value.filter(|&value| !crate::constraint::is_none(self.body.ty(value)))
        }
    };
    ($name:ident $on:ident $oc:ident) => {
        #[doc = concat!("Operand `", stringify!($on), "`.")]
        pub fn $on(&self) -> tfl_ir::Value {
            crate::view::operand(self.body, self.op, &$name, crate::op_macro::plain(stringify!($on)))
        }
    };
}
pub(crate) use operand_method;

/// A view's method for an attribute: `[default] [optional]`.
macro_rules! attr_method {
    ($an:ident $ak:ident [] [none]) => {
        #[doc = concat!("Attribute `", stringify!($an), "`, if it is there.")]
        pub fn $an(&self) -> Option<<crate::attr_kind::$ak as crate::attr_kind::AttrKind>::Value<'a>> {
            let name = crate::op_macro::plain(stringify!($an));
            crate::attr_kind::read::<crate::attr_kind::$ak>(self.body, self.op, name)
        }
    };
    ($an:ident $ak:ident [] [$ao:tt]) => {
        #[doc = concat!("Attribute `", stringify!($an), "`; `", stringify!($ao), "` when it is not there.")]
        pub fn $an(&self) -> <crate::attr_kind::$ak as crate::attr_kind::AttrKind>::Value<'a> {
            let name = crate::op_macro::plain(stringify!($an));
            crate::attr_kind::read::<crate::attr_kind::$ak>(self.body, self.op, name)
                .unwrap_or(crate::op_macro::implied_value!($ak $ao))
        }
    };
    ($an:ident $ak:ident [$($ad:tt)?] []) => {
        #[doc = concat!("Attribute `", stringify!($an), "`.")]
        pub fn $an(&self) -> <crate::attr_kind::$ak as crate::attr_kind::AttrKind>::Value<'a> {
            let name = crate::op_macro::plain(stringify!($an));
            crate::attr_kind::read::<crate::attr_kind::$ak>(self.body, self.op, name).unwrap_or_default()
        }
    };
}
pub(crate) use attr_method;

/// The value that an absent attribute reads as.
macro_rules! implied_value {
    (LstmFull $ao:tt) => {
        $ao
    };
    (LstmBasic $ao:tt) => {
        $ao
    };
    (Str $ao:tt) => {
        $ao
    };
    (StrArray $ao:tt) => {
        $ao.to_vec()
    };
    (FlatSymbol $ao:tt) => {
        $ao
    };
    ($ak:ident $ao:tt) => {{
        let made = <crate::attr_kind::$ak as crate::attr_kind::AttrKind>::make($ao);
        <crate::attr_kind::$ak as crate::attr_kind::AttrKind>::read(&made).unwrap_or_default()
    }};
}
pub(crate) use implied_value;

/// A name without the `r#` that Rust's keywords need.
pub(crate) const fn plain(name: &'static str) -> &'static str {
    match name.as_bytes() {
        [b'r', b'#', ..] => name.split_at(2).1,
        _ => name,
    }
}
