//! No function may call itself, however indirectly: a run would never end.

use std::sync::Arc;

use tfl_ir::{Diagnostic, Loc};

use super::{Action, BlockId, Program};

/// The blocks that a block runs.
fn callees(program: &Program, block: BlockId) -> Vec<(BlockId, Loc)> {
    let mut found = Vec::new();
    for step in &program.blocks[block].steps {
        match &step.action {
            Action::Eval(_) => {}
            Action::Call(callee) | Action::CallOnce(callee) => found.push((*callee, step.loc.clone())),
            Action::If { then: a, otherwise: b } | Action::While { cond: a, body: b } => {
                found.push((a.block, step.loc.clone()));
                found.push((b.block, step.loc.clone()));
            }
        }
    }
    found
}

/// Refuses a program with a cycle of calls, naming a function on it.
pub(super) fn refuse_cycles(program: &Program) -> Result<(), Diagnostic> {
    #[derive(Clone, Copy, PartialEq)]
    enum Mark {
        New,
        Open,
        Done,
    }
    let mut marks = vec![Mark::New; program.blocks.len()];
    for root in 0..program.blocks.len() {
        if marks[root] != Mark::New {
            continue;
        }
        // An explicit stack: the depth of calls is the input's choice.
        marks[root] = Mark::Open;
        let mut stack = vec![(root, callees(program, root))];
        while let Some((block, rest)) = stack.last_mut() {
            let Some((callee, loc)) = rest.pop() else {
                marks[*block] = Mark::Done;
                stack.pop();
                continue;
            };
            match marks[callee] {
                Mark::Done => {}
                Mark::New => {
                    marks[callee] = Mark::Open;
                    stack.push((callee, callees(program, callee)));
                }
                Mark::Open => {
                    let name = name_of(program, callee);
                    let text = format!("function @{name} calls itself, directly or through others");
                    return Err(Diagnostic::error(loc, text));
                }
            }
        }
    }
    Ok(())
}

fn name_of(program: &Program, block: BlockId) -> Arc<str> {
    let mut names: Vec<&Arc<str>> =
        program.functions.iter().filter(|(_, id)| **id == block).map(|(name, _)| name).collect();
    names.sort();
    names.first().map_or_else(|| "?".into(), |name| Arc::clone(name))
}
