//! How many packets a second one core can put on the link: a packet socket and `sendmmsg`, as fast as it goes.

use std::net::{Ipv4Addr, SocketAddrV4};
use std::time::{Duration, Instant};

use akabeko_lab::frame::{Hardware, LENGTH, Link, Segment, syn};
use akabeko_lab::greeting::PORTS;
use akabeko_lab::home::{FIRST, MOST};
use anyhow::Result;

use super::wire::Wire;

/// How many frames go to the kernel at once. More did not make it quicker.
const BATCH: u32 = 256;

/// Sends for a while and prints the packets a second.
pub(super) fn measure(interface: &str, gateway: Hardware, how_long: Duration) -> Result<()> {
    let wire = Wire::to_send(interface)?;
    let link = Link { from: wire.address, to: gateway };
    let (start, mut next, mut sent) = (Instant::now(), 0_u32, 0);
    while start.elapsed() < how_long {
        let frames: Vec<[u8; LENGTH]> = (next..next + BATCH).map(|number| probe(&link, number)).collect();
        sent += wire.send_all(&frames)?;
        next = next.wrapping_add(BATCH) % u32::MAX.wrapping_sub(BATCH);
    }
    println!("{:.0}", sent as f64 / start.elapsed().as_secs_f64());
    Ok(())
}

/// The probe with this number: another home each time, in no order.
fn probe(link: &Link, number: u32) -> [u8; LENGTH] {
    let home = u32::from(FIRST) + number.wrapping_mul(40_503) % MOST;
    let port = PORTS[number as usize % PORTS.len()];
    let segment = Segment {
        from: SocketAddrV4::new(Ipv4Addr::new(10, 99, 0, 1), 40_000),
        to: SocketAddrV4::new(home.into(), port),
        sequence: number.wrapping_mul(2_654_435_761),
        acknowledges: None,
    };
    syn(link, &segment)
}
