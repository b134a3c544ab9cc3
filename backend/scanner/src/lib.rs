//! Probes on sockets: knows no database and no campaign.
//!
//! A plan puts the probes in an unguessable order and spreads them in time, so that no home sees a
//! burst. Each attempt is then checked once more and sent, by packets of our own where the system permits them and by
//! plain sockets elsewhere, and its outcome becomes at most one [`Record`]. Open ports are asked what they are in a
//! second stage, over few connections.
//! Three promises hold for everything that leaves this crate:
//!
//! - **Nobody else is dialled.** Right before every connection and every datagram the address is held against
//!   the special-purpose registries ([`special_address`]) and the caller's [`Gate`].
//! - **Open means answered.** A TCP port is open when the handshake was completed, a UDP port when a well-formed
//!   answer to our own request came from the very address and port that were asked. Silence is never open.
//! - **What a device says is bytes.** It is bounded, never followed, never unpacked ([`evidence`]); what it tells is
//!   read afterwards, by pure functions ([`identify`]).

mod course;
pub mod evidence;
mod finish;
#[cfg(any(test, feature = "fuzzing"))]
#[doc(hidden)]
pub mod fuzzing;
mod house;
pub mod identify;
mod limit;
mod loss;
pub mod pace;
mod patience;
mod plan;
#[cfg(target_os = "linux")]
mod raw;
mod record;
mod records;
mod scanner;
mod secret;
mod settings;
mod socket;
pub mod special_address;
mod targets;
mod throttle;
pub mod udp;

pub use evidence::EVIDENCE_LIMIT;
pub use limit::raise_file_limit;
pub use loss::MORE_TRIES;
pub use pace::Pace;
pub use record::{Gate, Probe, Record, Refusal};
pub use records::{Records, Tally};
pub use scanner::{NotPermitted, Scanner};
pub use settings::{Doors, Engine, Lab, Settings};
pub use targets::{MOST_PORTS, Targets};
