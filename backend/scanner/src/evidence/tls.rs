//! TLS: who the server says it is, then its first page.
//!
//! What a modern library agrees to is tried first. Old devices speak only what no library should speak any more, but
//! show their certificate before anything is encrypted, so a greeting of our own gets it from them.

mod old_hello;
mod trust;

use std::net::IpAddr;

use rustls::pki_types::ServerName;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use super::hearing::{Connection, Door, More, Notes, hear, say};
use super::http;
use super::limits::Limits;
use crate::identify::tls::{Flight, version_name};
use crate::identify::tls_header;

/// Asks a server for its certificate and its first page.
pub(super) async fn ask(target: IpAddr, door: &Door, limits: &Limits, notes: &mut Notes) -> Option<()> {
    let stream = door.open().await?;
    let connector = TlsConnector::from(trust::anybody());
    let handshake = connector.connect(ServerName::IpAddress(target.into()), stream);
    match timeout(limits.handshake, handshake).await {
        // Whoever keeps quiet once keeps quiet again.
        Err(_late) => None,
        Ok(Err(_refused)) => ask_in_the_old_way(door, limits, notes).await,
        Ok(Ok(mut stream)) => {
            notes.rewrite(header(&stream).into_bytes());
            http::converse(&mut stream, target, limits, notes).await
        }
    }
}

fn header(stream: &TlsStream<Connection>) -> String {
    let (_socket, session) = stream.get_ref();
    let version = session.protocol_version().map_or_else(String::new, |version| version_name(version.into()));
    let certificate = session.peer_certificates().and_then(|all| all.first());
    tls_header::write(&version, certificate.map(AsRef::as_ref))
}

/// Hears a server out up to its certificate. If there is none, what it said stays as it is.
async fn ask_in_the_old_way(door: &Door, limits: &Limits, notes: &mut Notes) -> Option<()> {
    let mut stream = door.open().await?;
    say(&mut stream, &old_hello::client_hello()).await?;
    hear(&mut stream, notes, |said| match said {
        [] => More::Within(limits.begin),
        said if Flight::of(said).is_over => More::Enough,
        _ => More::Within(limits.pause),
    })
    .await;
    let flight = Flight::of(notes.said());
    if let (Some(version), Some(certificate)) = (flight.version, flight.certificate) {
        notes.rewrite(tls_header::write(&version_name(version), Some(&certificate)).into_bytes());
    }
    Some(())
}
