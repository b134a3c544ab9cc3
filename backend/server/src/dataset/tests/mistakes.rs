//! Every mistake is refused with its place.

use std::fs;
use std::path::Path;

use super::{FILES, folder, read};

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
            "visits.csv",
            "notice,at,page,device\nn1,2021-05-12T02:59:59Z,main,app\n".to_owned(),
            "visits.csv:2: at: 2021-05-12T02:59:59Z is before notice \"n1\" was sent, at 2021-05-12T03:00:00Z",
        ),
        (
            "answers.csv",
            "notice,at,button\nn1,2021-05-12T02:59:59Z,network.home\n".to_owned(),
            "answers.csv:2: at: 2021-05-12T02:59:59Z is before notice",
        ),
        (
            "answers.csv",
            "notice,at,button\nn2,2021-05-12T04:00:01Z,network.home\n".to_owned(),
            "answers.csv:2: at: notice \"n2\" has not been sent",
        ),
        (
            "answers.csv",
            "notice,at,button\nn1,2021-05-12T04:00:01Z,network.moon\n".to_owned(),
            "answers.csv:2: button: \"network.moon\" is not a button",
        ),
        (
            "variants.csv",
            "notice,variant\nn1,loud\n".to_owned(),
            "variants.csv:2: variant: \"loud\" is not a message variant: expected usual, facts or minutes",
        ),
        (
            "variants.csv",
            "notice,variant\nn1,facts\nn1,usual\n".to_owned(),
            "variants.csv:3: notice: \"n1\" is there twice",
        ),
        ("variants.csv", "notice,variant\nn9,facts\n".to_owned(), "variants.csv:2: notice: \"n9\" is not in"),
        (
            "trials.csv",
            "campaign,waiting_share,waiting_weeks,seed,plan\nexp1,1.5,5,1,\n".to_owned(),
            "trials.csv:2: waiting_share: \"1.5\" is not a share",
        ),
        (
            "overrides.csv",
            "notice,at,reason\nn9,2021-05-12T04:00:01Z,in use by attackers\n".to_owned(),
            "overrides.csv:2: notice: \"n9\" is not in notices.csv",
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
