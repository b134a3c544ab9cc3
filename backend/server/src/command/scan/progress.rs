//! A bar on the terminal for scans that take longer than a second.

use std::time::{Duration, Instant};

use akabeko_scanner::Tally;
use indicatif::{HumanCount, ProgressBar, ProgressDrawTarget, ProgressStyle};

/// How long a scan may take without a bar.
const UNNOTICED: Duration = Duration::from_secs(1);

/// How often its words change: often enough to live, seldom enough to cost nothing.
const BEAT: Duration = Duration::from_millis(200);

/// The bar of one scan. It stands on standard error, and only if that is a terminal.
pub(super) struct Progress {
    bar: ProgressBar,
    start: Instant,
    said: Instant,
}

impl Progress {
    pub(super) fn new(probes: usize) -> Self {
        let style = ProgressStyle::with_template("{wide_bar} {pos}/{len} probes, {msg}, {eta} left")
            .expect("the template is well formed");
        let bar = ProgressBar::with_draw_target(Some(probes as u64), ProgressDrawTarget::hidden());
        let now = Instant::now();
        Self { bar: bar.with_style(style), start: now, said: now }
    }

    /// Counts one probe, and lets its record be written without the bar in between.
    pub(super) fn step<T>(&mut self, tally: impl FnOnce() -> Tally, write: impl FnOnce() -> T) -> T {
        if self.said.elapsed() > BEAT {
            self.said = Instant::now();
            if self.bar.is_hidden() && self.start.elapsed() > UNNOTICED {
                self.bar.set_draw_target(ProgressDrawTarget::stderr());
            }
            self.bar.set_message(words(tally(), self.start.elapsed()));
        }
        self.bar.inc(1);
        if self.bar.is_hidden() { write() } else { self.bar.suspend(write) }
    }

    pub(super) fn end(self) {
        self.bar.finish_and_clear();
    }
}

/// How fast it goes and what was found.
fn words(tally: Tally, since: Duration) -> String {
    let rate = HumanCount((tally.sent as f64 / since.as_secs_f64()) as u64);
    let loss = tally.loss.filter(|loss| *loss >= 0.01);
    let loss = loss.map(|loss| format!(", {:.0} % lost", loss * 100.0)).unwrap_or_default();
    format!("{} open, {rate} packets a second{loss}", tally.open)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_tell_what_was_found_and_how_fast() {
        let tally = Tally { sent: 24_000, open: 7, ..Tally::default() };
        let said = words(tally, Duration::from_secs(2));
        assert_eq!(said, "7 open, 12,000 packets a second");
        let lossy = words(Tally { loss: Some(0.05), ..tally }, Duration::from_secs(2));
        assert_eq!(lossy, "7 open, 12,000 packets a second, 5 % lost");
    }
}
