//! From bytes to a device, and nothing that makes a reader panic.

use proptest::prelude::*;

use super::*;

fn told(port: Port, evidence: &[u8]) -> Vec<(&'static str, String)> {
    facts(port, evidence).into_iter().map(|fact| (fact.kind.name(), fact.text)).collect()
}

#[test]
fn a_stream_says_itself_what_it_is_wherever_it_is_found() {
    for (port, evidence, kind, text) in [
        (2222, &b"SSH-2.0-dropbear_2019.78\r\n"[..], "ssh.version", "dropbear_2019.78"),
        (2323, b"SSH-2.0-OpenSSH_9.2\r\n", "ssh.version", "OpenSSH_9.2"),
        (8888, b"HTTP/1.0 200 OK\r\n\r\n", "http.status", "200"),
        (21, b"220 HomeNAS FTP ready\r\n", "ftp.greeting", "HomeNAS FTP ready"),
        (21, b"220-a\r\n220 b\r\n", "ftp.greeting", "a\r\n220 b"),
        (23, b"\xff\xfd\x01HR-2600 login: ", "telnet.banner", "HR-2600 login:"),
        (7777, b"\xff\xfb\x01login: ", "telnet.banner", "login:"),
        (443, b"\x15\x03\x01\0\x02\x02\x28", "tls.alert", "handshake_failure"),
        (9999, b"hello\x1b[2J", "banner", "hello[2J"),
    ] {
        assert_eq!(told(Port::tcp(port), evidence)[0], (kind, text.to_owned()));
    }
}

#[test]
fn what_was_said_over_tls_is_told_with_the_certificate() {
    let evidence =
        b"tls: TLSv1.2\r\nsubject: CN=a,O=b\r\nissuer: CN=c\r\nnot-before: 2020-01-01T00:00:00Z\r\n\
        not-after: 2030-01-01T00:00:00Z\r\nsha256: 00ff\r\n\r\nHTTP/1.1 200 OK\r\n\r\n<title>t</title>";
    let expected = [
        ("tls.version", "TLSv1.2"),
        ("tls.subject", "CN=a,O=b"),
        ("tls.issuer", "CN=c"),
        ("tls.not-before", "2020-01-01T00:00:00Z"),
        ("tls.not-after", "2030-01-01T00:00:00Z"),
        ("tls.sha256", "00ff"),
        ("http.status", "200"),
        ("http.title", "t"),
    ];
    assert_eq!(told(Port::tcp(443), evidence), expected.map(|(kind, text)| (kind, text.to_owned())));
}

#[test]
fn the_surest_fact_names_the_device() {
    let guess = |evidence: &str| device(&facts(Port::tcp(80), evidence.as_bytes()), &Packs::own());
    let buffalo = guess(
        "HTTP/1.0 401 Unauthorized\r\nServer: Boa/0.94.13\r\nWWW-Authenticate: Basic realm=\"BUFFALO WHR-G301N\"\r\n\r\n",
    );
    let buffalo = buffalo.unwrap();
    assert_eq!(buffalo.maker.as_deref(), Some("Buffalo"));
    assert_eq!(buffalo.model.as_deref(), Some("WHR-G301N"));
    assert_eq!(buffalo.kind.as_deref(), Some("router"));
    assert_eq!(buffalo.certainty, Certainty::High);
    assert_eq!(buffalo.because.unwrap().kind, Kind::HttpAuth);

    let only_software = guess("HTTP/1.0 200 OK\r\nServer: Boa/0.94.13\r\n\r\n").unwrap();
    assert_eq!((only_software.maker, only_software.software.as_deref()), (None, Some("Boa 0.94.13")));
    assert_eq!(guess("HTTP/1.0 200 OK\r\nServer: x\r\n\r\n<title>Welcome</title>"), None);
}

fn any_port() -> impl Strategy<Value = Port> {
    proptest::sample::select(akabeko_shared::PORTS.to_vec())
}

/// Beginnings that lead readers far into their code.
fn beginning() -> impl Strategy<Value = Vec<u8>> {
    proptest::sample::select(
        [
            &b""[..],
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=",
            b"HTTP/1.0 200\n\n<meta charset=shift_jis><title>",
            b"HTTP/1.0 200\n\n<title>&#",
            b"SSH-2.0-x\r\n\0\0\0\x20\x04",
            b"tls: TLSv1.2\r\nsubject: ",
            b"\x16\x03\x01\0\x40\x02\0\0\x20\x03\x01",
            b"\0\0\0\x50\xfeSMB",
            b"\0\0\0\x50\xffSMB",
            b"\0\x40ak\x84\0\0\x01\0\x01\0\0\0\0",
            b"ak\x84\0\0\0\0\x04\0\0\0\0",
            b"\xff\xfa\x18",
        ]
        .map(<[u8]>::to_vec)
        .to_vec(),
    )
}

proptest! {
    #[test]
    fn no_evidence_makes_a_reader_panic(port in any_port(), start in beginning(), rest: Vec<u8>) {
        let evidence = [start, rest].concat();
        let facts = facts(port, &evidence);
        prop_assert!(facts.len() <= MOST_FACTS);
        for fact in &facts {
            prop_assert!(fact.text.chars().count() <= 512);
        }
        tls::Flight::of(&evidence);
        tls_header::write("TLSv1.2", Some(&evidence));
        ssh::Said::of(&evidence).exchanges();
        smb::is_foreign(&evidence);
        telnet::options(&evidence, evidence.len() / 2);
    }

    #[test]
    fn a_header_is_never_more_than_its_lines(certificate: Vec<u8>) {
        let header = tls_header::write("TLSv1.2", Some(&certificate));
        let (facts, rest) = tls_header::facts(header.as_bytes()).unwrap();
        prop_assert_eq!(rest, b"");
        prop_assert!(facts.len() == 2 || facts.len() >= 4);
    }
}
