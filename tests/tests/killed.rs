//! The real programs, and a backend that is killed again and again: whatever it acknowledged is kept, and its
//! agent finds its way back.

#[path = "killed/household.rs"]
mod household;

use std::time::Duration;

use akabeko_backend::chance::Chance;
use akabeko_shared::survey::Button;
use household::Household;
use tokio::time::timeout;

/// How often the backend is killed.
const KILLS: u8 = 24;

/// What somebody presses, over and over. Every button is offered by the page whenever its turn comes.
const BUTTONS: [&str; 5] = [
    "network.home",
    "intent.tcp-23.unintended",
    "ability.tcp-23.yes",
    "intent.tcp-23.unknown",
    "ability.tcp-23.no",
];

#[tokio::test]
async fn a_backend_killed_at_any_moment_keeps_its_word() {
    let mut household = Household::new().await;
    household.is_scanned().await;
    household.has_had_an_open_door_for(8).await;
    let page = household.is_told().await;

    let acknowledged = presses_and_kills(&mut household, &page).await;
    let kept = household.answers();
    let mut next = acknowledged.iter();
    let mut wanted = next.next();
    for answer in &kept {
        if wanted == Some(answer) {
            wanted = next.next();
        }
    }
    assert_eq!(wanted, None, "acknowledged and not kept in its place, out of {} kept", kept.len());

    household.closes_the_door().await;
    household.asks_for_a_scan(&page).await;
    household.is_well_again().await;
    household.was_told_once().await;
}

/// Presses buttons while the backend is killed at moments drawn by chance. Gives what was acknowledged, in order.
async fn presses_and_kills(household: &mut Household, page: &str) -> Vec<Button> {
    let (chance, mut acknowledged) = (Chance::from_seed(11), Vec::new());
    let mut turn = 0;
    for _ in 0..KILLS {
        let [calm, high, low] = chance.bytes();
        for _ in 0..=calm % 4 {
            assert_eq!(household.press(page, BUTTONS[turn]).await, Some(303), "the backend runs undisturbed");
            acknowledged.push(BUTTONS[turn].parse().expect("a button"));
            turn = (turn + 1) % BUTTONS.len();
        }
        // A press takes some milliseconds; the kill comes anywhere within, or just after.
        let moment = Duration::from_micros(u64::from(u16::from_be_bytes([high, low])) / 4);
        let mut press = Box::pin(household.press(page, BUTTONS[turn]));
        let in_time = timeout(moment, &mut press).await.ok();
        household.kill_backend();
        let status = match in_time {
            Some(status) => status,
            None => press.await,
        };
        if status == Some(303) {
            acknowledged.push(BUTTONS[turn].parse().expect("a button"));
            turn = (turn + 1) % BUTTONS.len();
        }
        household.start_backend().await;
    }
    acknowledged
}
