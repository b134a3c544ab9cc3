//! The app is started while it runs.

use akabeko_tests::desktop::{Colour, Setting, until};

use crate::household::Household;

#[tokio::test(flavor = "multi_thread")]
async fn a_second_start_hands_over_to_the_first() {
    let mut home = Household::new(Setting::usual("twice-")).await;
    home.has_joined().await;
    home.service.works();
    let mut first = home.starts();
    home.sees(Colour::Blue).await;
    assert_eq!(home.session.windows().unwrap(), []);

    let mut second = home.session.starts_agent(&[]).unwrap();
    let ended = until("the second one ends", async || second.ended()).await;
    assert_eq!(ended.code(), Some(0), "{:?}", second.log());
    home.sees_window("Akabeko").await;
    home.session.shot("window").unwrap();
    assert!(first.is_running(), "{:?}", first.log());
}
