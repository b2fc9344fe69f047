//! Graphs as stored, made ready for use: names resolved, functions found, calls expanded.

mod body;
mod flat;
mod flatten;
mod instance;
mod library;
mod node;
mod scope;
mod tensor_name;
mod walk;

pub(crate) use self::body::GraphBody;
pub(crate) use self::flat::{FlatGraph, FlatNode, Source};
pub(crate) use self::flatten::{Flattener, Roots};
pub(crate) use self::instance::{InstanceId, InstanceKey, VarId, Variable, Variables};
pub(crate) use self::library::{Functions, Library};
pub(crate) use self::node::Node;
pub(crate) use self::tensor_name::TensorName;
