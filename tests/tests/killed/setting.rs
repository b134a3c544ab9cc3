//! What a household is made of, and how long one waits for it.

use std::ffi::OsStr;
use std::path::Path;
use std::time::{Duration, Instant};

use akabeko_backend::store::FinishedScan;
use akabeko_shared::{AgentId, PORTS, Port, PortState, ScanId};
use akabeko_tests::process::Running;
use jiff::Timestamp;
use tempfile::TempDir;

/// The port whose door is open.
pub(super) const TELNET: Port = Port::tcp(23);

/// How long anything may take before it counts as missing.
const PATIENCE: Duration = Duration::from_secs(180);

/// A time by which something must have become true.
pub(super) struct Deadline {
    what: String,
    at: Instant,
}

impl Deadline {
    pub(super) fn new(what: &str) -> Self {
        Self { what: what.to_owned(), at: Instant::now() + PATIENCE }
    }

    /// Looks again soon, unless it is too late.
    pub(super) async fn wait(&self) {
        assert!(Instant::now() < self.at, "waited {PATIENCE:?} in vain until {}", self.what);
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Waits until a backend answers and can write.
pub(super) async fn wait_until_ready(browser: &reqwest::Client, server: &str) {
    let deadline = Deadline::new("the backend is ready");
    let is_ready =
        async || browser.get(format!("{server}/readyz")).send().await.is_ok_and(|it| it.status() == 200);
    while !is_ready().await {
        deadline.wait().await;
    }
}

/// A scan that found the door open.
pub(super) fn seen(scan: ScanId, agent: AgentId, at: Timestamp) -> FinishedScan {
    let state = |port| if port == TELNET { PortState::Open } else { PortState::Closed };
    let seen = PORTS.iter().map(|port| (*port, state(*port), at, None)).collect();
    FinishedScan { scan, agent, finished_at: at, seen }
}

/// The configuration of a backend whose lab is this machine.
pub(super) fn configuration(listen: &str, doors: u16, data: &TempDir) -> String {
    let data = data.path().join("backend");
    format!(
        "listen = \"{listen}\"\ndata = \"{}\"\ncheck_in_seconds = 10\n[scan]\nlab = [\"127.0.0.0/8\"]\n\
         lab_doors_at = {doors}\ndwell_minutes = 0\nper_target = 0\noverall = 0\npackets_a_day = 0\ntimeout_ms = 300\n",
        data.display()
    )
}

/// What pages are opened with.
pub(super) fn browser() -> reqwest::Client {
    akabeko_agent_core::http::choose_tls();
    let browser = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none());
    let browser = browser.cookie_store(true).user_agent("Mozilla/5.0");
    let browser = browser.timeout(Duration::from_secs(10)).pool_max_idle_per_host(0);
    browser.tls_certs_only(std::iter::empty::<reqwest::Certificate>()).build().expect("a browser")
}

/// Opens a page by its full address. Gives where it leads, if there was an answer.
pub(super) async fn opened(browser: &reqwest::Client, page: &str) -> Option<String> {
    let answer = browser.get(page).send().await.ok()?;
    let onward = answer.headers().get("location")?.to_str().ok()?;
    Some(reqwest::Url::parse(page).ok()?.join(onward).ok()?.to_string())
}

/// Starts an agent that enrols with an invitation.
pub(super) fn start_agent(programs: &Path, server: &str, code: &str, data: &TempDir) -> Running {
    let memory = data.path().join("agent");
    let line =
        format!("--headless --platform desktop --language en --server {server} --invite {code} --data");
    let mut arguments: Vec<&dyn AsRef<OsStr>> = Vec::new();
    let words: Vec<&str> = line.split(' ').collect();
    words.iter().for_each(|word| arguments.push(word));
    arguments.push(&memory);
    Running::start(&programs.join("akabeko-agent"), &arguments).expect("an agent")
}
