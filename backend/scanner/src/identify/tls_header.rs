//! The header that stands before what was said over TLS: the version and the certificate, one `name: value` line
//! each, then an empty line.

use jiff::Timestamp;
use sha2::{Digest, Sha256};
use x509_parser::certificate::X509Certificate;
use x509_parser::objects::{oid_registry, oid2abbrev};
use x509_parser::prelude::FromDer;
use x509_parser::time::ASN1Time;
use x509_parser::x509::X509Name;

use super::fact::{Fact, Kind};

/// The first line's name; evidence that begins so was read over TLS.
const FIRST: &[u8] = b"tls: ";

/// The longest name of a certificate's owner, in characters.
const LONGEST_NAME: usize = 512;

/// Which lines there are, and what they tell.
const LINES: [(&str, Kind); 6] = [
    ("tls", Kind::TlsVersion),
    ("subject", Kind::TlsSubject),
    ("issuer", Kind::TlsIssuer),
    ("not-before", Kind::TlsNotBefore),
    ("not-after", Kind::TlsNotAfter),
    ("sha256", Kind::TlsSha256),
];

/// The header of this version and certificate. Of a certificate that cannot be read only its hash is told.
pub(crate) fn write(version: &str, certificate: Option<&[u8]>) -> String {
    let mut header = format!("tls: {version}\r\n");
    if let Some(certificate) = certificate {
        if let Ok((_rest, parsed)) = X509Certificate::from_der(certificate) {
            let validity = parsed.validity();
            for (name, value) in [
                ("subject", name(parsed.subject())),
                ("issuer", name(parsed.issuer())),
                ("not-before", time(validity.not_before)),
                ("not-after", time(validity.not_after)),
            ] {
                header.extend([name, ": ", &value, "\r\n"]);
            }
        }
        let hash = data_encoding::HEXLOWER.encode(&Sha256::digest(certificate));
        header.extend(["sha256: ", &hash, "\r\n"]);
    }
    header + "\r\n"
}

/// A name as RFC 4514 writes it, its parts in reverse.
fn name(name: &X509Name<'_>) -> String {
    let mut parts: Vec<String> = name
        .iter_rdn()
        .map(|part| {
            let values = part.iter().map(|attribute| {
                let kind = oid2abbrev(attribute.attr_type(), oid_registry())
                    .map_or_else(|_unknown| attribute.attr_type().to_id_string(), str::to_owned);
                let value = String::from_utf8_lossy(attribute.as_slice());
                format!("{kind}={}", escaped(attribute.as_str().unwrap_or(&value)))
            });
            values.collect::<Vec<_>>().join("+")
        })
        .collect();
    parts.reverse();
    parts.join(",").chars().take(LONGEST_NAME).collect()
}

/// Keeps a value from looking like further parts or lines (RFC 4514, section 2.4).
fn escaped(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    for character in value.chars().filter(|character| !character.is_control()) {
        if matches!(character, ',' | '+' | '"' | '\\' | '<' | '>' | ';') {
            text.push('\\');
        }
        text.push(character);
    }
    text
}

/// A time, or what stands there if there is no such time.
fn time(time: ASN1Time) -> String {
    Timestamp::from_second(time.timestamp())
        .map_or_else(|_out_of_range| time.to_string(), |time| time.to_string())
}

/// The facts of the header and what follows it, if there is one.
pub(super) fn facts(bytes: &[u8]) -> Option<(Vec<Fact>, &[u8])> {
    if !bytes.starts_with(FIRST) {
        return None;
    }
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n");
    let (head, rest) = bytes.split_at(end.map_or(bytes.len(), |end| end + 4));
    let facts = head.split(|byte| *byte == b'\n').take(LINES.len()).filter_map(line_fact);
    Some((facts.collect(), rest))
}

fn line_fact(line: &[u8]) -> Option<Fact> {
    let colon = line.iter().position(|byte| *byte == b':')?;
    let (_, kind) = LINES.into_iter().find(|(name, _)| name.as_bytes() == &line[..colon])?;
    Fact::of_bytes(kind, &line[colon + 1..])
}
