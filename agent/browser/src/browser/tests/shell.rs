//! A shell that does at once what it is told, over JSON as a script would, and a server that answers from a table.

use akabeko_agent_core::Mood;
use akabeko_shared::locale::Catalogue;
use akabeko_shared::view::{Ask, Scene, Status, View};
use akabeko_shared::wire::{CheckIn, InboxNotice, NoticeState, Veto};
use akabeko_shared::{NoticeId, Port};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use crate::{Browser, Place};

pub(super) const SERVER: &str = "https://akabeko.example";

pub(super) struct Shell {
    pub(super) server: Server,
    pub(super) said: Vec<Value>,
    pub(super) opened: Vec<String>,
    pub(super) subscribed: Vec<String>,
    pub(super) saved: Option<Value>,
    pub(super) icon: Value,
    pub(super) is_full: bool,
    place: Place,
    browser: Browser,
    now: Timestamp,
    kept: Option<String>,
    view: Option<View>,
    wake_at: Option<Timestamp>,
    lives: u8,
}

impl Shell {
    pub(super) fn new(place: Place) -> Self {
        Self::with(place, None)
    }

    pub(super) fn with(place: Place, kept: Option<&str>) -> Self {
        let now = Timestamp::UNIX_EPOCH;
        let (browser, done) = begin(place, kept, None, now, 1);
        let mut shell = Self {
            server: Server::default(),
            said: Vec::new(),
            opened: Vec::new(),
            subscribed: Vec::new(),
            saved: None,
            icon: Value::Null,
            is_full: false,
            place,
            browser,
            now,
            kept: None,
            view: None,
            wake_at: None,
            lives: 1,
        };
        shell.perform(done);
        shell
    }

    pub(super) fn give(&mut self, what: Value) {
        let turn = serde_json::from_value(json!({ "now": self.now, "what": what })).unwrap();
        let done = serde_json::to_value(self.browser.turn(turn)).unwrap();
        self.perform_turn(done, what["what"] == "not-kept");
    }

    pub(super) fn ask(&mut self, ask: Ask) {
        self.give(json!({ "what": "ask", "ask": ask }));
    }

    /// Time passes, and an alarm rings.
    pub(super) fn pass(&mut self, seconds: i64) {
        self.server.forget_what_was_heard();
        self.now += SignedDuration::from_secs(seconds);
        self.give(json!({ "what": "tick" }));
    }

    /// The life ends, and another begins.
    pub(super) fn restart(&mut self) {
        self.server.forget_checks();
        self.lives += 1;
        let (browser, done) =
            begin(self.place, self.kept.as_deref(), self.view.as_ref(), self.now, self.lives);
        self.browser = browser;
        self.perform(done);
    }

    pub(super) fn view(&self) -> View {
        self.view.clone().unwrap()
    }

    pub(super) fn status(&self) -> Status {
        match self.view().scene {
            Scene::Member(status) => *status,
            other @ (Scene::Uninvited { .. } | Scene::Asking { .. } | Scene::Invited { .. }) => {
                panic!("{other:?}")
            }
        }
    }

    pub(super) fn mood(&self) -> Option<Mood> {
        match self.view().scene {
            Scene::Member(status) => Some(status.mood),
            Scene::Uninvited { .. } | Scene::Asking { .. } | Scene::Invited { .. } => None,
        }
    }

    pub(super) fn kept(&self) -> String {
        self.kept.clone().unwrap_or_default()
    }

    pub(super) fn wakes(&self) -> bool {
        self.wake_at.is_some()
    }

    pub(super) fn text(&self, key: &str) -> String {
        Catalogue::new(self.view().language).text(key)
    }

    fn perform(&mut self, done: Value) {
        self.perform_turn(done, false);
    }

    fn perform_turn(&mut self, mut done: Value, has_failed: bool) {
        let kept = done["keep"].take();
        if let Some(kept) = kept.as_str().filter(|_| !has_failed) {
            if self.is_full {
                self.do_rest(done);
                return self.give(json!({ "what": "not-kept", "why": "full" }));
            }
            self.kept = Some(kept.to_owned());
            self.do_rest(done);
            return self.give(json!({ "what": "kept" }));
        }
        self.do_rest(done);
    }

    fn do_rest(&mut self, mut done: Value) {
        if !done["show"].is_null() {
            self.view = Some(serde_json::from_value(done["show"].take()).unwrap());
        }
        if !done["icon"].is_null() {
            self.icon = done["icon"].take();
        }
        if !done["save"].is_null() {
            self.saved = Some(done["save"].take());
        }
        self.wake_at = serde_json::from_value(done["wake_at"].take()).unwrap();
        self.said.extend(done["say"].as_array().unwrap().iter().cloned());
        self.opened
            .extend(done["open"].as_array().unwrap().iter().map(|page| page.as_str().unwrap().to_owned()));
        if let Some(key) = done["subscribe"].as_str() {
            self.subscribed.push(key.to_owned());
            let subscription =
                json!({ "endpoint": "https://push.example/1", "p256dh": "key", "auth": "secret" });
            self.give(json!({ "what": "subscribed", "subscription": subscription }));
        }
        for asked in done["calls"].as_array().unwrap() {
            let answer = self.server.answer(asked, self.now);
            if !self.server.loses_answers {
                self.give(json!({ "what": "answered", "call": asked["call"], "answer": answer }));
            }
        }
    }
}

fn begin(
    place: Place,
    kept: Option<&str>,
    shown: Option<&View>,
    now: Timestamp,
    life: u8,
) -> (Browser, Value) {
    let place = match place {
        Place::Extension => "extension",
        Place::Web => "web",
    };
    let messages = (place == "extension").then_some(true);
    let chance = format!("{life:02x}").repeat(32);
    let what = json!({
        "what": "start", "kept": kept, "shown": shown, "language": "en", "place": place, "messages": messages,
        "chance": chance
    });
    let turn = serde_json::from_value(json!({ "now": now, "what": what })).unwrap();
    let (browser, done) = Browser::start(turn).unwrap();
    (browser, serde_json::to_value(done).unwrap())
}

/// One agent's server.
pub(super) struct Server {
    pub(super) heard: Vec<String>,
    pub(super) bodies: Vec<Value>,
    pub(super) address: &'static str,
    pub(super) is_away: bool,
    pub(super) loses_answers: bool,
    pub(super) refuses_to_enrol: bool,
    pub(super) pages_are_elsewhere: bool,
    inbox: Vec<InboxNotice>,
    last_event: i64,
}

impl Default for Server {
    fn default() -> Self {
        Self {
            heard: Vec::new(),
            bodies: Vec::new(),
            address: "203.0.113.7",
            is_away: false,
            loses_answers: false,
            refuses_to_enrol: false,
            pages_are_elsewhere: false,
            inbox: Vec::new(),
            last_event: 0,
        }
    }
}

impl Server {
    pub(super) fn send(&mut self, state: NoticeState) -> NoticeId {
        self.last_event += 1;
        let number = u8::try_from(self.last_event).unwrap();
        let notice = NoticeId::at(Timestamp::UNIX_EPOCH, [number; 10]);
        self.inbox.push(InboxNotice {
            notice,
            sent_at: Timestamp::UNIX_EPOCH,
            state,
            ports: vec![Port::tcp(23)],
            url: format!("{SERVER}/n/page"),
            word: "orange-3821".to_owned(),
            answered: false,
            variant: Default::default(),
        });
        notice
    }

    pub(super) fn set(&mut self, notice: NoticeId, state: NoticeState) {
        self.last_event += 1;
        self.inbox.iter_mut().filter(|one| one.notice == notice).for_each(|one| one.state = state);
    }

    pub(super) fn set_all(&mut self, state: NoticeState) {
        self.last_event += 1;
        self.inbox.iter_mut().for_each(|one| one.state = state);
    }

    pub(super) fn forget_what_was_heard(&mut self) {
        self.heard.clear();
        self.bodies.clear();
    }

    /// Forgets the check-ins alone.
    fn forget_checks(&mut self) {
        self.bodies.retain(|body| body.get("attempt").is_some());
    }

    /// What each check-in said of being looked at, oldest first.
    pub(super) fn vetoes(&self) -> Vec<Option<Veto>> {
        let check_ins = self.bodies.iter().filter(|body| body.get("network").is_some());
        let read = |body: &Value| serde_json::from_value::<CheckIn>(body.clone()).unwrap().veto;
        check_ins.map(read).collect()
    }

    fn answer(&mut self, asked: &Value, now: Timestamp) -> Value {
        let path =
            asked["url"].as_str().unwrap().strip_prefix(&format!("{SERVER}/api/v1/")).unwrap().to_owned();
        let call = format!("{} {path}", asked["method"].as_str().unwrap());
        let is_open = matches!(path.as_str(), "about" | "enrol");
        assert_eq!(asked["authorization"].is_null(), is_open, "{call}");
        self.heard.push(call.clone());
        let body = asked["body"].as_str().map_or(Value::Null, |body| serde_json::from_str(body).unwrap());
        self.bodies.push(body);
        if self.is_away {
            return json!({ "nothing": "TypeError: Failed to fetch" });
        }
        let (status, body) = self.say(&call, now);
        let kind = if status < 400 { "application/json" } else { "application/problem+json" };
        json!({ "answer": { "status": status, "kind": kind, "body": body } })
    }

    fn say(&self, call: &str, now: Timestamp) -> (u16, String) {
        let said = match call {
            "GET about" => json!({
                "organisation": "Aizu", "support_mail": "a@akabeko.example", "consent_version": 1
            }),
            "POST enrol" if self.refuses_to_enrol => {
                return (403, json!({ "status": 403, "title": "No" }).to_string());
            }
            "POST enrol" => {
                let agent = akabeko_shared::AgentId::at(Timestamp::UNIX_EPOCH, [9; 10]);
                json!({ "agent": agent, "token": "secret-token", "check_in_every": 900 })
            }
            "POST check-in" => json!({
                "address": self.address, "now": now, "check_in_every": 900, "last_event": self.last_event,
                "push_key": "KEY"
            }),
            "GET inbox" => json!({ "notices": self.inbox }),
            "GET look" => json!({ "look": "not-yet" }),
            "GET me" => return (200, "{\"all\": 1}".to_owned()),
            call if call.ends_with("/ticket") => {
                let site = if self.pages_are_elsewhere { "https://else.example" } else { SERVER };
                json!({ "url": format!("{site}/n/page?ticket=1") })
            }
            _ => return (204, String::new()),
        };
        (200, said.to_string())
    }
}
