//! Variables and hash tables of the session.

use std::sync::Arc;

use bytes::Bytes;
use hashbrown::HashMap;

use super::{OpRow, stateful};
use crate::call::{Call, Eval, many, one};
use crate::error::OpError;
use crate::op_view::OpView;
use crate::state::{Table, TableEntries};
use crate::{DType, Tensor};

pub(super) static ROWS: &[OpRow] = &[
    stateful("tfl.var_handle", var_handle),
    stateful("tfl.assign_variable", assign_variable),
    stateful("tfl.read_variable", read_variable),
    stateful("tfl.hashtable", hashtable),
    stateful("tfl.hashtable_import", hashtable_import),
    stateful("tfl.hashtable_find", hashtable_find),
    stateful("tfl.hashtable_size", hashtable_size),
];

fn var_handle(op: &OpView<'_>) -> Result<Eval, OpError> {
    // Container and name together name a variable; the separator occurs in neither.
    let name: Arc<str> = format!("{}\0{}", op.text("container")?, op.text("shared_name")?).into();
    let shape = handle_shape(op)?;
    one(move |_| Ok(Tensor::resource(Arc::clone(&name), Arc::clone(&shape))))
}

/// The declared shape of a handle, which has one element.
fn handle_shape(op: &OpView<'_>) -> Result<Arc<[usize]>, OpError> {
    let dims = op.result(0)?.dims().unwrap_or_default();
    if dims.iter().any(|dim| dim.size().is_some_and(|size| size != 1)) {
        return Err(OpError::new("a resource handle has one element"));
    }
    Ok(vec![1; dims.len()].into())
}

fn assign_variable(_: &OpView<'_>) -> Result<Eval, OpError> {
    many(|call| {
        let (name, value) = (call.resource(0)?, call.tensor(1)?.clone());
        call.state.variables.insert(name, value);
        Ok(Vec::new())
    })
}

fn read_variable(op: &OpView<'_>) -> Result<Eval, OpError> {
    let (ty, dtype) = (op.result(0)?, op.result_dtype(0)?);
    one(move |call| {
        let name = call.resource(0)?;
        if let Some(value) = call.state.variables.get(&name) {
            return Ok(value.clone());
        }
        // A variable that nothing was assigned to reads as zeros, if its shape is known.
        let dims = ty.static_dims().and_then(|dims| {
            dims.into_iter().map(|d| usize::try_from(d).ok()).collect::<Option<Vec<usize>>>()
        });
        let (Some(dims), Some(size)) = (dims, dtype.size()) else {
            let name = name.rsplit('\0').next().unwrap_or("").to_owned();
            return Err(OpError::new(format!(
                "variable {name:?} is read before anything was assigned to it"
            )));
        };
        let bytes = call.check_size(&dims, size)?.saturating_mul(size);
        let zeros = Tensor::from_le_bytes(dtype, &dims, vec![0u8; bytes].into());
        zeros.map_err(|e| OpError::new(e.to_string()))
    })
}

fn hashtable(op: &OpView<'_>) -> Result<Eval, OpError> {
    let id = op.int("table_id")?;
    let dtype = |name: &str| -> Result<DType, OpError> {
        op.attr(name)
            .and_then(|attr| DType::of(attr.as_type()?))
            .ok_or_else(|| OpError::new(format!("attribute {name} is not an element type")))
    };
    let (key, value) = (dtype("key_dtype")?, dtype("value_dtype")?);
    if !matches!((key, value), (DType::I64, DType::String) | (DType::String, DType::I64)) {
        return Err(OpError::new(format!(
            "a table from {key} to {value}, expected one from i64 to string or from string to i64"
        )));
    }
    let name: Arc<str> = format!("table {id}").into();
    let shape = handle_shape(op)?;
    one(move |call| {
        call.state.tables.entry(Arc::clone(&name)).or_insert(Table { key, value, entries: None });
        Ok(Tensor::resource(Arc::clone(&name), Arc::clone(&shape)))
    })
}

/// The table behind operand 0.
fn table<'a>(call: &'a Call<'_>) -> Result<&'a Table, OpError> {
    let name = call.resource(0)?;
    call.state.tables.get(&name).ok_or_else(|| OpError::new("operand 0 is not a hash table"))
}

fn hashtable_import(_: &OpView<'_>) -> Result<Eval, OpError> {
    many(|call| {
        let (key, value, filled) = {
            let table = table(call)?;
            (table.key, table.value, table.entries.is_some())
        };
        let (keys, values) = (call.tensor(1)?, call.tensor(2)?);
        if (keys.dtype(), values.dtype()) != (key, value) || keys.len() != values.len() {
            return Err(OpError::new(format!(
                "{} keys of type {} and {} values of type {}, expected as many of types {key} and {value}",
                keys.len(),
                keys.dtype(),
                values.len(),
                values.dtype()
            )));
        }
        if filled {
            // The first import fills a table for good.
            return Ok(Vec::new());
        }
        let entries = if key == DType::I64 {
            let pairs = call.slice::<i64>(1)?.iter().copied().zip(call.strings(2)?.iter().cloned());
            TableEntries::IntToString(first_wins(pairs))
        } else {
            let pairs = call.strings(1)?.iter().cloned().zip(call.slice::<i64>(2)?.iter().copied());
            TableEntries::StringToInt(first_wins(pairs))
        };
        let name = call.resource(0)?;
        if let Some(table) = call.state.tables.get_mut(&name) {
            table.entries = Some(entries);
        }
        Ok(Vec::new())
    })
}

/// Of several entries with one key the first counts.
fn first_wins<K: std::hash::Hash + Eq, V>(pairs: impl Iterator<Item = (K, V)>) -> HashMap<K, V> {
    let mut map = HashMap::new();
    for (key, value) in pairs {
        map.entry(key).or_insert(value);
    }
    map
}

fn hashtable_find(_: &OpView<'_>) -> Result<Eval, OpError> {
    one(|call| {
        let dims = call.dims(1)?;
        let made = match &table(call)?.entries {
            None => return Err(OpError::new("the table is read before it was filled")),
            Some(TableEntries::IntToString(map)) => {
                let default = call.strings(2)?.first().cloned().unwrap_or_else(Bytes::new);
                let found = call.slice::<i64>(1)?.iter().map(|key| map.get(key).unwrap_or(&default).clone());
                Tensor::from_strings(dims, found.collect())
            }
            Some(TableEntries::StringToInt(map)) => {
                let default = call.slice::<i64>(2)?.first().copied().unwrap_or(0);
                let found = call.strings(1)?.iter().map(|key| map.get(key).copied().unwrap_or(default));
                Tensor::new(dims, found.collect())
            }
        };
        made.map_err(|e| OpError::new(e.to_string()))
    })
}

fn hashtable_size(_: &OpView<'_>) -> Result<Eval, OpError> {
    one(|call| {
        let count = match &table(call)?.entries {
            None => 0,
            Some(TableEntries::IntToString(map)) => map.len(),
            Some(TableEntries::StringToInt(map)) => map.len(),
        };
        Tensor::new(&[1], vec![count as i64]).map_err(|e| OpError::new(e.to_string()))
    })
}
