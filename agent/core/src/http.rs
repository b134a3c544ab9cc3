//! The backend over HTTP: one method for each [`Call`], carried by reqwest.
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
    self, CheckIn, CheckInReply, EnrolReply, EnrolRequest, Events, Inbox, LastLook, Scan, Ticket,
};
use akabeko_shared::{NoticeId, ScanId, Stage};
use futures::Stream;
use reqwest::header::{ACCEPT, CONTENT_TYPE};
use reqwest::{Certificate, Client, ClientBuilder, RequestBuilder, redirect};

use crate::call::{Answer, Call, Method, Size, answer};
use crate::origin::NotAnOrigin;
use crate::{Failure, Origin, Token};

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

    /// Makes a call and reads the answer to its end.
    ///
    /// # Errors
    /// When the server is out of reach, or somebody else answers in its place.
    pub async fn answer(&self, call: &Call) -> Result<Answer, Failure> {
        let request = self.request(call).header(ACCEPT, "application/json");
        reply::read(request.timeout(call.size.patience()), call.size.most()).await
    }

    /// Becomes an agent.
    ///
    /// # Errors
    /// When the invitation is refused or the server out of reach.
    pub async fn enrol(&self, request: &EnrolRequest) -> Result<EnrolReply, Failure> {
        self.answer(&Call::enrol(request)).await?.read()
    }

    /// Says: I am here.
    ///
    /// # Errors
    /// As every call: when the server is out of reach, refuses, or does not know the token.
    pub async fn check_in(&self, check_in: &CheckIn) -> Result<CheckInReply, Failure> {
        self.answer(&Call::check_in(check_in)).await?.read()
    }

    /// Reads every message.
    ///
    /// # Errors
    /// As every call.
    pub async fn inbox(&self) -> Result<Inbox, Failure> {
        self.answer(&Call::inbox()).await?.read()
    }

    /// Reads what the latest scan saw.
    ///
    /// # Errors
    /// As every call.
    pub async fn look(&self) -> Result<LastLook, Failure> {
        self.answer(&Call::look()).await?.read()
    }

    /// Reads the events newer than `after`, at most 100 of them.
    ///
    /// # Errors
    /// As every call.
    pub async fn events_after(&self, after: i64) -> Result<Events, Failure> {
        self.answer(&Call::events_after(after)).await?.read()
    }

    /// Hears events newer than `after` as they come, until the connection ends.
    ///
    /// # Errors
    /// As every call, until the stream is open.
    pub async fn stream(
        &self,
        after: i64,
    ) -> Result<impl Stream<Item = wire::Event> + Send + use<>, Failure> {
        let call = self.request(&Call::events_after(after));
        let call = call.header(ACCEPT, "text/event-stream").header("Last-Event-ID", after);
        Ok(reply::listen(reply::open(call).await?))
    }

    /// Tells how far a notice has come on the device.
    ///
    /// # Errors
    /// As every call.
    pub async fn progress(&self, notice: NoticeId, stage: Stage) -> Result<(), Failure> {
        self.answer(&Call::progress(notice, stage)).await?.accepted().map(drop)
    }

    /// Asks for a notice's page with a ticket, so that the visit counts as from the app.
    ///
    /// # Errors
    /// As every call, and when the page is not on the server's own origin.
    pub async fn ticket(&self, notice: NoticeId) -> Result<Ticket, Failure> {
        answer::own(self.answer(&Call::ticket(notice)).await?.read()?, &self.origin)
    }

    /// Asks for a scan now.
    ///
    /// # Errors
    /// As every call; too many in a row are refused with status 429.
    pub async fn ask_scan(&self) -> Result<Scan, Failure> {
        self.answer(&Call::ask_scan()).await?.read()
    }

    /// Asks how far a scan is.
    ///
    /// # Errors
    /// As every call.
    pub async fn scan(&self, scan: ScanId) -> Result<Scan, Failure> {
        self.answer(&Call::scan(scan)).await?.read()
    }

    fn request(&self, call: &Call) -> RequestBuilder {
        let method = match call.method {
            Method::Get => reqwest::Method::GET,
            Method::Post => reqwest::Method::POST,
            Method::Put => reqwest::Method::PUT,
            Method::Delete => reqwest::Method::DELETE,
        };
        let mut request = self.client.request(method, call.url(&self.origin));
        if let Some(body) = &call.body {
            request = request.header(CONTENT_TYPE, "application/json").body(body.clone());
        }
        match self.token.as_ref().filter(|_| call.is_signed) {
            Some(token) => request.bearer_auth(token.secret()),
            None => request,
        }
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
        .connect_timeout(Size::Usual.patience())
        .read_timeout(SILENCE);
    if origin.is_plain() {
        // Loading the system's certificates takes a while, and a home in the demo has no use for them.
        client.tls_certs_only(std::iter::empty::<Certificate>()).build()
    } else {
        trusting(client).https_only(true).build()
    }
}

/// The system's certificates are trusted.
#[cfg(not(target_os = "android"))]
fn trusting(client: ClientBuilder) -> ClientBuilder {
    client
}

/// Android shows its certificates to Java alone, so the app brings Mozilla's list.
#[cfg(target_os = "android")]
fn trusting(client: ClientBuilder) -> ClientBuilder {
    let roots = webpki_root_certs::TLS_SERVER_ROOT_CERTS.iter();
    client.tls_certs_only(roots.filter_map(|root| Certificate::from_der(root).ok()))
}
