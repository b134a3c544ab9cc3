//! Reads a dataset, and refuses it whole if a row is wrong or refers to nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use akabeko_core::evaluate::Dataset;
use akabeko_core::evaluate::dataset::{
    Agent, Answer, Campaign, Case, Name, Notice, Override, Trial, Visit, Worded,
};
use akabeko_shared::survey::Button;
use akabeko_shared::{Observation, Port};
use jiff::Timestamp;

use super::cell::{date, flag, list, name, number, optional, port_number, share, time, words};
use super::codebook::Codebook;
use super::names::Names;
use super::table::{BadInput, Row, Table};
use super::{
    AGENTS, ANSWERS, CAMPAIGNS, CASES, COMPARED, NOTICES, OBSERVATIONS, OVERRIDES, TRIALS, VARIANTS, VISITS,
};

/// Names with a meaning of their own in the results.
const RESERVED: [&str; 4] = ["all", "mean", "natural", "pooled"];

/// Reads the dataset in a folder.
///
/// # Errors
/// With [`BadInput`] inside when a file says something wrong; otherwise when it cannot be read.
pub fn read(folder: &Path) -> anyhow::Result<Dataset> {
    let codebook = Codebook::read(folder)?;
    let open = |file: &str, columns| Table::open(&folder.join(file), columns);
    let (mut agents_seen, mut campaigns_seen) = (Names::of("agents.csv"), Names::of("campaigns.csv"));
    let agents = agents(&open("agents.csv", AGENTS)?, &mut agents_seen)?;
    let observations = open("observations.csv", OBSERVATIONS)?;
    let observations = observations.rows(|row| observation(row, |text| agents_seen.known(text)))?;
    let campaigns = campaigns(&open("campaigns.csv", CAMPAIGNS)?, &mut campaigns_seen)?;
    let notices = notices(&open("notices.csv", NOTICES)?, &agents_seen, &campaigns_seen, &campaigns)?;
    let told = Told(notices.iter().map(|notice| (&*notice.notice, notice)).collect());
    let visits = open("visits.csv", VISITS)?.rows(|row| visit(row, &told))?;
    let answers = open("answers.csv", ANSWERS)?.rows(|row| answer(row, &told))?;
    let cases = cases(&open("cases.csv", CASES)?, &told)?;
    let if_any = |file: &str, columns| Table::open_if_any(&folder.join(file), columns);
    let trials = if_any("trials.csv", TRIALS)?
        .map(|table| trials(&table.or_with(COMPARED), &campaigns_seen))
        .transpose()?;
    let overrides = if_any("overrides.csv", OVERRIDES)?;
    let overrides = overrides.map(|table| table.rows(|row| override_row(row, &told))).transpose()?;
    let variants = if_any("variants.csv", VARIANTS)?.map(|table| variants(&table, &told)).transpose()?;
    Ok(Dataset {
        agents,
        observations,
        campaigns,
        notices,
        visits,
        answers,
        cases,
        trials: trials.unwrap_or_default(),
        overrides: overrides.unwrap_or_default(),
        variants: variants.unwrap_or_default(),
        time_zone: codebook.time_zone,
        run_rule: codebook.run_rule,
        unobserved_days: codebook.unobserved_days,
    })
}

/// Reads observations alone, of whatever agents; `-` is standard input.
///
/// # Errors
/// As for [`read`].
pub fn read_observations(path: &Path) -> anyhow::Result<Vec<Observation<Name>>> {
    let mut agents = Names::of("agents.csv");
    let table = Table::open(path, OBSERVATIONS)?;
    Ok(table.rows(|row| observation(row, |text| agents.any(text)))?)
}

fn agents(table: &Table, names: &mut Names) -> Result<Vec<Agent>, BadInput> {
    table.rows(|row| {
        Ok(Agent {
            agent: row.cell("agent", |text| names.given(text))?,
            platform: row.cell("platform", str::parse)?,
            enrolled_at: row.cell("enrolled_at", time)?,
        })
    })
}

fn observation(
    row: &Row<'_>,
    agent: impl FnOnce(&str) -> Result<Name, String>,
) -> Result<Observation<Name>, String> {
    Ok(Observation {
        agent: row.cell("agent", agent)?,
        observed_at: row.cell("observed_at", time)?,
        port: Port { protocol: row.cell("protocol", protocol)?, number: row.cell("port", port_number)? },
        state: row.cell("state", str::parse)?,
    })
}

fn protocol(text: &str) -> Result<akabeko_shared::Protocol, String> {
    text.parse().map_err(|_| format!("{text:?} is not a protocol: expected tcp or udp"))
}

fn campaigns(table: &Table, names: &mut Names) -> Result<Vec<Campaign>, BadInput> {
    table.rows(|row| {
        let campaign = Campaign {
            campaign: row.cell("campaign", |text| names.given(text))?,
            sent_on: row.cell("sent_on", optional(date))?,
            platforms: row.cell("platforms", list(str::parse))?,
            ports: row.cell("ports", list(str::parse::<Port>))?,
            from: row.cell("from", date)?,
            until: row.cell("until", date)?,
            landing: row.cell("landing", flag)?,
        };
        if RESERVED.contains(&&*campaign.campaign) {
            return Err(format!("campaign: {:?} has a meaning of its own in the results", campaign.campaign));
        }
        if campaign.until < campaign.from {
            return Err(format!("until: {} is before {}", campaign.until, campaign.from));
        }
        Ok(campaign)
    })
}

fn notices(
    table: &Table,
    agents: &Names,
    campaign_names: &Names,
    campaigns: &[Campaign],
) -> Result<Vec<Notice>, BadInput> {
    let mut names = Names::of("notices.csv");
    let observed: BTreeSet<&str> = campaigns
        .iter()
        .filter(|campaign| campaign.sent_on.is_none())
        .map(|campaign| &*campaign.campaign)
        .collect();
    table.rows(|row| {
        let notice = Notice {
            notice: row.cell("notice", |text| names.given(text))?,
            campaign: row.cell("campaign", |text| campaign_names.known(text))?,
            agent: row.cell("agent", |text| agents.known(text))?,
            arm: row.cell("arm", str::parse)?,
            sent_at: row.cell("sent_at", optional(time))?,
            ports: row.cell("ports", list(str::parse::<Port>))?,
        };
        if notice.sent_at.is_some() && observed.contains(&*notice.campaign) {
            return Err(format!(
                "sent_at: {:?} is a period of observation, it sends nothing",
                notice.campaign
            ));
        }
        Ok(notice)
    })
}

/// The notices by name.
struct Told<'a>(BTreeMap<&'a str, &'a Notice>);

impl<'a> Told<'a> {
    fn notice(&self, text: &str) -> Result<&'a Notice, String> {
        let text = name(text)?;
        self.0.get(text).copied().ok_or_else(|| format!("{text:?} is not in notices.csv"))
    }
}

fn visit(row: &Row<'_>, told: &Told<'_>) -> Result<Visit, String> {
    let notice = row.cell("notice", |text| told.notice(text))?;
    Ok(Visit {
        notice: notice.notice.clone(),
        at: row.cell("at", |text| since_sent(notice, text))?,
        page: row.cell("page", str::parse)?,
        device: row.cell("device", str::parse)?,
    })
}

fn answer(row: &Row<'_>, told: &Told<'_>) -> Result<Answer, String> {
    let notice = row.cell("notice", |text| told.notice(text))?;
    let button: Button = row.cell("button", str::parse)?;
    match button {
        Button::Intent(port, _) | Button::Ability(port, _) | Button::Step(port, ..)
            if !notice.ports.contains(&port) =>
        {
            Err(format!("button: {button} asks about {port}, but the notice is not about that port"))
        }
        Button::Network(_)
        | Button::Intent(..)
        | Button::Ability(..)
        | Button::Here(_)
        | Button::Mine(_)
        | Button::Later
        | Button::Step(..) => {
            let at = row.cell("at", |text| since_sent(notice, text))?;
            Ok(Answer { notice: notice.notice.clone(), at, button })
        }
    }
}

/// A time at which a notice had been sent.
fn since_sent(notice: &Notice, text: &str) -> Result<Timestamp, String> {
    let at = time(text)?;
    match notice.sent_at {
        None => Err(format!("notice {:?} has not been sent", notice.notice)),
        Some(sent_at) if at < sent_at => {
            Err(format!("{at} is before notice {:?} was sent, at {sent_at}", notice.notice))
        }
        Some(_) => Ok(at),
    }
}

fn trials(table: &Table, campaigns: &Names) -> Result<Vec<Trial>, BadInput> {
    let mut seen = BTreeSet::new();
    table.rows(|row| {
        let trial = Trial {
            campaign: row.cell("campaign", |text| campaigns.known(text))?,
            waiting_share: row.cell("waiting_share", share)?,
            waiting_weeks: row.cell("waiting_weeks", number)?,
            seed: row.cell("seed", number)?,
            plan: row.cell("plan", words)?.to_owned(),
            variants: row.cell("variants", optional(list(str::parse)))?.unwrap_or_default(),
        };
        let is_new = seen.insert(trial.campaign.clone());
        if is_new { Ok(trial) } else { Err(format!("campaign: {:?} is there twice", trial.campaign)) }
    })
}

fn variants(table: &Table, told: &Told<'_>) -> Result<Vec<Worded>, BadInput> {
    let mut seen = BTreeSet::new();
    table.rows(|row| {
        let notice = row.cell("notice", |text| told.notice(text))?.notice.clone();
        if !seen.insert(notice.clone()) {
            return Err(format!("notice: {notice:?} is there twice"));
        }
        Ok(Worded { notice, variant: row.cell("variant", str::parse)? })
    })
}

fn override_row(row: &Row<'_>, told: &Told<'_>) -> Result<Override, String> {
    Ok(Override {
        notice: row.cell("notice", |text| told.notice(text))?.notice.clone(),
        at: row.cell("at", time)?,
        reason: row.cell("reason", words)?.to_owned(),
    })
}

fn cases(table: &Table, told: &Told<'_>) -> Result<Vec<Case>, BadInput> {
    let mut names = Names::of("cases.csv");
    table.rows(|row| {
        Ok(Case {
            case: row.cell("case", |text| names.given(text))?,
            notice: row.cell("notice", |text| told.notice(text))?.notice.clone(),
            opened_at: row.cell("opened_at", time)?,
            closed_at: row.cell("closed_at", optional(time))?,
            outcome: row.cell("outcome", words)?.to_owned(),
        })
    })
}
