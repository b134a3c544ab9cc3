//! What a TLS server says before anything is encrypted: up to TLS 1.2, its version and certificate are among it
//! (RFC 5246, section 7.4).

use super::fact::{Fact, Kind};
use super::reader::Reader;

/// Types of records and of messages in a handshake.
const ALERT: u8 = 21;
const HANDSHAKE: u8 = 22;
const SERVER_HELLO: u8 = 2;
const CERTIFICATE: u8 = 11;
const SERVER_HELLO_DONE: u8 = 14;

/// The longest record, with room for what a cipher adds (RFC 5246, section 6.2.3), in bytes.
const LONGEST_RECORD: usize = 16_384 + 2_048;

/// Whether this begins as a record of TLS does.
pub(crate) fn is_record(bytes: &[u8]) -> bool {
    matches!(bytes, [20..=23, 3, 0..=4, ..])
}

/// The facts of a refusal; a whole handshake is told by its own header.
pub(super) fn facts(bytes: &[u8]) -> Vec<Fact> {
    let flight = Flight::of(bytes);
    let alert = flight.alert.and_then(|code| Fact::new(Kind::TlsAlert, alert_name(code)));
    let version = flight.version.and_then(|version| Fact::new(Kind::TlsVersion, version_name(version)));
    version.into_iter().chain(alert).collect()
}

/// The server's first flight, as far as it has been read.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Flight {
    /// The version that the server chose.
    pub(crate) version: Option<u16>,
    /// The server's own certificate.
    pub(crate) certificate: Option<Vec<u8>>,
    /// Why the server refused.
    pub(crate) alert: Option<u8>,
    /// Whether nothing more can be learned from it.
    pub(crate) is_over: bool,
}

impl Flight {
    pub(crate) fn of(bytes: &[u8]) -> Self {
        let mut flight = Self::default();
        let messages = flight.unpack(bytes);
        flight.read(&messages);
        flight
    }

    /// Takes the messages out of the records, which may cut them anywhere.
    fn unpack(&mut self, bytes: &[u8]) -> Vec<u8> {
        let mut messages = Vec::new();
        let mut rest = Reader::new(bytes);
        while !rest.rest().is_empty() {
            let (Some(kind), Some(version), Some(length)) = (rest.byte(), rest.short(), rest.short()) else {
                return messages;
            };
            let length = usize::from(length);
            if version >> 8 != 3 || length == 0 || length > LONGEST_RECORD {
                self.is_over = true;
                return messages;
            }
            let body = rest.take_at_most(length);
            match (kind, body) {
                (HANDSHAKE, _) => messages.extend_from_slice(body),
                (ALERT, [_level, code, ..]) => self.refuse(*code),
                (ALERT, _) => {}
                _ => self.is_over = true,
            }
            if self.is_over {
                return messages;
            }
        }
        messages
    }

    fn refuse(&mut self, code: u8) {
        self.alert = Some(code);
        self.is_over = true;
    }

    fn read(&mut self, messages: &[u8]) {
        let mut rest = Reader::new(messages);
        while let (Some(kind), Some(length)) = (rest.byte(), rest.three_bytes()) {
            let body = rest.take_at_most(length);
            match kind {
                SERVER_HELLO => self.version = self.version.or(Reader::new(body).short()),
                CERTIFICATE => self.certificate = self.certificate.take().or_else(|| first_certificate(body)),
                SERVER_HELLO_DONE => self.is_over = true,
                _ => {}
            }
        }
        self.is_over |= self.version.is_some() && self.certificate.is_some();
    }
}

/// The first of a list of certificates; the others need not have arrived.
fn first_certificate(body: &[u8]) -> Option<Vec<u8>> {
    let mut body = Reader::new(body);
    let _all = body.three_bytes()?;
    let length = body.three_bytes()?;
    body.take(length).map(<[u8]>::to_vec)
}

/// The name of a version as OpenSSL prints it.
pub(crate) fn version_name(version: u16) -> String {
    match version {
        0x0300 => "SSLv3".to_owned(),
        0x0301 => "TLSv1.0".to_owned(),
        0x0302 => "TLSv1.1".to_owned(),
        0x0303 => "TLSv1.2".to_owned(),
        0x0304 => "TLSv1.3".to_owned(),
        other => format!("0x{other:04x}"),
    }
}

/// The name of an alert (RFC 8446, section 6).
fn alert_name(code: u8) -> String {
    match code {
        0 => "close_notify".to_owned(),
        10 => "unexpected_message".to_owned(),
        40 => "handshake_failure".to_owned(),
        47 => "illegal_parameter".to_owned(),
        50 => "decode_error".to_owned(),
        70 => "protocol_version".to_owned(),
        71 => "insufficient_security".to_owned(),
        80 => "internal_error".to_owned(),
        112 => "unrecognized_name".to_owned(),
        116 => "certificate_required".to_owned(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u8, body: &[u8]) -> Vec<u8> {
        [&[kind, 3, 1][..], &u16::try_from(body.len()).unwrap().to_be_bytes(), body].concat()
    }

    fn message(kind: u8, body: &[u8]) -> Vec<u8> {
        [&[kind][..], &u32::try_from(body.len()).unwrap().to_be_bytes()[1..], body].concat()
    }

    fn flight() -> Vec<u8> {
        let list = [&[0, 0, 9][..], &[0, 0, 3], b"one", &[0, 0, 0]].concat();
        [message(SERVER_HELLO, &[3, 2, 9, 9]), message(CERTIFICATE, &list)].concat()
    }

    #[test]
    fn version_and_certificate_are_read_however_the_records_cut_them() {
        for size in 1..flight().len() {
            let records: Vec<u8> = flight().chunks(size).flat_map(|part| record(HANDSHAKE, part)).collect();
            let read = Flight::of(&records);
            assert_eq!(
                (read.version, read.certificate.as_deref()),
                (Some(0x0302), Some(&b"one"[..])),
                "{size}"
            );
            assert!(read.is_over);
        }
    }

    #[test]
    fn what_has_not_arrived_is_waited_for_and_what_never_will_is_not() {
        let whole = record(HANDSHAKE, &flight());
        assert!(!Flight::of(&whole[..20]).is_over);
        assert!(Flight::of(b"HTTP/1.1 400 Bad Request").is_over);
        assert!(Flight::of(&[22, 3, 1, 0xff, 0xff]).is_over);
        assert!(Flight::of(&[22, 3, 1, 0, 0]).is_over);
        assert!(!Flight::of(&[22, 3, 1, 0x40]).is_over);
    }

    #[test]
    fn a_refusal_is_named() {
        let facts = facts(&record(ALERT, &[2, 40]));
        assert_eq!(facts, [Fact { kind: Kind::TlsAlert, text: "handshake_failure".to_owned() }]);
    }
}
