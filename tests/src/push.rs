//! A push service of our own (RFC 8030) on loopback, and the devices that it has subscribers for: what it is sent it
//! believes only with a signature (RFC 8292), and reads with the device's own key (RFC 8291).

mod envelope;
mod word;

use std::collections::{BTreeMap, VecDeque};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use akabeko_backend::chance::Chance;
use akabeko_backend::clock::Clock;
use akabeko_shared::wire::PushSubscription;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use self::envelope::Device;
use self::word::Word;

/// A push service at work; it ends when it is dropped.
pub struct PushService {
    desk: Arc<Desk>,
    task: JoinHandle<()>,
}

/// A message as its device reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// What it says.
    pub words: String,
    /// How long it was on the way, in bytes.
    pub length: usize,
    /// How long it was to be kept, how urgent it is, and which message it takes the place of.
    pub headers: [String; 3],
    /// Whom the sender names.
    pub contact: String,
}

/// What it is to answer instead of taking a message.
#[derive(Clone, Debug)]
pub struct Instead {
    /// The status.
    pub status: u16,
    /// A header, if one belongs to it.
    pub header: Option<(&'static str, String)>,
}

struct Desk {
    origin: String,
    clock: Clock,
    chance: Chance,
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    devices: BTreeMap<String, Subscribed>,
    requests: usize,
    refused: Vec<String>,
    instead: VecDeque<Instead>,
}

struct Subscribed {
    device: Device,
    key: String,
    messages: Vec<Message>,
}

impl PushService {
    /// Opens it at a free port, or at this one, and lets the clock say what time it is.
    pub async fn start(at: SocketAddr, clock: Clock, chance: Chance) -> std::io::Result<Self> {
        let listener = TcpListener::bind(at).await?;
        let origin = format!("http://{}", listener.local_addr()?);
        let desk = Arc::new(Desk { origin, clock, chance, kept: Mutex::default() });
        let router = Router::new()
            .route("/push/{device}", post(take))
            .route("/subscriptions", post(subscribe))
            .route("/subscriptions/{device}/messages", get(messages))
            .with_state(desk.clone());
        let task =
            tokio::spawn(async move { axum::serve(listener, router).await.expect("a server that runs") });
        Ok(Self { desk, task })
    }

    /// The same for a test: on a free port of loopback.
    pub async fn of(clock: &Clock) -> Self {
        let (at, chance) = (SocketAddr::from(([127, 0, 0, 1], 0)), Chance::from_seed(8));
        Self::start(at, clock.clone(), chance).await.expect("a free port")
    }

    /// Where it is.
    pub fn origin(&self) -> &str {
        &self.desk.origin
    }

    /// A device subscribes for whoever has this key.
    pub fn subscribes(&self, key: &str) -> PushSubscription {
        self.desk.subscribe(key)
    }

    /// What a device got, oldest first.
    pub fn messages(&self, subscription: &PushSubscription) -> Vec<Message> {
        let device = subscription.endpoint.rsplit('/').next().unwrap_or_default();
        self.desk
            .kept(|kept| kept.devices.get(device).map(|device| device.messages.clone()).unwrap_or_default())
    }

    /// How often anybody asked for anything to be delivered.
    pub fn requests(&self) -> usize {
        self.desk.kept(|kept| kept.requests)
    }

    /// Why messages were not believed.
    pub fn refused(&self) -> Vec<String> {
        self.desk.kept(|kept| kept.refused.clone())
    }

    /// Has the next message answered otherwise.
    pub fn answers(&self, instead: Instead) {
        self.desk.kept(|kept| kept.instead.push_back(instead));
    }
}

impl Drop for PushService {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Desk {
    fn kept<T>(&self, work: impl FnOnce(&mut Kept) -> T) -> T {
        work(&mut self.kept.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn subscribe(&self, key: &str) -> PushSubscription {
        let device = Device::new(&self.chance);
        let name = device.name();
        let subscription = device.subscription(format!("{}/push/{name}", self.origin));
        let subscribed = Subscribed { device, key: key.to_owned(), messages: Vec::new() };
        self.kept(|kept| kept.devices.insert(name, subscribed));
        subscription
    }

    /// Takes a message for a device, or says why not.
    fn take(&self, name: &str, headers: &HeaderMap, body: &[u8]) -> Result<(), (StatusCode, String)> {
        let text = |name: header::HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
        self.kept(|kept| {
            let gone = || (StatusCode::NOT_FOUND, format!("nobody is called {name}"));
            let subscribed = kept.devices.get_mut(name).ok_or_else(gone)?;
            let forbidden = |why: String| (StatusCode::FORBIDDEN, why);
            let word = Word::read(text(header::AUTHORIZATION).unwrap_or_default()).map_err(forbidden)?;
            word.check(&subscribed.key, &self.origin, self.clock.outside()).map_err(forbidden)?;
            let wrong = |why: String| (StatusCode::BAD_REQUEST, why);
            if text(header::CONTENT_ENCODING) != Some("aes128gcm") {
                return Err(wrong("it is not in aes128gcm".to_owned()));
            }
            let words = subscribed.device.read(body).map_err(wrong)?;
            let headers = ["ttl", "urgency", "topic"]
                .map(|name| text(header::HeaderName::from_static(name)).unwrap_or_default().to_owned());
            let length = body.len();
            subscribed.messages.push(Message { words, length, headers, contact: word.contact() });
            Ok(())
        })
    }
}

async fn take(
    State(desk): State<Arc<Desk>>,
    Path(name): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let instead = desk.kept(|kept| {
        kept.requests += 1;
        kept.instead.pop_front()
    });
    if let Some(Instead { status, header }) = instead {
        let mut answer = StatusCode::from_u16(status).expect("a status").into_response();
        if let Some((name, value)) = header {
            answer.headers_mut().insert(name, value.parse().expect("a header"));
        }
        return answer;
    }
    match desk.take(&name, &headers, &body) {
        Ok(()) => StatusCode::CREATED.into_response(),
        Err((status, why)) => {
            desk.kept(|kept| kept.refused.push(why.clone()));
            (status, why).into_response()
        }
    }
}

/// For a device that lives elsewhere, such as in a browser: `{"key": …}` gives a subscription.
async fn subscribe(State(desk): State<Arc<Desk>>, Json(asked): Json<Value>) -> Json<PushSubscription> {
    Json(desk.subscribe(asked["key"].as_str().unwrap_or_default()))
}

/// What such a device got, oldest first.
async fn messages(State(desk): State<Arc<Desk>>, Path(name): Path<String>) -> Json<Value> {
    let words = desk.kept(|kept| {
        let messages = kept.devices.get(&name).map(|device| device.messages.as_slice()).unwrap_or_default();
        messages.iter().map(|message| message.words.clone()).collect::<Vec<_>>()
    });
    Json(json!(words))
}
