//! Whether a port says the same as before: what a person called intended is left alone only as long as it does.
//!
//! Dates, counters, keys of one session and our own nonces differ at every look, so that the bytes tell nothing. What
//! stays is told by facts, and a newer version of the same software is still the same.

use akabeko_shared::Port;
use sha2::{Digest, Sha256};

use super::fact::{Fact, Kind};
use super::{facts, http, tls_header};

/// A hash of what stays the same while a service does, in 32 hexadecimal digits. None where it cannot tell: of an SSH
/// server that did not come to show its key.
pub fn likeness(port: Port, evidence: &[u8]) -> Option<String> {
    let facts = facts(port, evidence);
    let told = |kind| facts.iter().any(|fact| fact.kind == kind);
    if told(Kind::SshVersion) && !told(Kind::SshHostKey) {
        return None;
    }
    let mut words: Vec<_> = facts.iter().filter_map(word).collect();
    if !told(Kind::HttpTitle) {
        words.extend(untitled(evidence));
    }
    words.sort();
    let mut hash = Sha256::new();
    for (kind, text) in words {
        hash.update(format!("{}: {text}\n", kind.name()));
    }
    Some(data_encoding::HEXLOWER.encode(&hash.finalize()[..16]))
}

/// What stays of a fact.
fn word(fact: &Fact) -> Option<(Kind, String)> {
    let text = match fact.kind {
        Kind::HttpStatus
        | Kind::HttpTitle
        | Kind::TlsAlert
        | Kind::SshHostKey
        | Kind::SmbDialect
        | Kind::SmbName
        | Kind::UpnpName
        | Kind::UpnpMaker
        | Kind::UpnpModel
        | Kind::NtpVersion
        | Kind::MdnsService => fact.text.clone(),
        // Versions, clocks and counters of guests, and the device's own address.
        Kind::HttpServer
        | Kind::TlsSubject
        | Kind::FtpGreeting
        | Kind::TelnetBanner
        | Kind::DnsVersion
        | Kind::UpnpServer
        | Kind::MemcachedVersion
        | Kind::Banner => without_numbers(&fact.text),
        Kind::HttpLocation => without_numbers(fact.text.split(['?', ';', '#']).next()?),
        Kind::HttpAuth => fact.text.split("realm=\"").nth(1)?.split('"').next()?.to_owned(),
        // A certificate is renewed every few weeks, by whoever issues it then.
        Kind::TlsIssuer | Kind::TlsNotBefore | Kind::TlsNotAfter | Kind::TlsSha256 => return None,
        Kind::HttpCookie
        | Kind::TlsVersion
        | Kind::SshVersion
        | Kind::DnsAnswer
        | Kind::SsdpUsn
        | Kind::NtpStratum
        | Kind::NatPmpAddress
        | Kind::NatPmpResult => return None,
    };
    Some((fact.kind, text))
}

/// A page without a title is known by all that it says.
fn untitled(evidence: &[u8]) -> Option<(Kind, String)> {
    let answer = tls_header::facts(evidence).map_or(evidence, |(_header, answer)| answer);
    let body = http::is_answer(answer).then(|| http::Head::of(answer).body)?;
    Some((Kind::HttpTitle, without_numbers(&String::from_utf8_lossy(body))))
}

/// The text with each number as 0.
fn without_numbers(text: &str) -> String {
    let mut without = String::with_capacity(text.len());
    for character in text.chars() {
        if !character.is_ascii_digit() {
            without.push(character);
        } else if !without.ends_with('0') {
            without.push('0');
        }
    }
    without
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identify::ssh::{KEX_REPLY, KEXINIT};

    fn string(bytes: &[u8]) -> Vec<u8> {
        [&u32::try_from(bytes.len()).unwrap().to_be_bytes(), bytes].concat()
    }

    /// What an SSH server says in a session: its version, a cookie, and its key with a signature of this session.
    fn ssh(version: &str, session: u8, key: Option<&[u8]>) -> Vec<u8> {
        let packet = |payload: &[u8]| {
            let length = u32::try_from(payload.len() + 5).unwrap();
            [&length.to_be_bytes(), &[4][..], payload, &[session; 4]].concat()
        };
        let kexinit = packet(&[&[KEXINIT][..], &[session; 16], &string(b"curve25519-sha256")].concat());
        let reply = key.map(|key| {
            let blob = [string(b"ssh-ed25519"), string(key)].concat();
            packet(
                &[&[KEX_REPLY][..], &string(&blob), &string(&[session; 32]), &string(&[session; 64])]
                    .concat(),
            )
        });
        [format!("SSH-2.0-{version}\r\n").into_bytes(), kexinit, reply.unwrap_or_default()].concat()
    }

    #[test]
    fn what_differs_at_every_look_is_no_change() {
        let page = |date: &str, cookie: &str, token: &str| {
            format!(
                "HTTP/1.1 200 OK\r\nDate: {date}\r\nServer: nginx/1.{}\r\nSet-Cookie: id={cookie}\r\n\r\n\
                 <title>NAS</title><input value={token}>",
                date.len()
            )
            .into_bytes()
        };
        let secured = |until: &str, issuer: &str| {
            format!(
                "tls: TLSv1.3\r\nsubject: CN=nas\r\nissuer: CN={issuer}\r\nnot-after: {until}\r\n\
                 sha256: {until}\r\n\r\nHTTP/1.1 401 Unauthorized\r\n\
                 WWW-Authenticate: Digest realm=\"nas\", nonce=\"{until}\"\r\n\r\n"
            )
            .into_bytes()
        };
        let ftp = |guest: u8, time: &str| {
            format!("220-You are user number {guest} of 50.\r\n220 Local time is now {time}.\r\n")
                .into_bytes()
        };
        let ntp = |stratum: u8, time: u8| [&[0x24, stratum][..], &[time; 46]].concat();
        for (port, before, after) in [
            (Port::tcp(80), page("Mon", "a", "b"), page("Tuesday", "c", "d")),
            (Port::tcp(443), secured("2026-01-01T00:00:00Z", "R10"), secured("2026-03-01T00:00:00Z", "R11")),
            (Port::tcp(22), ssh("OpenSSH_9.2p1", 1, Some(&[7; 32])), ssh("OpenSSH_9.3p2", 2, Some(&[7; 32]))),
            (Port::tcp(21), ftp(1, "09:59"), ftp(12, "23:01")),
            (Port::udp(123), ntp(2, 1), ntp(3, 9)),
            (Port::udp(19), b"!\"#$%&'".to_vec(), b"\"#$%&'(".to_vec()),
        ] {
            let (before, after) = (likeness(port, &before), likeness(port, &after));
            assert!(before.is_some(), "{port}");
            assert_eq!(before, after, "{port}");
        }
    }

    #[test]
    fn another_service_or_device_is_a_change() {
        let answer = |head: &str, body: &str| format!("HTTP/1.1 {head}\r\n\r\n{body}").into_bytes();
        for (port, before, after) in [
            (
                Port::tcp(80),
                answer("200 OK", "<title>Router</title>"),
                answer("200 OK", "<title>Camera</title>"),
            ),
            (Port::tcp(80), answer("200 OK", "welcome"), answer("200 OK", "log in")),
            (Port::tcp(80), answer("200 OK", ""), answer("401 Unauthorized", "")),
            (
                Port::tcp(80),
                answer("302 Found\r\nLocation: /login", ""),
                answer("302 Found\r\nLocation: /blog", ""),
            ),
            (Port::tcp(22), ssh("x", 1, Some(&[7; 32])), ssh("x", 1, Some(&[8; 32]))),
            (Port::tcp(22), ssh("x", 1, Some(&[7; 32])), b"220 FTP\r\n".to_vec()),
            (Port::tcp(23), b"router login: ".to_vec(), b"camera login: ".to_vec()),
        ] {
            assert_ne!(likeness(port, &before), likeness(port, &after), "{}", before.escape_ascii());
        }
    }

    #[test]
    fn an_ssh_server_that_was_cut_short_tells_nothing() {
        assert_eq!(likeness(Port::tcp(22), &ssh("OpenSSH_9.2p1", 1, None)), None);
        assert_eq!(likeness(Port::tcp(22), b"SSH-2.0-dropbear\r\n"), None);
    }
}
