//! A round: scans that leave together, with the canaries among them, and whether what they saw may be believed.

use std::collections::BTreeSet;
use std::sync::Arc;

use akabeko_core::canary::{Failure, judge, rest};
use akabeko_scanner::Probe;
use jiff::Timestamp;
use jiff::civil::Date;

use super::gate::Gate;
use super::measure::{self, answered};
use super::{Seen, probe, probes, share};
use crate::app::App;
use crate::store::{DueScan, Round};

/// Why nothing of a round is kept.
enum Void {
    Canary(Failure),
    Halted,
}

/// Sends what these scans want to ask, for which packets of this day were set aside, and what is known of the canaries.
/// None: the round does not count.
pub(super) async fn make(app: &Arc<App>, day: Date, claimed: &[DueScan]) -> anyhow::Result<Option<Seen>> {
    let mut asked = probes(claimed);
    let addresses = asked.iter().map(|probe| probe.target).collect();
    asked.extend(canaries(app));
    if asked.is_empty() {
        return Ok(Some(Seen::new()));
    }
    let gate = Gate::before(app, addresses).await?;
    let started_at = app.clock.now();
    let outcome = probe(app, claimed, asked.iter().copied().collect(), Arc::clone(&gate)).await;
    let nothing = Seen::new();
    let seen = outcome.as_ref().map_or(&nothing, |(seen, _)| seen);
    share::put_right(app, day, claimed, &gate, seen).await?;
    let (verdict, seen) = match outcome {
        None => (Err(Void::Halted), nothing),
        Some((seen, tally)) => {
            if let Some(loss) = tally.loss {
                app.desk.note_loss(loss);
            }
            measure::measure(&seen, tally);
            (judge(&app.config.scan.canaries, &states(&seen)).map_err(Void::Canary), seen)
        }
    };
    let round = Round {
        started_at,
        ended_at: app.clock.now(),
        scans: claimed.len() as u64,
        probes: asked.len() as u64,
        answered: answered(&seen),
        void: String::new(),
        canary: None,
    };
    close(app, round, verdict).await.map(|counts| counts.then_some(seen))
}

/// Keeps how a round went. True: it counts.
async fn close(app: &Arc<App>, mut round: Round, verdict: Result<(), Void>) -> anyhow::Result<bool> {
    let mut rests_until = Timestamp::UNIX_EPOCH;
    let word = match verdict {
        Ok(()) => "kept",
        Err(Void::Halted) => {
            "scanning was halted".clone_into(&mut round.void);
            tracing::warn!(scans = round.scans, "a round was halted; its scans are made again later");
            "halted"
        }
        Err(Void::Canary(failure)) => {
            let void_in_a_row = app.store.scanning().await?.void_in_a_row.saturating_add(1);
            rests_until = round.ended_at + rest(void_in_a_row);
            (round.void, round.canary) = (failure.to_string(), Some(failure.address));
            let (canary, why) = (failure.address, &round.void);
            tracing::warn!(%canary, why, scans = round.scans, void_in_a_row, "a round is void");
            "void"
        }
    };
    metrics::counter!("akabeko_rounds_total", "verdict" => word).increment(1);
    let counts = round.void.is_empty();
    app.store.keep_round(round, rests_until).await?;
    Ok(counts)
}

fn canaries(app: &App) -> BTreeSet<Probe> {
    let canaries = app.config.scan.canaries.iter();
    let probes = canaries.flat_map(|canary| {
        let target = canary.address;
        canary.ports().map(move |port| Probe { target, port })
    });
    probes.collect()
}

fn states(seen: &Seen) -> akabeko_core::canary::Seen {
    seen.values().flatten().map(|record| ((record.target, record.port), record.state)).collect()
}
