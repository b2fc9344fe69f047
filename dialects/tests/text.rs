//! Every file of `test/lit/ir` reads, prints as it should and reads back: the library's half of what
//! the files' own RUN lines check with the tools.

use std::path::{Path, PathBuf};

use tfl_ir::text::{
    ParseOptions, PrintOptions, Source, module_to_string, outline, parse_module, split_input, verify_diagnostics,
};

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../test/lit/ir");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("the lit files are there")
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.extension().is_some_and(|ext| ext == "mlir"))
        .collect();
    files.sort();
    assert!(!files.is_empty());
    files
}

/// The grammar's rule of whole files finds the ops that the reader makes, but for those that a custom
/// form implies.
fn check_outline(text: &str, source: &Source<'_>, options: &ParseOptions, name: &str) {
    let outline = outline(text).unwrap_or_else(|(at, error)| {
        panic!("{name}: {error}\n{}", text.get(at..).unwrap_or("").lines().next().unwrap_or(""))
    });
    let module = parse_module(source, options).unwrap_or_else(|errors| panic!("{name}: {errors:#?}"));
    let mut made = Vec::new();
    let mut bodies = vec![module.root()];
    while let Some(body) = bodies.pop() {
        for op in body.walk() {
            made.push(body.name(op).as_str());
            bodies.extend(body.nested(op));
        }
    }
    for op in &outline {
        let found = made.iter().position(|made| made == op || made.strip_suffix(op.as_str()).is_some_and(|d| d.ends_with('.')));
        made.swap_remove(found.unwrap_or_else(|| panic!("{name}: the reader made no '{op}'")));
    }
    let implied = ["builtin.module", "tfl.yield", "tf_executor.yield", "stablehlo.add", "stablehlo.return", "mhlo.add", "mhlo.return"];
    made.retain(|name| !implied.contains(name));
    assert!(made.is_empty(), "{name}: the grammar found no {made:?}");
}

#[test]
fn lit_files_round_trip_in_both_forms() {
    tfl_dialects::register_all();
    for path in files() {
        let text = std::fs::read_to_string(&path).expect("a readable file");
        let name = path.file_name().and_then(|name| name.to_str()).expect("a name");
        let options =
            ParseOptions { allow_unregistered_dialects: text.contains("--allow-unregistered-dialect") };
        if name.starts_with("invalid") {
            for chunk in split_input(&text) {
                let source = Source { name, bytes: chunk.text.as_bytes(), first_line: chunk.first_line };
                let errors = parse_module(&source, &options).err().unwrap_or_default();
                if let Err(problems) = verify_diagnostics(&source, &errors) {
                    panic!("{name}: {problems:#?}");
                }
            }
            continue;
        }
        for chunk in split_input(&text) {
            let source = Source { name, bytes: chunk.text.as_bytes(), first_line: chunk.first_line };
            check_outline(chunk.text, &source, &options, name);
            let module =
                parse_module(&source, &options).unwrap_or_else(|errors| panic!("{name}: {errors:#?}"));
            for generic in [false, true] {
                for debuginfo in [false, true] {
                    let print = PrintOptions { generic, debuginfo, ..PrintOptions::default() };
                    let once = module_to_string(&module, &print);
                    let again = Source::new(name, &once);
                    let again = parse_module(&again, &options)
                        .unwrap_or_else(|errors| panic!("{name}: {errors:#?}\n{once}"));
                    assert_eq!(module_to_string(&again, &print), once, "{name}");
                    if !generic {
                        let custom = PrintOptions { debuginfo, ..PrintOptions::default() };
                        assert_eq!(module_to_string(&again, &custom), once, "{name}");
                    }
                }
            }
        }
    }
}
