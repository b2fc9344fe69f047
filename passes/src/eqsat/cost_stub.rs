#![allow(missing_docs, dead_code)]
use std::sync::Arc;
use tfl_ir::{Dict, Type};
pub(crate) struct OpCost<'a> {
    pub name: &'a str,
    pub attrs: &'a Dict,
    pub operands: &'a [OperandFacts],
    pub results: &'a [Type],
}
pub(crate) struct OperandFacts {
    pub ty: Type,
    pub constant: bool,
}
pub struct CostModel;
pub enum Objective {
    Latency,
    Size,
}
impl CostModel {
    pub fn builtin() -> Arc<CostModel> {
        Arc::new(CostModel)
    }
    pub(crate) fn op(&self, _: &OpCost<'_>) -> u64 {
        1000
    }
    pub(crate) fn constant_bytes(&self, bytes: u64) -> u64 {
        bytes / 100
    }
}
