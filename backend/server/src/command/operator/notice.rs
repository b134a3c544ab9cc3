//! `operator notice`: a new address for a page whose old one fell into the wrong hands.

use std::io::Write;

use akabeko_shared::NoticeId;
use anyhow::bail;
use clap::{Args, Subcommand};

use super::super::open::Place;
use crate::secret;

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Task {
    /// Give the page of a notice a new address: the old one, and whatever was opened by it, leads nowhere from now
    /// on. The app finds the new one by itself.
    ReplaceAddress(ReplaceAddress),
}

/// Which notice.
#[derive(Debug, Args)]
pub struct ReplaceAddress {
    #[command(flatten)]
    place: Place,
    /// The notice's id.
    notice: NoticeId,
}

/// Does it.
pub(super) async fn run(task: Task, out: &mut impl Write) -> anyhow::Result<()> {
    match task {
        Task::ReplaceAddress(arguments) => replace_address(arguments, out).await,
    }
}

async fn replace_address(arguments: ReplaceAddress, out: &mut impl Write) -> anyhow::Result<()> {
    let (app, notice) = (arguments.place.app().await?, arguments.notice);
    let secret = app.secret.clone();
    let anew = move |serial| secret::hash(secret.page_token(notice, serial));
    match app.by_command("notice.replace-address", notice, "").replace_page_address(notice, anew).await? {
        None => bail!("find a notice {notice} that was sent: list those of a campaign with `export`"),
        Some(times) => writeln!(out, "the page of {notice} has a new address; that makes {times} so far")?,
    }
    Ok(())
}
