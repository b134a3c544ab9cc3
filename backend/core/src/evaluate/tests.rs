//! Golden numbers, each worked out by hand from a small story, and the paper's own counts.

mod answered;
mod compared;
mod followed;
mod paper;
mod properties;
mod story;
mod worded;
