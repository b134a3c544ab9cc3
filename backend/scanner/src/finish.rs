//! The second stage: open ports are asked what they are, over few connections at a time, while the first stage goes on.

mod queue;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use akabeko_shared::{PortState, Protocol};
use tokio::net::TcpStream;
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio::time::timeout;

use self::queue::Queue;
use crate::house::House;
use crate::records::Counts;
use crate::{Gate, Probe, Record, evidence};

/// How many targets are asked at once, at most. Hostile ones may hold their places for seconds.
const AT_ONCE: usize = 1_024;

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
        let address = self.house.settings.lab.socket(Probe { target: record.target, port: record.port });
        let connect = async move || Arc::clone(&self).dial(address).await;
        record.evidence = evidence::read(record.target, record.port, connect).await;
        (record, start.elapsed())
    }

    async fn dial(self: Arc<Self>, address: SocketAddr) -> Option<TcpStream> {
        let house = &self.house;
        house.slot(address.ip()).await;
        house.may_dial(address.ip(), &*self.gate).ok()?;
        self.counts.send(1);
        timeout(house.settings.tcp_timeout, TcpStream::connect(address)).await.ok()?.ok()
    }
}
