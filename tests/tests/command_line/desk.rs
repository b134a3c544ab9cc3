//! Who works at the console, from the command line; the audit log; and a crowd at the door of a real service.

use std::net::Ipv4Addr;
use std::time::{Duration, Instant};

use akabeko_tests::process::{Running, backend};
use futures::future::join_all;
use reqwest::Client;
use rusqlite::Connection;
use serde_json::json;
use tempfile::TempDir;

use crate::program::{Ran, run};

fn operator(data: &TempDir, words: &[&str]) -> Ran {
    run(&[&["operator"], words, &["--data", data.path().to_str().unwrap()]].concat())
}

#[test]
fn operators_are_added_changed_and_barred_and_every_step_stands_in_the_log() {
    let data = tempfile::tempdir().unwrap();
    let added = operator(&data, &["user", "add", "Emi", "--role", "analyst"]);
    assert!(added.code == 0 && added.out.contains("/console/join#"), "{added:?}");
    assert_eq!(operator(&data, &["user", "add", "Emi", "--role", "admin"]).code, 1, "the name is taken");
    assert_eq!(operator(&data, &["user", "add", "Taro", "--role", "boss"]).code, 2);
    assert_eq!(
        operator(&data, &["user", "add", "Command Line", "--role", "admin"]).code,
        1,
        "so the log says"
    );
    assert_eq!(operator(&data, &["user", "link", "Nobody"]).code, 1);
    assert_eq!(operator(&data, &["user", "bar", "Emi"]).code, 0);
    assert_eq!(operator(&data, &["user", "role", "Emi", "viewer"]).out, "Emi: viewer, may not sign in\n");
    assert_eq!(operator(&data, &["user", "allow", "Emi"]).out, "Emi: viewer\n");
    let listed = operator(&data, &["user", "list"]);
    assert!(listed.out.contains("\nEmi,viewer,"), "{listed:?}");
    let log = operator(&data, &["audit", "list"]);
    let noted: Vec<&str> = log.out.lines().skip(1).map(|row| row.split(',').nth(3).unwrap()).collect();
    let changes = ["operator.change"; 3];
    assert_eq!(noted, [&changes[..], &["operator.link", "operator.add"]].concat(), "{log:?}");
    assert_eq!(operator(&data, &["audit", "verify"]).code, 0);
}

#[test]
fn one_flipped_byte_in_the_audit_log_is_named_by_its_row() {
    let data = tempfile::tempdir().unwrap();
    for name in ["Ai", "Emi", "Ken", "Mio"] {
        assert_eq!(operator(&data, &["user", "add", name, "--role", "viewer"]).code, 0);
    }
    let whole = operator(&data, &["audit", "verify"]);
    assert!(whole.code == 0 && whole.out.starts_with("8 rows are as they were written"), "{whole:?}");
    let store = Connection::open(data.path().join("akabeko.sqlite")).unwrap();
    for (tampering, undoing, row) in [
        (
            "UPDATE audit SET about = 'Kem' WHERE number = 5",
            "UPDATE audit SET about = 'Ken' WHERE number = 5",
            5,
        ),
        ("UPDATE audit SET at = at + 1 WHERE number = 3", "UPDATE audit SET at = at - 1 WHERE number = 3", 3),
        (
            "UPDATE audit SET who = who || ' ', action = substr(action, 1) WHERE number = 8",
            "UPDATE audit SET who = trim(who) WHERE number = 8",
            8,
        ),
        (
            "UPDATE audit SET number = 100 WHERE number = 8",
            "UPDATE audit SET number = 8 WHERE number = 100",
            8,
        ),
        ("UPDATE audit_head SET number = 9", "UPDATE audit_head SET number = 8", 9),
        ("UPDATE audit_head SET hash = 'x' || hash", "UPDATE audit_head SET hash = substr(hash, 2)", 8),
        (
            "UPDATE audit SET at = at * 1000 WHERE number = 2",
            "UPDATE audit SET at = at / 1000 WHERE number = 2",
            2,
        ),
    ] {
        assert_eq!(store.execute(tampering, []).unwrap(), 1);
        let broken = operator(&data, &["audit", "verify"]);
        assert!(
            broken.code == 1 && broken.said.contains(&format!("broken at row {row}:")),
            "{tampering}: {broken:?}"
        );
        assert_eq!(store.execute(undoing, []).unwrap(), 1);
        assert_eq!(operator(&data, &["audit", "verify"]).code, 0, "{undoing}");
    }
}

/// How much memory a process has, in MiB.
fn memory(of: &Running) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", of.id())).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() / 1024
}

/// The address at which a service says that it can be set up.
fn address(service: &Running) -> String {
    let deadline = Instant::now() + Duration::from_secs(60);
    loop {
        assert!(Instant::now() < deadline, "it never said where: {:?}", service.log());
        let said = service
            .log()
            .into_iter()
            .find_map(|line| Some(line.trim().split_once("/console/setup#")?.0.to_owned()));
        if let Some(address) = said {
            return address;
        }
        std::thread::yield_now();
    }
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_wrong_passwords_at_once_take_little_memory() {
    let data = tempfile::tempdir().unwrap();
    let program = backend().unwrap();
    let service =
        Running::start(&program, &[&"serve", &"--listen", &"127.0.0.1:0", &"--data", &data.path()]).unwrap();
    let site = address(&service);
    akabeko_agent_core::http::choose_tls();
    let line = |number: u8| {
        let client =
            Client::builder().no_proxy().local_address(Some(Ipv4Addr::new(127, 8, 7, number).into()));
        client.tls_certs_only(std::iter::empty::<reqwest::Certificate>()).build().unwrap()
    };
    // Each line may try twenty times, so that fifty of them get past that.
    let lines: Vec<Client> = (1..=50).map(line).collect();
    let wrong = json!({ "name": "Hanako", "password": "a wrong password", "code": "123456" });
    let one = |client: &Client| {
        let request = client.post(format!("{site}/api/v1/console/session")).json(&wrong);
        async { request.send().await.unwrap().status().as_u16() }
    };
    one(&lines[0]).await;
    let before = memory(&service);
    let crowd = async {
        let outcomes = join_all((0..1000).map(|number| one(&lines[number % lines.len()]))).await;
        (outcomes, memory(&service))
    };
    let (outcomes, after) = crowd.await;
    assert!(outcomes.iter().all(|status| [401, 429].contains(status)), "{outcomes:?}");
    let checked = outcomes.iter().filter(|status| **status == 401).count();
    assert!((16..200).contains(&checked), "{checked} were checked, the others turned away");
    assert!(after - before <= 64, "{} MiB more", after - before);
    assert!(lines[0].get(format!("{site}/healthz")).send().await.unwrap().status().is_success());
}
