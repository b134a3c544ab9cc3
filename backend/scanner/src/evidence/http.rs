//! HTTP: asks for the first page by the address, and for nothing else.

use std::net::IpAddr;

use tokio::io::{AsyncRead, AsyncWrite};

use super::hearing::{Door, More, Notes, hear, say};
use super::limits::Limits;
use super::tls;
use crate::identify::http::{self, Head};
use crate::identify::tls::is_record;

/// What servers write that were asked for TLS and got HTTP.
const WANTS_TLS: [&[u8]; 2] = [b"HTTP request to an HTTPS server", b"HTTP request was sent to HTTPS port"];

/// Asks a web server, over TLS if it turns out to want that.
pub(super) async fn ask(target: IpAddr, door: &Door, limits: &Limits, notes: &mut Notes) -> Option<()> {
    let mut stream = door.open().await?;
    converse(&mut stream, target, limits, notes).await;
    drop(stream);
    if wants_tls(notes.said()) {
        notes.turn();
        tls::ask(target, door, limits, notes).await?;
    }
    Some(())
}

/// Asks for the first page over a connection that stands.
pub(super) async fn converse(
    stream: &mut (impl AsyncRead + AsyncWrite + Unpin),
    target: IpAddr,
    limits: &Limits,
    notes: &mut Notes,
) -> Option<()> {
    let mut answer = Answer { start: notes.said().len(), ..Answer::default() };
    say(stream, first_page(target).as_bytes()).await?;
    hear(stream, notes, |said| answer.more(said, limits)).await;
    Some(())
}

fn first_page(target: IpAddr) -> String {
    let host = match target {
        IpAddr::V4(four) => four.to_string(),
        IpAddr::V6(six) => format!("[{six}]"),
    };
    format!(
        "GET / HTTP/1.1\r\nHost: {host}\r\nUser-Agent: Akabeko/{}\r\nAccept: */*\r\n\
         Accept-Encoding: identity\r\nConnection: close\r\n\r\n",
        env!("CARGO_PKG_VERSION")
    )
}

fn wants_tls(said: &[u8]) -> bool {
    let says = |words: &[u8]| said.windows(words.len()).any(|window| window == words);
    is_record(said) || said.starts_with(b"HTTP/") && WANTS_TLS.into_iter().any(says)
}

/// An answer under way: old devices keep the connection open long after its end.
#[derive(Default)]
struct Answer {
    /// Where it begins among what was said.
    start: usize,
    /// How far the end of the head was looked for.
    searched: usize,
    /// How long the whole answer is, if it says so.
    whole: Option<Option<usize>>,
}

impl Answer {
    fn more(&mut self, said: &[u8], limits: &Limits) -> More {
        let said = &said[self.start..];
        if said.is_empty() {
            return More::Within(limits.begin);
        }
        if self.whole.is_none() {
            self.whole = http::end(said, self.searched).map(|end| length(said, end));
            self.searched = said.len().saturating_sub(3);
        }
        match self.whole {
            Some(Some(whole)) if said.len() >= whole => More::Enough,
            None if is_record(said) => More::Enough,
            Some(_) | None => More::Within(limits.pause),
        }
    }
}

/// How long an answer is whose head ends here.
fn length(said: &[u8], end: usize) -> Option<usize> {
    let head = Head::of(said);
    if matches!(head.status(), Some(b"204" | b"304")) {
        return Some(end);
    }
    let told = head.field(b"content-length")?;
    let body: usize = std::str::from_utf8(told).ok()?.parse().ok()?;
    Some(end.saturating_add(body))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_names_the_address_and_no_other_host() {
        assert!(first_page("2001:db8::1".parse().unwrap()).contains("\r\nHost: [2001:db8::1]\r\n"));
        assert!(
            first_page("192.0.2.1".parse().unwrap()).starts_with("GET / HTTP/1.1\r\nHost: 192.0.2.1\r\n")
        );
    }

    #[test]
    fn an_answer_is_whole_when_its_length_has_come() {
        for (said, is_whole) in [
            ("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab", true),
            ("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\na", false),
            ("HTTP/1.0 200 OK\ncontent-length:0\n\n", true),
            ("HTTP/1.1 304 Not Modified\r\n\r\n", true),
            ("HTTP/1.1 200 OK\r\n\r\n", false),
            ("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", false),
            ("HTTP/1.1 200 OK\r\nContent-Length: 18446744073709551615\r\n\r\n", false),
            ("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n", false),
        ] {
            let mut at_once = Answer::default();
            let mut by_bytes = Answer::default();
            let mut last = false;
            for length in 1..=said.len() {
                last = matches!(by_bytes.more(&said.as_bytes()[..length], &Limits::USUAL), More::Enough);
            }
            assert_eq!(last, is_whole, "{said:?}");
            let enough = matches!(at_once.more(said.as_bytes(), &Limits::USUAL), More::Enough);
            assert_eq!(enough, is_whole, "{said:?}");
        }
    }

    #[test]
    fn a_server_that_wants_tls_is_understood() {
        assert!(wants_tls(b"\x15\x03\x01\x00\x02\x02\x46"));
        assert!(wants_tls(
            b"HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n"
        ));
        assert!(wants_tls(b"HTTP/1.1 400 Bad Request\r\n\r\nThe plain HTTP request was sent to HTTPS port"));
        assert!(!wants_tls(b"HTTP/1.1 200 OK\r\n\r\n"));
    }
}
