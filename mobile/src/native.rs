//! What the system of the device does for the app.

#[cfg(any(target_os = "android", target_os = "ios"))]
mod device;
#[cfg(not(any(target_os = "android", target_os = "ios")))]
mod stand_in;

#[cfg(any(target_os = "android", target_os = "ios"))]
pub(crate) use device::{Native, plugin};
#[cfg(not(any(target_os = "android", target_os = "ios")))]
pub(crate) use stand_in::{Native, plugin};
