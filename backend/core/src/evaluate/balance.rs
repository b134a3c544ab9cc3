//! Whether the arms of a trial have the sizes that were drawn: if not, somebody was lost on the way, and no other
//! number of that trial can be trusted.

use akabeko_shared::Arm;

use super::dataset::Campaign;
use super::row::row;
use super::study::Study;
use crate::statistics::distribution::chi_square_tail;

row! {
    /// The size of an arm. Campaigns without anybody who waits have none.
    Balance {
        /// The campaign.
        campaign: String,
        /// `notify` or `wait`.
        arm: String,
        /// The notices of this arm.
        notices: usize,
        /// How many were to be expected: half of all, or what the dataset says of the trial.
        expected: f64,
        /// χ² of the campaign's arms.
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
    study.experiments().flat_map(|campaign| arms(study, campaign)).collect()
}

fn arms(study: &Study<'_>, campaign: &Campaign) -> Vec<Balance> {
    let size = |arm: Arm| {
        let notices = study.dataset.notices.iter();
        notices.filter(|notice| notice.campaign == campaign.campaign && notice.arm == arm).count()
    };
    let sizes = [(Arm::Notify, size(Arm::Notify)), (Arm::Wait, size(Arm::Wait))];
    if sizes[1].1 == 0 {
        return Vec::new();
    }
    let all = (sizes[0].1 + sizes[1].1) as f64;
    let share = study.dataset.waiting_share(&campaign.campaign);
    let expected = [all * (1.0 - share), all * share];
    let term = |((_, size), expected): (&(Arm, usize), &f64)| (*size as f64 - expected).powi(2) / expected;
    let chi_square: f64 = sizes.iter().zip(&expected).map(term).sum();
    let p = chi_square_tail(chi_square, 1);
    let row = |((arm, notices), expected): ((Arm, usize), f64)| Balance {
        campaign: campaign.campaign.to_string(),
        arm: arm.word().to_owned(),
        notices,
        expected,
        chi_square,
        p,
        alarm: p < ALARM,
    };
    sizes.into_iter().zip(expected).map(row).collect()
}
