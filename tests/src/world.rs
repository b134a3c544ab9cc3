//! A world for a story: a backend on a port of its own, a clock that is moved by hand, and people at home with
//! real doors and real agents, all on 127.0.0.0/8.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;

use akabeko_agent_core::{Backend, Event, Face, Installation, Mood, RecordingHost, Session};
use akabeko_backend::app::App;
use akabeko_backend::chance::Chance;
use akabeko_backend::clock::Clock;
use akabeko_backend::config::Config;
use akabeko_backend::demo::internet::{Behind, Home, Street};
use akabeko_backend::secret::Secret;
use akabeko_backend::store::{Invitation, Store};
use akabeko_backend::{flow, http, secret};
use akabeko_core::campaign::Campaign;
use akabeko_scanner::Doors;
use akabeko_shared::{Language, Platform, Port};
use jiff::{SignedDuration, Timestamp};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::fault::{Faults, Lost};

/// Steps of time: often enough for a check-in to be fresh when its home is scanned.
pub const STEP: SignedDuration = SignedDuration::from_hours(6);

/// A backend, its clock, and everybody in it.
pub struct World {
    /// The running backend.
    pub app: Arc<App>,
    /// Who lives here.
    pub people: Vec<Person>,
    /// What gets lost on the way.
    pub faults: Faults,
    /// What people open pages with.
    pub browser: reqwest::Client,
    config: Config,
    code: String,
    street: Street,
    homes: u16,
    serving: JoinHandle<()>,
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
    pub popped: Vec<akabeko_shared::NoticeId>,
}

impl World {
    /// An empty world on 1 April 2026, midnight in Tokyo.
    pub async fn new() -> Self {
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
        (config.scan.per_target, config.scan.overall) = (0, 0);
        (config.scan.timeout_ms, config.scan.at_once) = (500, 64);
        let clock = Clock::set("2026-03-31T15:00:00Z".parse().expect("a time"));
        let app = open(&config, clock, 1).await;
        let faults = Faults::default();
        let serving = serve(&app, listener, &faults);
        let code = invite(&app).await;
        akabeko_agent_core::http::choose_tls();
        let browser = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none());
        let browser = browser.tls_certs_only(std::iter::empty::<reqwest::Certificate>());
        let browser = browser.build().expect("a browser");
        Self { app, people: Vec::new(), faults, browser, config, code, street, homes: 0, serving, _data: data }
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
        self.people.push(Person { home, agent, is_on: true, popped: Vec::new() });
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
        self.app.clock.advance(STEP);
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
        let before = person.agent.host().popped.len();
        person.agent.give(event, now).await.expect("a memory that can be written");
        let new = person.agent.host().popped[before..].to_vec();
        person.popped.extend(new);
    }

    /// What somebody's icon says.
    pub fn mood(&self, who: usize) -> Mood {
        self.face(who).mood
    }

    /// All that somebody's icon and popup say.
    pub fn face(&self, who: usize) -> Face {
        self.people[who].agent.face()
    }

    /// Somebody really closes a door.
    pub async fn closes(&mut self, who: usize, port: Port) {
        self.people[who].home.close(port).await;
    }

    /// Somebody presses “scan again now” in the app, and waits for the answer.
    pub async fn scans_again(&mut self, who: usize) {
        self.give(who, Event::AskScan).await;
        flow::settle(&self.app).await.expect("the stages run");
        self.hear(who).await;
    }

    /// An operator keeps a campaign about these ports, on the month that ends today, and sends it.
    pub async fn sends_campaign(&mut self, name: &str, ports: &[Port], waiting_share: f64) {
        let today = self.now().to_zoned_datetime(self.app.config.zone()).date();
        let campaign = Campaign {
            campaign: name.to_owned(),
            platforms: [Platform::Desktop, Platform::Headless].into(),
            ports: ports.iter().copied().collect(),
            from: today.saturating_sub(jiff::ToSpan::days(30)),
            until: today.saturating_sub(jiff::ToSpan::days(1)),
            time_zone: "Asia/Tokyo".to_owned(),
            run_rule: Default::default(),
            unobserved_days: Default::default(),
            landing: false,
            waiting_share,
            waiting_weeks: 5,
            seed: 7,
        };
        let kept = self.app.store.create_campaign(&campaign, self.now()).await.expect("a store");
        assert!(kept, "there is a campaign {name} already");
        self.app.store.send_campaign(name, self.now()).await.expect("a store");
        flow::settle(&self.app).await.expect("the stages run");
    }

    /// Presses a button on a page. Gives the status.
    pub async fn presses(&self, page: &str, button: &str) -> u16 {
        self.posts(page, "answer", &format!("button={button}")).await
    }

    /// Reports that a page was really seen.
    pub async fn sees(&self, page: &str) -> u16 {
        self.posts(page, "seen", "page=main&ticket=").await
    }

    /// The backend goes down and comes back with what is on disk.
    pub async fn restarts(&mut self, seed: u64) {
        self.serving.abort();
        let _ = (&mut self.serving).await;
        self.app = open(&self.config, self.app.clock.clone(), seed).await;
        let listener = TcpListener::bind(self.config.listen).await.expect("the same port again");
        self.serving = serve(&self.app, listener, &self.faults);
    }

    /// Somebody's agent is killed and started again with what it remembers.
    pub async fn restarts_agent(&mut self, who: usize) {
        let (backend, installation) = (self.backend(self.people[who].home.address()), self.installation());
        let host = self.people[who].agent.host().restarted();
        self.people[who].agent = Session::new(installation, backend, host, who as u64).expect("a memory");
        self.give(who, Event::Started).await;
    }

    /// Somebody takes the device to another address. The old home stays, and anything behind its doors.
    pub async fn moves(&mut self, who: usize) -> Home {
        let new = self.new_home();
        let address = new.address();
        self.people[who].agent.bind(Some(address.into())).expect("another address");
        std::mem::replace(&mut self.people[who].home, new)
    }

    /// Loses somebody's next call.
    pub fn loses(&self, who: usize, what: Lost) {
        self.faults.lose(IpAddr::from(self.people[who].home.address()), what);
    }

    /// What time it is.
    pub fn now(&self) -> Timestamp {
        self.app.clock.now()
    }

    async fn posts(&self, page: &str, what: &str, form: &str) -> u16 {
        let request = self.browser.post(format!("{page}/{what}")).body(form.to_owned());
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        request.send().await.expect("an answer").status().as_u16()
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

impl Drop for World {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn open(config: &Config, clock: Clock, seed: u64) -> Arc<App> {
    let chance = Chance::from_seed(seed);
    let secret = Secret::load(&config.data.join("secret.key"), &chance).expect("a key");
    let store = Store::open(&config.database()).await.expect("a store");
    App::new(config.clone(), store, clock, chance, secret).expect("an application")
}

fn serve(app: &Arc<App>, listener: TcpListener, faults: &Faults) -> JoinHandle<()> {
    let router = faults.clone().before(http::router(app.clone()));
    tokio::spawn(async move {
        let service = router.into_make_service_with_connect_info::<SocketAddr>();
        axum::serve(listener, service).await.expect("a server that runs");
    })
}

async fn invite(app: &App) -> String {
    let code = secret::invitation_code(&app.chance);
    let (now, hours) = (app.clock.now(), SignedDuration::from_hours(24 * 365));
    let code_hash = secret::code_hash(&code);
    let invitation = Invitation { code_hash, label: "world".to_owned(), uses: 1000, expires_at: now + hours };
    app.store.invite(invitation, now).await.expect("a store");
    code
}
