//! `cargo xtask bench scan`: the scanner and its peers against a town whose every open port is known.
//!
//! The town is a network namespace with up to 65,536 addresses, the scanner is in another, and there is no way out of
//! either ([`lab`]). What is open where follows from a seed (`akabeko_lab::home`), so every finding can be held
//! against the truth ([`score`]).

mod daemons;
mod forbidden;
mod hostile;
mod lab;
mod link;
mod measure;
mod ours;
mod peer;
mod programs;
mod race;
mod score;
mod table;
#[cfg(test)]
mod tests;

use anyhow::{Result, ensure};

use crate::install::{self, is_root};
use crate::packages::{ETHTOOL, IPROUTE, NFTABLES};

/// What of the scanner is measured; without a name, how fast and how exact it is beside its peers.
#[derive(clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    mode: Option<Mode>,
    #[command(flatten)]
    race: race::Terms,
}

#[derive(clap::Subcommand)]
enum Mode {
    /// What hostile devices cost: memory, and the pace at which the others are looked at
    Hostile(hostile::Arguments),
    /// What is found and understood of real daemons, installed into a Debian of their own
    Daemons,
    /// Whether anything is ever sent where it must not be
    Forbidden,
}

/// Measures, and prints what came out.
pub(crate) fn scan(arguments: Arguments) -> Result<()> {
    ensure!(is_root(), "make a lab: only root can make network namespaces");
    install::ensure(&[IPROUTE, NFTABLES, ETHTOOL])?;
    measure::open_many_files()?;
    lab::remove_stale()?;
    lab::remove_on_interrupt()?;
    match arguments.mode {
        None => race::race(&arguments.race),
        Some(Mode::Hostile(arguments)) => hostile::hostile(&arguments),
        Some(Mode::Daemons) => daemons::daemons(),
        Some(Mode::Forbidden) => forbidden::forbidden(),
    }
}
