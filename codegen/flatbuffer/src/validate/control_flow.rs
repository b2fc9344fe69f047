//! Operators that refer to subgraphs.

use crate::error::{Error, Result, Within};
use crate::model::{Model, Operator, Subgraph, Tensor, TensorType, operator_place};
use crate::schema::{Options, Value, builtin};

pub(super) fn check(model: &Model) -> Result<()> {
    let mut callees = Vec::with_capacity(model.subgraphs.len());
    for (number, subgraph) in model.subgraphs.iter().enumerate() {
        callees.push(check_subgraph(model, subgraph).within(|| format!("subgraph {number}"))?);
    }
    check_rings(&callees)
}

/// Checks the operators of `subgraph`; returns which subgraphs they refer to.
fn check_subgraph(model: &Model, subgraph: &Subgraph) -> Result<Vec<usize>> {
    let mut all = Vec::new();
    for (at, operator) in subgraph.operators.iter().enumerate() {
        let callees = callees(operator);
        if callees.is_empty() {
            continue;
        }
        let found: Result<Vec<usize>> = callees
            .into_iter()
            .map(|callee| {
                usize::try_from(callee).ok().filter(|&callee| callee < model.subgraphs.len()).ok_or_else(
                    || {
                        Error::new(format!(
                            "refers to subgraph {callee}, but there are {}",
                            model.subgraphs.len()
                        ))
                        .with_hint("the file is damaged: convert the model again")
                    },
                )
            })
            .collect();
        let code = model.code_of(operator);
        let place = || operator_place(at, code);
        let found = found.within(place)?;
        if let Some(code) = code {
            check_call(model, subgraph, operator, code.builtin, &found).within(place)?;
        }
        all.extend(found);
    }
    all.sort_unstable();
    all.dedup();
    Ok(all)
}

/// The subgraphs the options of `operator` refer to, in the order of the fields.
pub(crate) fn callees(operator: &Operator) -> Vec<i64> {
    [&operator.options, &operator.options_2].into_iter().flatten().flat_map(callees_of).collect()
}

fn callees_of(options: &Options) -> Vec<i64> {
    let mut callees = Vec::new();
    for (slot, field) in (0..).zip(options.table().fields) {
        let refers = matches!(field.name, "subgraph" | "branch_subgraph_indices" | "called_computations")
            || field.name.ends_with("subgraph_index");
        match options.get(slot).filter(|_| refers) {
            Some(Value::Int(callee)) => callees.push(callee),
            Some(Value::Ints(some)) => callees.extend(some),
            _ => {}
        }
    }
    callees
}

/// Checks that what an operator passes is what the subgraphs take and give.
fn check_call(
    model: &Model,
    caller: &Subgraph,
    operator: &Operator,
    code: i32,
    callees: &[usize],
) -> Result<()> {
    let subgraph = |at: usize| callees.get(at).and_then(|&callee| model.subgraphs.get(callee));
    let tensors = |indices: &[i32]| -> Vec<Option<TensorType>> { types(caller, indices) };
    match (builtin::name(code), subgraph(0), subgraph(1)) {
        (Some("WHILE"), Some(condition), Some(body)) => {
            let values = tensors(&operator.inputs);
            same("inputs", "the condition takes", &values, &types(condition, &condition.inputs))?;
            same("inputs", "the body takes", &values, &types(body, &body.inputs))?;
            same("outputs", "the body gives", &tensors(&operator.outputs), &types(body, &body.outputs))?;
            same("inputs", "it has as outputs", &values, &tensors(&operator.outputs))?;
            check_condition(condition, &condition.outputs, "the result of its condition")
        }
        (Some("IF"), Some(then), Some(otherwise)) => {
            check_condition(caller, operator.inputs.get(..1).unwrap_or_default(), "its condition")?;
            let values = tensors(operator.inputs.get(1..).unwrap_or_default());
            for (branch, takes, gives) in [
                (then, "the first branch takes", "the first branch gives"),
                (otherwise, "the second branch takes", "the second branch gives"),
            ] {
                same("inputs", takes, &values, &types(branch, &branch.inputs))?;
                same("outputs", gives, &tensors(&operator.outputs), &types(branch, &branch.outputs))?;
            }
            Ok(())
        }
        (Some("CALL_ONCE"), Some(callee), _) => {
            same("inputs", "the subgraph takes", &[], &types(callee, &callee.inputs))?;
            same("outputs", "the subgraph gives", &[], &types(callee, &callee.outputs))
        }
        (Some("CALL" | "STABLEHLO_COMPOSITE"), Some(callee), _) => {
            same("inputs", "the subgraph takes", &tensors(&operator.inputs), &types(callee, &callee.inputs))?;
            same(
                "outputs",
                "the subgraph gives",
                &tensors(&operator.outputs),
                &types(callee, &callee.outputs),
            )
        }
        _ => Ok(()),
    }
}

/// The element types of tensors; `None` for an absent one.
fn types(subgraph: &Subgraph, indices: &[i32]) -> Vec<Option<TensorType>> {
    indices.iter().map(|&index| tensor(subgraph, index).map(|tensor| tensor.element_type)).collect()
}

fn tensor(subgraph: &Subgraph, index: i32) -> Option<&Tensor> {
    subgraph.tensors.get(usize::try_from(index).ok()?)
}

fn same(what: &str, whose: &str, own: &[Option<TensorType>], other: &[Option<TensorType>]) -> Result<()> {
    let hint = "caller and subgraph must agree: convert the model again";
    if own.len() != other.len() {
        let message = format!("it has {} {what}, but {whose} {}", own.len(), other.len());
        return Err(Error::new(message).with_hint(hint));
    }
    for (at, (own, other)) in own.iter().zip(other).enumerate() {
        if own != other {
            let name = |ty: &Option<TensorType>| ty.map_or("nothing", TensorType::name);
            let message = format!("{what} {at}: it has {}, but {whose} {}", name(own), name(other));
            return Err(Error::new(message).with_hint(hint));
        }
    }
    Ok(())
}

/// Checks that `indices` is one boolean.
fn check_condition(subgraph: &Subgraph, indices: &[i32], what: &str) -> Result<()> {
    let condition = match indices {
        &[index] => tensor(subgraph, index),
        _ => None,
    };
    let one = |tensor: &&Tensor| tensor.shape.iter().all(|&size| size == 1 || size == -1);
    match condition.filter(|tensor| tensor.element_type == TensorType::Bool).filter(one) {
        Some(_) => Ok(()),
        None => {
            Err(Error::new(format!("{what} is not a single boolean")).with_hint("convert the model again"))
        }
    }
}

/// Refuses subgraphs that call themselves, directly or through others.
fn check_rings(callees: &[Vec<usize>]) -> Result<()> {
    #[derive(Clone, Copy, PartialEq, Eq)]
    enum Seen {
        Never,
        Open,
        Done,
    }
    let mut seen = vec![Seen::Never; callees.len()];
    for root in 0..callees.len() {
        // Subgraphs on the way from the root, each with how many of its callees are done.
        let mut path: Vec<(usize, usize)> = vec![(root, 0)];
        while let Some(top) = path.last_mut() {
            let (subgraph, done) = *top;
            if seen.get(subgraph) == Some(&Seen::Done) {
                path.pop();
                continue;
            }
            if let Some(seen) = seen.get_mut(subgraph) {
                *seen = Seen::Open;
            }
            let Some(&callee) = callees.get(subgraph).and_then(|callees| callees.get(done)) else {
                if let Some(seen) = seen.get_mut(subgraph) {
                    *seen = Seen::Done;
                }
                path.pop();
                continue;
            };
            top.1 = done.saturating_add(1);
            if seen.get(callee) == Some(&Seen::Open) {
                return Err(Error::new(format!(
                    "subgraph {callee} calls itself, by way of subgraph {subgraph}"
                ))
                .with_hint("control flow must not be recursive: convert the model again"));
            }
            path.push((callee, 0));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rings_are_refused_and_sharing_is_not() {
        assert!(check_rings(&[vec![1, 2], vec![3], vec![3], vec![]]).is_ok());
        assert!(check_rings(&[vec![0]]).is_err());
        let error = check_rings(&[vec![1], vec![2], vec![1]]).unwrap_err();
        assert_eq!(error.to_string(), "subgraph 1 calls itself, by way of subgraph 2");
    }

    #[test]
    fn sharing_is_not_expanded() {
        // Each of forty subgraphs calls the next one twice: 2^40 paths, 40 subgraphs.
        let callees: Vec<Vec<usize>> =
            (1..=40).map(|next| if next < 40 { vec![next, next] } else { vec![] }).collect();
        assert!(check_rings(&callees).is_ok());
    }
}
