//! The scanner: takes probes as the plan hands them out, checks once more, dials, and reports.

use std::net::IpAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use akabeko_shared::{PortState, Protocol};
use jiff::Timestamp;
use tokio::sync::mpsc;
use tokio::task::JoinSet;

use crate::pace::Slots;
use crate::plan::{Attempt, Next, Plan};
use crate::record::Outcome;
use crate::records::Counts;
use crate::secret::Secret;
use crate::{Gate, Probe, Record, Records, Refusal, Settings, special_address, tcp, udp};

/// Where the scanner reads the time from.
type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// How many records may wait for the caller before probing waits too.
const UNREAD_RECORDS: usize = 1_024;

/// How long to wait when this side runs out of sockets, and how often, before a probe is given up.
const SHORTAGE: Duration = Duration::from_millis(50);
const SHORTAGES: u8 = 100;

/// Scans on sockets of the operating system; needs no privilege. All its scans share one overall pace.
pub struct Scanner {
    house: Arc<House>,
    key: [u8; 32],
    scans: AtomicU64,
}

/// What all scans share.
struct House {
    settings: Settings,
    clock: Clock,
    slots: Mutex<Slots>,
}

impl Scanner {
    /// A scanner whose ids, nonces and order follow from `key`, and which reads the time of a record from `clock`.
    pub fn new(settings: Settings, key: [u8; 32], clock: Clock) -> Self {
        let (wanted, affordable) = (settings.at_once, settings.affordable_at_once());
        if affordable < wanted {
            tracing::info!(wanted, affordable, "sends fewer probes at once: the process may open few files");
        }
        let slots = Mutex::new(Slots::new(settings.pace));
        Self { house: Arc::new(House { settings, clock, slots }), key, scans: AtomicU64::new(0) }
    }

    /// Sends the probes and yields a record for each, in the order in which they end. Dropping the stream stops
    /// the scan.
    ///
    /// # Panics
    /// Outside of a tokio runtime.
    pub fn scan(&self, probes: Vec<Probe>, gate: Arc<dyn Gate>) -> Records {
        let secret = Secret::new(&self.key, self.scans.fetch_add(1, Ordering::Relaxed));
        let at_once = self.house.settings.affordable_at_once().clamp(1, probes.len().max(1));
        let plan = Plan::new(probes, &secret, &self.house.settings.lab, Instant::now());
        let counts = Arc::new(Counts::default());
        let scan = Arc::new(Scan {
            house: Arc::clone(&self.house),
            secret,
            gate,
            plan: Mutex::new(plan),
            turn: tokio::sync::Mutex::new(()),
            counts: Arc::clone(&counts),
        });
        let (sender, receiver) = mpsc::channel(UNREAD_RECORDS);
        let mut workers = JoinSet::new();
        for _ in 0..at_once {
            workers.spawn(work(Arc::clone(&scan), sender.clone()));
        }
        Records::new(receiver, counts, workers)
    }
}

/// One scan under way.
struct Scan {
    house: Arc<House>,
    secret: Secret,
    gate: Arc<dyn Gate>,
    plan: Mutex<Plan>,
    // Only one worker at a time waits for the next slot, so that a slot does not wake them all.
    turn: tokio::sync::Mutex<()>,
    counts: Arc<Counts>,
}

/// Makes one attempt after another. A worker may leave when nothing is unsent: whoever still has an attempt under
/// way puts it back itself, and comes to fetch it.
async fn work(scan: Arc<Scan>, records: mpsc::Sender<Record>) {
    while let Some(attempt) = scan.next().await {
        if let Some(record) = scan.make(attempt).await
            && records.send(record).await.is_err()
        {
            return;
        }
    }
}

impl Scan {
    async fn next(&self) -> Option<Attempt> {
        let _turn = self.turn.lock().await;
        loop {
            let next = self.plan().next(&mut hold(&self.house.slots), Instant::now());
            match next {
                Next::Send(attempt) => return Some(attempt),
                Next::Wait(until) => tokio::time::sleep_until(until.into()).await,
                Next::Empty => return None,
            }
        }
    }

    async fn make(&self, attempt: Attempt) -> Option<Record> {
        if let Err(refusal) = self.may_dial(attempt.probe.target) {
            tracing::debug!(address = %attempt.probe.target, %refusal, "refused to dial");
            self.counts.refuse();
            return None;
        }
        match self.dial(attempt).await {
            Outcome::Seen { state, evidence } => Some(self.record(attempt.probe, state, evidence)),
            Outcome::Silent if attempt.number < self.house.settings.tries => {
                self.plan().put_back(attempt.again(), Instant::now());
                None
            }
            Outcome::Silent => Some(self.record(attempt.probe, silence(attempt.probe), None)),
            Outcome::Short => {
                self.postpone(attempt).await;
                None
            }
            Outcome::Unsent => {
                self.counts.give_up();
                None
            }
        }
    }

    fn may_dial(&self, target: IpAddr) -> Result<(), Refusal> {
        special_address::refuse(target, &self.house.settings.lab)
            .map_err(|special| Refusal::because(special.to_string()))?;
        self.gate.may_dial(target)
    }

    async fn dial(&self, attempt: Attempt) -> Outcome {
        let settings = &self.house.settings;
        let (probe, address) = (attempt.probe, settings.lab.socket(attempt.probe));
        match probe.port.protocol {
            Protocol::Tcp => tcp::dial(address, probe.port, settings).await,
            Protocol::Udp => {
                let token = self.secret.token(probe, attempt.number);
                udp::dial(address, probe.port, &token, attempt.number, settings).await
            }
        }
    }

    fn record(&self, probe: Probe, state: PortState, evidence: Option<Vec<u8>>) -> Record {
        Record { target: probe.target, port: probe.port, state, at: (self.house.clock)(), evidence }
    }

    async fn postpone(&self, attempt: Attempt) {
        if attempt.shortages == SHORTAGES {
            self.counts.give_up();
            return;
        }
        tokio::time::sleep(SHORTAGE).await;
        self.plan().put_back(attempt.postponed(), Instant::now());
    }

    fn plan(&self) -> MutexGuard<'_, Plan> {
        hold(&self.plan)
    }
}

/// What silence means: over UDP an open port may keep quiet, over TCP it would have answered.
fn silence(probe: Probe) -> PortState {
    match probe.port.protocol {
        Protocol::Tcp => PortState::Filtered,
        Protocol::Udp => PortState::OpenFiltered,
    }
}

fn hold<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().expect("nobody panics while holding it")
}
