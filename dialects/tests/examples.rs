//! The example of every row is read, verified and written, and reads back to the same text.

use std::collections::BTreeSet;

use tfl_ir::text::{ParseOptions, PrintOptions, Source, module_to_string, parse_module};
use tfl_ir::verify::{VerifyOptions, verify_module};
use tfl_ir::{Module, OpInfo};

#[test]
fn the_example_of_every_row_goes_round() {
    tfl_dialects::register_all();
    let mut failures = Vec::new();
    for dialect in tfl_dialects::DIALECTS {
        for info in dialect.ops.iter().copied().flatten() {
            if let Err(error) = check(dialect.name, info) {
                failures.push(format!("{}: {error}", info.name));
            }
        }
    }
    assert!(failures.is_empty(), "{} rows fail:\n{}", failures.len(), failures.join("\n"));
}

fn check(dialect: &str, info: &'static OpInfo) -> Result<(), String> {
    let text = program(dialect, info)?;
    let module = read(&text)?;
    verify_module(&module, VerifyOptions::default())
        .map_err(|errors| format!("does not verify: {}\n{text}", errors[0].message))?;
    if !has_op(&module, info.name) {
        return Err("the example does not show the op".to_owned());
    }
    for generic in [false, true] {
        let options = PrintOptions { generic, ..PrintOptions::default() };
        let once = module_to_string(&module, &options);
        let twice = module_to_string(&read(&once)?, &options);
        if once != twice {
            return Err(format!("prints differently after reading back:\n{once}\n{twice}"));
        }
    }
    Ok(())
}

fn read(text: &str) -> Result<Module, String> {
    parse_module(&Source::new("example", text), &ParseOptions::default())
        .map_err(|errors| format!("does not parse: {}\n{text}", errors[0].message))
}

fn has_op(module: &Module, name: &str) -> bool {
    let mut bodies = vec![module.root()];
    while let Some(body) = bodies.pop() {
        for op in body.walk() {
            if body.name(op).as_str() == name {
                return true;
            }
            bodies.extend(body.nested(op));
        }
    }
    false
}

/// The first mlir block of a row's documentation, in a function that has its free values as arguments.
fn program(dialect: &str, info: &OpInfo) -> Result<String, String> {
    let (_, rest) = info.doc.split_once("```mlir\n").ok_or("the documentation has no example")?;
    let (example, _) = rest.split_once("```").ok_or("the example does not end")?;
    // mhlo shares its paragraphs with stablehlo.
    let example = example.replace("stablehlo", if dialect == "mhlo" { "mhlo" } else { "stablehlo" });
    if example.contains("func.func") || example.trim_start().starts_with("\"tf_saved_model") {
        return Ok(example);
    }
    let free = free_values(&example);
    let types: Vec<&str> = free.iter().map(|(_, ty)| &**ty).collect();
    let arguments: Vec<String> = free.iter().map(|(name, ty)| format!("{name}: {ty}")).collect();
    let header = if free.is_empty() { String::new() } else { format!("^bb0({}):\n", arguments.join(", ")) };
    Ok(format!(
        "\"func.func\"() <{{function_type = ({}) -> (), sym_name = \"example\"}}> ({{\n{header}{example}\n\
         \"func.return\"() : () -> ()\n}}) : () -> ()",
        types.join(", ")
    ))
}

/// Names that generic ops use and none defines, with their types, in order of first use.
fn free_values(text: &str) -> Vec<(String, String)> {
    let defined: BTreeSet<&str> = definitions(text);
    let mut free: Vec<(String, String)> = Vec::new();
    for (start, _) in text.match_indices("\"(") {
        let after = &text[start + 1..];
        let operands = inside(after);
        let rest = skip(&after[operands.len() + 2..]);
        let Some(types) = rest.strip_prefix(':') else { continue };
        let types = inside(types.trim_start());
        for (name, ty) in split(operands).into_iter().zip(split(types)) {
            if !defined.contains(name) && !free.iter().any(|(known, _)| known == name) {
                free.push((name.to_owned(), ty.to_owned()));
            }
        }
    }
    free
}

/// Names before `=` at the start of a line, and block arguments.
fn definitions(text: &str) -> BTreeSet<&str> {
    let mut names = BTreeSet::new();
    for line in text.lines().map(str::trim_start) {
        if line.starts_with('%')
            && let Some((results, _)) = line.split_once(" =")
        {
            names.extend(results.split(',').map(|name| name.trim().split(':').next().unwrap_or("")));
        }
        if line.starts_with('^') {
            names.extend(line.split(['(', ' ', ':', ',']).filter(|word| word.starts_with('%')));
        }
    }
    names
}

/// What is between the bracket that `text` starts with and its partner.
fn inside(text: &str) -> &str {
    let mut depth = 0i32;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        match c {
            '(' | '<' | '[' | '{' => depth += 1,
            '>' if before == '-' => {}
            ')' | '>' | ']' | '}' => depth -= 1,
            _ => {}
        }
        before = c;
        if depth == 0 {
            return &text[1..at];
        }
    }
    ""
}

/// `text` from after its properties, regions and attributes.
fn skip(text: &str) -> &str {
    let mut text = text.trim_start();
    while text.starts_with(['<', '(', '{']) {
        text = text[inside(text).len() + 2..].trim_start();
    }
    text
}

/// The parts between commas outside of brackets.
fn split(text: &str) -> Vec<&str> {
    let (mut depth, mut first, mut parts) = (0i32, 0, Vec::new());
    for (at, c) in text.char_indices() {
        match c {
            '(' | '<' | '[' | '{' => depth += 1,
            ')' | '>' | ']' | '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(text[first..at].trim());
                first = at + 1;
            }
            _ => {}
        }
    }
    parts.push(text[first..].trim());
    parts.retain(|part| !part.is_empty());
    parts
}
