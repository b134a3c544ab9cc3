//! What an HTTP answer says: its status, the headers that tell a device, the title of its page.
//!
//! Old devices end lines by LF alone, know no length, and stop in the middle; what is there is read.

use super::fact::{Fact, Kind};
use super::{html, upnp};

/// How many lines of a head are looked at.
const LINES: usize = 128;

/// Whether this begins as an HTTP answer does.
pub(super) fn is_answer(bytes: &[u8]) -> bool {
    bytes.starts_with(b"HTTP/") || bytes.starts_with(b"ICY ")
}

/// The facts of an answer.
pub(super) fn facts(bytes: &[u8]) -> Vec<Fact> {
    let head = Head::of(bytes);
    let status = head.status().and_then(|status| Fact::of_bytes(Kind::HttpStatus, status));
    let mut facts: Vec<Fact> = status.into_iter().collect();
    for (name, value) in head.fields() {
        facts.extend(header_facts(name, value));
    }
    let title = html::title(head.body, head.charset());
    facts.extend(title.and_then(|title| Fact::new(Kind::HttpTitle, title)));
    facts.extend(upnp::description(head.body));
    facts
}

fn header_facts(name: &[u8], value: &[u8]) -> Vec<Fact> {
    let mut facts = Vec::new();
    for (header, kind) in [
        (&b"server"[..], Kind::HttpServer),
        (b"www-authenticate", Kind::HttpAuth),
        (b"location", Kind::HttpLocation),
        (b"set-cookie", Kind::HttpCookie),
    ] {
        if name.eq_ignore_ascii_case(header) {
            facts.extend(Fact::of_bytes(kind, value));
        }
    }
    if name.eq_ignore_ascii_case(b"server") && html::find(value, b"upnp/").is_some() {
        facts.extend(Fact::of_bytes(Kind::UpnpServer, value));
    }
    facts
}

/// An answer taken apart.
pub(crate) struct Head<'a> {
    lines: &'a [u8],
    /// What follows the head: nothing while the head has not ended.
    pub(crate) body: &'a [u8],
}

impl<'a> Head<'a> {
    pub(crate) fn of(bytes: &'a [u8]) -> Self {
        let end = end(bytes, 0).unwrap_or(bytes.len());
        Self { lines: &bytes[..end], body: &bytes[end..] }
    }

    /// The status code.
    pub(crate) fn status(&self) -> Option<&'a [u8]> {
        let mut words = self.lines.split(|byte| *byte == b'\n').next()?.split(u8::is_ascii_whitespace);
        let code = words.nth(1)?;
        (code.len() == 3 && code.iter().all(u8::is_ascii_digit)).then_some(code)
    }

    /// Name and value of each header.
    pub(crate) fn fields(&self) -> impl Iterator<Item = (&'a [u8], &'a [u8])> + use<'a> {
        self.lines.split(|byte| *byte == b'\n').skip(1).take(LINES).filter_map(|line| {
            let colon = line.iter().position(|byte| *byte == b':')?;
            Some((line[..colon].trim_ascii(), line[colon + 1..].trim_ascii()))
        })
    }

    pub(crate) fn field(&self, name: &[u8]) -> Option<&'a [u8]> {
        self.fields().find(|(field, _)| field.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    fn charset(&self) -> Option<&'a [u8]> {
        let kind = self.field(b"content-type")?;
        let value = kind[html::find(kind, b"charset=")? + b"charset=".len()..].trim_ascii();
        Some(value.split(|byte| *byte == b';').next().unwrap_or_default().trim_ascii().trim_quotes())
    }
}

trait TrimQuotes {
    fn trim_quotes(&self) -> &Self;
}

impl TrimQuotes for [u8] {
    fn trim_quotes(&self) -> &[u8] {
        let inner = self.strip_prefix(b"\"").unwrap_or(self);
        inner.strip_suffix(b"\"").unwrap_or(inner)
    }
}

/// Where the head ends: after the first empty line that begins at or after `from`.
pub(crate) fn end(bytes: &[u8], from: usize) -> Option<usize> {
    let rest = bytes.get(from..)?;
    rest.iter().enumerate().find_map(|(index, byte)| {
        let after = from + index + 1;
        match bytes.get(after..).unwrap_or_default() {
            [b'\n', ..] if *byte == b'\n' => Some(after + 1),
            [b'\r', b'\n', ..] if *byte == b'\n' => Some(after + 2),
            _ => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(answer: &str) -> Vec<(&'static str, String)> {
        facts(answer.as_bytes()).into_iter().map(|fact| (fact.kind.name(), fact.text)).collect()
    }

    #[test]
    fn an_answer_tells_its_status_headers_and_title() {
        let answer = "HTTP/1.1 401 Unauthorized\r\nServer: Boa/0.94.13\r\nwww-authenticate: Basic realm=\"X\"\r\n\
                      Set-Cookie: sid=1\r\n\r\n<title>t</title>";
        let expected = [
            ("http.status", "401"),
            ("http.server", "Boa/0.94.13"),
            ("http.auth", "Basic realm=\"X\""),
            ("http.cookie", "sid=1"),
            ("http.title", "t"),
        ];
        assert_eq!(told(answer), expected.map(|(kind, text)| (kind, text.to_owned())));
    }

    #[test]
    fn lines_may_end_by_themselves_and_the_head_anywhere() {
        let upnp =
            "HTTP/1.0 404 Not Found\nSERVER: Linux/2.6.30 UPnP/1.0 miniupnpd/1.8\n\n<TITLE>404</TITLE>";
        assert_eq!(told(upnp)[2], ("upnp.server", "Linux/2.6.30 UPnP/1.0 miniupnpd/1.8".to_owned()));
        assert_eq!(told("HTTP/1.0 200 OK\r\nServer: x"), told("HTTP/1.0 200 OK\nServer:x\n\n"));
        assert_eq!(told("HTTP/"), []);
        assert_eq!(told("HTTP/1.1 20000\r\n\r\n"), []);
    }

    #[test]
    fn the_header_tells_the_encoding() {
        let mut answer =
            b"HTTP/1.0 200 OK\r\nContent-Type: text/html; charset=\"EUC-JP\"; a=b\r\n\r\n<title>".to_vec();
        answer.extend_from_slice(&encoding_rs::EUC_JP.encode("設定").0);
        assert_eq!(facts(&answer)[1].text, "設定");
    }
}
