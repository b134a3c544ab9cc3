//! Desktops that lack something: the app notices, opens a window instead, and says so once.

use akabeko_shared::Language;
use akabeko_tests::desktop::Setting;
use akabeko_tests::desktop::agent::program;

use crate::household::Household;

#[tokio::test(flavor = "multi_thread")]
async fn without_a_place_for_the_icon_a_window_comes_and_says_so_once() {
    let mut home = Household::new(Setting { language: Language::Ja, ..Setting::usual("no-tray-") }).await;
    home.has_joined().await;
    home.session.loses_panel().await;
    said_in_a_window(&home, "app-no-tray").await;
    home.reads_message("message-no-tray-title").await;
    stays_quiet(&home).await;
    assert_eq!(home.messages("message-no-tray-title").len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn where_nobody_shows_messages_a_window_comes_and_says_so_once() {
    let mut home = Household::new(Setting::usual("no-messages-")).await;
    home.has_joined().await;
    home.session.loses_messages().await;
    said_in_a_window(&home, "app-no-notifications").await;
    stays_quiet(&home).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_poor_desktop_is_told_of_in_the_first_window() {
    let poor = Setting { panel: false, messages: false, keyring: false, ..Setting::usual("poor-") };
    let home = Household::new(poor).await;
    let app = home.joins().await;
    let text = app.window("window=welcome").await.text().await.unwrap();
    for key in ["app-no-tray", "app-no-notifications", "app-keeper-file"] {
        assert!(text.contains(&home.text(key)), "{key} is missing in {text}");
    }
}

/// At its next start the app opens a window that says what is missing.
async fn said_in_a_window(home: &Household, key: &str) {
    let opening = home.session.opens(program(), &[&"--background"]).await.unwrap();
    let app = opening.shows_a_window().await.unwrap();
    let popup = app.window("window=popup").await;
    home.reads(&popup, &home.text(key), "window").await;
    home.session.ends_agent().await;
}

/// It was said; from now on the app starts without a window.
async fn stays_quiet(home: &Household) {
    let mut app = home.starts();
    let before = home.service.now();
    home.service.hears_from(home.service.agent().await, before).await;
    assert_eq!(home.session.windows().unwrap(), []);
    assert!(app.is_running(), "{:?}", app.log());
}
