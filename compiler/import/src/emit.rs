//! Flat graphs to the IR: functions of tf operations, with frozen variables as constants.

mod attrs;
mod constant;
mod function;
mod initializer;
mod location;
mod module;
mod types;
mod variable_ops;

pub(crate) use self::location::Locations;
pub(crate) use self::module::{Entry, Port, Unit, emit};
pub(crate) use self::types::{element, tensor_type};
