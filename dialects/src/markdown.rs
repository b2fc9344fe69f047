//! The reference page of a dialect, printed from its rows.

use std::fmt::Write;

use tfl_ir::text::attr_to_string;
use tfl_ir::{Arity, DialectInfo, OpInfo, Presence, Traits, ValueSpec};

use crate::spec::{Effects, OpSpec, QuantFact};

/// The page of `dialect` in Markdown: one section an op, in order of the names.
pub fn dialect_markdown(dialect: &DialectInfo) -> String {
    let mut infos: Vec<&'static OpInfo> = dialect.ops.iter().copied().flatten().copied().collect();
    infos.sort_by_key(|info| info.name);
    let mut page = format!("# The {} dialect\n\n{} operations.\n", dialect.name, infos.len());
    for info in infos {
        page.push('\n');
        page.push_str(&op_markdown(info));
    }
    page
}

/// The section of one op.
pub fn op_markdown(info: &'static OpInfo) -> String {
    let mut page = format!("## `{}`\n\n", info.name);
    for line in info.doc.lines() {
        let _ = writeln!(page, "{}", line.strip_prefix(' ').unwrap_or(line));
    }
    let spec = OpSpec::of(info).unwrap_or(const { &OpSpec::EMPTY });
    values(&mut page, "operand", info.operands);
    attributes(&mut page, info, spec);
    values(&mut page, "result", info.results);
    if !spec.regions.is_empty() {
        let _ = writeln!(page, "\nRegions: {}.", quoted(spec.regions));
    }
    facts(&mut page, info, spec);
    page
}

fn values(page: &mut String, what: &str, specs: &[ValueSpec]) {
    if specs.is_empty() {
        return;
    }
    let _ = writeln!(page, "\n| {what} | type |\n|---|---|");
    for spec in specs {
        let arity = match spec.arity {
            Arity::One => "",
            Arity::Optional => " (optional)",
            Arity::Variadic => " (any number)",
        };
        let _ = writeln!(page, "| `{}`{arity} | {} |", spec.name, spec.constraint.text);
    }
}

fn attributes(page: &mut String, info: &OpInfo, spec: &OpSpec) {
    if info.attrs.is_empty() {
        return;
    }
    page.push_str("\n| attribute | kind | when left out |\n|---|---|---|\n");
    for attr in info.attrs {
        let implied = spec.attr(attr.name).and_then(|fact| fact.default);
        let absent = match (attr.presence, implied) {
            (Presence::Required, _) => "must be there".to_owned(),
            (Presence::Default(default), _) => format!("`{}`", attr_to_string(&default())),
            (Presence::Optional, Some(default)) => format!("`{}`", attr_to_string(&default())),
            (Presence::Optional, None) => "nothing".to_owned(),
        };
        let _ = writeln!(page, "| `{}` | {} | {absent} |", attr.name, attr.text);
    }
}

fn facts(page: &mut String, info: &OpInfo, spec: &OpSpec) {
    let mut lines: Vec<String> = Vec::new();
    if let Some(builtin) = spec.builtin {
        let table = spec.options.map_or(String::new(), |table| format!(", options `{table}`"));
        lines.push(format!("TFLite operator `{}` ({}){table}.", builtin.name, builtin.code));
    }
    let versions: Vec<String> = spec
        .since
        .iter()
        .enumerate()
        .filter(|(_, runtime)| !runtime.is_empty())
        .map(|(index, runtime)| format!("{} since {runtime}", index + 1))
        .collect();
    if !versions.is_empty() {
        lines.push(format!("Versions: {}.", versions.join(", ")));
    }
    match spec.effects {
        _ if info.traits.has(Traits::PURE) => lines.push("No side effects.".to_owned()),
        Effects::Recursive => lines.push("Side effects: those of its regions.".to_owned()),
        Effects::Read => lines.push("Side effects: reads or makes state.".to_owned()),
        Effects::None | Effects::Unknown => lines.push("Side effects: may be any.".to_owned()),
    }
    for require in spec.requires {
        lines.push(format!("Requires: {}.", require.text().trim_end_matches('.')));
    }
    for require in spec.runtime_requires {
        lines.push(format!("The runtime requires: {}.", require.text().trim_end_matches('.')));
    }
    lines.extend(spec.quant.iter().filter_map(quant_line));
    if !lines.is_empty() {
        page.push('\n');
    }
    for line in lines {
        let _ = writeln!(page, "- {line}");
    }
}

/// A fact of quantization in words; `None` for one that only passes read.
fn quant_line(fact: &QuantFact) -> Option<String> {
    Some(match fact {
        QuantFact::Quantizable => "Results can be quantized.".to_owned(),
        QuantFact::SameScale => "Results keep the scale and zero point of the operands.".to_owned(),
        QuantFact::FixedOutput { i8, u8, i16 } => format!(
            "The result has scale {} and zero point {} as `i8`, {} and {} as `u8`, {} and {} as `i16`.",
            i8.0, i8.1, u8.0, u8.1, i16.0, i16.1
        ),
        QuantFact::Bias { bias, of } => format!(
            "Operand #{bias} is a bias: its scale is the product of the scales of operands #{} and #{}.",
            of[0], of[1]
        ),
        QuantFact::Affine { operand, dim: Some(dim) } => {
            format!("Operand #{operand} may have scales one a channel, along dimension {dim}.")
        }
        QuantFact::Affine { operand, dim: None } => format!("Operand #{operand} has one scale."),
        QuantFact::DynamicRange { operands, kernel, .. } => {
            let list: Vec<String> = operands.iter().map(|operand| format!("#{operand}")).collect();
            let how = if *kernel { "kernels take them so" } else { "they are dequantized before" };
            format!("Dynamic range: operands {} may be integers beside float inputs; {how}.", list.join(", "))
        }
        QuantFact::ChannelDim(_) | QuantFact::QuantDim(_) | QuantFact::NonBias(_) | QuantFact::FreeAxes => {
            return None;
        }
    })
}

fn quoted(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_says_what_the_row_says() {
        let text = op_markdown(&crate::tfl::conv::Conv2D);
        for part in [
            "## `tfl.conv_2d`",
            "TFLite operator `CONV_2D` (3), options `Conv2DOptions`.",
            "| `bias` | 1D tensor of any type values or none type |",
            "| `padding` | padding enum | must be there |",
            "8 since 2.15.0",
            "Operand #2 is a bias: its scale is the product of the scales of operands #0 and #1.",
        ] {
            assert!(text.contains(part), "{part} is missing from:\n{text}");
        }
    }

    #[test]
    fn defaults_are_printed() {
        let text = op_markdown(&crate::tf::conv::Conv2D);
        assert!(text.contains("| `data_format` | string attribute | `\"NHWC\"` |"), "{text}");
    }
}
