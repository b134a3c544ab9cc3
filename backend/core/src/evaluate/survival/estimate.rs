//! Kaplan and Meier's estimate of the share without an event.

use std::collections::BTreeMap;

use crate::evaluate::interval::Z;

/// How long somebody was followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lifetime {
    /// Days from the start to the event, or to the last look.
    pub day: u32,
    /// Whether it ended with the event.
    pub event: bool,
}

/// The estimate from one day on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// Days since the start.
    pub day: u32,
    /// Those followed to this day or longer.
    pub at_risk: usize,
    /// Those with the event on this day.
    pub events: usize,
    /// The share without an event by the end of this day, from 0 to 1.
    pub survival: f64,
    /// Its log–log 95 % band (Greenwood's variance); none at 0 and 1.
    pub band: Option<(f64, f64)>,
}

/// Estimates the share without an event: at day 0, on every day with an event and on the last day of follow-up.
/// Who is last looked at on the day of an event is still at risk of it. Nothing comes of nobody.
pub fn kaplan_meier(lifetimes: &[Lifetime]) -> Vec<Step> {
    let days = counts(lifetimes);
    let last = days.keys().next_back().copied();
    let (mut survival, mut variance, mut at_risk) = (1.0, 0.0, lifetimes.len());
    let mut steps = Vec::new();
    for (day, (events, lost)) in days {
        survival *= 1.0 - share(events, at_risk);
        variance += share(events, at_risk * (at_risk - events));
        if day == 0 || events > 0 || Some(day) == last {
            steps.push(Step { day, at_risk, events, survival, band: band(survival, variance) });
        }
        at_risk -= events + lost;
    }
    steps
}

/// Events and losses by day; day 0 is always there if anybody is.
fn counts(lifetimes: &[Lifetime]) -> BTreeMap<u32, (usize, usize)> {
    let mut days: BTreeMap<u32, (usize, usize)> = BTreeMap::new();
    for lifetime in lifetimes {
        days.entry(0).or_default();
        let (events, lost) = days.entry(lifetime.day).or_default();
        *(if lifetime.event { events } else { lost }) += 1;
    }
    days
}

fn share(part: usize, whole: usize) -> f64 {
    if part == 0 { 0.0 } else { part as f64 / whole as f64 }
}

fn band(survival: f64, variance: f64) -> Option<(f64, f64)> {
    let is_inside = survival > 0.0 && survival < 1.0 && variance.is_finite();
    is_inside.then(|| {
        let spread = (Z * variance.sqrt() / survival.ln().abs()).exp();
        (survival.powf(spread), survival.powf(spread.recip()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lifetimes(events: &[u32], lost: &[u32]) -> Vec<Lifetime> {
        let events = events.iter().map(|day| Lifetime { day: *day, event: true });
        events.chain(lost.iter().map(|day| Lifetime { day: *day, event: false })).collect()
    }

    #[test]
    fn freireich_s_6_mp_group_comes_out_as_in_the_textbooks() {
        let lost = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35];
        let steps = kaplan_meier(&lifetimes(&[6, 6, 6, 7, 10, 13, 16, 22, 23], &lost));
        let table = [
            (0, 21, 0, 1.0),
            (6, 21, 3, 0.857_143),
            (7, 17, 1, 0.806_723),
            (10, 15, 1, 0.752_941),
            (13, 12, 1, 0.690_196),
            (16, 11, 1, 0.627_451),
            (22, 7, 1, 0.537_815),
            (23, 6, 1, 0.448_179),
            (35, 1, 0, 0.448_179),
        ];
        assert_eq!(steps.len(), table.len());
        for (step, (day, at_risk, events, survival)) in steps.iter().zip(table) {
            assert_eq!((step.day, step.at_risk, step.events), (day, at_risk, events));
            assert!((step.survival - survival).abs() < 1e-5, "day {day}: {}", step.survival);
        }
    }

    #[test]
    fn the_band_is_the_log_log_one() {
        // 21 at risk, 3 events: S = 6/7, Greenwood's sum 3 / (21 × 18), spread exp(1.96 × 0.08909 / 0.15415).
        let (low, high) = kaplan_meier(&lifetimes(&[6; 3], &[6; 18]))[1].band.unwrap();
        assert!((low - 0.619_718).abs() < 1e-4, "{low}");
        assert!((high - 0.951_552).abs() < 1e-4, "{high}");
    }

    #[test]
    fn the_ends_have_no_band_and_nobody_has_no_curve() {
        let steps = kaplan_meier(&lifetimes(&[1, 2], &[]));
        assert_eq!(steps.iter().map(|step| step.survival).collect::<Vec<_>>(), [1.0, 0.5, 0.0]);
        assert_eq!((steps[0].band, steps[2].band), (None, None));
        assert_eq!(kaplan_meier(&[]), []);
    }
}
