//! The optimizer: import into the e-graph, saturation, extraction and write-back.

use divan::Bencher;
use divan::counter::ItemsCount;
use tfl_bench::{Network, make_network};
use tfl_ir::Module;
use tfl_ir::text::{ParseOptions, Source, parse_module};
use tfl_passes::eqsat::{Config, optimize};

fn main() {
    tfl_passes::register();
    divan::main();
}

fn module(network: Network) -> Module {
    let text = make_network(network);
    parse_module(&Source::new("made.mlir", &text), &ParseOptions::default()).expect("the text is valid")
}

fn ops(module: &Module) -> usize {
    let op = module.ops().next().expect("a function");
    let body = module.body().nested(op).expect("a function has a body");
    body.walk().into_iter().filter(|&op| !body.has_trait(op, tfl_ir::Traits::CONSTANT)).count()
}

fn run(bencher: Bencher<'_, '_>, network: Network) {
    let module = module(network);
    let config = Config::default();
    bencher.counter(ItemsCount::new(ops(&module))).with_inputs(|| module.clone()).bench_local_refs(
        |module| {
            for (_, _, body) in module.body_mut().nested_bodies_mut() {
                optimize(body, &config);
            }
        },
    );
}

#[divan::bench(sample_count = 20, sample_size = 1)]
fn mobile(bencher: Bencher<'_, '_>) {
    run(bencher, Network::Mobile);
}

/// 8 layers are 500 ops, 12 the usual size, 150 ten thousand ops.
#[divan::bench(args = [8, 12, 150], sample_count = 5, sample_size = 1)]
fn encoder(bencher: Bencher<'_, '_>, layers: usize) {
    run(bencher, Network::Encoder { layers });
}
