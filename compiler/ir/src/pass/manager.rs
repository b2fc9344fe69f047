//! Running a pipeline on a module.

use std::panic::{AssertUnwindSafe, catch_unwind};

use rayon::prelude::*;

use super::context::{Anchored, Artifact, Change, PassCx};
use super::instrument::Instrumentation;
use super::timing::Measures;
use super::{Element, Pass, Pipeline, RunsOn, reproducer};
use crate::verify::{VerifyOptions, verify_body, verify_module};
use crate::{Body, Diagnostic, Module, Op};

/// Runs a pipeline.
pub struct PassManager {
    /// What runs.
    pub pipeline: Pipeline,
    /// What is shown meanwhile.
    pub instrumentation: Instrumentation,
    /// What the verifier lets pass.
    pub verify: VerifyOptions,
    /// What passes may ask for by its type, beside their options: tables that a tool has read.
    pub given: Vec<Artifact>,
}

/// What a run left.
#[derive(Debug, Default)]
pub struct Report {
    /// Messages in program order, pass by pass; errors among them if the run failed.
    pub diagnostics: Vec<Diagnostic>,
    /// What passes left beside the module, in the order of the diagnostics.
    pub left: Vec<Artifact>,
    /// Whether all passes ran to their end and the result verifies.
    pub succeeded: bool,
}

/// An op under work: its body, taken out of the body around for the time being.
struct Target<'a> {
    anchored: Anchored,
    body: &'a mut Body,
    /// The way to the op from the module's root, for printing the whole module.
    path: Vec<Op>,
    outcome: Outcome,
}

/// What running on one op left.
#[derive(Default)]
struct Outcome {
    diagnostics: Vec<Diagnostic>,
    left: Vec<Artifact>,
    printed: String,
    failed: bool,
    changed: bool,
}

/// State of one run.
struct Run<'a> {
    instrumentation: &'a Instrumentation,
    verify: VerifyOptions,
    given: &'a [Artifact],
    measures: Measures,
    /// The whole module as of the last pass, when it is printed around passes on parts of it.
    shadow: std::sync::Mutex<Option<Module>>,
}

impl PassManager {
    /// A manager that shows nothing and verifies at the end.
    pub fn new(pipeline: Pipeline) -> PassManager {
        PassManager {
            pipeline,
            instrumentation: Instrumentation::default(),
            verify: VerifyOptions::default(),
            given: Vec::new(),
        }
    }

    /// Runs the pipeline on `module`. When a pass fails, the passes after it do not run and the module
    /// is as far as it got.
    pub fn run(&self, module: &mut Module) -> Report {
        let show = &self.instrumentation;
        let before = show.reproducer.as_ref().map(|_| module.clone());
        let shadow = (show.module_scope && show.prints_ir()).then(|| module.clone());
        let run = Run {
            instrumentation: show,
            verify: self.verify,
            given: &self.given,
            measures: Measures::new(&self.pipeline),
            shadow: std::sync::Mutex::new(shadow),
        };
        let op = module.op();
        let mut outcome = {
            let mut targets = targets(module.root_mut(), &[], |_| true);
            let mut outcome = Outcome::default();
            for target in &mut targets {
                run.elements(target, &self.pipeline.elements, 0);
                outcome = std::mem::take(&mut target.outcome);
            }
            let changed = targets.into_iter().map(|target| target.anchored).next();
            if let Some(anchored) = changed {
                anchored.write_back(module.root_mut(), op);
            }
            outcome
        };
        if !outcome.failed
            && let Err(errors) = verify_module(module, self.verify)
        {
            outcome.failed = true;
            outcome.diagnostics.extend(errors);
        }
        show.write(&outcome.printed);
        if show.timing {
            show.write(&run.measures.time_report(&self.pipeline));
        }
        if show.statistics {
            show.write(&run.measures.statistics_report(&self.pipeline));
        }
        if outcome.failed
            && let (Some(keep), Some(before)) = (&show.reproducer, before)
        {
            let kept = keep(&reproducer::reproducer(before, &self.pipeline));
            let note = match kept {
                Ok(place) => format!("a reproducer was written to {place}"),
                Err(why) => format!("no reproducer was written: {why}"),
            };
            if let Some(error) = outcome.diagnostics.last_mut() {
                error.notes.push(crate::Note { message: note, loc: crate::Loc::UNKNOWN });
            }
        }
        Report { diagnostics: outcome.diagnostics, left: outcome.left, succeeded: !outcome.failed }
    }
}

/// The isolated ops directly in `body` that `wanted` names, in program order.
fn targets<'a>(body: &'a mut Body, path: &[Op], wanted: impl Fn(crate::OpName) -> bool) -> Vec<Target<'a>> {
    let mut order = vec![u32::MAX; body.op_capacity()];
    let mut about = Vec::new();
    for op in body.walk() {
        if body.nested(op).is_some() && wanted(body.name(op)) {
            order[op.index()] = about.len() as u32;
            about.push(Some(Anchored {
                name: body.name(op),
                loc: body.loc(op).clone(),
                props: body.props(op).clone(),
                attrs: body.attrs(op).clone(),
            }));
        }
    }
    let mut found: Vec<(u32, Target<'a>)> = Vec::with_capacity(about.len());
    for (op, _, nested) in body.nested_bodies_mut() {
        let number = order[op.index()];
        if let Some(anchored) = about.get_mut(number as usize).and_then(Option::take) {
            let path = path.iter().copied().chain([op]).collect();
            found.push((number, Target { anchored, body: nested, path, outcome: Outcome::default() }));
        }
    }
    found.sort_by_key(|(number, _)| *number);
    found.into_iter().map(|(_, target)| target).collect()
}

impl Anchored {
    /// Puts attributes and location back to the op itself.
    fn write_back(self, around: &mut Body, op: Op) {
        around.set_props(op, self.props);
        around.set_attrs(op, self.attrs);
        around.set_loc(op, self.loc);
    }

    fn apply(&mut self, changes: Vec<Change>) {
        for change in changes {
            match change {
                Change::Loc(loc) => self.loc = loc,
                Change::Attr(name, attr) => {
                    let inherent = self.name.info().is_some_and(|info| info.is_inherent(name.as_str()))
                        || self.props.get(name.as_str()).is_some();
                    let dict = if inherent { &mut self.props } else { &mut self.attrs };
                    *dict = match attr {
                        Some(attr) => dict.with(name, attr),
                        None => dict.without(name.as_str()),
                    };
                }
            }
        }
    }
}

impl Run<'_> {
    /// Runs members of a pipeline on an op; `id` is the number of the first of them.
    fn elements(&self, target: &mut Target<'_>, elements: &[Element], id: usize) {
        let mut id = id;
        for element in elements {
            match element {
                Element::Pass(pass) => {
                    self.pass(target, &**pass, id);
                    id += 1;
                }
                Element::Nested(pipeline) => {
                    self.measures.time(id, || self.nested(target, pipeline, id + 1));
                    id += 1 + pipeline.size();
                }
            }
            if let [_] = *target.path {
                // Nothing else runs beside the module's own pipeline, so what was printed can go out.
                self.instrumentation.write(&std::mem::take(&mut target.outcome.printed));
            }
            if target.outcome.failed {
                return;
            }
        }
    }

    /// Runs a pipeline on the ops in `target` that it is anchored to, in parallel.
    fn nested(&self, target: &mut Target<'_>, pipeline: &Pipeline, id: usize) {
        let path = target.path.clone();
        let mut inner = targets(target.body, &path, |name| pipeline.anchor.matches(name));
        self.for_each(&mut inner, |inner| self.elements(inner, &pipeline.elements, id));
        let outcome = self.join(
            inner.into_iter().map(|inner| (inner.path, inner.anchored, inner.outcome)).collect(),
            target.body,
        );
        target.outcome.add(outcome);
    }

    fn for_each(&self, targets: &mut [Target<'_>], work: impl Fn(&mut Target<'_>) + Send + Sync) {
        if self.instrumentation.single_threaded || self.instrumentation.module_scope || targets.len() < 2 {
            targets.iter_mut().for_each(work);
        } else {
            targets.par_iter_mut().for_each(work);
        }
    }

    /// Puts what was done to ops inside `body` together, in program order.
    fn join(&self, parts: Vec<(Vec<Op>, Anchored, Outcome)>, body: &mut Body) -> Outcome {
        let mut all = Outcome::default();
        for (path, anchored, outcome) in parts {
            if let Some(&op) = path.last()
                && outcome.changed
            {
                anchored.write_back(body, op);
            }
            all.add(outcome);
        }
        all
    }

    /// Runs one pass on an op; one for any op first on everything isolated inside.
    fn pass(&self, target: &mut Target<'_>, pass: &dyn Pass, id: usize) {
        let info = pass.info();
        if !info.runs_on.accepts(target.anchored.name.as_str()) {
            return;
        }
        let show = self.instrumentation;
        let before = show.prints_ir().then(|| self.print(target));
        if let Some(before) = before.as_ref().filter(|_| show.print_before.has(info)) {
            target.outcome.print("Before", info.name, &target.anchored, before);
        }
        self.measures.time(id, || self.pass_inside(target, pass, id));
        let failed = target.outcome.failed;
        if !failed
            && show.verify_each
            && let Err(errors) = verify_body(target.body, self.verify)
        {
            let note = format!("found after pass '{}'", info.name);
            target.outcome.failed = true;
            target
                .outcome
                .diagnostics
                .extend(errors.into_iter().map(|error| error.with_note(crate::Loc::UNKNOWN, note.clone())));
        }
        let Some(before) = before else { return };
        let after = self.print(target);
        if target.outcome.failed {
            if show.print_after_failure || show.print_after.has(info) {
                target.outcome.print("After", &format!("{} Failed", info.name), &target.anchored, &after);
            }
        } else if show.print_after.has(info) && !(show.print_only_changes && before == after) {
            target.outcome.print("After", info.name, &target.anchored, &after);
        }
    }

    fn pass_inside(&self, target: &mut Target<'_>, pass: &dyn Pass, id: usize) {
        if pass.info().runs_on == RunsOn::Any {
            let path = target.path.clone();
            let mut inner = targets(target.body, &path, |_| true);
            self.for_each(&mut inner, |inner| self.pass_inside(inner, pass, id));
            let parts = inner.into_iter().map(|inner| (inner.path, inner.anchored, inner.outcome)).collect();
            let outcome = self.join(parts, target.body);
            target.outcome.add(outcome);
            if target.outcome.failed {
                return;
            }
        }
        let cx = PassCx::new(&target.anchored, self.measures.counters(id), self.given);
        let body = &mut *target.body;
        let result = catch_unwind(AssertUnwindSafe(|| pass.run(body, &cx)));
        let finished = cx.finish();
        target.outcome.changed |= !finished.changes.is_empty();
        target.anchored.apply(finished.changes);
        target.outcome.left.extend(finished.left);
        let errors = finished.diagnostics.iter().any(|found| found.severity == crate::Severity::Error);
        target.outcome.failed |= errors;
        target.outcome.diagnostics.extend(finished.diagnostics);
        let error = match result {
            Ok(Ok(())) => return,
            Ok(Err(error)) => error,
            Err(panic) => {
                let what = panic.downcast_ref::<String>().map(String::as_str);
                let what = what.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("unknown");
                let message = format!("pass '{}' panicked: {what}", pass.info().name);
                Diagnostic::error(target.anchored.loc.clone(), message)
                    .with_hint("this is a defect of the compiler: report it with the input or a reproducer")
            }
        };
        target.outcome.failed = true;
        target.outcome.diagnostics.push(error);
    }

    /// The text of the op, or of the whole module with the op as it is now.
    fn print(&self, target: &Target<'_>) -> String {
        let Some(printer) = &self.instrumentation.printer else { return String::new() };
        if !self.instrumentation.module_scope {
            let state = crate::OpState {
                props: target.anchored.props.clone(),
                attrs: target.anchored.attrs.clone(),
                ..crate::OpState::new(target.anchored.name, target.anchored.loc.clone())
            };
            return printer(&Module::from_state(state.nested(target.body.clone())));
        }
        let mut shadow = super::context::lock(&self.shadow);
        let Some(module) = &mut *shadow else { return String::new() };
        let mut around = module.root_mut();
        for (index, &op) in target.path.iter().enumerate() {
            if index + 1 == target.path.len() {
                around.set_nested(op, Some(target.body.clone()));
                target.anchored.clone().write_back(around, op);
                break;
            }
            match around.nested_mut(op) {
                Some(inner) => around = inner,
                None => break,
            }
        }
        printer(module)
    }
}

impl Outcome {
    fn add(&mut self, other: Outcome) {
        self.diagnostics.extend(other.diagnostics);
        self.left.extend(other.left);
        self.printed.push_str(&other.printed);
        self.failed |= other.failed;
        // `changed` speaks of the op itself, not of those inside.
    }

    fn print(&mut self, when: &str, pass: &str, anchored: &Anchored, ir: &str) {
        let symbol = anchored.props.get("sym_name").and_then(|name| name.as_str());
        let about = symbol.map_or_else(
            || format!("('{}' operation)", anchored.name),
            |symbol| format!("('{}' operation: @{symbol})", anchored.name),
        );
        self.printed.push_str(&format!("// -----// IR Dump {when} {pass} {about} //----- //\n"));
        self.printed.push_str(ir.trim_end());
        self.printed.push_str("\n\n");
    }
}
