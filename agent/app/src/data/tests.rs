//! What is remembered is private, whole, and survives.

use std::collections::BTreeSet;

use akabeko_agent_core::Token;
use akabeko_shared::{AgentId, NoticeId};
use jiff::Timestamp;

use super::*;

#[test]
fn what_is_remembered_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let data = Data::open(folder.path().join("deep/akabeko")).unwrap();
    assert_eq!(data.recall().unwrap(), None);
    data.remember(&remembered(1)).unwrap();
    data.remember(&remembered(2)).unwrap();
    assert_eq!(data.recall().unwrap(), Some(remembered(2)));
}

#[cfg(unix)]
#[test]
fn nobody_else_can_read_it() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let data = Data::open(folder.path().join("akabeko")).unwrap();
    // A leftover of a crash, readable by everyone.
    fs::write(data.folder().join("agent.json.new"), "half").unwrap();
    data.remember(&remembered(1)).unwrap();
    data.salt([7; 32]).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(data.folder()), 0o700);
    for entry in fs::read_dir(data.folder()).unwrap() {
        let path = entry.unwrap().path();
        assert_eq!(mode(&path), 0o600, "{}", path.display());
    }
}

#[test]
fn a_write_that_fails_leaves_the_old_text() {
    let folder = tempfile::tempdir().unwrap();
    let data = Data::open(folder.path().join("akabeko")).unwrap();
    data.remember(&remembered(1)).unwrap();
    // A folder in the way of the new text cannot be removed as a file.
    fs::create_dir(data.folder().join("agent.json.new")).unwrap();
    let error = data.remember(&remembered(2)).unwrap_err();
    assert!(format!("{error:#}").starts_with("write "), "{error:#}");
    assert_eq!(data.recall().unwrap(), Some(remembered(1)));
}

#[test]
fn a_memory_that_cannot_be_understood_says_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let data = Data::open(folder.path().join("akabeko")).unwrap();
    fs::write(data.folder().join("agent.json"), "{").unwrap();
    assert!(format!("{:#}", data.recall().unwrap_err()).contains("move it away to enrol again"));
}

#[test]
fn two_agents_cannot_share_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    let first = Data::open(folder.path().to_owned()).unwrap();
    let error = Data::open(folder.path().to_owned()).err().unwrap();
    assert!(error.to_string().contains("another akabeko-agent is using"), "{error}");
    drop(first);
    assert!(Data::open(folder.path().to_owned()).is_ok());
}

#[test]
fn the_salt_stays_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let data = Data::open(folder.path().to_owned()).unwrap();
    assert_eq!(data.salt([1; 32]).unwrap(), data.salt([2; 32]).unwrap());
}

fn remembered(last_event: i64) -> Remembered {
    let server = "https://akabeko.example".parse().unwrap();
    let agent = AgentId::at(Timestamp::UNIX_EPOCH, [1; 10]);
    let popped = BTreeSet::from([NoticeId::at(Timestamp::UNIX_EPOCH, [2; 10])]);
    Remembered { last_event, popped, ..Remembered::new(agent, Token::new("secret".to_owned()), server, 1) }
}
