//! The hostile street: devices that want to keep a scanner busy, fill its memory or make it fall.

use std::io;
use std::time::Duration;

use akabeko_lab::greeting::Malice;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::time::sleep;

use super::tcp::drip;

/// Longer than any scan waits.
const LONG: Duration = Duration::from_secs(300);

/// Does to one connection what this device does, until the other end has enough.
pub(super) async fn harass(mut stream: TcpStream, malice: Malice) -> io::Result<()> {
    match malice {
        Malice::Tarpit => sleep(LONG).await,
        Malice::EndlessBanner => endless(&mut stream, b"220 welcome, ", "welcome, ").await?,
        Malice::HugeHeaders => {
            endless(&mut stream, b"HTTP/1.1 200 OK\r\n", "X-More: and more of it\r\n").await?
        }
        // A handshake record (RFC 8446, section 5.1) that holds half of a message of 16 MiB.
        Malice::BrokenTls => {
            endless(&mut stream, b"\x16\x03\x03\x40\0\x02\xff\xff\xff", "\u{16}\u{3}\u{3}").await?
        }
        Malice::Drip => drip(&mut stream, &[b'.'; 300], Duration::from_secs(1)).await?,
        Malice::Reset => stream.set_zero_linger()?,
    }
    Ok(())
}

async fn endless(stream: &mut TcpStream, start: &[u8], then: &str) -> io::Result<()> {
    stream.write_all(start).await?;
    let more = then.repeat(1 << 10);
    loop {
        stream.write_all(more.as_bytes()).await?;
    }
}
