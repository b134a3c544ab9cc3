//! The scanner: one plan for each scan, behind it the engine that is permitted.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::sync::mpsc;
use tokio::task::{JoinHandle, JoinSet};

use crate::course::Course;
use crate::finish::Finish;
use crate::house::{Clock, House};
use crate::patience::Patience;
#[cfg(target_os = "linux")]
use crate::raw::{self, Raw};
use crate::records::Counts;
use crate::secret::Secret;
use crate::settings::Engine;
use crate::{Gate, Record, Records, Settings, Targets, socket};

/// How many batches of records may wait for the caller, or for the second stage, before probing waits too.
const UNREAD_BATCHES: usize = 8;

/// Scans whatever it is asked to. All its scans share one overall pace.
pub struct Scanner {
    house: Arc<House>,
    raw: Option<Arc<Raw>>,
    key: [u8; 32],
    /// The number of the next scan. It begins at the time, so that no scan after a restart asks with ids of before.
    scans: AtomicU64,
}

/// Why the engine that was asked for cannot be had.
#[derive(Debug, thiserror::Error)]
#[error("make packets of its own: {0}; run it as root or with CAP_NET_RAW, or use the engine `socket`")]
pub struct NotPermitted(#[from] io::Error);

impl Scanner {
    /// A scanner whose ids, nonces and order follow from `key` and from when it starts, and which reads the time of a
    /// record from `clock`.
    ///
    /// # Errors
    /// When packets of its own are asked for and not permitted.
    pub fn new(settings: Settings, key: [u8; 32], clock: Clock) -> Result<Self, NotPermitted> {
        let started = clock().as_microsecond().unsigned_abs();
        let raw = match (settings.engine, Raw::open(Secret::new(&key, started))) {
            (Engine::Socket, _) => None,
            (Engine::Auto | Engine::Raw, Ok(raw)) => Some(Arc::new(raw)),
            (Engine::Raw, Err(error)) => return Err(error.into()),
            (Engine::Auto, Err(error)) => {
                tracing::debug!(%error, "may not make packets of its own");
                None
            }
        };
        let (wanted, affordable) = (settings.at_once, settings.affordable_at_once());
        if affordable < wanted {
            tracing::debug!(wanted, affordable, "sends fewer probes at once: the process may open few files");
        }
        Ok(Self { house: Arc::new(House::new(settings, clock)), raw, key, scans: AtomicU64::new(started) })
    }

    /// How it sends: `raw`, for whoever can be reached so, or `socket`.
    pub fn engine(&self) -> &'static str {
        if self.raw.is_some() { "raw" } else { "socket" }
    }

    /// Sends the probes and yields a record for each, in the order in which they end. Dropping the stream stops
    /// the scan.
    ///
    /// # Panics
    /// Outside of a tokio runtime.
    pub fn scan(&self, targets: impl Into<Targets>, gate: Arc<dyn Gate>) -> Records {
        let scan = Scan {
            house: Arc::clone(&self.house),
            secret: Secret::new(&self.key, self.scans.fetch_add(1, Ordering::Relaxed)),
            gate: Arc::clone(&gate),
            counts: Arc::default(),
        };
        let counts = Arc::clone(&scan.counts);
        let (found_sender, found) = mpsc::channel(UNREAD_BATCHES);
        let (records_sender, records) = mpsc::channel(UNREAD_BATCHES);
        let finish = Finish { house: Arc::clone(&self.house), gate, counts: Arc::clone(&counts) };
        let mut work = JoinSet::new();
        work.spawn(scan.run(self.raw.clone(), targets.into(), found_sender));
        work.spawn(Arc::new(finish).run(found, records_sender));
        Records::new(records, counts, work)
    }
}

/// One scan, before it is known which engine takes which target.
struct Scan {
    house: Arc<House>,
    secret: Secret,
    gate: Arc<dyn Gate>,
    counts: Arc<Counts>,
}

impl Scan {
    async fn run(self, raw: Option<Arc<Raw>>, mut targets: Targets, found: mpsc::Sender<Vec<Record>>) {
        let mut raw_run = None;
        if let Some(raw) = raw {
            (targets, raw_run) = self.send_raw(raw, targets, &found).await;
        }
        if self.house.settings.engine == Engine::Raw {
            (0..targets.probes()).for_each(|_| self.counts.give_up());
        } else {
            let patience = socket::patience(&self.house.settings);
            socket::run(self.course(&targets, patience), found).await;
        }
        if let Some(raw_run) = raw_run {
            raw_run.await.expect("a raw scan ends without a panic");
        }
    }

    /// Begins a raw scan of the targets that it can reach, and gives the others.
    #[cfg(target_os = "linux")]
    async fn send_raw(
        &self,
        raw: Arc<Raw>,
        mut targets: Targets,
        found: &mpsc::Sender<Vec<Record>>,
    ) -> (Targets, Option<JoinHandle<()>>) {
        let house = Arc::clone(&self.house);
        let taken = tokio::task::spawn_blocking(move || {
            let taken = raw.take(&mut targets, &house.settings.lab);
            (targets, taken)
        });
        let (targets, taken) = taken.await.expect("nothing panics on the way, and nobody stops it");
        match taken {
            Err(error) => {
                tracing::warn!(%error, "failed to find the ways to the targets for packets of its own");
                (targets, None)
            }
            Ok((others, ways)) => {
                let (course, found) =
                    (self.course(&targets, raw::patience(&self.house.settings)), found.clone());
                let run = || tokio::task::spawn_blocking(move || raw::run(course, ways, found));
                (others, (targets.probes() > 0).then(run))
            }
        }
    }

    #[cfg(not(target_os = "linux"))]
    async fn send_raw(
        &self,
        raw: Arc<Raw>,
        _targets: Targets,
        _found: &mpsc::Sender<Vec<Record>>,
    ) -> (Targets, Option<JoinHandle<()>>) {
        match *raw {}
    }

    fn course(&self, targets: &Targets, patience: Patience) -> Course {
        let (house, secret, gate) = (Arc::clone(&self.house), self.secret.clone(), Arc::clone(&self.gate));
        Course::new(house, secret, gate, Arc::clone(&self.counts), targets, patience)
    }
}

/// Packets of our own are made on Linux only.
#[cfg(not(target_os = "linux"))]
enum Raw {}

#[cfg(not(target_os = "linux"))]
impl Raw {
    fn open(_secret: Secret) -> io::Result<Self> {
        Err(io::ErrorKind::Unsupported.into())
    }
}
