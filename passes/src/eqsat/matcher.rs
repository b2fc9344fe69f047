//! Matching patterns: a pattern becomes a list of steps, each of which goes through the ops of one class.
//!
//! What can be seen of an op and its operands alone (attributes that must be plain, constants, kinds of ops
//! that the next steps look for) is asked before anything below it is looked at. A step is taken for the
//! part of the pattern that brings most new variables, so that a repeated variable cuts early.

use std::cmp::Reverse;

use egg::Id;
use smallvec::{SmallVec, smallvec};

use super::graph::Graph;
use super::node::{Head, Node, OpKind};
use super::pattern::Pat;
use super::rule::is_plain;

/// A pattern made ready for matching.
pub(crate) struct Program {
    steps: Vec<Step>,
    /// The register of each variable, by number of the variable.
    variables: Vec<Option<usize>>,
    registers: usize,
    /// The steps in the order of the pattern's text from inside out, the root last.
    inside_out: Vec<usize>,
}

/// One op or projection of a pattern.
struct Step {
    /// The register of its class.
    class: usize,
    head: Head,
    arity: usize,
    /// The register of its first child; the others follow.
    out: usize,
    checks: Vec<Check>,
}

/// What must hold of a register.
#[derive(Clone, Copy)]
enum Check {
    Same(usize, usize),
    Constant(usize),
    Splat(usize, f32),
    Plain(usize, OpKind),
    /// The class has an op of the kind.
    Has(usize, OpKind),
}

/// A match: the class of each register, and the node of each step.
pub(crate) struct Found<'a> {
    program: &'a Program,
    registers: SmallVec<[Id; 24]>,
    nodes: SmallVec<[&'a Node; 6]>,
}

impl Found<'_> {
    /// What each of `count` variables stands for; `other` for those that the pattern does not have.
    pub(crate) fn variables(&self, count: usize, other: Id) -> SmallVec<[Id; 12]> {
        let register = |slot: usize| self.program.variables.get(slot).copied().flatten();
        (0..count).map(|slot| register(slot).map_or(other, |at| self.registers[at])).collect()
    }

    /// The numbers of the matched nodes, the root last.
    pub(crate) fn node_ids(&self, graph: &Graph) -> SmallVec<[u32; 4]> {
        self.program.inside_out.iter().filter_map(|&step| graph.node_id(self.nodes[step])).collect()
    }
}

impl Program {
    /// The steps of a pattern.
    pub(crate) fn new(pattern: &Pat) -> Program {
        let mut compiler = Compiler { variables: Vec::new(), todo: Vec::new(), next: 1 };
        let mut steps: Vec<(usize, Step)> = Vec::new();
        compiler.todo.push(Todo { pattern, place: places(pattern) - 1, register: 0 });
        while let Some(todo) = compiler.pop() {
            let step = compiler.step(&todo);
            steps.push((todo.place, step));
        }
        let mut inside_out: Vec<usize> = (0..steps.len()).collect();
        inside_out.sort_by_key(|&at| steps[at].0);
        Program {
            steps: steps.into_iter().map(|(_, step)| step).collect(),
            variables: compiler.variables,
            registers: compiler.next,
            inside_out,
        }
    }

    /// Calls `yield_` with each match in a class.
    pub(crate) fn search<'a>(&'a self, graph: &'a Graph, class: Id, mut yield_: impl FnMut(&Found<'a>)) {
        let mut found =
            Found { program: self, registers: smallvec![class; self.registers], nodes: SmallVec::new() };
        self.run(graph, 0, &mut found, &mut yield_);
    }

    fn run<'a>(
        &'a self,
        graph: &'a Graph,
        at: usize,
        found: &mut Found<'a>,
        yield_: &mut impl FnMut(&Found<'a>),
    ) {
        let Some(step) = self.steps.get(at) else { return yield_(found) };
        for node in graph.nodes(found.registers[step.class]) {
            if node.head != step.head || node.children.len() != step.arity {
                continue;
            }
            found.registers[step.out..step.out + step.arity].copy_from_slice(&node.children);
            if step.checks.iter().all(|check| check.holds(graph, &found.registers)) {
                found.nodes.truncate(at);
                found.nodes.push(node);
                self.run(graph, at + 1, found, yield_);
            }
        }
    }
}

impl Check {
    fn holds(self, graph: &Graph, registers: &[Id]) -> bool {
        match self {
            Check::Same(a, b) => registers[a] == registers[b],
            Check::Constant(at) => graph.is_const(registers[at]),
            Check::Splat(at, number) => graph.splat(registers[at]) == Some(number),
            Check::Plain(at, kind) => {
                graph.info_of(registers[at]).is_some_and(|info| is_plain(kind, &info.props))
            }
            Check::Has(at, kind) => graph.may_have(registers[at], kind),
        }
    }
}

/// A part of a pattern that no step looks for yet.
struct Todo<'a> {
    pattern: &'a Pat,
    /// Its place among the ops of the pattern, from inside out.
    place: usize,
    register: usize,
}

struct Compiler<'a> {
    variables: Vec<Option<usize>>,
    todo: Vec<Todo<'a>>,
    next: usize,
}

impl<'a> Compiler<'a> {
    /// The part to look for next: one whose variables are all known, else the one with most new ones.
    fn pop(&mut self) -> Option<Todo<'a>> {
        let key = |todo: &Todo<'_>| {
            let mut slots = Vec::new();
            free(todo.pattern, &mut slots);
            slots.sort_unstable();
            slots.dedup();
            let unknown = slots.iter().filter(|&&slot| self.register(slot).is_none()).count();
            (unknown == 0, unknown, Reverse(places(todo.pattern)))
        };
        let best = (0..self.todo.len()).max_by_key(|&at| key(&self.todo[at]))?;
        Some(self.todo.swap_remove(best))
    }

    fn register(&self, slot: usize) -> Option<usize> {
        self.variables.get(slot).copied().flatten()
    }

    fn step(&mut self, todo: &Todo<'a>) -> Step {
        let out = self.next;
        let mut checks = Vec::new();
        let (head, arity) = match todo.pattern {
            Pat::Op { kind, attrs, named, operands, .. } => {
                self.next += 1 + operands.len();
                if !named {
                    checks.push(Check::Plain(out, *kind));
                }
                self.variable(*attrs, out, &mut checks);
                let inside: usize = operands.iter().map(places).sum();
                let mut place = todo.place - inside;
                for (operand, register) in operands.iter().zip(out + 1..) {
                    place += places(operand);
                    self.operand(operand, place, register, &mut checks);
                }
                (Head::Op(*kind), 1 + operands.len())
            }
            Pat::Proj(number, of) => {
                self.next += 1;
                self.operand(of, todo.place, out, &mut checks);
                (Head::Proj(*number), 1)
            }
            Pat::Any(_) | Pat::Constant(_) | Pat::Literal(..) => unreachable!("only ops are left to do"),
        };
        Step { class: todo.register, head, arity, out, checks }
    }

    /// What must hold of an operand; `end` is the number of ops up to its end, from inside out.
    fn operand(&mut self, operand: &'a Pat, end: usize, register: usize, checks: &mut Vec<Check>) {
        match operand {
            Pat::Any(slot) => self.variable(*slot, register, checks),
            Pat::Constant(slot) => {
                checks.push(Check::Constant(register));
                self.variable(*slot, register, checks);
            }
            Pat::Literal(number, slot) => {
                checks.push(Check::Splat(register, *number));
                self.variable(*slot, register, checks);
            }
            Pat::Op { kind, .. } => {
                checks.push(Check::Has(register, *kind));
                self.todo.push(Todo { pattern: operand, place: end - 1, register });
            }
            Pat::Proj(..) => self.todo.push(Todo { pattern: operand, place: end - 1, register }),
        }
    }

    fn variable(&mut self, slot: usize, register: usize, checks: &mut Vec<Check>) {
        if self.variables.len() <= slot {
            self.variables.resize(slot + 1, None);
        }
        match self.variables[slot] {
            Some(known) => checks.push(Check::Same(known, register)),
            None => self.variables[slot] = Some(register),
        }
    }
}

/// Number of ops and projections in a pattern.
fn places(pattern: &Pat) -> usize {
    match pattern {
        Pat::Op { operands, .. } => 1 + operands.iter().map(places).sum::<usize>(),
        Pat::Proj(_, of) => 1 + places(of),
        Pat::Any(_) | Pat::Constant(_) | Pat::Literal(..) => 0,
    }
}

/// The variables of a pattern.
fn free(pattern: &Pat, slots: &mut Vec<usize>) {
    match pattern {
        Pat::Op { attrs, operands, .. } => {
            slots.push(*attrs);
            operands.iter().for_each(|operand| free(operand, slots));
        }
        Pat::Proj(_, of) => free(of, slots),
        Pat::Any(slot) | Pat::Constant(slot) | Pat::Literal(_, slot) => slots.push(*slot),
    }
}
