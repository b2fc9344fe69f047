//! Running a module: signatures, named inputs, state kept from run to run.

use tfl_interpreter::{Options, Tensor};
use tfl_ir::{Diagnostic, Loc, Module};

use crate::signature::{Port, Signature, signatures};

/// A module that can be run.
pub struct Session {
    signatures: Vec<Signature>,
    interpreter: tfl_interpreter::Session,
}

impl Session {
    /// Prepares the signatures of `module`; they share the model's variables.
    ///
    /// # Errors
    /// When the module has no function to run, or one holds an op that the interpreter does not run.
    pub fn new(module: &Module, options: Options) -> Result<Session, Diagnostic> {
        let signatures = signatures(module);
        let mut functions: Vec<&str> = Vec::new();
        for signature in &signatures {
            if !functions.contains(&signature.function.as_str()) {
                functions.push(&signature.function);
            }
        }
        if functions.is_empty() {
            return Err(Diagnostic::error(
                module.root().loc(module.op()).clone(),
                "the module has no function to run",
            )
            .with_hint("give a func.func that is not private, or one called @main"));
        }
        let interpreter = tfl_interpreter::Session::with_functions(module, &functions, options)?;
        Ok(Session { signatures, interpreter })
    }

    /// The signatures, in the model's order.
    pub fn signatures(&self) -> &[Signature] {
        &self.signatures
    }

    /// The signature called `name`; without a name the only one, `serving_default`, or the first.
    ///
    /// # Errors
    /// When there is none of that name; the message lists those there are.
    pub fn signature(&self, name: Option<&str>) -> Result<&Signature, Diagnostic> {
        let called = |name: &str| self.signatures.iter().find(|s| s.name.as_deref() == Some(name));
        let Some(name) = name else {
            return called("serving_default")
                .or(self.signatures.first())
                .ok_or_else(|| Diagnostic::error(Loc::UNKNOWN, "the model has no signature"));
        };
        called(name).ok_or_else(|| {
            let known: Vec<&str> = self.signatures.iter().filter_map(|s| s.name.as_deref()).collect();
            let hint = match known.as_slice() {
                [] => "the model has no signatures; leave --signature out".to_owned(),
                known => format!("the model has the signatures {}", known.join(", ")),
            };
            Diagnostic::error(Loc::UNKNOWN, format!("the model has no signature '{name}'")).with_hint(hint)
        })
    }

    /// Runs `signature` on `inputs`, one an input in its order.
    ///
    /// # Errors
    /// When the inputs are not what it takes, or an operator refuses its operands.
    pub fn run(&mut self, signature: &Signature, inputs: &[Tensor]) -> Result<Vec<Tensor>, Diagnostic> {
        self.interpreter.run_function(&signature.function, inputs)
    }
}

/// The input of `signature` that `name` means: an argument's name, a tensor's name, or a position.
///
/// # Errors
/// When it means none; the message lists the inputs.
pub fn find_input(signature: &Signature, name: &str) -> Result<usize, Diagnostic> {
    let by_name = signature.inputs.iter().position(|port| port.is_called(name));
    let by_position = || name.parse().ok().filter(|&index: &usize| index < signature.inputs.len());
    by_name.or_else(by_position).ok_or_else(|| {
        let names: Vec<&str> = signature.inputs.iter().map(|port: &Port| port.name.as_str()).collect();
        let hint = match names.as_slice() {
            [] => "the signature takes no inputs".to_owned(),
            names => format!("the inputs are {}; a position from 0 works too", names.join(", ")),
        };
        Diagnostic::error(Loc::UNKNOWN, format!("the model has no input '{name}'")).with_hint(hint)
    })
}
