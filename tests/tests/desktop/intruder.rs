//! A notification page that was taken over by somebody: what it may do to the app, which is nothing.

use akabeko_tests::desktop::{Colour, Setting, until};
use serde_json::Value;

use crate::household::Household;

/// What the stranger runs: tries every command of the app, and those of Tauri and its plugins that reach anything.
const SCRIPT: &str = include_str!("intruder.js");

/// The page is opened as people do, by a click on the system's message.
#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_was_taken_over_may_call_nothing_and_go_nowhere() {
    let mut home = Household::new(Setting::usual("intruder-")).await;
    let agent = home.has_joined().await;
    let mut app = home.starts();
    home.has_lived_here_for_a_month(agent).await;
    let reports = home.service.is_taken_over(SCRIPT).await;
    home.sees(Colour::Blue).await;
    home.is_told().await;
    home.reads_message("message-notice-title").await;
    home.session.click_message().unwrap();

    let from = |place: &'static str| {
        let reports = reports.clone();
        async move || reports.all().into_iter().find(|report| report["from"] == place)
    };
    assert_refused(&until("the page has tried", from("page")).await);
    assert_refused(&until("the frame has tried", from("frame")).await);
    let left = until("the page has tried to leave", from("later")).await;
    assert!(left["address"].as_str().unwrap_or_default().starts_with(&home.service.url()), "{left}");
    assert_eq!(home.session.windows().unwrap().len(), 1, "a window that nobody asked for");
    for way in ["link", "script"] {
        let address = format!("{}/elsewhere-{way}", home.service.url().replace("127.0.0.1", "localhost"));
        let asked = async || home.session.opened_in_browser().contains(&address).then_some(());
        until(&format!("the browser is asked for {address}"), asked).await;
    }
    let icon = home.sees(Colour::Red).await;
    assert_eq!(icon.title, home.words.text_with("status-notice", &[("count", "1")]));
    assert!(app.is_running(), "{:?}", app.log());
}

fn assert_refused(report: &Value) {
    let outcomes = report["outcomes"].as_array().expect("outcomes");
    assert!(outcomes.len() > 30, "{report}");
    for outcome in outcomes {
        let error = outcome["error"].as_str().unwrap_or_default();
        assert!(error.contains("not allowed"), "from the {}: {outcome}", report["from"]);
    }
}
