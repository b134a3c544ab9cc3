//! Stories and properties of the agent, told with a backend that is a list.

mod call;
mod device;
mod notice;
mod property;
