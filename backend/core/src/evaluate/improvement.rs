//! Figure 9 of the paper: the improvement rate F_i / U against weeks, for the notified and the natural group.
//!
//! *Improved at week i* (section 4.1.2): on the days t0 + 7(i − 1) + 1 to t0 + 7i, in the dataset's zone, every
//! port in question was observed on at least two different days and never open. Everybody stays in U: silence
//! is never improvement.

use super::cohort::{Member, natural, notified};
use super::interval::{rate, wilson};
use super::row::row;
use super::study::Study;

/// The last week that is looked at.
pub(super) const LAST_WEEK: u32 = 5;

row! {
    /// Figure 9: how many of a group were improved at a week.
    Figure9 {
        /// A campaign; `natural`; `mean`, the unweighted mean of the campaigns' rates; or `pooled`, all campaigns
        /// as one.
        group: String,
        /// Weeks since t0; 0 to 5. Nobody is improved at week 0.
        week: u32,
        /// F_i.
        improved: usize,
        /// U: one for each agent and campaign or period.
        users: usize,
        /// F_i / U, from 0 to 1; none without users.
        rate: Option<f64>,
        /// The lower end of Wilson's 95 % interval; none without users, and for `mean`.
        low: Option<f64>,
        /// The upper end.
        high: Option<f64>,
    }
}

pub(super) fn rates(study: &Study<'_>) -> Vec<Figure9> {
    let groups: Vec<Vec<Figure9>> = study
        .experiments()
        .map(|campaign| group(study, &campaign.campaign, &notified(study, campaign)))
        .collect();
    let mut rows = groups.concat();
    rows.extend(group(study, "natural", &natural(study)));
    rows.extend((0..=LAST_WEEK).map(|week| mean(week, &groups)));
    rows.extend((0..=LAST_WEEK).map(|week| pooled(week, &groups)));
    rows
}

fn group(study: &Study<'_>, name: &str, members: &[Member]) -> Vec<Figure9> {
    let improved = |week| {
        let is_improved =
            |member: &&Member| study.history.is_improved(&member.agent, &member.ports, member.t0, week);
        members.iter().filter(is_improved).count()
    };
    (0..=LAST_WEEK).map(|week| counted(name, week, improved(week), members.len())).collect()
}

fn counted(group: &str, week: u32, improved: usize, users: usize) -> Figure9 {
    let (low, high) = wilson(improved, users).unzip();
    Figure9 { group: group.to_owned(), week, improved, users, rate: rate(improved, users), low, high }
}

fn mean(week: u32, campaigns: &[Vec<Figure9>]) -> Figure9 {
    let rates: Vec<f64> = of_week(week, campaigns).filter_map(|row| row.rate).collect();
    let mean = (!rates.is_empty()).then(|| rates.iter().sum::<f64>() / rates.len() as f64);
    Figure9 { rate: mean, low: None, high: None, group: "mean".to_owned(), ..pooled(week, campaigns) }
}

fn pooled(week: u32, campaigns: &[Vec<Figure9>]) -> Figure9 {
    let improved = of_week(week, campaigns).map(|row| row.improved).sum();
    let users = of_week(week, campaigns).map(|row| row.users).sum();
    counted("pooled", week, improved, users)
}

fn of_week(week: u32, campaigns: &[Vec<Figure9>]) -> impl Iterator<Item = &Figure9> {
    campaigns.iter().flatten().filter(move |row| row.week == week)
}
