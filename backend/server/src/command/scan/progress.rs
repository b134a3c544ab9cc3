//! A bar on the terminal for scans that take longer than a second.

use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// How long a scan may take without a bar.
const UNNOTICED: Duration = Duration::from_secs(1);

/// The bar of one scan. It stands on standard error, and only if that is a terminal.
pub(super) struct Progress {
    bar: ProgressBar,
    start: Instant,
}

impl Progress {
    pub(super) fn new(probes: usize) -> Self {
        let style = ProgressStyle::with_template("{wide_bar} {pos}/{len} probes, {eta} left")
            .expect("the template is well formed");
        let bar = ProgressBar::with_draw_target(Some(probes as u64), ProgressDrawTarget::hidden());
        Self { bar: bar.with_style(style), start: Instant::now() }
    }

    /// Counts one probe, and lets its record be written without the bar in between.
    pub(super) fn step<T>(&mut self, write: impl FnOnce() -> T) -> T {
        if self.bar.is_hidden() && self.start.elapsed() > UNNOTICED {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.inc(1);
        self.bar.suspend(write)
    }

    pub(super) fn end(self) {
        self.bar.finish_and_clear();
    }
}
