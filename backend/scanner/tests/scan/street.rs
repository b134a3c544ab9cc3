//! A street of homes behind a router, in network namespaces of the test's own: no way leads out of them.
//!
//! The scanner's thread and the homes' thread each leave the machine's network; a cable joins the two. Only whoever may
//! make namespaces can run these tests.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr};
use std::process::Command;
use std::sync::mpsc;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use akabeko_scanner::{Engine, Gate, Lab, Pace, Record, Scanner, Settings, Tally, Targets};
use akabeko_shared::{Port, PortState};
use futures::StreamExt;
use jiff::Timestamp;
use nix::sched::{CloneFlags, unshare};
use tokio::net::{TcpListener, UdpSocket};

/// Addresses at which everything that is not served is refused.
pub(crate) const HOMES: &str = "10.64.0.0/24";
pub(crate) const HOME_SIX: &str = "fd64::1";

/// A packet that arrived at the homes' end of the cable.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Arrived {
    pub(crate) target: IpAddr,
    pub(crate) at: Instant,
}

/// Runs `scan` on one side of the cable and `live` on the other, and gives what the scan gave and what arrived.
/// None where namespaces may not be made.
pub(crate) fn play<T: Send + 'static>(
    live: impl AsyncFnOnce() + Send + 'static,
    scan: impl AsyncFnOnce() -> T + Send + 'static,
) -> Option<(T, Vec<Arrived>)> {
    let arrived = Arc::new(Mutex::new(Vec::new()));
    let (cable, plugged) = mpsc::channel();
    let (ready, set_up) = mpsc::channel();
    let (done, stop) = mpsc::channel::<()>();
    let tap = Arc::clone(&arrived);
    let homes = std::thread::spawn(move || {
        if unshare(CloneFlags::CLONE_NEWNET).is_err() {
            return cable.send(None).unwrap();
        }
        cable.send(Some(nix::unistd::gettid())).unwrap();
        set_up.recv().unwrap();
        settle();
        runtime().block_on(async {
            live().await;
            let heard = tokio::task::spawn_blocking(move || listen(&tap, &stop));
            cable.send(None).unwrap();
            heard.await.unwrap();
        });
    });
    let scanner = std::thread::spawn(move || {
        let place = plugged.recv().unwrap()?;
        unshare(CloneFlags::CLONE_NEWNET).unwrap();
        plug(place.as_raw());
        ready.send(()).unwrap();
        plugged.recv().unwrap();
        let given = runtime().block_on(scan());
        drop(done);
        Some(given)
    });
    let given = scanner.join().unwrap();
    homes.join().unwrap();
    let Some(given) = given else {
        println!("not tested: network namespaces may not be made here");
        return None;
    };
    let arrived = arrived.lock().unwrap().clone();
    Some((given, arrived))
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()
}

/// Joins the scanner's side to the homes' side, the namespace of that thread.
fn plug(homes: i32) {
    ip(&format!("link add sc0 type veth peer name vi0 netns {homes}"));
    for command in [
        "link set lo up",
        "link set sc0 up",
        "addr add 10.99.0.1/24 dev sc0",
        "route add 10.64.0.0/16 via 10.99.0.2",
        "-6 addr add fd99::1/64 dev sc0 nodad",
        "-6 route add fd64::/48 via fd99::2",
    ] {
        ip(command);
    }
}

fn settle() {
    for command in [
        "link set lo up",
        "link set vi0 up",
        "addr add 10.99.0.2/24 dev vi0",
        "-6 addr add fd99::2/64 dev vi0 nodad",
        &format!("route add local {HOMES} dev lo"),
        &format!("-6 addr add {HOME_SIX}/128 dev lo"),
        "route add blackhole 10.64.9.0/24",
    ] {
        ip(command);
    }
    // Homes say of every port at once that it is closed; the usual limits are for machines with many guests.
    for (setting, value) in [
        ("ipv4/icmp_ratelimit", "0"),
        ("ipv4/icmp_msgs_per_sec", "100000"),
        ("ipv4/icmp_msgs_burst", "100000"),
        ("ipv6/icmp/ratelimit", "0"),
        ("ipv4/conf/all/rp_filter", "0"),
    ] {
        // Some are of the whole machine, and then left as they are.
        let _not_here = std::fs::write(format!("/proc/sys/net/{setting}"), value);
    }
}

fn ip(arguments: &str) {
    let done = Command::new("ip").args(arguments.split(' ')).output().unwrap();
    assert!(done.status.success(), "ip {arguments}: {}", String::from_utf8_lossy(&done.stderr));
}

/// Notes every packet to a home, until nobody keeps the other end of `stop`.
fn listen(arrived: &Mutex<Vec<Arrived>>, stop: &mpsc::Receiver<()>) {
    use socket2::{Domain, Protocol, Socket, Type};
    let ipv4 = Protocol::from(i32::from(0x0800_u16.to_be()));
    let socket = Socket::new(Domain::PACKET, Type::RAW, Some(ipv4)).unwrap();
    socket.set_read_timeout(Some(Duration::from_millis(20))).unwrap();
    let mut frame = [0; 2_048];
    while stop.try_recv() != Err(mpsc::TryRecvError::Disconnected) {
        while let Ok(length) = std::io::Read::read(&mut &socket, &mut frame) {
            // The kernel, which knows nothing of our connections, resets what an open port answers.
            let is_reset = length >= 48 && frame[23] == 6 && frame[47] & 4 != 0;
            if length >= 34 && frame[30..32] == [10, 64] && !is_reset {
                let target = Ipv4Addr::from([frame[30], frame[31], frame[32], frame[33]]).into();
                arrived.lock().unwrap().push(Arrived { target, at: Instant::now() });
            }
        }
    }
}

/// A listener that lives as long as its side of the street.
pub(crate) async fn open(address: &str) {
    let listener = TcpListener::bind(address).await.unwrap();
    tokio::spawn(async move {
        while let Ok((guest, _)) = listener.accept().await {
            drop(guest);
        }
    });
}

/// A server over UDP that answers every request with what `answer` makes of it.
pub(crate) async fn answer(address: &str, answer: impl Fn(&[u8]) -> Vec<u8> + Send + 'static) {
    let socket = UdpSocket::bind(address).await.unwrap();
    tokio::spawn(async move {
        let mut buffer = [0; 2_048];
        while let Ok((length, guest)) = socket.recv_from(&mut buffer).await {
            // The guest may have left already.
            let _left = socket.send_to(&answer(&buffer[..length]), guest).await;
        }
    });
}

/// Answers every SYN to a home where nobody lives, acknowledging what `acknowledge` makes of its port and sequence
/// number, for as long as a scan may take.
pub(crate) fn answer_handshakes(acknowledge: impl Fn(u16, u32) -> u32 + Send + 'static) {
    use socket2::{Domain, Protocol, SockAddr, Socket, Type};
    let hears =
        Socket::new(Domain::PACKET, Type::RAW, Some(Protocol::from(i32::from(0x0800_u16.to_be())))).unwrap();
    hears.set_read_timeout(Some(Duration::from_millis(20))).unwrap();
    // Protocol 255 is for whole packets, whose header the kernel only completes.
    let says = Socket::new(Domain::IPV4, Type::RAW, Some(Protocol::from(255))).unwrap();
    let until = Instant::now() + Duration::from_secs(10);
    std::thread::spawn(move || {
        let mut frame = [0; 2_048];
        while Instant::now() < until {
            let length = std::io::Read::read(&mut &hears, &mut frame).unwrap_or(0);
            if length < 54 || frame[23] != 6 || frame[30..33] != [10, 64, 9] {
                continue;
            }
            let port = u16::from_be_bytes([frame[36], frame[37]]);
            let sequence = u32::from_be_bytes([frame[38], frame[39], frame[40], frame[41]]);
            let mut packet = vec![0x45, 0, 0, 40, 0, 0, 0, 0, 64, 6, 0, 0];
            packet.extend_from_slice(&frame[30..34]);
            packet.extend_from_slice(&frame[26..30]);
            packet.extend_from_slice(&frame[36..38]);
            packet.extend_from_slice(&frame[34..36]);
            packet.extend([0, 0, 0, 1]);
            packet.extend(acknowledge(port, sequence).to_be_bytes());
            packet.extend([0x50, 0x12, 0xff, 0xff, 0, 0, 0, 0]);
            let guest = Ipv4Addr::from([frame[26], frame[27], frame[28], frame[29]]);
            says.send_to(&packet, &SockAddr::from(std::net::SocketAddr::from((guest, 0)))).unwrap();
        }
    });
}

pub(crate) fn settings(engine: Engine) -> Settings {
    Settings {
        engine,
        pace: Pace::UNLIMITED,
        lab: Lab::of(["10.64.0.0/16", "fd64::/48"].map(|range| range.parse().unwrap())),
        tcp_timeout: Duration::from_millis(600),
        udp_timeout: Duration::from_millis(600),
        evidence: false,
        ..Settings::default()
    }
}

pub(crate) type Seen = BTreeMap<(IpAddr, Port), PortState>;

pub(crate) async fn scan(settings: Settings, targets: Targets, gate: Arc<dyn Gate>) -> (Seen, Tally) {
    let scanner = Scanner::new(settings, [7; 32], Arc::new(|| Timestamp::UNIX_EPOCH)).unwrap();
    let mut records = scanner.scan(targets, gate);
    let mut seen = Seen::new();
    while let Some(Record { target, port, state, .. }) = records.next().await {
        assert_eq!(seen.insert((target, port), state), None, "one record a probe");
    }
    (seen, records.tally())
}
