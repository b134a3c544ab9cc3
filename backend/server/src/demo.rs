//! `demo`: the whole loop on a small internet inside this process.
//!
//! Two hundred homes stand on addresses of their own in 127.0.0.0/8, with real listeners behind their open ports
//! and a real agent each, which calls over HTTP from its home's address. Only the clock is not the world's: two
//! months pass in well under a minute. Nothing else is pretended, and the same seed gives the same tables.

mod browser;
pub mod internet;
mod invitation;
mod neighbourhood;
mod operator;
mod person;
mod stay;
mod story;

use std::io::Write;
use std::net::SocketAddr;

use clap::Args;

use crate::command::evaluate::text::text;
use story::Story;

/// How the demo runs.
#[derive(Debug, Args)]
pub struct Arguments {
    /// End after the tables instead of staying up.
    #[arg(long)]
    exit: bool,
    /// What chance does.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many homes there are.
    #[arg(long, default_value_t = 200, value_parser = clap::value_parser!(u16).range(20..=1000))]
    homes: u16,
    /// How many homes have their page to click on at the end, where as many are left.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..))]
    pages: u16,
    /// Where to listen; a free port by default.
    #[arg(long, default_value = "127.0.0.1:0")]
    listen: SocketAddr,
}

/// Tells the story, prints the tables, and stays up for a visitor unless told otherwise.
pub async fn run(arguments: Arguments, out: &mut impl Write) -> anyhow::Result<()> {
    let mut story = Story::begin(arguments.seed, arguments.homes, arguments.listen).await?;
    let evaluation = story.tell().await?;
    text(&evaluation, out)?;
    out.flush()?;
    if arguments.exit { story.end().await } else { stay::stay(story, arguments.pages, out).await }
}
