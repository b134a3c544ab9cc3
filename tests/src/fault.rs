//! Calls that get lost: on the way to the backend, or on the way back after they took effect.

use std::collections::BTreeSet;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;

/// Whose next call gets lost, and on which way.
#[derive(Clone, Debug, Default)]
pub struct Faults(Arc<Mutex<BTreeSet<(IpAddr, Lost)>>>);

/// What gets lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lost {
    /// The backend never hears of the call.
    Request,
    /// The backend does what was asked; the caller never hears of it.
    Reply,
}

impl Faults {
    /// Loses the next call from an address.
    pub fn lose(&self, from: IpAddr, what: Lost) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert((from, what));
    }

    /// Whether a call from an address is still to be lost.
    pub fn are_waiting_for(&self, from: IpAddr) -> bool {
        let waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        [Lost::Request, Lost::Reply].iter().any(|what| waiting.contains(&(from, *what)))
    }

    /// Puts the faults before a router.
    pub fn before(self, router: Router) -> Router {
        router.layer(from_fn_with_state(self, pass))
    }

    fn take(&self, from: IpAddr, what: Lost) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&(from, what))
    }
}

async fn pass(
    State(faults): State<Faults>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request: Request,
    next: Next,
) -> Response {
    if faults.take(peer.ip(), Lost::Request) {
        return broken_off();
    }
    let lost = faults.take(peer.ip(), Lost::Reply);
    let response = next.run(request).await;
    if lost { broken_off() } else { response }
}

/// A response whose body fails, so that the server breaks the connection off.
fn broken_off() -> Response {
    let failure = std::io::Error::new(std::io::ErrorKind::ConnectionReset, "lost");
    let body = futures::stream::iter([Err::<Vec<u8>, _>(failure)]);
    Response::new(Body::from_stream(body))
}
