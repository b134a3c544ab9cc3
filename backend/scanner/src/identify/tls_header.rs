//! The header that stands before what was said over TLS: the version and the certificate, one `name: value` line
//! each, then an empty line.

use std::borrow::Cow;

use encoding_rs::UTF_16BE;
use jiff::{SignedDuration, civil};
use sha2::{Digest, Sha256};
use x509_parser::asn1_rs::Tag;
use x509_parser::certificate::X509Certificate;
use x509_parser::objects::{oid_registry, oid2abbrev};
use x509_parser::prelude::FromDer;
use x509_parser::time::ASN1Time;
use x509_parser::x509::{AttributeTypeAndValue, X509Name};

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
                format!("{kind}={}", escaped(&text(attribute)))
            });
            values.collect::<Vec<_>>().join("+")
        })
        .collect();
    parts.reverse();
    parts.join(",").chars().take(LONGEST_NAME).collect()
}

/// A value as text: old devices write wide characters.
fn text<'a>(attribute: &'a AttributeTypeAndValue<'_>) -> Cow<'a, str> {
    let bytes = attribute.as_slice();
    if attribute.attr_value().tag() == Tag::BmpString {
        UTF_16BE.decode_without_bom_handling(bytes).0
    } else {
        String::from_utf8_lossy(bytes)
    }
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

/// A time as RFC 3339 writes it, up to the last second of 9999, by which a certificate says that it never ends (RFC
/// 5280, section 4.1.2.5); or what stands there if there is no such time.
fn time(time: ASN1Time) -> String {
    let since = SignedDuration::from_secs(time.timestamp());
    let at = civil::date(1970, 1, 1).at(0, 0, 0, 0).checked_add(since);
    at.map_or_else(|_out_of_range| time.to_string(), |at| format!("{at}Z"))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_certificate_that_never_ends_has_a_time_all_the_same() {
        for (seconds, expected) in [(253_402_300_799, "9999-12-31T23:59:59Z"), (-1, "1969-12-31T23:59:59Z")] {
            assert_eq!(time(ASN1Time::from_timestamp(seconds).unwrap()), expected);
        }
    }

    #[test]
    fn wide_characters_are_read() {
        let der = b"\x30\x0f\x31\x0d\x30\x0b\x06\x03\x55\x04\x0a\x1e\x04\x65\xe5\x67\x2c";
        let (_rest, organisation) = X509Name::from_der(der).unwrap();
        assert_eq!(name(&organisation), "O=日本");
    }
}
