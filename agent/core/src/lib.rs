//! The agent on any device: events in, effects out.
//!
//! [`Agent`] decides and touches nothing: it is told what happened and what time it is, and answers with what
//! is to be done. A [`Host`] is the device it lives on. With the feature `http` a [`Session`] carries the
//! effects out against a real backend; with `run` a loop keeps that going for as long as the device is on.

pub mod agent;
pub mod call;
pub mod chance;
mod check_in;
mod clock;
pub mod event;
pub mod face;
pub mod host;
#[cfg(feature = "http")]
pub mod http;
pub mod invited;
mod listen;
mod look;
pub mod memory;
pub mod message;
mod notice;
pub mod origin;
mod push;
mod reading;
pub mod remind;
pub mod rescan;
#[cfg(feature = "run")]
pub mod run;
#[cfg(feature = "http")]
pub mod session;
pub mod wish;
pub mod words;

pub use agent::{Agent, Installation};
pub use event::{Effect, Enrolment, Event, Failure};
pub use face::{Face, Mood, Reason};
pub use host::{Host, HostError, RecordingHost};
#[cfg(feature = "http")]
pub use http::Backend;
pub use memory::{Agreed, Remembered, Token};
pub use origin::Origin;
pub use remind::Reminders;
pub use rescan::Rescan;
#[cfg(feature = "http")]
pub use session::{Session, StreamOrder};
