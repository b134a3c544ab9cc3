//! Gauge: how scanning stands, in numbers for `/metrics`, and what other processes were told at their console. It
//! changes nothing that is stored.

use std::sync::Arc;

use crate::app::App;

/// Reads off what is stored.
pub async fn run(app: &Arc<App>) -> anyhow::Result<()> {
    app.read_organisation().await?;
    let now = app.clock.now();
    let (waiting, oldest) = app.store.scans_waiting().await?;
    let lag = oldest.map_or(0.0, |since| now.duration_since(since).as_secs_f64());
    let halted = app.store.scanning().await?.halt.is_some();
    metrics::gauge!("akabeko_scans_due").set(waiting as f64);
    metrics::gauge!("akabeko_scan_lag_seconds").set(lag);
    metrics::gauge!("akabeko_opt_outs").set(app.store.opt_outs_standing(now).await? as f64);
    metrics::gauge!("akabeko_scanning_halted").set(if halted { 1.0 } else { 0.0 });
    Ok(())
}

#[cfg(test)]
mod tests {
    use metrics_exporter_prometheus::PrometheusBuilder;

    use super::*;
    use crate::chance::Chance;
    use crate::clock::Clock;
    use crate::config::Config;
    use crate::secret::Secret;
    use crate::store::{OptOut, Store};

    #[test]
    fn a_halt_and_an_opt_out_show() {
        let recorder = PrometheusBuilder::new().build_recorder();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        metrics::with_local_recorder(&recorder, || runtime.block_on(halt_and_gauge())).unwrap();
        let text = recorder.handle().render();
        for line in [
            "akabeko_scanning_halted 1",
            "akabeko_opt_outs 1",
            "akabeko_scans_due 0",
            "akabeko_scan_lag_seconds 0",
        ] {
            assert!(text.contains(line), "{line} is not in {text}");
        }
    }

    async fn halt_and_gauge() -> anyhow::Result<()> {
        let data = tempfile::tempdir()?;
        let config = Config { data: data.path().to_owned(), ..Config::default() };
        let store = Store::open(&config.database()).await?;
        let now = "2026-04-01T00:00:00Z".parse()?;
        let (reason, added_by) = ("asked".to_owned(), "operator".to_owned());
        let range = "192.0.2.0/24".parse()?;
        store.opt_out(OptOut { range, reason, added_by, ends_at: None }, now).await?;
        store.halt("a complaint", now).await?;
        let chance = Chance::from_seed(1);
        let secret = Secret::fresh(&chance);
        run(&App::new(config, store, Clock::set(now), chance, secret)?).await
    }
}
