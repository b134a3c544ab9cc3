//! A world as its days pass: households, the campaigns that are run on them, and what comes of it.

use std::collections::{BTreeMap, BTreeSet};

use akabeko_shared::survey::{Button, Intent};
use akabeko_shared::{Arm, PORTS, Port, Variant};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};

use super::Written;
use super::dice::Dice;
use super::household::Household;
use super::response::{Reaction, react, times};
use super::scenario::{Group, Period, Scenario};
use crate::evaluate::Dataset;
use crate::evaluate::dataset::{self, Answer, Case, Device, Name, Notice, Page, Visit, Worded};
use crate::plan::{A_WORD_HOLDS, Known, Told, WebVerdict, plan};
use crate::select::{RunRule, UnobservedDays, select};

/// How long a page can be opened, and an agent is left in peace.
const PAGE_LIFE: SignedDuration = SignedDuration::from_hours(24 * 90);
/// When notices go out, before noon.
const MORNING: SignedDuration = SignedDuration::from_hours(-2);

/// A world on some day.
pub(super) struct World<'a> {
    scenario: &'a Scenario,
    zone: TimeZone,
    last: Date,
    households: Vec<(Household, &'a Group)>,
    index: BTreeMap<Name, usize>,
    notices: Vec<Notice>,
    variants: Vec<Variant>,
    visits: Vec<Visit>,
    answers: Vec<Answer>,
    cases: Vec<Case>,
}

impl<'a> World<'a> {
    pub(super) fn new(scenario: &'a Scenario, seed: u64) -> Self {
        let zone = scenario.periods.first().map_or(TimeZone::UTC, |period| period.campaign.zone());
        let groups = scenario.groups.iter().flat_map(|group| std::iter::repeat_n(group, group.agents));
        let household = |(group, number): (&'a Group, u64)| {
            let agent = Name::from(format!("agent-{number:05}"));
            (Household::new(agent, group, scenario, Dice::of(seed, number)), group)
        };
        let households: Vec<_> = groups.zip(1..).map(household).collect();
        let index = households.iter().zip(0..).map(|((home, _), at)| (home.agent.clone(), at)).collect();
        Self {
            scenario,
            zone,
            last: scenario.span().map_or(Date::MIN, |(_, last)| last),
            households,
            index,
            notices: Vec::new(),
            variants: Vec::new(),
            visits: Vec::new(),
            answers: Vec::new(),
            cases: Vec::new(),
        }
    }

    /// One day, `days` after the one before: notices go out, life goes on, agents are scanned.
    pub(super) fn pass(&mut self, day: Date, days: f64) {
        for period in &self.scenario.periods {
            if period.sent_on == Some(day) {
                self.select(period, day);
            }
            let waited = i64::from(period.campaign.waiting_weeks).weeks();
            if period.sent_on.is_some_and(|sent_on| sent_on.saturating_add(waited) == day) {
                self.debrief(&period.campaign.campaign, day);
            }
        }
        let noon = self.noon(day);
        for (household, group) in &mut self.households {
            household.live(self.scenario, day, days);
            household.scan(self.scenario, group, day, noon);
        }
    }

    pub(super) fn dataset(self, written: Written) -> Dataset {
        let first = self.scenario.span().map_or(Date::MIN, |(first, _)| first);
        let enrolled_at = self.noon(first) - SignedDuration::from_hours(24 * 30);
        let all = match written {
            Written::Exposed => None,
            Written::All => Some(&PORTS[..]),
        };
        let agent = |(home, _): &(Household, _)| dataset::Agent {
            agent: home.agent.clone(),
            platform: home.platform,
            enrolled_at,
        };
        let worded = self.worded();
        Dataset {
            agents: self.households.iter().map(agent).collect(),
            observations: self
                .households
                .iter()
                .flat_map(|(home, _)| home.observations(all, Timestamp::MIN))
                .collect(),
            campaigns: self.scenario.periods.iter().map(campaign).collect(),
            notices: self.notices,
            visits: self.visits,
            answers: self.answers,
            cases: self.cases,
            trials: self.scenario.periods.iter().filter_map(trial).collect(),
            overrides: Vec::new(),
            variants: worded,
            time_zone: self.zone,
            run_rule: RunRule::default(),
            unobserved_days: UnobservedDays::default(),
        }
    }

    /// The wordings of the campaigns that compare some.
    fn worded(&self) -> Vec<Worded> {
        let compares = |notice: &Notice| {
            let mut campaigns = self.scenario.periods.iter().map(|period| &period.campaign);
            campaigns.any(|campaign| campaign.campaign == *notice.campaign && !campaign.variants.is_empty())
        };
        let notices = self.notices.iter().zip(&self.variants).filter(|(notice, _)| compares(notice));
        notices.map(|(notice, variant)| Worded { notice: notice.notice.clone(), variant: *variant }).collect()
    }

    fn noon(&self, day: Date) -> Timestamp {
        self.zone.to_timestamp(day.at(12, 0, 0, 0)).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    /// The rule and the plan are those of the product.
    fn select(&mut self, period: &Period, day: Date) {
        let now = self.noon(day) + MORNING;
        let from = self.noon(period.campaign.from) - SignedDuration::from_hours(24);
        let observations = self.households.iter().flat_map(|(home, _)| home.observations(None, from));
        let verdicts = select(observations, &period.campaign.rule());
        let known = self.known(now);
        for (told, number) in plan(&period.campaign, &verdicts, &known).told.into_iter().zip(1..) {
            let Told { agent, ports, arm, variant } = told;
            let campaign = &period.campaign.campaign;
            self.variants.push(variant);
            self.notices.push(Notice {
                notice: format!("{campaign}-{number:04}").into(),
                campaign: campaign.as_str().into(),
                agent,
                arm,
                sent_at: None,
                ports,
            });
            if arm == Arm::Notify {
                self.send(self.notices.len() - 1, now);
            }
        }
    }

    fn debrief(&mut self, campaign: &str, day: Date) {
        let waiting = |notice: &Notice| &*notice.campaign == campaign && notice.sent_at.is_none();
        let due: Vec<usize> = (0..self.notices.len()).filter(|at| waiting(&self.notices[*at])).collect();
        let now = self.noon(day) + MORNING;
        due.into_iter().for_each(|at| self.send(at, now));
    }

    fn send(&mut self, at: usize, now: Timestamp) {
        let notice = &mut self.notices[at];
        notice.sent_at = Some(now);
        let notice = notice.clone();
        let Some((home, _)) = self.index.get(&notice.agent).map(|index| &mut self.households[*index]) else {
            return;
        };
        let message = (&*notice.ports, self.variants[at]);
        let reaction = react(&self.scenario.response, message, &home.devices, &mut home.dice);
        let day = self.zone.to_datetime(now).date();
        for (device, days) in home.devices.iter_mut().zip(&reaction.closings) {
            let is_meant = device.open.iter().any(|port| notice.ports.contains(port));
            if let (true, Some(days)) = (is_meant, days) {
                let is_partly = device.open.len() > 1 && home.dice.happens(self.scenario.response.partly);
                let left = device.open.last().copied().filter(|_| is_partly);
                device.closing = Some((day.saturating_add((days.ceil() as i64).days()), left));
            }
        }
        self.remember(&notice, now, reaction);
    }

    /// What is done after the last day is not known.
    fn remember(&mut self, notice: &Notice, sent_at: Timestamp, reaction: Reaction) {
        let Some(at) = reaction.visit.map(|visit| sent_at + visit) else { return };
        let end = self.noon(self.last);
        if at > end {
            return;
        }
        let name = &notice.notice;
        let device = if reaction.in_app { Device::App } else { Device::Browser };
        let has_landing = self
            .scenario
            .periods
            .iter()
            .any(|period| period.campaign.landing && period.campaign.campaign == *notice.campaign);
        let pages: &[Page] = match (has_landing, reaction.goes_on) {
            (false, _) => &[Page::Main],
            (true, false) => &[Page::Landing],
            (true, true) => &[Page::Landing, Page::Main],
        };
        let visit = |(page, at)| Visit { notice: name.clone(), at, page, device };
        self.visits.extend(pages.iter().copied().zip([at, at + SignedDuration::from_secs(10)]).map(visit));
        if has_landing && !reaction.goes_on {
            return;
        }
        let answer = |(button, at)| Answer { notice: name.clone(), at, button };
        self.answers.extend(reaction.presses.into_iter().zip(times(at)).map(answer));
        if let Some(took) = reaction.support {
            let opened_at = at + SignedDuration::from_mins(10);
            let closed_at = Some(opened_at + took).filter(|at| *at <= end);
            let outcome = closed_at.map_or_else(String::new, |_| "closed with help".to_owned());
            let case = format!("case-{:03}", self.cases.len() + 1).into();
            self.cases.push(Case { case, notice: name.clone(), opened_at, closed_at, outcome });
        }
    }

    fn known(&self, now: Timestamp) -> Known<Name> {
        let reachable = self.households.iter().filter(|(home, _)| !home.is_shared);
        Known {
            platforms: reachable.map(|(home, _)| (home.agent.clone(), home.platform)).collect(),
            web: self.households.iter().flat_map(|(home, _)| web(home)).collect(),
            intended: self.intended(now),
            busy: self.busy(now),
            shared: BTreeSet::new(),
        }
    }

    fn intended(&self, now: Timestamp) -> BTreeSet<(Name, Port)> {
        let agents: BTreeMap<&str, &Name> =
            self.notices.iter().map(|notice| (&*notice.notice, &notice.agent)).collect();
        let word = |answer: &Answer| match answer.button {
            Button::Intent(port, Intent::Intended) => Some((Name::clone(agents.get(&*answer.notice)?), port)),
            Button::Intent(..)
            | Button::Network(_)
            | Button::Ability(..)
            | Button::Here(_)
            | Button::Mine(_)
            | Button::Later
            | Button::Step(..) => None,
        };
        let holds = |at: Timestamp| (now - A_WORD_HOLDS..=now).contains(&at);
        let lately = self.answers.iter().filter(|answer| holds(answer.at));
        lately.filter_map(word).collect()
    }

    fn busy(&self, now: Timestamp) -> BTreeSet<Name> {
        let is_left = |agent: &Name| self.index.get(agent).is_some_and(|at| self.households[*at].0.told_once);
        let is_open = |notice: &&Notice| {
            notice.sent_at.is_none_or(|at| now.duration_since(at) < PAGE_LIFE) || is_left(&notice.agent)
        };
        self.notices.iter().filter(is_open).map(|notice| notice.agent.clone()).collect()
    }
}

/// An operator's verdict on each web port: public where the device that opens it is.
fn web(home: &Household) -> Vec<((Name, Port), WebVerdict)> {
    let verdict = |port: Port| {
        let is_public = home.devices.iter().any(|device| device.is_public && device.open.contains(&port));
        if is_public { WebVerdict::Public } else { WebVerdict::Private }
    };
    let ports = PORTS.into_iter().filter(|port| port.is_web());
    ports.map(|port| ((home.agent.clone(), port), verdict(port))).collect()
}

fn trial(period: &Period) -> Option<dataset::Trial> {
    let campaign = &period.campaign;
    (campaign.waiting_share > 0.0 || !campaign.variants.is_empty()).then(|| dataset::Trial {
        campaign: campaign.campaign.as_str().into(),
        waiting_share: campaign.waiting_share,
        waiting_weeks: campaign.waiting_weeks,
        seed: campaign.seed,
        plan: String::new(),
        variants: campaign.variants.iter().copied().collect(),
    })
}

fn campaign(period: &Period) -> dataset::Campaign {
    let campaign = &period.campaign;
    dataset::Campaign {
        campaign: campaign.campaign.as_str().into(),
        sent_on: period.sent_on,
        platforms: campaign.platforms.iter().copied().collect(),
        ports: campaign.ports.iter().copied().collect(),
        from: campaign.from,
        until: campaign.until,
        landing: campaign.landing,
    }
}
