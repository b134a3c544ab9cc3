//! The agent on any device.
