//! The way of a push: one request to a push service that is really on the internet.
//!
//! Its address was said by a device. So a name counts only for those of its addresses that anybody may reach, at the
//! moment of the connection, and an address by itself is held to the same; nothing is followed, and nothing is read.

use std::error::Error;
use std::sync::OnceLock;
use std::time::Duration;

use akabeko_agent_core::http::choose_tls;
use akabeko_core::push::{Answer, retry_after};
use akabeko_scanner::{Lab, special_address};
use jiff::Timestamp;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::{AUTHORIZATION, CONTENT_ENCODING, CONTENT_TYPE, RETRY_AFTER};
use reqwest::{Client, Response, Url, redirect};

use super::subscription::{Fault, address};

/// Sends to push services.
pub(super) struct Courier {
    client: OnceLock<Option<Client>>,
    lab: Lab,
}

/// A push takes this long at most.
const CALL: Duration = Duration::from_secs(10);

/// How long a push service keeps what it cannot deliver: a day, in seconds.
const KEPT: &str = "86400";

/// A newer push takes the place of an older one that is still kept.
const TOPIC: &str = "news";

impl Courier {
    /// Goes to the internet, and into this lab.
    pub(super) fn new(lab: Lab) -> Self {
        Self { client: OnceLock::new(), lab }
    }

    /// Refuses an endpoint whose host is an address that is nowhere on the internet.
    pub(super) fn check(&self, endpoint: &Url) -> Result<(), Fault> {
        let Some(address) = address(endpoint) else { return Ok(()) };
        special_address::refuse(address, &self.lab)
            .map_err(|why| Fault::in_field("endpoint", format!("{address} is not on the internet: {why}")))
    }

    /// Delivers a message to a push service.
    pub(super) async fn deliver(
        &self,
        endpoint: &Url,
        authorization: String,
        body: Vec<u8>,
        now: Timestamp,
    ) -> Answer {
        if self.check(endpoint).is_err() {
            return Answer::Forbidden;
        }
        // Reading the system's certificates takes a while, which only whoever sends pushes has to wait for.
        let Some(client) = self.client.get_or_init(|| client(self.lab.clone())) else {
            return Answer::Silence;
        };
        let call = client.post(endpoint.clone()).body(body);
        let call = call.header(AUTHORIZATION, authorization);
        let call =
            call.header(CONTENT_ENCODING, "aes128gcm").header(CONTENT_TYPE, "application/octet-stream");
        let call = call.header("TTL", KEPT).header("Urgency", "normal").header("Topic", TOPIC);
        match call.send().await {
            Ok(response) => answer(&response, now),
            Err(error) if is_forbidden(&error) => Answer::Forbidden,
            Err(_) => Answer::Silence,
        }
    }
}

fn client(lab: Lab) -> Option<Client> {
    choose_tls();
    let client = Client::builder()
        .user_agent(concat!("akabeko-backend/", env!("CARGO_PKG_VERSION")))
        .redirect(redirect::Policy::none())
        .referer(false)
        .no_proxy()
        .dns_resolver(Internet(lab))
        .pool_max_idle_per_host(0)
        .timeout(CALL)
        .build();
    client.inspect_err(|error| tracing::error!(%error, "failed to set up HTTP for pushes")).ok()
}

fn answer(response: &Response, now: Timestamp) -> Answer {
    let wait = response.headers().get(RETRY_AFTER).and_then(|wait| wait.to_str().ok());
    let retry_after = wait.and_then(|wait| retry_after(wait, now));
    Answer::Status { status: response.status().as_u16(), retry_after }
}

/// Whether a name had no address that anybody may reach.
fn is_forbidden(error: &reqwest::Error) -> bool {
    let mut causes = std::iter::successors(error.source(), |error| (*error).source());
    causes.any(|cause| cause.is::<NowhereOnTheInternet>())
}

/// Names as they count for the internet, and for this lab.
struct Internet(Lab);

/// A name none of whose addresses may be reached.
#[derive(Debug, thiserror::Error)]
#[error("its name leads nowhere on the internet")]
struct NowhereOnTheInternet;

impl Resolve for Internet {
    fn resolve(&self, name: Name) -> Resolving {
        let lab = self.0.clone();
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let mut allowed =
                found.filter(|found| special_address::refuse(found.ip(), &lab).is_ok()).peekable();
            if allowed.peek().is_none() {
                return Err(NowhereOnTheInternet.into());
            }
            let allowed: Addrs = Box::new(allowed.collect::<Vec<_>>().into_iter());
            Ok(allowed)
        })
    }
}
