//! What the app takes while nothing happens and no window is open: it runs on people's computers all day.

use std::time::{Duration, Instant};

use akabeko_tests::desktop::usage::{self, Memory};
use akabeko_tests::desktop::{Colour, Setting, until};

use crate::household::Household;

/// In megabytes of resident memory.
const MOST_MEMORY: f64 = 70.0;
/// In percent of one processor.
const MOST_PROCESSOR: f64 = 0.1;
/// How long from an operator's word to a red icon.
const AT_ONCE: Duration = Duration::from_secs(2);

#[tokio::test(flavor = "multi_thread")]
#[ignore = "measures a released build for a minute, alone: cargo xtask bench agent"]
async fn the_app_is_small_and_quiet_in_the_tray() {
    let mut home = Household::new(Setting::usual("rest-")).await;
    let agent = home.has_joined().await;
    home.has_lived_here_for_a_month(agent).await;
    let app = home.starts();
    let icon = home.sees(Colour::Blue).await;
    let views = || usage::webviews(app.id()).len();
    let memory = || Memory::of(app.id()).expect("a running app");

    // What follows a start is over when a quarter of a minute took next to nothing.
    until("the app has settled", async || {
        (usage::processor(app.id(), Duration::from_secs(15)).await.ok()? < 2.0 * MOST_PROCESSOR).then_some(())
    })
    .await;
    let processor = usage::processor(app.id(), Duration::from_secs(60)).await.expect("a running app");
    let (at_rest, views_at_rest) = (memory(), views());

    home.session.activate_icon(&icon).await.unwrap();
    home.sees_window("Akabeko").await;
    until("the popup has its page", async || (views() > 1).then_some(())).await;
    let (opened, views_opened) = (memory(), views());

    home.session.activate_icon(&icon).await.unwrap();
    let pages = || usage::webviews(app.id()).into_iter().filter(|name| name.starts_with("WebKitWeb")).count();
    until("the popup's page is gone", async || (pages() == 0).then_some(())).await;
    let (closed, views_closed) = (memory(), views());

    let before = Instant::now();
    home.is_told().await;
    let told = before.elapsed();

    println!("agent: {:<22} {:>9} {:>9} {:>10} {:>10}", "", "RSS", "PSS", "processor", "webviews");
    let row = |what: &str, memory: &Memory, processor: &str, views: usize| {
        println!(
            "agent: {what:<22} {:>6.1} MB {:>6.1} MB {processor:>10} {views:>10}",
            memory.resident, memory.share
        );
    };
    row("in the tray", &at_rest, &format!("{processor:.3} %"), views_at_rest);
    row("with its popup", &opened, "", views_opened);
    row("popup closed again", &closed, "", views_closed);
    println!(
        "agent: {:<22} {MOST_MEMORY:>6.1} MB {:>9} {:>10} {:>10}",
        "limit in the tray",
        "",
        format!("{MOST_PROCESSOR:.3} %"),
        0
    );

    println!("agent: red {told:.2?} after an operator's word, limit {AT_ONCE:.2?}");

    assert!(at_rest.resident <= MOST_MEMORY, "{at_rest:?}");
    assert!(processor <= MOST_PROCESSOR, "{processor} %");
    assert_eq!(views_at_rest, 0);
    assert!(told <= AT_ONCE, "the icon was red after {told:?}");
}
