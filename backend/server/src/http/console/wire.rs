//! Every message between the console and the backend (`/api/v1/console/…`), a file for each part of it.
//!
//! Requests refuse unknown fields. Times are RFC 3339 with `Z`; days are calendar days of the service's time zone.

mod campaigns;
mod guards;
mod operators;
mod overview;
mod people;
mod results;
mod reviews;
mod selection;
mod support;

pub(crate) use campaigns::*;
pub(crate) use guards::*;
pub(crate) use operators::*;
pub(crate) use overview::*;
pub(crate) use people::*;
pub(crate) use results::*;
pub(crate) use reviews::*;
pub(crate) use selection::*;
pub(crate) use support::*;
