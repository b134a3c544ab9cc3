//! Everything out, everything in, and one agent away for good.

use akabeko_backend::store::Store;
use akabeko_core::evaluate::Dataset;
use akabeko_core::evaluate::dataset::Device;
use akabeko_core::schedule::Reason;
use akabeko_shared::wire::CheckIn;
use akabeko_shared::{AgentId, Port, PortState};
use jiff::Timestamp;

use crate::given::{
    HOME, Looked, SSH, TELNET, address, agent, agent_id, at, campaign, dataset, enrolment, frozen,
    invitation, notice, notice_id, page, press, scan_id, told, wanted,
};

pub(crate) async fn an_erased_agent_leaves_nothing(store: &Store) {
    let bob = agent(store, 2).await;
    let before = dataset(store).await;
    let alice = busy_agent(store, 1).await;
    assert!(!store.erase(agent_id(9)).await.unwrap(), "there is no such agent");
    assert!(store.erase(alice).await.unwrap());
    assert!(!store.erase(alice).await.unwrap(), "she is gone already");

    let after = dataset(store).await;
    assert_eq!(Dataset { campaigns: before.campaigns.clone(), ..after }, before);
    assert!(store.agent_by_token("token 1".to_owned()).await.unwrap().is_none());
    assert!(store.page_by_token("page 1".to_owned(), at(0)).await.unwrap().is_none());
    assert!(store.scan(scan_id(1)).await.unwrap().is_none());
    assert!(store.agent_by_token("token 2".to_owned()).await.unwrap().is_some_and(|kept| kept.agent == bob));

    // Under the same name again: whatever was left behind would come back to light.
    invitation(store, "again", 1, at(60)).await;
    assert!(store.enrol(enrolment(1, "again"), at(9)).await.unwrap());
    assert!(store.whereabouts(alice, at(0)).await.unwrap().is_none());
    assert!(store.inbox(alice).await.unwrap().is_empty());
    assert!(store.events_after(alice, 0).await.unwrap().is_empty());
    assert_eq!(store.scans_waiting().await.unwrap(), (0, None));
    let sighting = store.sighting(alice, TELNET, at(0)).await.unwrap();
    assert_eq!((sighting.looks.len(), sighting.said), (0, None));
    let known = store.known(at(5), at(0), at(0)).await.unwrap();
    assert!(known.web.is_empty() && known.intended.is_empty() && known.busy.is_empty());
    frozen(store, "again", vec![notice(1, alice, &[SSH, TELNET])]).await;
    store.send_due_notices(at(9)).await.unwrap();
    assert!(page(store, 1).await.survey.place().is_none(), "an old answer came back");
    let taken = store.take_ticket(notice_id(1), "ticket 1".to_owned(), at(9)).await.unwrap();
    assert!(!taken, "an old ticket was still good");
}

pub(crate) async fn what_was_exported_is_imported_and_exported_the_same(store: &Store) {
    for number in 1..=3 {
        busy_agent(store, number).await;
    }
    let mut waits = notice(40, agent(store, 4).await, &[TELNET]);
    (waits.arm, waits.due_at) = (akabeko_shared::Arm::Wait, at(9_999));
    frozen(store, "trial", vec![waits]).await;
    let mut draft = campaign("period");
    draft.landing = true;
    store.create_campaign(&draft, at(0)).await.unwrap();
    let first = dataset(store).await;
    assert_eq!((first.agents.len(), first.notices.len(), first.cases.len()), (4, 7, 3));
    assert_eq!(first.overrides.len(), 3);

    let folder = tempfile::tempdir().unwrap();
    let other = crate::sqlite(folder.path()).await;
    assert!(other.import(first.clone()).await.unwrap());
    assert_eq!(dataset(&other).await, first);
    let sent = other.send_due_notices(Timestamp::MAX - jiff::SignedDuration::from_hours(24)).await.unwrap();
    assert!(sent.is_empty(), "an imported notice went out");

    for alice in &first.agents {
        assert!(store.erase(alice.agent.parse().unwrap()).await.unwrap());
    }
    assert!(!store.import(first.clone()).await.unwrap(), "campaigns are something as well");
    assert!(dataset(store).await.agents.is_empty());
}

pub(crate) async fn an_import_into_something_changes_nothing(store: &Store) {
    let imported = foreign("x", "closed", 1);
    agent(store, 1).await;
    let before = dataset(store).await;
    assert!(!store.import(imported).await.unwrap());
    assert_eq!(dataset(store).await, before);
}

pub(crate) async fn an_import_that_fails_keeps_nothing(store: &Store) {
    let mut broken = foreign("x", "closed", 1);
    broken.cases[0].notice = "nowhere".into();
    assert!(store.import(broken).await.is_err());
    let kept = dataset(store).await;
    assert!(kept.agents.is_empty() && kept.campaigns.is_empty() && kept.observations.is_empty());
    assert!(store.import(foreign("x", "closed", 1)).await.unwrap(), "the store is as empty as before");
}

/// One row that no campaign can be read from would stop every later selection and export.
pub(crate) async fn a_campaign_that_could_not_be_read_back_is_not_imported(store: &Store) {
    let spaced = foreign("spring sale", "closed", 1);
    let mut strange = foreign("spring", "closed", 1);
    strange.campaigns[0].ports = vec![Port::tcp(24)];
    for unreadable in [spaced, strange] {
        let error = store.import(unreadable).await.unwrap_err().to_string();
        assert!(error.contains("spring"), "{error:?} does not name the campaign");
        assert!(store.campaigns().await.unwrap().is_empty());
        assert!(dataset(store).await.agents.is_empty());
    }
}

pub(crate) async fn any_text_comes_back_as_it_was(store: &Store) {
    let outcomes = [
        "router replaced",
        "'; DROP TABLE cases; --",
        "\" OR \"\"=\"",
        "100 % of $1, $2; \\'\\\\ ?1 :a @b",
        "赤べこ 🐂 é e\u{301} \u{202e}abc",
        "tab\tline\nreturn\rbell\u{7}delete\u{7f}next\u{85}",
        "",
    ];
    let mut imported = foreign("words", outcomes[0], outcomes.len());
    for (case, outcome) in imported.cases.iter_mut().zip(outcomes) {
        case.outcome = outcome.to_owned();
    }
    assert!(store.import(imported).await.unwrap());
    let kept = dataset(store).await.cases;
    assert_eq!(kept.iter().map(|case| case.outcome.as_str()).collect::<Vec<_>>(), outcomes);

    for (number, text) in (50..).zip(outcomes) {
        let label = text.to_owned();
        let code_hash = format!("code {text}");
        let new = akabeko_backend::store::Invitation {
            code_hash: code_hash.clone(),
            label,
            uses: 1,
            expires_at: at(60),
        };
        store.invite(new, at(0)).await.unwrap();
        let mut words = enrolment(number, &code_hash);
        (words.app_version, words.token_hash) = (text.to_owned(), format!("token {text}"));
        assert!(store.enrol(words, at(1)).await.unwrap(), "{text:?}");
        let found = store.agent_by_token(format!("token {text}")).await.unwrap().unwrap();
        assert_eq!(found.agent, agent_id(number), "{text:?}");
    }
}

/// An agent with something of everything.
pub(crate) async fn busy_agent(store: &Store, number: u64) -> AgentId {
    let alice = agent(store, number).await;
    store.confirm(alice, address(HOME), CheckIn::default(), at(0)).await.unwrap();
    let seen = [(SSH, PortState::Open), (TELNET, PortState::Open), (Port::udp(53), PortState::OpenFiltered)];
    store.request_scans(vec![wanted(number, alice, Reason::Daily)], at(0)).await.unwrap();
    let mut scan = crate::given::finished(number, alice, 0, &[]);
    scan.seen = seen.map(|(port, state)| (port, state, at(0), Some(b"login: ".to_vec()))).into();
    store.finish_scans(vec![scan]).await.unwrap();
    Looked { number: 100 + number, agent: alice, network: None, minutes: 1, seen: &seen }.keep(store).await;
    let verdict = akabeko_core::plan::WebVerdict::Private;
    store.judge_web_port((alice, Port::tcp(80)), verdict, "hana", at(1), at(60)).await.unwrap();
    let notice = told(store, number, alice, &[SSH, TELNET]).await;
    for ticket in [format!("ticket {number}"), format!("used {number}")] {
        assert!(store.issue_ticket(alice, notice, ticket, at(60)).await.unwrap().is_some());
    }
    store.note_fetch(notice, at(2)).await.unwrap();
    store.visit(notice, true, Device::Browser, at(2)).await.unwrap();
    assert!(store.take_ticket(notice, format!("used {number}"), at(3)).await.unwrap());
    store.visit(notice, false, Device::App, at(3)).await.unwrap();
    for button in ["network.home", "intent.tcp-22.intended", "intent.tcp-23.unknown", "ability.tcp-23.no"] {
        press(store, number, button, 4).await;
    }
    store.request_scans(vec![wanted(200 + number, alice, Reason::Request)], at(5)).await.unwrap();
    told_out_of_turn(store, number, alice).await;
    crate::subscriptions::subscribe(store, alice, "phone").await;
    alice
}

async fn told_out_of_turn(store: &Store, number: u64, alice: AgentId) {
    let mut waits = notice(300 + number, alice, &[TELNET]);
    (waits.arm, waits.due_at) = (akabeko_shared::Arm::Wait, at(900));
    frozen(store, &format!("trial-{number}"), vec![waits]).await;
    let told = store.override_waiting(&alice.to_string(), None, "in use by attackers", at(6)).await.unwrap();
    assert!(
        told.is_some()
            && store.override_waiting(&alice.to_string(), None, "again", at(6)).await.unwrap().is_none()
    );
    assert_eq!(store.send_due_notices(at(6)).await.unwrap().len(), 1);
}

/// A dataset from elsewhere, whose names are no ids.
fn foreign(campaign_name: &str, outcome: &str, cases: usize) -> Dataset {
    use akabeko_core::evaluate::dataset::{Agent, Campaign, Case, Notice};
    let definition = campaign("any");
    let case = |number: usize| Case {
        case: format!("case {number}").into(),
        notice: "n1".into(),
        opened_at: at(i64::try_from(number).unwrap()),
        closed_at: Some(at(60)),
        outcome: outcome.to_owned(),
    };
    Dataset {
        agents: vec![Agent {
            agent: "alice".into(),
            platform: akabeko_shared::Platform::Mobile,
            enrolled_at: at(0),
        }],
        observations: vec![akabeko_shared::Observation {
            agent: "alice".into(),
            observed_at: at(1),
            port: TELNET,
            state: PortState::Open,
        }],
        campaigns: vec![Campaign {
            campaign: campaign_name.into(),
            sent_on: Some("2026-04-01".parse().unwrap()),
            platforms: vec![akabeko_shared::Platform::Mobile],
            ports: vec![TELNET],
            from: definition.from,
            until: definition.until,
            landing: false,
        }],
        notices: vec![Notice {
            notice: "n1".into(),
            campaign: campaign_name.into(),
            agent: "alice".into(),
            arm: akabeko_shared::Arm::Notify,
            sent_at: Some(at(0)),
            ports: vec![TELNET],
        }],
        visits: vec![],
        answers: vec![],
        cases: (0..cases).map(case).collect(),
        trials: vec![],
        overrides: vec![],
        variants: vec![],
        time_zone: definition.zone(),
        run_rule: Default::default(),
        unobserved_days: Default::default(),
    }
}
