//! The functions of a module: what they are given and what they give.

use std::sync::Arc;

use hashbrown::{HashMap, HashSet};
use tfl_dialects::func::function_type;
use tfl_ir::{Attr, Body, Op, Type, symbol_name};

use super::calls::callees;
use super::refine::{join, refine};
use super::{is_function, return_types};

/// What is known across functions.
pub(super) struct Functions {
    /// Callers before those they call, as far as there are no rings.
    order: Vec<Op>,
    results: HashMap<Arc<str>, Vec<Type>>,
    /// What all calls seen in this round hand to a function.
    given: HashMap<Arc<str>, Vec<Type>>,
    /// Functions that are called in a way that says nothing of their arguments, or from outside.
    fixed: HashSet<Arc<str>>,
}

impl Functions {
    pub(super) fn new(body: &Body) -> Functions {
        let ops: Vec<Op> = body.entry().into_iter().flat_map(|block| body.ops_in(block)).collect();
        let mut functions = Functions {
            order: Vec::new(),
            results: HashMap::new(),
            given: HashMap::new(),
            fixed: HashSet::new(),
        };
        let mut by_name: HashMap<Arc<str>, usize> = HashMap::new();
        let mut found = Vec::new();
        for op in ops.into_iter().filter(|&op| is_function(body, op)) {
            let Some(name) = symbol_name(body, op) else { continue };
            let private = body.attr(op, "sym_visibility").and_then(Attr::as_str) == Some("private");
            if !private {
                functions.fixed.insert(name.clone());
            }
            if let Some((_, results)) = function_type(body, op) {
                functions.results.insert(name.clone(), results.to_vec());
            }
            by_name.insert(name, found.len());
            found.push(op);
        }
        functions.order = functions.sort(body, &found, &by_name);
        functions
    }

    /// Orders functions by who calls whom, and notes calls that say nothing of the arguments.
    fn sort(&mut self, body: &Body, found: &[Op], by_name: &HashMap<Arc<str>, usize>) -> Vec<Op> {
        let mut called: Vec<Vec<usize>> = Vec::with_capacity(found.len());
        let mut waiting = vec![0usize; found.len()];
        for &function in found {
            let mut targets = Vec::new();
            if let Some(code) = body.nested(function) {
                for callee in code.walk().into_iter().flat_map(|op| callees(code, op)) {
                    if !callee.takes_operand_types {
                        self.fixed.insert(callee.name.clone());
                    }
                    targets.extend(by_name.get(&callee.name));
                }
            }
            targets.iter().for_each(|&target: &usize| waiting[target] += 1);
            called.push(targets);
        }
        let mut order = Vec::with_capacity(found.len());
        let mut ready: Vec<usize> = (0..found.len()).rev().filter(|&i| waiting[i] == 0).collect();
        let mut done = vec![false; found.len()];
        while let Some(next) = ready.pop() {
            done[next] = true;
            order.push(found[next]);
            for &target in called[next].iter().rev() {
                waiting[target] -= 1;
                if waiting[target] == 0 {
                    ready.push(target);
                }
            }
        }
        // Rings of calls come last, as they stand.
        order.extend((0..found.len()).filter(|&i| !done[i]).map(|i| found[i]));
        order
    }

    /// The functions, callers first; starts a round.
    pub(super) fn callers_first(&mut self) -> Vec<Op> {
        self.given.clear();
        self.order.clone()
    }

    /// Gives a private function's arguments the types that all its callers hand it.
    pub(super) fn set_argument_types(&mut self, body: &mut Body, function: Op) {
        let Some(name) = symbol_name(body, function) else { return };
        let Some(given) = self.given.get(&name).filter(|_| !self.fixed.contains(&name)) else { return };
        let Some(code) = body.nested_mut(function) else { return };
        let Some(entry) = code.entry() else { return };
        let args = code.block_args(entry).to_vec();
        for (&arg, &ty) in args.iter().zip(given) {
            if let Some(refined) = refine(code.ty(arg), ty) {
                code.set_ty(arg, refined);
            }
        }
        update_type(body, function);
    }

    /// Notes what the calls in `code` hand over.
    pub(super) fn note_calls(&mut self, code: &Body) {
        for op in code.walk() {
            for callee in callees(code, op) {
                let types = code.operand_types(op);
                let types = types.get(callee.first_operand..).unwrap_or_default();
                match self.given.get_mut(&callee.name) {
                    Some(known) => {
                        known.iter_mut().zip(types).for_each(|(known, &ty)| *known = join(*known, ty))
                    }
                    None => {
                        self.given.insert(callee.name, types.to_vec());
                    }
                }
            }
        }
    }

    /// Notes what a function gives, in its type too.
    pub(super) fn note_results(&mut self, body: &mut Body, function: Op) {
        update_type(body, function);
        if let (Some(name), Some((_, results))) = (symbol_name(body, function), function_type(body, function))
        {
            self.results.insert(name, results.to_vec());
        }
    }

    /// The result types of an op that runs functions: what all of them give.
    pub(super) fn result_types_of_call(&self, body: &Body, op: Op) -> Option<Vec<Type>> {
        let mut all: Option<Vec<Type>> = None;
        for callee in callees(body, op).into_iter().filter(|callee| callee.gives_results) {
            let results = self.results.get(&callee.name)?;
            all = Some(match all {
                None => results.clone(),
                Some(known) => known.iter().zip(results).map(|(&a, &b)| join(a, b)).collect(),
            });
        }
        all
    }
}

/// Makes a function's type what its code says.
fn update_type(body: &mut Body, function: Op) {
    let Some((inputs, results)) = function_type(body, function) else { return };
    let Some(code) = body.nested(function) else { return };
    let args =
        code.entry().map(|entry| code.block_arg_types(entry)).filter(|args| args.len() == inputs.len());
    let returned = return_types(code).filter(|types| types.len() == results.len());
    let ty = Type::function(args.as_deref().unwrap_or(inputs), returned.as_deref().unwrap_or(results));
    body.set_attr(function, "function_type", Attr::Type(ty));
}
