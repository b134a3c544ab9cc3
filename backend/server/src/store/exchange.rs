//! Everything as a dataset, out and in.

use std::collections::BTreeMap;
use std::str::FromStr;

use akabeko_core::campaign::Campaign as Definition;
use akabeko_core::evaluate::Dataset;
use akabeko_core::evaluate::dataset::{
    Agent, Answer, Campaign, Case, Name, Notice, Override, Trial, Visit, Worded,
};
use akabeko_core::select::{RunRule, UnobservedDays};
use akabeko_shared::wire::CONSENT_VERSION;
use akabeko_shared::{AgentId, CaseId, NoticeId, Observation, Variant};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use sha2::{Digest, Sha256};

use super::Store;
use super::engine::Transaction;
use super::error::{Result, StoreError};
use super::row::{self, Row, Value, text};

impl Store {
    /// Everything, with days that begin and end in `zone`. A campaign that was never sent is a period of
    /// observation.
    pub async fn dataset(&self, zone: TimeZone) -> Result<Dataset> {
        self.read(move |tx| {
            let (run_rule, unobserved_days) = rule_options(&campaign_options(tx)?);
            Ok(Dataset {
                agents: agents(tx)?,
                observations: observations(tx)?,
                campaigns: campaigns(tx)?,
                notices: notices(tx)?,
                visits: visits(tx)?,
                answers: answers(tx)?,
                cases: cases(tx)?,
                trials: trials(tx)?,
                overrides: overrides(tx)?,
                variants: variants(tx)?,
                time_zone: zone,
                run_rule,
                unobserved_days,
            })
        })
        .await
    }

    /// Keeps a dataset. False: there is something in the store already, and nothing changed.
    pub async fn import(&self, dataset: Dataset) -> Result<bool> {
        self.write(move |tx| {
            let taken =
                tx.query("SELECT agent FROM agents UNION ALL SELECT campaign FROM campaigns LIMIT 1", &[])?;
            if !taken.is_empty() {
                return Ok(false);
            }
            let names = Names::of(&dataset);
            keep_agents(tx, &dataset, &names)?;
            keep_observations(tx, &dataset, &names)?;
            keep_campaigns(tx, &dataset)?;
            keep_notices(tx, &dataset, &names)?;
            keep_pages(tx, &dataset, &names)?;
            keep_overrides(tx, &dataset, &names)?;
            Ok(true)
        })
        .await
    }
}

fn agents(tx: &mut dyn Transaction) -> Result<Vec<Agent>> {
    let rows = tx.query("SELECT agent, platform, enrolled_at FROM agents ORDER BY agent", &[])?;
    let agent =
        |row: &Row| Ok(Agent { agent: name(row, 0)?, platform: row.parse(1)?, enrolled_at: row.time(2)? });
    rows.iter().map(agent).collect()
}

fn observations(tx: &mut dyn Transaction) -> Result<Vec<Observation<Name>>> {
    let mut names: BTreeMap<String, Name> = BTreeMap::new();
    let rows = tx.query(
        "SELECT agent, observed_at, protocol, port, state FROM observations
         ORDER BY agent, observed_at, protocol, port",
        &[],
    )?;
    let observation = |row: Row| {
        let agent = row.text(0)?;
        let agent = match names.get(agent) {
            Some(name) => name.clone(),
            None => names.entry(agent.to_owned()).or_insert_with(|| agent.into()).clone(),
        };
        Ok(Observation { agent, observed_at: row.time(1)?, port: row.port(2)?, state: row.parse(4)? })
    };
    rows.into_iter().map(observation).collect()
}

fn campaigns(tx: &mut dyn Transaction) -> Result<Vec<Campaign>> {
    let rows = tx.query("SELECT definition, sent_at FROM campaigns ORDER BY campaign", &[])?;
    let campaign = |row: &Row| {
        let definition =
            Definition::parse(row.text(0)?).map_err(|error| StoreError::Corrupt(error.to_string()))?;
        let sent_on = row.time_if_any(1)?.map(|at| at.to_zoned_datetime(definition.zone()).date());
        Ok(Campaign {
            campaign: definition.campaign.as_str().into(),
            sent_on,
            platforms: definition.platforms.into_iter().collect(),
            ports: definition.ports.into_iter().collect(),
            from: definition.from,
            until: definition.until,
            landing: definition.landing,
        })
    };
    rows.iter().map(campaign).collect()
}

/// The campaigns with a waiting arm or several wordings that were sent.
fn trials(tx: &mut dyn Transaction) -> Result<Vec<Trial>> {
    let rows = tx.query(
        "SELECT definition, plan_hash FROM campaigns WHERE sent_at IS NOT NULL ORDER BY campaign",
        &[],
    )?;
    let mut trials = Vec::new();
    for row in rows {
        let definition =
            Definition::parse(row.text(0)?).map_err(|error| StoreError::Corrupt(error.to_string()))?;
        if definition.waiting_share > 0.0 || !definition.variants.is_empty() {
            trials.push(Trial {
                campaign: definition.campaign.as_str().into(),
                waiting_share: definition.waiting_share,
                waiting_weeks: definition.waiting_weeks,
                seed: definition.seed,
                plan: row.text(1)?.to_owned(),
                variants: definition.variants.into_iter().collect(),
            });
        }
    }
    Ok(trials)
}

fn overrides(tx: &mut dyn Transaction) -> Result<Vec<Override>> {
    let rows = tx.query("SELECT notice, at, reason FROM overrides ORDER BY at, notice", &[])?;
    let word =
        |row: &Row| Ok(Override { notice: name(row, 0)?, at: row.time(1)?, reason: row.text(2)?.to_owned() });
    rows.iter().map(word).collect()
}

/// The wordings of the notices of campaigns that compare some.
fn variants(tx: &mut dyn Transaction) -> Result<Vec<Worded>> {
    let rows = tx.query(
        "SELECT notices.notice, notices.variant, campaigns.definition
         FROM notices JOIN campaigns ON campaigns.campaign = notices.campaign ORDER BY notices.notice",
        &[],
    )?;
    let mut variants = Vec::new();
    for row in rows {
        let definition =
            Definition::parse(row.text(2)?).map_err(|error| StoreError::Corrupt(error.to_string()))?;
        if !definition.variants.is_empty() {
            variants.push(Worded { notice: name(&row, 0)?, variant: row.parse(1)? });
        }
    }
    Ok(variants)
}

fn keep_overrides(tx: &mut dyn Transaction, dataset: &Dataset, names: &Names) -> Result<()> {
    for word in &dataset.overrides {
        tx.execute(
            "INSERT INTO overrides (notice, at, reason) VALUES ($1, $2, $3)",
            &[names.notice(&word.notice)?, word.at.into(), word.reason.as_str().into()],
        )?;
    }
    Ok(())
}

/// How a campaign's rule is read, and whether the campaign is a period of observation.
type Options = (RunRule, UnobservedDays, bool);

/// The options of every campaign, the latest last.
fn campaign_options(tx: &mut dyn Transaction) -> Result<Vec<Options>> {
    let rows = tx.query("SELECT definition, sent_at FROM campaigns ORDER BY created_at, campaign", &[])?;
    let options = |row: &Row| {
        let definition =
            Definition::parse(row.text(0)?).map_err(|error| StoreError::Corrupt(error.to_string()))?;
        Ok((definition.run_rule, definition.unobserved_days, row.time_if_any(1)?.is_none()))
    };
    rows.iter().map(options).collect()
}

/// A dataset has one reading of the rule: that of the periods of observation, whom it selects, if they agree; else
/// the latest campaign's.
fn rule_options(campaigns: &[Options]) -> (RunRule, UnobservedDays) {
    let of = |(run_rule, unobserved_days, _): &Options| (*run_rule, *unobserved_days);
    let mut periods = campaigns.iter().filter(|(_, _, is_period)| *is_period).map(of);
    let agreed = periods.next().filter(|first| periods.all(|other| other == *first));
    agreed.or_else(|| campaigns.last().map(of)).unwrap_or_default()
}

fn notices(tx: &mut dyn Transaction) -> Result<Vec<Notice>> {
    let rows =
        tx.query("SELECT notice, campaign, agent, arm, sent_at, ports FROM notices ORDER BY notice", &[])?;
    let notice = |row: &Row| {
        let (campaign, agent, arm) = (name(row, 1)?, name(row, 2)?, row.parse(3)?);
        Ok(Notice {
            notice: name(row, 0)?,
            campaign,
            agent,
            arm,
            sent_at: row.time_if_any(4)?,
            ports: row.ports(5)?,
        })
    };
    rows.iter().map(notice).collect()
}

fn visits(tx: &mut dyn Transaction) -> Result<Vec<Visit>> {
    let rows = tx.query("SELECT notice, at, page, device FROM visits ORDER BY at, notice", &[])?;
    let visit = |row: &Row| {
        Ok(Visit { notice: name(row, 0)?, at: row.time(1)?, page: row.parse(2)?, device: row.parse(3)? })
    };
    rows.iter().map(visit).collect()
}

fn answers(tx: &mut dyn Transaction) -> Result<Vec<Answer>> {
    let rows = tx.query("SELECT notice, at, button FROM answers ORDER BY at, notice, number", &[])?;
    rows.iter()
        .map(|row| Ok(Answer { notice: name(row, 0)?, at: row.time(1)?, button: row.parse(2)? }))
        .collect()
}

fn cases(tx: &mut dyn Transaction) -> Result<Vec<Case>> {
    let rows = tx.query(
        "SELECT \"case\", notice, opened_at, closed_at, outcome FROM cases ORDER BY opened_at, \"case\"",
        &[],
    )?;
    let case = |row: &Row| {
        let (opened_at, closed_at) = (row.time(2)?, row.time_if_any(3)?);
        Ok(Case {
            case: name(row, 0)?,
            notice: name(row, 1)?,
            opened_at,
            closed_at,
            outcome: row.text(4)?.to_owned(),
        })
    };
    rows.iter().map(case).collect()
}

fn name(row: &Row, column: usize) -> Result<Name> {
    Ok(row.text(column)?.into())
}

/// The ids that a dataset's names get: their own where they are ids, else ones that follow from the name.
struct Names {
    agents: BTreeMap<Name, AgentId>,
    notices: BTreeMap<Name, NoticeId>,
}

impl Names {
    fn of(dataset: &Dataset) -> Self {
        let agents = dataset.agents.iter().map(|agent| {
            (agent.agent.clone(), id(&agent.agent, |chance| AgentId::at(agent.enrolled_at, chance)))
        });
        let notices = dataset.notices.iter().map(|notice| {
            let at = notice.sent_at.unwrap_or(Timestamp::UNIX_EPOCH);
            (notice.notice.clone(), id(&notice.notice, |chance| NoticeId::at(at, chance)))
        });
        Self { agents: agents.collect(), notices: notices.collect() }
    }

    fn agent(&self, name: &Name) -> Result<Value> {
        self.agents.get(name).map(text).ok_or_else(|| unnamed("agent", name))
    }

    fn notice(&self, name: &Name) -> Result<Value> {
        self.notices.get(name).map(text).ok_or_else(|| unnamed("notice", name))
    }
}

fn unnamed(what: &str, name: &Name) -> StoreError {
    StoreError::Corrupt(format!("the {what} {name} has no row"))
}

fn id<I: FromStr>(name: &Name, make: impl FnOnce([u8; 10]) -> I) -> I {
    name.parse().unwrap_or_else(|_| {
        let digest = Sha256::digest(name.as_bytes());
        let mut chance = [0; 10];
        chance.copy_from_slice(&digest[..10]);
        make(chance)
    })
}

fn keep_agents(tx: &mut dyn Transaction, dataset: &Dataset, names: &Names) -> Result<()> {
    for agent in &dataset.agents {
        let agent_id = names.agent(&agent.agent)?;
        // No token has this for its hash, so nobody can call as an imported agent.
        let token_hash = format!("imported {}", agent.agent);
        tx.execute(
            "INSERT INTO agents (agent, token_hash, platform, language, app_version, consent_version, agreed_at,
                 enrolled_at)
             VALUES ($1, $2, $3, 'ja', '', $4, $5, $5)",
            &[
                agent_id,
                token_hash.into(),
                agent.platform.word().into(),
                i64::from(CONSENT_VERSION).into(),
                agent.enrolled_at.into(),
            ],
        )?;
    }
    Ok(())
}

fn keep_observations(tx: &mut dyn Transaction, dataset: &Dataset, names: &Names) -> Result<()> {
    for seen in &dataset.observations {
        tx.execute(
            "INSERT INTO observations (agent, observed_at, protocol, port, state, scan)
             VALUES ($1, $2, $3, $4, $5, '')",
            &[
                names.agent(&seen.agent)?,
                seen.observed_at.into(),
                text(seen.port.protocol),
                i64::from(seen.port.number).into(),
                seen.state.word().into(),
            ],
        )?;
    }
    Ok(())
}

fn keep_campaigns(tx: &mut dyn Transaction, dataset: &Dataset) -> Result<()> {
    let time_zone = dataset.time_zone.iana_name().unwrap_or("UTC").to_owned();
    for campaign in &dataset.campaigns {
        let trial = dataset.trials.iter().find(|trial| trial.campaign == campaign.campaign);
        let definition = Definition {
            campaign: campaign.campaign.to_string(),
            platforms: campaign.platforms.iter().copied().collect(),
            ports: campaign.ports.iter().copied().collect(),
            from: campaign.from,
            until: campaign.until,
            time_zone: time_zone.clone(),
            run_rule: dataset.run_rule,
            unobserved_days: dataset.unobserved_days,
            landing: campaign.landing,
            waiting_share: trial.map_or(0.0, |trial| trial.waiting_share),
            waiting_weeks: trial.map_or(5, |trial| trial.waiting_weeks),
            seed: trial.map_or(0, |trial| trial.seed),
            variants: dataset.compared(&campaign.campaign).into_iter().collect(),
        };
        let definition = readable(&definition)?;
        let sent_at = campaign.sent_on.map(|date| midnight(date, &dataset.time_zone)).transpose()?;
        let state = if sent_at.is_some() { "sent" } else { "draft" };
        tx.execute(
            "INSERT INTO campaigns (campaign, definition, created_at, state, sent_at, plan_hash)
             VALUES ($1, $2, $3, $4, $5, $6)",
            &[
                campaign.campaign.as_ref().into(),
                definition.into(),
                midnight(campaign.from, &dataset.time_zone)?.into(),
                state.into(),
                sent_at.into(),
                trial.map_or("", |trial| &trial.plan).into(),
            ],
        )?;
    }
    Ok(())
}

/// The text of a campaign from elsewhere, which may say what no campaign file may.
fn readable(definition: &Definition) -> Result<String> {
    let text = toml::to_string(definition).map_err(|error| StoreError::Corrupt(error.to_string()))?;
    match Definition::parse(&text) {
        Ok(_) => Ok(text),
        Err(error) => Err(StoreError::Corrupt(format!("campaign {:?}: {}", definition.campaign, error.what))),
    }
}

fn keep_notices(tx: &mut dyn Transaction, dataset: &Dataset, names: &Names) -> Result<()> {
    let variants: BTreeMap<&Name, Variant> =
        dataset.variants.iter().map(|worded| (&worded.notice, worded.variant)).collect();
    for notice in &dataset.notices {
        let variant = variants.get(&notice.notice).copied().unwrap_or_default();
        let due_at =
            notice.sent_at.unwrap_or(Timestamp::from_microsecond(i64::MAX).unwrap_or(Timestamp::MAX));
        tx.execute(
            "INSERT INTO notices
                 (notice, campaign, agent, arm, variant, ports, network, address, token_hash, due_at, sent_at, state)
             VALUES ($1, $2, $3, $4, $5, $6, '', '', $7, $8, $9, 'ended')",
            &[
                names.notice(&notice.notice)?,
                notice.campaign.as_ref().into(),
                names.agent(&notice.agent)?,
                notice.arm.word().into(),
                variant.word().into(),
                row::ports(&notice.ports),
                format!("imported {}", notice.notice).into(),
                due_at.into(),
                notice.sent_at.into(),
            ],
        )?;
    }
    Ok(())
}

fn keep_pages(tx: &mut dyn Transaction, dataset: &Dataset, names: &Names) -> Result<()> {
    for visit in &dataset.visits {
        tx.execute(
            "INSERT INTO visits (notice, at, page, device) VALUES ($1, $2, $3, $4)",
            &[
                names.notice(&visit.notice)?,
                visit.at.into(),
                visit.page.word().into(),
                visit.device.word().into(),
            ],
        )?;
    }
    let agent_of: BTreeMap<&Name, &Name> =
        dataset.notices.iter().map(|notice| (&notice.notice, &notice.agent)).collect();
    let agent = |notice: &Name| agent_of.get(notice).ok_or_else(|| unnamed("notice", notice));
    for (number, answer) in (1_i64..).zip(&dataset.answers) {
        tx.execute(
            "INSERT INTO answers (notice, number, agent, page, button, at) VALUES ($1, $2, $3, '', $4, $5)",
            &[
                names.notice(&answer.notice)?,
                number.into(),
                names.agent(agent(&answer.notice)?)?,
                text(answer.button),
                answer.at.into(),
            ],
        )?;
    }
    for case in &dataset.cases {
        let case_id = id(&case.case, |chance| CaseId::at(case.opened_at, chance));
        tx.execute(
            "INSERT INTO cases (\"case\", agent, notice, opened_at, closed_at, outcome) VALUES ($1, $2, $3, $4, $5, $6)",
            &[
                text(case_id),
                names.agent(agent(&case.notice)?)?,
                names.notice(&case.notice)?,
                case.opened_at.into(),
                case.closed_at.into(),
                case.outcome.as_str().into(),
            ],
        )?;
    }
    Ok(())
}

fn midnight(date: Date, zone: &TimeZone) -> Result<Timestamp> {
    let zoned =
        date.to_zoned_datetime(zone.clone()).map_err(|error| StoreError::Corrupt(error.to_string()))?;
    Ok(zoned.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    const DEFAULT: (RunRule, UnobservedDays) = (RunRule::Whole, UnobservedDays::Break);
    const OTHER: (RunRule, UnobservedDays) = (RunRule::Any, UnobservedDays::Bridge);

    #[test]
    fn a_dataset_states_the_options_of_its_periods_if_they_agree_and_else_of_its_latest_campaign() {
        let period = |options: (RunRule, UnobservedDays)| (options.0, options.1, true);
        let sent = |options: (RunRule, UnobservedDays)| (options.0, options.1, false);
        assert_eq!(rule_options(&[]), DEFAULT);
        assert_eq!(rule_options(&[sent(OTHER), period(OTHER)]), OTHER);
        assert_eq!(rule_options(&[sent(DEFAULT), sent(OTHER)]), OTHER);
        assert_eq!(rule_options(&[period(OTHER), period(OTHER), sent(DEFAULT)]), OTHER);
        assert_eq!(rule_options(&[period(OTHER), period(DEFAULT), sent(OTHER)]), OTHER);
        assert_eq!(rule_options(&[period(OTHER), period(DEFAULT)]), DEFAULT);
    }
}
