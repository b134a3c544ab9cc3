//! Table 5 of the paper: what people answered about their network and their intent, and how many improved.

use std::collections::{BTreeMap, BTreeSet};

use akabeko_shared::survey::{Intent, Place, Survey};
use akabeko_shared::{Port, PortGroup};
use serde::Serialize;

use super::improvement::LAST_WEEK;
use super::row::row;
use super::study::{Sent, Study};

/// A row of table 5.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Situation {
    /// At home, and at least one port of the group is not open on purpose, or the person cannot say.
    HomeUnintended,
    /// At home, on purpose.
    HomeIntended,
    /// At work or school.
    Work,
    /// In a hotel, a café.
    Away,
    /// The page was seen and nothing said.
    Unanswered,
}

impl Situation {
    /// All of them, in the table's order.
    pub const ALL: [Self; 5] =
        [Self::HomeUnintended, Self::HomeIntended, Self::Work, Self::Away, Self::Unanswered];
}

row! {
    /// A cell of table 5, empty ones included.
    Table5 {
        /// The situation.
        row: Situation,
        /// The port group that a campaign was about, or `total`.
        column: String,
        /// Answers, one for each agent and port group.
        answers: usize,
        /// Those whose ports of this group were closed in week 5.
        improved: usize,
    }
}

/// Counts the answers of each visitor's one notice: the latest visited one, an answered one before an unanswered.
pub(super) fn answers(study: &Study<'_>) -> Vec<Table5> {
    let mut cells: BTreeMap<(Situation, PortGroup), (usize, usize)> = BTreeMap::new();
    for sent in counted(study) {
        for (group, ports) in groups(&sent.notice.ports) {
            let Some(situation) = situation(study.answered(sent.notice), &ports) else { continue };
            let is_improved = study.history.is_improved(&sent.notice.agent, &ports, sent.day, LAST_WEEK);
            let (answers, improved) = cells.entry((situation, group)).or_default();
            *answers += 1;
            *improved += usize::from(is_improved);
        }
    }
    let columns = columns(study);
    Situation::ALL.into_iter().flat_map(|row| cells_of(row, &columns, &cells)).collect()
}

fn counted<'a>(study: &Study<'a>) -> impl Iterator<Item = Sent<'a>> {
    let mut best = BTreeMap::new();
    for sent in &study.sent {
        let Some(last_visit) = study.last_visit(sent.notice) else { continue };
        let rank = (study.answered(sent.notice).is_some(), last_visit, sent.at);
        let (highest, chosen) = best.entry(&*sent.notice.agent).or_insert((rank, *sent));
        if rank >= *highest {
            (*highest, *chosen) = (rank, *sent);
        }
    }
    best.into_values().map(|(_, sent)| sent)
}

fn groups(ports: &[Port]) -> BTreeMap<PortGroup, Vec<Port>> {
    let mut groups: BTreeMap<PortGroup, Vec<Port>> = BTreeMap::new();
    for port in ports {
        groups.entry(PortGroup::of(*port)).or_default().push(*port);
    }
    groups
}

/// Where a group of ports is counted; nowhere if a person at home did not say anything about it.
fn situation(survey: Option<&Survey>, ports: &[Port]) -> Option<Situation> {
    let Some((survey, place)) = survey.and_then(|survey| Some((survey, survey.place()?))) else {
        return Some(Situation::Unanswered);
    };
    match place {
        Place::Work => Some(Situation::Work),
        Place::Away => Some(Situation::Away),
        Place::Home => ports.iter().filter_map(|port| survey.intent(*port)).map(at_home).min(),
    }
}

/// One port that is not open on purpose decides for its group: it sorts first.
fn at_home(intent: Intent) -> Situation {
    match intent {
        Intent::Unintended | Intent::Unknown => Situation::HomeUnintended,
        Intent::Intended => Situation::HomeIntended,
    }
}

fn columns(study: &Study<'_>) -> BTreeSet<PortGroup> {
    let notified = study.sent.iter().flat_map(|sent| &sent.notice.ports);
    let watched = study.experiments().flat_map(|campaign| &campaign.ports);
    watched.chain(notified).map(|port| PortGroup::of(*port)).collect()
}

fn cells_of(
    row: Situation,
    columns: &BTreeSet<PortGroup>,
    cells: &BTreeMap<(Situation, PortGroup), (usize, usize)>,
) -> Vec<Table5> {
    let cell = |group: &PortGroup| {
        let (answers, improved) = cells.get(&(row, *group)).copied().unwrap_or_default();
        Table5 { row, column: group.to_string(), answers, improved }
    };
    let mut row_cells: Vec<Table5> = columns.iter().map(cell).collect();
    let answers = row_cells.iter().map(|cell| cell.answers).sum();
    let improved = row_cells.iter().map(|cell| cell.improved).sum();
    row_cells.push(Table5 { row, column: "total".to_owned(), answers, improved });
    row_cells
}
