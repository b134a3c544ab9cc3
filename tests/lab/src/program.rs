//! The commands of `akabeko-lab`.

mod flood;
mod homes;
mod spoof;
mod street;
mod tcp;
mod udp;
mod watch;
mod wire;

use std::net::{Ipv4Addr, SocketAddr, TcpStream, UdpSocket};
use std::time::Duration;

use akabeko_lab::frame::Hardware;
use anyhow::{Context, Result};
use clap::Parser;

/// Plays the homes of a lab, and measures at either end of its link.
#[derive(Parser)]
#[command(name = "akabeko-lab")]
enum Command {
    /// Answers for all homes and for the hostile street, until it is ended; says `ready` when it does
    Homes {
        /// The interface that leads to the scanner
        interface: String,
    },
    /// Sends SYNs to the homes as fast as one core can, and prints how many a second that were
    Flood {
        /// The interface that leads to the homes
        interface: String,
        /// The hardware address at its other end
        #[arg(value_parser = hardware)]
        gateway: Hardware,
        /// For how long, in seconds
        #[arg(long, default_value_t = 2)]
        seconds: u64,
    },
    /// Looks at every probe that arrives until standard input ends; prints the median and the highest number within
    /// one second for one target
    Watch {
        /// The interface that leads to the scanner
        interface: String,
    },
    /// Sends answers to a scanner that it did not ask for, until it is ended
    Spoof {
        /// The interface that leads to the scanner
        interface: String,
        /// The hardware address at its other end
        #[arg(value_parser = hardware)]
        gateway: Hardware,
        /// The scanner's address
        scanner: Ipv4Addr,
    },
    /// Sends one datagram to each address and begins one connection, to see that somebody counts them
    Knock {
        /// The addresses with their ports
        targets: Vec<SocketAddr>,
    },
}

/// Runs the command that the arguments name.
pub(crate) fn run() -> Result<()> {
    match Command::parse() {
        Command::Homes { interface } => homes::play(&interface),
        Command::Flood { interface, gateway, seconds } => {
            flood::measure(&interface, gateway, Duration::from_secs(seconds))
        }
        Command::Watch { interface } => watch::watch(&interface),
        Command::Spoof { interface, gateway, scanner } => spoof::disturb(&interface, gateway, scanner),
        Command::Knock { targets } => targets.into_iter().try_for_each(knock),
    }
}

fn knock(target: SocketAddr) -> Result<()> {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).context("open a socket")?;
    socket.send_to(b"\r\n", target).with_context(|| format!("send to {target}"))?;
    // That nobody answers is what is expected.
    let _ = TcpStream::connect_timeout(&target, Duration::from_millis(200));
    Ok(())
}

fn hardware(text: &str) -> Result<Hardware> {
    let bytes: Option<Vec<u8>> = text.split(':').map(|byte| u8::from_str_radix(byte, 16).ok()).collect();
    bytes.and_then(|bytes| bytes.try_into().ok()).with_context(|| format!("read the hardware address {text}"))
}
