//! The phone's app on a screen of a phone's size: the ox, its bubble, and the way from there to the answers.

use akabeko_shared::{Language, Platform};
use akabeko_tests::desktop::{App, Setting, Window, until};
use akabeko_tests::process;

use crate::household::{Household, TELNET};

#[tokio::test(flavor = "multi_thread")]
async fn the_ox_speaks_and_leads_to_the_survey() {
    for (story, language) in [("phone-en-", Language::En), ("phone-ja-", Language::Ja)] {
        the_way_of_a_person(Setting { language, panel: false, ..Setting::usual(story) }).await;
    }
}

async fn the_way_of_a_person(setting: Setting) {
    let mut home = Household::new(setting).await;
    let app = opens(&home).await;
    let screen = app.window("window=phone").await;
    joins(&home, &screen).await;
    let agent = home.service.agent().await;
    home.has_lived_here_for_a_month(agent).await;
    home.reads(&screen, &home.text("status-ok"), "quiet").await;

    home.service.sends_campaign("autumn", &[TELNET]).await;
    home.reads(&screen, &home.text("app-phone-tap"), "bubble").await;
    screen.press(&home.text("app-phone-tap")).await.unwrap();
    home.reads(&screen, &home.text("app-phone-survey"), "survey").await;
    screen.press(&home.text("app-phone-survey")).await.unwrap();
    home.reads(&screen, &home.text("app-notice-read"), "inbox").await;
    screen.press(&home.text("app-notice-read")).await.unwrap();

    let page = app.window(&format!("{}/notice/", home.service.url())).await;
    home.reads(&page, &home.text("page-calm"), "page").await;
    for key in ["page-ask-network-home", "page-ask-intent-unintended", "page-ask-ability-yes"] {
        page.press(&home.text(key)).await.unwrap();
    }
    home.reads(&page, &home.text("page-ask-done"), "answered").await;
    answers_as_a_phone(&home).await;

    home.service.home.close(TELNET).await;
    page.press(&home.text("page-again-press")).await.unwrap();
    home.reads(&page, &home.text("page-again-shut"), "closed").await;
    screen.press(&home.text("app-phone-ox")).await.unwrap();
    home.reads(&screen, &home.text("status-ok"), "quiet-again").await;
}

/// Starts the app with an invitation.
async fn opens(home: &Household) -> App {
    let link = home.service.invites().await.to_string();
    let data = home.session.folder().join("phone");
    let language = home.words.language().tag();
    let program = process::phone().expect("the phone's app");
    let words: [&dyn AsRef<std::ffi::OsStr>; 5] = [&"--data", &data, &"--language", &language, &link];
    let opening = home.session.opens(&program, &words).await.expect("a driver");
    opening.shows_a_window().await.expect("a screen")
}

/// Reads what the invitation is about, and agrees.
async fn joins(home: &Household, screen: &Window<'_>) {
    screen.says(&home.text("app-consent")).await;
    home.reads(screen, "Aizu Network Centre", "consent").await;
    screen.press(&home.text("app-network-home")).await.unwrap();
    screen.press(&home.text("app-agree-start")).await.unwrap();
    home.reads(screen, &home.text("app-phone-ready-done"), "ready").await;
    screen.press(&home.text("app-phone-ready-done")).await.unwrap();
}

/// What was answered is told apart from what people answer on desktops.
async fn answers_as_a_phone(home: &Household) {
    let dataset = home.service.dataset().await;
    let pressed: Vec<String> = dataset.answers.iter().map(|answer| answer.button.to_string()).collect();
    assert_eq!(pressed, ["network.home", "intent.tcp-23.unintended", "ability.tcp-23.yes"]);
    let platforms: Vec<Platform> = dataset.agents.iter().map(|agent| agent.platform).collect();
    assert_eq!(platforms, [Platform::Mobile]);
    until("the visit is counted", async || (home.service.tally("autumn").await.visited == 1).then_some(()))
        .await;
}
