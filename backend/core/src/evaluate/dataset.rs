//! A dataset: what was seen, sent, read and answered, as parsed rows.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use akabeko_shared::survey::Button;
use akabeko_shared::{Arm, Observation, Platform, Port, Variant, words};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::select::{RunRule, UnobservedDays};

/// The pseudonym of an agent, campaign, notice or case; shared, since it is repeated in every row.
pub type Name = Arc<str>;

/// Everything an evaluation needs. Every name that a row refers to has a row of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Dataset {
    /// Who takes part.
    pub agents: Vec<Agent>,
    /// What was seen.
    pub observations: Vec<Observation<Name>>,
    /// The experiments, and periods of observation only.
    pub campaigns: Vec<Campaign>,
    /// Who was selected, told or not.
    pub notices: Vec<Notice>,
    /// Which pages were really seen.
    pub visits: Vec<Visit>,
    /// Every press of a button.
    pub answers: Vec<Answer>,
    /// Requests for support.
    pub cases: Vec<Case>,
    /// How campaigns that are trials were set up.
    pub trials: Vec<Trial>,
    /// Notices that an operator told out of turn.
    pub overrides: Vec<Override>,
    /// How the messages of campaigns are worded that compare wordings; every other is worded as usual.
    pub variants: Vec<Worded>,
    /// Where days begin and end.
    pub time_zone: TimeZone,
    /// How the natural group is selected: which runs must be long.
    pub run_rule: RunRule,
    /// How the natural group is selected: whether a day without a scan ends a run.
    pub unobserved_days: UnobservedDays,
}

/// One installation of the app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agent {
    /// Its name.
    pub agent: Name,
    /// What it runs on.
    pub platform: Platform,
    /// When its person agreed to take part.
    pub enrolled_at: Timestamp,
}

/// An experiment (table 3), or a period of observation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Campaign {
    /// Its name.
    pub campaign: Name,
    /// The day of sending; none for a period of observation.
    pub sent_on: Option<Date>,
    /// Whom it is for.
    pub platforms: Vec<Platform>,
    /// What it is about.
    pub ports: Vec<Port>,
    /// The first day of the window of selection.
    pub from: Date,
    /// Its last day, inclusive.
    pub until: Date,
    /// Whether a landing page came first.
    pub landing: bool,
}

/// A selected agent of a campaign, and its message once that is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Its name.
    pub notice: Name,
    /// Of which campaign.
    pub campaign: Name,
    /// To whom.
    pub agent: Name,
    /// Told at once or later.
    pub arm: Arm,
    /// When it was sent; none while it waits.
    pub sent_at: Option<Timestamp>,
    /// The ports it is about; at least one.
    pub ports: Vec<Port>,
}

/// A page of a notice that was really seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visit {
    /// Of which notice.
    pub notice: Name,
    /// When.
    pub at: Timestamp,
    /// Which page.
    pub page: Page,
    /// With what.
    pub device: Device,
}

/// One press of a button of the survey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// About which notice.
    pub notice: Name,
    /// When.
    pub at: Timestamp,
    /// Which button.
    pub button: Button,
}

/// A request for support.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// Its name.
    pub case: Name,
    /// About which notice.
    pub notice: Name,
    /// When the person asked.
    pub opened_at: Timestamp,
    /// When it ended, if it did.
    pub closed_at: Option<Timestamp>,
    /// How it ended, in the operator's words; may be empty.
    pub outcome: String,
}

/// How a campaign was set up as a trial, written down before anything was sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Trial {
    /// Which campaign.
    pub campaign: Name,
    /// The share that waits, from 0 to 1.
    pub waiting_share: f64,
    /// How many weeks.
    pub waiting_weeks: u32,
    /// The seed that drew the arms.
    pub seed: u64,
    /// SHA-256 of the frozen plan, in hexadecimal digits; empty if there is none.
    pub plan: String,
    /// The wordings that were drawn, each as often as the others; none if nothing was compared.
    pub variants: Vec<Variant>,
}

/// How one message is worded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Worded {
    /// Which notice.
    pub notice: Name,
    /// In which wording.
    pub variant: Variant,
}

/// A notice that was told at once because waiting was too dangerous. Its agent is no part of the trial any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Override {
    /// Which notice.
    pub notice: Name,
    /// When an operator decided so.
    pub at: Timestamp,
    /// Why, in the operator's words.
    pub reason: String,
}

impl Dataset {
    /// The share of a campaign that was to wait; half if nothing is written down.
    pub fn waiting_share(&self, campaign: &str) -> f64 {
        let trial = self.trials.iter().find(|trial| &*trial.campaign == campaign);
        trial.map_or(0.5, |trial| trial.waiting_share)
    }

    /// The wordings that a campaign compares, in order: those that were drawn, and those that its notices have.
    /// Fewer than two compare nothing.
    pub fn compared(&self, campaign: &str) -> Vec<Variant> {
        let drawn = self.trials.iter().filter(|trial| &*trial.campaign == campaign);
        let drawn: BTreeSet<Variant> = drawn.flat_map(|trial| &trial.variants).copied().collect();
        let worded: BTreeMap<&str, Variant> =
            self.variants.iter().map(|worded| (&*worded.notice, worded.variant)).collect();
        let of_campaign = self.notices.iter().filter(|notice| &*notice.campaign == campaign);
        let had: Vec<Option<Variant>> =
            of_campaign.map(|notice| worded.get(&*notice.notice).copied()).collect();
        if drawn.is_empty() && had.iter().all(Option::is_none) {
            return Vec::new();
        }
        let had = had.into_iter().map(Option::unwrap_or_default);
        drawn.into_iter().chain(had).collect::<BTreeSet<_>>().into_iter().collect()
    }
}

/// A page of a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Page {
    /// The one that explains what such a notice is (experiment 1).
    Landing,
    /// The one with the facts and the survey.
    Main,
}

/// What a page was seen with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Device {
    /// The app that the notice went to.
    App,
    /// Any browser.
    Browser,
}

words!(Page, "a page", Landing = "landing", Main = "main");
words!(Device, "a device", App = "app", Browser = "browser");
