//! `export` and `import`: everything as a dataset, a folder of CSV files that `evaluate` and other tools read.

use std::io::Write;
use std::path::PathBuf;

use akabeko_core::evaluate::Dataset;
use akabeko_core::evaluate::pseudonyms::{Thing, pseudonymous};
use anyhow::{Context, bail};
use clap::Args;
use data_encoding::BASE32_NOPAD;

use super::open::Place;
use crate::dataset;
use crate::dataset::progress::during;
use crate::secret::Secret;

/// Where to write.
#[derive(Debug, Args)]
pub struct Export {
    #[command(flatten)]
    place: Place,
    /// Give agents, notices and cases names that only this installation's key leads back from, the same ones each
    /// time, and leave out what operators wrote in their own words.
    #[arg(long)]
    pseudonyms: bool,
    /// A folder that does not exist yet, or is empty.
    folder: PathBuf,
}

/// What to read.
#[derive(Debug, Args)]
pub struct Import {
    #[command(flatten)]
    place: Place,
    /// The folder of a dataset.
    folder: PathBuf,
}

/// Writes everything as a dataset. Addresses, evidence and tokens are no part of it.
pub async fn export(arguments: Export, out: &mut impl Write) -> anyhow::Result<()> {
    let folder = &arguments.folder;
    let is_taken = folder.read_dir().is_ok_and(|mut entries| entries.next().is_some());
    if is_taken || folder.is_file() {
        bail!("{} is not empty; nothing was written", folder.display());
    }
    let zone = arguments.place.config()?.zone();
    let everything = if arguments.pseudonyms {
        let app = arguments.place.app().await?;
        pseudonymised(app.store.dataset(zone).await?, &app.secret)
    } else {
        arguments.place.store().await?.dataset(zone).await?
    };
    during("writing the dataset", || dataset::write(&everything, folder))
        .with_context(|| format!("failed to write {}", folder.display()))?;
    Ok(writeln!(out, "{}", folder.display())?)
}

/// A dataset under names that only this installation's key leads back from.
pub(crate) fn pseudonymised(everything: Dataset, secret: &Secret) -> Dataset {
    pseudonymous(everything, |thing, name| pseudonym(secret, thing, name))
}

/// 80 bits that follow from the name and the installation's key.
fn pseudonym(secret: &Secret, thing: Thing, name: &str) -> String {
    let key = secret.key_for(&format!("pseudonym {thing:?} {name}"));
    BASE32_NOPAD.encode(&key[..10]).to_ascii_lowercase()
}

/// Reads a dataset into an empty store. A bad file is refused whole, and nothing is written.
pub async fn import(arguments: Import, out: &mut impl Write) -> anyhow::Result<()> {
    let read = during("reading the dataset", || dataset::read(&arguments.folder))?;
    let (agents, observations) = (read.agents.len(), read.observations.len());
    if !arguments.place.store().await?.import(read).await.context("failed to keep the dataset")? {
        bail!("the store is not empty; import into a new data folder (--data), nothing was changed");
    }
    Ok(writeln!(out, "{agents} agents, {observations} observations")?)
}
