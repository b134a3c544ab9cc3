//! `simulate`: a dataset of a world whose truth is known, in the form that `evaluate` reads.

use std::io::Write;
use std::path::PathBuf;

use akabeko_core::simulate::{Scenario, Written, preset, simulate};
use anyhow::Context;

use super::WrongUsage;
use crate::dataset::{self, progress::during};

/// Make up a study: a dataset of a world whose truth is known.
#[derive(Clone, Debug, clap::Args)]
pub struct Arguments {
    /// Which world: the paper's setting, a trial in which half waits, or one that compares wordings as well.
    #[arg(long, value_enum, default_value_t = Preset::Paper)]
    pub preset: Preset,
    /// A world of your own (TOML) instead of a preset.
    #[arg(long, value_name = "FILE", conflicts_with = "preset")]
    pub scenario: Option<PathBuf>,
    /// What decides every chance: the same seed gives the same files.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// How many agents, in the world's proportions of platforms.
    #[arg(long)]
    pub agents: Option<usize>,
    /// Which observations are written: of ports that were ever open at an agent, or of all 23.
    #[arg(long, value_enum, default_value_t = Ports::Exposed)]
    pub ports: Ports,
    /// A folder that is not there yet, or is empty.
    #[arg(long, value_name = "FOLDER", required_unless_present = "show")]
    pub dataset: Option<PathBuf>,
    /// Print the world as a file to start from, and do nothing else.
    #[arg(long)]
    pub show: bool,
}

/// A world that is ready to use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Preset {
    /// About 1,000 agents, four campaigns and a natural month.
    Paper,
    /// 2,000 agents, one campaign about every port, half of it told five weeks later.
    Trial,
    /// The same trial with three wordings of its message.
    Wordings,
}

/// Which observations are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Ports {
    /// Of ports that were open at that agent at least once.
    Exposed,
    /// Of all 23.
    All,
}

/// Simulates and writes the dataset.
///
/// # Errors
/// When the scenario is wrong, the folder is taken, or a file cannot be written.
pub fn run(arguments: &Arguments, out: &mut impl Write) -> anyhow::Result<()> {
    let mut scenario = scenario(arguments)?;
    if let Some(agents) = arguments.agents {
        scenario = scenario.with_agents(agents);
    }
    if arguments.show {
        return write!(out, "{}", toml::to_string(&scenario)?).context("failed to write the scenario");
    }
    let folder = arguments.dataset.as_ref();
    let folder = folder.ok_or_else(|| WrongUsage("--dataset names the folder to write".to_owned()))?;
    let written = match arguments.ports {
        Ports::Exposed => Written::Exposed,
        Ports::All => Written::All,
    };
    let made = during("simulating", || simulate(&scenario, arguments.seed, written));
    during("writing the dataset", || dataset::write(&made, folder))?;
    let (agents, observations) = (made.agents.len(), made.observations.len());
    Ok(writeln!(out, "{agents} agents, {observations} observations, {} notices", made.notices.len())?)
}

fn scenario(arguments: &Arguments) -> anyhow::Result<Scenario> {
    let Some(path) = &arguments.scenario else {
        return Ok(match arguments.preset {
            Preset::Paper => preset::paper(),
            Preset::Trial => preset::trial(),
            Preset::Wordings => preset::wordings(),
        });
    };
    let shown = path.display();
    let text = std::fs::read_to_string(path).with_context(|| format!("failed to read {shown}"))?;
    Scenario::parse(&text).map_err(|error| anyhow::anyhow!("{shown}:{error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(dataset: PathBuf) -> Arguments {
        Arguments {
            preset: Preset::Paper,
            scenario: None,
            seed: 1,
            agents: Some(40),
            ports: Ports::Exposed,
            dataset: Some(dataset),
            show: false,
        }
    }

    fn run(arguments: &Arguments) -> anyhow::Result<String> {
        let mut out = Vec::new();
        super::run(arguments, &mut out)?;
        Ok(String::from_utf8(out).unwrap())
    }

    #[test]
    fn the_same_seed_writes_the_same_bytes_and_they_read_back() {
        let folder = tempfile::tempdir().unwrap();
        let [one, two] = ["one", "two"].map(|name| folder.path().join(name));
        run(&arguments(one.clone())).unwrap();
        run(&arguments(two.clone())).unwrap();
        for entry in one.read_dir().unwrap() {
            let name = entry.unwrap().file_name();
            let read = |folder: &PathBuf| std::fs::read(folder.join(&name)).unwrap();
            assert_eq!(read(&one), read(&two), "{name:?}");
        }
        assert_eq!(dataset::read(&one).unwrap().agents.len(), 40);
    }

    #[test]
    fn a_world_is_shown_changed_and_read() {
        let folder = tempfile::tempdir().unwrap();
        let shown = run(&Arguments { show: true, ..arguments("unused".into()) }).unwrap();
        let path = folder.path().join("world.toml");
        std::fs::write(&path, shown.replace("reach = 0.47", "reach = 1.0")).unwrap();
        let mine = Arguments { scenario: Some(path.clone()), ..arguments(folder.path().join("made")) };
        assert!(run(&mine).unwrap().starts_with("40 agents, "));
        std::fs::write(&path, shown.replace("reach = 0.47", "reach = 1.5")).unwrap();
        let error = run(&mine).unwrap_err().to_string();
        assert!(error.ends_with("reach: 1.5 is not a share from 0 to 1"), "{error}");
    }
}
