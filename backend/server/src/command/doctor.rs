//! `doctor`: whether this installation can do its work, a line a finding.

use std::io::Write;

use akabeko_scanner::Settings;
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
    let ready = app.store.is_ready(app.clock.now()).await;
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
    say(out, true, &probes_at_once(&config.scan.settings()), "")?;
    let standing = app.store.scanning().await?;
    let halted = standing.halt.is_some();
    say(
        out,
        !halted,
        "scanning is not halted",
        "`operator scan status` says why, `operator scan resume` ends it",
    )?;
    let void = standing.void_in_a_row;
    let rounds = format!("{void} void rounds in a row");
    say(out, void == 0, &rounds, "`operator scan rounds --void` says which canary looked wrong")?;
    let left_alone = app.store.opted_out(app.clock.now()).await?;
    for canary in &config.scan.canaries {
        let address = canary.address;
        let asked = !left_alone.contains(address);
        say(out, asked, &format!("canary {address}"), "it is opted out, so that every round is void")?;
    }
    if config.scan.canaries.is_empty() {
        writeln!(
            out,
            "note  no canaries: name hosts of your own in [[scan.canaries]], and a bad round is not believed"
        )?;
    }
    if failed > 0 {
        bail!("{failed} findings");
    }
    Ok(())
}

/// How many probes are under way at once, where the process may not open enough files for what is configured too.
fn probes_at_once(settings: &Settings) -> String {
    match (settings.affordable_at_once(), settings.at_once) {
        (used, wanted) if used < wanted => {
            format!("{used} probes at once, not {wanted} as configured: raise `ulimit -n` for more")
        }
        (used, _) => format!("{used} probes at once"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_limit_of_open_files_is_said_and_is_no_finding() {
        let with = |at_once| Settings { at_once, ..Settings::default() };
        assert_eq!(probes_at_once(&with(1)), "1 probes at once");
        let said = probes_at_once(&with(usize::MAX));
        assert!(said.contains("as configured: raise `ulimit -n`"), "{said}");
    }
}
