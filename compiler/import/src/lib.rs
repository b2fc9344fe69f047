//! Frontends: SavedModel and GraphDef to the tf dialect.
#![forbid(unsafe_code)]
