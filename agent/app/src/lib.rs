//! The agent as an app: what desktops and phones share, from the folder it remembers itself in to the life behind
//! its windows. What a system does in its own way is a [`Shell`].

pub mod ambient;
#[cfg(feature = "window")]
pub mod command;
pub mod data;
#[cfg(feature = "window")]
mod desk;
#[cfg(feature = "window")]
mod errand;
#[cfg(feature = "window")]
pub mod export;
#[cfg(feature = "window")]
mod guest;
#[cfg(feature = "window")]
pub mod life;
#[cfg(feature = "window")]
mod member;
#[cfg(feature = "window")]
mod memory;
pub mod named;
#[cfg(not(any(target_os = "android", target_os = "ios")))]
pub mod network;
#[cfg(feature = "window")]
pub mod networks;
#[cfg(feature = "window")]
pub mod page;
#[cfg(feature = "window")]
pub mod panel;
pub mod pass;
#[cfg(feature = "window")]
pub mod screen;
pub mod settings;
#[cfg(feature = "window")]
pub mod shell;
pub mod tongue;
#[cfg(feature = "window")]
pub mod vault;
#[cfg(feature = "window")]
pub mod words;

#[cfg(feature = "window")]
pub use {
    life::{Life, Place},
    panel::{Panel, Wish, Wishes},
    screen::Screen,
    shell::{Shell, Window},
};
