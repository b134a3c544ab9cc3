//! How quickly the console answers over a large installation whose agents check in meanwhile, how heavy its first page
//! is, and whether check-ins go on while a crowd tries passwords.
//!
//! The installation is made by `simulate` and `import` and kept below the target folder, since making it takes much
//! longer than measuring.

mod check_ins;
mod installation;
mod took;

use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, ensure};
use data_encoding::BASE32_NOPAD;
use totp_rs::Builder;

use self::check_ins::Household;
use self::installation::{day, installation, now};
use self::took::Took;
use super::backend;
use super::web::{Answer, ask, connect, connect_from, exchange, gzipped, post, post_on};

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

/// How long agents check in with nothing beside them.
const A_WHILE: Duration = Duration::from_secs(10);
/// How many try a password at once.
const CROWD: usize = 1000;
/// From how many addresses.
const ADDRESSES: u8 = 50;

/// How long a service may take to answer at all.
const PATIENCE: Duration = Duration::from_secs(60);

/// Makes the installation if it is not there, and prints the time of every page and of the check-ins beside them, and
/// the weight of the first page.
pub(crate) fn console(arguments: &Arguments) -> Result<()> {
    let data = installation(arguments)?;
    let service = Service::start(&data)?;
    let cookie = service.sign_in(&data)?;
    let agent = first_agent(&service.site, &cookie)?;
    let household = Household::joins(&service.site, &data, arguments.agents)?;
    let nothing = || {
        thread::sleep(A_WHILE);
        Ok(())
    };
    let ((), alone) = household.checks_in_during(nothing)?;
    tell("alone", &alone);
    let (slow, beside) = household.checks_in_during(|| pages(arguments, &service.site, &cookie, &agent))?;
    tell("beside these pages", &beside);
    let ((), crowded) = household.checks_in_during(|| crowd(&service.site))?;
    tell("beside a crowd", &crowded);
    let weight = first_load(&service.site)?;
    println!("the first page loads {weight} bytes of compressed script, {WANTED_BYTES} are allowed");
    ensure!(slow.is_empty(), "answer within {WANTED:?}: {}", slow.join(", "));
    ensure!(weight <= WANTED_BYTES, "load a lighter first page");
    ensure!(crowded.percentile(95) <= WANTED, "let nobody who checks in wait for a crowd");
    Ok(())
}

fn tell(when: &str, took: &Took) {
    let (median, late, last) = (took.percentile(50), took.percentile(95), took.percentile(100));
    let count = took.count();
    println!("{count} check-ins {when}: median {median:.1?}, 95th percentile {late:.1?}, longest {last:.1?}");
}

/// Prints how quickly each page answers, and gives those that are too slow.
fn pages(arguments: &Arguments, site: &str, cookie: &str, agent: &str) -> Result<Vec<String>> {
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
        let (first, rest) = times(site, &page, cookie, arguments.times)?;
        let (middle, late) = (rest.percentile(50), rest.percentile(95));
        println!("{page}: first {first:.0?}, median {middle:.1?}, 95th percentile {late:.1?}");
        if late > WANTED {
            slow.push(page);
        }
    }
    Ok(slow)
}

/// Many try a password at once, each for a name of their own, from several addresses, since each of these may try only so
/// often. Linux has them all.
fn crowd(site: &str) -> Result<()> {
    let began = Instant::now();
    let tries = |(who, number): (usize, u8)| -> Result<u16> {
        let wrong =
            format!("{{\"name\":\"Hanako {who}\",\"password\":\"a wrong password\",\"code\":\"123456\"}}");
        let mut connection = connect_from(Ipv4Addr::new(127, 8, 7, number), site)?;
        Ok(post_on(&mut connection, site, &api("session"), "", &wrong)?.status)
    };
    let outcomes: Vec<u16> = thread::scope(|scope| {
        let addresses = (1..=ADDRESSES).cycle().take(CROWD).enumerate();
        let crowd: Vec<_> = addresses.map(|one| scope.spawn(move || tries(one))).collect();
        crowd.into_iter().map(|one| one.join().map_err(|_| anyhow!("try a password"))?).collect::<Result<_>>()
    })?;
    let checked = outcomes.iter().filter(|status| **status == 401).count();
    ensure!(outcomes.iter().all(|status| [401, 429].contains(status)), "turn the crowd away: {outcomes:?}");
    println!(
        "{CROWD} wrong passwords at once: {checked} checked, the others turned away in {:.1?}",
        began.elapsed()
    );
    Ok(())
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

/// How long the first answer took, and how long the others did.
fn times(site: &str, page: &str, cookie: &str, times: usize) -> Result<(Duration, Took)> {
    let mut connection = connect(site)?;
    let mut took = Vec::new();
    for _ in 0..=times.max(1) {
        let began = Instant::now();
        let answer = exchange(&mut connection, site, &api(page), cookie)?;
        ensure!(answer.status == 200, "get {page}: {}", String::from_utf8_lossy(&answer.body));
        took.push(began.elapsed());
    }
    let first = took.remove(0);
    Ok((first, Took::of(took)))
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
    fn scripts_are_found_in_a_page() {
        let page = "<script type=\"module\" src=\"/console/assets/console.js\"></script>";
        assert_eq!(names(page, "/console/assets/"), ["assets/console.js"]);
    }
}
