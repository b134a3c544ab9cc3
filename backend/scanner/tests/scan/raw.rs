//! Packets of our own on a street of homes: the same results as plain sockets, and never a packet too many.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use akabeko_scanner::{Engine, Gate, Pace, Refusal, Settings, Targets};
use akabeko_shared::{PORTS, Port, PortState};

use crate::home::Anyone;
use crate::street::{self, Arrived, Seen};

#[test]
fn both_engines_see_the_same_over_both_versions_of_ip() {
    let homes = ["10.64.0.1", "10.64.0.2", "10.64.9.1", "fd64::1"];
    let Some(((raw, sockets), _)) = street::play(live, async move || {
        let look = async |engine| {
            let targets = Targets::every(homes.map(|home| home.parse().unwrap()).to_vec(), &PORTS);
            street::scan(street::settings(engine), targets, Arc::new(Anyone)).await.0
        };
        (look(Engine::Raw).await, look(Engine::Socket).await)
    }) else {
        return;
    };
    assert_eq!(raw.len(), homes.len() * PORTS.len());
    assert_eq!(different(&raw, &sockets), []);
    for (home, port, state) in [
        ("10.64.0.1", Port::tcp(22), PortState::Open),
        ("10.64.0.1", Port::udp(53), PortState::Open),
        ("10.64.0.1", Port::udp(1900), PortState::Open),
        ("10.64.0.1", Port::tcp(23), PortState::Closed),
        ("10.64.0.2", Port::udp(123), PortState::Closed),
        ("10.64.9.1", Port::tcp(22), PortState::Filtered),
        ("10.64.9.1", Port::udp(53), PortState::OpenFiltered),
        ("fd64::1", Port::tcp(80), PortState::Open),
        ("fd64::1", Port::tcp(81), PortState::Closed),
        ("fd64::1", Port::udp(123), PortState::Open),
        ("fd64::1", Port::udp(53), PortState::Closed),
    ] {
        assert_eq!(raw.get(&(home.parse().unwrap(), port)), Some(&state), "{home} {port}");
    }
}

#[test]
fn no_home_gets_more_packets_a_second_than_its_pace() {
    let pace = Pace { per_target_in_lab: NonZeroU32::new(20), ..Pace::UNLIMITED };
    for engine in [Engine::Raw, Engine::Socket] {
        let Some((_, arrived)) = street::play(
            async || (),
            async move || {
                let targets = Targets::every(addresses(20), &PORTS);
                let settings = Settings { pace, tries: 1, ..street::settings(engine) };
                street::scan(settings, targets, Arc::new(Anyone)).await;
            },
        ) else {
            return;
        };
        assert_pace(engine, arrived, 20);
    }
}

#[test]
fn a_silent_home_gets_what_is_paced_and_counted_and_nothing_more() {
    let pace = Pace { per_target_in_lab: NonZeroU32::new(20), ..Pace::UNLIMITED };
    for engine in [Engine::Raw, Engine::Socket] {
        let Some((tally, arrived)) = street::play(
            async || (),
            async move || {
                let silent = (1..=4).map(|home| [10, 64, 9, home].into()).collect();
                // Longer than systems wait before they send a SYN again by themselves.
                let tcp_timeout = Duration::from_millis(2_500);
                let settings = Settings { pace, tcp_timeout, ..street::settings(engine) };
                street::scan(settings, Targets::every(silent, &PORTS), Arc::new(Anyone)).await.1
            },
        ) else {
            return;
        };
        assert_eq!(tally.sent, 4 * 46, "{engine:?}");
        // A machine that is held up for a tenth of a second lets a few plain sockets repeat themselves.
        let held_up = if engine == Engine::Socket { 4 * 46 / 20 } else { 0 };
        assert!((184..=184 + held_up).contains(&arrived.len()), "{engine:?}: {} arrived", arrived.len());
        assert_pace(engine, arrived, 4);
    }
}

#[test]
fn whoever_opts_out_midway_gets_not_one_packet_more() {
    let Some(((seen, tally, let_through), arrived)) = street::play(live, async || {
        let gate = Arc::new(Until(AtomicUsize::new(40)));
        let targets = Targets::every(addresses(10), &PORTS);
        let (seen, tally) = street::scan(street::settings(Engine::Raw), targets, gate).await;
        (seen, tally, 40)
    }) else {
        return;
    };
    assert_eq!(arrived.len(), let_through);
    assert_eq!(seen.len() + tally.refused as usize, 230);
}

#[test]
fn special_purpose_addresses_outside_the_lab_get_nothing() {
    let Some(((seen, tally), arrived)) = street::play(
        async || (),
        async || {
            let settings = Settings { lab: akabeko_scanner::Lab::default(), ..street::settings(Engine::Raw) };
            street::scan(settings, Targets::every(addresses(5), &PORTS), Arc::new(Anyone)).await
        },
    ) else {
        return;
    };
    assert_eq!((seen.len(), tally.refused, arrived.len()), (0, 115, 0));
}

#[test]
fn answers_that_prove_nothing_are_not_believed() {
    // A home that answers with another id, with less than an answer, and with an echo.
    let Some((seen, _)) = street::play(
        async || {
            street::answer("10.64.0.1:53", |request| {
                let mut answer = dns(request);
                answer[1] ^= 1;
                answer
            })
            .await;
            street::answer("10.64.0.1:11211", |_| b"VERSION 1.6\r\n".to_vec()).await;
            street::answer("10.64.0.1:123", |request| request.to_vec()).await;
        },
        async || {
            let targets = Targets::every(addresses(1), &[Port::udp(53), Port::udp(123), Port::udp(11211)]);
            street::scan(street::settings(Engine::Raw), targets, Arc::new(Anyone)).await.0
        },
    ) else {
        return;
    };
    assert!(seen.values().all(|state| *state == PortState::OpenFiltered), "{seen:?}");
}

#[test]
fn a_handshake_counts_only_if_it_acknowledges_our_cookie() {
    let Some((seen, _)) = street::play(
        async || {
            street::answer_handshakes(|port, sequence| sequence.wrapping_add(if port == 22 { 1 } else { 2 }))
        },
        async || {
            let targets = Targets::every(vec![[10, 64, 9, 1].into()], &[Port::tcp(22), Port::tcp(23)]);
            street::scan(street::settings(Engine::Raw), targets, Arc::new(Anyone)).await.0
        },
    ) else {
        return;
    };
    let states: Vec<_> = seen.into_values().collect();
    assert_eq!(states, [PortState::Open, PortState::Filtered]);
}

/// So many homes got something, and none more than 20 packets in a second.
fn assert_pace(engine: Engine, arrived: Vec<Arrived>, homes: usize) {
    let mut by_home: BTreeMap<IpAddr, Vec<Instant>> = BTreeMap::new();
    arrived.into_iter().for_each(|Arrived { target, at }| by_home.entry(target).or_default().push(at));
    assert_eq!(by_home.len(), homes);
    for times in by_home.values() {
        let within = |start: &Instant| {
            times
                .iter()
                .filter(|at| *at >= start && at.duration_since(*start) < Duration::from_millis(900))
                .count()
        };
        let most = times.iter().map(within).max().unwrap_or_default();
        assert!(most <= 20, "{engine:?}: {most} in less than a second");
    }
}

/// What both engines have to find.
async fn live() {
    for address in ["10.64.0.1:22", "10.64.0.1:80", "[fd64::1]:80"] {
        street::open(address).await;
    }
    street::answer("10.64.0.1:53", dns).await;
    street::answer("[fd64::1]:123", ntp).await;
    street::answer("10.64.0.1:123", ntp).await;
    let search = tokio::net::UdpSocket::bind("10.64.0.1:1900").await.unwrap();
    let elsewhere = tokio::net::UdpSocket::bind("10.64.0.1:40123").await.unwrap();
    tokio::spawn(async move {
        let mut buffer = [0; 2_048];
        while let Ok((_, guest)) = search.recv_from(&mut buffer).await {
            let found = b"HTTP/1.1 200 OK\r\nST: upnp:rootdevice\r\nUSN: uuid:1\r\n\r\n";
            elsewhere.send_to(found, guest).await.unwrap();
        }
    });
}

fn dns(request: &[u8]) -> Vec<u8> {
    let mut answer = request.to_vec();
    answer[2] |= 0x80;
    answer
}

fn ntp(request: &[u8]) -> Vec<u8> {
    let mut answer = request.to_vec();
    answer[0] = 4 << 3 | 4;
    answer.copy_within(40..48, 24);
    answer
}

fn addresses(homes: u8) -> Vec<IpAddr> {
    (1..=homes).map(|home| [10, 64, 0, home].into()).collect()
}

fn different<'a>(
    one: &'a Seen,
    other: &'a Seen,
) -> Vec<(&'a (IpAddr, Port), &'a PortState, Option<&'a PortState>)> {
    let pairs = one.iter().map(|(probe, state)| (probe, state, other.get(probe)));
    pairs.filter(|(_, state, other)| *other != Some(*state)).collect()
}

/// Lets the first so many pass.
struct Until(AtomicUsize);

impl Gate for Until {
    fn may_dial(&self, _target: IpAddr) -> Result<(), Refusal> {
        let left = self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1));
        left.map(|_| ()).map_err(|_| Refusal::because("opted out"))
    }
}
