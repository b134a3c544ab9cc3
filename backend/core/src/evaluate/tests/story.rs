//! A dataset told in a few lines: who was seen, told, and what they did. Times are at noon in Tokyo.

use std::sync::Arc;

use akabeko_shared::{Arm, Observation, Platform, Port, PortState};
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};

use crate::evaluate::dataset::{Agent, Answer, Campaign, Dataset, Device, Notice, Page, Visit};
use crate::evaluate::{Evaluation, Options, evaluate};
use crate::select::{RunRule, UnobservedDays};

/// The day on which every notice of a story is sent; the window of selection is the April before.
pub(super) const SENT: Date = date(2021, 5, 12);

pub(super) struct Story {
    pub(super) dataset: Dataset,
}

impl Story {
    pub(super) fn new() -> Self {
        let dataset = Dataset {
            agents: Vec::new(),
            observations: Vec::new(),
            campaigns: Vec::new(),
            notices: Vec::new(),
            visits: Vec::new(),
            answers: Vec::new(),
            cases: Vec::new(),
            trials: Vec::new(),
            overrides: Vec::new(),
            variants: Vec::new(),
            time_zone: TimeZone::get("Asia/Tokyo").unwrap(),
            run_rule: RunRule::Whole,
            unobserved_days: UnobservedDays::Break,
        };
        Self { dataset }
    }

    /// A campaign for desktops: sent on the given day, or a period of observation.
    pub(super) fn campaign(mut self, campaign: &str, sent_on: Option<Date>, ports: &str) -> Self {
        self.dataset.campaigns.push(Campaign {
            campaign: campaign.into(),
            sent_on,
            platforms: vec![Platform::Desktop],
            ports: parse(ports),
            from: date(2021, 4, 1),
            until: date(2021, 4, 30),
            landing: false,
        });
        self
    }

    pub(super) fn agent(mut self, agent: &str, platform: Platform) -> Self {
        let enrolled_at = noon(date(2021, 1, 1));
        self.dataset.agents.push(Agent { agent: agent.into(), platform, enrolled_at });
        self
    }

    /// What was seen of a port on days counted from `SENT`.
    pub(super) fn sees(mut self, agent: &str, port: &str, state: PortState, days: &[i32]) -> Self {
        let agent: Arc<str> = agent.into();
        self.dataset.observations.extend(days.iter().map(|day| Observation {
            agent: agent.clone(),
            observed_at: noon(SENT.saturating_add((*day).days())),
            port: port.parse().unwrap(),
            state,
        }));
        self
    }

    /// A notice in the arm `notify`, named after campaign and agent.
    pub(super) fn tells(self, campaign: &str, agent: &str, ports: &str) -> Self {
        self.tells_on(SENT, campaign, agent, ports)
    }

    pub(super) fn tells_on(mut self, day: Date, campaign: &str, agent: &str, ports: &str) -> Self {
        self.dataset.notices.push(Notice {
            notice: format!("{campaign}-{agent}").into(),
            campaign: campaign.into(),
            agent: agent.into(),
            arm: Arm::Notify,
            sent_at: Some(noon(day)),
            ports: parse(ports),
        });
        self
    }

    pub(super) fn waits(mut self, campaign: &str, agent: &str, ports: &str) -> Self {
        self = self.tells(campaign, agent, ports);
        let notice = self.dataset.notices.last_mut().unwrap();
        (notice.arm, notice.sent_at) = (Arm::Wait, None);
        self
    }

    /// A visit some hours after noon of `SENT`.
    pub(super) fn visits(mut self, notice: &str, hours: i64) -> Self {
        let at = noon(SENT) + SignedDuration::from_hours(hours);
        self.dataset.visits.push(Visit { notice: notice.into(), at, page: Page::Main, device: Device::App });
        self
    }

    /// Presses in the order given, a second apart, recorded backwards.
    pub(super) fn answers(mut self, notice: &str, buttons: &str) -> Self {
        let presses = buttons.split_whitespace().zip(1..).map(|(button, second)| Answer {
            notice: notice.into(),
            at: noon(SENT) + SignedDuration::from_secs(second),
            button: button.parse().unwrap(),
        });
        self.dataset.answers.extend(presses.collect::<Vec<_>>().into_iter().rev());
        self
    }

    pub(super) fn evaluation(&self) -> Evaluation {
        evaluate(&self.dataset, &Options::default())
    }
}

fn parse(ports: &str) -> Vec<Port> {
    ports.split_whitespace().map(|port| port.parse().unwrap()).collect()
}

fn noon(day: Date) -> Timestamp {
    TimeZone::get("Asia/Tokyo").unwrap().to_timestamp(day.at(12, 0, 0, 0)).unwrap()
}
