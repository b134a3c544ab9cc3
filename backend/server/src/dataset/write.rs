//! Writes a dataset so that it reads back the same.

use std::fmt::Display;
use std::path::Path;

use akabeko_core::evaluate::Dataset;
use akabeko_core::evaluate::dataset::{
    Agent, Answer, Campaign, Case, Name, Notice, Override, Trial, Visit, Worded,
};
use akabeko_shared::Observation;
use anyhow::Context;

use super::codebook::Codebook;
use super::guard::guarded;
use super::whole;
use super::{
    AGENTS, ANSWERS, CAMPAIGNS, CASES, COMPARED, NOTICES, OBSERVATIONS, OVERRIDES, TRIALS, VARIANTS, VISITS,
};

/// A script that draws figures 8 and 9 from the files.
const FIGURES: &str = include_str!("figures.R");

/// Writes all files of a dataset into a folder that is not there yet or is empty.
///
/// # Errors
/// When the folder is taken or a file cannot be written; nothing is left behind then.
pub fn write(dataset: &Dataset, folder: &Path) -> anyhow::Result<()> {
    whole::write(folder, |folder| files(dataset, folder))
}

fn files(dataset: &Dataset, folder: &Path) -> anyhow::Result<()> {
    table(folder, "agents.csv", AGENTS, dataset.agents.iter().map(agent))?;
    table(folder, "observations.csv", OBSERVATIONS, dataset.observations.iter().map(observation))?;
    table(folder, "campaigns.csv", CAMPAIGNS, dataset.campaigns.iter().map(campaign))?;
    table(folder, "notices.csv", NOTICES, dataset.notices.iter().map(notice))?;
    table(folder, "visits.csv", VISITS, dataset.visits.iter().map(visit))?;
    table(folder, "answers.csv", ANSWERS, dataset.answers.iter().map(answer))?;
    table(folder, "cases.csv", CASES, dataset.cases.iter().map(case))?;
    if !dataset.trials.is_empty() {
        table(folder, "trials.csv", &[TRIALS, COMPARED].concat(), dataset.trials.iter().map(trial))?;
    }
    if !dataset.overrides.is_empty() {
        table(folder, "overrides.csv", OVERRIDES, dataset.overrides.iter().map(override_row))?;
    }
    if !dataset.variants.is_empty() {
        table(folder, "variants.csv", VARIANTS, dataset.variants.iter().map(worded))?;
    }
    std::fs::write(folder.join("figures.R"), FIGURES).context("failed to write figures.R")?;
    std::fs::write(folder.join("README.md"), Codebook::text(dataset)).context("failed to write README.md")
}

fn table<const N: usize>(
    folder: &Path,
    file: &str,
    columns: &[&str],
    rows: impl Iterator<Item = [String; N]>,
) -> anyhow::Result<()> {
    let write = || -> Result<(), csv::Error> {
        let mut writer = csv::Writer::from_path(folder.join(file))?;
        writer.write_record(columns)?;
        for row in rows {
            writer.write_record(row)?;
        }
        Ok(writer.flush()?)
    };
    write().with_context(|| format!("failed to write {file}"))
}

fn agent(agent: &Agent) -> [String; 3] {
    [named(&agent.agent), agent.platform.word().to_owned(), agent.enrolled_at.to_string()]
}

fn observation(seen: &Observation<Name>) -> [String; 5] {
    [
        named(&seen.agent),
        seen.observed_at.to_string(),
        seen.port.protocol.to_string(),
        seen.port.number.to_string(),
        seen.state.to_string(),
    ]
}

fn campaign(campaign: &Campaign) -> [String; 7] {
    [
        named(&campaign.campaign),
        optional(campaign.sent_on),
        joined(campaign.platforms.iter().map(|platform| platform.word())),
        joined(&campaign.ports),
        campaign.from.to_string(),
        campaign.until.to_string(),
        campaign.landing.to_string(),
    ]
}

fn notice(notice: &Notice) -> [String; 6] {
    [
        named(&notice.notice),
        named(&notice.campaign),
        named(&notice.agent),
        notice.arm.word().to_owned(),
        optional(notice.sent_at),
        joined(&notice.ports),
    ]
}

fn visit(visit: &Visit) -> [String; 4] {
    [named(&visit.notice), visit.at.to_string(), visit.page.word().to_owned(), visit.device.word().to_owned()]
}

fn answer(answer: &Answer) -> [String; 3] {
    [named(&answer.notice), answer.at.to_string(), answer.button.to_string()]
}

fn case(case: &Case) -> [String; 5] {
    [
        named(&case.case),
        named(&case.notice),
        case.opened_at.to_string(),
        optional(case.closed_at),
        named(&case.outcome),
    ]
}

fn trial(trial: &Trial) -> [String; 6] {
    [
        named(&trial.campaign),
        trial.waiting_share.to_string(),
        trial.waiting_weeks.to_string(),
        trial.seed.to_string(),
        trial.plan.clone(),
        joined(trial.variants.iter().map(|variant| variant.word())),
    ]
}

fn override_row(word: &Override) -> [String; 3] {
    [named(&word.notice), word.at.to_string(), named(&word.reason)]
}

fn worded(worded: &Worded) -> [String; 2] {
    [named(&worded.notice), worded.variant.word().to_owned()]
}

fn named(name: &str) -> String {
    guarded(name).into_owned()
}

fn optional<T: Display>(value: Option<T>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

fn joined<T: Display>(items: impl IntoIterator<Item = T>) -> String {
    items.into_iter().map(|item| item.to_string()).collect::<Vec<_>>().join(" ")
}
