//! How long the stages of a notice took, for those that reached them.

use jiff::SignedDuration;

use super::cohort;
use super::row::row;
use super::study::{Sent, Study};
use super::survival::lifetimes::{self, Reading};

row! {
    /// Days from sending to a stage, among the notices that reached it: `visited`, `answered`, or `closed`, which is full
    /// closure confirmed by scans on two days. The curves in `survival` count those who did not get there as well.
    Time {
        /// The campaign, or `all`.
        campaign: String,
        /// The stage.
        stage: String,
        /// Notices that reached it.
        notices: usize,
        /// A quarter of these were there by this day.
        quarter: Option<f64>,
        /// Half of these.
        median: Option<f64>,
        /// Three quarters of these.
        three_quarters: Option<f64>,
    }
}

pub(super) fn times(study: &Study<'_>) -> Vec<Time> {
    let campaigns =
        study.experiments().map(|campaign| (campaign.campaign.to_string(), study.sent_in(campaign)));
    campaigns
        .chain([("all".to_owned(), study.sent.clone())])
        .flat_map(|group| stages(study, &group))
        .collect()
}

fn stages(study: &Study<'_>, (campaign, sent): &(String, Vec<Sent<'_>>)) -> [Time; 3] {
    let days = |time: SignedDuration| time.as_secs_f64() / 86_400.0;
    let visited = sent.iter().filter_map(|sent| study.time_to_visit(sent)).map(days).collect();
    let answered = sent.iter().filter_map(|sent| study.time_to_answer(sent)).map(days).collect();
    let closed = |sent: &Sent<'_>| {
        let lifetime = lifetimes::to_closure(study, &cohort::told(sent), Reading::Confirmed);
        lifetime.event.then_some(f64::from(lifetime.day))
    };
    [
        time(campaign, "visited", visited),
        time(campaign, "answered", answered),
        time(campaign, "closed", sent.iter().filter_map(closed).collect()),
    ]
}

fn time(campaign: &str, stage: &str, mut days: Vec<f64>) -> Time {
    days.sort_by(f64::total_cmp);
    let by = |share: f64| quantile(&days, share);
    Time {
        campaign: campaign.to_owned(),
        stage: stage.to_owned(),
        notices: days.len(),
        quarter: by(0.25),
        median: by(0.5),
        three_quarters: by(0.75),
    }
}

/// Between the two values that are next to it, as R and numpy do by default (type 7).
fn quantile(sorted: &[f64], share: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let at = share * last as f64;
    let (low, high) = (sorted[at.floor() as usize], sorted[at.ceil() as usize]);
    Some(low + (high - low) * at.fract())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_lie_between_their_neighbours() {
        let table = [
            (&[][..], None),
            (&[3.0][..], Some((3.0, 3.0, 3.0))),
            (&[1.0, 2.0, 3.0, 4.0][..], Some((1.75, 2.5, 3.25))),
        ];
        for (days, expected) in table {
            let found = time("c", "visited", days.to_vec());
            let quantiles = found.quarter.zip(found.median).zip(found.three_quarters);
            assert_eq!(quantiles.map(|((quarter, median), three)| (quarter, median, three)), expected);
        }
    }
}
