//! The runs of one course as a table, in Markdown: medians, with the smallest and the largest of the repetitions.

use std::fmt::Write;

use super::race::Run;

/// A heading and a line for each scanner, in the order in which they first ran.
pub(super) fn of(runs: &[Run]) -> String {
    let Some(first) = runs.first() else { return String::new() };
    let mut text = format!(
        "\n{} homes, {} % loss{}; the link bears {:.0} packets a second\n\n{HEAD}",
        first.homes,
        first.loss,
        first
            .per_target
            .map_or(String::new(), |pace| format!(", at most {pace} probes a second for one home")),
        first.link,
    );
    let mut names: Vec<&str> = Vec::new();
    for run in runs {
        if !names.contains(&run.scanner) {
            names.push(run.scanner);
        }
    }
    for name in names {
        let own: Vec<&Run> = runs.iter().filter(|run| run.scanner == name).collect();
        // Writing to a text in memory cannot fail.
        let _ = writeln!(text, "{}", row(name, &own));
    }
    text
}

const HEAD: &str = "\
| scanner | wall s | TCP recall | UDP recall | TCP precision | UDP precision | SYNs | datagrams | packets sent | busiest s / link | peak per home and s | CPU s | memory MB |
|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|
";

fn row(name: &str, runs: &[&Run]) -> String {
    let spread = |digits, of: &dyn Fn(&Run) -> f64| Spread::of(runs.iter().map(|run| of(run))).show(digits);
    let cells = [
        format!("{name}{}", ill(runs)),
        spread(1, &|run| run.wall_s),
        spread(3, &|run| run.tcp_score.recall),
        spread(3, &|run| run.udp_score.recall),
        spread(3, &|run| run.tcp_score.precision),
        spread(3, &|run| run.udp_score.precision),
        spread(0, &|run| run.syn as f64),
        spread(0, &|run| run.udp as f64),
        spread(0, &|run| run.sent as f64),
        spread(2, &|run| run.busiest as f64 / run.link),
        if runs.iter().all(|run| run.peak.is_some()) {
            spread(0, &|run| run.peak.map_or(0.0, |(_, most)| most as f64))
        } else {
            "–".to_owned()
        },
        spread(1, &|run| run.processor_s),
        spread(0, &|run| run.memory_mb),
    ];
    format!("| {} |", cells.join(" | "))
}

/// Says so when a scanner crashed or had to be stopped.
fn ill(runs: &[&Run]) -> String {
    match runs.iter().filter(|run| !run.well).count() {
        0 => String::new(),
        count => format!(" ({count} of {} runs failed)", runs.len()),
    }
}

/// One run on one line, for whoever waits.
pub(super) fn line(run: &Run) -> String {
    format!(
        "{} homes, {} % loss, {}: {} {:.1} s, TCP {:.4}, UDP {:.4}, {} probes{}",
        run.homes,
        run.loss,
        run.repetition + 1,
        run.scanner,
        run.wall_s,
        run.tcp_score.recall,
        run.udp_score.recall,
        run.syn + run.udp,
        if run.well { "" } else { ", FAILED" },
    )
}

/// The smallest, the middle and the largest of some numbers.
#[derive(Debug, PartialEq)]
struct Spread {
    least: f64,
    median: f64,
    most: f64,
}

impl Spread {
    /// Of at least one number; of an even count, the middle is the larger of the two.
    fn of(numbers: impl Iterator<Item = f64>) -> Self {
        let mut numbers: Vec<f64> = numbers.collect();
        numbers.sort_by(f64::total_cmp);
        let at = |place: usize| numbers.get(place).copied().unwrap_or(f64::NAN);
        Self { least: at(0), median: at(numbers.len() / 2), most: at(numbers.len().saturating_sub(1)) }
    }

    fn show(&self, digits: usize) -> String {
        let [least, median, most] =
            [self.least, self.median, self.most].map(|number| format!("{number:.digits$}"));
        if least == most { median } else { format!("{median} ({least}–{most})") }
    }
}

#[cfg(test)]
mod tests {
    use super::super::score::Score;
    use super::*;

    #[test]
    fn a_spread_is_shown_unless_there_is_none() {
        assert_eq!(Spread::of([3.0, 1.0, 2.0].into_iter()).show(1), "2.0 (1.0–3.0)");
        assert_eq!(Spread::of([2.0, 2.04].into_iter()).show(1), "2.0");
    }

    #[test]
    fn each_scanner_has_one_row_and_failures_are_told() {
        let run = |scanner, wall_s, well| Run {
            scanner,
            homes: 256,
            loss: 1.0,
            per_target: None,
            repetition: 0,
            well,
            wall_s,
            processor_s: 1.0,
            memory_mb: 5.0,
            sent: 100,
            busiest: 50,
            link: 200.0,
            syn: 80,
            udp: 20,
            peak: None,
            tcp_score: Score { recall: 1.0, precision: 1.0, ..Score::default() },
            udp_score: Score { recall: 0.5, precision: 1.0, ..Score::default() },
        };
        let text = of(&[
            run("raw", 1.0, true),
            run("nmap", 9.0, true),
            run("raw", 2.0, false),
            run("raw", 3.0, true),
        ]);
        let rows: Vec<&str> = text.lines().skip(5).collect();
        assert_eq!(rows.len(), 2);
        assert!(
            rows[0].starts_with("| raw (1 of 3 runs failed) | 2.0 (1.0–3.0) | 1.000 | 0.500 |"),
            "{}",
            rows[0]
        );
        assert!(rows[0].contains("| 0.25 | – |"), "{}", rows[0]);
        assert!(text.starts_with("\n256 homes, 1 % loss; the link bears 200 packets a second\n"));
        assert_eq!(of(&[]), "");
    }
}
