//! The backend over HTTP: one method for each call of [`wire`].
//!
//! Every call makes a connection of its own, straight to the server. A kept connection could still lead through
//! a network that the device has left, and a proxy would lend the device its address: both would have somebody
//! else's address scanned.

mod blame;
pub mod events;
mod person;
mod reply;

use std::net::IpAddr;
use std::time::Duration;

use akabeko_shared::wire::{
    self, CheckIn, CheckInReply, EnrolReply, EnrolRequest, Events, Inbox, LastLook, Progress, Scan, Ticket,
};
use akabeko_shared::{NoticeId, ScanId, Stage};
use futures::Stream;
use reqwest::header::ACCEPT;
use reqwest::{Certificate, Client, Method, RequestBuilder, redirect};
use serde::Serialize;

use crate::origin::NotAnOrigin;
use crate::{Failure, Origin, Token};

/// A plain call takes this long at most.
const CALL: Duration = Duration::from_secs(10);

/// A stream without a sign of life for so long is dead; servers send a comment more often than that.
const SILENCE: Duration = Duration::from_secs(90);

/// A way to one backend, for one agent.
#[derive(Clone)]
pub struct Backend {
    client: Client,
    origin: Origin,
    token: Option<Token>,
}

/// Why there is no way to a backend, read after "failed to".
#[derive(Debug, thiserror::Error)]
pub enum BackendError {
    /// The address is not one of a server.
    #[error("read the server's address")]
    Server(#[from] NotAnOrigin),
    /// TLS or the local address cannot be set up.
    #[error("set up HTTP")]
    Client(#[from] reqwest::Error),
}

impl Backend {
    /// A way to `server`, from `local_address` if the device has several. Nothing is sent yet.
    ///
    /// # Errors
    /// When `server` is neither `https` nor on this very machine, or TLS cannot be set up.
    pub fn new(server: &str, local_address: Option<IpAddr>) -> Result<Self, BackendError> {
        let origin: Origin = server.parse()?;
        Ok(Self { client: client(&origin, local_address)?, origin, token: None })
    }

    /// Where it leads.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// Speaks for the agent with this token from now on.
    pub fn set_token(&mut self, token: Option<Token>) {
        self.token = token;
    }

    /// Becomes an agent.
    ///
    /// # Errors
    /// When the invitation is refused or the server out of reach.
    pub async fn enrol(&self, request: &EnrolRequest) -> Result<EnrolReply, Failure> {
        let call = self.client.post(self.url("enrol")).timeout(CALL).json(request);
        reply::read(call).await
    }

    /// Says: I am here.
    ///
    /// # Errors
    /// As every call: when the server is out of reach, refuses, or does not know the token.
    pub async fn check_in(&self, check_in: &CheckIn) -> Result<CheckInReply, Failure> {
        reply::read(self.post("check-in", check_in)).await
    }

    /// Reads every message.
    ///
    /// # Errors
    /// As every call.
    pub async fn inbox(&self) -> Result<Inbox, Failure> {
        reply::read(self.get("inbox")).await
    }

    /// Reads what the latest scan saw.
    ///
    /// # Errors
    /// As every call.
    pub async fn look(&self) -> Result<LastLook, Failure> {
        reply::read(self.get("look")).await
    }

    /// Reads the events newer than `after`, at most 100 of them.
    ///
    /// # Errors
    /// As every call.
    pub async fn events_after(&self, after: i64) -> Result<Events, Failure> {
        reply::read(self.get(&format!("events?after={after}")).header(ACCEPT, "application/json")).await
    }

    /// Hears events newer than `after` as they come, until the connection ends.
    ///
    /// # Errors
    /// As every call, until the stream is open.
    pub async fn stream(
        &self,
        after: i64,
    ) -> Result<impl Stream<Item = wire::Event> + Send + use<>, Failure> {
        let call = self.call(Method::GET, &format!("events?after={after}"));
        let call = call.header(ACCEPT, "text/event-stream").header("Last-Event-ID", after);
        Ok(reply::listen(reply::send(call).await?))
    }

    /// Tells how far a notice has come on the device.
    ///
    /// # Errors
    /// As every call.
    pub async fn progress(&self, notice: NoticeId, stage: Stage) -> Result<(), Failure> {
        reply::send(self.post(&format!("notices/{notice}/progress"), &Progress { stage })).await.map(drop)
    }

    /// Asks for a notice's page with a ticket, so that the visit counts as from the app.
    ///
    /// # Errors
    /// As every call, and when the page is not on the server's own origin.
    pub async fn ticket(&self, notice: NoticeId) -> Result<Ticket, Failure> {
        let call = self.call(Method::POST, &format!("notices/{notice}/ticket")).timeout(CALL);
        let ticket: Ticket = reply::read(call).await?;
        if self.origin.covers(&ticket.url) {
            Ok(ticket)
        } else {
            Err(Failure::Unreachable("it named a page that is not its own".to_owned()))
        }
    }

    /// Asks for a scan now.
    ///
    /// # Errors
    /// As every call; too many in a row are refused with status 429.
    pub async fn ask_scan(&self) -> Result<Scan, Failure> {
        reply::read(self.call(Method::POST, "scans").timeout(CALL)).await
    }

    /// Asks how far a scan is.
    ///
    /// # Errors
    /// As every call.
    pub async fn scan(&self, scan: ScanId) -> Result<Scan, Failure> {
        reply::read(self.get(&format!("scans/{scan}"))).await
    }

    fn get(&self, path: &str) -> RequestBuilder {
        self.call(Method::GET, path).timeout(CALL)
    }

    fn post(&self, path: &str, body: &impl Serialize) -> RequestBuilder {
        self.call(Method::POST, path).timeout(CALL).json(body)
    }

    fn call(&self, method: Method, path: &str) -> RequestBuilder {
        let call = self.client.request(method, self.url(path));
        match &self.token {
            Some(token) => call.bearer_auth(token.secret()),
            None => call,
        }
    }

    fn url(&self, path: &str) -> String {
        format!("{}/api/v1/{path}", self.origin)
    }
}

/// Chooses the cryptography of every HTTP client in this process.
pub fn choose_tls() {
    // An error says that another part of the program chose a provider already, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
}

fn client(origin: &Origin, local_address: Option<IpAddr>) -> reqwest::Result<Client> {
    choose_tls();
    let client = Client::builder()
        .user_agent(concat!("akabeko-agent/", env!("CARGO_PKG_VERSION")))
        .redirect(redirect::Policy::none())
        .referer(false)
        .no_proxy()
        .local_address(local_address)
        .pool_max_idle_per_host(0)
        .connect_timeout(CALL)
        .read_timeout(SILENCE);
    if origin.is_plain() {
        // Loading the system's certificates takes a while, and a home in the demo has no use for them.
        client.tls_certs_only(std::iter::empty::<Certificate>()).build()
    } else {
        client.https_only(true).build()
    }
}
