//! Homes on 127/8, each test's own, and a scanner that may look at them.

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;

use akabeko_scanner::{Doors, Gate, Lab, Pace, Probe, Record, Refusal, Scanner, Settings, Tally};
use akabeko_shared::{Port, PortState};
use futures::StreamExt;
use jiff::Timestamp;
use tokio::net::{TcpListener, UdpSocket};

/// Where the 23 ports begin: below the ports that systems give out by themselves.
const DOORS: Doors = Doors::MovedTo(20_900);

/// An address that no other test uses, nor another run of the tests at the same time.
pub(crate) fn address() -> IpAddr {
    static NEXT: AtomicU8 = AtomicU8::new(1);
    let [.., high, low] = std::process::id().to_be_bytes();
    IpAddr::from([127, high | 1, low, NEXT.fetch_add(1, Ordering::Relaxed)])
}

fn door(address: IpAddr, port: Port) -> SocketAddr {
    (address, DOORS.number(port)).into()
}

pub(crate) async fn listener(address: IpAddr, port: Port) -> TcpListener {
    TcpListener::bind(door(address, port)).await.unwrap()
}

pub(crate) async fn socket(address: IpAddr, port: Port) -> UdpSocket {
    UdpSocket::bind(door(address, port)).await.unwrap()
}

pub(crate) fn settings() -> Settings {
    Settings {
        pace: Pace::UNLIMITED,
        lab: Lab { ranges: vec!["127.0.0.0/8".parse().unwrap()], doors: DOORS },
        tcp_timeout: Duration::from_secs(2),
        udp_timeout: Duration::from_millis(200),
        ..Settings::default()
    }
}

pub(crate) fn pace(overall: u32) -> Pace {
    Pace { overall: NonZeroU32::new(overall), ..Pace::UNLIMITED }
}

pub(crate) fn scanner(settings: Settings) -> Scanner {
    Scanner::new(settings, [42; 32], Arc::new(|| Timestamp::UNIX_EPOCH)).unwrap()
}

/// Lets everything pass.
pub(crate) struct Anyone;

impl Gate for Anyone {
    fn may_dial(&self, _target: IpAddr) -> Result<(), Refusal> {
        Ok(())
    }
}

pub(crate) async fn scan(
    settings: Settings,
    probes: Vec<Probe>,
    gate: Arc<dyn Gate>,
) -> (Vec<Record>, Tally) {
    let mut stream = scanner(settings).scan(probes, gate);
    let mut records = Vec::new();
    while let Some(record) = stream.next().await {
        records.push(record);
    }
    (records, stream.tally())
}

pub(crate) async fn look(settings: Settings, target: IpAddr, ports: &[Port]) -> BTreeMap<Port, Record> {
    let probes = ports.iter().map(|port| Probe { target, port: *port }).collect::<Vec<_>>();
    let (records, tally) = scan(settings, probes, Arc::new(Anyone)).await;
    assert_eq!((tally.refused, tally.unsent), (0, 0));
    records.into_iter().map(|record| (record.port, record)).collect()
}

pub(crate) async fn look_at(settings: Settings, target: IpAddr, port: Port) -> Record {
    look(settings, target, &[port]).await.remove(&port).unwrap()
}

pub(crate) async fn state(target: IpAddr, port: Port) -> PortState {
    look_at(settings(), target, port).await.state
}
