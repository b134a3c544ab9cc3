//! The words that agent and backend both speak: pure, no I/O, no clock.
//!
//! The loop is `check-in → schedule → scan → observe → select → notify → page and survey → rescan → evaluate`;
//! whatever crosses the line between a device and the backend on the way is named and shaped here, once.

pub mod id;
pub mod invitation;
pub mod locale;
pub mod network;
pub mod notice;
pub mod observation;
pub mod port;
#[cfg(feature = "openapi")]
mod schema;
pub mod survey;
pub mod view;
pub mod wire;
pub mod words;

pub use id::{AgentId, CaseId, NoticeId, ScanId};
pub use invitation::Invitation;
pub use locale::Language;
pub use network::{NetworkKey, NetworkKind};
pub use notice::{Arm, Platform, Stage, Variant};
pub use observation::{Observation, PortState};
pub use port::{PORTS, Port, PortGroup, Protocol, Service};
