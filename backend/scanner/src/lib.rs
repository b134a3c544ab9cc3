//! Probes on sockets: knows no database and no campaign.
//!
//! A plan puts the probes in an unguessable order and spreads them in time, so that no home sees a
//! burst. Each attempt is then checked once more, dialled, and its outcome becomes at most one [`Record`].
//! Three promises hold for everything that leaves this crate:
//!
//! - **Nobody else is dialled.** Right before every connection and every datagram the address is held against
//!   the special-purpose registries ([`special_address`]) and the caller's [`Gate`].
//! - **Open means answered.** A TCP port is open when the handshake was completed, a UDP port when a well-formed
//!   answer to our own request came from the very address and port that were asked. Silence is never open.
//! - **What a device says is bytes.** It is bounded, never followed, never unpacked ([`evidence`]); what it tells is
//!   read afterwards, by pure functions ([`identify`]).

pub mod evidence;
mod fault;
#[cfg(feature = "fuzzing")]
#[doc(hidden)]
pub mod fuzzing;
pub mod identify;
mod limit;
pub mod pace;
mod plan;
mod record;
mod records;
mod scanner;
mod secret;
mod settings;
pub mod special_address;
mod tcp;
pub mod udp;

pub use evidence::EVIDENCE_LIMIT;
pub use pace::Pace;
pub use record::{Gate, Probe, Record, Refusal};
pub use records::{Records, Tally};
pub use scanner::Scanner;
pub use settings::{Doors, Lab, Settings};
