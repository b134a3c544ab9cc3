//! TCP: a port is open when the handshake is completed.

use std::net::SocketAddr;

use akabeko_shared::{Port, PortState};
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::timeout;

use crate::record::Outcome;
use crate::{Settings, evidence};

/// Connects to `address`, behind which `port` is expected, and listens if evidence is wanted.
pub(crate) async fn dial(address: SocketAddr, port: Port, settings: &Settings) -> Outcome {
    let socket = match address {
        SocketAddr::V4(_) => TcpSocket::new_v4(),
        SocketAddr::V6(_) => TcpSocket::new_v6(),
    };
    let Ok(socket) = socket else { return Outcome::Unsent };
    match timeout(settings.tcp_timeout, socket.connect(address)).await {
        Err(_late) => Outcome::Silent,
        Ok(Err(error)) => Outcome::of_error(&error),
        Ok(Ok(stream)) if is_ourselves(&stream) => Outcome::seen(PortState::Closed),
        Ok(Ok(stream)) => {
            let evidence =
                if settings.evidence { evidence::read(stream, address.ip(), port).await } else { None };
            Outcome::Seen { state: PortState::Open, evidence }
        }
    }
}

/// On one machine a connection to a closed port can meet itself, when the system happens to give it the very
/// port that it dials (RFC 9293, section 3.5: simultaneous open).
fn is_ourselves(stream: &TcpStream) -> bool {
    stream.local_addr().ok() == stream.peer_addr().ok()
}
