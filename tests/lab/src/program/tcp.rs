//! A listener on one TCP port of every address.

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

use akabeko_lab::greeting::{Malice, Service, malice, service};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::time::{sleep, timeout};

use super::street;

/// As many connections as may wait to be accepted.
const BACKLOG: u32 = 65_535;
/// How long a service waits for a word.
const PATIENCE: Duration = Duration::from_secs(10);
/// Between two bytes of a slow service.
const DRIP: Duration = Duration::from_millis(30);
/// The longest request that is read.
const REQUEST: usize = 4_096;

/// Opens the port; whoever connects is served in a task of its own.
pub(super) fn open(port: u16) -> io::Result<()> {
    let socket = TcpSocket::new_v4()?;
    socket.set_reuseaddr(true)?;
    socket.bind((Ipv4Addr::UNSPECIFIED, port).into())?;
    tokio::spawn(accept(socket.listen(BACKLOG)?, port));
    Ok(())
}

async fn accept(listener: TcpListener, port: u16) {
    loop {
        match listener.accept().await {
            // How a connection ends is the scanner's matter.
            Ok((stream, _)) => drop(tokio::spawn(serve(stream, port))),
            // No file is left: some connection will end.
            Err(_) => sleep(DRIP).await,
        }
    }
}

async fn serve(stream: TcpStream, port: u16) -> io::Result<()> {
    match malice_of(stream.local_addr()?) {
        Some(malice) => street::harass(stream, malice).await,
        None => timeout(PATIENCE, be(service(port), stream)).await.unwrap_or(Ok(())),
    }
}

fn malice_of(address: SocketAddr) -> Option<Malice> {
    match address.ip() {
        IpAddr::V4(four) => malice(four),
        IpAddr::V6(_) => None,
    }
}

async fn be(service: Service, mut stream: TcpStream) -> io::Result<()> {
    match service {
        Service::Greets(greeting) => stream.write_all(greeting).await?,
        Service::Drips(greeting) => drip(&mut stream, greeting, DRIP).await?,
        Service::Replies(reply) => {
            hear_a_request(&mut stream).await?;
            stream.write_all(reply).await?;
            return stream.shutdown().await;
        }
        Service::Refuses(refusal) => {
            if stream.read(&mut [0; REQUEST]).await? > 0 {
                stream.write_all(refusal).await?;
            }
            return stream.shutdown().await;
        }
        Service::Silent => {}
    }
    while stream.read(&mut [0; REQUEST]).await? > 0 {}
    Ok(())
}

/// Writes a byte at a time.
pub(super) async fn drip(stream: &mut TcpStream, bytes: &[u8], pause: Duration) -> io::Result<()> {
    for byte in bytes {
        stream.write_all(&[*byte]).await?;
        sleep(pause).await;
    }
    Ok(())
}

/// Reads up to an empty line, the end, or more than a request needs.
async fn hear_a_request(stream: &mut TcpStream) -> io::Result<()> {
    let mut heard = Vec::new();
    while !heard.ends_with(b"\n\r\n") && !heard.ends_with(b"\n\n") && heard.len() < REQUEST {
        if stream.read_buf(&mut heard).await? == 0 {
            break;
        }
    }
    Ok(())
}
