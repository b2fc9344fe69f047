//! Typed `u32` ids into the arenas of a [`Body`](crate::Body).

/// Declares one id type.
macro_rules! entity {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(u32);

        impl $name {
            /// The sentinel of "none" inside the arenas.
            #[allow(dead_code, reason = "not every id is optional somewhere")]
            pub(crate) const NONE: $name = $name(u32::MAX);

            /// The id of arena slot `index`, for dense side tables.
            ///
            /// # Panics
            /// When the arena would hold 2^32 - 1 entries or more.
            pub fn from_index(index: usize) -> $name {
                let id = u32::try_from(index).expect("arena ids fit in 32 bits");
                assert!(id != u32::MAX, "arena ids fit in 32 bits");
                $name(id)
            }

            /// The arena slot, for dense side tables.
            pub fn index(self) -> usize {
                self.0 as usize
            }

            #[allow(dead_code, reason = "not every id is optional somewhere")]
            pub(crate) fn some(self) -> Option<$name> {
                (self != $name::NONE).then_some(self)
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{}{}", stringify!($name).to_lowercase(), self.0)
            }
        }
    };
}

entity! {
    /// An operation of a body.
    Op
}
entity! {
    /// A block of a body.
    Block
}
entity! {
    /// A region of a body.
    Region
}
entity! {
    /// A value of a body: the result of an op or the argument of a block.
    Value
}
