//! The functions a graph carries.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::body::GraphBody;
use tfl_ir::near::closest;

use crate::error::{ImportError, Result, quote};
use crate::proto::{FunctionDef, GraphDef};

/// A graph's function library. A body's nodes are indexed when it is first asked for.
pub(crate) struct Library<'g> {
    functions: BTreeMap<&'g str, &'g FunctionDef>,
    bodies: RefCell<BTreeMap<&'g str, Rc<GraphBody<'g>>>>,
}

impl<'g> Library<'g> {
    /// Errors: two functions of one name, one without a name.
    pub(crate) fn new(graph: &'g GraphDef) -> Result<Self> {
        let mut functions = BTreeMap::new();
        for function in graph.library.iter().flat_map(|l| &l.function) {
            let name = function.signature.as_ref().map_or("", |s| s.name.as_str());
            if name.is_empty() {
                return Err(ImportError::new("a function of the graph has no name"));
            }
            if functions.insert(name, function).is_some() {
                return Err(ImportError::new(format!("two functions are called {}", quote(name)))
                    .hint("the graph is corrupt; export it again"));
            }
        }
        Ok(Self { functions, bodies: RefCell::default() })
    }

    /// Whether there is a function called `name`.
    pub(crate) fn contains(&self, name: &str) -> bool {
        self.functions.contains_key(name)
    }

    /// The body of a function. Errors: no such function, a body with unusable names.
    pub(crate) fn body(&self, name: &str) -> Result<Rc<GraphBody<'g>>> {
        if let Some(body) = self.bodies.borrow().get(name) {
            return Ok(Rc::clone(body));
        }
        let (name, function) = self.functions.get_key_value(name).ok_or_else(|| self.missing(name))?;
        let body = Rc::new(GraphBody::of_function(function).map_err(|e| e.function(name))?);
        self.bodies.borrow_mut().insert(name, Rc::clone(&body));
        Ok(body)
    }

    fn missing(&self, name: &str) -> ImportError {
        let error = ImportError::new(format!("the graph has no function {}", quote(name)));
        match closest(name, self.functions.keys().copied()) {
            Some(near) => error.hint(format!("it has one called {}", quote(near))),
            None => error.hint("the graph is incomplete; export it again"),
        }
    }
}
