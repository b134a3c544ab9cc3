//! A household of its own: the real backend, the real agent, and a home at 127.0.0.1 with one open door.

#[path = "setting.rs"]
mod setting;

use std::ffi::OsStr;
use std::net::Ipv4Addr;
use std::path::PathBuf;

use akabeko_backend::clock::Clock;
use akabeko_backend::dataset;
use akabeko_backend::demo::internet::{Behind, Home};
use akabeko_backend::store::{ScanRequest, Store};
use akabeko_core::evaluate::Dataset;
use akabeko_core::schedule::Reason;
use akabeko_scanner::Doors;
use akabeko_shared::survey::Button;
use akabeko_shared::wire::News;
use akabeko_shared::{AgentId, PORTS, ScanId};
use akabeko_tests::process::{Running, free_ports, outcome, programs};
use jiff::{SignedDuration, ToSpan};
use serde_json::Value;
use tempfile::TempDir;

use setting::{Deadline, TELNET, browser, configuration, opened, seen, start_agent, wait_until_ready};

/// Everything of one household.
pub(crate) struct Household {
    backend: Running,
    agent: Running,
    home: Home,
    browser: reqwest::Client,
    server: String,
    programs: PathBuf,
    config: PathBuf,
    exports: u32,
    data: TempDir,
}

impl Household {
    /// A backend and an agent that has just enrolled, with a door open at home.
    pub(crate) async fn new() -> Self {
        let data = tempfile::tempdir().expect("a folder");
        let programs = tokio::task::spawn_blocking(programs).await.expect("a thread").expect("the programs");
        let doors = free_ports(24).expect("free ports");
        let server = format!("127.0.0.1:{}", doors + 23);
        let config = data.path().join("akabeko.toml");
        std::fs::write(&config, configuration(&server, doors, &data)).expect("a configuration");
        let mut home = Home::new(Ipv4Addr::LOCALHOST, Doors::MovedTo(doors));
        home.open(TELNET, Behind::Usual).await.expect("a door that opens");
        let backend = programs.join("akabeko-backend");
        let code = outcome(&backend, &[&"invite", &"--config", &config]).expect("an invitation");
        let backend = Running::start(&backend, &[&"serve", &"--config", &config]).expect("a backend");
        let (server, browser) = (format!("http://{server}"), browser());
        wait_until_ready(&browser, &server).await;
        let agent = start_agent(&programs, &server, &code, &data);
        Self { backend, agent, home, browser, server, programs, config, exports: 0, data }
    }

    /// Waits for the first scan.
    pub(crate) async fn is_scanned(&mut self) {
        let deadline = Deadline::new("the first scan is exported");
        while self.export().observations.len() < PORTS.len() {
            deadline.wait().await;
        }
    }

    /// Writes scans of the days before today into the store while the backend is down.
    pub(crate) async fn has_had_an_open_door_for(&mut self, days: i64) {
        self.kill_backend();
        let (store, agent) = (self.store().await, self.agent_id());
        for day in 1..=days {
            let at = Clock::World.now() - SignedDuration::from_hours(24 * day);
            let scan = ScanId::at(at, [7; 10]);
            let (address, ports) = (Ipv4Addr::LOCALHOST.into(), PORTS.to_vec());
            let wanted = ScanRequest { scan, agent, address, network: None, reason: Reason::Daily, ports };
            store.request_scans(vec![wanted], at).await.expect("a store");
            store.finish_scans(vec![seen(scan, agent, at)]).await.expect("a store");
        }
        drop(store);
        self.start_backend().await;
    }

    /// An operator sends a campaign. Gives the page of the notice that the agent then shows.
    pub(crate) async fn is_told(&mut self) -> String {
        let file = self.data.path().join("april.toml");
        let today = Clock::World
            .now()
            .to_zoned_datetime(jiff::tz::TimeZone::get("Asia/Tokyo").expect("a zone"))
            .date();
        let (from, until) = (today - 30.days(), today - 1.day());
        let campaign = format!(
            "campaign = \"april\"\nplatforms = [\"desktop\"]\nports = [\"tcp/23\"]\nfrom = \"{from}\"\nuntil = \"{until}\"\n"
        );
        std::fs::write(&file, campaign).expect("a campaign file");
        self.backend(&[&"operator", &"campaign", &"create", &"--config", &self.config, &file]);
        self.backend(&[&"operator", &"campaign", &"send", &"--config", &self.config, &"april"]);
        let face = self.shows("notice").await;
        face["notices"][0]["url"].as_str().expect("a page").to_owned()
    }

    /// Presses a button. Gives the status, if there was an answer.
    pub(crate) fn press(&self, page: &str, button: &str) -> impl Future<Output = Option<u16>> + use<> {
        let (browser, page, form) = (self.browser.clone(), page.to_owned(), format!("button={button}"));
        async move {
            let page = opened(&browser, &page).await?;
            let request = browser.post(format!("{page}/answer")).body(form);
            let request = request.header("content-type", "application/x-www-form-urlencoded");
            request.send().await.ok().map(|answer| answer.status().as_u16())
        }
    }

    /// Kills the backend.
    pub(crate) fn kill_backend(&mut self) {
        self.backend.kill();
    }

    /// Starts it again.
    pub(crate) async fn start_backend(&mut self) {
        let program = self.programs.join("akabeko-backend");
        self.backend = Running::start(&program, &[&"serve", &"--config", &self.config]).expect("a backend");
        wait_until_ready(&self.browser, &self.server).await;
    }

    /// Every answer that is kept, in order.
    pub(crate) fn answers(&mut self) -> Vec<Button> {
        self.export().answers.into_iter().map(|answer| answer.button).collect()
    }

    pub(crate) async fn closes_the_door(&mut self) {
        self.home.close(TELNET).await;
    }

    pub(crate) async fn asks_for_a_scan(&self, page: &str) {
        let page = opened(&self.browser, page).await.expect("a page");
        let answer = self.browser.post(format!("{page}/rescan")).send().await.expect("an answer");
        let place =
            answer.headers().get("location").and_then(|place| place.to_str().ok()).unwrap_or_default();
        assert!(answer.status() == 303 && place.contains("scan="), "no scan from {page}: {place}");
    }

    /// Waits for the icon to go back.
    pub(crate) async fn is_well_again(&mut self) {
        self.shows("ok").await;
    }

    /// The notice turned the icon red once, popped up once, was sent once, and its closing was said once.
    pub(crate) async fn was_told_once(&self) {
        let moods: Vec<String> = self.faces().iter().map(|face| face["face"].to_string()).collect();
        let turns =
            moods.windows(2).filter(|pair| pair[0] != "\"notice\"" && pair[1] == "\"notice\"").count();
        assert_eq!(turns, 1, "the icon: {moods:?}");
        for said in ["can be reached from the internet", "confirmed closed"] {
            let times = self.agent.log().iter().filter(|line| line.contains(said)).count();
            assert_eq!(times, 1, "{said}");
        }
        let events = self.store().await.events_after(self.agent_id(), 0).await.expect("a store");
        let sent = events.iter().filter(|event| matches!(event.news, News::NoticeSent { .. })).count();
        assert_eq!(sent, 1, "a notice is sent once");
    }

    async fn shows(&mut self, mood: &str) -> Value {
        let deadline = Deadline::new(&format!("the agent shows {mood}"));
        loop {
            assert!(self.agent.is_running(), "the agent ended: {:?}", self.agent.log());
            if let Some(face) = self.faces().pop().filter(|face| face["face"] == mood) {
                return face;
            }
            deadline.wait().await;
        }
    }

    fn faces(&self) -> Vec<Value> {
        self.agent.out().iter().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect()
    }

    fn export(&mut self) -> Dataset {
        self.exports += 1;
        let folder = self.data.path().join(format!("export-{}", self.exports));
        self.backend(&[&"export", &"--config", &self.config, &folder]);
        dataset::read(&folder).expect("a dataset")
    }

    fn backend(&self, arguments: &[&dyn AsRef<OsStr>]) -> String {
        outcome(&self.programs.join("akabeko-backend"), arguments).expect("a command that succeeds")
    }

    async fn store(&self) -> Store {
        let file = self.data.path().join("backend/akabeko.sqlite");
        Store::open(&file.display().to_string()).await.expect("a store")
    }

    fn agent_id(&self) -> AgentId {
        let memory = std::fs::read(self.data.path().join("agent/agent.json")).expect("a memory");
        let memory: Value = serde_json::from_slice(&memory).expect("JSON");
        memory["agent"].as_str().expect("a name").parse().expect("an id")
    }
}
