//! What a notification page costs: how many a second beside a static file from the same server, and how heavy it is.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use super::backend;

/// How many browsers ask at once, and for how long.
const BROWSERS: usize = 8;
const LASTS: Duration = Duration::from_secs(5);

/// Asks a demo's page and its style in turn, and prints both rates and the weight of all that a first visit loads.
pub(crate) fn page() -> Result<()> {
    let demo = Demo::start()?;
    let first = ask(&demo.site, &demo.path, "")?;
    let onward = first.header("location").context("find where the page is")?.to_owned();
    let cookie = first.header("set-cookie").and_then(|cookie| cookie.split(';').next());
    let cookie = format!("Cookie: {}\r\n", cookie.context("find what opens the page")?);
    let files = [&onward, "/assets/notice.css", "/assets/notice.js"];
    let mut weight = 0;
    for file in files {
        let body = ask(&demo.site, file, &cookie)?.body;
        let packed = gzipped(&body)?;
        println!("{file}: {} bytes, {packed} compressed", body.len());
        weight += packed;
    }
    println!("a first visit: {weight} bytes compressed");
    let page = rate(&demo.site, &onward, &cookie)?;
    let file = rate(&demo.site, "/assets/notice.css", "")?;
    println!("{page:.0} pages a second, {file:.0} static files: {:.2} of them", page / file);
    Ok(())
}

/// A demo that has told its story and keeps a page open.
struct Demo {
    child: Child,
    site: String,
    path: String,
}

impl Demo {
    fn start() -> Result<Self> {
        let mut command = Command::new(backend()?);
        command.args(["demo", "--homes", "60", "--seed", "1", "--pages", "1"]);
        let mut child =
            command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().context("start the demo")?;
        let said = child.stdout.take().context("hear the demo")?;
        let link = BufReader::new(said).lines().map_while(Result::ok).find_map(|line| {
            let link = line.trim().strip_prefix("English")?.trim().strip_prefix("http://")?;
            link.split_once('/').map(|(site, path)| (site.to_owned(), format!("/{path}")))
        });
        match link {
            Some((site, path)) => Ok(Self { child, site, path }),
            None => {
                // It has ended or said something else; either way there is nothing to measure.
                let _ended = child.kill();
                anyhow::bail!("find a page in what the demo says")
            }
        }
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ended = self.child.kill().and_then(|()| self.child.wait());
    }
}

/// How many answers a second several browsers get, each over one connection.
fn rate(site: &str, path: &str, headers: &str) -> Result<f64> {
    let until = Instant::now() + LASTS;
    let browse = || -> Result<u32> {
        let mut connection = connect(site)?;
        let mut answers = 0;
        while Instant::now() < until {
            ensure!(exchange(&mut connection, site, path, headers)?.status == 200, "get {path}");
            answers += 1;
        }
        Ok(answers)
    };
    let answers = thread::scope(|scope| {
        let browsers: Vec<_> = (0..BROWSERS).map(|_| scope.spawn(browse)).collect();
        browsers.into_iter().map(|browser| browser.join().expect("no browser panics")).sum::<Result<u32>>()
    })?;
    Ok(f64::from(answers) / LASTS.as_secs_f64())
}

/// An answer over HTTP/1.1 whose length was said.
struct Answer {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        let fields = self.head.lines().filter_map(|line| line.split_once(": "));
        fields.filter(|(field, _)| field.eq_ignore_ascii_case(name)).map(|(_, value)| value).next()
    }
}

fn ask(site: &str, path: &str, headers: &str) -> Result<Answer> {
    exchange(&mut connect(site)?, site, path, headers)
}

fn connect(site: &str) -> Result<BufReader<TcpStream>> {
    let connection = TcpStream::connect(site).with_context(|| format!("connect to {site}"))?;
    connection.set_nodelay(true).context("send at once")?;
    Ok(BufReader::new(connection))
}

fn exchange(connection: &mut BufReader<TcpStream>, site: &str, path: &str, headers: &str) -> Result<Answer> {
    let request = format!("GET {path} HTTP/1.1\r\nHost: {site}\r\nUser-Agent: Mozilla/5.0\r\n{headers}\r\n");
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
fn gzipped(body: &[u8]) -> Result<usize> {
    let mut gzip = Command::new("gzip");
    let mut gzip =
        gzip.arg("-9c").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().context("start gzip")?;
    gzip.stdin.take().context("speak to gzip")?.write_all(body).context("give gzip a body")?;
    Ok(gzip.wait_with_output().context("hear gzip")?.stdout.len())
}
