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
