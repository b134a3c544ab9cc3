//! Desktops that lack something: the app notices, opens a window instead, and says so once.

use akabeko_shared::Language;
use akabeko_tests::desktop::agent::program;
use akabeko_tests::desktop::Setting;

use crate::household::Household;

#[tokio::test(flavor = "multi_thread")]
async fn without_a_place_for_the_icon_a_window_comes_and_says_so_once() {
    let setting = Setting { panel: false, ..Setting::usual("no-tray-") };
    let home = Household::new(Setting { language: Language::Ja, ..setting }).await;
    home.has_joined().await;
    said_in_a_window(&home, "app-no-tray").await;
    let said = home.messages("message-no-tray-title");
    assert_eq!(said.len(), 1, "{said:?}");
    assert_stays_quiet(&home).await;
    assert_eq!(home.messages("message-no-tray-title").len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn where_nobody_shows_messages_a_window_comes_and_says_so_once() {
    let home = Household::new(Setting { messages: false, ..Setting::usual("no-messages-") }).await;
    home.has_joined().await;
    said_in_a_window(&home, "app-no-notifications").await;
    assert_stays_quiet(&home).await;
}

/// At its next start the app opens a window that says what is missing.
async fn said_in_a_window(home: &Household, key: &str) {
    let opening = home.session.opens(program(), &[&"--background"]).await.unwrap();
    let app = opening.shows_a_window().await.unwrap();
    let popup = app.window("window=popup").await;
    home.reads(&popup, &home.text(key), "window").await;
    app.ends().await;
}

/// It was said; from now on the app starts without a window.
async fn assert_stays_quiet(home: &Household) {
    let mut app = home.starts();
    let before = home.service.now();
    home.service.hears_from(home.service.agent().await, before).await;
    assert_eq!(home.session.windows().unwrap(), []);
    assert!(app.is_running());
}
