//! Everything about one agent, for its person.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use akabeko_backend::store::Store;
use akabeko_shared::wire::Said;
use akabeko_shared::{Arm, Port, PortState};
use serde_json::Value;

use crate::exchange::busy_agent;
use crate::given::{TELNET, agent, at, finished, frozen, notice, wanted};

/// What is not told: what a secret is recognised by, what only the stages need, and who of the operators judged.
/// A ticket is a secret alone; a protocol is part of a port, a likeness of a body, and what an event is about is told
/// by its kind.
const UNTOLD: [(&str, &[&str]); 9] = [
    ("agents", &["token_hash", "invitation", "attempt_hash"]),
    ("lines", &["callers", "callers_at"]),
    ("subscriptions", &["auth", "leased_until"]),
    ("scans", &["leased_until", "observed"]),
    ("observations", &["protocol"]),
    ("evidence", &["protocol", "likeness"]),
    ("verdicts", &["protocol", "reviewer"]),
    ("notices", &["token_hash", "page_serial", "look_again"]),
    ("events", &["about"]),
];
const SECRET: &str = "tickets";

pub(crate) async fn everything_about_an_agent_is_told_to_it(store: &Store) {
    let (alice, bob) = (busy_agent(store, 1).await, busy_agent(store, 2).await);
    let stored = store.stored(alice).await.unwrap().unwrap();
    let told = serde_json::to_value(&stored).unwrap();
    let sample: Value =
        serde_json::from_str(include_str!("../../../shared/tests/wire/stored-lines.json")).unwrap();
    let tables = tables_about_agents();
    assert!(tables.len() >= 11, "the search found too little: {tables:?}");
    for (table, columns) in &tables {
        let row = if table == "agents" { &sample } else { &sample[table][0] };
        assert!(
            table == "agents" || told[table].as_array().is_some_and(|rows| !rows.is_empty()),
            "{table} is not told"
        );
        let untold = UNTOLD.iter().find(|(known, _)| known == table).map_or(&[][..], |(_, columns)| columns);
        let named = |column: &str| row.get(column).or_else(|| row["consent"].get(column)).is_some();
        let missing: Vec<_> =
            columns.iter().filter(|column| !untold.contains(&column.as_str()) && !named(column)).collect();
        let belongs = ["agent", "notice"].map(str::to_owned);
        assert!(missing.iter().all(|column| belongs.contains(column)), "{missing:?} of {table} are not told");
    }
    assert_eq!(stored.agent, alice);
    assert!(!told.to_string().contains(&bob.to_string()), "somebody else is in it");
    assert!(!told.to_string().contains("token 1") && !told.to_string().contains("page 1"));
    assert_eq!((stored.scans.len(), stored.observations.len(), stored.answers.len()), (3, 6, 4));
    let login = Said::Text("login: ".to_owned());
    assert!(stored.evidence.iter().all(|evidence| evidence.body == login) && stored.evidence.len() == 3);
}

pub(crate) async fn what_would_tell_a_finding_is_left_out_while_an_agent_waits(store: &Store) {
    let alice = agent(store, 1).await;
    store.request_scans(vec![wanted(1, alice, akabeko_core::schedule::Reason::Daily)], at(0)).await.unwrap();
    let mut scan = finished(1, alice, 0, &[]);
    let dns = Port::udp(53);
    scan.seen = vec![
        (TELNET, PortState::Open, at(0), Some(b"\x1b[31mlogin\\\r\n \xe2\x80\xae".to_vec())),
        (dns, PortState::Open, at(0), Some(vec![0, 255, 254])),
    ];
    store.finish_scans(vec![scan]).await.unwrap();
    let verdict = akabeko_core::plan::WebVerdict::Public;
    store.judge_web_port((alice, Port::tcp(80)), verdict, "hana", at(1), at(60)).await.unwrap();
    let mut waits = notice(1, alice, &[TELNET]);
    (waits.arm, waits.due_at) = (Arm::Wait, at(9));
    frozen(store, "trial", vec![waits]).await;

    let waiting = store.stored(alice).await.unwrap().unwrap();
    assert!(waiting.findings_withheld && waiting.observations.is_empty() && waiting.evidence.is_empty());
    assert!(waiting.verdicts.is_empty() && waiting.notices.is_empty());
    assert_eq!(waiting.scans.len(), 1, "that there was a scan is no finding");
    let text = serde_json::to_string(&waiting).unwrap();
    assert!(!text.contains("\"open\"") && !text.contains("trial"), "{text}");

    assert_eq!(store.send_due_notices(at(9)).await.unwrap().len(), 1);
    let told = store.stored(alice).await.unwrap().unwrap();
    assert!(!told.findings_withheld);
    assert_eq!((told.observations.len(), told.verdicts.len(), told.notices.len()), (2, 1, 1));
    let bodies: Vec<_> = told.evidence.into_iter().map(|evidence| (evidence.port, evidence.body)).collect();
    let spelt = Said::Text(r"\u{1b}[31mlogin\\\r\n \u{202e}".to_owned());
    assert_eq!(bodies, [(TELNET, spelt), (dns, Said::Base64("AP/+".to_owned()))]);
}

/// Every table with a column that names an agent or one of its notices, with all its columns.
fn tables_about_agents() -> BTreeMap<String, BTreeSet<String>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../backend/server/src/store/migrations");
    let files = fs::read_dir(folder).unwrap().map(|file| fs::read_to_string(file.unwrap().path()).unwrap());
    let files: Vec<String> = files.collect();
    let tables = files.iter().flat_map(|text| text.split("CREATE TABLE ").skip(1)).map(|text| {
        let (name, columns) = text.split_once(" (\n").unwrap();
        let columns =
            columns.split("\n);").next().unwrap().lines().filter_map(|line| line.split_whitespace().next());
        let columns = columns.filter(|word| !["PRIMARY", "UNIQUE", "--"].contains(word));
        (name.to_owned(), columns.map(|word| word.trim_matches('"').to_owned()).collect::<BTreeSet<_>>())
    });
    let about = tables.filter(|(_, columns)| columns.contains("agent") || columns.contains("notice"));
    about.filter(|(name, _)| name != SECRET).collect()
}
