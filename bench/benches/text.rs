//! Reading and writing IR text of 8 MB.

use divan::Bencher;
use divan::counter::BytesCount;
use tfl_bench::{Kind, make_text};
use tfl_ir::text::{ParseOptions, PrintOptions, Source, module_to_string, parse_module};

const SIZE: usize = 8_000_000;

fn main() {
    tfl_dialects::register_all();
    divan::main();
}

#[divan::bench(args = [Kind::Ops, Kind::Hex, Kind::Numbers], sample_count = 5, sample_size = 1)]
fn parse(bencher: Bencher<'_, '_>, kind: Kind) {
    let text = make_text(kind, SIZE);
    bencher.counter(BytesCount::of_str(&text)).bench(|| {
        parse_module(&Source::new("made.mlir", &text), &ParseOptions::default()).expect("the text is valid")
    });
}

#[divan::bench(args = [Kind::Ops, Kind::Hex, Kind::Numbers], sample_count = 5, sample_size = 1)]
fn print(bencher: Bencher<'_, '_>, kind: Kind) {
    let text = make_text(kind, SIZE);
    let module = parse_module(&Source::new("made.mlir", &text), &ParseOptions::default());
    let module = module.expect("the text is valid");
    let options = PrintOptions { debuginfo: true, ..PrintOptions::default() };
    bencher
        .counter(BytesCount::of_str(&module_to_string(&module, &options)))
        .bench(|| module_to_string(&module, &options));
}
