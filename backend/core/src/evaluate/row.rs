//! A row of a table: flat, and it knows the names of its columns.

use serde::Serialize;

/// A flat row. Its columns are known even where a table has no rows.
pub trait Row: Serialize {
    /// The names, in order.
    const COLUMNS: &'static [&'static str];
}

/// Declares a row whose columns are its fields.
macro_rules! row {
    ($(#[$doc:meta])* $name:ident { $($(#[$about:meta])* $column:ident: $type:ty),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, serde::Serialize)]
        pub struct $name { $($(#[$about])* pub $column: $type),+ }

        impl crate::evaluate::Row for $name {
            const COLUMNS: &'static [&'static str] = &[$(stringify!($column)),+];
        }
    };
}
pub(crate) use row;
