//! The console over HTTP, as operators and those who would like to be some meet it.

mod audit;
mod campaign;
mod desk;
mod forgery;
mod join;
mod people;
mod reviews;
mod roles;
mod session;
mod support;
