//! A device that says whatever a test wants, from an address of its own.

use std::net::Ipv4Addr;

use akabeko_shared::AgentId;
use akabeko_tests::world::World;
use reqwest::{Method, RequestBuilder, Response};
use serde_json::Value;

/// A device, with the token that it shows.
pub(crate) struct Device {
    pub(crate) address: Ipv4Addr,
    pub(crate) token: Option<String>,
    client: reqwest::Client,
    site: String,
}

/// A browser behind the same address as somebody's device, which is shown everything.
pub(crate) fn browser_at_home(world: &World, who: usize) -> reqwest::Client {
    let client = reqwest::Client::builder().no_proxy().cookie_store(true);
    let client = client.tls_certs_only(std::iter::empty::<reqwest::Certificate>());
    client.local_address(Some(world.people[who].home.address().into())).build().unwrap()
}

/// What the backend answered.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) kind: String,
    pub(crate) text: String,
}

impl Device {
    /// The device of somebody in the world.
    pub(crate) fn of(world: &World, who: usize) -> Self {
        let person = &world.people[who];
        let token = person.agent.host().memory.as_ref().map(|memory| memory.token.secret().to_owned());
        Self { token, ..Self::stranger(world, person.home.address()) }
    }

    /// A device that nobody knows.
    pub(crate) fn stranger(world: &World, address: Ipv4Addr) -> Self {
        let client = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none());
        let client = client.tls_certs_only(std::iter::empty::<reqwest::Certificate>());
        let client = client.local_address(Some(address.into())).build().unwrap();
        Self { address, token: None, client, site: world.app.config.public_url() }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        Answer::read(self.request(Method::GET, path).send().await.unwrap()).await
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Answer {
        Answer::read(self.request(Method::POST, path).json(body).send().await.unwrap()).await
    }

    pub(crate) async fn put(&self, path: &str, body: &Value) -> Answer {
        Answer::read(self.request(Method::PUT, path).json(body).send().await.unwrap()).await
    }

    pub(crate) async fn delete(&self, path: &str) -> Answer {
        Answer::read(self.request(Method::DELETE, path).send().await.unwrap()).await
    }

    /// A request to any page, without a proof of who asks.
    pub(crate) fn openly(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.site))
    }

    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.client.request(method, format!("{}/api/v1/{path}", self.site));
        match &self.token {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
    }
}

impl Answer {
    pub(crate) async fn read(response: Response) -> Self {
        let kind = response.headers().get("content-type").map(|kind| kind.to_str().unwrap().to_owned());
        let (status, kind) = (response.status().as_u16(), kind.unwrap_or_default());
        Self { status, kind, text: response.text().await.unwrap() }
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// Expects an error as clients know it (RFC 9457), and gives its way out.
    #[track_caller]
    pub(crate) fn problem(&self, status: u16) -> String {
        assert_eq!((self.status, self.kind.as_str()), (status, "application/problem+json"), "{self:?}");
        let problem = self.json();
        assert_eq!(problem["status"], status, "{self:?}");
        assert!(problem["title"].as_str().is_some_and(|title| !title.is_empty()), "{self:?}");
        problem["detail"].as_str().unwrap_or_default().to_owned()
    }
}

/// Who somebody in the world is.
pub(crate) fn id(world: &World, who: usize) -> AgentId {
    world.people[who].agent.id().unwrap()
}

/// The page of somebody's first notice.
pub(crate) fn notice_url(world: &World, who: usize) -> String {
    world.face(who).notices[0].url.clone()
}
