//! Generated IR text, the same on every machine.

use std::fmt::Write;

/// What the text is full of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Ops in generic form with attributes, small constants and locations.
    Ops,
    /// One constant in hexadecimal digits.
    Hex,
    /// One constant as a list of numbers.
    Numbers,
}

const ARGUMENT: &str = "tensor<1x112x112x16xf32>";
const CONV_OPTIONS: &str = "dilation_h_factor = 1 : i32, dilation_w_factor = 1 : i32, \
     fused_activation_function = \"RELU6\", padding = \"SAME\", stride_h = 2 : i32, stride_w = 2 : i32";

/// A module of about `size` bytes.
pub fn make_text(kind: Kind, size: usize) -> String {
    let mut random = Random(1);
    let mut text = format!("module {{\n  func.func @main(%arg0: {ARGUMENT}) -> {ARGUMENT} {{\n");
    text.reserve(size);
    match kind {
        Kind::Ops => ops(&mut text, &mut random, size),
        Kind::Hex => {
            let digits = |text: &mut String, random: &mut Random, _| {
                push(text, format_args!("{:08X}", random.next() >> 34));
            };
            constant(&mut text, &mut random, size / 8, ["\"0x", "\""], digits);
        }
        Kind::Numbers => {
            let number = |text: &mut String, random: &mut Random, index| {
                let comma = if index == 0 { "" } else { ", " };
                push(text, format_args!("{comma}{:.6e}", random.unit()));
            };
            constant(&mut text, &mut random, size / 14, ["[", "]"], number);
        }
    }
    push(&mut text, format_args!("    return %arg0 : {ARGUMENT}\n  }}\n}}\n"));
    text
}

fn ops(text: &mut String, random: &mut Random, size: usize) {
    let mut last = ("%arg0".to_owned(), ARGUMENT.to_owned());
    for index in 0.. {
        if text.len() >= size {
            return;
        }
        let (name, ty) = &last;
        let height = random.of(&[112, 56, 28, 14, 7]);
        let channels = random.of(&[16, 32, 64, 96, 128, 192]);
        let mut result = format!("tensor<1x{height}x{height}x{channels}xf32>");
        push(text, format_args!("    %{index} = "));
        match random.next() % 10 {
            0..3 => push(
                text,
                format_args!(
                    "\"tfl.add\"({name}, {name}) <{{fused_activation_function = \"NONE\"}}> : \
                     ({ty}, {ty}) -> {result}"
                ),
            ),
            3..6 => push(
                text,
                format_args!(
                    "\"tfl.conv_2d\"({name}, {name}, {name}) <{{{CONV_OPTIONS}}}> : \
                     ({ty}, {ty}, {ty}) -> {result}"
                ),
            ),
            6..8 => {
                result = "tensor<4xf32>".to_owned();
                let [a, b, c, d] = [random.unit(), random.unit(), random.unit(), random.unit()];
                push(
                    text,
                    format_args!(
                        "\"tfl.pseudo_const\"() <{{value = dense<[{a:.6e}, {b:.6e}, {c:.6e}, {d:.6e}]> : \
                         {result}}}> : () -> {result}"
                    ),
                );
            }
            _ => push(text, format_args!("\"tfl.tanh\"({name}) : ({ty}) -> {result}")),
        }
        if random.next().is_multiple_of(2) {
            push(text, format_args!(" loc(\"model/block_{}/op{index}\")", index / 7));
        }
        text.push('\n');
        last = (format!("%{index}"), result);
    }
}

fn constant(
    text: &mut String,
    random: &mut Random,
    count: usize,
    [open, close]: [&str; 2],
    element: impl Fn(&mut String, &mut Random, usize),
) {
    push(text, format_args!("    %0 = \"tfl.pseudo_const\"() <{{value = dense<{open}"));
    for index in 0..count {
        element(text, random, index);
    }
    let ty = format!("tensor<{count}xf32>");
    push(text, format_args!("{close}> : {ty}}}> : () -> {ty}\n"));
}

fn push(text: &mut String, arguments: std::fmt::Arguments<'_>) {
    text.write_fmt(arguments).expect("writing to a string does not fail");
}

/// SplitMix64.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Uniform in [0, 1).
    fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    fn of(&mut self, choices: &[u32]) -> u32 {
        choices[self.next() as usize % choices.len()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_reads_and_has_the_size() {
        tfl_dialects::register_all();
        for kind in [Kind::Ops, Kind::Hex, Kind::Numbers] {
            let text = make_text(kind, 100_000);
            assert!((90_000..115_000).contains(&text.len()), "{kind:?}: {}", text.len());
            let source = tfl_ir::text::Source::new("made.mlir", &text);
            let read = tfl_ir::text::parse_module(&source, &Default::default());
            assert!(read.is_ok(), "{kind:?}: {:?}", read.err());
        }
    }
}
