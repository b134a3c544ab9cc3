//! A desktop session of its own for the real agent: a screen, a bus, a panel, a keyring if need be, and somebody
//! who looks and clicks. Beside it a real backend, and a home on 127.0.0.1 with doors to open and close.
//!
//! Everything is private to one session and ends with it, also when the test is killed.

pub mod agent;
mod bus;
mod group;
pub mod menu;
pub mod messages;
pub mod picture;
pub mod screen;
pub mod session;
pub mod tray;
pub mod usage;
pub mod window;
pub mod windows;

pub use crate::patience::{self, until, within};
pub use crate::service::{self, Service};

pub use messages::Message;
pub use picture::{Colour, Picture};
pub use session::{Session, Setting};
pub use window::Window;
pub use windows::App;
