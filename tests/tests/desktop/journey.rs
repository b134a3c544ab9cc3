//! One person's way with the app, from the invitation to a door that is confirmed closed, by what they see.

use akabeko_shared::Port;
use akabeko_tests::desktop::service::SITE;
use akabeko_tests::desktop::{App, Colour, Setting, Window, until};

use crate::household::{Household, TELNET};

#[tokio::test(flavor = "multi_thread")]
async fn from_the_invitation_to_a_door_that_is_confirmed_closed() {
    let mut home = Household::new(Setting::usual("")).await;

    let app = home.joins().await;
    let agent = home.service.agent().await;
    app.window("window=welcome").await.press_and_leave(&home.text("app-finish")).await.unwrap();
    home.has_lived_here_for_a_month(agent).await;
    let icon = home.sees(Colour::Blue).await;
    assert_eq!(icon.title, home.text("status-ok"));
    home.session.shot("blue").unwrap();
    assert_eq!(home.session.messages.shown(), [], "nothing is said while all is well");

    let icon = home.is_told().await;
    assert_eq!(icon.title, home.words.text_with("status-notice", &[("count", "1")]));
    let message = home.reads_message("message-notice-title").await;
    assert_eq!(home.session.messages.all().len(), 1);
    assert_tells_no_details(&message.words());
    home.session.shot("red").unwrap();

    home.session.click_icon().unwrap();
    let popup = app.window("window=popup").await;
    home.reads(&popup, &home.text("app-message"), "popup").await;
    popup.press_and_leave(&home.text("app-notice-read")).await.unwrap();
    let page = app.window(&format!("{}/notice/", home.service.url())).await;
    home.reads(&page, &home.text("page-calm"), "page").await;
    let shown = page.title().await.unwrap();
    assert!(shown.contains(&home.text("page-title")), "{shown}");
    home.sees_window(&shown).await;
    until("the visit is counted", async || (home.service.tally("autumn").await.visited == 1).then_some(()))
        .await;
    let devices: Vec<_> =
        home.service.dataset().await.visits.iter().map(|visit| visit.device.word()).collect();
    assert_eq!(devices, ["app"]);

    comes_to_the_front_when_opened_again(&app, &page, &home).await;
    leads_to_the_browser(&page, &home).await;
    answers(&page, &home).await;
    home.service.home.close(TELNET).await;
    page.press(&home.text("page-again-press")).await.unwrap();
    home.reads(&page, &home.text("page-again-shut"), "closed").await;
    let icon = home.sees(Colour::Blue).await;
    assert_eq!(icon.title, home.text("status-ok"));
    home.reads_message("message-closed-title").await;
    home.session.shot("blue-again").unwrap();
    let told = home.messages("message-notice-title");
    assert!(told.iter().all(|message| message.taken_back || message.gone), "{told:?}");
    assert_eq!((told.len(), home.messages("message-closed-title").len()), (1, 1));
    assert_eq!(home.service.tally("autumn").await.closed, 1);
}

/// A notice has one window. Opened again it comes to the front as it was, or anew if it shows something else by now.
async fn comes_to_the_front_when_opened_again(app: &App, page: &Window<'_>, home: &Household) {
    let title = page.title().await.unwrap();
    let again = home.words.text_with("tray-open-notice", &[("count", "1")]);
    let is_in_front = async || (home.session.active_window().ok()? == title).then_some(());
    page.run("window.halfWritten = true", &[]).await.unwrap();
    home.picks(&home.text("tray-about")).await;
    let settings = app.window("window=settings").await;
    until("the page is behind the settings", async || is_in_front().await.is_none().then_some(())).await;
    home.picks(&again).await;
    until("the page is in front", is_in_front).await;
    assert_eq!(page.run("return window.halfWritten", &[]).await.unwrap(), true);
    settings.close().await.unwrap();

    page.run("location.href = '/n/no-such-page?lang=en'", &[]).await.unwrap();
    page.says(&home.text("page-lost-headline")).await;
    home.picks(&again).await;
    page.says(&home.text("page-calm")).await;
    let pages = app.addresses().await.unwrap().iter().filter(|address| address.contains("/notice/")).count();
    assert_eq!(pages, 1);
}

/// A link to anywhere else opens the browser, and the page stays.
async fn leads_to_the_browser(page: &Window<'_>, home: &Household) {
    let here = page.address().await.unwrap();
    let site = home.words.text_with("page-really-site", &[("organisation", "Aizu Network Centre")]);
    page.press(&site).await.unwrap();
    until("the browser is asked", async || home.session.opened_in_browser().pop()).await;
    assert_eq!(
        (home.session.opened_in_browser(), page.address().await.unwrap()),
        (vec![SITE.to_owned()], here)
    );
}

/// Answers the survey, by its buttons.
async fn answers(page: &Window<'_>, home: &Household) {
    for key in ["page-ask-network-home", "page-ask-intent-unintended", "page-ask-ability-yes"] {
        page.press(&home.text(key)).await.unwrap();
    }
    home.reads(page, &home.text("page-ask-done"), "answered").await;
    let answers = home.service.dataset().await.answers;
    let pressed: Vec<String> = answers.iter().map(|answer| answer.button.to_string()).collect();
    assert_eq!(pressed, ["network.home", "intent.tcp-23.unintended", "ability.tcp-23.yes"]);
}

/// Whoever looks over somebody's shoulder learns nothing to attack with.
fn assert_tells_no_details(words: &str) {
    let port = Port::tcp(23);
    for detail in [port.number.to_string().as_str(), "telnet", "tcp", "127.0.0.1", "http"] {
        assert!(!words.to_lowercase().contains(detail), "{detail} in {words:?}");
    }
}
