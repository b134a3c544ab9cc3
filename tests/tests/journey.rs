//! One person's way through the whole loop, from the first check-in to a confirmed closure, over real HTTP and
//! real sockets.

use akabeko_agent_core::{Event, Mood};
use akabeko_shared::view::RescanState;
use akabeko_shared::wire::{LastLook, ScanState};
use akabeko_shared::{Language, PORTS, Port, PortState};
use akabeko_tests::world::World;
use jiff::SignedDuration;

const TELNET: Port = Port::tcp(23);
const SSH: Port = Port::tcp(22);

fn days(days: i64) -> SignedDuration {
    SignedDuration::from_hours(24 * days)
}

#[tokio::test]
async fn a_lasting_exposure_is_told_read_closed_and_verified() {
    let mut world = World::new().await;
    let alice = world.moves_in(&[TELNET]).await;
    let bob = world.moves_in(&[]).await;

    world.pass(days(30)).await;
    assert_eq!(
        (world.mood(alice), world.mood(bob)),
        (Mood::Ok, Mood::Ok),
        "nobody is told before a campaign"
    );

    world.sends_campaign("april", &[TELNET, SSH], 0.0).await;
    world.step().await;
    assert_eq!((world.mood(alice), world.mood(bob)), (Mood::Notice, Mood::Ok));
    let notice = world.face(alice).notices[0].clone();
    assert_eq!(notice.ports, [TELNET]);

    let page = world.opens(&notice.url).await;
    let page = world.browser.get(&page).send().await.unwrap().text().await.unwrap();
    assert!(
        page.contains(&world.app.secret.word(notice.notice, Language::En)),
        "the page has the check word"
    );
    assert_eq!(world.app.store.tally("april").await.unwrap().visited, 0, "a GET is no visit");
    assert_eq!(world.sees(&notice.url).await, 204);
    assert_eq!(world.app.store.tally("april").await.unwrap().visited, 1);

    for button in ["network.home", "intent.tcp-23.unintended", "ability.tcp-23.yes"] {
        assert_eq!(world.presses(&notice.url, button).await, 303, "{button}");
    }
    world.scans_again(alice).await;
    assert_eq!(world.mood(alice), Mood::Notice, "saying so closes nothing: the port is still open");

    world.closes(alice, TELNET).await;
    world.scans_again(alice).await;
    assert_eq!(world.mood(alice), Mood::Ok);
    assert_eq!(world.people[alice].agent.host().closed, [notice.notice], "a closure is said once");
    world.pass(days(2)).await;
    assert_eq!(world.people[alice].agent.host().closed, [notice.notice]);
    assert_eq!(world.people[alice].popped, [notice.notice], "a notice pops up once");
    assert_eq!(world.app.store.tally("april").await.unwrap().closed, 1);
}

#[tokio::test]
async fn a_port_that_opens_again_turns_the_icon_red_again() {
    let mut world = World::new().await;
    let alice = world.moves_in(&[TELNET]).await;
    world.pass(days(30)).await;
    world.sends_campaign("april", &[TELNET], 0.0).await;
    world.step().await;
    world.closes(alice, TELNET).await;
    world.pass(days(1)).await;
    assert_eq!(world.mood(alice), Mood::Ok, "the daily scan verifies by itself");

    let usual = akabeko_backend::demo::internet::Behind::Usual;
    world.people[alice].home.open(TELNET, usual).await.unwrap();
    world.pass(days(1)).await;
    assert_eq!(world.mood(alice), Mood::Notice);
}

#[tokio::test]
async fn those_who_wait_are_told_when_the_weeks_are_over() {
    let mut world = World::new().await;
    let people = [world.moves_in(&[TELNET]).await, world.moves_in(&[TELNET]).await];
    world.pass(days(30)).await;
    world.sends_campaign("trial", &[TELNET], 0.5).await;
    world.step().await;
    let withheld = |world: &World| {
        let looks = people.iter().map(|who| world.status(*who).look);
        looks.filter(|look| matches!(look, LastLook::Withheld { .. })).count()
    };
    assert_eq!(withheld(&world), 1, "the app of whoever waits does not tell before its time");
    let red = |world: &World| people.iter().filter(|who| world.mood(**who) == Mood::Notice).count();
    assert_eq!(red(&world), 1);
    world.pass(days(34)).await;
    assert_eq!(red(&world), 1);
    world.pass(days(2)).await;
    assert_eq!((red(&world), withheld(&world)), (2, 0));
}

#[tokio::test]
async fn whoever_waited_and_closed_it_meanwhile_is_not_alarmed() {
    let mut world = World::new().await;
    let people = [world.moves_in(&[TELNET]).await, world.moves_in(&[TELNET]).await];
    world.pass(days(30)).await;
    world.sends_campaign("trial", &[TELNET], 0.5).await;
    world.step().await;
    let waits = people.into_iter().find(|who| world.mood(*who) == Mood::Ok).unwrap();
    world.closes(waits, TELNET).await;
    world.pass(days(37)).await;
    assert_eq!(world.mood(waits), Mood::Ok);
    assert_eq!(world.people[waits].popped, []);
    let inbox = world.people[waits].agent.backend().inbox().await.unwrap();
    assert_eq!(inbox.notices.len(), 1, "the debrief reaches everybody");
}

#[tokio::test]
async fn whoever_cannot_wait_is_told_at_once_and_leaves_the_analysis() {
    let mut world = World::new().await;
    let mut people = Vec::new();
    for _ in 0..4 {
        people.push(world.moves_in(&[TELNET]).await);
    }
    world.pass(days(30)).await;
    world.sends_campaign("trial", &[TELNET], 0.5).await;
    world.step().await;
    let waits: Vec<usize> = people.into_iter().filter(|who| world.mood(*who) == Mood::Ok).collect();
    assert_eq!(waits.len(), 2);
    let before = evaluated(&world).await;
    assert_eq!((before.0, before.1), (2, 2));

    assert!(world.tells_out_of_turn(waits[0], "in use by attackers").await);
    world.hear(waits[0]).await;
    assert_eq!((world.mood(waits[0]), world.mood(waits[1])), (Mood::Notice, Mood::Ok));
    assert_eq!(world.people[waits[0]].popped.len(), 1, "the app says so at once");
    let notice = world.face(waits[0]).notices[0].clone();
    let page = world.browser.get(world.opens(&notice.url).await).send().await.unwrap();
    assert_eq!(page.status(), 200);
    let word = world.app.secret.word(notice.notice, Language::En);
    assert!(page.text().await.unwrap().contains(&word), "the page has no check word");
    assert!(matches!(world.status(waits[1]).look, LastLook::Withheld { .. }), "the other waits on");
    assert!(!world.tells_out_of_turn(waits[0], "again").await, "nobody is told out of turn twice");

    let after = evaluated(&world).await;
    assert_eq!((after.0, after.1), (2, 1), "who was told out of turn is in neither arm");
    world.pass(days(36)).await;
    assert_eq!(world.people[waits[0]].popped.len(), 1, "the debrief tells them nothing twice");
    assert_eq!(world.mood(waits[1]), Mood::Notice);
}

/// How many each arm of the trial has in its analysis.
async fn evaluated(world: &World) -> (usize, usize) {
    let dataset = world.app.store.dataset(world.app.config.zone()).await.expect("a store");
    let evaluation = akabeko_core::evaluate::evaluate(&dataset, &Default::default());
    let row = evaluation.effects.iter().find(|row| row.control == "waiting").expect("a trial");
    (row.users, row.control_users)
}

#[tokio::test]
async fn a_notice_ends_when_its_page_can_no_longer_be_opened() {
    let mut world = World::new().await;
    let alice = world.moves_in(&[TELNET]).await;
    world.pass(days(30)).await;
    world.sends_campaign("april", &[TELNET], 0.0).await;
    world.step().await;
    assert_eq!(world.mood(alice), Mood::Notice);
    world.pass(days(world.app.config.page_days + 1)).await;
    assert_eq!(world.mood(alice), Mood::Ok);
    world.sends_campaign("august", &[TELNET], 0.0).await;
    world.step().await;
    assert_eq!(world.mood(alice), Mood::Notice, "an old notice stands in no new one's way");
}

#[tokio::test]
async fn a_port_that_says_something_else_is_no_longer_intended() {
    let mut world = World::new().await;
    let alice = world.moves_in(&[Port::tcp(21)]).await;
    world.pass(days(30)).await;
    world.sends_campaign("april", &[Port::tcp(21)], 0.0).await;
    world.step().await;
    let url = world.face(alice).notices[0].url.clone();
    for button in ["network.home", "intent.tcp-21.intended"] {
        assert_eq!(world.presses(&url, button).await, 303);
    }
    world.pass(days(1)).await;
    let now = world.now();
    let agent = world.people[alice].agent.id().unwrap();
    let said = akabeko_backend::store::FinishedScan {
        scan: world.app.chance.scan(now),
        agent,
        finished_at: now,
        seen: vec![(
            Port::tcp(21),
            akabeko_shared::PortState::Open,
            now,
            Some(b"220 another server".to_vec()),
        )],
    };
    let wanted = akabeko_backend::store::ScanRequest {
        scan: said.scan,
        agent,
        address: world.people[alice].home.address().into(),
        network: None,
        reason: akabeko_core::schedule::Reason::Request,
        ports: vec![Port::tcp(21)],
    };
    world.app.store.request_scans(vec![wanted], now).await.unwrap();
    world.app.store.finish_scans(vec![said]).await.unwrap();
    world.pass(days(30)).await;
    world.sends_campaign("may", &[Port::tcp(21)], 0.0).await;
    assert_eq!(world.app.store.tally("may").await.unwrap().notices, 1);
}

#[tokio::test]
async fn an_intended_port_ends_the_notice_and_is_left_alone_by_the_next_campaign() {
    let mut world = World::new().await;
    let alice = world.moves_in(&[SSH]).await;
    world.pass(days(30)).await;
    world.sends_campaign("april", &[SSH], 0.0).await;
    world.step().await;
    let url = world.face(alice).notices[0].url.clone();
    for button in ["network.home", "intent.tcp-22.intended"] {
        assert_eq!(world.presses(&url, button).await, 303);
    }
    world.step().await;
    assert_eq!(world.mood(alice), Mood::Ok);

    world.pass(days(30)).await;
    world.sends_campaign("may", &[SSH], 0.0).await;
    assert_eq!(world.app.store.tally("may").await.unwrap().notices, 0);
}

#[tokio::test]
async fn somebody_who_cannot_close_it_gets_one_case_however_many_ports() {
    let mut world = World::new().await;
    let alice = world.moves_in(&[SSH, TELNET]).await;
    world.pass(days(30)).await;
    world.sends_campaign("april", &[SSH, TELNET], 0.0).await;
    world.step().await;
    let url = world.face(alice).notices[0].url.clone();
    world.presses(&url, "network.home").await;
    for port in ["tcp-22", "tcp-23"] {
        assert_eq!(world.presses(&url, &format!("intent.{port}.unknown")).await, 303);
        assert_eq!(world.presses(&url, &format!("ability.{port}.no")).await, 303);
    }
    let dataset = world.app.store.dataset(world.app.config.zone()).await.unwrap();
    assert_eq!((dataset.cases.len(), dataset.answers.len()), (1, 5));
    assert_eq!(dataset.visits.len(), 1, "without script the first press is the visit");

    let case = world.app.store.cases().await.unwrap().remove(0);
    assert!(world.app.store.close_case(case.case, "closed together", world.now()).await.unwrap());
    assert!(!world.app.store.close_case(case.case, "again", world.now()).await.unwrap());
    assert_eq!(world.presses(&url, "ability.tcp-22.no").await, 303);
    assert_eq!(world.app.store.cases().await.unwrap().len(), 2, "after one was closed another may be opened");
}

#[tokio::test]
async fn a_paused_device_is_not_scanned() {
    let mut world = World::new().await;
    let alice = world.moves_in(&[TELNET]).await;
    world.step().await;
    let until = world.now() + days(30);
    world.give(alice, Event::Pause(until)).await;
    let knocks = world.people[alice].home.knocks();
    world.pass(days(3)).await;
    assert_eq!(world.mood(alice), Mood::Paused);
    assert_eq!(world.people[alice].home.knocks(), knocks);
}

#[tokio::test]
async fn whoever_takes_their_consent_back_is_left_alone_until_they_agree_again() {
    let mut world = World::new().await;
    let alice = world.moves_in(&[TELNET]).await;
    world.pass(days(30)).await;
    world.give(alice, Event::Withdraw).await;
    let knocks = world.people[alice].home.knocks();
    world.sends_campaign("april", &[TELNET], 0.0).await;
    world.pass(days(3)).await;
    world.restarts_agent(alice).await;
    world.pass(days(3)).await;
    assert_eq!((world.mood(alice), world.people[alice].popped.len()), (Mood::Paused, 0));
    assert_eq!(world.people[alice].home.knocks(), knocks);

    world.give(alice, Event::Agree).await;
    world.pass(days(1)).await;
    assert_eq!(world.mood(alice), Mood::Ok);
    assert!(world.people[alice].home.knocks() > knocks);
}

#[tokio::test]
async fn an_open_notice_is_reminded_of_twice_and_one_set_aside_once_its_time_has_come() {
    let mut world = World::new().await;
    let (alice, bob) = (world.moves_in(&[TELNET]).await, world.moves_in(&[TELNET]).await);
    world.pass(days(30)).await;
    world.sends_campaign("april", &[TELNET], 0.0).await;
    world.step().await;
    let popped_at = world.now();
    world.give(bob, Event::Snooze(popped_at + days(9))).await;
    assert_eq!((world.mood(alice), world.mood(bob)), (Mood::Notice, Mood::Snoozed));
    world.pass(days(14)).await;
    assert_eq!(world.mood(bob), Mood::Notice);
    let reminded = |who: usize| -> Vec<SignedDuration> {
        world.people[who].reminded.iter().map(|(_, at)| at.duration_since(popped_at)).collect()
    };
    assert_eq!((reminded(alice), reminded(bob)), (vec![days(3), days(7)], vec![days(9)]));
}

#[tokio::test]
async fn the_app_tells_where_it_is_seen_and_what_was_seen() {
    let mut world = World::new().await;
    let alice = world.moves_in(&[TELNET]).await;
    assert_eq!(world.status(alice).look, LastLook::NotYet);
    world.pass(days(1)).await;
    let (status, address) = (world.status(alice), world.people[alice].home.address().to_string());
    assert_eq!((status.address, status.checked_in_at), (Some(address.clone()), Some(world.now())));
    let LastLook::Seen { address: seen_at, seen, .. } = status.look else { panic!("nothing was seen") };
    let open: Vec<Port> =
        seen.iter().filter(|seen| seen.state == PortState::Open).map(|seen| seen.port).collect();
    assert_eq!((seen_at, seen.len(), open), (address, PORTS.len(), vec![TELNET]));
}

#[tokio::test]
async fn a_scan_that_was_asked_for_is_told_without_a_stream_of_events() {
    let mut world = World::new().await;
    let alice = world.moves_in(&[TELNET]).await;
    world.pass(days(1)).await;
    world.closes(alice, TELNET).await;
    world.give(alice, Event::AskScan).await;
    assert_eq!(world.status(alice).rescan, RescanState::UnderWay);
    akabeko_backend::flow::settle(&world.app).await.unwrap();
    world.app.clock.advance(SignedDuration::from_secs(10));
    world.give(alice, Event::Tick).await;
    let status = world.status(alice);
    assert_eq!(status.rescan, RescanState::Done);
    let LastLook::Seen { seen, .. } = status.look else { panic!("nothing was seen") };
    assert!(seen.iter().all(|seen| seen.state != PortState::Open), "{seen:?}");
}

#[tokio::test]
async fn a_round_in_which_a_canary_looks_wrong_is_worth_nothing_and_made_again() {
    let (mut world, mut canary) = World::with_canary(SSH).await;
    let alice = world.moves_in(&[TELNET]).await;
    canary.close(SSH).await;
    world.step().await;
    let agent = world.people[alice].agent.id().unwrap();
    let look = async |world: &World| world.app.store.last_look(agent).await.unwrap();
    assert_eq!(look(&world).await, LastLook::NotYet, "nothing was seen that can be believed");
    assert_eq!(world.app.store.scans_waiting().await.unwrap().0, 1, "it is not forgotten");
    let rounds = world.app.store.rounds(true, 9).await.unwrap();
    assert_eq!((rounds.len(), rounds[0].canary), (1, Some(canary.address().into())));
    assert_eq!(rounds[0].void, "tcp/22 is closed and should be open");

    let knocks = world.people[alice].home.knocks();
    world.step_of(SignedDuration::from_secs(29)).await;
    world.step_of(SignedDuration::from_secs(2)).await;
    assert_eq!(world.app.store.rounds(true, 9).await.unwrap().len(), 2, "the canary is asked again");
    assert_eq!(world.people[alice].home.knocks(), knocks, "no home is bothered for that");

    let usual = akabeko_backend::demo::internet::Behind::Usual;
    canary.open(SSH, usual).await.unwrap();
    world.step_of(SignedDuration::from_secs(61)).await;
    let LastLook::Seen { seen, .. } = look(&world).await else { panic!("nothing was seen") };
    let open = |seen: &&akabeko_shared::wire::SeenPort| seen.state == PortState::Open;
    assert_eq!(seen.iter().filter(open).map(|seen| seen.port).collect::<Vec<_>>(), [TELNET]);
    assert_eq!(world.app.store.scanning().await.unwrap().void_in_a_row, 0);
}

#[tokio::test]
async fn whoever_asks_while_a_canary_looks_wrong_is_told_that_nobody_could_look() {
    let (mut world, mut canary) = World::with_canary(SSH).await;
    let alice = world.moves_in(&[TELNET]).await;
    world.step().await;
    let agent = world.people[alice].agent.id().unwrap();
    let before = world.app.store.last_look(agent).await.unwrap();
    world.closes(alice, TELNET).await;
    canary.close(SSH).await;
    let usual = akabeko_backend::demo::internet::Behind::Usual;
    canary.open(TELNET, usual).await.unwrap();
    world.scans_again(alice).await;
    let scans = world.app.store.stored(agent).await.unwrap().unwrap().scans;
    let asked = scans.iter().find(|scan| scan.reason == "request").unwrap();
    assert_eq!(asked.progress, ScanState::Dropped);
    assert_eq!(world.app.store.last_look(agent).await.unwrap(), before, "a result was told");
    assert_eq!(world.app.store.rounds(true, 9).await.unwrap().len(), 1);
}
