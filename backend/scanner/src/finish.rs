//! The second stage: open ports are asked what they are, over few connections at a time, while the first stage goes on.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::Arc;

use akabeko_shared::{PortState, Protocol};
use tokio::net::TcpStream;
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio::time::timeout;

use crate::house::House;
use crate::records::Counts;
use crate::{Gate, Probe, Record, evidence};

/// How many open ports are asked at once.
const AT_ONCE: usize = 64;

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
        let (mut waiting, mut asking) = (VecDeque::new(), JoinSet::new());
        let mut more = true;
        while more || !asking.is_empty() {
            let ready = tokio::select! {
                batch = found.recv(), if more => {
                    more = batch.is_some();
                    let (open, ready) = batch.into_iter().flatten().partition(|record| self.is_worth_asking(record));
                    waiting.extend::<Vec<Record>>(open);
                    ready
                }
                Some(asked) = asking.join_next() => vec![asked.expect("reading evidence does not panic")],
            };
            while asking.len() < AT_ONCE
                && let Some(record) = waiting.pop_front()
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

    async fn ask(self: Arc<Self>, mut record: Record) -> Record {
        let address = self.house.settings.lab.socket(Probe { target: record.target, port: record.port });
        let connect = async move || Arc::clone(&self).dial(address).await;
        record.evidence = evidence::read(record.target, record.port, connect).await;
        record
    }

    async fn dial(self: Arc<Self>, address: SocketAddr) -> Option<TcpStream> {
        let house = &self.house;
        house.slot(address.ip()).await;
        house.may_dial(address.ip(), &*self.gate).ok()?;
        self.counts.send(1);
        timeout(house.settings.tcp_timeout, TcpStream::connect(address)).await.ok()?.ok()
    }
}
