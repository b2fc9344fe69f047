//! The functions a graph carries.

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use bytes::Bytes;
use tfl_ir::near::closest;

use super::body::GraphBody;
use crate::decode::decode_part;
use crate::error::{ImportError, Result, quote};
use crate::proto::{FunctionDef, FunctionHead, GraphDef};

/// The functions of a graph by name, each decoded when it is first needed.
pub(crate) struct Functions(BTreeMap<String, Encoded>);

struct Encoded {
    bytes: Bytes,
    decoded: OnceCell<FunctionDef>,
}

impl Functions {
    /// Errors: a function whose name cannot be read, two functions of one name, one without a name.
    pub(crate) fn of_graph(graph: &GraphDef) -> Result<Self> {
        let mut functions = BTreeMap::new();
        for bytes in graph.library.iter().flat_map(|l| &l.function) {
            let head: FunctionHead = decode_part(bytes.clone(), "FunctionDef")?;
            let name = head.signature.unwrap_or_default().name;
            if name.is_empty() {
                return Err(ImportError::new("a function of the graph has no name"));
            }
            let encoded = Encoded { bytes: bytes.clone(), decoded: OnceCell::new() };
            if functions.insert(name.clone(), encoded).is_some() {
                return Err(ImportError::new(format!("two functions are called {}", quote(&name)))
                    .hint("the graph is corrupt; export it again"));
            }
        }
        Ok(Self(functions))
    }
}

impl Encoded {
    fn get(&self) -> Result<&FunctionDef> {
        if let Some(function) = self.decoded.get() {
            return Ok(function);
        }
        let function = decode_part(self.bytes.clone(), "FunctionDef")?;
        Ok(self.decoded.get_or_init(|| function))
    }
}

/// A graph's function library. A body's nodes are indexed when it is first asked for.
pub(crate) struct Library<'g> {
    functions: &'g Functions,
    bodies: RefCell<BTreeMap<&'g str, Rc<GraphBody<'g>>>>,
}

impl<'g> Library<'g> {
    pub(crate) fn new(functions: &'g Functions) -> Self {
        Self { functions, bodies: RefCell::default() }
    }

    /// Whether there is a function called `name`.
    pub(crate) fn contains(&self, name: &str) -> bool {
        self.functions.0.contains_key(name)
    }

    /// The body of a function. Errors: no such function, one that cannot be decoded, a body with unusable
    /// names.
    pub(crate) fn body(&self, name: &str) -> Result<Rc<GraphBody<'g>>> {
        if let Some(body) = self.bodies.borrow().get(name) {
            return Ok(Rc::clone(body));
        }
        let (name, encoded) = self.functions.0.get_key_value(name).ok_or_else(|| self.missing(name))?;
        let body = encoded.get().and_then(GraphBody::of_function).map_err(|e| e.function(name))?;
        let body = Rc::new(body);
        self.bodies.borrow_mut().insert(name, Rc::clone(&body));
        Ok(body)
    }

    fn missing(&self, name: &str) -> ImportError {
        let error = ImportError::new(format!("the graph has no function {}", quote(name)));
        match closest(name, self.functions.0.keys().map(String::as_str)) {
            Some(near) => error.hint(format!("it has one called {}", quote(near))),
            None => error.hint("the graph is incomplete; export it again"),
        }
    }
}
