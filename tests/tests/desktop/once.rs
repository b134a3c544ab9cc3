//! A notice is said once and reminded of once at its time, whatever ends, breaks off, starts again and repeats itself.

use akabeko_tests::desktop::{Colour, Setting, until};
use akabeko_tests::process::Running;

use crate::household::Household;

/// How often the agent is killed, before and after it reminds of the notice.
const KILLED: usize = 3;
/// How often its connections break off and are made again.
const BROKEN: usize = 100;

#[tokio::test(flavor = "multi_thread")]
async fn whatever_is_killed_and_breaks_off_a_notice_is_said_once_and_reminded_of_once() {
    let mut home = Household::new(Setting::usual("once-")).await;
    let agent = home.has_joined().await;
    let mut app = home.starts();
    home.has_lived_here_for_a_month(agent).await;
    home.sees(Colour::Blue).await;
    home.is_told().await;
    home.reads_message("message-notice-title").await;

    is_killed(&home, &mut app).await;
    app.kill();
    home.session.ends_agent().await;
    home.session.days_pass(3).unwrap();
    app = home.starts();
    home.reads_message("message-remind-title").await;
    is_killed(&home, &mut app).await;

    home.service.repeats_itself().await;
    for _ in 0..BROKEN {
        loses_its_connections(&mut home, &app).await;
    }
    home.service.restarts().await;
    let before = home.service.now();
    home.service.hears_from(agent, before).await;
    home.sees(Colour::Red).await;

    assert!(app.is_running(), "{:?}", app.log());
    let said: Vec<_> = home.session.messages.all().iter().map(|message| message.summary.clone()).collect();
    assert_eq!(said, ["message-notice-title", "message-remind-title"].map(|key| home.text(key)));
    home.session.shot("still-red").unwrap();
}

/// Is killed and started again.
async fn is_killed(home: &Household, app: &mut Running) {
    for _ in 0..KILLED {
        app.kill();
        home.session.ends_agent().await;
        *app = home.starts();
        home.sees(Colour::Red).await;
    }
}

/// The backend goes away, is missed, and comes back, and the agent listens to all its news anew. An agent that was
/// left alone would wait ever longer; this one is told to call each time, by its menu.
async fn loses_its_connections(home: &mut Household, app: &Running) {
    let (missed, listened) = (missed(app), home.service.streams_opened());
    home.service.goes_away().await;
    home.picks(&home.text("tray-pause")).await;
    until("the agent misses its server", async || (self::missed(app) > missed).then_some(())).await;
    home.service.comes_back().await;
    home.picks(&home.text("tray-resume")).await;
    home.service.is_heard_again(listened).await;
}

/// How often it could not reach its server so far.
fn missed(app: &Running) -> usize {
    app.log().iter().filter(|line| line.contains("failed to reach the server")).count()
}
