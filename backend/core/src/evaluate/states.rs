//! What is known of a group in each week: closed, open, or not observed, which is a state of its own.

use super::cohort::{Member, natural, notified};
use super::history::Week;
use super::improvement::LAST_WEEK;
use super::interval::rate;
use super::row::row;
use super::study::Study;

row! {
    /// How a group stands in a week. `closed`, `open` and `unobserved` add up to `users`.
    State {
        /// A campaign, `pooled` or `natural`.
        group: String,
        /// Weeks since t0; 1 to 5.
        week: u32,
        /// Everybody.
        users: usize,
        /// Every port closed: improved.
        closed: usize,
        /// At least one port open.
        open: usize,
        /// Of the open, those with another port closed.
        partly: usize,
        /// No port open, and at least one observed on fewer than two days.
        unobserved: usize,
        /// Improved in this week or an earlier one.
        ever_closed: usize,
        /// Improved in an earlier week, and open in this one.
        reopened: usize,
        /// The rate if every unobserved is open: the one that figure 9 shows.
        worst: Option<f64>,
        /// The rate if every unobserved is closed.
        best: Option<f64>,
    }
}

pub(super) fn states(study: &Study<'_>) -> Vec<State> {
    let mut groups: Vec<(String, Vec<Member>)> = study
        .experiments()
        .map(|campaign| (campaign.campaign.to_string(), notified(study, campaign)))
        .collect();
    let all = groups.iter().flat_map(|(_, members)| members).cloned().collect();
    groups.push(("pooled".to_owned(), all));
    groups.push(("natural".to_owned(), natural(study)));
    let weeks = |(group, members): &(String, Vec<Member>)| {
        (1..=LAST_WEEK).map(|week| state(study, group, members, week)).collect::<Vec<_>>()
    };
    groups.iter().flat_map(weeks).collect()
}

fn state(study: &Study<'_>, group: &str, members: &[Member], week: u32) -> State {
    let weeks: Vec<Vec<Week>> = members.iter().map(|member| of(study, member, week)).collect();
    let is_closed =
        |week: u32, member: &Member| study.history.is_improved(&member.agent, &member.ports, member.t0, week);
    let was_closed = |member: &Member, last: u32| (1..=last).any(|week| is_closed(week, member));
    let open: Vec<bool> = weeks.iter().map(|week| week.contains(&Week::Open)).collect();
    let count = |is_in: &dyn Fn(usize) -> bool| (0..members.len()).filter(|at| is_in(*at)).count();
    let closed = count(&|at| is_closed(week, &members[at]));
    let open_now = count(&|at| open[at]);
    let unobserved = members.len() - closed - open_now;
    State {
        group: group.to_owned(),
        week,
        users: members.len(),
        closed,
        open: open_now,
        partly: count(&|at| open[at] && weeks[at].contains(&Week::Closed)),
        unobserved,
        ever_closed: count(&|at| was_closed(&members[at], week)),
        reopened: count(&|at| open[at] && was_closed(&members[at], week - 1)),
        worst: rate(closed, members.len()),
        best: rate(closed + unobserved, members.len()),
    }
}

fn of(study: &Study<'_>, member: &Member, week: u32) -> Vec<Week> {
    let port = |port: &akabeko_shared::Port| study.history.week(&member.agent, *port, member.t0, week);
    member.ports.iter().map(port).collect()
}
