//! The command as it is typed, against listeners on loopback.

use std::fs;

use clap::Parser;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;

use super::*;

#[tokio::test]
async fn every_probed_port_is_a_line_of_json() {
    let port = greeter(b"hi\x1b\r\n").await;
    let lines =
        scan(&["127.0.0.1", "--lab", "127.0.0.0/8", "--format", "jsonl", "--ports", &port]).await.unwrap();
    let record: serde_json::Value = serde_json::from_str(&lines).unwrap();
    assert!(lines.starts_with(r#"{"target":"127.0.0.1","protocol":"tcp","port":"#), "{lines}");
    assert!(record["at"].as_str().unwrap().ends_with('Z'));
    assert_eq!(record["state"], "open");
    assert_eq!(record["evidence"], r"hi\u{1b}\r\n");
    assert_eq!(format!("tcp/{}", record["port"]), port);
}

#[tokio::test]
async fn json_tells_the_facts_and_the_device_if_wanted_after_the_six_keys_of_the_contract() {
    let port =
        greeter(b"HTTP/1.0 200 OK\r\nContent-Length: 34\r\n\r\n<title>BUFFALO AirStation</title>\n").await;
    let line = scan(&["127.0.0.1", "--lab=127.0.0.0/8", "--format=jsonl", "--facts", "--ports", &port])
        .await
        .unwrap();
    let record: serde_json::Value = serde_json::from_str(&line).unwrap();
    assert_eq!(record["facts"][1], serde_json::json!({"kind": "http.title", "text": "BUFFALO AirStation"}));
    assert_eq!(record["device"]["maker"], "Buffalo");
    assert_eq!(record["device"]["certainty"], "medium");
    assert_eq!(record["device"]["because"]["kind"], "http.title");
    let keys = ["target", "protocol", "port", "state", "at", "evidence", "facts", "device"];
    let places: Vec<_> = keys.iter().map(|key| line.find(&format!("\"{key}\":")).unwrap()).collect();
    assert!(places.is_sorted(), "{line}");
}

#[tokio::test]
async fn fingerprints_from_a_folder_name_further_devices() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ftp_banners.xml");
    let xml = "<fingerprints matches='ftp.banner'><fingerprint pattern='^Akane FTP$'>\
               <param pos='0' name='hw.vendor' value='Akane'/></fingerprint></fingerprints>";
    fs::write(&file, xml).unwrap();
    let recog = format!("--recog={}", folder.path().display());
    let port = greeter(b"220 Akane FTP\r\n").await;
    let arguments = ["127.0.0.1", "--lab=127.0.0.0/8", "--format=table", &recog, "--ports", &port];
    let table = scan(&arguments).await.unwrap();
    assert!(table.contains("Akane device (probably): Akane FTP"), "{table}");
    fs::write(&file, "<fingerprints>\n<oops").unwrap();
    let error = format!("{:#}", scan(&arguments).await.unwrap_err());
    assert!(error.contains("ftp_banners.xml:2: "), "{error}");
}

#[tokio::test]
async fn a_closed_port_has_no_evidence() {
    let lines = scan(&["127.9.9.9", "--lab=127.9.9.9", "--format=jsonl", "--ports=tcp/1"]).await.unwrap();
    let record: serde_json::Value = serde_json::from_str(&lines).unwrap();
    assert_eq!((record["state"].as_str(), record["evidence"].as_str()), (Some("closed"), None));
}

#[tokio::test]
async fn csv_never_hands_a_spreadsheet_a_formula() {
    let port = greeter(b"=1+1").await;
    let lines = scan(&["127.0.0.1", "--lab=127.0.0.0/8", "--format=csv", "--ports", &port]).await.unwrap();
    let (header, record) = lines.split_once('\n').unwrap();
    assert_eq!(header, "target,protocol,port,state,at,evidence");
    assert!(record.starts_with("127.0.0.1,tcp,") && record.ends_with("Z,'=1+1\n"), "{record}");
}

#[tokio::test]
async fn csv_guards_a_formula_behind_apostrophes_too() {
    let port = greeter(b"'=1+1").await;
    let lines = scan(&["127.0.0.1", "--lab=127.0.0.0/8", "--format=csv", "--ports", &port]).await.unwrap();
    assert!(lines.ends_with("Z,''=1+1\n"), "{lines}");
}

#[tokio::test]
async fn what_cannot_be_sent_makes_the_scan_fail() {
    let arguments = ["255.255.255.255", "--lab=255.255.255.255", "--format=jsonl", "--ports=tcp/23,udp/53"];
    let error = scan(&arguments).await.unwrap_err().to_string();
    assert!(error.starts_with("failed to send 2 probes: "), "{error}");
}

#[tokio::test]
async fn a_table_shows_every_port_with_the_open_ones_first_and_sums_up() {
    let port = greeter(b"login: ").await;
    let ports = format!("tcp/1,{port}");
    let table = scan(&["127.0.0.1", "--lab=127.0.0.0/8", "--format=table", "--ports", &ports]).await.unwrap();
    let lines: Vec<Vec<&str>> = table.lines().map(|line| line.split_whitespace().collect()).collect();
    assert_eq!(lines[0], ["TARGET", "PORT", "STATE", "SERVICE", "EVIDENCE"], "{table}");
    assert_eq!(lines[1], ["127.0.0.1", &port, "OPEN", "login:"], "{table}");
    assert_eq!(lines[2], ["127.0.0.1", "tcp/1", "closed"], "{table}");
    assert!(table.ends_with("2 probes of 1 targets: 1 open, 1 closed, 0 filtered, 0 open|filtered\n"));
}

#[tokio::test]
async fn a_special_purpose_address_needs_a_lab() {
    for arguments in [&["10.0.0.1"][..], &["10.0.0.1", "--lab=127.0.0.0/8"], &["127.0.0.1", "10.0.0.1"]] {
        let error = format!("{:#}", scan(arguments).await.unwrap_err());
        assert!(error.contains("(Private-Use)") || error.contains("(Loopback)"), "{error}");
        assert!(error.contains("--lab 1"), "{error}");
    }
}

#[tokio::test]
async fn a_file_names_targets_and_a_bad_line_refuses_it_whole() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("targets.txt");
    let file_name = file.to_str().unwrap();
    let arguments = ["--targets", file_name, "--lab=127.0.0.0/8", "--format=jsonl", "--ports=tcp/1"];
    fs::write(&file, "# homes\n127.0.0.1 # one\n\n127.0.0.2\n127.0.0.1\n").unwrap();
    assert_eq!(scan(&arguments).await.unwrap().lines().count(), 2);
    for (bad, what) in [
        ("example.org", "names are not looked up"),
        ("127.0.0.0/30", "is a range"),
        ("127.0.0.1:80", "--ports"),
        ("8.8.8.8.8", "is not an IPv4 or IPv6 address"),
        ("192.168.1.1", "192.168.0.0/16 (Private-Use)"),
    ] {
        fs::write(&file, format!("127.0.0.1\n{bad}\n")).unwrap();
        let error = scan(&arguments).await.unwrap_err().to_string();
        assert!(error.starts_with(&format!("{file_name}:2: ")) && error.contains(what), "{error}");
    }
}

#[test]
fn wrong_usage_is_found_before_anything_runs() {
    for (arguments, what) in [
        (&[][..], "required"),
        (&["example.org"], "names are not looked up"),
        (&["8.8.8.0/24"], "is a range"),
        (&["8.8.8.8", "--ports=udp/161"], "udp/19, udp/53, udp/123, udp/1900, udp/5350"),
        (&["8.8.8.8", "--ports=23"], "is not a port"),
        (&["8.8.8.8", "--rate=0"], "--rate"),
        (&["8.8.8.8", "--lab=home"], "not a range"),
    ] {
        let error = parse(arguments).unwrap_err();
        assert_eq!(error.exit_code(), 2);
        assert!(error.to_string().contains(what), "{error}");
    }
}

#[derive(Debug, Parser)]
struct Line {
    #[command(flatten)]
    arguments: Arguments,
}

fn parse(arguments: &[&str]) -> Result<Arguments, clap::Error> {
    Line::try_parse_from([&["scan"], arguments].concat()).map(|line| line.arguments)
}

async fn scan(arguments: &[&str]) -> anyhow::Result<String> {
    let mut out = Vec::new();
    run(parse(arguments)?, &mut out).await?;
    Ok(String::from_utf8(out)?)
}

/// A TCP port that says this to its first guest.
async fn greeter(greeting: &'static [u8]) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((mut guest, _)) = listener.accept().await {
            // The guest of the first stage hangs up at once.
            let _gone = guest.write_all(greeting).await;
        }
    });
    format!("tcp/{port}")
}
