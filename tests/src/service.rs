//! A backend on the real clock, whose lab is this machine, and the one home in it: on 127.0.0.1, where agents of
//! a session come from.

mod setting;

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use akabeko_backend::app::App;
use akabeko_backend::config::Config;
use akabeko_backend::demo::internet::{Behind, Home};
use akabeko_backend::store::{self, FinishedScan, ScanRequest, Tally};
use akabeko_backend::{flow, http, secret};
use akabeko_core::evaluate::Dataset;
use akabeko_core::schedule::{Progress, Reason};
use akabeko_scanner::Doors;
use akabeko_shared::{AgentId, Invitation, PORTS, Port, PortState};
use anyhow::{Context, Result};
use jiff::{SignedDuration, Timestamp};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::sync::watch;

pub use self::setting::SITE;
use crate::patience::until;
use crate::process::free_ports;
use crate::streams::Streams;
use crate::takeover::Reports;

/// A backend, and a home.
pub struct Service {
    /// The backend; another one after a restart.
    pub app: Arc<App>,
    /// The home.
    pub home: Home,
    config: Config,
    stranger: Option<(Reports, &'static str)>,
    streams: Option<Streams>,
    is_at_work: bool,
    running: Option<Running>,
    _data: TempDir,
}

/// What answers and works, on threads of its own, so that it can be gone at once with every connection.
struct Running {
    runtime: Runtime,
    stop: watch::Sender<bool>,
}

impl Service {
    /// A backend that answers. Its stages stand still until [`Self::works`].
    ///
    /// # Errors
    /// When no place for it is free.
    pub async fn start() -> Result<Self> {
        let data = TempDir::with_prefix("akabeko-service-")?;
        let doors = free_ports(24)?;
        let config = setting::config(&data, doors)?;
        let app = setting::open(&config).await?;
        let home = Home::new(Ipv4Addr::LOCALHOST, Doors::MovedTo(doors));
        let (stranger, streams, running) = (None, None, None);
        let mut service =
            Self { app, home, config, stranger, streams, is_at_work: false, running, _data: data };
        service.serves().await?;
        Ok(service)
    }

    /// Is taken over by a stranger: from now on every page runs their script.
    pub async fn is_taken_over(&mut self, script: &'static str) -> Reports {
        let reports = Reports::default();
        self.stranger = Some((reports.clone(), script));
        self.breaks_connections().await;
        reports
    }

    /// Where it is.
    pub fn url(&self) -> String {
        self.config.public_url()
    }

    /// A new invitation.
    pub async fn invites(&self) -> Invitation {
        let code = secret::invitation_code(&self.app.chance);
        let (now, code_hash) = (self.now(), secret::code_hash(&code));
        let expires_at = now + SignedDuration::from_hours(1);
        let invitation = store::Invitation { code_hash, label: "desktop".to_owned(), uses: 1, expires_at };
        self.app.store.invite(invitation, now).await.expect("a store");
        Invitation { server: self.url(), code }
    }

    /// Sets the stages going: scans, selections, notices.
    pub fn works(&mut self) {
        self.is_at_work = true;
        let running = self.running.as_ref().expect("a backend that runs");
        running.runtime.spawn(flow::run(self.app.clone(), running.stop.subscribe()));
    }

    /// From now on every stream of news tells all of it from the beginning.
    pub async fn repeats_itself(&mut self) {
        self.streams = Some(Streams::default());
        self.breaks_connections().await;
    }

    /// Breaks every connection off, as a router that is switched off does; new ones are answered at once.
    pub async fn breaks_connections(&mut self) {
        self.goes_away().await;
        self.comes_back().await;
    }

    /// Breaks every connection off, and is out of reach.
    pub async fn goes_away(&mut self) {
        if let Some(running) = self.running.take() {
            running.runtime.shutdown_background();
        }
        let is_gone = async || tokio::net::TcpStream::connect(self.config.listen).await.err().map(drop);
        until("the backend is gone", is_gone).await;
    }

    /// Can be reached again, and does what it did before.
    pub async fn comes_back(&mut self) {
        self.serves().await.expect("the same place again");
        if self.is_at_work {
            self.works();
        }
    }

    /// Waits until an agent hears the news on one more stream than those.
    pub async fn is_heard_again(&self, before: usize) {
        until("the agent listens again", async || (self.streams_opened() > before).then_some(())).await;
    }

    /// How many streams of news were opened since it repeats itself.
    pub fn streams_opened(&self) -> usize {
        self.streams.as_ref().map_or(0, Streams::opened)
    }

    /// Is killed, and started again with what is on disk.
    pub async fn restarts(&mut self) {
        self.goes_away().await;
        self.app = setting::open(&self.config).await.expect("a backend");
        self.comes_back().await;
    }

    /// The agent that enrolled, as soon as one did.
    pub async fn agent(&self) -> AgentId {
        let enrolled = async || self.dataset().await.agents.pop()?.agent.parse().ok();
        until("an agent has enrolled", enrolled).await
    }

    /// Waits until an agent checked in after a time.
    pub async fn hears_from(&self, agent: AgentId, after: Timestamp) {
        let heard = async || {
            let (target, ..) = self.app.store.whereabouts(agent, after).await.expect("a store")?;
            (target.confirmed_at > after).then_some(())
        };
        until("the agent has checked in", heard).await;
    }

    /// Waits until a whole scan of where an agent is has ended.
    pub async fn has_scanned(&self, agent: AgentId) {
        let since = self.now() - SignedDuration::from_hours(1);
        let scanned = async || {
            let (_, _, scans) = self.app.store.whereabouts(agent, since).await.expect("a store")?;
            scans.iter().any(|scan| scan.progress == Progress::Done).then_some(())
        };
        until("the home is scanned", scanned).await;
    }

    /// Opens a door of the home.
    pub async fn opens(&mut self, port: Port) {
        self.home.open(port, Behind::Usual).await.expect("a door that opens");
    }

    /// Writes daily scans of the days before today that found these doors open. The stages must stand still.
    pub async fn has_seen_open(&self, agent: AgentId, days: i64, ports: &[Port]) {
        for day in 1..=days {
            let at = self.now() - SignedDuration::from_hours(24 * day);
            let (scan, address) = (self.app.chance.scan(at), Ipv4Addr::LOCALHOST.into());
            let (reason, all) = (Reason::Daily, PORTS.to_vec());
            let wanted = ScanRequest { scan, agent, address, network: None, reason, ports: all };
            assert_eq!(self.app.store.request_scans(vec![wanted], at).await.expect("a store"), 1);
            let state = |port| if ports.contains(&port) { PortState::Open } else { PortState::Closed };
            let seen = PORTS.iter().map(|port| (*port, state(*port), at, None)).collect();
            let finished = FinishedScan { scan, agent, finished_at: at, seen };
            self.app.store.finish_scans(vec![finished]).await.expect("a store");
        }
    }

    /// An operator keeps a campaign about these ports, on the month that ends today, and sends it.
    pub async fn sends_campaign(&self, name: &str, ports: &[Port]) {
        let campaign = setting::campaign(name, ports, self.now(), &self.config);
        let kept = self.app.store.create_campaign(&campaign, self.now()).await.expect("a store");
        assert!(kept, "there is a campaign {name} already");
        self.app.store.send_campaign(name, self.now()).await.expect("a store");
    }

    /// How a campaign goes.
    pub async fn tally(&self, campaign: &str) -> Tally {
        self.app.store.tally(campaign).await.expect("a store")
    }

    /// Everything that is kept.
    pub async fn dataset(&self) -> Dataset {
        self.app.store.dataset(self.config.zone()).await.expect("a store")
    }

    /// What time it is.
    pub fn now(&self) -> Timestamp {
        self.app.clock.now()
    }

    async fn serves(&mut self) -> Result<()> {
        let runtime = Runtime::new().context("make threads for a backend")?;
        let place = self.config.listen;
        let bound = async || TcpListener::bind(place).await.ok()?.into_std().ok();
        let listener = until("the backend's place is free", bound).await;
        let router = http::router(self.app.clone());
        let router = match &self.stranger {
            Some((reports, script)) => reports.before(router, script),
            None => router,
        };
        let router = match &self.streams {
            Some(streams) => streams.before(router),
            None => router,
        };
        runtime.spawn(async move {
            let listener = TcpListener::from_std(listener).expect("a listener");
            let service = router.into_make_service_with_connect_info::<SocketAddr>();
            axum::serve(listener, service).await.expect("a server that runs");
        });
        let (stop, _) = watch::channel(false);
        self.running = Some(Running { runtime, stop });
        Ok(())
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        if let Some(running) = self.running.take() {
            running.runtime.shutdown_background();
        }
    }
}
