//! A function of a module, ready to be run many times.

use std::sync::Arc;

use tfl_ir::types::{ByteLimit, TypeKind};
use tfl_ir::{Attr, Body, Diagnostic, Loc, Module, Op, Type};

use crate::Tensor;
use crate::budget::{Budget, Meter};
use crate::plan::{BlockId, Program, build};
use crate::run::{Run, check_type};
use crate::state::State;

/// How a session runs.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Limits on each run.
    pub budget: Budget,
}

/// An argument or result of a function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueInfo {
    /// Its name: from the function's `tf.entry_function`, else from its location, else by position
    /// (`arg0`, `result0`).
    pub name: String,
    /// Its type, quantization included.
    pub ty: Type,
}

/// An entry function of a session.
struct Entry {
    name: Arc<str>,
    block: BlockId,
    loc: Loc,
    inputs: Vec<ValueInfo>,
    outputs: Vec<ValueInfo>,
}

/// Functions of a module that share one state: variables, tables, the memory of stateful operators.
pub struct Session {
    program: Program,
    entries: Vec<Entry>,
    state: State,
    options: Options,
}

impl Session {
    /// Plans the function called `function`.
    ///
    /// # Errors
    /// When there is no such function, or it or one that it calls has an op the interpreter cannot
    /// run, or attributes that make no sense.
    pub fn new(module: &Module, function: &str, options: Options) -> Result<Session, Diagnostic> {
        Session::with_functions(module, &[function], options)
    }

    /// Plans several functions that share one state, as the signatures of one model do.
    ///
    /// # Errors
    /// As for [`Session::new`]; also when no function is named.
    pub fn with_functions(
        module: &Module,
        functions: &[&str],
        options: Options,
    ) -> Result<Session, Diagnostic> {
        if functions.is_empty() {
            return Err(Diagnostic::error(Loc::UNKNOWN, "a session needs at least one function"));
        }
        let program = build(module, functions, ByteLimit(options.budget.max_bytes))?;
        let entries = functions
            .iter()
            .filter_map(|name| {
                let (name, &block) = program.functions.get_key_value(*name)?;
                let op = module.lookup(name)?;
                let (inputs, outputs) = interface(module.body(), op);
                let loc = module.body().loc(op).clone();
                Some(Entry { name: name.clone(), block, loc, inputs, outputs })
            })
            .collect();
        let state = State { cells: vec![None; program.cells], ..State::default() };
        Ok(Session { program, entries, state, options })
    }

    /// The arguments of the first function.
    pub fn inputs(&self) -> &[ValueInfo] {
        self.entries.first().map_or(&[], |entry| &entry.inputs)
    }

    /// The results of the first function.
    pub fn outputs(&self) -> &[ValueInfo] {
        self.entries.first().map_or(&[], |entry| &entry.outputs)
    }

    /// The arguments and results of the function called `name`, if it is one of the session's.
    pub fn interface(&self, name: &str) -> Option<(&[ValueInfo], &[ValueInfo])> {
        let entry = self.entries.iter().find(|entry| &*entry.name == name)?;
        Some((&entry.inputs, &entry.outputs))
    }

    /// Runs the first function. State is kept from run to run.
    ///
    /// # Errors
    /// When the inputs are not what the function takes, an operator refuses its operands, or a limit
    /// is reached. What was assigned to variables before that stays.
    pub fn run(&mut self, inputs: &[Tensor]) -> Result<Vec<Tensor>, Diagnostic> {
        self.run_entry(0, inputs)
    }

    /// Runs the function called `name`.
    ///
    /// # Errors
    /// As for [`Session::run`]; also when the session has no such function.
    pub fn run_function(&mut self, name: &str, inputs: &[Tensor]) -> Result<Vec<Tensor>, Diagnostic> {
        match self.entries.iter().position(|entry| &*entry.name == name) {
            Some(index) => self.run_entry(index, inputs),
            None => Err(Diagnostic::error(Loc::UNKNOWN, format!("the session has no function @{name}"))),
        }
    }

    /// Forgets all state: variables, tables, the memory of stateful operators.
    pub fn reset(&mut self) {
        self.state = State { cells: vec![None; self.program.cells], ..State::default() };
    }

    fn run_entry(&mut self, index: usize, inputs: &[Tensor]) -> Result<Vec<Tensor>, Diagnostic> {
        let Some(entry) = self.entries.get(index) else {
            return Err(Diagnostic::error(Loc::UNKNOWN, "the session has no function"));
        };
        let error = |text: String| Diagnostic::error(entry.loc.clone(), text);
        if inputs.len() != entry.inputs.len() {
            let (found, expected) = (inputs.len(), entry.inputs.len());
            return Err(error(format!("@{} takes {expected} inputs, found {found}", entry.name)));
        }
        for (tensor, info) in inputs.iter().zip(&entry.inputs) {
            check_type(tensor, info.ty).map_err(|why| error(format!("input {:?} is {why}", info.name)))?;
        }
        let mut run = Run {
            program: &self.program,
            state: &mut self.state,
            meter: Meter::new(self.options.budget),
            depth: 0,
        };
        let results = run.block(entry.block, inputs.iter().cloned().map(Some).collect())?;
        results
            .into_iter()
            .zip(&entry.outputs)
            .map(|(result, info)| result.ok_or_else(|| error(format!("output {:?} has no value", info.name))))
            .collect()
    }
}

/// Names and types of the arguments and results of a function.
fn interface(module: &Body, op: Op) -> (Vec<ValueInfo>, Vec<ValueInfo>) {
    let (inputs, results): (&[Type], &[Type]) =
        match module.attr(op, "function_type").and_then(Attr::as_type).map(Type::kind) {
            Some(TypeKind::Function { inputs, results }) => (inputs, results),
            _ => (&[], &[]),
        };
    let entry = module.attr(op, "tf.entry_function").and_then(Attr::as_dict);
    let names = |key: &str, count: usize| -> Option<Vec<String>> {
        let text = entry?.get(key)?.as_str()?;
        let names: Vec<String> = text.split(',').map(|name| name.trim().to_owned()).collect();
        (names.len() == count && names.iter().all(|name| !name.is_empty())).then_some(names)
    };
    let args = module.nested(op).and_then(|body| Some((body, body.entry()?)));
    let located = |index: usize| -> Option<String> {
        let (body, block) = args?;
        let value = *body.block_args(block).get(index)?;
        body.value_loc(value).first_name().map(str::to_owned)
    };
    let info = |types: &[Type], named: Option<Vec<String>>, name: &dyn Fn(usize) -> String| {
        types
            .iter()
            .enumerate()
            .map(|(i, &ty)| {
                let given = named.as_ref().and_then(|names| names.get(i)).cloned();
                ValueInfo { name: given.unwrap_or_else(|| name(i)), ty }
            })
            .collect()
    };
    (
        info(inputs, names("inputs", inputs.len()), &|i| located(i).unwrap_or_else(|| format!("arg{i}"))),
        info(results, names("outputs", results.len()), &|i| format!("result{i}")),
    )
}

#[cfg(test)]
mod tests;
