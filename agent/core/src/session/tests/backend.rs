//! A backend with one agent and one notice: it hears calls, writes them down and answers from a table.

use std::net::IpAddr;
use std::sync::{Arc, Mutex};

use akabeko_shared::wire::{
    CheckInReply, EnrolReply, Event, Inbox, InboxNotice, LastLook, News, NoticeState, Problem, Ticket,
};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;

use super::{NOON, agent, notice};

pub(super) struct FakeBackend {
    origin: String,
    desk: Arc<Mutex<Desk>>,
    was_called: Arc<Notify>,
}

struct Desk {
    state: NoticeState,
    heard: Vec<String>,
    bodies: Vec<String>,
    /// What each caller would take, as its headers say.
    taken: Vec<Vec<String>>,
    peers: Vec<IpAddr>,
    check_in: (u16, &'static str),
    /// Calls to this are never answered.
    hangs_at: Option<&'static str>,
    /// Streams that are open.
    listeners: usize,
}

impl FakeBackend {
    pub(super) async fn start(state: NoticeState) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let check_in = (200, "application/json");
        let desk = Arc::new(Mutex::new(Desk {
            state,
            heard: Vec::new(),
            bodies: Vec::new(),
            taken: Vec::new(),
            peers: Vec::new(),
            check_in,
            hangs_at: None,
            listeners: 0,
        }));
        let fake = Self { origin, desk, was_called: Arc::default() };
        let (origin, desk, called) = (fake.origin.clone(), fake.desk.clone(), fake.was_called.clone());
        tokio::spawn(async move {
            while let Ok((stream, peer)) = listener.accept().await {
                desk.lock().unwrap().peers.push(peer.ip());
                tokio::spawn(serve(stream, origin.clone(), desk.clone(), called.clone()));
            }
        });
        fake
    }

    pub(super) fn origin(&self) -> &str {
        &self.origin
    }

    pub(super) fn heard(&self) -> Vec<String> {
        self.desk.lock().unwrap().heard.clone()
    }

    pub(super) fn bodies(&self) -> Vec<String> {
        self.desk.lock().unwrap().bodies.clone()
    }

    pub(super) fn taken(&self) -> Vec<Vec<String>> {
        self.desk.lock().unwrap().taken.clone()
    }

    pub(super) fn peers(&self) -> Vec<IpAddr> {
        self.desk.lock().unwrap().peers.clone()
    }

    pub(super) fn answer_check_ins(&self, status: u16, kind: &'static str) {
        self.desk.lock().unwrap().check_in = (status, kind);
    }

    pub(super) fn hang_at(&self, path: &'static str) {
        self.desk.lock().unwrap().hangs_at = Some(path);
    }

    /// Done once so many calls of this kind were heard.
    #[cfg(feature = "run")]
    pub(super) fn until_heard(&self, start: &'static str, times: usize) -> impl Future<Output = ()> {
        self.until(move |desk| desk.heard.iter().filter(|call| call.starts_with(start)).count() >= times)
    }

    #[cfg(feature = "run")]
    pub(super) fn until_closing_was_read(&self) -> impl Future<Output = ()> {
        self.until(|desk| {
            let last = desk.heard.iter().rposition(|call| call.starts_with("GET /api/v1/inbox"));
            let told = desk.heard.iter().position(|call| call.starts_with("GET /api/v1/events"));
            told.is_some_and(|told| last.is_some_and(|last| last > told))
        })
    }

    #[cfg(feature = "run")]
    pub(super) fn until_nobody_listens(&self) -> impl Future<Output = ()> {
        self.until(|desk| desk.listeners == 0)
    }

    #[cfg(feature = "run")]
    fn until(&self, is_so: impl Fn(&Desk) -> bool) -> impl Future<Output = ()> {
        let (desk, called) = (self.desk.clone(), self.was_called.clone());
        async move {
            loop {
                let mut news = std::pin::pin!(called.notified());
                news.as_mut().enable();
                if is_so(&desk.lock().unwrap()) {
                    return;
                }
                news.await;
            }
        }
    }
}

async fn serve(mut stream: TcpStream, origin: String, desk: Arc<Mutex<Desk>>, called: Arc<Notify>) {
    let (call, body, taken) = read_call(&mut stream).await;
    let hangs_at = {
        let mut desk = desk.lock().unwrap();
        desk.heard.push(call.clone());
        desk.bodies.push(body);
        desk.taken.push(taken);
        desk.hangs_at
    };
    called.notify_waiters();
    if hangs_at.is_some_and(|path| call.contains(path)) {
        return std::future::pending().await;
    }
    if call.contains("/events") {
        return tell_closing(stream, &desk, &called).await;
    }
    let (status, kind, body) = answer(&call, &origin, &desk.lock().unwrap());
    let head =
        format!("HTTP/1.1 {status} x\r\ncontent-type: {kind}\r\ncontent-length: {}\r\n\r\n", body.len());
    stream.write_all([head, body].concat().as_bytes()).await.unwrap();
}

/// The notice is closed, and whoever listens hears of it in two pieces.
async fn tell_closing(mut stream: TcpStream, desk: &Mutex<Desk>, called: &Notify) {
    desk.lock().unwrap().state = NoticeState::Closed;
    desk.lock().unwrap().listeners += 1;
    let event = Event { number: 2, at: NOON, news: News::NoticeClosed { notice: notice() } };
    let text = format!(": hello\r\n\r\nid: 2\r\ndata: {}\r\n\r\n", serde_json::to_string(&event).unwrap());
    let (first, second) = text.split_at(30);
    stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n").await.unwrap();
    stream.write_all(first.as_bytes()).await.unwrap();
    stream.flush().await.unwrap();
    stream.write_all(second.as_bytes()).await.unwrap();
    // Until the other side hangs up.
    let _ = stream.read(&mut [0]).await;
    desk.lock().unwrap().listeners -= 1;
    called.notify_waiters();
}

fn answer(call: &str, origin: &str, desk: &Desk) -> (u16, &'static str, String) {
    let json = "application/json";
    match call.split(' ').nth(1).unwrap_or_default() {
        "/api/v1/enrol" => (200, json, text(&enrolment())),
        "/api/v1/check-in" if desk.check_in == (200, json) => (200, json, text(&reply())),
        "/api/v1/check-in" => {
            let problem = Problem { status: desk.check_in.0, title: "no".to_owned(), detail: None };
            (desk.check_in.0, desk.check_in.1, text(&problem))
        }
        "/api/v1/look" => (200, json, text(&LastLook::NotYet)),
        "/api/v1/inbox" => (200, json, text(&inbox(origin, desk.state))),
        "/api/v1/me" if call.starts_with("GET") => (200, json, r#"{ "agent": 1 }"#.to_owned()),
        path if path.ends_with("/ticket") => (200, json, text(&ticket())),
        _ => (204, json, String::new()),
    }
}

async fn read_call(stream: &mut TcpStream) -> (String, String, Vec<String>) {
    let mut lines = BufReader::new(stream);
    let (mut call, mut token, mut length, mut taken) = (String::new(), String::new(), 0, Vec::new());
    lines.read_line(&mut call).await.unwrap();
    loop {
        let mut line = String::new();
        lines.read_line(&mut line).await.unwrap();
        match line.trim().to_ascii_lowercase().split_once(": ") {
            Some(("authorization", _)) => token = line["authorization:".len()..].trim_end().to_owned(),
            Some(("accept", value)) => taken.push(value.to_owned()),
            Some(("content-length", value)) => length = value.parse().unwrap(),
            Some(_) => {}
            None => break,
        }
    }
    let mut body = vec![0; length];
    lines.read_exact(&mut body).await.unwrap();
    let call = call.trim().trim_end_matches(" HTTP/1.1").to_owned() + &token;
    (call, String::from_utf8(body).unwrap(), taken)
}

fn text(body: &impl serde::Serialize) -> String {
    serde_json::to_string(body).unwrap()
}

fn enrolment() -> EnrolReply {
    EnrolReply { agent: agent(), token: "secret".to_owned(), check_in_every: 900 }
}

fn reply() -> CheckInReply {
    CheckInReply {
        address: "127.0.0.1".to_owned(),
        provider: None,
        now: NOON,
        check_in_every: 900,
        last_event: 1,
        push_key: Some("BKey".to_owned()),
    }
}

fn inbox(origin: &str, state: NoticeState) -> Inbox {
    let url = format!("{origin}/n/abc");
    Inbox {
        notices: vec![InboxNotice {
            notice: notice(),
            sent_at: NOON,
            state,
            ports: Vec::new(),
            url,
            word: String::new(),
            answered: false,
            variant: akabeko_shared::Variant::Usual,
        }],
    }
}

fn ticket() -> Ticket {
    Ticket { url: "https://elsewhere.example/n/abc?ticket=1".to_owned() }
}
