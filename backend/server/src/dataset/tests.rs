//! A dataset reads back as it was written.

use std::fs;

use akabeko_core::select::{RunRule, UnobservedDays};
use akabeko_shared::Variant;

use super::*;

mod mistakes;

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
fn wordings_stand_beside_the_contract_s_files_and_may_be_missing() {
    let folder = folder();
    let old = "campaign,waiting_share,waiting_weeks,seed,plan\nexp1,0.5,5,7,\n";
    fs::write(folder.path().join("trials.csv"), old).unwrap();
    let before = read(folder.path()).unwrap();
    assert!(before.trials[0].variants.is_empty() && before.variants.is_empty());

    let new = "campaign,waiting_share,waiting_weeks,seed,plan,variants\nexp1,0.5,5,7,,usual facts\n";
    fs::write(folder.path().join("trials.csv"), new).unwrap();
    fs::write(folder.path().join("variants.csv"), "notice,variant\nn1,facts\n").unwrap();
    let dataset = read(folder.path()).unwrap();
    assert_eq!(dataset.compared("exp1"), [Variant::Usual, Variant::Facts]);
    let copy = tempfile::tempdir().unwrap();
    write(&dataset, &copy.path().join("copy")).unwrap();
    assert_eq!(read(&copy.path().join("copy")).unwrap(), dataset);
    let header = fs::read_to_string(copy.path().join("copy/notices.csv")).unwrap();
    assert!(header.starts_with("notice,campaign,agent,arm,sent_at,ports\n"), "the contract does not move");
}

#[test]
fn observations_alone_need_no_other_file() {
    let folder = folder();
    let observations = read_observations(&folder.path().join("observations.csv")).unwrap();
    assert_eq!(observations.len(), 2);
    assert_eq!(&*observations[0].agent, "alice");
}
