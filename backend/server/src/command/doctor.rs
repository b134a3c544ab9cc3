//! `doctor`: whether this installation can do its work, a line a finding.

use std::io::Write;

use anyhow::bail;
use clap::Args;

use super::open::Place;

/// Which installation to look at.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(flatten)]
    place: Place,
}

/// Checks configuration, store, address and the scanner's limits.
pub async fn run(arguments: Arguments, out: &mut impl Write) -> anyhow::Result<()> {
    let config = arguments.place.config()?;
    writeln!(out, "ok    configuration")?;
    let mut failed = 0_u32;
    let mut say = |out: &mut dyn Write, fine: bool, what: &str, advice: &str| {
        failed += u32::from(!fine);
        if fine { writeln!(out, "ok    {what}") } else { writeln!(out, "FAIL  {what}: {advice}") }
    };
    let app = arguments.place.app().await?;
    let ready = app.store.is_ready().await;
    say(out, ready, "store can be written", "look at the space and the permissions of the data folder")?;
    let (waiting, oldest) = app.store.scans_waiting().await?;
    let late =
        oldest.is_some_and(|since| app.clock.now().duration_since(since) > config.schedule().freshness);
    say(
        out,
        !late,
        &format!("{waiting} scans are waiting"),
        "the oldest waits for long; is `serve` running?",
    )?;
    let url = config.public_url();
    let reachable = url.starts_with("https://");
    say(
        out,
        reachable,
        &format!("people reach this service at {url}"),
        "set public_url to an https:// address",
    )?;
    let named = !config.organisation.support_mail.ends_with("@localhost");
    say(out, named, "support mail", "set organisation.support_mail, on the service's own domain")?;
    let enough = open_files().is_none_or(|files| files >= config.scan.at_once + 256);
    say(out, enough, "open files suffice for the scanner", "raise `ulimit -n`, or lower scan.at_once")?;
    if failed > 0 {
        bail!("{failed} findings");
    }
    Ok(())
}

/// How many files this process may open, where the system says.
fn open_files() -> Option<usize> {
    let limits = std::fs::read_to_string("/proc/self/limits").ok()?;
    let line = limits.lines().find(|line| line.starts_with("Max open files"))?;
    line.split_whitespace().nth(3)?.parse().ok()
}
