//! Files of our own in recog's format.

use std::fs;

use super::*;
use crate::identify::{Certainty, Packs, device};

fn fixtures() -> Packs {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/identify/packs/recog/fixtures");
    Packs::with_recog(&folder).unwrap()
}

fn guess(kind: Kind, text: &str) -> Option<Guess> {
    device(&[Fact { kind, text: text.to_owned() }], &fixtures())
}

#[test]
fn a_fingerprint_says_what_it_matched() {
    let gateway = guess(Kind::HttpTitle, "AKANE & SONS gateway ak-7 v3").unwrap();
    assert_eq!(gateway.maker.as_deref(), Some("Akane"));
    assert_eq!(gateway.model.as_deref(), Some("ak-7"));
    assert_eq!(gateway.kind.as_deref(), Some("Router"));
    assert_eq!(gateway.certainty, Certainty::High);
    let server = guess(Kind::SshVersion, "AkaneSSH_3.1").unwrap();
    assert_eq!((server.software.as_deref(), server.certainty), (Some("AkaneSSH 3.1"), Certainty::Low));
    assert_eq!(server.maker, None, "who made its system need not have made the device");
    let page = guess(Kind::HttpTitle, "Long <page>\nthe end").unwrap();
    assert_eq!((page.software.as_deref(), page.certainty), (Some("Pager 2"), Certainty::Medium));
}

#[test]
fn a_fingerprint_that_asserts_nothing_is_no_guess() {
    assert_eq!(guess(Kind::HttpTitle, "Nothing In Particular"), None);
    assert_eq!(guess(Kind::SshVersion, "Never"), None);
    assert_eq!(guess(Kind::FtpGreeting, "AkaneSSH_3.1"), None);
}

#[test]
fn what_fails_its_own_examples_is_left_out_and_told_with_its_line() {
    let packs = fixtures();
    assert_eq!(packs.loaded(), 5);
    let told: Vec<_> = packs
        .left_out()
        .iter()
        .map(|left| (left.file.file_name().unwrap().to_str().unwrap(), left.line, left.why.as_str()))
        .collect();
    let expected = [
        ("html_title.xml", 28, "failed to compile the pattern: "),
        ("html_title.xml", 32, "does not match its example \"Wrong\""),
        ("html_title.xml", 36, "yields service.version \"7\" instead of \"8\" for its example \"Version 7\""),
        ("html_title.xml", 41, "service.version is in group 3, which does not exist"),
        ("html_title.xml", 45, "unknown flag REG_WHATEVER"),
        ("tls_jarm.xml", 1, "1 fingerprints for tls.jarm, which is no fact here"),
    ];
    assert_eq!(told.len(), expected.len(), "{told:#?}");
    for ((file, line, why), expected) in told.into_iter().zip(expected) {
        assert!(
            (file, line) == (expected.0, expected.1) && why.starts_with(expected.2),
            "{file}:{line}: {why}"
        );
    }
}

#[test]
fn a_broken_file_is_an_error_with_its_line() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("broken.xml");
    for (text, line, what) in [
        ("<fingerprints>\n<fingerprint pattern='x'>\n</fingerprints>", 3, "fingerprint"),
        ("<fingerprints>\n\n<fingerprint pattern='x'>", 3, "ends inside"),
        ("<fingerprints>\n<fingerprint/></fingerprints>", 2, "without a pattern"),
        ("<fingerprints>\n<param pos='0' name='x'/></fingerprints>", 2, "outside"),
        (
            "<fingerprints><fingerprint pattern='x'>\n\n<param pos='x' name='y'/></fingerprint></fingerprints>",
            3,
            "number",
        ),
        (
            "<fingerprints><fingerprint pattern='x'><example>\n&nothing;</example></fingerprint></fingerprints>",
            2,
            "entity",
        ),
        ("\n\n", 3, "no element"),
    ] {
        fs::write(&file, text).unwrap();
        let error = Packs::with_recog(folder.path()).unwrap_err().to_string();
        let start = format!("{}:{line}: ", file.display());
        assert!(error.starts_with(&start) && error.contains(what), "{error}");
    }
}

#[test]
fn a_folder_without_fingerprints_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(Packs::with_recog(folder.path()), Err(PacksError::Empty { .. })));
    assert!(matches!(Packs::with_recog(&folder.path().join("none")), Err(PacksError::Unreadable { .. })));
}

proptest::proptest! {
    #[test]
    fn no_file_makes_the_loader_panic(text: Vec<u8>, pattern: String, example: String) {
        let written = format!("<fingerprints matches='html_title'><fingerprint pattern={pattern:?}><example>{example}</example></fingerprint></fingerprints>");
        let _outcome = read(Path::new("nowhere/x.xml"), &text);
        let _outcome = read(Path::new("nowhere/x.xml"), written.as_bytes());
    }
}
