//! A world for a story: a backend on a port of its own, a clock that is moved by hand, and people at home with
//! real doors and real agents, all on 127.0.0.0/8.

mod deeds;
mod serving;

use std::net::Ipv4Addr;
use std::sync::Arc;

use akabeko_agent_core::{Backend, Event, Face, Installation, Mood, RecordingHost, Session};
use akabeko_backend::app::App;
use akabeko_backend::clock::Clock;
use akabeko_backend::config::Config;
use akabeko_backend::demo::internet::{Behind, Home, Street};
use akabeko_backend::flow;
use akabeko_core::canary::Canary;
use akabeko_scanner::Doors;
use akabeko_shared::locale::Catalogue;
use akabeko_shared::view::Status;
use akabeko_shared::{Language, NoticeId, PORTS, Platform, Port};
use jiff::{SignedDuration, Timestamp};
use tempfile::TempDir;
use tokio::net::TcpListener;

use self::serving::Serving;
use crate::fault::Faults;
use crate::witness::Witness;

/// What the browser of a world says that it is.
const BROWSER: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";

/// Steps of time: often enough for a check-in to be fresh when its home is scanned.
pub const STEP: SignedDuration = SignedDuration::from_hours(6);

/// The number of the last home of a street, where nobody moves in.
const LAST: u16 = 999;

/// A backend, its clock, and everybody in it.
pub struct World {
    /// The running backend.
    pub app: Arc<App>,
    /// Who lives here.
    pub people: Vec<Person>,
    /// What gets lost on the way.
    pub faults: Faults,
    /// Who really checked in, and from where.
    pub witness: Witness,
    /// What people open pages with.
    pub browser: reqwest::Client,
    config: Config,
    code: String,
    street: Street,
    homes: u16,
    serving: Serving,
    _data: TempDir,
}

/// Somebody with a home and an agent.
pub struct Person {
    /// Their home, with the doors that are open.
    pub home: Home,
    /// Their agent.
    pub agent: Session<RecordingHost>,
    /// Whether the device is on.
    pub is_on: bool,
    /// Everything that popped up, before restarts of the agent as well.
    pub popped: Vec<NoticeId>,
    /// Every closing that was said, likewise.
    pub closed: Vec<NoticeId>,
    /// Every reminder, likewise, and when it came.
    pub reminded: Vec<(NoticeId, Timestamp)>,
}

impl World {
    /// An empty world on 1 April 2026, midnight in Tokyo.
    pub async fn new() -> Self {
        Self::with(|_| ()).await
    }

    /// The same, where the operator has set something.
    pub async fn with(set: impl FnOnce(&mut Config)) -> Self {
        Self::on_a_street(|config, _| set(config)).await
    }

    /// The same, with a canary whose only open port is this one. Gives the canary too.
    pub async fn with_canary(open: Port) -> (Self, Home) {
        let mut canary = None;
        let world = Self::on_a_street(|config, street| {
            let home = Home::new(street.address(LAST), street.doors());
            let address = home.address().into();
            let closed = PORTS.into_iter().filter(|port| *port != open).collect();
            config.scan.canaries = vec![Canary { address, open: [open].into(), closed }];
            canary = Some(home);
        });
        let world = world.await;
        let mut canary = canary.expect("a canary");
        canary.open(open, Behind::Usual).await.expect("a door that opens");
        (world, canary)
    }

    async fn on_a_street(set: impl FnOnce(&mut Config, &Street)) -> Self {
        let data = tempfile::tempdir().expect("a folder for the world");
        let street = Street::claim().await.expect("a free street");
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let mut config = Config { data: data.path().to_owned(), ..Config::default() };
        config.listen = listener.local_addr().expect("a bound address");
        config.scan.lab = vec!["127.0.0.0/8".parse().expect("a range")];
        config.scan.lab_doors_at = match street.doors() {
            Doors::AsTheyAre => None,
            Doors::MovedTo(base) => Some(base),
        };
        (config.scan.per_target, config.scan.overall, config.scan.packets_a_day) = (0, 0, 0);
        (config.scan.timeout_ms, config.scan.at_once) = (500, 64);
        set(&mut config, &street);
        let clock = Clock::set("2026-03-31T15:00:00Z".parse().expect("a time"));
        let (faults, witness) = (Faults::default(), Witness::new(clock.clone()));
        let app = serving::open(&config, clock, 1).await;
        let serving = serving::serve(&app, listener, &faults, &witness);
        let code = serving::invite(&app).await;
        akabeko_agent_core::http::choose_tls();
        let browser = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none());
        let browser = browser.cookie_store(true).user_agent(BROWSER);
        let browser = browser.tls_certs_only(std::iter::empty::<reqwest::Certificate>());
        let browser = browser.build().expect("a browser");
        let people = Vec::new();
        Self { app, people, faults, witness, browser, config, code, street, homes: 0, serving, _data: data }
    }

    /// Somebody moves in, with these doors open, and enrols. Gives their number.
    pub async fn moves_in(&mut self, open: &[Port]) -> usize {
        let mut home = self.new_home();
        for port in open {
            home.open(*port, Behind::Usual).await.expect("a door that opens");
        }
        let backend = self.backend(home.address());
        let installation = self.installation();
        let seed = self.people.len() as u64;
        let agent = Session::new(installation, backend, RecordingHost::default(), seed).expect("a memory");
        let (popped, closed, reminded) = (Vec::new(), Vec::new(), Vec::new());
        self.people.push(Person { home, agent, is_on: true, popped, closed, reminded });
        let who = self.people.len() - 1;
        self.give(who, Event::Started).await;
        who
    }

    /// Lets time pass in steps; in each, whoever is on checks in, and the backend does its work.
    pub async fn pass(&mut self, time: SignedDuration) {
        let until = self.now() + time;
        while self.now() < until {
            self.step().await;
        }
    }

    /// One step of time.
    pub async fn step(&mut self) {
        self.step_of(STEP).await;
    }

    /// A step of another length.
    pub async fn step_of(&mut self, time: SignedDuration) {
        self.app.clock.advance(time);
        for who in 0..self.people.len() {
            if self.people[who].is_on {
                self.give(who, Event::Tick).await;
            }
        }
        flow::settle(&self.app).await.expect("the stages run");
        for who in 0..self.people.len() {
            if self.people[who].is_on {
                self.hear(who).await;
            }
        }
    }

    /// An agent hears its news now, as by its stream of events.
    pub async fn hear(&mut self, who: usize) {
        let backend = self.people[who].agent.backend().clone();
        let heard = backend.events_after(0).await;
        for event in heard.map(|events| events.events).unwrap_or_default() {
            self.give(who, Event::Heard(event)).await;
        }
    }

    /// Something happens to an agent.
    pub async fn give(&mut self, who: usize, event: Event) {
        let now = self.now();
        let person = &mut self.people[who];
        let host = person.agent.host();
        let (popped, closed, reminded) = (host.popped.len(), host.closed.len(), host.reminded.len());
        person.agent.give(event, now).await.expect("a memory that can be written");
        let host = person.agent.host();
        person.popped.extend(&host.popped[popped..]);
        person.closed.extend(&host.closed[closed..]);
        person.reminded.extend(host.reminded[reminded..].iter().map(|notice| (*notice, now)));
    }

    /// What somebody's icon says.
    pub fn mood(&self, who: usize) -> Mood {
        self.face(who).mood
    }

    /// All that somebody's icon and popup say.
    pub fn face(&self, who: usize) -> Face {
        self.people[who].agent.face()
    }

    /// All that somebody's windows say.
    pub fn status(&self, who: usize) -> Status {
        self.people[who].agent.agent().status(&Catalogue::new(Language::En), self.now())
    }

    /// What time it is.
    pub fn now(&self) -> Timestamp {
        self.app.clock.now()
    }

    fn new_home(&mut self) -> Home {
        self.homes += 1;
        Home::new(self.street.address(self.homes), self.street.doors())
    }

    fn backend(&self, address: Ipv4Addr) -> Backend {
        Backend::new(&self.app.config.public_url(), Some(address.into())).expect("a backend's address")
    }

    fn installation(&self) -> Installation {
        Installation {
            invite: Some(self.code.clone()),
            platform: Platform::Desktop,
            language: Language::En,
            app_version: "0.1.0".to_owned(),
        }
    }
}
