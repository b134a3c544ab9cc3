//! Who checked in, from where and when, as the wire saw it: the tests' own record of which addresses may be scanned.

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};

use akabeko_backend::clock::Clock;
use axum::Router;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::header::AUTHORIZATION;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use jiff::Timestamp;

/// Somebody beside the backend who writes every check-in down that it took.
#[derive(Clone, Debug)]
pub struct Witness {
    clock: Clock,
    seen: Arc<Mutex<Latest>>,
}

/// The latest check-in of every device, by its token.
type Latest = BTreeMap<Vec<u8>, (IpAddr, Timestamp)>;

impl Witness {
    /// A witness with this clock who saw nothing yet.
    pub fn new(clock: Clock) -> Self {
        Self { clock, seen: Arc::default() }
    }

    /// When an address was last confirmed by a device that did not check in from elsewhere since.
    pub fn confirmed_at(&self, address: IpAddr) -> Option<Timestamp> {
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.values().filter(|(from, _)| *from == address).map(|(_, at)| *at).max()
    }

    /// Puts the witness before a router.
    pub fn before(self, router: Router) -> Router {
        router.layer(from_fn_with_state(self, watch))
    }
}

async fn watch(
    State(witness): State<Witness>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request: Request,
    next: Next,
) -> Response {
    let caller = request.headers().get(AUTHORIZATION).map(|token| token.as_bytes().to_vec());
    let caller = caller.filter(|_| request.uri().path() == "/api/v1/check-in");
    let response = next.run(request).await;
    if let Some(caller) = caller.filter(|_| response.status().is_success()) {
        let mut seen = witness.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.insert(caller, (peer.ip(), witness.clock.now()));
    }
    response
}
