//! What is known of a world that is simulated. Chances and shares are from 0 to 1, rates are per day.

use akabeko_shared::{Platform, Port, Variant};
use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::campaign::{BadCampaign, Campaign, line_of, line_with};

/// A world: who lives in it, what stands open, what people do with a notice, and which campaigns are run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// The rate at which an exposure ends without a notice.
    pub natural_closing: f64,
    /// The rate at which what was closed after a notice is opened again.
    pub reopening: f64,
    /// The share of households that may be told by more than one campaign.
    pub told_again: f64,
    /// What people do with a notice.
    pub response: Response,
    /// Who takes part.
    pub groups: Vec<Group>,
    /// What can stand open.
    pub devices: Vec<Device>,
    /// The campaigns and periods of observation, each with the day of sending; none for a period.
    pub periods: Vec<Period>,
    /// Further days on which agents are scanned, first and last.
    pub scanned: Vec<(Date, Date)>,
}

/// A campaign or a period of observation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Period {
    /// When it is sent; none for a period of observation.
    pub sent_on: Option<Date>,
    /// What an operator would write.
    pub campaign: Campaign,
}

/// Agents of one platform.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// What they run on.
    pub platform: Platform,
    /// How many.
    pub agents: usize,
    /// The share of days on which a device reports, apart from absences.
    pub presence: f64,
    /// The rate at which a longer absence begins.
    pub absence: f64,
    /// The mean length of an absence in days.
    pub absence_days: f64,
    /// The rate at which a stay in another network begins.
    pub roaming: f64,
    /// The mean length of a stay in days.
    pub roaming_days: f64,
    /// The rate at which the provider gives a new address, which is scanned at once.
    pub address_changes: f64,
    /// The share behind an address that others share; what stands open there is a stranger's, another each day.
    pub shared: f64,
}

/// Something that stands open as a whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Device {
    /// The ports that it opens.
    pub ports: Vec<Port>,
    /// The share of households that have it open, by platform; 0 for those that are not named.
    pub share: Vec<(Platform, f64)>,
    /// The chance that it stands open in another network or at a shared address.
    pub elsewhere: f64,
    /// The share of those at home that show something meant for the public, which no operator would tell.
    pub public: f64,
    /// The share of those at home that are open on purpose.
    pub intended: f64,
}

/// What people do with a notice.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Response {
    /// The share that ever opens the page.
    pub reach: f64,
    /// The same for those whose message is in a wording that is named here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reach_in: Vec<(Variant, f64)>,
    /// The share of these that do so soon; the others do so after one to two weeks.
    pub prompt: f64,
    /// The mean time in days until the prompt do.
    pub prompt_days: f64,
    /// The share of visits that lead from a landing page to the main page.
    pub past_landing: f64,
    /// The share of visitors that answer.
    pub answering: f64,
    /// The share of answers that say home.
    pub home: f64,
    /// The share of answers that say work; the rest is away.
    pub work: f64,
    /// The share of those without intent that say so by “don't know”.
    pub unsure: f64,
    /// The share of those without intent that can close it without help.
    pub able: f64,
    /// The share of those without intent that close it in the end.
    pub closing_unintended: f64,
    /// The share of those with intent that close it all the same.
    pub closing_intended: f64,
    /// The share of those who never open the page and close it since they were told.
    pub closing_unvisited: f64,
    /// The rate at which whoever means to close it does so.
    pub closing_rate: f64,
    /// The share of closings of several ports that leave one open.
    pub partly: f64,
}

/// How long people are followed after they were told.
const FOLLOWED: i32 = 35;

impl Scenario {
    /// Reads a scenario file (TOML). Unknown keys, shares outside 0 to 1 and negative rates are refused.
    ///
    /// # Errors
    /// With the line, counted from 1, and what is wrong there.
    pub fn parse(text: &str) -> Result<Self, BadCampaign> {
        let bad = |line, what| BadCampaign { line, what };
        let scenario: Self = toml::from_str(text).map_err(|error| {
            let line = error.span().map(|span| line_of(text, span.start));
            bad(line, error.message().to_owned())
        })?;
        match scenario.fault() {
            None => Ok(scenario),
            Some((key, what)) => Err(bad(line_with(text, key), format!("{key}: {what}"))),
        }
    }

    fn fault(&self) -> Option<(&'static str, String)> {
        let shares = [("told_again", self.told_again)].into_iter().chain(self.response.shares());
        let of_groups =
            self.groups.iter().flat_map(|group| [("presence", group.presence), ("shared", group.shared)]);
        let of_devices = self.devices.iter().flat_map(Device::shares);
        let rates = [
            ("natural_closing", self.natural_closing),
            ("reopening", self.reopening),
            ("prompt_days", self.response.prompt_days),
            ("closing_rate", self.response.closing_rate),
        ];
        let rates = rates.into_iter().chain(self.groups.iter().flat_map(Group::rates));
        let share = shares.chain(of_groups).chain(of_devices).find(|(_, share)| !(0.0..=1.0).contains(share));
        let rate = rates.into_iter().find(|(_, rate)| !(0.0..=1e6).contains(rate));
        share
            .map(|(key, share)| (key, format!("{share} is not a share from 0 to 1")))
            .or_else(|| rate.map(|(key, rate)| (key, format!("{rate} is not a rate of 0 or more"))))
            .or_else(|| self.periods.iter().find_map(|period| period.campaign.fault()))
    }

    /// The same world with another number of agents, in the same proportions.
    #[must_use]
    pub fn with_agents(mut self, agents: usize) -> Self {
        let all: usize = self.groups.iter().map(|group| group.agents).sum();
        let (mut before, mut given) = (0, 0);
        for group in &mut self.groups {
            before += group.agents;
            let until = (before * agents).checked_div(all).unwrap_or(0);
            (group.agents, given) = (until - given, until);
        }
        self
    }

    /// The days on which agents are scanned: every window, five weeks after it, and what is named besides.
    pub(super) fn is_scanned(&self, day: Date) -> bool {
        let followed = |period: &Period| (period.campaign.from..=period.end()).contains(&day);
        self.periods.iter().any(followed)
            || self.scanned.iter().any(|(first, last)| (*first..=*last).contains(&day))
    }

    /// The first and the last day of all.
    pub(super) fn span(&self) -> Option<(Date, Date)> {
        let firsts = self.periods.iter().map(|period| period.campaign.from);
        let lasts = self.periods.iter().map(Period::end);
        let first = firsts.chain(self.scanned.iter().map(|(first, _)| *first)).min()?;
        let last = lasts.chain(self.scanned.iter().map(|(_, last)| *last)).max()?;
        Some((first, last))
    }
}

impl Period {
    /// The last day on which its people are followed, those who wait included.
    fn end(&self) -> Date {
        let campaign = &self.campaign;
        let waits = campaign.waiting_share > 0.0 && self.sent_on.is_some();
        let weeks = if waits { i64::from(campaign.waiting_weeks) } else { 0 };
        let told = self.sent_on.unwrap_or(campaign.until).saturating_add(weeks.weeks());
        told.saturating_add(FOLLOWED.days())
    }
}

impl Group {
    fn rates(&self) -> [(&'static str, f64); 5] {
        [
            ("absence", self.absence),
            ("absence_days", self.absence_days),
            ("roaming", self.roaming),
            ("roaming_days", self.roaming_days),
            ("address_changes", self.address_changes),
        ]
    }
}

impl Response {
    /// The share that opens the page of a message in this wording.
    pub(super) fn reach_of(&self, variant: Variant) -> f64 {
        self.reach_in.iter().find(|(worded, _)| *worded == variant).map_or(self.reach, |(_, reach)| *reach)
    }

    fn shares(&self) -> impl Iterator<Item = (&'static str, f64)> {
        let own = [
            ("reach", self.reach),
            ("prompt", self.prompt),
            ("past_landing", self.past_landing),
            ("answering", self.answering),
            ("home", self.home),
            ("work", self.work),
            ("unsure", self.unsure),
            ("able", self.able),
            ("closing_unintended", self.closing_unintended),
            ("closing_intended", self.closing_intended),
            ("closing_unvisited", self.closing_unvisited),
            ("partly", self.partly),
        ];
        own.into_iter().chain(self.reach_in.iter().map(|(_, reach)| ("reach_in", *reach)))
    }
}

impl Device {
    fn shares(&self) -> impl Iterator<Item = (&'static str, f64)> {
        let own = [("elsewhere", self.elsewhere), ("public", self.public), ("intended", self.intended)];
        own.into_iter().chain(self.share.iter().map(|(_, share)| ("share", *share)))
    }

    pub(super) fn share_on(&self, platform: Platform) -> f64 {
        self.share.iter().find(|(on, _)| *on == platform).map_or(0.0, |(_, share)| *share)
    }
}
