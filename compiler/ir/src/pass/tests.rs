use std::io::Write;
use std::sync::{Arc, Mutex};

use super::*;
use crate::test_dialect::{constant, effect, f32x4, module, names, new_body, value};
use crate::{Attr, Body, Diagnostic, Loc, Module, OpState, pass};

pass! {
    /// Refuses, panics or reports, as it is told.
    Trouble = "test-trouble", runs_on: "t.func";
    options: {
        /// What to do.
        what: String = String::new(),
    };
    stats: {
        /// Runs.
        runs,
    };
    run: trouble
}

fn trouble(_: &mut Body, opt: &Trouble, cx: &PassCx<'_>) -> Result<(), Diagnostic> {
    cx.count(Trouble::runs, 1);
    let name = cx.symbol().unwrap_or_default();
    match &*opt.what {
        "refuse" if &*name != "a" => return Err(Diagnostic::error(cx.loc().clone(), format!("no {name}"))),
        "panic" => panic!("at {name}"),
        "warn" => cx.report(Diagnostic::warning(cx.loc().clone(), format!("about {name}"))),
        "mark" => cx.set_attr("mark", Attr::Unit),
        "answer" => {
            let word = cx.given::<String>().unwrap();
            cx.leave(Arc::new(format!("{word} {name}")));
        }
        _ => {}
    }
    Ok(())
}

fn registry() -> Registry {
    Registry::new(&[PASSES, &[&Trouble::INFO]]).with_pipelines(&[&PipelineInfo {
        name: "clean",
        doc: "Cleans up.",
        text: "t.func(canonicalize,cse),symbol-dce",
    }])
}

fn parsed(text: &str) -> Pipeline {
    Pipeline::parse(text, &registry()).unwrap()
}

fn error(text: &str) -> (String, u32, Option<String>) {
    let error = Pipeline::parse(text, &registry()).unwrap_err();
    let col = error.loc.first_file().map_or(0, |(_, _, col)| col);
    (error.message, col, error.hint)
}

/// Functions `a`, `b`, `c`: each `neg(neg(x)) + neg(neg(x))`.
fn three() -> Module {
    module(["a", "b", "c"].map(|name| {
        let (mut body, block, x) = new_body();
        let mut sides = Vec::new();
        for _ in 0..2 {
            let y = value(&mut body, block, "t.neg", &[x]);
            sides.push(value(&mut body, block, "t.add", &[y, x]));
        }
        let sum = value(&mut body, block, "t.add", &sides);
        effect(&mut body, block, "t.return", &[sum]);
        (name, body)
    }))
}

fn run(text: &str, module: &mut Module) -> Report {
    PassManager::new(parsed(text)).run(module)
}

fn messages(report: &Report) -> Vec<String> {
    report.diagnostics.iter().map(|diagnostic| diagnostic.to_string()).collect()
}

#[test]
fn pipelines_read_as_they_print() {
    let text = "builtin.module(t.func(cse,test-trouble{what=a}),any(strip-debug-info),inline{max-ops=7})";
    assert_eq!(parsed(text).to_string(), text);
    let loose = " builtin.module ( t.func( cse , test-trouble{ what={x y} } ) ) ";
    assert_eq!(parsed(loose).to_string(), "builtin.module(t.func(cse,test-trouble{what={x y}}))");
    assert_eq!(parsed("builtin.module()").to_string(), "builtin.module()");
    let named = parsed("builtin.module(clean)").to_string();
    assert!(named.starts_with("builtin.module(t.func(canonicalize{") && named.ends_with(",cse),symbol-dce)"));
}

#[test]
fn bad_pipelines_say_where_and_what_else() {
    let hint = |text: &str| Some(text.to_owned());
    assert_eq!(
        error("builtin.module(canonicalise)"),
        ("no pass or pipeline is called 'canonicalise'".into(), 16, hint("did you mean 'canonicalize'?"))
    );
    assert_eq!(
        error("builtin.module(canonicalize{max-iteration=3})"),
        (
            "pass 'canonicalize': no such option 'max-iteration'".into(),
            29,
            hint("did you mean 'max-iterations'?")
        )
    );
    assert_eq!(
        error("builtin.module(canonicalize{max-iterations=many})"),
        ("pass 'canonicalize': option 'max-iterations' takes an integer, found 'many'".into(), 29, None)
    );
    assert_eq!(error("builtin.module(cse{a})").0, "pass 'cse': no such option 'a': the pass has none");
    // A pass on functions may stand directly in a module's pipeline.
    assert_eq!(parsed("builtin.module(test-trouble)").to_string(), "builtin.module(t.func(test-trouble))");
    assert_eq!(
        error("builtin.module(t.func(symbol-dce))"),
        (
            "'symbol-dce' runs on builtin.module, not on 't.func'".into(),
            23,
            hint("write 'builtin.module(symbol-dce)'")
        )
    );
    assert_eq!(error("cse").2, hint("write 'builtin.module(cse)'"));
    assert_eq!(error("builtin.module(cse").0, "expected ',' or ')' in the pipeline, found the end");
    assert_eq!(error("builtin.module(cse{a").0, "no '}' closes these options");
    assert_eq!(error("builtin.module(cse))").0, "expected the end of the pipeline, found ')'");
    assert_eq!(error("t.func(cse)").0, "a pipeline on 't.func' cannot run on 'builtin.module'");
    let deep = format!("builtin.module({}", "t.func(".repeat(100_000));
    assert_eq!(error(&deep).0, "pipelines nest deeper than 256 levels");
}

#[test]
fn passes_on_functions_run_on_each_and_report_in_order() {
    let mut module = three();
    let report = run("builtin.module(t.func(cse,test-trouble{what=warn}))", &mut module);
    assert!(report.succeeded);
    assert_eq!(messages(&report), ["warning: about a", "warning: about b", "warning: about c"]);
    for (_, _, body) in module.body_mut().nested_bodies_mut() {
        assert_eq!(names(body), ["t.neg", "t.add", "t.add", "t.return"]);
    }
}

#[test]
fn passes_leave_what_the_caller_asked_for_in_order() {
    let mut manager = PassManager::new(parsed("builtin.module(t.func(test-trouble{what=answer}))"));
    manager.given = vec![Arc::new("lost".to_owned()), Arc::new("hello".to_owned()), Arc::new(7u8)];
    let left = manager.run(&mut three()).left;
    let left: Vec<Arc<String>> = left.into_iter().map(|artifact| artifact.downcast().unwrap()).collect();
    assert_eq!(left.iter().map(|text| text.as_str()).collect::<Vec<_>>(), ["hello a", "hello b", "hello c"]);
}

#[test]
fn a_pass_on_any_op_runs_inside_too() {
    let mut module = three();
    assert!(run("builtin.module(cse,strip-debug-info)", &mut module).succeeded);
    let body = module.body_mut();
    assert!(body.walk().into_iter().all(|op| body.loc(op).is_unknown()));
    let (_, _, inner) = body.nested_bodies_mut().next().unwrap();
    assert_eq!(inner.walk().len(), 4);
    assert!(inner.walk().into_iter().all(|op| inner.loc(op).is_unknown()));
}

#[test]
fn failures_and_panics_name_the_pass_and_stop() {
    let mut module = three();
    let report = run("builtin.module(t.func(test-trouble{what=refuse}),symbol-dce)", &mut module);
    assert!(!report.succeeded);
    assert_eq!(messages(&report), ["error: no b", "error: no c"]);
    let report = run("builtin.module(t.func(test-trouble{what=panic}))", &mut three());
    assert_eq!(messages(&report)[0], "error: pass 'test-trouble' panicked: at a");
}

#[test]
fn a_pass_changes_attributes_of_its_op() {
    let mut module = three();
    assert!(run("builtin.module(t.func(test-trouble{what=mark}))", &mut module).succeeded);
    let body = module.body();
    assert!(module.ops().all(|op| body.attr(op, "mark").is_some()));
}

/// A sink whose bytes can be looked at.
#[derive(Clone, Default)]
struct Sink(Arc<Mutex<Vec<u8>>>);

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Sink {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

#[test]
fn time_and_counters_are_reported_per_pass() {
    let sink = Sink::default();
    let mut manager = PassManager::new(parsed("builtin.module(t.func(cse,test-trouble),symbol-dce)"));
    manager.instrumentation.timing = true;
    manager.instrumentation.statistics = true;
    manager.instrumentation.out = Some(Mutex::new(Box::new(sink.clone())));
    manager.run(&mut three());
    let text = sink.text();
    assert!(text.contains("'t.func' Pipeline") && text.contains("  symbol-dce"), "{text}");
    assert!(text.contains("(S)        6 replaced - Ops replaced by an earlier one."), "{text}");
    assert!(text.contains("(S)        3 runs - Runs."), "{text}");
}

#[test]
fn a_failure_leaves_a_reproducer() {
    let kept = Arc::new(Mutex::new(String::new()));
    let mut manager = PassManager::new(parsed("builtin.module(t.func(test-trouble{what=refuse}))"));
    let keep = kept.clone();
    manager.instrumentation.reproducer = Some(Box::new(move |module| {
        *keep.lock().unwrap() = carried_pipeline(module).unwrap();
        Ok("r.mlir".to_owned())
    }));
    let report = manager.run(&mut three());
    let note = &report.diagnostics.last().unwrap().notes[0];
    assert_eq!(note.message, "a reproducer was written to r.mlir");
    assert_eq!(*kept.lock().unwrap(), "builtin.module(t.func(test-trouble{what=refuse}))");
}

#[test]
fn dumps_come_in_program_order() {
    let sink = Sink::default();
    let mut manager = PassManager::new(parsed("builtin.module(t.func(cse,test-trouble))"));
    manager.instrumentation.print_after = PassFilter::All;
    manager.instrumentation.print_only_changes = true;
    manager.instrumentation.printer = Some(Box::new(|module| names(module.body()).join(" ")));
    manager.instrumentation.out = Some(Mutex::new(Box::new(sink.clone())));
    manager.run(&mut three());
    let text = sink.text();
    let titles: Vec<&str> = text.lines().filter(|line| line.contains("IR Dump")).collect();
    let title = |name: &str| format!("// -----// IR Dump After cse ('t.func' operation: @{name}) //----- //");
    assert_eq!(titles, ["a", "b", "c"].map(title));
}

#[test]
fn symbols_nobody_refers_to_go() {
    let call = |callee: &str| {
        let (mut body, block, x) = new_body();
        let state = OpState::new("t.call", Loc::name("call")).operands([x]).results([f32x4()]);
        let op = body.append_new(block, state.attr("value", Attr::symbol(callee)));
        let y = body.result(op, 0).unwrap();
        effect(&mut body, block, "t.return", &[y]);
        body
    };
    let mut module = module([("main", call("used")), ("used", call("used")), ("lost", call("main"))]);
    for name in ["used", "lost"] {
        let op = module.lookup(name).unwrap();
        module.body_mut().set_attr(op, "sym_visibility", Attr::str("private"));
    }
    assert!(run("builtin.module(symbol-dce)", &mut module).succeeded);
    assert!(module.lookup("used").is_some() && module.lookup("lost").is_none());
}

fn calling(callees: &[&str]) -> Body {
    let (mut body, block, x) = new_body();
    let mut y = value(&mut body, block, "t.neg", &[x]);
    for callee in callees {
        let state = OpState::new("t.call", Loc::name("call")).operands([y]).results([f32x4()]);
        let op = body.append_new(block, state.attr("value", Attr::symbol(callee)));
        y = body.result(op, 0).unwrap();
    }
    effect(&mut body, block, "t.return", &[y]);
    body
}

#[test]
fn calls_become_the_code_of_their_callees() {
    let mut module = module([("a", calling(&["b", "b"])), ("b", calling(&["c"])), ("c", calling(&[]))]);
    assert!(run("builtin.module(inline)", &mut module).succeeded);
    let a = module.lookup("a").unwrap();
    let body = module.body().nested(a).unwrap();
    assert_eq!(names(body), ["t.neg", "t.neg", "t.neg", "t.neg", "t.neg", "t.return"]);
    let loc = body.loc(body.walk()[2]);
    assert_eq!(loc.first_name(), Some("t.neg"));
}

#[test]
fn rings_of_calls_are_named_and_multiplying_ones_refused() {
    let mut ring = module([("a", calling(&["b"])), ("b", calling(&["a"]))]);
    let report = run("builtin.module(inline)", &mut ring);
    assert!(report.succeeded);
    let expected = "warning: functions call themselves and are not inlined: @a -> @b -> @a";
    assert_eq!(messages(&report), [expected]);
    let names: Vec<&'static str> = (0..40).map(|i| &*Box::leak(format!("f{i}").into_boxed_str())).collect();
    let bodies = names.windows(2).map(|pair| (pair[0], calling(&[pair[1], pair[1]])));
    let mut doubling = module(bodies.chain([(names[39], calling(&[]))]));
    let report = run("builtin.module(inline{max-ops=1000})", &mut doubling);
    assert_eq!(messages(&report), ["error: inlining makes more than 1000 ops"]);
}

#[test]
fn canonicalize_removes_what_is_never_reached() {
    let (mut body, block, x) = new_body();
    let region = body.root_regions()[0];
    effect(&mut body, block, "t.return", &[x]);
    let dead = body.append_block(region);
    let c = constant(&mut body, dead, 1);
    let branch = effect(&mut body, dead, "t.br", &[c]);
    body.set_successors(branch, vec![dead]);
    let mut module = module([("f", body)]);
    assert!(run("builtin.module(canonicalize)", &mut module).succeeded);
    let f = module.lookup("f").unwrap();
    let body = module.body().nested(f).unwrap();
    assert_eq!((names(body), body.region_blocks(body.root_regions()[0]).len()), (vec!["t.return"], 1));
}
