//! The program under test, and a dataset to give it.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use jiff::Timestamp;

/// What came of a command.
#[derive(Debug)]
pub(crate) struct Ran {
    /// The exit code.
    pub(crate) code: i32,
    /// Standard output.
    pub(crate) out: String,
    /// Standard error.
    pub(crate) said: String,
}

/// Runs the program.
pub(crate) fn run(arguments: &[&str]) -> Ran {
    run_with_input(arguments, "")
}

/// Runs the program with something on its standard input, and nothing of this process's settings.
pub(crate) fn run_with_input(arguments: &[&str], input: &str) -> Ran {
    let mut command = Command::new(&*PROGRAM);
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.env_remove("AKABEKO_CONFIG").env_remove("AKABEKO_DATA").env_remove("AKABEKO_DATABASE");
    command.env_remove("RUST_BACKTRACE").env_remove("RUST_LOG");
    let mut child = command.spawn().unwrap();
    let mut standard_input = child.stdin.take().unwrap();
    let text = input.to_owned();
    let writer = std::thread::spawn(move || {
        // A program that refuses its arguments does not read; that is no failure of the test.
        let _ = standard_input.write_all(text.as_bytes());
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { code: output.status.code().unwrap(), out: text(output.stdout), said: text(output.stderr) }
}

/// The world's time, which the program goes by.
#[expect(clippy::disallowed_methods, reason = "the program under test runs on the world's clock")]
pub(crate) fn now() -> Timestamp {
    Timestamp::now()
}

/// Writes a small dataset: two agents, three observations, one notice with a visit, two answers and a case.
pub(crate) fn dataset(folder: &Path) {
    fs::create_dir_all(folder).unwrap();
    for (file, rows) in [
        (
            "agents.csv",
            "agent,platform,enrolled_at\nalice,desktop,2021-01-01T09:00:00+09:00\nbob,mobile,2021-01-02T00:00:00Z\n",
        ),
        (
            "observations.csv",
            "agent,observed_at,protocol,port,state\nalice,2021-04-01T09:00:00+09:00,tcp,23,open\n\
             alice,2021-04-02T09:00:00+09:00,tcp,23,closed\nbob,2021-04-01T00:00:00.5Z,udp,53,open|filtered\n",
        ),
        (
            "campaigns.csv",
            "campaign,sent_on,platforms,ports,from,until,landing\n\
             exp1,2021-05-12,desktop browser,tcp/23 udp/53,2021-04-12,2021-05-11,true\n\
             april,,mobile,tcp/23,2021-04-01,2021-04-30,false\n",
        ),
        (
            "notices.csv",
            "notice,campaign,agent,arm,sent_at,ports\nn1,exp1,alice,notify,2021-05-12T03:00:00Z,tcp/23\n",
        ),
        ("visits.csv", "notice,at,page,device\nn1,2021-05-12T04:00:00Z,landing,browser\n"),
        (
            "answers.csv",
            "notice,at,button\nn1,2021-05-12T04:00:01Z,network.home\nn1,2021-05-12T04:00:01Z,intent.tcp-23.unknown\n",
        ),
        (
            "cases.csv",
            "case,notice,opened_at,closed_at,outcome\nc1,n1,2021-05-13T00:00:00Z,,\"=router, \"\"replaced\"\" 🐂\"\n",
        ),
        ("README.md", "# About\n\nTime zone: Asia/Tokyo\n"),
    ] {
        fs::write(folder.join(file), rows).unwrap();
    }
}

/// The program under test.
static PROGRAM: LazyLock<PathBuf> = LazyLock::new(|| akabeko_tests::process::backend().unwrap());
