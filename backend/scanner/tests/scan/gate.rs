//! Nothing is dialled that may not be.

use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use akabeko_scanner::{Gate, Lab, Probe, Refusal, Settings};
use akabeko_shared::{PORTS, Port};
use futures::StreamExt;

use crate::home;

/// Lets the first so many pass, as when somebody opts out in the middle of a scan.
struct Until(AtomicUsize);

impl Gate for Until {
    fn may_dial(&self, _target: IpAddr) -> Result<(), Refusal> {
        let left = self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1));
        left.map(|_| ()).map_err(|_| Refusal::because("opted out"))
    }
}

#[tokio::test]
async fn a_refusal_midway_stops_the_remaining_probes() {
    let target = home::address();
    let probes: Vec<_> = PORTS.iter().map(|port| Probe { target, port: *port }).collect();
    let (records, tally) = home::scan(home::settings(), probes, Arc::new(Until(AtomicUsize::new(9)))).await;
    assert_eq!(records.len(), 9);
    assert_eq!(tally.refused, 14);
}

#[tokio::test]
async fn a_refusal_stops_the_second_try_as_well() {
    let target = home::address();
    let silent = home::socket(target, Port::udp(53)).await;
    let probes = vec![Probe { target, port: Port::udp(53) }];
    let (records, tally) = home::scan(home::settings(), probes, Arc::new(Until(AtomicUsize::new(1)))).await;
    assert!(records.is_empty());
    assert_eq!(tally.refused, 1);
    assert!(silent.try_recv(&mut [0; 512]).is_ok());
    assert!(silent.try_recv(&mut [0; 512]).is_err());
}

#[tokio::test]
async fn a_special_address_outside_the_lab_is_never_dialled() {
    let target = home::address();
    let listener = home::listener(target, Port::tcp(23)).await;
    let settings = Settings { lab: Lab::default(), ..home::settings() };
    let probes = vec![Probe { target, port: Port::tcp(listener.local_addr().unwrap().port()) }];
    let (records, tally) = home::scan(settings, probes, Arc::new(home::Anyone)).await;
    assert!(records.is_empty());
    assert_eq!(tally.refused, 1);
}

#[tokio::test]
async fn a_udp_port_without_a_request_is_counted_and_not_dialled() {
    let target = home::address();
    let probes = vec![Probe { target, port: Port::udp(161) }];
    let (records, tally) = home::scan(home::settings(), probes, Arc::new(home::Anyone)).await;
    assert!(records.is_empty());
    assert_eq!(tally.unsent, 1);
}

#[tokio::test]
async fn nothing_leaves_once_nobody_wants_the_records() {
    let target = home::address();
    let probes: Vec<_> = PORTS.iter().map(|port| Probe { target, port: *port }).collect();
    let gate = Arc::new(Until(AtomicUsize::new(usize::MAX)));
    let scanner = home::scanner(Settings { pace: home::pace(10), ..home::settings() });
    let mut records = scanner.scan(probes, gate.clone());
    assert!(records.next().await.is_some());
    drop(records);
    while Arc::strong_count(&gate) > 1 {
        tokio::task::yield_now().await;
    }
    assert!(usize::MAX - gate.0.load(Ordering::Relaxed) < PORTS.len());
}
