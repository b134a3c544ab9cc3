//! A browser as plain as can be, so that what is measured is the server.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use socket2::{Domain, Socket, Type};

/// An answer over HTTP/1.1 whose length was said.
pub(crate) struct Answer {
    pub(crate) status: u16,
    head: String,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// A field of its head.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let fields = self.head.lines().filter_map(|line| line.split_once(": "));
        fields.filter(|(field, _)| field.eq_ignore_ascii_case(name)).map(|(_, value)| value).next()
    }
}

/// Asks once, over a connection of its own.
pub(crate) fn ask(site: &str, path: &str, headers: &str) -> Result<Answer> {
    exchange(&mut connect(site)?, site, path, headers)
}

/// Posts a text of JSON, over a connection of its own.
pub(crate) fn post(site: &str, path: &str, headers: &str, json: &str) -> Result<Answer> {
    post_on(&mut connect(site)?, site, path, headers, json)
}

/// Posts a text of JSON.
pub(crate) fn post_on(
    connection: &mut BufReader<TcpStream>,
    site: &str,
    path: &str,
    headers: &str,
    json: &str,
) -> Result<Answer> {
    let length = json.len();
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: {site}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n{headers}\r\n"
    );
    said(connection, path, &(head + json))
}

/// A connection that can ask many times.
pub(crate) fn connect(site: &str) -> Result<BufReader<TcpStream>> {
    let connection = TcpStream::connect(site).with_context(|| format!("connect to {site}"))?;
    connection.set_nodelay(true).context("send at once")?;
    Ok(BufReader::new(connection))
}

/// The same from an address of this machine.
pub(crate) fn connect_from(address: Ipv4Addr, site: &str) -> Result<BufReader<TcpStream>> {
    let place: SocketAddr = site.parse().with_context(|| format!("read the address {site}"))?;
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None).context("make a socket")?;
    socket.bind(&SocketAddr::from((address, 0)).into()).with_context(|| format!("begin at {address}"))?;
    socket.connect(&place.into()).with_context(|| format!("connect to {site} from {address}"))?;
    Ok(BufReader::new(socket.into()))
}

/// Asks once more.
pub(crate) fn exchange(
    connection: &mut BufReader<TcpStream>,
    site: &str,
    path: &str,
    headers: &str,
) -> Result<Answer> {
    let request = format!("GET {path} HTTP/1.1\r\nHost: {site}\r\nUser-Agent: Mozilla/5.0\r\n{headers}\r\n");
    said(connection, path, &request)
}

fn said(connection: &mut BufReader<TcpStream>, path: &str, request: &str) -> Result<Answer> {
    connection.get_mut().write_all(request.as_bytes()).context("ask")?;
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        ensure!(
            connection.read_line(&mut head).context("read an answer")? > 0,
            "read a whole answer to {path}"
        );
    }
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).context("read a status")?;
    let mut answer = Answer { status, head, body: Vec::new() };
    let length = answer.header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    answer.body.resize(length, 0);
    connection.read_exact(&mut answer.body).context("read a body")?;
    Ok(answer)
}

/// How many bytes are left of a body after the system's gzip.
pub(crate) fn gzipped(body: &[u8]) -> Result<usize> {
    let mut gzip = Command::new("gzip");
    let mut gzip =
        gzip.arg("-9c").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().context("start gzip")?;
    gzip.stdin.take().context("speak to gzip")?.write_all(body).context("give gzip a body")?;
    Ok(gzip.wait_with_output().context("hear gzip")?.stdout.len())
}
