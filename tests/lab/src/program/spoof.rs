//! Answers that nobody asked for, from homes that drop everything: SYN-ACKs and datagrams on a scanner's ports.

use std::net::{Ipv4Addr, SocketAddrV4};
use std::thread;
use std::time::Duration;

use akabeko_lab::frame::{Hardware, Link, Segment, syn};
use akabeko_lab::greeting::PORTS;
use akabeko_lab::home::FIRST_HOSTILE;
use anyhow::Result;

use super::wire::Wire;

/// The pause between two answers.
const PAUSE: Duration = Duration::from_millis(1);
/// The homes that they claim to come from stand at the far end of the hostile street, where no target is.
const NOBODY: u32 = 0xff00;

/// Sends one after another, until the program is ended.
pub(super) fn disturb(interface: &str, gateway: Hardware, scanner: Ipv4Addr) -> Result<()> {
    let wire = Wire::to_send(interface)?;
    let link = Link { from: wire.address, to: gateway };
    for number in 0_u32.. {
        let chance = number.wrapping_mul(2_654_435_761);
        let source = u32::from(FIRST_HOSTILE) + if chance & 1 == 0 { NOBODY } else { 0 } + chance % 250;
        let segment = Segment {
            from: SocketAddrV4::new(source.into(), PORTS[number as usize % PORTS.len()]),
            to: SocketAddrV4::new(scanner, (chance >> 16) as u16),
            sequence: chance,
            acknowledges: Some(chance.rotate_left(13)),
        };
        wire.send(&syn(&link, &segment))?;
        thread::sleep(PAUSE);
    }
    Ok(())
}
