//! IR text: what is read and verifies must print as text that reads back and prints the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tfl_ir::text::{ParseOptions, PrintOptions, Source, module_to_string, parse_module};
use tfl_ir::verify::{VerifyOptions, verify_module};

fuzz_target!(|data: &[u8]| {
    tfl_dialects::register_all();
    let options = ParseOptions { allow_unregistered_dialects: true };
    let Ok(module) = parse_module(&Source::new("fuzz.mlir", data), &options) else { return };
    if verify_module(&module, VerifyOptions { allow_unregistered: true }).is_err() {
        return;
    }
    let print = PrintOptions { debuginfo: true, ..PrintOptions::default() };
    let first = module_to_string(&module, &print);
    match parse_module(&Source::new("printed.mlir", &first), &options) {
        Ok(again) => assert_eq!(first, module_to_string(&again, &print), "printing is no fixed point"),
        Err(errors) => panic!("printed text does not read back: {errors:?}\n{first}"),
    }
});
