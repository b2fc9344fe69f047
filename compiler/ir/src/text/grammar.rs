//! The grammar, and its failures as diagnostics.
#![allow(unreachable_pub, reason = "the derive makes a public enum")]

use pest::Parser as _;
use pest::error::{ErrorVariant, InputLocation};
use pest::iterators::Pair;

#[derive(pest_derive::Parser)]
#[grammar = "text/mlir.pest"]
pub(crate) struct Mlir;

/// Where and why a text does not follow a rule.
pub(crate) struct Mismatch {
    /// Byte offset in the text the rule was run on.
    pub(crate) at: usize,
    variant: ErrorVariant<Rule>,
}

impl Mismatch {
    /// "expected an attribute, found '}'"; `rest` is the text from the offset on.
    pub(crate) fn message(&self, rest: &str) -> String {
        expectation(&self.variant, rest)
    }
}

/// Runs `rule` at the front of `text`; what follows the match is not looked at.
pub(crate) fn run(rule: Rule, text: &str) -> Result<Pair<'_, Rule>, Mismatch> {
    match Mlir::parse(rule, text) {
        Ok(mut pairs) => Ok(pairs.next().expect("a rule that matched gives its pair")),
        Err(error) => {
            let at = match error.location {
                InputLocation::Pos(at) => at,
                InputLocation::Span((at, _)) => at,
            };
            Err(Mismatch { at, variant: error.variant })
        }
    }
}

/// The names of the ops of a whole text, in order, as the grammar's rule of files finds them.
///
/// This holds every token of the text in memory and builds nothing: it is the definition of the syntax
/// to test the reader against, and a way to list what is in a text whose dialects are unknown.
///
/// # Errors
/// The offset at which the text does not follow the grammar, and what was expected there.
pub fn outline(text: &str) -> Result<Vec<String>, (usize, String)> {
    let file = run(Rule::file, text)
        .map_err(|mismatch| (mismatch.at, mismatch.message(text.get(mismatch.at..).unwrap_or(""))))?;
    let names = file.into_inner().flatten().filter_map(|pair| match pair.as_rule() {
        Rule::custom_name => Some(pair.as_str().to_owned()),
        Rule::generic_front => Some(pair.into_inner().next()?.as_str().trim_matches('"').to_owned()),
        _ => None,
    });
    Ok(names.collect())
}

fn expectation(variant: &ErrorVariant<Rule>, rest: &str) -> String {
    let ErrorVariant::ParsingError { positives, .. } = variant else {
        return "the text is nested too deeply".into();
    };
    let mut words: Vec<&str> = Vec::new();
    for rule in positives {
        let word = words_of(*rule);
        if !words.contains(&word) {
            words.push(word);
        }
    }
    words.truncate(4);
    let found = found(rest);
    match words.as_slice() {
        [] => format!("unexpected {found}"),
        [one] => format!("expected {one}, found {found}"),
        [most @ .., last] => format!("expected {} or {last}, found {found}", most.join(", ")),
    }
}

/// What stands at the front of `rest`, in quotes.
pub(crate) fn found(rest: &str) -> String {
    let mut chars = rest.chars();
    let Some(first) = chars.next() else { return "the end of the text".into() };
    if first == '\n' || first == '\r' {
        return "the end of the line".into();
    }
    let is_word = |c: char| c.is_ascii_alphanumeric() || "_.$%@^!#-".contains(c);
    if !is_word(first) {
        return format!("'{}'", first.escape_debug());
    }
    let word: String = rest.chars().take_while(|&c| is_word(c)).take(40).collect();
    format!("'{word}'")
}

/// A rule in the reader's words.
fn words_of(rule: Rule) -> &'static str {
    match rule {
        Rule::r#type | Rule::function_type | Rule::type_list | Rule::int_type | Rule::named_type => "a type",
        Rule::tensor_type | Rule::unranked_type | Rule::vector_type | Rule::memref_type => "a type",
        Rule::complex_type | Rule::tuple_type | Rule::dialect_type | Rule::type_alias => "a type",
        Rule::uniform_type | Rule::any_quant_type | Rule::calibrated_type => "a type",
        Rule::dim | Rule::dims | Rule::vector_dims | Rule::scalable => "a dimension",
        Rule::attr | Rule::dialect_attr | Rule::attr_alias | Rule::text_attr => "an attribute",
        Rule::string_attr | Rule::number_attr | Rule::bool_attr | Rule::unit_attr => "an attribute",
        Rule::array | Rule::dict | Rule::dense | Rule::dense_array => "an attribute",
        Rule::dense_resource | Rule::sparse => "an attribute",
        Rule::symbol | Rule::symbol_name | Rule::bare_symbol => "a symbol name",
        Rule::entry | Rule::entry_name => "an attribute name",
        Rule::location | Rule::unknown_location | Rule::callsite | Rule::fused => "a location",
        Rule::file_location | Rule::name_location => "a location",
        Rule::string | Rule::string_text => "a string",
        Rule::number | Rule::signed | Rule::float_or_int => "a number",
        Rule::digits => "digits",
        Rule::hex_digits => "hexadecimal digits",
        Rule::value_name | Rule::value_use => "an SSA value (%name)",
        Rule::op_result => "a result name (%name)",
        Rule::op_front | Rule::generic_front | Rule::custom_name => "an operation",
        Rule::block_name => "a block name (^name)",
        Rule::bare_id | Rule::dotted_id => "a name",
        Rule::resource_key => "a resource name",
        Rule::numbers_payload | Rule::array_payload | Rule::strings_payload => "elements",
        Rule::storage | Rule::storage_type => "a storage type (i8, u8)",
        Rule::quant_scale | Rule::quant_scales => "a scale",
        Rule::quant_axes | Rule::quant_block => "a quantized axis",
        Rule::angled | Rule::dialect_body => "a dialect's name or body",
        Rule::EOI => "the end of the text",
        _ => "other text",
    }
}
