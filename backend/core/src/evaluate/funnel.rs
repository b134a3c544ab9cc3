//! How far the notices of the arm `notify` came, and improvement by how far: whether visiting mattered.

use std::collections::BTreeSet;

use akabeko_shared::{Arm, Port};

use super::dataset::Notice;
use super::history::Week;
use super::improvement::LAST_WEEK;
use super::row::row;
use super::study::{Sent, Study};

row! {
    /// How many notices of a campaign reached a stage.
    ///
    /// `selected`, `sent`, `visited`, `answered` (the question about the network) and `improved` (every port closed in
    /// week 5) are the way. Beside it: `visited_improved`, `unvisited` and `unvisited_improved` tell whether visiting
    /// mattered; `partly_improved` had any port closed in week 5; `ever_improved` was improved in any week, and
    /// `reopened` was so before and had a port open in week 5; `unobserved` had no port open in week 5 and at least one
    /// that was observed on fewer than two days.
    FunnelRow {
        /// The campaign, or `all`.
        campaign: String,
        /// The stage.
        stage: String,
        /// Notices that reached it.
        notices: usize,
        /// The distinct agents of these.
        agents: usize,
    }
}

pub(super) fn funnel(study: &Study<'_>) -> Vec<FunnelRow> {
    let notices = || study.dataset.notices.iter().filter(|notice| notice.arm == Arm::Notify);
    let campaigns = study.experiments().flat_map(|campaign| {
        let selected = notices().filter(|notice| notice.campaign == campaign.campaign).collect();
        stages(study, &campaign.campaign, selected, study.sent_in(campaign))
    });
    let all = stages(study, "all", notices().collect(), study.sent.clone());
    campaigns.chain(all).collect()
}

fn stages(study: &Study<'_>, campaign: &str, selected: Vec<&Notice>, sent: Vec<Sent<'_>>) -> Vec<FunnelRow> {
    let row = |stage: &str, notices: Vec<&Notice>| FunnelRow {
        campaign: campaign.to_owned(),
        stage: stage.to_owned(),
        notices: notices.len(),
        agents: notices.iter().map(|notice| &*notice.agent).collect::<BTreeSet<&str>>().len(),
    };
    let reached = |is_in: &dyn Fn(&Sent<'_>) -> bool| -> Vec<&Notice> {
        sent.iter().filter(|sent| is_in(sent)).map(|sent| sent.notice).collect()
    };
    let visited = |sent: &Sent<'_>| study.time_to_visit(sent).is_some();
    let improved = |sent: &Sent<'_>| is_improved(study, sent, LAST_WEEK);
    vec![
        row("selected", selected),
        row("sent", reached(&|_| true)),
        row("visited", reached(&visited)),
        row("answered", reached(&|sent| study.answered(sent.notice).is_some())),
        row("improved", reached(&improved)),
        row("visited_improved", reached(&|sent| visited(sent) && improved(sent))),
        row("unvisited", reached(&|sent| !visited(sent))),
        row("unvisited_improved", reached(&|sent| !visited(sent) && improved(sent))),
        row("partly_improved", reached(&|sent| last_weeks(study, sent).contains(&Week::Closed))),
        row("ever_improved", reached(&|sent| was_improved(study, sent, LAST_WEEK))),
        row("reopened", reached(&|sent| is_reopened(study, sent))),
        row("unobserved", reached(&|sent| is_unobserved(study, sent))),
    ]
}

fn is_improved(study: &Study<'_>, sent: &Sent<'_>, week: u32) -> bool {
    study.history.is_improved(&sent.notice.agent, &sent.notice.ports, sent.day, week)
}

fn was_improved(study: &Study<'_>, sent: &Sent<'_>, last: u32) -> bool {
    (1..=last).any(|week| is_improved(study, sent, week))
}

fn last_weeks(study: &Study<'_>, sent: &Sent<'_>) -> Vec<Week> {
    let week = |port: &Port| study.history.week(&sent.notice.agent, *port, sent.day, LAST_WEEK);
    sent.notice.ports.iter().map(week).collect()
}

fn is_reopened(study: &Study<'_>, sent: &Sent<'_>) -> bool {
    was_improved(study, sent, LAST_WEEK - 1) && last_weeks(study, sent).contains(&Week::Open)
}

fn is_unobserved(study: &Study<'_>, sent: &Sent<'_>) -> bool {
    let weeks = last_weeks(study, sent);
    !weeks.contains(&Week::Open) && weeks.contains(&Week::Unobserved)
}
