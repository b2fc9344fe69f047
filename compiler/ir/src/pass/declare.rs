//! The `pass!` macro.

use super::{OptionError, OptionInfo, OptionValue, StatInfo};

/// Declares a pass: a struct with its options, which implements [`Pass`](crate::pass::Pass), and its
/// row `INFO`.
///
/// ```
/// use tfl_ir::{Body, Diagnostic, pass, pass::PassCx};
/// pass! {
///     /// Removes every second op.
///     pub Halve = "halve", runs_on: any;
///     options: {
///         /// Keep the first of each pair.
///         keep_first: bool = true,
///     };
///     stats: {
///         /// Ops removed.
///         removed,
///     };
///     run: run
/// }
/// fn run(_body: &mut Body, opt: &Halve, cx: &PassCx<'_>) -> Result<(), Diagnostic> {
///     if opt.keep_first {
///         cx.count(Halve::removed, 1);
///     }
///     Ok(())
/// }
/// assert_eq!(Halve::INFO.options[0].name, "keep-first");
/// ```
///
/// `runs_on` is `any` or the name of an op kind: `"func.func"`. An option's name is the field's with
/// dashes.
#[macro_export]
macro_rules! pass {
    (
        $(#[doc = $doc:literal])*
        $vis:vis $name:ident = $text:literal, runs_on: $anchor:tt;
        $(options: { $($(#[doc = $odoc:literal])* $opt:ident: $oty:ty = $default:expr),* $(,)? };)?
        $(stats: { $($(#[doc = $sdoc:literal])* $stat:ident),* $(,)? };)?
        run: $run:path
    ) => {
        $(#[doc = $doc])*
        #[derive(Clone, Debug)]
        $vis struct $name {
            $($($(#[doc = $odoc])* pub $opt: $oty,)*)?
        }

        impl Default for $name {
            fn default() -> $name {
                $name { $($($opt: $default,)*)? }
            }
        }

        #[allow(non_upper_case_globals, dead_code, reason = "counters are named as they are printed")]
        impl $name {
            /// The declaration of the pass.
            $vis const INFO: $crate::pass::PassInfo = $crate::pass::PassInfo {
                name: $text,
                doc: concat!($($doc, "\n"),*),
                runs_on: $crate::pass!(@anchor $anchor),
                options: &[$($($crate::pass::OptionInfo {
                    name: {
                        const TEXT: &str = stringify!($opt);
                        const BYTES: [u8; TEXT.len()] = $crate::pass::dashed(TEXT);
                        match std::str::from_utf8(&BYTES) {
                            Ok(name) => name,
                            Err(_) => panic!("an identifier is UTF-8"),
                        }
                    },
                    ty: <$oty as $crate::pass::OptionValue>::TYPE,
                    default: || {
                        let default: $oty = $default;
                        $crate::pass::OptionValue::text(&default)
                    },
                    doc: concat!($($odoc, "\n"),*),
                },)*)?],
                stats: &[$($($crate::pass::StatInfo {
                    name: stringify!($stat),
                    doc: concat!($($sdoc, "\n"),*),
                },)*)?],
                make: |settings| {
                    #[allow(unused_mut, reason = "a pass without options sets none")]
                    let mut pass = $name::default();
                    for setting in settings {
                        let &(name, _value) = setting;
                        match name.replace('-', "_").as_str() {
                            $($(stringify!($opt) => {
                                $crate::pass::assign(&mut pass.$opt, $name::INFO.options, name, _value)?;
                            })*)?
                            _ => return Err($crate::pass::OptionError::unknown($name::INFO.options, name)),
                        }
                    }
                    Ok(Box::new(pass))
                },
            };
            $($(
                $(#[doc = $sdoc])*
                pub(crate) const $stat: $crate::pass::StatId =
                    $crate::pass::StatId($crate::pass::stat_index($name::INFO.stats, stringify!($stat)));
            )*)?
        }

        impl $crate::pass::Pass for $name {
            fn info(&self) -> &'static $crate::pass::PassInfo {
                const { &$name::INFO }
            }
            fn options(&self) -> Vec<(&'static str, String)> {
                let texts: Vec<String> = vec![$($($crate::pass::OptionValue::text(&self.$opt),)*)?];
                $name::INFO.options.iter().map(|option| option.name).zip(texts).collect()
            }
            fn run(
                &self,
                body: &mut $crate::Body,
                cx: &$crate::pass::PassCx<'_>,
            ) -> Result<(), $crate::Diagnostic> {
                $run(body, self, cx)
            }
        }
    };
    (@anchor any) => { $crate::pass::RunsOn::Any };
    (@anchor $op:literal) => { $crate::pass::RunsOn::Op($op) };
}

/// Sets an option from its text.
///
/// # Errors
/// When the text does not read as the option's type.
pub fn assign<T: OptionValue>(
    slot: &mut T,
    options: &'static [OptionInfo],
    name: &str,
    value: &str,
) -> Result<(), OptionError> {
    match T::read(value) {
        Some(read) => {
            *slot = read;
            Ok(())
        }
        None => {
            let is = |known: &&'static str| *known == name.replace('_', "-");
            let name = options.iter().map(|option| option.name).find(is).unwrap_or("");
            let hint = T::hint(value);
            Err(OptionError::Value { name, value: value.to_owned(), expected: T::TYPE, hint })
        }
    }
}

impl OptionError {
    /// The error about a setting that is none of `options`.
    pub fn unknown(options: &'static [OptionInfo], name: &str) -> OptionError {
        OptionError::Unknown {
            name: name.to_owned(),
            near: crate::near::closest(name, options.iter().map(|option| option.name)),
            any: !options.is_empty(),
        }
    }
}

/// The position of a counter, when compiling.
///
/// # Panics
/// When there is no such counter.
pub const fn stat_index(stats: &[StatInfo], name: &str) -> usize {
    let mut index = 0;
    while index < stats.len() {
        if same(stats[index].name, name) {
            return index;
        }
        index += 1;
    }
    panic!("the counter is declared")
}

/// A field's name as the option is called: dashes for underscores.
///
/// # Panics
/// When `N` is not the length of the text.
pub const fn dashed<const N: usize>(text: &str) -> [u8; N] {
    let text = text.as_bytes();
    assert!(text.len() == N, "the array is as long as the text");
    let mut bytes = [0; N];
    let mut index = 0;
    while index < N {
        bytes[index] = if text[index] == b'_' { b'-' } else { text[index] };
        index += 1;
    }
    bytes
}

const fn same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut index = 0;
    while index < a.len() && index < b.len() && a[index] == b[index] {
        index += 1;
    }
    index == a.len() && index == b.len()
}
