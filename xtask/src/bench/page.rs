//! What a notification page costs: how many a second beside a static file from the same server, and how heavy it is.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use super::backend;
use super::web::{ask, connect, exchange, gzipped};

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
