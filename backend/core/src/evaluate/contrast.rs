//! Who is compared with whom: the notified of a campaign with those of it who still wait, and with the natural group.
//!
//! Control `waiting` is the trial proper: both arms are followed from the day of sending, by the arm they were drawn
//! into, whether or not they ever saw the notice. Control `natural` is the paper's comparison. Group `pooled` puts the
//! campaigns together. Comparisons over time are stratified by platform and by whether a port of high risk is open, and
//! for `waiting` by campaign; an agent of several campaigns counts as one cluster.

use std::collections::BTreeMap;

use akabeko_shared::Platform;

use super::cohort::{self, Member};
use super::study::Study;
use super::survival::Lifetime;
use super::survival::lifetimes::{self, Reading};
use crate::plan::is_high_risk;
use crate::statistics::log_rank::Subject;

/// Two groups to be compared.
pub(super) struct Contrast {
    pub(super) group: String,
    pub(super) control: &'static str,
    pub(super) notified: Vec<Followed>,
    pub(super) controls: Vec<Followed>,
}

/// A member of one side, with the campaign it is compared within.
#[derive(Clone)]
pub(super) struct Followed {
    pub(super) member: Member,
    within: u32,
}

const POOLED: &str = "pooled";

/// Every comparison that has somebody on both sides.
pub(super) fn contrasts(study: &Study<'_>) -> Vec<Contrast> {
    let mut waiting: Vec<Contrast> = study
        .experiments()
        .zip(1..)
        .map(|(campaign, within)| Contrast {
            group: campaign.campaign.to_string(),
            control: "waiting",
            notified: followed(cohort::notified(study, campaign), within),
            controls: followed(cohort::still_waiting(study, campaign), within),
        })
        .filter(|contrast| !contrast.controls.is_empty())
        .collect();
    waiting.extend(pooled(&waiting, "waiting"));
    let natural = followed(cohort::natural(study), 0);
    let mut against_nature: Vec<Contrast> = study
        .experiments()
        .map(|campaign| Contrast {
            group: campaign.campaign.to_string(),
            control: "natural",
            notified: followed(cohort::notified(study, campaign), 0),
            controls: natural.clone(),
        })
        .collect();
    let all = pooled(&against_nature, "natural");
    against_nature.extend(all.map(|all| Contrast { controls: natural, ..all }));
    let all = waiting.into_iter().chain(against_nature);
    all.filter(|contrast| !contrast.notified.is_empty() && !contrast.controls.is_empty()).collect()
}

fn followed(members: Vec<Member>, within: u32) -> Vec<Followed> {
    members.into_iter().map(|member| Followed { member, within }).collect()
}

fn pooled(contrasts: &[Contrast], control: &'static str) -> Option<Contrast> {
    let side = |of: fn(&Contrast) -> &Vec<Followed>| contrasts.iter().flat_map(of).cloned().collect();
    (contrasts.len() > 1).then(|| Contrast {
        group: POOLED.to_owned(),
        control,
        notified: side(|contrast| &contrast.notified),
        controls: side(|contrast| &contrast.controls),
    })
}

impl Contrast {
    /// The lifetimes to full closure of both sides, those of the controls until they are told.
    pub(super) fn subjects(&self, study: &Study<'_>) -> Vec<Subject> {
        let places = Places::of(study);
        let subject = |followed: &Followed, treated: bool| {
            let Followed { member, within } = followed;
            let lifetime = if treated {
                lifetimes::to_closure(study, member, Reading::Confirmed)
            } else {
                lifetimes::to_natural_closure(study, member, Reading::Confirmed)
            };
            places.subject(member, *within, lifetime, treated)
        };
        let notified = self.notified.iter().filter_map(|followed| subject(followed, true));
        notified.chain(self.controls.iter().filter_map(|followed| subject(followed, false))).collect()
    }
}

/// Where everybody belongs: their stratum, and themselves if they are there more than once.
pub(super) struct Places<'a>(BTreeMap<&'a str, (usize, Platform)>);

impl<'a> Places<'a> {
    pub(super) fn of(study: &Study<'a>) -> Self {
        let agents = study.dataset.agents.iter().zip(0..);
        Self(agents.map(|(agent, at)| (&*agent.agent, (at, agent.platform))).collect())
    }

    /// One lifetime, cut after five weeks, compared with those of the same platform and risk within a campaign.
    pub(super) fn subject(
        &self,
        member: &Member,
        within: u32,
        lifetime: Lifetime,
        treated: bool,
    ) -> Option<Subject> {
        let (cluster, platform) = *self.0.get(&*member.agent)?;
        let is_risky = member.ports.iter().any(|port| is_high_risk(*port));
        let stratum = within * 8 + platform as u32 * 2 + u32::from(is_risky);
        Some(Subject { lifetime: until_the_end(lifetime), treated, stratum, cluster })
    }
}

/// Five weeks, for both sides: what comes later is another question, and those who wait have been told by then.
const FOLLOWED: u32 = 35;

fn until_the_end(lifetime: Lifetime) -> Lifetime {
    if lifetime.day > FOLLOWED { Lifetime { day: FOLLOWED, event: false } } else { lifetime }
}
