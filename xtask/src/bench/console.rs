//! How quickly the console answers over a large installation, and how heavy its first page is.
//!
//! The installation is made by `simulate` and `import` and kept below the target folder, since making it takes much
//! longer than measuring.

use std::fs;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use data_encoding::BASE32_NOPAD;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use totp_rs::Builder;

use super::backend;
use super::web::{Answer, ask, connect, exchange, gzipped, post};
use crate::command::{run, target};

/// How large the installation is.
#[derive(Clone, Copy, clap::Args)]
pub(crate) struct Arguments {
    /// How many agents
    #[arg(long, default_value_t = 100_000)]
    agents: u64,
    /// Days of which observations are kept, of all 23 ports; with 100,000 agents about 1.9 million of them a day
    #[arg(long, default_value_t = 16)]
    days: u32,
    /// How often each page is asked for
    #[arg(long, default_value_t = 40)]
    times: usize,
}

/// What is wanted of every page.
const WANTED: Duration = Duration::from_millis(300);
const WANTED_BYTES: usize = 150 * 1024;

/// How long a service may take to answer at all.
const PATIENCE: Duration = Duration::from_secs(60);

/// Makes the installation if it is not there, and prints the time of every page and the weight of the first.
pub(crate) fn console(arguments: &Arguments) -> Result<()> {
    let data = installation(arguments)?;
    let service = Service::start(&data)?;
    let cookie = service.sign_in(&data)?;
    let agent = first_agent(&service.site, &cookie)?;
    let (from, until) = (day(i64::from(arguments.days)), day(1));
    let pages = [
        "overview".to_owned(),
        "agents".to_owned(),
        "agents?port=tcp/23".to_owned(),
        "agents?standing=away&platform=mobile".to_owned(),
        format!("agents?search={}", &agent[..14]),
        format!("agents/{agent}"),
        format!("agents/{agent}?days=120"),
        format!("selection?from={from}&until={until}"),
        format!("selection?from={from}&until={until}&run_rule=any&ports=tcp/23"),
        "reviews".to_owned(),
        "campaigns".to_owned(),
        "results?lang=ja".to_owned(),
        "cases".to_owned(),
        "scanner".to_owned(),
        "opt-outs".to_owned(),
        "settings".to_owned(),
        "operators".to_owned(),
        "audit".to_owned(),
    ];
    let mut slow = Vec::new();
    for page in pages {
        let (first, rest) = times(&service.site, &page, &cookie, arguments.times)?;
        let middle = rest[rest.len() / 2];
        let late = rest[(rest.len() * 95).div_ceil(100) - 1];
        println!("{page}: first {first:.0?}, median {middle:.1?}, 95th percentile {late:.1?}");
        if late > WANTED {
            slow.push(page);
        }
    }
    let weight = first_load(&service.site)?;
    println!("the first page loads {weight} bytes of compressed script, {WANTED_BYTES} are allowed");
    ensure!(slow.is_empty(), "answer within {WANTED:?}: {}", slow.join(", "));
    ensure!(weight <= WANTED_BYTES, "load a lighter first page");
    Ok(())
}

/// The folder of an installation with so many agents.
fn installation(arguments: &Arguments) -> Result<PathBuf> {
    let Arguments { agents, days, .. } = arguments;
    let folder = target().join("bench").join(format!("console-{agents}-{days}"));
    let (data, dataset) = (folder.join("data"), folder.join("dataset"));
    if data.join("whole").is_file() {
        return Ok(data);
    }
    if folder.exists() {
        fs::remove_dir_all(&folder).context("remove what was not finished")?;
    }
    fs::create_dir_all(&folder).context("make a folder")?;
    let scenario = folder.join("scenario.toml");
    fs::write(&scenario, scenario_of(*days)?).context("write a scenario")?;
    let began = Instant::now();
    let mut simulate = Command::new(backend()?);
    simulate.args([
        "simulate",
        "--seed",
        "1",
        "--ports",
        "all",
        "--agents",
        &agents.to_string(),
        "--scenario",
    ]);
    run(simulate.arg(&scenario).arg("--dataset").arg(&dataset))?;
    println!("simulated in {:.0?}", began.elapsed());
    println!("{} observations of the last {days} days are kept", thin_out(&dataset, *days)?);
    let began = Instant::now();
    run(Command::new(backend()?).arg("import").arg("--data").arg(&data).arg(&dataset))?;
    println!("imported in {:.0?}", began.elapsed());
    fs::remove_dir_all(&dataset).context("remove the dataset")?;
    fs::write(data.join("whole"), "").context("note that it is whole")?;
    Ok(data)
}

/// Keeps the header of the observations and those of the last days, and gives how many these are.
fn thin_out(dataset: &Path, days: u32) -> Result<u64> {
    let (whole, kept) = (dataset.join("observations.csv"), dataset.join("kept.csv"));
    // The simulation goes on for five weeks, which lie in the future here.
    let (from, until) = (day(i64::from(days)), day(0));
    let rows = BufReader::new(fs::File::open(&whole).context("read the observations")?);
    let mut thin = BufWriter::new(fs::File::create(&kept).context("write observations")?);
    let mut count = 0;
    for (number, row) in rows.lines().enumerate() {
        let row = row.context("read an observation")?;
        let is_kept = row.split(',').nth(1).is_some_and(|at| (from.as_str()..until.as_str()).contains(&at));
        if number == 0 || is_kept {
            writeln!(thin, "{row}").context("write an observation")?;
            count += u64::from(number > 0);
        }
    }
    thin.flush().context("write observations")?;
    fs::rename(&kept, &whole).context("keep the observations")?;
    Ok(count)
}

/// The preset's world, observed for some days up to yesterday.
fn scenario_of(days: u32) -> Result<String> {
    let shown = Command::new(backend()?).args(["simulate", "--preset", "trial", "--show"]).output();
    let shown = String::from_utf8(shown.context("show a scenario")?.stdout).context("read a scenario")?;
    let (world, _) = shown.split_once("[[periods]]").context("find the periods of a scenario")?;
    Ok(format!(
        "{world}[[periods]]\n[periods.campaign]\ncampaign = \"observed\"\nplatforms = [\"desktop\", \"mobile\"]\n\
         ports = [\"tcp/23\", \"tcp/80\"]\nfrom = \"{}\"\nuntil = \"{}\"\n",
        day(i64::from(days)),
        day(1)
    ))
}

/// The day so many days ago, in UTC.
fn day(ago: i64) -> String {
    let today = now().to_zoned_datetime(TimeZone::UTC).date();
    today.saturating_sub(ago.days()).to_string()
}

#[expect(clippy::disallowed_methods, reason = "the service that is measured runs on the world's clock")]
fn now() -> Timestamp {
    Timestamp::now()
}

/// A running service over that installation.
struct Service {
    child: Child,
    site: String,
}

/// Who asks.
const OPERATOR: &str = "bench";

impl Service {
    fn start(data: &Path) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").context("find a free port")?;
        let site = listener.local_addr().context("find a free port")?.to_string();
        drop(listener);
        let mut command = Command::new(backend()?);
        command.args(["serve", "--listen", &site, "--data"]).arg(data);
        let child =
            command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().context("start the service")?;
        let service = Self { child, site };
        let until = Instant::now() + PATIENCE;
        while ask(&service.site, "/readyz", "").is_err() {
            ensure!(Instant::now() < until, "wait until the service answers");
            thread::sleep(Duration::from_millis(50));
        }
        Ok(service)
    }

    /// Joins by a one-time address, and gives the header that proves it.
    fn sign_in(&self, data: &Path) -> Result<String> {
        let user = |words: &[&str]| -> Result<Output> {
            let mut command = Command::new(backend()?);
            command.args(["operator", "user"]).args(words).arg(OPERATOR).arg("--data").arg(data);
            command.output().context("ask for an address")
        };
        let mut link = user(&["add", "--role", "admin"])?;
        if !link.status.success() {
            link = user(&["link"])?;
        }
        let link = String::from_utf8(link.stdout).context("read an address")?;
        let token = link.trim().rsplit('#').next().unwrap_or_default();
        let shown = post(&self.site, &api("join/look"), "", &format!("{{\"token\":\"{token}\"}}"))?;
        let secret =
            BASE32_NOPAD.decode(field(&shown, "totp_secret")?.as_bytes()).context("read the secret")?;
        let seconds = u64::try_from(now().as_second()).context("a time after 1970")?;
        let code = Builder::new().with_secret(secret).build_noncompliant().generate(seconds).to_string();
        let said = format!("{{\"token\":\"{token}\",\"password\":\"a red ox of Aizu\",\"code\":\"{code}\"}}");
        let joined = post(&self.site, &api("join"), "", &said)?;
        ensure!(joined.status == 200, "join: {}", String::from_utf8_lossy(&joined.body));
        let cookie = joined.header("set-cookie").and_then(|cookie| cookie.split(';').next());
        Ok(format!("Cookie: {}\r\n", cookie.context("find the session")?))
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ended = self.child.kill().and_then(|()| self.child.wait());
    }
}

fn api(path: &str) -> String {
    format!("/api/v1/console/{path}")
}

/// A text in a flat reply.
fn field(answer: &Answer, name: &str) -> Result<String> {
    let text = String::from_utf8_lossy(&answer.body).into_owned();
    let (_, rest) =
        text.split_once(&format!("\"{name}\":\"")).with_context(|| format!("find {name} in {text}"))?;
    Ok(rest.split('"').next().unwrap_or_default().to_owned())
}

fn first_agent(site: &str, cookie: &str) -> Result<String> {
    field(&ask(site, &api("agents"), cookie)?, "agent")
}

/// How long the first answer took, and how long the others did, in ascending order.
fn times(site: &str, page: &str, cookie: &str, times: usize) -> Result<(Duration, Vec<Duration>)> {
    let mut connection = connect(site)?;
    let mut took = Vec::new();
    for _ in 0..=times.max(1) {
        let began = Instant::now();
        let answer = exchange(&mut connection, site, &api(page), cookie)?;
        ensure!(answer.status == 200, "get {page}: {}", String::from_utf8_lossy(&answer.body));
        took.push(began.elapsed());
    }
    let first = took.remove(0);
    took.sort();
    Ok((first, took))
}

/// The compressed bytes of every script that the overview loads: the page's own, and what those import.
fn first_load(site: &str) -> Result<usize> {
    let page = ask(site, "/console/", "")?;
    let page = String::from_utf8_lossy(&page.body).into_owned();
    let mut wanted: Vec<String> = names(&page, "/console/assets/");
    wanted.extend(["assets/Overview.js", "assets/ja.js"].map(str::to_owned));
    let (mut weight, mut seen) = (0, Vec::new());
    while let Some(name) = wanted.pop() {
        if seen.contains(&name) || !name.ends_with(".js") {
            continue;
        }
        let script = ask(site, &format!("/console/{name}"), "")?;
        ensure!(script.status == 200, "get {name}");
        weight += gzipped(&script.body)?;
        let text = String::from_utf8_lossy(&script.body).into_owned();
        // What is imported at once stands after `from`; what is loaded later, in a call.
        let imported = text.split("from\"./").chain(text.split("import\"./")).skip(1);
        wanted.extend(imported.filter_map(|rest| Some(format!("assets/{}", rest.split('"').next()?))));
        seen.push(name);
    }
    Ok(weight)
}

fn names(page: &str, prefix: &str) -> Vec<String> {
    let found = page.split(prefix).skip(1).filter_map(|rest| rest.split('"').next());
    found.map(|name| format!("assets/{name}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_calendar() {
        let today = day(0);
        assert!(today.as_str() > "2026-01-01" && today.len() == 10, "{today}");
        assert!(day(1) < today && day(400) < day(365));
    }

    #[test]
    fn scripts_are_found_in_a_page() {
        let page = "<script type=\"module\" src=\"/console/assets/console.js\"></script>";
        assert_eq!(names(page, "/console/assets/"), ["assets/console.js"]);
    }
}
