//! The agent in a browser: `agent/core` behind a shell that can only store, fetch, set timers, show messages and open
//! pages. One turn takes in what happened, as JSON, and gives back what is to be done, as JSON.
//!
//! An extension's worker and the web app's worker are this same shell, and both come and go as the browser likes. So
//! every life begins with what was kept, and nothing is said before the shell says that it was written down.
//!
//! A browser knows nothing of its network. The address that the server saw is all that tells one from another: see
//! `networks`.

mod abi;
mod asked;
mod browser;
mod device;
mod errand;
mod guest;
mod kept;
mod member;
mod networks;
mod turn;

pub use browser::Browser;
pub use turn::{Answered, Done, Place, Turn, What};
