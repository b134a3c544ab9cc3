//! Stories and properties of the agent, told with a backend that is a list.

mod call;
mod consent;
mod device;
mod network;
mod notice;
mod property;
mod push;
mod rest;
mod status;
mod wishes;
