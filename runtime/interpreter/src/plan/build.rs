//! From IR to plan.

use std::cell::Cell;
use std::collections::VecDeque;
use std::sync::Arc;

use hashbrown::HashMap;
use tfl_ir::types::ByteLimit;
use tfl_ir::{Block, Body, Diagnostic, Loc, MAX_DEPTH, Module, Op, Region, SymbolTable, Traits, Type, Value};

use super::constants::{Constant, constant_of};
use super::control::{Control, control_of};
use super::{Action, BlockId, BlockPlan, Program, Source, Step, Target, calls, liveness};
use crate::Tensor;
use crate::budget::with_stack;
use crate::error::OpError;
use crate::op_view::OpView;
use crate::ops;

/// Plans the functions called `names` and everything they call.
pub(crate) fn build(module: &Module, names: &[&str], limit: ByteLimit) -> Result<Program, Diagnostic> {
    let mut builder = Builder {
        module: module.body(),
        symbols: SymbolTable::new(module.body()),
        program: Program { blocks: Vec::new(), constants: Vec::new(), functions: HashMap::new(), cells: 0 },
        queue: VecDeque::new(),
        limit,
        cells: Cell::new(0),
    };
    for name in names {
        builder.function(name).map_err(|e| e.at("entry function", &Loc::UNKNOWN))?;
    }
    // A work list, so that the depth of calls is no depth of recursion.
    while let Some((block, op)) = builder.queue.pop_front() {
        builder.plan_function(block, op)?;
    }
    let mut program = builder.program;
    program.cells = builder.cells.get();
    calls::refuse_cycles(&program)?;
    Ok(program)
}

/// Whether an op ends its block by handing values on.
fn is_return(body: &Body, op: Op) -> bool {
    body.has_trait(op, Traits::RETURN_LIKE)
        || matches!(body.name(op).as_str(), "func.return" | "tfl.yield" | "tf.Yield" | "stablehlo.return")
}

struct Builder<'m> {
    module: &'m Body,
    symbols: SymbolTable,
    program: Program,
    queue: VecDeque<(BlockId, Op)>,
    limit: ByteLimit,
    cells: Cell<usize>,
}

/// What the blocks of one function share.
struct Function<'m> {
    body: &'m Body,
    /// Constants of this body; every region reaches them without capturing.
    constants: HashMap<Value, Source>,
}

/// A block while it is planned.
#[derive(Default)]
struct Scope {
    plan: BlockPlan,
    values: HashMap<Value, Source>,
    /// Values from outside, in the order of their slots after the arguments.
    captures: Vec<Value>,
    /// How many regions are around it.
    depth: usize,
}

impl Scope {
    fn new_slots(&mut self, count: usize) -> u32 {
        let first = self.plan.slots as u32;
        self.plan.slots += count;
        first
    }
}

impl<'m> Builder<'m> {
    /// The block of the function called `name`, planned sooner or later.
    fn function(&mut self, name: &str) -> Result<BlockId, OpError> {
        if let Some(&block) = self.program.functions.get(name) {
            return Ok(block);
        }
        let op = self.symbols.get(name).filter(|&op| self.module.name(op) == "func.func");
        let Some(op) = op else {
            return Err(OpError::new(format!("there is no function @{name}")));
        };
        let block = self.new_block();
        self.program.functions.insert(Arc::from(name), block);
        self.queue.push_back((block, op));
        Ok(block)
    }

    fn new_block(&mut self) -> BlockId {
        self.program.blocks.push(BlockPlan::default());
        self.program.blocks.len() - 1
    }

    fn plan_function(&mut self, id: BlockId, op: Op) -> Result<(), Diagnostic> {
        let loc = self.module.loc(op);
        let body = self.module.nested(op);
        let entry = body.and_then(|body| Some((body, single_block(body, *body.root_regions().first()?)?)));
        let Some((body, block)) = entry else {
            let name = tfl_ir::symbol_name(self.module, op).unwrap_or_default();
            let text = format!("function @{name} must have one block to be run");
            return Err(Diagnostic::error(loc.clone(), text));
        };
        let mut function = Function { body, constants: HashMap::new() };
        let scope = self.plan_block(&mut function, block, 0)?;
        self.program.blocks[id] = scope.plan;
        Ok(())
    }

    fn plan_block(
        &mut self,
        function: &mut Function<'m>,
        block: Block,
        depth: usize,
    ) -> Result<Scope, Diagnostic> {
        let body = function.body;
        let mut scope = Scope { depth, ..Scope::default() };
        for &arg in body.block_args(block) {
            let slot = scope.new_slots(1);
            scope.plan.args.push(slot);
            scope.values.insert(arg, Source::Slot(slot));
        }
        scope.plan.results = self.plan_ops(function, &mut scope, block)?;
        let captures = scope.captures.clone();
        for value in captures {
            if let Some(Source::Slot(slot)) = scope.values.get(&value) {
                scope.plan.args.push(*slot);
            }
        }
        liveness::find_deaths(&mut scope.plan);
        Ok(scope)
    }

    /// Plans the ops of a block into `scope`; returns what its terminator hands on.
    fn plan_ops(
        &mut self,
        function: &mut Function<'m>,
        scope: &mut Scope,
        block: Block,
    ) -> Result<Vec<Source>, Diagnostic> {
        let body = function.body;
        for op in body.ops_in(block) {
            let at = |e: OpError| e.at(body.name(op).as_str(), body.loc(op));
            if is_return(body, op) {
                return self.operands(function, scope, op).map_err(at);
            }
            if let Some(constant) = constant_of(body, op, self.limit) {
                let source = match constant.map_err(at)? {
                    Constant::Absent => Source::Absent,
                    Constant::Value(tensor) => {
                        self.program.constants.push(tensor);
                        Source::Const((self.program.constants.len() - 1) as u32)
                    }
                };
                function.constants.extend(body.results(op).map(|value| (value, source)));
                continue;
            }
            self.plan_op(function, scope, op)?;
        }
        let loc = body.last_op(block).map(|op| body.loc(op).clone()).unwrap_or_default();
        Err(Diagnostic::error(loc, "the block does not end in a return or a yield"))
    }

    fn operands(
        &mut self,
        function: &Function<'m>,
        scope: &mut Scope,
        op: Op,
    ) -> Result<Vec<Source>, OpError> {
        let body = function.body;
        (0..body.num_operands(op))
            .map(|index| {
                let value = body.operand(op, index);
                let value = value.ok_or_else(|| OpError::new(format!("operand {index} is absent")))?;
                resolve(function, scope, value)
                    .ok_or_else(|| OpError::new(format!("operand {index} is used before it is defined")))
            })
            .collect()
    }

    fn plan_op(&mut self, function: &mut Function<'m>, scope: &mut Scope, op: Op) -> Result<(), Diagnostic> {
        let body = function.body;
        let name = body.name(op);
        let loc = body.loc(op);
        let at = |e: OpError| e.at(name.as_str(), loc);
        let inputs = self.operands(function, scope, op).map_err(at)?;
        let action = match control_of(body, op).map_err(at)? {
            Some(Control::Inline(region)) => return self.plan_inline(function, scope, op, region),
            Some(Control::Call(callee)) => Action::Call(self.function(&callee).map_err(at)?),
            Some(Control::CallOnce(callee)) => Action::CallOnce(self.function(&callee).map_err(at)?),
            Some(Control::If([then, otherwise])) => Action::If {
                then: self.target(function, scope, op, then)?,
                otherwise: self.target(function, scope, op, otherwise)?,
            },
            Some(Control::While([cond, body])) => Action::While {
                cond: self.target(function, scope, op, cond)?,
                body: self.target(function, scope, op, body)?,
            },
            None => {
                let row = ops::row(name.as_str()).ok_or_else(|| at(ops::no_kernel(body, op)))?;
                let operands: Vec<Type> = body.operands(op).map(|value| body.ty(value)).collect();
                let constants: Vec<Option<Tensor>> = inputs
                    .iter()
                    .map(|source| match source {
                        Source::Const(index) => self.program.constants.get(*index as usize).cloned(),
                        _ => None,
                    })
                    .collect();
                let view =
                    OpView { body, op, operands: &operands, constants: &constants, cells: &self.cells };
                Action::Eval((row.prepare)(&view).map_err(at)?)
            }
        };
        let first_result = scope.new_slots(body.num_results(op));
        for (index, value) in body.results(op).enumerate() {
            scope.values.insert(value, Source::Slot(first_result + index as u32));
        }
        scope.plan.steps.push(Step {
            name: name.as_str(),
            loc: loc.clone(),
            inputs,
            first_result,
            results: body.results(op).map(|value| body.ty(value)).collect(),
            action,
            dead: Vec::new(),
        });
        Ok(())
    }

    /// Plans the ops of a region as if they stood in the block around it; the last result of `op`
    /// is a token that no kernel sees.
    fn plan_inline(
        &mut self,
        function: &mut Function<'m>,
        scope: &mut Scope,
        op: Op,
        region: Region,
    ) -> Result<(), Diagnostic> {
        let body = function.body;
        let block = self.enter(function, scope, op, region)?;
        scope.depth += 1;
        let yielded = with_stack(|| self.plan_ops(function, scope, block))?;
        scope.depth -= 1;
        for (index, value) in body.results(op).enumerate() {
            scope.values.insert(value, yielded.get(index).copied().unwrap_or(Source::Absent));
        }
        Ok(())
    }

    /// The one block of a region, if the nesting is not too deep.
    fn enter(
        &self,
        function: &Function<'m>,
        scope: &Scope,
        op: Op,
        region: Region,
    ) -> Result<Block, Diagnostic> {
        let at = |text: String| OpError::new(text).at(function.body.name(op).as_str(), function.body.loc(op));
        if scope.depth >= MAX_DEPTH {
            return Err(at(format!("regions are nested more than {MAX_DEPTH} deep")));
        }
        single_block(function.body, region).ok_or_else(|| at("a region must have one block to be run".into()))
    }

    fn target(
        &mut self,
        function: &mut Function<'m>,
        scope: &mut Scope,
        op: Op,
        branch: super::control::Branch,
    ) -> Result<Target, Diagnostic> {
        let body = function.body;
        let at = |e: OpError| e.at(body.name(op).as_str(), body.loc(op));
        let region = match branch {
            super::control::Branch::Function(name) => {
                return Ok(Target { block: self.function(&name).map_err(at)?, captures: Vec::new() });
            }
            super::control::Branch::Region(region) => region,
        };
        let block = self.enter(function, scope, op, region)?;
        let inner = with_stack(|| self.plan_block(function, block, scope.depth + 1))?;
        let captures = inner
            .captures
            .iter()
            .map(|&value| {
                resolve(function, scope, value)
                    .ok_or_else(|| at(OpError::new("a region uses a value before it is defined")))
            })
            .collect::<Result<_, _>>()?;
        let id = self.new_block();
        self.program.blocks[id] = inner.plan;
        Ok(Target { block: id, captures })
    }
}

/// Where `value` is in `scope`; a value from around a region becomes a capture. `None` if it is not
/// defined yet.
fn resolve(function: &Function<'_>, scope: &mut Scope, value: Value) -> Option<Source> {
    if let Some(&source) = scope.values.get(&value).or_else(|| function.constants.get(&value)) {
        return Some(source);
    }
    if scope.depth == 0 {
        return None;
    }
    let source = Source::Slot(scope.new_slots(1));
    scope.values.insert(value, source);
    scope.captures.push(value);
    Some(source)
}

fn single_block(body: &Body, region: Region) -> Option<Block> {
    match body.region_blocks(region) {
        [block] => Some(*block),
        _ => None,
    }
}
