//! Shapes of results: one definition an op family, used by tf and tfl ops alike.

mod broadcast;

pub(crate) use broadcast::broadcast_all;
