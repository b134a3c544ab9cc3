//! Whether the arms of a trial, and its wordings within them, have the sizes that were drawn: if not, somebody was lost
//! on the way, and no other number of that trial can be trusted.

use akabeko_shared::{Arm, Variant};

use super::dataset::{Campaign, Notice};
use super::row::row;
use super::study::Study;
use crate::statistics::distribution::chi_square_tail;

row! {
    /// The size of an arm, or of a wording within an arm. A campaign has rows of arms if somebody waits, and rows of
    /// wordings if it compares them; each kind has a test of its own.
    Balance {
        /// The campaign.
        campaign: String,
        /// `notify` or `wait`.
        arm: String,
        /// The wording; none for the arm as a whole.
        variant: Option<String>,
        /// The notices of this arm and wording.
        notices: usize,
        /// How many were to be expected: by the share that was to wait, half if nothing is said of the trial, and in
        /// equal parts by wording.
        expected: f64,
        /// χ² of the campaign's rows of this kind.
        chi_square: f64,
        /// Its p.
        p: f64,
        /// Whether p is below 0.001.
        alarm: bool,
    }
}

/// From which p on a trial is called broken.
const ALARM: f64 = 0.001;

pub(super) fn balance(study: &Study<'_>) -> Vec<Balance> {
    study
        .experiments()
        .flat_map(|campaign| [arms(study, campaign), variants(study, campaign)].concat())
        .collect()
}

/// A part of a campaign that a share of it was drawn into.
struct Cell {
    arm: Arm,
    variant: Option<Variant>,
    notices: usize,
    share: f64,
}

fn arms(study: &Study<'_>, campaign: &Campaign) -> Vec<Balance> {
    let cells = shares(study, campaign).map(|(arm, share)| {
        let notices = of(study, campaign, arm).count();
        Cell { arm, variant: None, notices, share }
    });
    if somebody_waits(study, campaign) { tested(campaign, &cells) } else { Vec::new() }
}

fn variants(study: &Study<'_>, campaign: &Campaign) -> Vec<Balance> {
    let compared = study.dataset.compared(&campaign.campaign);
    if compared.len() < 2 {
        return Vec::new();
    }
    let parts = compared.len() as f64;
    let arms = shares(study, campaign).into_iter().filter(|(_, share)| *share > 0.0);
    let cells = arms.flat_map(|(arm, share)| {
        compared.iter().map(move |variant| {
            let worded = |notice: &&Notice| study.variant(notice) == *variant;
            let notices = of(study, campaign, arm).filter(worded).count();
            Cell { arm, variant: Some(*variant), notices, share: share / parts }
        })
    });
    tested(campaign, &cells.collect::<Vec<_>>())
}

fn tested(campaign: &Campaign, cells: &[Cell]) -> Vec<Balance> {
    let all = cells.iter().map(|cell| cell.notices).sum::<usize>() as f64;
    let term = |cell: &Cell| (cell.notices as f64 - all * cell.share).powi(2) / (all * cell.share);
    let chi_square: f64 = if all > 0.0 { cells.iter().map(term).sum() } else { 0.0 };
    let p = chi_square_tail(chi_square, u32::try_from(cells.len().saturating_sub(1)).unwrap_or(u32::MAX));
    let row = |cell: &Cell| Balance {
        campaign: campaign.campaign.to_string(),
        arm: cell.arm.word().to_owned(),
        variant: cell.variant.map(|variant| variant.word().to_owned()),
        notices: cell.notices,
        expected: all * cell.share,
        chi_square,
        p,
        alarm: p < ALARM,
    };
    cells.iter().map(row).collect()
}

/// The share of each arm. Where nobody waits there is one arm, whatever was or was not written down.
fn shares(study: &Study<'_>, campaign: &Campaign) -> [(Arm, f64); 2] {
    let share = study.dataset.waiting_share(&campaign.campaign);
    let waiting = if somebody_waits(study, campaign) { share } else { 0.0 };
    [(Arm::Notify, 1.0 - waiting), (Arm::Wait, waiting)]
}

fn somebody_waits(study: &Study<'_>, campaign: &Campaign) -> bool {
    of(study, campaign, Arm::Wait).next().is_some()
}

fn of<'a>(study: &Study<'a>, campaign: &Campaign, arm: Arm) -> impl Iterator<Item = &'a Notice> + use<'a> {
    let campaign = campaign.campaign.clone();
    let notices = study.dataset.notices.iter();
    notices.filter(move |notice| notice.campaign == campaign && notice.arm == arm)
}
