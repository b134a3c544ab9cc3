//! No log, metric or trace ever holds what opens something: searched after a whole loop, with everything logged.
#![cfg(test)]

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use akabeko_shared::Port;
use akabeko_tests::world::World;
use jiff::SignedDuration;
use metrics_exporter_prometheus::PrometheusBuilder;
use reqwest::header::SET_COOKIE;
use tracing_subscriber::EnvFilter;

const TELNET: Port = Port::tcp(23);

/// Everything that was logged.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn nothing_that_opens_anything_is_in_any_log_or_metric() {
    let log = Log::default();
    let writer = log.clone();
    // The jar of cookies is that of the test's own browser.
    let logs = tracing_subscriber::fmt().with_env_filter(EnvFilter::new("trace,cookie_store=off"));
    logs.with_ansi(false).with_writer(move || writer.clone()).init();
    let metrics = PrometheusBuilder::new().install_recorder().unwrap();

    let mut world = World::new().await;
    let alice = world.moves_in(&[TELNET]).await;
    world.pass(SignedDuration::from_hours(24 * 7)).await;
    world.sends_campaign("april", &[TELNET], 0.0).await;
    world.step().await;
    let secrets = reads_and_closes(&mut world, alice).await;
    world.pass(SignedDuration::from_hours(24 * 2)).await;

    let logged = String::from_utf8_lossy(&log.0.lock().unwrap()).into_owned();
    let counted = metrics.render();
    assert!(logged.len() > 100_000 && logged.contains("TRACE"), "too little was logged to prove anything");
    assert!(
        counted.contains("/notice/{notice}") && counted.contains("akabeko_page_views_total"),
        "{counted}"
    );
    for (what, secret) in secrets {
        assert!(secret.len() >= 20, "{what} is too short to be searched for");
        for (place, text) in [("a log", &logged), ("a metric", &counted)] {
            if let Some(at) = text.find(&secret) {
                let line = text[..at].rsplit('\n').next().unwrap_or_default();
                panic!("{what} is in {place}, after {line:?}");
            }
        }
    }
}

/// Somebody opens the page from the app and by its address, answers, closes the port and scans again. Gives all that
/// opens anything on the way.
async fn reads_and_closes(world: &mut World, who: usize) -> Vec<(&'static str, String)> {
    let notice = world.face(who).notices[0].clone();
    let bearer = world.people[who].agent.host().memory.as_ref().unwrap().token.secret().to_owned();
    let site = world.app.config.public_url();
    let asked = world.browser.post(format!("{site}/api/v1/notices/{}/ticket", notice.notice));
    let ticket = asked.bearer_auth(&bearer).json(&serde_json::json!({})).send().await.unwrap();
    let link = ticket.json::<serde_json::Value>().await.unwrap()["url"].as_str().unwrap().to_owned();
    let entered = world.browser.get(&link).send().await.unwrap();
    let cookie = entered.headers()[SET_COOKIE].to_str().unwrap().to_owned();
    let seal = cookie.split(';').next().unwrap().rsplit('.').next().unwrap().to_owned();

    let page = world.opens(&notice.url).await;
    assert_eq!(world.sees(&page).await, 204);
    for button in ["network.home", "intent.tcp-23.unintended", "ability.tcp-23.yes", "step.tcp-23.1.stuck"] {
        assert_eq!(world.presses(&page, button).await, 303);
    }
    world.closes(who, TELNET).await;
    world.scans_again(who).await;
    let key = std::fs::read_to_string(world.app.config.data.join("secret.key")).unwrap();
    vec![
        ("the agent's token", bearer),
        ("a ticket", link.split_once("ticket=").unwrap().1.to_owned()),
        ("the page's token", notice.url.rsplit_once('/').unwrap().1.to_owned()),
        ("the seal of a cookie", seal),
        ("the service's key", key.trim().to_owned()),
    ]
}
