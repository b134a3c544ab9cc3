//! What a window shows of an agent, in both languages.

use akabeko_shared::locale::Catalogue;
use akabeko_shared::view::{Consent, RescanState, Status};
use akabeko_shared::wire::{LastLook, Network, NoticeState, Problem, SeenPort};
use akabeko_shared::{Language, NetworkKind, PORTS, Port, PortState};
use jiff::SignedDuration;

use super::device::{Device, NOON, after, invited, server, unreachable};
use crate::{Agent, Event, Failure, Installation, Mood, Reason};

#[test]
fn a_status_tells_everything_that_is_known() {
    let mut device = Device::enrolled();
    let [old, new] = [device.send(NoticeState::Ended), device.send(NoticeState::Open)];
    device.look = looked(2);
    device.give(Event::NetworkChanged(Some(network(NetworkKind::Home))));
    device.give(Event::Snooze(after(device.now, 3600)));
    device.pass(60);
    let status = status(&device, Language::En);
    assert_eq!(status.address.as_deref(), Some("203.0.113.7"));
    assert_eq!(status.checked_in_at, Some(NOON));
    assert_eq!(
        (status.server.as_str(), status.network),
        ("https://akabeko.example", Some(NetworkKind::Home))
    );
    assert_eq!((status.look, status.rescan), (looked(2), RescanState::Unasked));
    let notices: Vec<_> = status.notices.iter().map(|notice| (notice.notice, notice.state)).collect();
    assert_eq!(notices, [(new, NoticeState::Open), (old, NoticeState::Ended)]);
    assert_eq!(status.notices[0].word, "mikan-3821");
    assert_eq!((status.snoozed_until, status.paused_until), (Some(after(NOON, 3600)), None));
    assert_eq!(status.consent, Consent::Given);
}

/// What happens to an agent, and the sentence and the hint that it leads to, in English.
type Story = (fn(&mut Device), &'static str, &'static str);

const STORIES: [Story; 19] = [
    (|_| {}, "No notice for you", "The first check comes soon."),
    (|device| sees(device, looked(0)), "No notice for you", "The last check saw no entrance from outside."),
    (
        |device| sees(device, looked_at_shared(0, &PORTS)),
        "No notice for you",
        "The last check saw no entrance from outside.",
    ),
    (
        |device| sees(device, looked_at_shared(2, &PORTS)),
        "No notice for you",
        "Several homes seem to share this internet address. What is seen there may not be yours.",
    ),
    (
        |device| sees(device, looked_at_shared(2, &[Port::tcp(23)])),
        "No notice for you",
        "The last check saw 2 entrances from outside. If anything needs your attention, a notice comes here.",
    ),
    (
        |device| sees(device, looked(2)),
        "No notice for you",
        "The last check saw 2 entrances from outside. If anything needs your attention, a notice comes here.",
    ),
    (|device| sees(device, LastLook::Withheld { at: NOON }), "No notice for you", ""),
    (
        |device| {
            device.send(NoticeState::Open);
        },
        "There is a notice for you",
        "There is no need to hurry. Open it to see what was seen and what you can do.",
    ),
    (
        |device| {
            device.send(NoticeState::Open);
            fail(device, unreachable());
        },
        "There is a notice for you",
        "There is no need to hurry. Open it to see what was seen and what you can do. The server cannot be \
         reached just now; this is what was known last.",
    ),
    (
        |device| {
            device.send(NoticeState::Open);
            device.send(NoticeState::Open);
            device.give(Event::Snooze(after(device.now, 7 * 24 * 3600)));
        },
        "You set 2 notices aside for later",
        "You are reminded again in about 7 days.",
    ),
    (
        |device| device.give(Event::Pause(after(device.now, 24 * 3600 - 1))),
        "Checks are paused",
        "They go on by themselves in about 24 hours.",
    ),
    (
        |device| fail(device, Failure::Intercepted),
        "This network seems to want you to sign in first",
        "Open any page in your browser and follow what it shows. Checks go on by themselves afterwards.",
    ),
    (
        |device| fail(device, Failure::CertificateDate),
        "There is no safe connection to the server",
        "The date or the clock of this device may be wrong. Please look at its settings.",
    ),
    (
        |device| {
            device.look = looked(0);
            device.clock_is_off_by = SignedDuration::from_mins(-43);
            device.pass(3600);
            device.pass(3600);
        },
        "No notice for you",
        "The last check saw no entrance from outside. This device’s clock is 43 minutes behind. Please set it.",
    ),
    (
        |device| device.give(Event::NetworkChanged(Some(network(NetworkKind::Unknown)))),
        "Nothing is checked in this network",
        "Please say whether this is your home. Until then nothing is checked here.",
    ),
    (
        |device| {
            device.is_online = false;
            device.give(Event::Withdraw);
        },
        "You no longer agree, so nothing is checked",
        "This device has stopped reporting in. The server is told as soon as it can be reached.",
    ),
    (
        |device| device.give(Event::Withdraw),
        "You no longer agree, so nothing is checked",
        "The server knows. Checks go on if you agree again.",
    ),
    (
        |device| {
            device.memory.as_mut().unwrap().consent_version = 0;
            device.restart();
        },
        "The text you agreed to has changed",
        "Checks rest until you have read it and agree.",
    ),
    (
        |device| {
            device.forgets = true;
            device.pass(1000);
        },
        "The server has no record of this device",
        "To take part again you need a new invitation.",
    ),
];

#[test]
fn every_state_has_a_sentence_and_says_what_to_do_in_both_languages() {
    for (story, sentence, hint) in STORIES {
        let mut device = Device::enrolled();
        story(&mut device);
        let (english, japanese) = (status(&device, Language::En), status(&device, Language::Ja));
        assert_eq!((&*english.sentence, english.hint.as_deref().unwrap_or_default()), (sentence, hint));
        assert_eq!(japanese.hint.is_some(), english.hint.is_some(), "{sentence}");
        for text in [Some(japanese.sentence), japanese.hint].into_iter().flatten() {
            assert!(!text.contains("status-") && !text.is_ascii(), "{text}");
        }
        let face = device.agent.face();
        assert_eq!(face.sentence(&Catalogue::new(Language::En)), sentence, "the tray says the same");
    }
}

#[test]
fn every_reason_has_its_texts() {
    let reasons = [
        Reason::Connecting,
        Reason::Unreachable,
        Reason::Refused(String::new()),
        Reason::NotEnrolled,
        Reason::InviteRefused(String::new()),
        Reason::Forgotten,
        Reason::NewNetwork,
        Reason::Intercepted,
        Reason::CertificateDate,
        Reason::ConsentOutdated,
        Reason::Withdrawn,
    ];
    for language in [Language::Ja, Language::En] {
        let catalogue = Catalogue::new(language);
        for word in reasons.iter().map(Reason::word) {
            let keys = [format!("status-{word}"), format!("status-{word}-hint")];
            assert!(keys.iter().all(|key| catalogue.has(key)), "{word} in {language}");
        }
    }
}

#[test]
fn an_agent_that_has_not_joined_has_a_status_too() {
    let mut agent = Agent::new(server(), Installation { invite: None, ..invited() }, None, 1);
    agent.handle(Event::Started, NOON);
    let status = agent.status(&Catalogue::new(Language::En), NOON);
    assert_eq!((status.mood, &*status.sentence), (Mood::Offline, "You do not take part yet"));
}

#[test]
fn a_scan_that_is_not_to_be_says_why() {
    let why = |failure: Failure, prepare: fn(&mut Device)| {
        let mut device = Device::enrolled();
        prepare(&mut device);
        device.give(Event::AskScan);
        assert_eq!(status(&device, Language::En).rescan, RescanState::UnderWay);
        device.give(Event::ScanRefused(failure));
        let RescanState::Refused { why } = status(&device, Language::En).rescan else {
            panic!("not refused")
        };
        why
    };
    let refused = |status| Failure::Refused(Problem { status, title: "no".to_owned(), detail: None });
    assert!(why(refused(429), |_| {}).starts_with("That is enough"));
    assert!(why(refused(409), |_| {}).starts_with("The server does not know yet"));
    let pause = |device: &mut Device| device.give(Event::Pause(after(device.now, 60)));
    assert!(why(refused(403), |_| {}).starts_with("Somebody asked that this address"));
    assert!(why(refused(409), pause).starts_with("Nothing is checked while"));
    assert!(why(Failure::Intercepted, |_| {}).starts_with("The server cannot be reached"));
    assert!(why(refused(503), |_| {}).starts_with("The server cannot do that"));
}

#[test]
fn lengths_of_time_are_told_in_the_unit_that_people_use() {
    let cases = [
        (1, "in one minute"),
        (60, "in one minute"),
        (5 * 60, "in 5 minutes"),
        (90 * 60, "in 90 minutes"),
        (91 * 60, "in about 2 hours"),
        (47 * 3600, "in about 47 hours"),
        (48 * 3600, "in about 2 days"),
        (6 * 86_400 + 80_000, "in about 7 days"),
    ];
    for (seconds, words) in cases {
        let mut device = Device::enrolled();
        device.give(Event::Pause(after(device.now, seconds)));
        let hint = status(&device, Language::En).hint.unwrap();
        assert!(hint.contains(words), "{seconds} s: {hint}");
    }
}

fn status(device: &Device, language: Language) -> Status {
    device.agent.status(&Catalogue::new(language), device.now)
}

fn looked(open: usize) -> LastLook {
    let ports = [Port::tcp(22), Port::tcp(23), Port::udp(53)].into_iter().enumerate();
    let state = |place| if place < open { PortState::Open } else { PortState::Closed };
    let seen = ports.map(|(place, port)| SeenPort { port, state: state(place) }).collect();
    LastLook::Seen { at: NOON, address: "203.0.113.7".to_owned(), seen, shared: Vec::new() }
}

/// The same where other homes share these ports.
fn looked_at_shared(open: usize, ports: &[Port]) -> LastLook {
    match looked(open) {
        LastLook::Seen { at, address, seen, .. } => {
            LastLook::Seen { at, address, seen, shared: ports.to_vec() }
        }
        other @ (LastLook::NotYet | LastLook::Withheld { .. }) => other,
    }
}

fn sees(device: &mut Device, look: LastLook) {
    device.look = look;
    device.tell();
}

fn fail(device: &mut Device, failure: Failure) {
    (device.is_online, device.failure) = (false, failure);
    device.pass(1000);
    device.pass(40);
}

fn network(kind: NetworkKind) -> Network {
    Network { key: "0123456789abcdef".to_owned().try_into().unwrap(), kind }
}
