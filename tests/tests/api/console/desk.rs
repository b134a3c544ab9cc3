//! Operators at their desks.

use akabeko_backend::desk::code::Codes;
use akabeko_backend::desk::{Role, links};
use akabeko_tests::world::World;
use jiff::SignedDuration;
use reqwest::{Client, Method, RequestBuilder, redirect};
use serde_json::{Value, json};

use crate::device::Answer;

/// What everybody's password is.
pub(crate) const PASSWORD: &str = "a red ox of Aizu";

/// An operator's browser.
pub(crate) struct Desk {
    pub(crate) name: String,
    client: Client,
    site: String,
}

impl Desk {
    /// A browser in which nobody is signed in.
    pub(crate) fn nobodys(world: &World) -> Self {
        let client = Client::builder().no_proxy().cookie_store(true).redirect(redirect::Policy::none());
        let client = client.tls_certs_only(std::iter::empty::<reqwest::Certificate>()).build().unwrap();
        Self { name: String::new(), client, site: world.app.config.public_url() }
    }

    /// The same, of somebody who could sign in there.
    pub(crate) fn somebodys(world: &World, name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::nobodys(world) }
    }

    /// The first operator, who has just joined.
    pub(crate) async fn first(world: &World) -> Self {
        let link = links::for_the_first(&world.app).await.unwrap().expect("nobody has joined yet");
        let desk = Self { name: "Hanako".to_owned(), ..Self::nobodys(world) };
        let token = link.address.rsplit('#').next().unwrap();
        let code = desk.code_of_a_stranger(world, token).await;
        let said = json!({ "token": token, "name": "Hanako", "password": PASSWORD, "code": code });
        assert_eq!(desk.post("join", &said).await.status, 200);
        desk
    }

    /// Somebody whom an administrator added, who has just joined.
    pub(crate) async fn of(world: &World, name: &str, role: Role) -> Self {
        let (id, now) = (links::operator_id(&world.app.chance), world.now());
        assert!(world.app.store.add_operator(&id, name, role, now).await.unwrap());
        let link = links::for_operator(&world.app, &world.app.store, &id, now).await.unwrap();
        let desk = Self { name: name.to_owned(), ..Self::nobodys(world) };
        let token = link.address.rsplit('#').next().unwrap();
        let code = desk.code_of_a_stranger(world, token).await;
        let said = json!({ "token": token, "password": PASSWORD, "code": code });
        assert_eq!(desk.post("join", &said).await.status, 200);
        desk
    }

    /// The code that the app of somebody who joins shows, after scanning what the page shows.
    pub(crate) async fn code_of_a_stranger(&self, world: &World, token: &str) -> String {
        let shown = self.post("join/look", &json!({ "token": token })).await.json();
        let hash = akabeko_backend::secret::hash(token);
        let join =
            world.app.store.join_link(hash, world.now()).await.unwrap().expect("an address that opens");
        let codes = codes(world, &join.operator, join.code_serial);
        assert_eq!(shown["totp_secret"], codes.secret());
        codes.at(world.now())
    }

    /// The code that this operator's app shows now.
    pub(crate) async fn code(&self, world: &World) -> String {
        let operator = world.app.store.operator_named(&self.name).await.unwrap().expect("an operator");
        codes(world, &operator.operator, operator.code_serial).at(world.now())
    }

    /// Proves again who it is, half a minute later, since a code counts once.
    pub(crate) async fn proves(&self, world: &World) -> Answer {
        world.app.clock.advance(SignedDuration::from_secs(30));
        self.post("session/proof", &json!({ "code": self.code(world).await })).await
    }

    /// Begins another session, half a minute later, after the last one ended.
    pub(crate) async fn comes_back(&self, world: &World) {
        world.app.clock.advance(SignedDuration::from_secs(30));
        let code = self.code(world).await;
        assert_eq!(self.signs_in(&self.name, PASSWORD, &code).await.status, 200);
    }

    pub(crate) async fn signs_in(&self, name: &str, password: &str, code: &str) -> Answer {
        self.post("session", &json!({ "name": name, "password": password, "code": code })).await
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
        let request = self.request(Method::DELETE, path).header("content-type", "application/json");
        Answer::read(request.send().await.unwrap()).await
    }

    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}/api/v1/console/{path}", self.site))
    }
}

fn codes(world: &World, operator: &str, serial: i64) -> Codes {
    Codes::new(&world.app.secret, operator, serial, "Akabeko", "somebody").unwrap()
}
