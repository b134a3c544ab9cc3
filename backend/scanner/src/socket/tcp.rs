//! TCP on plain sockets: a port is open when the handshake is completed.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use akabeko_shared::PortState;
use socket2::{Domain, Protocol, Socket, Type};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::fault::{self, Outcome};

/// The longest that an answer is waited for. After a second a system sends its SYN again by itself (RFC 6298, section
/// 2.1), and Linux then every second: packets that nobody paces, counts or asks the gate about. The rest of the second
/// is for a process that is held up.
pub(crate) const LONGEST: Duration = Duration::from_millis(900);

/// Waits for a connection that was begun and hangs up.
pub(super) async fn dial(begun: TcpStream, patience: Duration) -> Outcome {
    match finish(begun, patience).await {
        Err(outcome) => outcome,
        Ok(stream) if is_ourselves(&stream) => Outcome::Seen(PortState::Closed),
        Ok(_open) => Outcome::Seen(PortState::Open),
    }
}

/// Connects to `address` by a single SYN.
pub(crate) async fn connect(address: SocketAddr, patience: Duration) -> Result<TcpStream, Outcome> {
    finish(begin(address)?, patience).await
}

/// Begins a connection: its SYN has left.
pub(super) fn begin(address: SocketAddr) -> Result<TcpStream, Outcome> {
    call(address).map_err(|error| fault::of_call(&error))
}

async fn finish(begun: TcpStream, patience: Duration) -> Result<TcpStream, Outcome> {
    match timeout(patience.min(LONGEST), handshake(&begun)).await {
        Err(_late) => Err(Outcome::Silent),
        Ok(Err(error)) => Err(fault::of_network(&error)),
        Ok(Ok(())) => Ok(begun),
    }
}

/// Connects by hand: a finished `connect` would no longer tell an error of its own from one that the
/// network brought back.
fn call(address: SocketAddr) -> io::Result<TcpStream> {
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, Some(Protocol::TCP))?;
    socket.set_nonblocking(true)?;
    match socket.connect(&address.into()) {
        Err(error) if !is_under_way(&error) => Err(error),
        Ok(()) | Err(_) => TcpStream::from_std(socket.into()),
    }
}

#[cfg(unix)]
fn is_under_way(error: &io::Error) -> bool {
    error.raw_os_error() == Some(nix::errno::Errno::EINPROGRESS as i32)
}

#[cfg(not(unix))]
fn is_under_way(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::WouldBlock
}

async fn handshake(stream: &TcpStream) -> io::Result<()> {
    stream.writable().await?;
    stream.take_error()?.map_or(Ok(()), Err)
}

/// On one machine a connection to a closed port can meet itself, when the system happens to give it the very
/// port that it dials (RFC 9293, section 3.5: simultaneous open).
fn is_ourselves(stream: &TcpStream) -> bool {
    stream.local_addr().ok() == stream.peer_addr().ok()
}
