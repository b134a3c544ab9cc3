//! Every decision of the backend as pure functions; time and chance are arguments.

pub mod advice;
pub mod evaluate;
pub mod select;
