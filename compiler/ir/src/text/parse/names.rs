//! SSA names: definitions, uses, uses before the definition.

use super::{Parsed, Parser, hooks::Operand};
use crate::{Diagnostic, Loc, Type, Value};

/// What a name stands for.
pub(super) struct Definition {
    /// The first value; further ones of a pack follow it.
    first: Value,
    count: u32,
    /// Offset of the definition.
    at: usize,
}

/// What is known of a name.
pub(super) enum Name {
    Defined(Definition),
    /// Its definition was refused: uses of it are not errors of their own.
    Refused,
}

/// A use that came before the definition.
pub(super) struct Forward {
    placeholder: Value,
    at: usize,
}

impl<'s> Parser<'s> {
    /// The value that `operand`, used as `ty`, stands for.
    pub(super) fn resolve(&mut self, operand: Operand, ty: Type) -> Parsed<Value> {
        let name = self.slice(operand.start, operand.end);
        let Some(scope) = self.scopes.last_mut() else {
            return Err(self.error_at(operand.start, "a value stands outside of any region"));
        };
        match scope.names.get(name) {
            Some(Name::Defined(known)) => {
                let (first, count, at) = (known.first, known.count, known.at);
                if operand.number >= count {
                    let many = if count == 1 { "1 result".to_owned() } else { format!("{count} results") };
                    let message = format!(
                        "reference to invalid result number: '{name}' has {many}, there is no #{}",
                        operand.number
                    );
                    return Err(self.error_at(operand.start, message));
                }
                let value = Value::from_index(first.index() + operand.number as usize);
                let known = scope.body.ty(value);
                if known != ty {
                    return Err(self.wrong_type(operand, name, ty, known, at));
                }
                Ok(value)
            }
            Some(Name::Refused) => Ok(scope.body.create_placeholder(ty)),
            None => {
                if let Some(forward) = scope.forward.get(&(name, operand.number)) {
                    let (placeholder, at) = (forward.placeholder, forward.at);
                    let known = scope.body.ty(placeholder);
                    if known != ty {
                        return Err(self.wrong_type(operand, name, ty, known, at));
                    }
                    return Ok(placeholder);
                }
                let placeholder = scope.body.create_placeholder(ty);
                scope.forward.insert((name, operand.number), Forward { placeholder, at: operand.start });
                scope.forward_order.push((name, operand.number));
                Ok(placeholder)
            }
        }
    }

    fn wrong_type(&mut self, operand: Operand, name: &str, used: Type, known: Type, at: usize) -> Diagnostic {
        let prior = self.loc_at(at);
        self.error_at(
            operand.start,
            format!("use of value '{name}' expects different type than prior uses: '{used}' vs '{known}'"),
        )
        .with_note(prior, "prior use here")
    }

    /// Makes `name` stand for `count` values from `first` on. Reports a second definition.
    pub(super) fn define(&mut self, name: &'s str, at: usize, first: Value, count: u32) -> Parsed<()> {
        let Some(scope) = self.scopes.last_mut() else { return Ok(()) };
        if let Some(Name::Defined(known)) = scope.names.get(name) {
            let known_at = known.at;
            let prior = self.loc_at(known_at);
            return Err(self
                .error_at(at, format!("redefinition of SSA value '{name}'"))
                .with_note(prior, "previously defined here"));
        }
        let before = scope.names.insert(name, Name::Defined(Definition { first, count, at }));
        if before.is_none()
            && let Some(frame) = self.frames.last_mut()
        {
            frame.defined.push(name);
        }
        if scope.forward.is_empty() {
            return Ok(());
        }
        for number in 0..count {
            let Some(forward) = scope.forward.remove(&(name, number)) else { continue };
            let value = Value::from_index(first.index() + number as usize);
            let (used, known) = (scope.body.ty(forward.placeholder), scope.body.ty(value));
            scope.body.replace_all_uses(forward.placeholder, value);
            if used != known {
                let prior = self.loc_at(forward.at);
                return Err(self
                    .error_at(at, format!("definition of SSA value '{name}#{number}' has type '{known}'"))
                    .with_note(prior, format!("previously used here with type '{used}'")));
            }
        }
        Ok(())
    }

    /// Makes the names of a refused definition harmless.
    pub(super) fn refuse(&mut self, name: &'s str) {
        let Some(scope) = self.scopes.last_mut() else { return };
        scope.names.entry(name).or_insert_with(|| {
            if let Some(frame) = self.frames.last_mut() {
                frame.defined.push(name);
            }
            Name::Refused
        });
        scope.forward.retain(|(known, _), _| *known != name);
    }

    /// The errors of names that an isolated op used and never defined, in order of their first use.
    pub(super) fn undefined(&mut self) -> Vec<Diagnostic> {
        let Some(scope) = self.scopes.last_mut() else { return Vec::new() };
        let order = std::mem::take(&mut scope.forward_order);
        let missing: Vec<(&str, usize)> = order
            .into_iter()
            .filter_map(|key| scope.forward.get(&key).map(|forward| (key.0, forward.at)))
            .collect();
        missing
            .into_iter()
            .map(|(name, at)| {
                self.error_at(at, format!("use of undeclared SSA value name '{name}'"))
                    .with_hint("define it before its use, in this region or one around it")
            })
            .collect()
    }

    /// The location of an argument that states none.
    pub(super) fn loc_or_here(&mut self, loc: Option<Loc>, at: usize) -> Loc {
        loc.unwrap_or_else(|| self.loc_at(at))
    }
}
