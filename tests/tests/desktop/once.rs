//! A notice is said once, whatever ends, breaks off and starts again.

use akabeko_tests::desktop::{Colour, Setting};

use crate::household::Household;

/// How often the agent is killed, and how often its connections break off.
const TIMES: usize = 5;

#[tokio::test(flavor = "multi_thread")]
async fn whatever_is_killed_a_notice_is_said_once() {
    let mut home = Household::new(Setting::usual("once-")).await;
    let agent = home.has_joined().await;
    let mut app = home.starts();
    home.has_lived_here_for_a_month(agent).await;
    home.sees(Colour::Blue).await;
    home.is_told().await;
    home.reads_message("message-notice-title").await;

    for _ in 0..TIMES {
        app.kill();
        home.session.ends_agent().await;
        app = home.starts();
        home.sees(Colour::Red).await;
    }
    for _ in 0..TIMES {
        let before = home.service.now();
        home.service.breaks_connections().await;
        home.service.hears_from(agent, before).await;
    }
    let before = home.service.now();
    home.service.restarts().await;
    home.service.hears_from(agent, before).await;
    home.sees(Colour::Red).await;

    assert!(app.is_running(), "{:?}", app.log());
    let said: Vec<_> = home.session.messages.all().iter().map(|message| message.summary.clone()).collect();
    assert_eq!(said, [home.text("message-notice-title")]);
    home.session.shot("still-red").unwrap();
}
