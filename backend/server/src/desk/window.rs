//! The days of a window, read once and judged as often as somebody changes the rule.

use akabeko_core::plan::{A_WORD_HOLDS, Known};
use akabeko_core::select::tally::Tally;
use akabeko_core::select::{Rule, UnobservedDays, Verdict, select};
use akabeko_shared::{AgentId, Observation, PORTS, PortState};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::app::App;
use crate::flow::select::window;

/// By what a window is told apart.
pub type Key = (Date, Date, UnobservedDays);

/// Everything that a rule over one window is judged by.
pub struct Window {
    days: Days,
    /// What is known besides.
    pub known: Known<AgentId>,
}

enum Days {
    /// As bits, for windows that fit.
    Tally(Tally<AgentId>),
    /// As they are.
    All(Vec<Observation<AgentId>>),
}

impl Window {
    /// Reads the window of a rule.
    pub async fn read(app: &App, rule: &Rule) -> anyhow::Result<Self> {
        let (from, until) = window(rule)?;
        let (ports, store) = (PORTS.into(), &app.store);
        let observations = match rule.unobserved_days {
            UnobservedDays::Break => store.open_observations(ports, from, until).await?,
            UnobservedDays::Bridge => store.observations_of_open_ports(ports, from, until).await?,
        };
        let now: Timestamp = app.clock.now();
        let known = store.known(now, now - A_WORD_HOLDS, from).await?;
        let rule = rule.clone();
        let days = tokio::task::spawn_blocking(move || Days::of(observations, &rule)).await?;
        Ok(Self { days, known })
    }

    /// What a rule over this window says of every port that was open in it.
    pub fn judge(&self, rule: &Rule) -> Vec<Verdict<AgentId>> {
        match &self.days {
            Days::Tally(tally) => Tally::verdicts(vec![tally.clone()], rule),
            Days::All(observations) => select(observations.iter().cloned(), rule),
        }
    }
}

impl Days {
    fn of(observations: Vec<Observation<AgentId>>, rule: &Rule) -> Self {
        let Some(mut tally) = Tally::<AgentId>::of(rule) else { return Self::All(observations) };
        for seen in observations {
            let is_open = seen.state == PortState::Open;
            tally.record(&seen.agent, seen.port, seen.observed_at.as_second(), is_open);
        }
        Self::Tally(tally)
    }
}
