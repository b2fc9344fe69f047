//! Whether a function computes after optimization what it did before: both run on made-up inputs.
//!
//! Where outputs differ, a second run returns what is computed on the way too, so that the message can
//! name the first op that differs and the rules that made it. What cannot be run is told and let pass.

mod compare;
mod inputs;
mod runnable;
#[cfg(test)]
mod tests;

use tfl_interpreter::{Options, Session, Tensor};
use tfl_ir::{Body, Diagnostic, Loc, Value};

use super::explain::Outcome;
use super::report::place;
use compare::{Difference, compare};
use runnable::{returned, runnable};

/// How to verify a function.
pub(crate) struct Verify<'a> {
    /// Its symbol.
    pub(crate) function: &'a str,
    /// Its location.
    pub(crate) loc: &'a Loc,
    /// How many inputs are made up.
    pub(crate) runs: u64,
    /// Whether floats must have the same bits too.
    pub(crate) exact: bool,
}

/// A value before, and what computes the same now.
type Pair = (Value, Value);

impl Verify<'_> {
    /// Compares `before` with `after`, which `outcome` tells of. A remark says why if that cannot be
    /// done.
    ///
    /// # Errors
    /// When they differ: the first op that does.
    pub(crate) fn run(
        &self,
        before: &Body,
        after: &Body,
        outcome: &Outcome,
    ) -> Result<Option<Diagnostic>, Diagnostic> {
        let outputs = returned(before).into_iter().flatten().zip(returned(after).into_iter().flatten());
        let outputs: Vec<Pair> = outputs.collect();
        let skipped = |why: String| {
            let message = format!("the rewrites of @{} were not verified: {why}", self.function);
            Ok(Some(Diagnostic::remark(self.loc.clone(), message)))
        };
        let mut sessions = match Sessions::new(before, after, &outputs) {
            Ok(sessions) => sessions,
            Err(why) => return skipped(why),
        };
        let mut refused = None;
        let mut ran = false;
        for run in 0..self.runs {
            let made = match inputs::made_up(before, run) {
                Ok(made) => made,
                Err(why) => return skipped(why),
            };
            let was = match sessions.before.run(&made) {
                Ok(was) => was,
                Err(error) => {
                    refused = Some(error.message);
                    continue;
                }
            };
            ran = true;
            let is = sessions.after.run(&made).map_err(|error| {
                let message = format!("optimized, @{} does not run: {}", self.function, error.message);
                Diagnostic::error(error.loc, message)
            })?;
            if self.differ(&was, &is).next().is_some() {
                return Err(self.first_difference(before, after, outcome, &outputs, &made));
            }
        }
        match refused.filter(|_| !ran) {
            Some(why) => skipped(format!("it refuses inputs that were made up: {why}")),
            None => Ok(None),
        }
    }

    /// The outputs that differ, by position.
    fn differ<'a>(
        &self,
        was: &'a [Tensor],
        is: &'a [Tensor],
    ) -> impl Iterator<Item = (usize, Difference)> + use<'a> {
        let exact = self.exact;
        let pairs = was.iter().zip(is).enumerate();
        pairs.filter_map(move |(at, (was, is))| Some((at, compare(was, is, exact)?)))
    }

    /// The error about the first value in program order that differs, outputs last.
    fn first_difference(
        &self,
        before: &Body,
        after: &Body,
        outcome: &Outcome,
        outputs: &[Pair],
        inputs: &[Tensor],
    ) -> Diagnostic {
        let seen = |&(was, is): &Pair| runnable::is_seen(before, was) && runnable::is_seen(after, is);
        let mut pairs: Vec<Pair> = outcome.values.iter().copied().filter(seen).collect();
        pairs.extend(outputs);
        let runs = Sessions::new(before, after, &pairs).and_then(|mut sessions| {
            let words = |error: Diagnostic| error.message;
            Ok((sessions.before.run(inputs).map_err(words)?, sessions.after.run(inputs).map_err(words)?))
        });
        let found = runs.ok().and_then(|(was, is)| self.differ(&was, &is).next());
        let pair = found.as_ref().and_then(|(at, _)| pairs.get(*at));
        let (Some((_, difference)), Some(&(was, is))) = (found, pair) else {
            let message = format!("optimized, @{} computes other outputs", self.function);
            return Diagnostic::error(self.loc.clone(), message);
        };
        let op = before.defining_op(was);
        let loc = before.value_loc(was);
        let what = op.map_or_else(|| "an argument".to_owned(), |op| before.name(op).to_string());
        let message =
            format!("optimized, @{} differs first at {what} '{}': {difference}", self.function, place(&loc));
        let error = Diagnostic::error(loc, message);
        let made = after.defining_op(is);
        let made = made.and_then(|op| outcome.made.iter().find(|made| made.op == op));
        match made.map(|made| (made, made.rules.join(", "))) {
            Some((made, rules)) if !rules.is_empty() => error
                .with_note(after.loc(made.op).clone(), format!("rules made it {}: {rules}", made.name))
                .with_hint(format!("disable-rules={} leaves them out", made.rules.join(","))),
            _ => error.with_hint("no rule made this op; look at those before it with --explain"),
        }
    }
}

/// The function as it was and as it is, ready to run.
struct Sessions {
    before: Session,
    after: Session,
}

impl Sessions {
    /// Sessions that return one of each of `pairs`; the words say why there are none.
    fn new(before: &Body, after: &Body, pairs: &[Pair]) -> Result<Sessions, String> {
        let session = |body: &Body, values: Vec<Value>| {
            let module = runnable(body, &values).ok_or("its code is more than one block")?;
            Session::new(&module, runnable::NAME, Options::default()).map_err(|error| error.message)
        };
        Ok(Sessions {
            before: session(before, pairs.iter().map(|&(was, _)| was).collect())?,
            after: session(after, pairs.iter().map(|&(_, is)| is).collect())?,
        })
    }
}
