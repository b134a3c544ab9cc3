//! Many probes at once: each yields one record, and the pace holds.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

use akabeko_scanner::{Probe, Settings};
use akabeko_shared::PORTS;

use crate::home;

#[tokio::test]
async fn every_probe_of_a_large_scan_yields_one_record() {
    let probes = neighbourhood(500);
    let start = Instant::now();
    let (records, _) = home::scan(home::settings(), probes.clone(), Arc::new(home::Anyone)).await;
    println!("{:.0} probes a second", probes.len() as f64 / start.elapsed().as_secs_f64());
    let seen: BTreeSet<_> = records.iter().map(|record| (record.target, record.port)).collect();
    assert_eq!((records.len(), seen.len()), (probes.len(), probes.len()));
}

#[tokio::test]
async fn the_overall_pace_takes_its_time() {
    let settings = Settings { pace: home::pace(200), ..home::settings() };
    let start = Instant::now();
    let (records, _) = home::scan(settings, neighbourhood(4), Arc::new(home::Anyone)).await;
    assert_eq!(records.len(), 92);
    assert!(start.elapsed() >= Duration::from_millis(440));
}

/// Homes where nobody listens.
fn neighbourhood(homes: u16) -> Vec<Probe> {
    let of_home = |home: u16| {
        let [high, low] = home.to_be_bytes();
        PORTS.map(|port| Probe { target: [127, 254, high, low].into(), port })
    };
    (0..homes).flat_map(of_home).collect()
}
