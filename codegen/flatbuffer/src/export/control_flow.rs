//! `tfl.while` and `tfl.if` as operators on subgraphs.
//!
//! A region that does nothing but call a function becomes that function's subgraph. Any other becomes a subgraph of
//! its own, with the values it uses from around as further inputs.

use std::collections::HashSet;

use tfl_dialects::OpSpec;
use tfl_ir::verify::op_error;
use tfl_ir::{Attr, Block, Diagnostic, Op, Region, Value, ValueDef};

use super::graph::Graph;
use super::units::Unit;
use crate::model::Operator;
use crate::schema::{Options, OptionsTable, Value as Field};

/// A region that only calls a function: its name, what it passes and the call.
struct Call<'m> {
    callee: &'m str,
    operands: Vec<Value>,
    op: Op,
}

impl<'m> Graph<'_, 'm> {
    pub(super) fn while_loop(&mut self, op: Op) -> Result<(), Diagnostic> {
        let &[condition, body] = self.body.op_regions(op) else {
            return Err(op_error(self.body, op, "has no two regions"));
        };
        let captured = self.captured(op, &[condition, body]);
        let condition = self.loop_region(op, condition, &captured, "cond")?;
        let body = self.loop_region(op, body, &captured, "body")?;
        let mut operator = Operator::default();
        for value in self.body.operands(op).chain(captured.iter().copied()).collect::<Vec<Value>>() {
            operator.inputs.push(self.operand(op, value)?);
        }
        operator.outputs = self.results(op)?;
        // What goes round unchanged comes out too, but nobody looks at it.
        for &value in &captured {
            let name = self.naming.fresh("loop_invariant");
            operator.outputs.push(self.add_tensor(self.body.ty(value), name).map_err(|reason| {
                op_error(self.body, op, format!("uses a value that TFLite does not have: {reason}"))
            })?);
        }
        let callees = [("cond_subgraph_index", condition), ("body_subgraph_index", body)];
        self.push_branching(op, operator, &callees)
    }

    /// The subgraph of one region of a loop.
    fn loop_region(
        &mut self,
        op: Op,
        region: Region,
        captured: &[Value],
        role: &str,
    ) -> Result<i64, Diagnostic> {
        let block = self.body.region_blocks(region).first().copied();
        let call = block.and_then(|block| self.call(block)).filter(|_| captured.is_empty());
        // A call that passes its arguments on as they are is the function itself.
        if let Some(call) =
            call.filter(|call| block.is_some_and(|block| self.body.block_args(block) == call.operands))
        {
            return self.exporter.function(call.callee, self.body.loc(call.op));
        }
        Ok(self.region_unit(op, region, captured, role, role == "body"))
    }

    pub(super) fn if_else(&mut self, op: Op) -> Result<(), Diagnostic> {
        let &[then, otherwise] = self.body.op_regions(op) else {
            return Err(op_error(self.body, op, "has no two regions"));
        };
        let call = |region| self.body.region_blocks(region).first().and_then(|&block| self.call(block));
        let (passed, callees) = match (call(then), call(otherwise)) {
            (Some(a), Some(b)) if a.operands == b.operands => {
                let first = self.exporter.function(a.callee, self.body.loc(a.op))?;
                (a.operands, [first, self.exporter.function(b.callee, self.body.loc(b.op))?])
            }
            _ => {
                let captured = self.captured(op, &[then, otherwise]);
                let first = self.region_unit(op, then, &captured, "then", false);
                let second = self.region_unit(op, otherwise, &captured, "else", false);
                (captured, [first, second])
            }
        };
        let mut operator = Operator::default();
        for value in self.body.operands(op).chain(passed).collect::<Vec<Value>>() {
            operator.inputs.push(self.operand(op, value)?);
        }
        operator.outputs = self.results(op)?;
        let [first, second] = callees;
        self.push_branching(op, operator, &[("then_subgraph_index", first), ("else_subgraph_index", second)])
    }

    fn push_branching(
        &mut self,
        op: Op,
        mut operator: Operator,
        callees: &[(&str, i64)],
    ) -> Result<(), Diagnostic> {
        let spec = OpSpec::named(self.body.name(op));
        let code = spec.and_then(|spec| spec.builtin).map(|builtin| builtin.code);
        let code = code.ok_or_else(|| op_error(self.body, op, "is not a TFLite operator"))?;
        self.set_callees(op, &mut operator, callees)?;
        operator.opcode_index = self.code(op, code, spec);
        self.subgraph.operators.push(operator);
        Ok(())
    }

    /// Sets the fields of the operator's options that refer to subgraphs.
    pub(super) fn set_callees(
        &self,
        op: Op,
        operator: &mut Operator,
        callees: &[(&str, i64)],
    ) -> Result<(), Diagnostic> {
        let table =
            OpSpec::named(self.body.name(op)).and_then(|spec| spec.options).and_then(OptionsTable::by_name);
        let table =
            table.ok_or_else(|| op_error(self.body, op, "has no options that could name a subgraph"))?;
        let mut options = Options::new(table);
        for &(field, callee) in callees {
            let slot = table.slot_of(field).ok_or_else(|| format!("{} has no field '{field}'", table.name));
            slot.and_then(|slot| options.set(slot, Field::Int(callee)))
                .map_err(|expected| op_error(self.body, op, expected))?;
        }
        operator.options = Some(options);
        Ok(())
    }

    /// The call that is all a block does.
    fn call(&self, block: Block) -> Option<Call<'m>> {
        let op = self.body.first_op(block)?;
        let last = self.body.last_op(block)?;
        let alone = self.body.next_op(op) == Some(last) && self.body.name(op) == "func.call";
        if !alone || !self.body.operands(last).eq(self.body.results(op)) {
            return None;
        }
        let callee = self.body.attr(op, "callee").and_then(Attr::as_symbol)?;
        Some(Call { callee, operands: self.body.operands(op).collect(), op })
    }

    fn region_unit(&mut self, op: Op, region: Region, captured: &[Value], role: &str, hands_on: bool) -> i64 {
        let kind = self.body.name(op).mnemonic();
        let name = format!("{}_{kind}{}_{role}", self.subgraph.name, self.subgraph.operators.len());
        let captured = captured.to_vec();
        self.exporter.units.add(Unit::Region { body: self.body, region, name, captured, hands_on })
    }

    /// The values that `regions` of `op` use from around, in order of first use. Constants are not among them:
    /// every subgraph has its own tensor for one.
    fn captured(&self, op: Op, regions: &[Region]) -> Vec<Value> {
        let mut captured = Vec::new();
        let mut seen = HashSet::new();
        for inner in self.body.walk_inside(op) {
            for value in self.body.operands(inner) {
                if seen.insert(value)
                    && self.is_outside(value, op, regions)
                    && self.constant_op(value).is_none()
                {
                    captured.push(value);
                }
            }
        }
        captured
    }

    /// Whether `value` is made outside of `op`.
    fn is_outside(&self, value: Value, op: Op, regions: &[Region]) -> bool {
        match self.body.def(value) {
            ValueDef::Result(made_by, _) => !self.body.is_inside(made_by, op),
            ValueDef::Arg(block, _) => {
                let region = self.body.block_region(block);
                let inside = region.is_some_and(|region| {
                    regions.contains(&region)
                        || self
                            .body
                            .region_parent(region)
                            .is_some_and(|parent| self.body.is_inside(parent, op))
                });
                !inside
            }
            ValueDef::Placeholder => false,
        }
    }
}
