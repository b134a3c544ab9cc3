//! `serve`: the service, until it is told to stop.

use std::io::Write;
use std::net::SocketAddr;

use akabeko_scanner::raise_file_limit;
use anyhow::{Context, bail};
use clap::Args;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

use super::open::{self, Place};
use crate::desk::links;
use crate::{flow, http, telemetry};

/// How to run the service.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(flatten)]
    place: Place,
    /// Where to listen.
    #[arg(long)]
    listen: Option<SocketAddr>,
    /// The address that people reach this service at.
    #[arg(long)]
    public_url: Option<String>,
    /// Log one JSON object a line.
    #[arg(long)]
    pub(super) log_json: bool,
}

/// Runs the service.
pub async fn run(arguments: Arguments) -> anyhow::Result<()> {
    let mut config = arguments.place.config()?;
    config.listen = arguments.listen.unwrap_or(config.listen);
    config.public_url = arguments.public_url.or(config.public_url);
    config.check()?;
    raise_file_limit();
    let listener = TcpListener::bind(config.listen)
        .await
        .with_context(|| format!("failed to listen at {}", config.listen))?;
    config.listen = listener.local_addr()?;
    if let Some(metrics) = config.metrics {
        telemetry::serve_metrics(metrics)?;
    }
    let app = open::app(config).await?;
    let engine = app.scanner.engine();
    tracing::info!(url = app.config.public_url(), listen = %app.config.listen, engine, "serving");
    app.read_organisation().await?;
    if let Some(link) = links::for_the_first(&app).await? {
        say(&format!(
            "Nobody runs this installation yet. Set it up at\n  {}\nuntil {}.\n",
            link.address, link.expires_at
        ))?;
    }
    let (stop, stopped) = watch::channel(false);
    let mut flow = tokio::spawn(flow::run(app.clone(), stopped.clone()));
    let mut http = tokio::spawn(http::serve(app, listener, stopped));
    tokio::select! {
        ended = wait_for_the_end() => ended?,
        // Neither ends by itself: half a service is worse than none, since whoever watches it starts it again.
        ended = &mut flow => bail!("the stages stopped: {ended:?}"),
        ended = &mut http => bail!("the server stopped: {ended:?}"),
    }
    tracing::info!("stopping");
    stop.send_replace(true);
    // Streams of events never end by themselves; agents reconnect and resume.
    let _ = tokio::time::timeout(std::time::Duration::from_secs(3), async { tokio::join!(http, flow) }).await;
    Ok(())
}

fn say(what: &str) -> std::io::Result<()> {
    std::io::stderr().lock().write_all(what.as_bytes())
}

async fn wait_for_the_end() -> std::io::Result<()> {
    let mut terminated = signal(SignalKind::terminate())?;
    tokio::select! {
        _ = terminated.recv() => Ok(()),
        interrupted = tokio::signal::ctrl_c() => interrupted,
    }
}
