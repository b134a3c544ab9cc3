//! The second stage: open ports are asked what they are, over few connections at a time, while the first stage goes on.

mod queue;

use std::net::SocketAddr;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::{Duration, Instant};

use akabeko_shared::{Port, PortState, Protocol};
use futures::FutureExt;
use tokio::net::TcpStream;
use tokio::sync::mpsc;
use tokio::task::JoinSet;

use self::queue::Queue;
use crate::course::SHORTAGE;
use crate::evidence::Dialled;
use crate::house::House;
use crate::records::Counts;
use crate::socket::fault::Outcome;
use crate::socket::tcp;
use crate::{Gate, Probe, Record, evidence};

/// How many targets are asked at once, at most: enough for the others while a thousand hostile ones hold their places
/// for seconds.
const AT_ONCE: usize = 2_048;

/// The second stage of one scan.
pub(crate) struct Finish {
    pub(crate) house: Arc<House>,
    pub(crate) gate: Arc<dyn Gate>,
    pub(crate) counts: Arc<Counts>,
}

impl Finish {
    /// Passes on what the first stage found; open TCP ports only after they have said what they are.
    pub(crate) async fn run(
        self: Arc<Self>,
        mut found: mpsc::Receiver<Vec<Record>>,
        records: mpsc::Sender<Vec<Record>>,
    ) {
        let (mut waiting, mut asking) = (Queue::new(), JoinSet::new());
        let at_once = self.house.settings.affordable_at_once().min(AT_ONCE);
        let mut more = true;
        while more || !asking.is_empty() {
            let ready = tokio::select! {
                batch = found.recv(), if more => {
                    more = batch.is_some();
                    let found = batch.into_iter().flatten();
                    let (open, ready): (Vec<_>, _) = found.partition(|record| self.is_worth_asking(record));
                    open.into_iter().for_each(|record| waiting.push(record.target, record));
                    ready
                }
                Some(asked) = asking.join_next() => {
                    let (record, took): (Record, Duration) = asked.expect("reading evidence does not panic");
                    waiting.done(record.target, took);
                    vec![record]
                }
            };
            while asking.len() < at_once
                && let Some(record) = waiting.pop()
            {
                asking.spawn(Arc::clone(&self).ask(record));
            }
            if !ready.is_empty() && records.send(ready).await.is_err() {
                return;
            }
        }
    }

    fn is_worth_asking(&self, record: &Record) -> bool {
        let is_open = record.state == PortState::Open && record.port.protocol == Protocol::Tcp;
        self.house.settings.evidence && is_open
    }

    /// Asks a port what it is, and tells how long that took.
    async fn ask(self: Arc<Self>, mut record: Record) -> (Record, Duration) {
        let start = Instant::now();
        let made = Arc::new(AtomicU8::new(0));
        let address = self.house.settings.lab.socket(Probe { target: record.target, port: record.port });
        let connect = {
            let made = Arc::clone(&made);
            async move || {
                let dialled = Arc::clone(&self).dial(address).await;
                made.fetch_add(dialled.stream.is_some().into(), Ordering::Relaxed);
                dialled
            }
        };
        record.evidence = or_nothing(record.port, evidence::read(record.target, record.port, connect)).await;
        record.conversations = made.load(Ordering::Relaxed);
        (record, start.elapsed())
    }

    /// Connects within the pace. The gate is asked before each SYN, so a lost one is sent again here.
    async fn dial(self: Arc<Self>, address: SocketAddr) -> Dialled<TcpStream> {
        let mut waited = Duration::ZERO;
        for _ in 0..self.house.settings.tries.max(1) {
            let begun = Instant::now();
            self.house.slot(address.ip()).await;
            waited += begun.elapsed();
            if self.house.may_dial(address.ip(), &*self.gate).is_err() {
                break;
            }
            let called = tcp::connect(address, self.house.settings.tcp_timeout).await;
            if !matches!(called, Err(Outcome::Short | Outcome::Unsent)) {
                self.counts.send();
            }
            match called {
                Ok(stream) => return Dialled { stream: Some(stream), waited },
                Err(Outcome::Silent) => {}
                Err(Outcome::Short) => {
                    tokio::time::sleep(SHORTAGE).await;
                    waited += SHORTAGE;
                }
                Err(Outcome::Seen(_) | Outcome::Unsent) => break,
            }
        }
        Dialled { stream: None, waited }
    }
}

/// What was read, or nothing where reading it panics: a mistake about one device must not cost the others their scan.
async fn or_nothing(port: Port, evidence: impl Future<Output = Option<Vec<u8>>>) -> Option<Vec<u8>> {
    AssertUnwindSafe(evidence).catch_unwind().await.unwrap_or_else(|_panic| {
        tracing::error!(%port, "failed to read what an open port says: keeps that it is open");
        None
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_panic_costs_only_the_evidence_that_it_was_about() {
        let read = |said: Option<&'static str>| {
            or_nothing(Port::tcp(80), async move { Some(said.expect("it says something").into()) })
        };
        assert_eq!(read(None).await, None);
        assert_eq!(read(Some("said")).await.as_deref(), Some(&b"said"[..]));
    }
}
