//! The whole product under test, and what such a test starts around it.

pub mod postgres;
