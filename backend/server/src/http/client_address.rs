//! Where a request came from: the socket's peer, or the hop that a trusted proxy names. Nothing else decides
//! what may be scanned, so a header from anybody else changes nothing.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use ipnet::IpNet;

use super::problem::Problem;
use crate::app::App;
use crate::store::Origin;

/// The address of the device that sent this request.
#[derive(Clone, Copy, Debug)]
pub(super) struct ClientAddress(pub(super) IpAddr);

impl FromRequestParts<Arc<App>> for ClientAddress {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Problem> {
        let ClientOrigin(origin) = ClientOrigin::from_request_parts(parts, app).await?;
        Ok(Self(origin.address))
    }
}

/// The address of the device that sent this request, and its port, unless a proxy keeps that to itself.
#[derive(Clone, Copy, Debug)]
pub(super) struct ClientOrigin(pub(super) Origin);

impl FromRequestParts<Arc<App>> for ClientOrigin {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Problem> {
        let ConnectInfo(peer) = ConnectInfo::<SocketAddr>::from_request_parts(parts, app)
            .await
            .map_err(|_| Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "The connection has no address"))?;
        client_origin(peer, &parts.headers, &app.config.trusted_proxies).map(Self).ok_or_else(|| {
            tracing::warn!(
                "a trusted proxy does not say where a request comes from: set X-Forwarded-For in it"
            );
            Problem::new(StatusCode::BAD_GATEWAY, "The proxy before this service does not say where you are")
                .detail("Whoever runs this service has to have it write X-Forwarded-For.")
        })
    }
}

/// Walks `X-Forwarded-For` from its end, over the hops that trusted proxies wrote down, to the first address
/// that is not one of theirs. None: there is no such hop, or one on the way is no plain address. The proxy itself
/// is never the answer, or it would be scanned in everybody's place.
fn client_origin(peer: SocketAddr, headers: &HeaderMap, trusted: &[IpNet]) -> Option<Origin> {
    let peer = Origin { address: peer.ip().to_canonical(), port: Some(peer.port()) };
    let is_trusted = |address: IpAddr| trusted.iter().any(|network| network.contains(&address));
    if !is_trusted(peer.address) {
        return Some(peer);
    }
    let lines = headers.get_all("x-forwarded-for").iter().map(|line| line.to_str().unwrap_or("unreadable"));
    let hops: Vec<&str> = lines.flat_map(|line| line.split(',')).map(str::trim).collect();
    for hop in hops.iter().rev() {
        let origin = read(hop)?;
        if !is_trusted(origin.address) {
            return Some(origin);
        }
    }
    None
}

/// Reads a hop: `192.0.2.1`, `2001:db8::1`, or with its port `192.0.2.1:4711`, `[2001:db8::1]:4711`.
fn read(hop: &str) -> Option<Origin> {
    let with_port = |hop: SocketAddr| Origin { address: hop.ip().to_canonical(), port: Some(hop.port()) };
    let plain = |address: IpAddr| Origin::from(address.to_canonical());
    let origin = hop.parse().map(plain).or_else(|_| hop.parse().map(with_port)).ok()?;
    // A scope is of one machine's, and nobody calls from port 0.
    (!hop.contains('%') && origin.port != Some(0)).then_some(origin)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROXY: &str = "10.0.0.1";

    fn seen(peer: &str, lines: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append("x-forwarded-for", line.parse().unwrap());
        }
        let trusted = ["10.0.0.0/24".parse().unwrap(), "fd00::/8".parse().unwrap()];
        let peer = SocketAddr::new(peer.parse().unwrap(), 50_000);
        match client_origin(peer, &headers, &trusted) {
            None => "nobody".to_owned(),
            Some(Origin { address, port: None }) => address.to_string(),
            Some(Origin { address, port: Some(port) }) => SocketAddr::new(address, port).to_string(),
        }
    }

    #[test]
    fn only_a_trusted_proxy_is_believed_and_only_from_the_right() {
        let cases: &[(&str, &[&str], &str)] = &[
            ("192.0.2.1", &[], "192.0.2.1:50000"),
            ("192.0.2.1", &["198.51.100.9"], "192.0.2.1:50000"),
            ("192.0.2.1", &["10.0.0.1"], "192.0.2.1:50000"),
            (PROXY, &[], "nobody"),
            (PROXY, &["198.51.100.9"], "198.51.100.9"),
            (PROXY, &["203.0.113.5, 198.51.100.9"], "198.51.100.9"),
            (PROXY, &["203.0.113.5", "198.51.100.9"], "198.51.100.9"),
            (PROXY, &["198.51.100.9", "10.0.0.7"], "198.51.100.9"),
            (PROXY, &["203.0.113.5, 198.51.100.9, 10.0.0.7, 10.0.0.9"], "198.51.100.9"),
            (PROXY, &["  198.51.100.9  "], "198.51.100.9"),
            (PROXY, &["198.51.100.9:4711"], "198.51.100.9:4711"),
            (PROXY, &["198.51.100.9:4711, 10.0.0.7:80"], "198.51.100.9:4711"),
            (PROXY, &["[2001:db8::1]:4711"], "[2001:db8::1]:4711"),
            (PROXY, &["[::ffff:198.51.100.9]:4711"], "198.51.100.9:4711"),
            (PROXY, &["198.51.100.9:"], "nobody"),
            (PROXY, &["198.51.100.9:0"], "nobody"),
            (PROXY, &["[2001:db8::1%3]:80"], "nobody"),
            (PROXY, &["198.51.100.9:70000"], "nobody"),
            (PROXY, &["unknown"], "nobody"),
            (PROXY, &["_hidden"], "nobody"),
            (PROXY, &[""], "nobody"),
            (PROXY, &["198.51.100.9, "], "nobody"),
            (PROXY, &["198.51.100.9, garbage, 10.0.0.7"], "nobody"),
            (PROXY, &["[2001:db8::1]"], "nobody"),
            (PROXY, &["2001:db8::1"], "2001:db8::1"),
            (PROXY, &["::ffff:198.51.100.9"], "198.51.100.9"),
            ("::ffff:10.0.0.1", &["198.51.100.9"], "198.51.100.9"),
            ("::ffff:192.0.2.1", &["198.51.100.9"], "192.0.2.1:50000"),
            ("fd00::1", &["2001:db8::1, fd00::2"], "2001:db8::1"),
            (PROXY, &["10.0.0.2, 10.0.0.3"], "nobody"),
        ];
        for (peer, lines, expected) in cases {
            assert_eq!(seen(peer, lines), *expected, "from {peer} with {lines:?}");
        }
    }
}
