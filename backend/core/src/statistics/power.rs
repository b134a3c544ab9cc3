//! How many people a trial needs.

use super::distribution::normal_quantile;

/// What a trial is to find, and how surely. Rates are above 0 and below 1, and differ.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Aim {
    /// The rate expected among those told at once.
    pub notified: f64,
    /// The rate expected among those who wait.
    pub waiting: f64,
    /// The chance of finding the difference if it is there.
    pub power: f64,
    /// The chance of finding one that is not there, both directions together.
    pub level: f64,
}

/// What it takes. Numbers are exact; people come in whole ones, so round them up.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Need {
    /// People in each arm, to tell the two rates apart at the end (normal approximation, pooled under no effect).
    pub per_arm: f64,
    /// The hazard ratio that the rates stand for.
    pub hazard_ratio: f64,
    /// Events that a log-rank test needs (Schoenfeld 1981), arms of equal size.
    pub events: f64,
    /// People in both arms who give that many events.
    pub total: f64,
}

/// Works out what a trial needs.
pub fn need(aim: Aim) -> Need {
    let (p1, p2) = (aim.notified, aim.waiting);
    let surely = normal_quantile(1.0 - aim.level / 2.0);
    let likely = normal_quantile(aim.power);
    let mean = f64::midpoint(p1, p2);
    let under_none = (2.0 * mean * (1.0 - mean)).sqrt();
    let under_aim = (p1 * (1.0 - p1) + p2 * (1.0 - p2)).sqrt();
    let per_arm = ((surely * under_none + likely * under_aim) / (p1 - p2)).powi(2);
    let hazard_ratio = (-p1).ln_1p() / (-p2).ln_1p();
    let events = (2.0 * (surely + likely) / hazard_ratio.ln()).powi(2);
    Need { per_arm, hazard_ratio, events, total: events / mean }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_of_the_plan_come_out() {
        let aim = |notified, waiting| Aim { notified, waiting, power: 0.8, level: 0.05 };
        for (notified, waiting, per_arm) in [(0.25, 0.075, 69.0), (0.40, 0.25, 152.0), (0.35, 0.25, 328.0)] {
            assert_eq!(need(aim(notified, waiting)).per_arm.round(), per_arm);
        }
        let need = need(aim(0.25, 0.075));
        assert_eq!((need.events.round(), need.total.round()), (18.0, 113.0));
        assert!((need.hazard_ratio - 3.69).abs() < 0.005, "{}", need.hazard_ratio);
    }
}
