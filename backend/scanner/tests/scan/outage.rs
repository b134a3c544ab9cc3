//! What cannot be reached: a fault of this side is no record, a refusal on the way is one.

use std::net::Ipv4Addr;
use std::sync::Arc;

use akabeko_scanner::{Lab, Probe, Settings};
use akabeko_shared::Port;
#[cfg(target_os = "linux")]
use akabeko_shared::PortState;

use crate::home;

#[tokio::test]
async fn what_this_side_cannot_send_is_counted_and_not_recorded() {
    // No system lets a plain socket connect to everybody.
    let target = Ipv4Addr::BROADCAST.into();
    let settings = Settings { lab: Lab::of(["255.255.255.255/32".parse().unwrap()]), ..home::settings() };
    let ports = [Port::tcp(23), Port::udp(53), Port::udp(123)];
    let probes = ports.map(|port| Probe { target, port }).to_vec();
    let (records, tally) = home::scan(settings, probes, Arc::new(home::Anyone)).await;
    assert_eq!(records, []);
    assert_eq!((tally.unsent, tally.refused), (3, 0));
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_network_or_host_that_the_way_there_cannot_reach_is_filtered_over_udp() {
    for (code, expected) in [
        (0, PortState::Filtered),
        (1, PortState::Filtered),
        (9, PortState::Filtered),
        (13, PortState::Filtered),
        (3, PortState::Closed),
    ] {
        let home = home::address();
        let Some(router) = Router::at(home) else { return };
        let asked = home::socket(home, Port::udp(53)).await;
        let refusal = async {
            let (_, guest) = asked.recv_from(&mut [0; 512]).await.unwrap();
            router.refuse(code, guest, asked.local_addr().unwrap(), &[]);
        };
        let (state, ()) = tokio::join!(home::state(home, Port::udp(53)), refusal);
        assert_eq!(state, expected, "code {code}");
    }
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn what_somebody_on_the_way_says_does_not_outweigh_an_answer() {
    let home = home::address();
    let Some(router) = Router::at(home) else { return };
    let asked = home::socket(home, Port::udp(53)).await;
    let talk = async {
        let (mut request, to) = ([0; 512], asked.local_addr().unwrap());
        let (_, guest) = asked.recv_from(&mut request).await.unwrap();
        router.refuse(1, guest, to, &[]);
        let (length, guest) = asked.recv_from(&mut request).await.unwrap();
        request[2] |= 0x80;
        asked.send_to(&request[..length], guest).await.unwrap();
    };
    let (state, ()) = tokio::join!(home::state(home, Port::udp(53)), talk);
    assert_eq!(state, PortState::Open);
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_refusal_must_quote_what_was_sent_as_far_as_it_quotes_anything() {
    let home = home::address();
    let Some(router) = Router::at(home) else { return };
    for (altered, with_zeros, expected) in
        [(1, 0, PortState::OpenFiltered), (0, 0, PortState::Closed), (0, 100, PortState::Closed)]
    {
        let asked = home::socket(home, Port::udp(53)).await;
        let refusal = async {
            let mut request = [0; 512];
            let (length, guest) = asked.recv_from(&mut request).await.unwrap();
            request[1] ^= altered;
            router.refuse(3, guest, asked.local_addr().unwrap(), &request[..length + with_zeros]);
        };
        let (state, ()) = tokio::join!(home::state(home, Port::udp(53)), refusal);
        assert_eq!(state, expected, "altered {altered}, {with_zeros} zeros");
    }
}

/// Tells senders that what they sent did not arrive (RFC 792). Only whoever may open raw sockets can.
#[cfg(target_os = "linux")]
struct Router(socket2::Socket);

#[cfg(target_os = "linux")]
impl Router {
    /// One that speaks for a home: only the home itself can say that its port is closed.
    fn at(home: std::net::IpAddr) -> Option<Self> {
        use socket2::{Domain, Protocol, Socket, Type};
        match Socket::new(Domain::IPV4, Type::RAW, Some(Protocol::ICMPV4)) {
            Ok(socket) => {
                socket.bind(&std::net::SocketAddr::new(home, 0).into()).unwrap();
                Some(Self(socket))
            }
            Err(error) => {
                println!("not tested: {error}");
                None
            }
        }
    }

    /// Refuses a datagram, quoting this much of what it said.
    fn refuse(&self, code: u8, guest: std::net::SocketAddr, asked: std::net::SocketAddr, said: &[u8]) {
        let (std::net::SocketAddr::V4(from), std::net::SocketAddr::V4(to)) = (guest, asked) else {
            panic!("homes are on 127/8")
        };
        let mut message = vec![3, code, 0, 0, 0, 0, 0, 0];
        message.extend([0x45, 0, 0, 28, 0, 0, 0, 0, 64, 17, 0, 0]);
        message.extend(from.ip().octets());
        message.extend(to.ip().octets());
        message.extend([from.port(), to.port(), 8, 0].map(u16::to_be_bytes).concat());
        message.extend_from_slice(said);
        let sum = checksum(&message);
        message[2..4].copy_from_slice(&sum);
        self.0.send_to(&message, &guest.into()).unwrap();
    }
}

#[cfg(target_os = "linux")]
fn checksum(message: &[u8]) -> [u8; 2] {
    let words = message.chunks(2).map(|pair| u32::from(u16::from_be_bytes([pair[0], pair[1]])));
    let sum = words.sum::<u32>();
    let folded = (sum & 0xffff) + (sum >> 16);
    (!((folded & 0xffff) + (folded >> 16)) as u16).to_be_bytes()
}
