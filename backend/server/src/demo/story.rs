//! The story of the demo: a month of looking, a campaign, five weeks of looking again.

use std::net::SocketAddr;
use std::sync::Arc;

use akabeko_agent_core::Event;
use akabeko_core::evaluate::{Evaluation, Options, evaluate};
use akabeko_shared::wire::NoticeState;
use anyhow::Context;
use futures::StreamExt;
use indicatif::{ProgressBar, ProgressStyle};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::browser::Browser;
use super::internet::Street;
use super::invitation::{self, Agent};
use super::neighbourhood::{Household, households};
use super::operator;
use crate::app::App;
use crate::chance::Chance;
use crate::clock::Clock;
use crate::config::Config;
use crate::page::Organisation;
use crate::secret::Secret;
use crate::store::Store;
use crate::{flow, http};

/// Midnight of 1 April 2026 in Tokyo.
const BEGIN: &str = "2026-03-31T15:00:00Z";
/// Whose networks the homes are in.
const PROVIDERS: &str = "127.0.0.0,127.127.255.255,64496,Aizu Hikari (demo)\n\
                         127.128.0.0,127.255.255.255,64497,Bandai Net (demo)\n";
/// Times a day at which devices check in and people look at them.
const TIMES_A_DAY: u32 = 4;
/// The month of selection.
const MONTH: u32 = 30;
/// Five weeks, and the day that ends them.
const AFTER: u32 = 36;
/// Calls under way at once.
const AT_ONCE: usize = 64;

/// A running service, its homes and their agents, at some time of the story.
pub(super) struct Story {
    pub(super) app: Arc<App>,
    pub(super) households: Vec<Household>,
    pub(super) agents: Vec<Agent>,
    pub(super) stop: watch::Sender<bool>,
    serving: JoinHandle<std::io::Result<()>>,
    browser: Browser,
    _street: Street,
    _data: TempDir,
}

impl Story {
    /// Starts a service in a folder of its own, builds the homes, and enrols everybody.
    pub(super) async fn begin(seed: u64, homes: u16, listen: SocketAddr) -> anyhow::Result<Self> {
        let data = tempfile::tempdir().context("failed to make a folder for the demo")?;
        let listener =
            TcpListener::bind(listen).await.with_context(|| format!("failed to listen at {listen}"))?;
        let street = Street::claim().await?;
        let mut config = configuration(data.path().to_owned(), listener.local_addr()?);
        let providers = data.path().join("providers.csv");
        std::fs::write(&providers, PROVIDERS).context("failed to write the demo's providers")?;
        config.providers = Some(providers);
        if let akabeko_scanner::Doors::MovedTo(base) = street.doors() {
            say_moved(base)?;
            config.scan.lab_doors_at = Some(base);
        }
        let chance = Chance::from_seed(seed);
        let secret = Secret::fresh(&chance);
        let clock = Clock::story(BEGIN.parse::<Timestamp>().context("failed to read the first day")?);
        let store = Store::open(&config.database()).await.context("failed to open the demo's store")?;
        let app = App::new(config, store, clock, chance, secret)?;
        let (stop, stopped) = watch::channel(false);
        let serving = tokio::spawn(http::serve(app.clone(), listener, stopped));
        let households = households(seed, homes, &street);
        let agents = invitation::enrol(&app, &households).await?;
        let browser = Browser::new().context("failed to set a browser up")?;
        Ok(Self { app, households, agents, stop, serving, browser, _street: street, _data: data })
    }

    /// Lets the days pass and computes the tables.
    pub(super) async fn tell(&mut self) -> anyhow::Result<Evaluation> {
        let bar = progress(u64::from(MONTH + AFTER));
        for day in 0..MONTH + AFTER {
            if day == MONTH {
                bar.set_message("a campaign is sent");
                operator::send_campaign(&self.app).await?;
            }
            bar.set_message(if day < MONTH { "looking" } else { "looking again" });
            self.pass_day(day).await?;
            bar.inc(1);
        }
        bar.finish_and_clear();
        let dataset = self.app.store.dataset(self.app.config.zone()).await?;
        Ok(evaluate(&dataset, &Options::default()))
    }

    /// Stops serving. A browser that keeps its connection open is not waited for.
    pub(super) async fn end(self) -> anyhow::Result<()> {
        self.stop.send_replace(true);
        drop(self.agents);
        drop(self.browser);
        match tokio::time::timeout(std::time::Duration::from_secs(2), self.serving).await {
            Ok(ended) => Ok(ended??),
            Err(_) => Ok(()),
        }
    }

    async fn pass_day(&mut self, day: u32) -> anyhow::Result<()> {
        for household in &mut self.households {
            household.wake(day).await?;
        }
        for _ in 0..TIMES_A_DAY {
            self.check_in().await?;
            flow::settle(&self.app).await?;
            self.act(day).await?;
            flow::settle(&self.app).await?;
            self.app.clock.advance(SignedDuration::from_hours(24 / i64::from(TIMES_A_DAY)));
        }
        Ok(())
    }

    /// Every device that is on checks in, from its own address.
    async fn check_in(&mut self) -> anyhow::Result<()> {
        let now = self.app.clock.now();
        let here: Vec<bool> =
            self.households.iter_mut().map(|household| household.person.is_here()).collect();
        let here = self.agents.iter_mut().zip(here).filter(|(_, is_here)| *is_here);
        let calls = futures::stream::iter(here)
            .map(|(agent, _)| async move { agent.give(Event::Tick, now).await })
            .buffer_unordered(AT_ONCE);
        let outcomes: Vec<_> = calls.collect().await;
        outcomes.into_iter().collect::<Result<(), _>>().context("failed to check in")
    }

    /// Everybody who has a notice in front of them does something or nothing about it.
    async fn act(&mut self, day: u32) -> anyhow::Result<()> {
        let now = self.app.clock.now();
        for (household, agent) in self.households.iter_mut().zip(&mut self.agents) {
            // A day's chance of a new router is taken once a day, at its first hours.
            let hour = now.to_zoned_datetime(TimeZone::get("Asia/Tokyo")?).hour();
            if day > 0 && hour < 6 && household.person.changes_something() {
                for port in household.home.open_doors() {
                    household.home.close(port).await;
                }
            }
            let notice = agent.face().notices.into_iter().find(|notice| notice.state == NoticeState::Open);
            let Some(notice) = notice else { continue };
            let days = days_since(notice.sent_at, now);
            if let Some(reading) = household.person.reads(days, &notice.ports) {
                self.browser.read(&notice.url, &reading.presses).await?;
            }
            let closing = household.person.closes(days);
            if !closing.is_empty() {
                for port in closing {
                    household.home.close(port).await;
                }
                agent.give(Event::AskScan, now).await?;
            }
        }
        Ok(())
    }
}

fn days_since(then: Timestamp, now: Timestamp) -> u32 {
    u32::try_from(now.duration_since(then).as_hours() / 24).unwrap_or_default()
}

fn configuration(data: std::path::PathBuf, listen: SocketAddr) -> Config {
    let mut config = Config {
        data,
        listen,
        organisation: Organisation {
            name: "Akabeko 実証チーム".to_owned(),
            support_mail: "support@akabeko.example".to_owned(),
            site: None,
        },
        ..Config::default()
    };
    // Homes of the demo are on loopback, which is no part of the internet, and need no manners.
    config.scan.lab = vec![ipnet::IpNet::from(ipnet::Ipv4Net::new_assert([127, 0, 0, 0].into(), 8))];
    (config.scan.per_target, config.scan.packets_a_day) = (0, 0);
    config.scan.overall = 0;
    config.scan.timeout_ms = 500;
    config.scan.at_once = 128;
    config
}

fn say_moved(base: u16) -> std::io::Result<()> {
    let mut hint = std::io::stderr().lock();
    std::io::Write::write_fmt(
        &mut hint,
        format_args!(
            "Some of the 23 ports are taken on this machine or need a privilege; the demo's homes have theirs from \
             {base} on.\n"
        ),
    )
}

/// Shown on a terminal only.
fn progress(length: u64) -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:40} day {pos} of {len}, {msg} ({elapsed}, {eta} left)");
    ProgressBar::new(length).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}
