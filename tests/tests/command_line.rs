//! The command line, as people and scripts meet it: the real program, its exit codes and its words.
#![cfg(test)]

#[path = "command_line/desk.rs"]
mod desk;
#[path = "command_line/operator.rs"]
mod operator;
#[path = "command_line/program.rs"]
mod program;

use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;

use akabeko_backend::secret::code_hash;
use akabeko_backend::store::{Enrolment, Store};
use akabeko_shared::{AgentId, Language, Platform};
use jiff::Timestamp;
use serde_json::Value;

use program::{dataset, run, run_with_input};

#[test]
fn exit_codes_are_0_for_done_1_for_failed_and_2_for_wrong_usage() {
    let cases: &[(&[&str], i32)] = &[
        (&["--help"], 0),
        (&["--version"], 0),
        (&["openapi"], 0),
        (&["select", "--observations", "/nowhere.csv", "--from", "2021-04-01", "--until", "2021-04-30"], 1),
        (&["evaluate", "/nowhere"], 1),
        (&["scan", "127.0.0.1"], 1),
        (&[], 2),
        (&["sleep"], 2),
        (&["select"], 2),
        (&["scan", "example.jp"], 2),
        (&["scan", "192.0.2.0/24"], 2),
        (&["scan", "--ports", "udp/9", "127.0.0.1"], 2),
        (&["erase", "alice"], 2),
        (&["invite", "--uses", "0"], 2),
    ];
    for (arguments, code) in cases {
        let ran = run(arguments);
        assert_eq!(ran.code, *code, "{arguments:?}: {ran:?}");
        assert_eq!(
            ran.out.is_empty(),
            *code != 0,
            "{arguments:?}: results go to standard output alone: {ran:?}"
        );
        assert_eq!(
            ran.said.is_empty(),
            *code == 0,
            "{arguments:?}: complaints go to standard error: {ran:?}"
        );
    }
}

#[test]
fn select_judges_the_table_of_the_rule() {
    let table: [(&str, &[i8], &str); 9] = [
        ("a", &[17, 18, 19], "3,3,3,false"),
        ("b", &[17, 18, 19, 20], "4,4,4,false"),
        ("c", &[17, 18, 19, 20, 21], "5,5,5,false"),
        ("d", &[17, 18, 19, 20, 21, 22], "6,6,6,true"),
        ("e", &[16, 17, 18, 19, 20, 21], "6,6,5,true"),
        ("f", &[11, 12, 13, 14, 15, 16], "6,6,0,false"),
        ("g", &[15, 17, 18, 19], "4,3,3,true"),
        ("h", &[1, 3, 5, 16], "4,1,0,false"),
        ("i", &[1, 3, 5, 17], "4,1,1,true"),
    ];
    let mut observations = "agent,observed_at,protocol,port,state\n".to_owned();
    let mut expected = "agent,protocol,port,open_days,longest_run,open_days_late,selected\n".to_owned();
    for (agent, open, verdict) in table {
        for day in 1..=30 {
            let state = if open.contains(&day) { "open" } else { "closed" };
            // A minute after midnight in Tokyo is the day before in UTC.
            observations.push_str(&format!("{agent},2021-04-{day:02}T00:01:00+09:00,tcp,23,{state}\n"));
        }
        expected.push_str(&format!("{agent},tcp,23,{verdict}\n"));
    }
    observations.push_str("nobody,2021-04-20T12:00:00+09:00,tcp,23,filtered\n");
    observations.push_str("late,2021-05-01T00:00:00+09:00,tcp,23,open\n");
    let window = ["--from", "2021-04-01", "--until", "2021-04-30"];
    let ran = run_with_input(&[&["select", "--observations", "-"], &window[..]].concat(), &observations);
    assert_eq!((ran.code, ran.out.as_str()), (0, expected.as_str()), "{}", ran.said);

    let anywhere = ["select", "--observations", "-", "--timezone", "UTC", "--run-rule", "any"];
    let ran = run_with_input(&[&anywhere, &window[..]].concat(), &observations);
    assert_eq!(ran.code, 0);
    assert_ne!(ran.out, expected, "the time zone changes which day a minute after midnight is");
}

#[test]
fn a_broken_line_of_observations_is_named_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("seen.csv");
    let good = "alice,2021-04-01T09:00:00+09:00,tcp,23,open\n";
    for (bad, what) in [
        ("alice,2021-04-02T09:00:00+09:00,tcp,23,ajar", "state: \"ajar\" is not a state"),
        ("alice,yesterday,tcp,23,open", "observed_at: \"yesterday\" is not a time"),
        ("alice,2021-04-02T09:00:00+09:00,tcp,65536,open", "port: \"65536\" is not a port"),
        ("alice,2021-04-02T09:00:00+09:00,tcp,23", "expected 5 cells, found 4"),
    ] {
        fs::write(&file, format!("agent,observed_at,protocol,port,state\n{good}{bad}\n{good}")).unwrap();
        let path = file.to_str().unwrap();
        let ran = run(&["select", "--observations", path, "--from", "2021-04-01", "--until", "2021-04-30"]);
        assert_eq!((ran.code, ran.out.as_str()), (1, ""));
        assert!(ran.said.contains(&format!("{path}:3: {what}")), "{}", ran.said);
    }
}

#[test]
fn a_mistake_in_a_configuration_is_named_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let (file, data) = (folder.path().join("akabeko.toml"), folder.path().join("data"));
    fs::write(&file, format!("data = {data:?}\n\n[scan]\nspeed = 3\n")).unwrap();
    let path = file.to_str().unwrap();
    for command in [&["invite"][..], &["migrate"], &["doctor"], &["serve"], &["export", "into"]] {
        let ran = run(&[command, &["--config", path]].concat());
        assert_eq!(ran.code, 1, "{command:?}");
        assert!(ran.said.contains(&format!("{path}:4: unknown field `speed`")), "{command:?}: {}", ran.said);
        assert!(!data.exists(), "{command:?} wrote something");
    }
}

#[test]
fn a_mistake_in_a_campaign_is_named_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let (file, data) = (folder.path().join("april.toml"), folder.path().join("data"));
    let (path, data_path) = (file.to_str().unwrap(), data.to_str().unwrap());
    let good = "campaign = \"april\"\nplatforms = [\"desktop\"]\nports = [\"tcp/23\"]\n\
                from = \"2026-04-01\"\nuntil = \"2026-04-30\"\n";
    let create = ["operator", "campaign", "create", "--data", data_path, path];
    for (old, new, complaint) in [
        ("tcp/23", "tcp/24", "3: tcp/24 is not scanned here"),
        ("tcp/23", "telnet", "3: \"telnet\" is not a port"),
        ("until", "untill", "5: unknown field `untill`"),
    ] {
        fs::write(&file, good.replace(old, new)).unwrap();
        let ran = run(&create);
        assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{new}");
        assert!(ran.said.contains(&format!("{path}:{complaint}")), "{}", ran.said);
        assert!(!data.exists(), "something was written for {new}");
    }
    fs::write(&file, good).unwrap();
    assert_eq!((run(&create).code, run(&create).code), (0, 1), "a name is taken once");
    let status = run(&["operator", "campaign", "status", "--data", data_path]);
    assert_eq!(status.out.lines().nth(1), Some("april,a draft,,0,0,0,0,0,"));
}

#[test]
fn what_is_no_part_of_the_internet_is_not_scanned_outside_a_lab() {
    for (target, registry) in [
        ("127.0.0.1", "127.0.0.0/8 (Loopback)"),
        ("192.168.1.1", "192.168.0.0/16 (Private-Use)"),
        ("100.64.0.1", "100.64.0.0/10 (Shared Address Space)"),
        ("::1", "::1/128 (Loopback Address)"),
        ("::ffff:127.0.0.1", "(IPv4-mapped Address)"),
    ] {
        let ran = run(&["scan", "--ports", "tcp/9", target]);
        assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{target}");
        assert!(ran.said.contains(registry), "{target}: {}", ran.said);
        assert!(ran.said.contains("--lab"), "{target}: it does not say how to allow it: {}", ran.said);
    }
    let elsewhere = run(&["scan", "--lab", "127.1.0.0/16", "--ports", "tcp/9", "127.0.0.1"]);
    assert_eq!(elsewhere.code, 1, "a lab is no more than its range");
}

#[test]
fn a_file_of_targets_is_refused_whole() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("targets.txt");
    fs::write(&file, "# a lab\n127.0.0.1\n127.0.0.2 # another\nexample.jp\n").unwrap();
    let path = file.to_str().unwrap();
    let ran = run(&["scan", "--lab", "127.0.0.0/8", "--ports", "tcp/9", "--targets", path]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(
        ran.said.contains(&format!("{path}:4: \"example.jp\" is not an IPv4 or IPv6 address")),
        "{}",
        ran.said
    );
}

#[test]
fn a_scan_says_what_is_open_and_what_is_not() {
    let listeners = [(); 3].map(|()| TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap());
    let mut ports = listeners.each_ref().map(|listener| listener.local_addr().unwrap().port());
    let [_, shut, _] = listeners;
    let closed = ports[1];
    drop(shut);
    let named = ports.map(|port| format!("tcp/{port}")).join(",");
    ports.sort_unstable();

    let arguments = ["scan", "--lab", "127.0.0.0/8", "127.0.0.1", "--ports", &named, "--format"];
    let ran = run(&[&arguments[..], &["jsonl"]].concat());
    assert_eq!(ran.code, 0, "{}", ran.said);
    let records: Vec<Value> = ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let mut states: Vec<_> =
        records.iter().map(|record| (record["port"].as_u64().unwrap(), &record["state"])).collect();
    states.sort_by_key(|(port, _)| *port);
    let expected = ports.map(|port| (u64::from(port), if port == closed { "closed" } else { "open" }));
    assert_eq!(states.len(), 3, "a record for every probed port: {}", ran.out);
    for ((port, state), wanted) in states.iter().zip(expected) {
        assert_eq!((*port, state.as_str().unwrap()), wanted);
    }
    for record in &records {
        let keys: Vec<&str> = record.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(keys, ["at", "evidence", "port", "protocol", "state", "target"]);
        assert_eq!(
            (record["target"].as_str(), record["protocol"].as_str()),
            (Some("127.0.0.1"), Some("tcp"))
        );
        assert!(record["at"].as_str().unwrap().parse::<Timestamp>().is_ok());
    }

    let sheet = run(&[&arguments[..], &["csv"]].concat()).out;
    assert!(sheet.starts_with("target,protocol,port,state,at,evidence\n"), "{sheet}");
    assert!(sheet.contains(&format!("127.0.0.1,tcp,{closed},closed,")), "{sheet}");
    let table = run(&[&arguments[..], &["table"]].concat()).out;
    assert!(
        table.ends_with("3 probes of 1 targets: 2 open, 1 closed, 0 filtered, 0 open|filtered\n"),
        "{table}"
    );
}

#[test]
fn a_broken_dataset_is_named_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let (source, data) = (folder.path().join("dataset"), folder.path().join("data"));
    let (source_path, data_path) = (source.to_str().unwrap(), data.to_str().unwrap());
    for (file, text, complaint) in [
        (
            "agents.csv",
            "agent,platform,enrolled_at\nalice,toaster,2021-01-01T00:00:00Z\n",
            "2: platform: \"toaster\"",
        ),
        (
            "notices.csv",
            "notice,campaign,agent,arm,sent_at,ports\n\nn1,exp1,carol,wait,,tcp/23\n",
            "3: agent: \"carol\"",
        ),
        ("visits.csv", "notice,at,page,device\nn1,2021-05-12T04:00:00Z,front,app\n", "2: page: \"front\""),
        ("README.md", "# About\nTime zone: Mars/Olympus\n", "2: \"Mars/Olympus\" is not a known time zone"),
    ] {
        dataset(&source);
        fs::write(source.join(file), text).unwrap();
        let ran = run(&["import", "--data", data_path, source_path]);
        assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{file}");
        let place = source.join(file);
        assert!(ran.said.contains(&format!("{}:{complaint}", place.display())), "{}", ran.said);
        assert!(!data.exists(), "something was written for {file}");
    }
    dataset(&source);
    fs::remove_file(source.join("cases.csv")).unwrap();
    let ran = run(&["import", "--data", data_path, source_path]);
    assert!(ran.code == 1 && ran.said.contains("cases.csv") && !data.exists(), "{}", ran.said);
}

#[test]
fn openapi_prints_the_document() {
    assert_eq!(run(&["openapi"]).out, akabeko_backend::http::document());
}

#[tokio::test]
async fn the_code_of_an_invitation_lets_as_many_in_as_it_says() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().to_str().unwrap();
    let ran = run(&["invite", "--data", data, "--uses", "2", "--label", "Hana's \"neighbours\"; --"]);
    assert_eq!(ran.code, 0, "{}", ran.said);
    let code = ran.out.strip_suffix('\n').unwrap();
    let groups: Vec<&str> = code.split('-').collect();
    assert!(groups.len() == 4 && groups.iter().all(|group| group.len() == 4), "{code:?} is hard to read out");
    assert!(ran.said.contains(&format!("--invite {code}")), "it does not say how to use it: {}", ran.said);
    let links = ran.said.lines().filter_map(|line| line.parse::<akabeko_shared::Invitation>().ok());
    let link =
        akabeko_shared::Invitation { server: "http://127.0.0.1:8080".to_owned(), code: code.to_owned() };
    assert_eq!(links.collect::<Vec<_>>(), [link], "there is no link to pass on: {}", ran.said);

    let store = Store::open(&folder.path().join("akabeko.sqlite").display().to_string()).await.unwrap();
    let mut taken_in = Vec::new();
    for number in 0..3 {
        let (now, typed) = (program::now(), code.to_lowercase().replace('-', " "));
        let enrolment = Enrolment {
            agent: AgentId::at(now, [number; 10]),
            token_hash: format!("token {number}"),
            code_hash: code_hash(&typed),
            attempt_hash: None,
            platform: Platform::Headless,
            language: Language::En,
            app_version: String::new(),
            consent_version: 1,
        };
        taken_in.push(store.enrol(enrolment, now).await.unwrap());
    }
    assert_eq!(taken_in, [true, true, false]);
}

#[test]
fn an_invitation_can_be_had_as_a_link() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("akabeko.toml");
    let data = folder.path().join("data");
    fs::write(&file, format!("data = {data:?}\npublic_url = \"https://akabeko.example/\"\n")).unwrap();
    let ran = run(&["invite", "--link", "--config", file.to_str().unwrap()]);
    assert_eq!(ran.code, 0, "{}", ran.said);
    let link: akabeko_shared::Invitation = ran.out.strip_suffix('\n').unwrap().parse().unwrap();
    assert_eq!(link.server, "https://akabeko.example");
    assert_eq!(ran.out, format!("{link}\n"), "standard output is the link alone");
    assert!(ran.said.contains(&format!("--invite {}", link.code)), "{}", ran.said);
}

#[test]
fn a_backup_is_put_back_whole_and_over_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (source, first, second, copy) = (path("dataset"), path("first"), path("second"), path("copy.sqlite"));
    dataset(Path::new(&source));
    assert_eq!(run(&["import", "--data", &first, &source]).out, "2 agents, 3 observations\n");
    assert_eq!(run(&["import", "--data", &first, &source]).code, 1, "the store is not empty");
    assert_eq!(run(&["backup", "--data", &first, &copy]).code, 0);
    assert_eq!(run(&["backup", "--data", &first, &copy]).code, 1, "the copy is there already");
    assert_eq!(run(&["restore", "--data", &second, &path("dataset/agents.csv")]).code, 1, "that is no store");
    assert!(!Path::new(&second).exists(), "a restore that was refused wrote something");
    assert_eq!(run(&["restore", "--data", &second, &copy]).code, 0);
    assert_eq!(run(&["restore", "--data", &second, &copy]).code, 1, "a store is there already");

    for data in [&first, &second] {
        let ran = run(&["export", "--data", data, &format!("{data}-exported")]);
        assert_eq!(ran.code, 0, "{}", ran.said);
        assert_eq!(
            run(&["export", "--data", data, &format!("{data}-exported")]).code,
            1,
            "it is written already"
        );
    }
    let files = |data: &str| {
        let entries = fs::read_dir(format!("{data}-exported")).unwrap().map(|entry| entry.unwrap());
        let mut files: Vec<_> =
            entries.map(|entry| (entry.file_name(), fs::read_to_string(entry.path()).unwrap())).collect();
        files.sort();
        files
    };
    let (exported, again) = (files(&first), files(&second));
    assert_eq!((exported.len(), &exported), (9, &again));
    let rows: usize = exported
        .iter()
        .filter(|(name, _)| name.to_string_lossy().ends_with(".csv"))
        .map(|(_, text)| text.lines().count())
        .sum();
    assert_eq!(rows, 7 + 12, "every row came back");
}

#[test]
fn whoever_is_erased_must_be_there() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (source, data, exported) = (path("dataset"), path("data"), path("exported"));
    dataset(Path::new(&source));
    assert_eq!(run(&["import", "--data", &data, &source]).code, 0);
    let stranger = "0190b2c4-7a5e-7c31-9d0f-3b1f6a2e8c11";
    let ran = run(&["erase", "--data", &data, stranger]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(ran.said.contains(stranger) && ran.said.contains("nothing was changed"), "{}", ran.said);

    assert_eq!(run(&["export", "--data", &data, &exported]).code, 0);
    let agents = fs::read_to_string(format!("{exported}/agents.csv")).unwrap();
    let alice = agents.lines().find(|line| line.contains("desktop")).unwrap().split(',').next().unwrap();
    assert_eq!(run(&["erase", "--data", &data, alice]).code, 0);
    assert_eq!(run(&["erase", "--data", &data, alice]).code, 1, "she is gone already");
    let left = path("left");
    assert_eq!(run(&["export", "--data", &data, &left]).code, 0);
    for file in ["agents", "observations", "notices", "visits", "answers", "cases"] {
        let text = fs::read_to_string(format!("{left}/{file}.csv")).unwrap();
        assert!(!text.contains(alice), "{file}.csv still names her");
    }
    assert_eq!(fs::read_to_string(format!("{left}/answers.csv")).unwrap().lines().count(), 1);
}

#[test]
fn an_operator_halts_scans_and_lets_them_go_on() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().to_str().unwrap();
    let scan = |arguments: &[&str]| run(&[&["operator", "scan"], arguments, &["--data", data]].concat());
    assert!(scan(&["status"]).out.starts_with("scanning\n0 scans are waiting"));
    assert_eq!(scan(&["halt"]).code, 2, "there is a reason");
    assert_eq!(scan(&["halt", "--reason", "a complaint"]).code, 0);
    let again = scan(&["halt", "--reason", "another"]);
    assert_eq!((again.code, again.said.contains("nothing was changed")), (1, true), "{again:?}");
    let status = scan(&["status"]).out;
    assert!(status.starts_with("halted since 2") && status.contains(": a complaint\n"), "{status}");
    let doctor = run(&["doctor", "--data", data]);
    assert!(doctor.out.contains("FAIL  scanning is not halted"), "{doctor:?}");
    assert!(doctor.out.contains("note  no canaries"), "{doctor:?}");
    assert_eq!((scan(&["resume"]).code, scan(&["resume"]).code), (0, 1));
    assert!(scan(&["status"]).out.starts_with("scanning\n"));
    assert_eq!(scan(&["rounds"]).out, "started_at,ended_at,scans,probes,answered,canary,void\n");
}

#[test]
fn an_operator_leaves_a_range_alone_and_takes_that_back() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().to_str().unwrap();
    let opt_out =
        |arguments: &[&str]| run(&[&["operator", "opt-out"], arguments, &["--data", data]].concat());
    assert_eq!(opt_out(&["add", "192.0.2.0/24"]).code, 2, "there is a reason");
    let wrong = opt_out(&["add", "192.0.2.7/24", "--reason", "asked"]);
    assert_eq!((wrong.code, wrong.said.contains("did you mean 192.0.2.0/24?")), (2, true), "{wrong:?}");
    assert_eq!(opt_out(&["add", "192.0.2.0/24", "--reason", "asked, by mail"]).code, 0);
    assert_eq!(opt_out(&["add", "192.0.2.0/24", "--reason", "asked again"]).code, 1);
    assert_eq!(opt_out(&["add", "2001:db8::/32", "--reason", "asked", "--by", "hana"]).code, 0);
    let listed = opt_out(&["list"]).out;
    assert_eq!(listed.lines().count(), 3, "{listed}");
    assert!(
        listed.contains("192.0.2.0/24,true,") && listed.contains(",operator,\"asked, by mail\""),
        "{listed}"
    );
    assert!(listed.contains(",hana,asked"), "{listed}");
    assert_eq!(opt_out(&["lift", "192.0.2.0/25"]).code, 1, "another range");
    assert_eq!(opt_out(&["lift", "192.0.2.0/24"]).code, 0);
    assert!(opt_out(&["list"]).out.contains("192.0.2.0/24,false,"));
}
