//! Running a plan.

use tfl_ir::{Diagnostic, Type};

use crate::budget::{MAX_CALL_DEPTH, Meter, with_stack};
use crate::call::Call;
use crate::error::{OpError, dims_text};
use crate::plan::{Action, BlockId, Program, Source, Step, Target};
use crate::state::State;
use crate::{DType, Tensor};

/// One run of a program.
pub(crate) struct Run<'a> {
    pub(crate) program: &'a Program,
    pub(crate) state: &'a mut State,
    pub(crate) meter: Meter,
    /// Calls, loops and branches around the block that runs.
    pub(crate) depth: usize,
}

/// The values of a block that runs.
struct Frame(Vec<Option<Tensor>>);

impl Frame {
    fn get(&self, program: &Program, source: Source) -> Option<Tensor> {
        match source {
            Source::Absent => None,
            Source::Slot(slot) => self.0.get(slot as usize).cloned().flatten(),
            Source::Const(index) => program.constants.get(index as usize).cloned(),
        }
    }

    fn get_all(&self, program: &Program, sources: &[Source]) -> Vec<Option<Tensor>> {
        sources.iter().map(|&source| self.get(program, source)).collect()
    }
}

impl Run<'_> {
    /// Runs a block: `inputs` are its arguments, then its captures; returns its results.
    pub(crate) fn block(
        &mut self,
        id: BlockId,
        inputs: Vec<Option<Tensor>>,
    ) -> Result<Vec<Option<Tensor>>, Diagnostic> {
        let program = self.program;
        let block = &program.blocks[id];
        let mut frame = Frame(vec![None; block.slots]);
        for (&slot, input) in block.args.iter().zip(inputs) {
            frame.0[slot as usize] = input;
        }
        for step in &block.steps {
            let results = self.step(step, &frame)?;
            for (index, result) in results.into_iter().enumerate() {
                self.meter.add(result.as_ref().map_or(0, Tensor::byte_len));
                frame.0[step.first_result as usize + index] = result;
            }
            for &slot in &step.dead {
                let dead = frame.0[slot as usize].take();
                self.meter.release(dead.map_or(0, |tensor| tensor.byte_len()));
            }
        }
        let results = frame.get_all(program, &block.results);
        // Arguments belong to the caller, who counts them.
        for &slot in &block.args {
            frame.0[slot as usize] = None;
        }
        self.meter.release(frame.0.iter().flatten().map(Tensor::byte_len).sum());
        Ok(results)
    }

    fn step(&mut self, step: &Step, frame: &Frame) -> Result<Vec<Option<Tensor>>, Diagnostic> {
        let at = |e: OpError| e.at(step.name, &step.loc);
        let inputs = frame.get_all(self.program, &step.inputs);
        let results = match &step.action {
            Action::Eval(eval) => {
                let mut call = Call { inputs: &inputs, meter: &self.meter, state: self.state };
                eval(&mut call).map_err(at)?.into_iter().map(Some).collect()
            }
            Action::Call(block) => self.nested(step, *block, inputs)?,
            Action::CallOnce(block) => {
                if self.state.initialized.insert(*block) {
                    self.nested(step, *block, Vec::new())?;
                }
                Vec::new()
            }
            Action::If { then, otherwise } => {
                let mut values = inputs.into_iter();
                let condition = truth(values.next().flatten().as_ref()).map_err(at)?;
                let target = if condition { then } else { otherwise };
                self.target(step, target, values.collect(), frame)?
            }
            Action::While { cond, body } => self.repeat(step, [cond, body], inputs, frame)?,
        };
        check_results(step, &results).map_err(at)?;
        Ok(results)
    }

    fn repeat(
        &mut self,
        step: &Step,
        [cond, body]: [&Target; 2],
        mut values: Vec<Option<Tensor>>,
        frame: &Frame,
    ) -> Result<Vec<Option<Tensor>>, Diagnostic> {
        let at = |e: OpError| e.at(step.name, &step.loc);
        let mut counted = 0;
        loop {
            let condition = self.target(step, cond, values.clone(), frame)?;
            let go_on = match condition.as_slice() {
                [one] => truth(one.as_ref()).map_err(at)?,
                all => {
                    return Err(at(OpError::new(format!(
                        "the condition gives {} values, expected 1 boolean",
                        all.len()
                    ))));
                }
            };
            if !go_on {
                self.meter.release(counted);
                return Ok(values);
            }
            let next = self.target(step, body, values, frame)?;
            // The carried values of the last iteration live on outside of any frame.
            let bytes = next.iter().flatten().map(Tensor::byte_len).sum();
            self.meter.release(counted);
            self.meter.add(bytes);
            counted = bytes;
            values = next;
            if values.len() != step.inputs.len() {
                return Err(at(OpError::new(format!(
                    "the body gives {} values, the loop carries {}",
                    values.len(),
                    step.inputs.len()
                ))));
            }
        }
    }

    fn target(
        &mut self,
        step: &Step,
        target: &Target,
        mut inputs: Vec<Option<Tensor>>,
        frame: &Frame,
    ) -> Result<Vec<Option<Tensor>>, Diagnostic> {
        inputs.extend(frame.get_all(self.program, &target.captures));
        self.nested(step, target.block, inputs)
    }

    fn nested(
        &mut self,
        step: &Step,
        block: BlockId,
        inputs: Vec<Option<Tensor>>,
    ) -> Result<Vec<Option<Tensor>>, Diagnostic> {
        let at = |e: OpError| e.at(step.name, &step.loc);
        self.meter.iterate().map_err(at)?;
        if self.depth >= MAX_CALL_DEPTH {
            return Err(at(OpError::new(format!(
                "calls, loops and branches are nested more than {MAX_CALL_DEPTH} deep"
            ))));
        }
        let expected = self.program.blocks[block].args.len();
        if inputs.len() != expected {
            return Err(at(OpError::new(format!(
                "{} values are handed to a block that takes {expected}",
                inputs.len()
            ))));
        }
        self.depth += 1;
        let results = with_stack(|| self.block(block, inputs));
        self.depth -= 1;
        results
    }
}

/// One boolean.
fn truth(value: Option<&Tensor>) -> Result<bool, OpError> {
    match value.and_then(Tensor::as_slice::<bool>) {
        Some([one]) => Ok(*one),
        _ => {
            let found = value.map_or_else(|| "no value".to_owned(), describe);
            Err(OpError::new(format!("the condition is {found}, expected one boolean")))
        }
    }
}

fn describe(tensor: &Tensor) -> String {
    format!("{}{}", tensor.dtype(), dims_text(tensor.shape()))
}

/// The number of results and their types must be those declared; shapes, where both are known.
fn check_results(step: &Step, results: &[Option<Tensor>]) -> Result<(), OpError> {
    if results.len() != step.results.len() {
        let (found, expected) = (results.len(), step.results.len());
        return Err(OpError::new(format!("computed {found} results, the op declares {expected}")));
    }
    for (index, (result, &ty)) in results.iter().zip(&step.results).enumerate() {
        if let Some(tensor) = result {
            check_type(tensor, ty).map_err(|why| OpError::new(format!("result {index} is {why}")))?;
        }
    }
    Ok(())
}

/// Whether `tensor` is of IR type `ty`; the error says what it is and what was expected.
pub(crate) fn check_type(tensor: &Tensor, ty: Type) -> Result<(), String> {
    let expected = DType::of(ty);
    if expected != Some(tensor.dtype()) {
        let name = expected.map_or("another type", DType::name);
        return Err(format!("{}, expected elements of type {name}", describe(tensor)));
    }
    if !tensor.fits(ty) {
        let dims: Vec<String> = ty
            .dims()
            .unwrap_or_default()
            .iter()
            .map(|d| d.size().map_or_else(|| "?".to_owned(), |n| n.to_string()))
            .collect();
        return Err(format!("{}, expected shape [{}]", describe(tensor), dims.join("x")));
    }
    Ok(())
}
