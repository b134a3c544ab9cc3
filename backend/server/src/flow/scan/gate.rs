//! The gate: the last word on every packet, right before it leaves.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use akabeko_scanner::{Gate as MayDial, Refusal};
use jiff::SignedDuration;

use crate::app::App;
use crate::clock::Clock;
use crate::store::Outlook;

/// How often it looks whether scanning was halted, somebody opted out, and who is where: a halt holds within a second.
const LOOK: Duration = Duration::from_millis(250);

/// For how long it believes what it saw last. A store that is away for a moment stops nothing; one that stays away
/// could not say that scanning was halted.
const BELIEVED: Duration = Duration::from_secs(10);

/// Knows which addresses may be dialled, looks again all the time, and counts what it lets through.
pub(super) struct Gate {
    clock: Clock,
    freshness: SignedDuration,
    canaries: BTreeSet<IpAddr>,
    addresses: Vec<IpAddr>,
    let_through: BTreeMap<IpAddr, AtomicU32>,
    known: RwLock<Known>,
}

struct Known {
    outlook: Outlook,
    at: Instant,
}

impl Gate {
    /// The gate before these addresses.
    pub(super) async fn before(app: &Arc<App>, addresses: BTreeSet<IpAddr>) -> anyhow::Result<Arc<Self>> {
        let gate = Self {
            clock: app.clock.clone(),
            freshness: app.config.schedule().freshness,
            canaries: app.config.scan.canaries.iter().map(|canary| canary.address).collect(),
            let_through: addresses.iter().map(|address| (*address, AtomicU32::default())).collect(),
            addresses: addresses.into_iter().collect(),
            known: RwLock::new(Known { outlook: Outlook::default(), at: Instant::now() }),
        };
        gate.look(app).await?;
        Ok(Arc::new(gate))
    }

    /// Looks again and again until scanning is halted.
    pub(super) async fn halted(&self, app: &Arc<App>) {
        let mut looks = tokio::time::interval(LOOK);
        loop {
            looks.tick().await;
            match self.look(app).await {
                Ok(true) => return,
                Ok(false) => {}
                Err(error) => tracing::warn!(
                    error = format!("{error:#}"),
                    "failed to look who may be scanned while scanning"
                ),
            }
        }
    }

    /// How many packets it has let through to an address.
    pub(super) fn let_through(&self, address: IpAddr) -> u32 {
        self.let_through.get(&address).map_or(0, |packets| packets.load(Ordering::Relaxed))
    }

    /// True: scanning is halted.
    async fn look(&self, app: &Arc<App>) -> anyhow::Result<bool> {
        let (at, now) = (Instant::now(), self.clock.now());
        let outlook = app.store.outlook(self.addresses.clone(), now - self.freshness, now).await?;
        let halted = outlook.halted;
        *self.known.write().unwrap_or_else(PoisonError::into_inner) = Known { outlook, at };
        Ok(halted)
    }
}

impl MayDial for Gate {
    fn may_dial(&self, target: IpAddr) -> Result<(), Refusal> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        let Known { outlook, at } = &*known;
        if at.elapsed() > BELIEVED {
            return Err(Refusal::because("nobody could say for a while whether scanning was halted"));
        }
        if outlook.halted {
            return Err(Refusal::because("scanning is halted"));
        }
        if outlook.opted_out.contains(target) {
            return Err(Refusal::because("opted out"));
        }
        let confirmed_at = outlook.confirmed.get(&target);
        let is_fresh = confirmed_at.is_some_and(|at| self.clock.now().duration_since(*at) <= self.freshness);
        if !is_fresh && !self.canaries.contains(&target) {
            return Err(Refusal::because("no fresh check-in from there"));
        }
        if let Some(packets) = self.let_through.get(&target) {
            packets.fetch_add(1, Ordering::Relaxed);
        }
        Ok(())
    }
}
