//! `backup` and `restore`: a copy of the embedded store, made while it is in use and put back as a whole.

use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context, bail};
use clap::Args;

use super::open::Place;

/// Where to copy to.
#[derive(Debug, Args)]
pub struct Backup {
    #[command(flatten)]
    place: Place,
    /// The new file.
    into: PathBuf,
}

/// What to put back.
#[derive(Debug, Args)]
pub struct Restore {
    #[command(flatten)]
    place: Place,
    /// The copy.
    from: PathBuf,
}

/// Copies the store into a new file. The key is not in it: keep `secret.key` apart from it.
pub async fn backup(arguments: Backup, out: &mut impl Write) -> anyhow::Result<()> {
    if arguments.into.exists() {
        bail!("{} exists already; nothing was written", arguments.into.display());
    }
    let store = arguments.place.store().await?;
    store.backup(&arguments.into).await.context("failed to copy the store")?;
    Ok(writeln!(out, "{}", arguments.into.display())?)
}

/// Puts a copy in place of a store that does not exist yet, so that nothing is overwritten.
pub fn restore(arguments: &Restore, out: &mut impl Write) -> anyhow::Result<()> {
    let config = arguments.place.config()?;
    let target = PathBuf::from(config.database());
    if config.database.is_some() {
        bail!("a PostgreSQL store is restored with pg_restore");
    }
    let beside = |ending: &str| PathBuf::from(format!("{}{ending}", target.display()));
    if let Some(taken) =
        [target.clone(), beside("-wal"), beside("-shm")].into_iter().find(|path| path.exists())
    {
        bail!("{} exists already; move it away first, nothing was changed", taken.display());
    }
    let mut head = [0; 16];
    let mut copy = std::fs::File::open(&arguments.from)
        .with_context(|| format!("failed to open {}", arguments.from.display()))?;
    std::io::Read::read_exact(&mut copy, &mut head).context("failed to read the copy: it is too short")?;
    if &head != b"SQLite format 3\0" {
        bail!("{} is not a copy of a store; nothing was changed", arguments.from.display());
    }
    std::fs::create_dir_all(&config.data)?;
    let unfinished = beside(".restoring");
    std::fs::copy(&arguments.from, &unfinished)
        .and_then(|_| std::fs::File::open(&unfinished)?.sync_all())
        .and_then(|()| std::fs::rename(&unfinished, &target))
        .context("failed to put the copy in place")?;
    Ok(writeln!(out, "{}", target.display())?)
}
