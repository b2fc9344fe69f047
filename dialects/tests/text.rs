//! Every file of `test/lit/ir` reads, prints as it should and reads back: the library's half of what
//! the files' own RUN lines check with the tools.

use std::path::{Path, PathBuf};

use tfl_ir::text::{
    ParseOptions, PrintOptions, Source, module_to_string, outline, parse_module, split_input,
    verify_diagnostics,
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
        let found = made
            .iter()
            .position(|made| made == op || made.strip_suffix(op.as_str()).is_some_and(|d| d.ends_with('.')));
        made.swap_remove(found.unwrap_or_else(|| panic!("{name}: the reader made no '{op}'")));
    }
    let implied = [
        "builtin.module",
        "tfl.yield",
        "tf_executor.yield",
        "stablehlo.add",
        "stablehlo.return",
        "mhlo.add",
        "mhlo.return",
    ];
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

/// Custom forms meet broken text: each file with pieces taken out, doubled and replaced, a few hundred
/// times, is read or refused, and never anything else.
#[test]
fn broken_lit_files_are_refused() {
    tfl_dialects::register_all();
    let tokens = [
        "(",
        ")",
        "{",
        "}",
        "%x",
        "^bb1",
        ":",
        "->",
        "=",
        ",",
        "@f",
        "\"",
        "[",
        "]",
        "99999999999",
        "tensor<",
        "loc(",
    ];
    let options = ParseOptions { allow_unregistered_dialects: true };
    let mut state = 1u64;
    let mut random = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below.max(1)
    };
    for path in files() {
        let text = std::fs::read_to_string(&path).expect("a readable file");
        let code: Vec<&str> = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
        let code = code.join("\n").into_bytes();
        for _ in 0..300 {
            let mut broken = code.clone();
            for _ in 0..=random(3) {
                let start = random(broken.len());
                let end = (start + random(6)).min(broken.len());
                broken.splice(start..end, tokens[random(tokens.len())].bytes());
            }
            match parse_module(&Source::new("broken.mlir", &broken), &options) {
                Ok(module) => {
                    let once = module_to_string(&module, &PrintOptions::default());
                    let again = parse_module(&Source::new("again.mlir", &once), &options);
                    let again = again.unwrap_or_else(|errors| panic!("{errors:#?}\n{once}"));
                    assert_eq!(module_to_string(&again, &PrintOptions::default()), once);
                }
                Err(errors) => assert!((1..=20).contains(&errors.len())),
            }
        }
    }
}
