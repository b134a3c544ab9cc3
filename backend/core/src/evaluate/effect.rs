//! What telling people did: the difference of the improvement rates at a week, and of the hazards of closure.

use super::contrast::{Contrast, Followed, contrasts};
use super::hazards::hazard_row;
use super::improvement::LAST_WEEK;
use super::interval::rate;
use super::row::row;
use super::study::Study;
use crate::statistics::proportion::{fisher, newcombe};

row! {
    /// The improvement rate of the notified less that of their controls.
    Effect {
        /// A campaign, or `pooled`.
        group: String,
        /// `waiting` (the trial) or `natural` (the paper's comparison).
        control: String,
        /// Weeks since t0; 1 to 5.
        week: u32,
        /// Improved among the notified.
        improved: usize,
        /// The notified.
        users: usize,
        /// Improved among the controls.
        control_improved: usize,
        /// The controls.
        control_users: usize,
        /// The difference of the rates, from −1 to 1.
        difference: Option<f64>,
        /// The lower end of Newcombe's 95 % interval.
        low: Option<f64>,
        /// The upper end.
        high: Option<f64>,
        /// The two-sided p of Fisher's exact test.
        p: f64,
    }
}

hazard_row! {
    /// The hazard of full closure among the notified relative to their controls.
    Hazard {
        /// A campaign, or `pooled`.
        group: String,
        /// `waiting` or `natural`.
        control: String,
    }
}

pub(super) fn effects(study: &Study<'_>) -> (Vec<Effect>, Vec<Hazard>) {
    let contrasts = contrasts(study);
    let weeks = |contrast| (1..=LAST_WEEK).map(move |week| effect(study, contrast, week));
    let effects = contrasts.iter().flat_map(weeks).collect();
    let hazard = |contrast: &Contrast| {
        let compared = (contrast.group.clone(), contrast.control.to_owned());
        Hazard::of(compared, &contrast.subjects(study))
    };
    (effects, contrasts.iter().map(hazard).collect())
}

fn effect(study: &Study<'_>, contrast: &Contrast, week: u32) -> Effect {
    let improved = |side: &[Followed]| {
        let members = side.iter().map(|followed| &followed.member);
        let is_improved = |member: &&super::cohort::Member| {
            study.history.is_improved(&member.agent, &member.ports, member.t0, week)
        };
        (members.filter(is_improved).count(), side.len())
    };
    let (notified, controls) = (improved(&contrast.notified), improved(&contrast.controls));
    let interval = newcombe(notified, controls);
    Effect {
        group: contrast.group.clone(),
        control: contrast.control.to_owned(),
        week,
        improved: notified.0,
        users: notified.1,
        control_improved: controls.0,
        control_users: controls.1,
        difference: interval.map(|interval| interval.difference),
        low: interval.map(|interval| interval.low),
        high: interval.map(|interval| interval.high),
        p: fisher(notified, controls),
    }
}

row! {
    /// Improvement at week 5, by whether the page was ever seen. Who visits differs from who does not, so
    /// this says where improvement happens, not what a visit does.
    Visiting {
        /// A campaign, or `all`.
        campaign: String,
        /// `visited` or `unvisited`.
        stage: String,
        /// Notices whose every port was closed in week 5.
        improved: usize,
        /// Notices of this stage.
        users: usize,
        /// The rate, from 0 to 1.
        rate: Option<f64>,
        /// The lower end of Wilson's 95 % interval.
        low: Option<f64>,
        /// The upper end.
        high: Option<f64>,
    }
}

pub(super) fn visiting(study: &Study<'_>) -> Vec<Visiting> {
    let campaigns =
        study.experiments().map(|campaign| (campaign.campaign.to_string(), study.sent_in(campaign)));
    let groups = campaigns.chain([("all".to_owned(), study.sent.clone())]);
    let rows = |(campaign, sent): (String, Vec<super::study::Sent<'_>>)| {
        [("visited", true), ("unvisited", false)].map(|(stage, visited)| {
            let members = sent.iter().filter(|sent| study.time_to_visit(sent).is_some() == visited);
            let (improved, users) = members.fold((0, 0), |(improved, users), sent| {
                let notice = sent.notice;
                let is_improved =
                    study.history.is_improved(&notice.agent, &notice.ports, sent.day, LAST_WEEK);
                (improved + usize::from(is_improved), users + 1)
            });
            let (low, high) = super::interval::wilson(improved, users).unzip();
            let (campaign, stage) = (campaign.clone(), stage.to_owned());
            Visiting { campaign, stage, improved, users, rate: rate(improved, users), low, high }
        })
    };
    groups.flat_map(rows).collect()
}
