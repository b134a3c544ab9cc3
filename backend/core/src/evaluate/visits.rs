//! Figure 8 of the paper: how many of the notified saw their page, against days since sending.

use std::collections::BTreeMap;

use jiff::SignedDuration;

use super::row::row;
use super::study::{Sent, Study};

const LAST_DAY: u32 = 35;

row! {
    /// Figure 8, in distinct agents. A visit is any page of a notice, the landing page included.
    Figure8 {
        /// The campaign, or `all`.
        campaign: String,
        /// Days since sending; 0 to 35.
        day: u32,
        /// Those whose first visit came at most `day` times 24 hours after their notice was sent; where an agent
        /// has several notices, the shortest such time.
        visitors: usize,
        /// Everybody who was notified.
        notified: usize,
    }
}

pub(super) fn visitors(study: &Study<'_>) -> Vec<Figure8> {
    let campaigns =
        study.experiments().map(|campaign| (campaign.campaign.to_string(), study.sent_in(campaign)));
    let groups = campaigns.chain([("all".to_owned(), study.sent.clone())]);
    groups.flat_map(|(campaign, sent)| curve(&campaign, &shortest_times(study, &sent))).collect()
}

/// For each notified agent the shortest time from a notice to its first visit, if there was one.
fn shortest_times<'a>(study: &Study<'_>, sent: &[Sent<'a>]) -> BTreeMap<&'a str, Option<SignedDuration>> {
    let mut times: BTreeMap<&str, Option<SignedDuration>> = BTreeMap::new();
    for sent in sent {
        let shortest = times.entry(&sent.notice.agent).or_default();
        *shortest = shortest.iter().copied().chain(study.time_to_visit(sent)).min();
    }
    times
}

fn curve(campaign: &str, times: &BTreeMap<&str, Option<SignedDuration>>) -> Vec<Figure8> {
    let row = |day: u32| {
        let limit = SignedDuration::from_hours(24 * i64::from(day));
        let visitors = times.values().flatten().filter(|time| **time <= limit).count();
        Figure8 { campaign: campaign.to_owned(), day, visitors, notified: times.len() }
    };
    (0..=LAST_DAY).map(row).collect()
}
