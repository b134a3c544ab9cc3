//! A dataset reads back as it was written, and every mistake is refused with its place.

use std::fs;
use std::path::Path;

use akabeko_core::select::{RunRule, UnobservedDays};

use super::*;

const FILES: [(&str, &str); 8] = [
    (
        "agents.csv",
        "agent,platform,enrolled_at\nalice,desktop,2021-01-01T09:00:00+09:00\nbob,mobile,2021-01-02T00:00:00Z\n",
    ),
    (
        "observations.csv",
        "state,agent,observed_at,protocol,port\nopen,alice,2021-04-01T09:00:00+09:00,tcp,23\nopen|filtered,bob,2021-04-01T00:00:00.5Z,udp,53\n",
    ),
    (
        "campaigns.csv",
        "campaign,sent_on,platforms,ports,from,until,landing\nexp1,2021-05-12,desktop browser,tcp/23 udp/53,2021-04-12,2021-05-11,true\napril,,mobile,tcp/23,2021-04-01,2021-04-30,false\n",
    ),
    (
        "notices.csv",
        "notice,campaign,agent,arm,sent_at,ports\nn1,exp1,alice,notify,2021-05-12T03:00:00Z,tcp/23\nn2,exp1,bob,wait,,tcp/23\n",
    ),
    ("visits.csv", "notice,at,page,device\nn1,2021-05-12T04:00:00Z,landing,browser\n"),
    (
        "answers.csv",
        "notice,at,button\nn1,2021-05-12T04:00:01Z,network.home\nn1,2021-05-12T04:00:02Z,intent.tcp-23.unknown\n",
    ),
    (
        "cases.csv",
        "case,notice,opened_at,closed_at,outcome\nc1,n1,2021-05-13T00:00:00Z,,\"=router, replaced\"\n",
    ),
    ("README.md", "# About\n\nTime zone: Europe/Berlin\nRun rule: any\n- Unobserved days: bridge\n"),
];

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (file, text) in FILES {
        fs::write(folder.path().join(file), text).unwrap();
    }
    folder
}

/// What is said when one file has another text, without the folder.
fn complaint(file: &str, text: &str) -> String {
    let folder = folder();
    fs::write(folder.path().join(file), text).unwrap();
    message(folder.path())
}

fn message(folder: &Path) -> String {
    let error = format!("{:#}", read(folder).unwrap_err());
    error.replace(&format!("{}/", folder.display()), "")
}

#[test]
fn a_dataset_is_read_with_its_codebook() {
    let dataset = read(folder().path()).unwrap();
    assert_eq!((dataset.agents.len(), dataset.observations.len(), dataset.notices.len()), (2, 2, 2));
    assert_eq!(dataset.observations[1].state.word(), "open|filtered");
    assert_eq!(dataset.campaigns[1].sent_on, None);
    assert_eq!(dataset.time_zone.iana_name(), Some("Europe/Berlin"));
    assert_eq!((dataset.run_rule, dataset.unobserved_days), (RunRule::Any, UnobservedDays::Bridge));
}

#[test]
fn without_a_codebook_it_is_tokyo_whole_and_break() {
    let folder = folder();
    fs::remove_file(folder.path().join("README.md")).unwrap();
    let dataset = read(folder.path()).unwrap();
    assert_eq!(dataset.time_zone.iana_name(), Some("Asia/Tokyo"));
    assert_eq!((dataset.run_rule, dataset.unobserved_days), (RunRule::Whole, UnobservedDays::Break));
}

#[test]
fn what_is_written_reads_back_and_no_spreadsheet_runs_it() {
    let dataset = read(folder().path()).unwrap();
    let copy = tempfile::tempdir().unwrap();
    write(&dataset, &copy.path().join("new/copy")).unwrap();
    assert_eq!(read(&copy.path().join("new/copy")).unwrap(), dataset);
    let cases = fs::read_to_string(copy.path().join("new/copy/cases.csv")).unwrap();
    assert!(cases.ends_with("\"'=router, replaced\"\n"), "{cases}");
    let codebook = fs::read_to_string(copy.path().join("new/copy/README.md")).unwrap();
    assert!(codebook.contains("Time zone: Europe/Berlin\n"), "{codebook}");
}

#[test]
fn every_file_must_be_there() {
    for (file, _) in &FILES[..7] {
        let folder = folder();
        fs::remove_file(folder.path().join(file)).unwrap();
        let message = message(folder.path());
        assert!(message.starts_with(&format!("failed to read {file}: ")), "{message}");
    }
}

#[test]
fn mistakes_are_named_with_their_line() {
    let agents = "agent,platform,enrolled_at\n";
    let observations = "agent,observed_at,protocol,port,state\n";
    let table = [
        (
            "agents.csv",
            String::new(),
            "agents.csv:1: column \"agent\" is missing: expected agent,platform,enrolled_at",
        ),
        (
            "agents.csv",
            "agent,os\n".to_owned(),
            "agents.csv:1: unknown column \"os\": expected agent,platform,enrolled_at",
        ),
        (
            "agents.csv",
            format!("{agents}a,toaster,2021-01-01T00:00:00Z\n"),
            "agents.csv:2: platform: \"toaster\" is not a platform",
        ),
        ("agents.csv", format!("{agents}a,mobile\n"), "agents.csv:2: expected 3 cells, found 2"),
        ("agents.csv", format!("{agents},mobile,2021-01-01T00:00:00Z\n"), "agents.csv:2: agent: is empty"),
        (
            "observations.csv",
            format!("{observations}carol,2021-01-01T00:00:00Z,tcp,23,open\n"),
            "observations.csv:2: agent: \"carol\" is not in agents.csv",
        ),
        (
            "observations.csv",
            format!("{observations}bob,2021-01-01,tcp,23,open\n"),
            "observations.csv:2: observed_at: \"2021-01-01\" is not a time",
        ),
        (
            "observations.csv",
            format!("{observations}bob,2021-01-01T00:00:00Z,tcp,0,open\n"),
            "observations.csv:2: port: \"0\" is not a port",
        ),
        (
            "observations.csv",
            format!("{observations}bob,2021-01-01T00:00:00Z,sctp,1,open\n"),
            "observations.csv:2: protocol: \"sctp\"",
        ),
        (
            "observations.csv",
            format!("{observations}bob,2021-01-01T00:00:00Z,tcp,23,ajar\n"),
            "observations.csv:2: state: \"ajar\" is not a state",
        ),
        (
            "answers.csv",
            "notice,at,button\nn1,2021-05-12T04:00:01Z,intent.tcp-22.unknown\n".to_owned(),
            "answers.csv:2: button: intent.tcp-22.unknown asks about tcp/22",
        ),
        (
            "answers.csv",
            "notice,at,button\nn9,2021-05-12T04:00:01Z,network.home\n".to_owned(),
            "answers.csv:2: notice: \"n9\" is not in notices.csv",
        ),
        (
            "README.md",
            "\nTime zone: Mars/Olympus\n".to_owned(),
            "README.md:2: \"Mars/Olympus\" is not a known time zone",
        ),
    ];
    for (file, text, start) in table {
        let complaint = complaint(file, &text);
        assert!(complaint.starts_with(start), "{complaint:?} does not start with {start:?}");
    }
}

#[test]
fn names_are_known_and_told_apart() {
    let campaigns = "campaign,sent_on,platforms,ports,from,until,landing\n";
    let notices = "notice,campaign,agent,arm,sent_at,ports\n";
    let table = [
        (
            "campaigns.csv",
            format!("{campaigns}all,,mobile,tcp/23,2021-04-01,2021-04-30,false\n"),
            "campaigns.csv:2: campaign: \"all\" has a meaning",
        ),
        (
            "campaigns.csv",
            format!("{campaigns}a,,mobile,tcp/23,2021-04-02,2021-04-01,false\n"),
            "campaigns.csv:2: until: 2021-04-01 is before",
        ),
        (
            "notices.csv",
            format!("{notices}n1,exp9,bob,wait,,tcp/23\n"),
            "notices.csv:2: campaign: \"exp9\" is not in campaigns.csv",
        ),
        (
            "notices.csv",
            format!("{notices}n1,exp1,bob,wait,,tcp/23\nn1,exp1,bob,wait,,tcp/23\n"),
            "notices.csv:3: notice: \"n1\" is there twice",
        ),
        ("notices.csv", format!("{notices}n1,exp1,bob,wait,,\n"), "notices.csv:2: ports: is empty"),
        (
            "notices.csv",
            format!("{notices}n1,april,bob,notify,2021-05-12T03:00:00Z,tcp/23\n"),
            "notices.csv:2: sent_at: \"april\" is a period",
        ),
    ];
    for (file, text, start) in table {
        let complaint = complaint(file, &text);
        assert!(complaint.starts_with(start), "{complaint:?} does not start with {start:?}");
    }
}

#[test]
fn lines_are_counted_as_in_the_file() {
    let case = "c1,n1,2021-05-13T00:00:00Z,,";
    let bad = "c2,n9,2021-05-13T00:00:00Z,,x";
    let table = [
        (format!("case,notice,opened_at,closed_at,outcome\r\n{case}x\r\n{bad}\r\n"), 3),
        (format!("case,notice,opened_at,closed_at,outcome\n\n\n{bad}\n"), 4),
        (format!("\u{feff}case,notice,opened_at,closed_at,outcome\n{bad}\n"), 2),
        (format!("case,notice,opened_at,closed_at,\"outcome\"\n\"c\n1\",n1,,,\n{bad}\n"), 2),
    ];
    for (text, line) in table {
        let complaint = complaint("cases.csv", &text);
        assert!(complaint.starts_with(&format!("cases.csv:{line}: ")), "{complaint} instead of line {line}");
    }
    let spanning = "campaign,sent_on,platforms,ports,from,until,landing\na,,mobile,\"tcp/23\nudp/53\",2021-04-01,2021-04-30,false\nb,,mobile,tcp/x,2021-04-01,2021-04-30,false\n";
    assert!(complaint("campaigns.csv", spanning).starts_with("campaigns.csv:4: ports: \"tcp/x\""));
}

#[test]
fn observations_alone_need_no_other_file() {
    let folder = folder();
    let observations = read_observations(&folder.path().join("observations.csv")).unwrap();
    assert_eq!(observations.len(), 2);
    assert_eq!(&*observations[0].agent, "alice");
}
