//! Whom the rule finds, and why each port is told or not; nothing is changed by asking.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use akabeko_core::plan::{Left, reason_to_leave};
use akabeko_core::select::{Missed, Rule, Verdict};
use akabeko_shared::wire::Problem as WireProblem;
use akabeko_shared::{AgentId, PORTS, Platform, Port};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;

use super::super::problem::{Parameters, Problem};
use super::join::unacceptable;
use super::wire::{Outcome, OutcomeCount, PortCount, RuleQuery, Selection, SelectionRow};
use crate::app::App;
use crate::desk::window::Window;

/// How many rows are shown.
const ROWS: usize = 200;
/// The longest window.
const LONGEST: i32 = 400;

/// Tries a rule.
#[utoipa::path(
    get,
    path = "/api/v1/console/selection",
    tag = "console",
    params(RuleQuery),
    responses((status = OK, body = Selection), (status = UNPROCESSABLE_ENTITY, body = WireProblem))
)]
pub(crate) async fn selection(
    State(app): State<Arc<App>>,
    Parameters(query): Parameters<RuleQuery>,
) -> Result<Json<Selection>, Problem> {
    let tried = Tried::of(&app, &query)?;
    let rule = tried.rule.clone();
    let key = (rule.from, rule.until, rule.unobserved_days);
    let (counted_at, window) =
        app.desk.window.get(key, app.clock.now(), Window::read(&app, &rule)).await.map_err(|error| {
            tracing::error!(error = format!("{error:#}"), "failed to read a window");
            Problem::new(StatusCode::SERVICE_UNAVAILABLE, "The observations could not be read")
        })?;
    let found = tokio::task::spawn_blocking(move || tried.found(&window, &query)).await;
    let mut found =
        found.map_err(|_| Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "The rule could not be tried"))?;
    found.counted_at = counted_at;
    Ok(Json(found))
}

/// A rule, and whom it is for.
struct Tried {
    rule: Rule,
    ports: BTreeSet<Port>,
    platforms: BTreeSet<Platform>,
}

impl Tried {
    fn of(app: &App, query: &RuleQuery) -> Result<Self, Problem> {
        if query.until < query.from || (query.until - query.from).get_days() >= LONGEST {
            return Err(unacceptable(
                "This window cannot be used",
                "It begins before it ends, and has at most 400 days.",
            ));
        }
        let word = |what: &'static str| move |error: String| unacceptable(what, error);
        let run_rule = query.run_rule.as_deref().unwrap_or("whole").parse();
        let unobserved_days = query.unobserved_days.as_deref().unwrap_or("break").parse();
        Ok(Self {
            rule: Rule {
                from: query.from,
                until: query.until,
                time_zone: app.config.zone(),
                run_rule: run_rule.map_err(word("This is no run rule"))?,
                unobserved_days: unobserved_days.map_err(word("This is no reading of unobserved days"))?,
            },
            ports: listed(query.ports.as_deref(), &PORTS, "This is no port")?,
            platforms: listed(query.platforms.as_deref(), &Platform::ALL, "This is no platform")?,
        })
    }

    fn found(&self, window: &Window, query: &RuleQuery) -> Selection {
        let verdicts =
            window.judge(&self.rule).into_iter().filter(|verdict| self.ports.contains(&verdict.port));
        let judged: Vec<(Verdict<AgentId>, Outcome)> =
            verdicts.map(|verdict| (self.outcome(&verdict, window), verdict)).map(|(o, v)| (v, o)).collect();
        let told =
            || judged.iter().filter(|(_, outcome)| *outcome == Outcome::Told).map(|(verdict, _)| verdict);
        let mut outcomes: BTreeMap<Outcome, usize> = BTreeMap::new();
        let mut ports: BTreeMap<Port, i64> = BTreeMap::new();
        judged.iter().for_each(|(_, outcome)| *outcomes.entry(*outcome).or_default() += 1);
        told().for_each(|verdict| *ports.entry(verdict.port).or_default() += 1);
        let agents = told().map(|verdict| verdict.agent).collect::<BTreeSet<_>>().len();
        let begins = query.agent.as_deref().unwrap_or_default().trim().to_ascii_lowercase();
        let matching = judged.iter().filter(|(verdict, outcome)| {
            query.outcome.is_none_or(|wanted| wanted == *outcome)
                && (begins.is_empty() || verdict.agent.to_string().starts_with(&begins))
        });
        let rows = matching.clone().take(ROWS).map(|(verdict, outcome)| row(verdict, *outcome, window));
        Selection {
            counted_at: jiff::Timestamp::UNIX_EPOCH,
            agents,
            exposures: judged.len(),
            outcomes: outcomes.into_iter().map(|(outcome, count)| OutcomeCount { outcome, count }).collect(),
            ports: ports
                .into_iter()
                .map(|(port, agents)| PortCount { port: port.to_string(), agents })
                .collect(),
            rows: rows.collect(),
            matching: matching.count(),
        }
    }

    /// What becomes of a port: the first reason why it is not told, in the order in which the plan asks.
    fn outcome(&self, verdict: &Verdict<AgentId>, window: &Window) -> Outcome {
        match self.rule.missed(verdict) {
            Some(Missed::TooFewDays) => return Outcome::TooFewDays,
            Some(Missed::ShortRun) => return Outcome::ShortRun,
            Some(Missed::NotLately) => return Outcome::NotLately,
            None => {}
        }
        let platform = window.known.platforms.get(&verdict.agent);
        if !platform.is_some_and(|platform| self.platforms.contains(platform)) {
            return Outcome::NotCovered;
        }
        match reason_to_leave(verdict, &window.known) {
            None => Outcome::Told,
            Some(Left::Shared) => Outcome::Shared,
            Some(Left::Held) => Outcome::Held,
            Some(Left::Public) => Outcome::Public,
            Some(Left::Intended) => Outcome::Intended,
            Some(Left::Busy) => Outcome::Busy,
        }
    }
}

fn row(verdict: &Verdict<AgentId>, outcome: Outcome, window: &Window) -> SelectionRow {
    SelectionRow {
        agent: verdict.agent,
        platform: window.known.platforms.get(&verdict.agent).copied(),
        port: verdict.port.to_string(),
        open_days: verdict.open_days,
        longest_run: verdict.longest_run,
        open_days_late: verdict.open_days_late,
        outcome,
    }
}

/// What a list by commas names; all there is where there is no list.
fn listed<T>(list: Option<&str>, all: &[T], what: &'static str) -> Result<BTreeSet<T>, Problem>
where
    T: Ord + Copy + std::str::FromStr<Err: std::fmt::Display>,
{
    let Some(list) = list else { return Ok(all.iter().copied().collect()) };
    let words = list.split(',').map(str::trim).filter(|word| !word.is_empty());
    words.map(|word| word.parse().map_err(|error| unacceptable(what, format!("{error}")))).collect()
}
