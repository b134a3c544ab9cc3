//! How the backend beside a session is set, and what its operator wants to know.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use akabeko_backend::app::App;
use akabeko_backend::chance::Chance;
use akabeko_backend::clock::Clock;
use akabeko_backend::config::Config;
use akabeko_backend::secret::Secret;
use akabeko_backend::store::Store;
use akabeko_core::campaign::Campaign;
use akabeko_shared::{Platform, Port};
use anyhow::{Context, Result};
use jiff::{Timestamp, ToSpan};
use tempfile::TempDir;

/// Opens the backend on what is on disk.
pub(super) async fn open(config: &Config) -> Result<Arc<App>> {
    let chance = Chance::from_system().context("draw from chance")?;
    let secret = Secret::load(&config.data.join("secret.key"), &chance)?;
    let store = Store::open(&config.database()).await?;
    App::new(config.clone(), store, Clock::World, chance, secret)
}

/// A campaign about these ports, on the month that ends today.
pub(super) fn campaign(name: &str, ports: &[Port], now: Timestamp, config: &Config) -> Campaign {
    let today = now.to_zoned_datetime(config.zone()).date();
    Campaign {
        campaign: name.to_owned(),
        platforms: [Platform::Desktop, Platform::Mobile, Platform::Browser].into(),
        ports: ports.iter().copied().collect(),
        from: today.saturating_sub(30.days()),
        until: today.saturating_sub(1.day()),
        time_zone: config.time_zone.clone(),
        run_rule: Default::default(),
        unobserved_days: Default::default(),
        landing: false,
        waiting_share: 0.0,
        waiting_weeks: 5,
        seed: 7,
        variants: Default::default(),
    }
}

/// Where the people behind the backend say who they are.
pub const SITE: &str = "https://akabeko.example/";

/// A backend for this machine alone, with its doors from `doors` on and its own place behind them.
pub(super) fn config(data: &TempDir, doors: u16) -> Result<Config> {
    let providers = data.path().join("providers.csv");
    std::fs::write(&providers, PROVIDERS)?;
    let mut config = Config { data: data.path().to_owned(), ..Config::default() };
    config.listen = SocketAddr::from((Ipv4Addr::LOCALHOST, doors + 23));
    config.check_in_seconds = 10;
    config.providers = Some(providers);
    config.organisation.name = "Aizu Network Centre".to_owned();
    config.organisation.support_mail = "help@akabeko.example".to_owned();
    config.organisation.site = Some(SITE.to_owned());
    config.scan.scanned_from = vec![Ipv4Addr::LOCALHOST.into()];
    config.scan.lab = vec!["127.0.0.0/8".parse().context("read a range")?];
    config.scan.lab_doors_at = Some(doors);
    config.scan.dwell_minutes = 0;
    (config.scan.per_target, config.scan.overall, config.scan.timeout_ms) = (0, 0, 300);
    config.scan.packets_a_day = 0;
    Ok(config)
}

const PROVIDERS: &str = "127.0.0.0,127.255.255.255,64500,Aizu Net\n";
