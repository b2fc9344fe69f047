//! The chlo dialect: StableHLO with broadcasting and with composite functions.

pub mod broadcast;
pub mod plain;

use tfl_ir::DialectInfo;

/// The chlo dialect.
pub static CHLO: DialectInfo =
    DialectInfo { name: "chlo", ops: &[broadcast::OPS, plain::OPS], materialize: None, open: true };
