//! What the service says about itself: logs on standard error, metrics on a listener of their own.

use std::net::SocketAddr;

use anyhow::Context;
use metrics_exporter_prometheus::PrometheusBuilder;
use tracing_subscriber::EnvFilter;

/// Logs to standard error, by `RUST_LOG` or else from `info` up; one JSON object a line if wanted.
pub fn log(json: bool) {
    let filter = EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| EnvFilter::new("warn,akabeko_backend=info,akabeko_scanner=info"));
    let subscriber = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    // A second call, as tests make it, keeps the first subscriber.
    let _ = if json { subscriber.json().try_init() } else { subscriber.compact().try_init() };
}

/// Serves `/metrics` in Prometheus' format.
pub fn serve_metrics(listen: SocketAddr) -> anyhow::Result<()> {
    let exporter = PrometheusBuilder::new().with_http_listener(listen);
    exporter.install().with_context(|| format!("serve metrics at {listen}"))
}
