//! A private PostgreSQL for one test binary: its own folder, its own socket, gone with the test.
//!
//! It listens on a Unix socket in its folder and on no port, so any number of them run at once.
//! A shell keeps it: when the test drops it, or ends in any other way, the shell's input closes and the
//! shell stops the server and removes the folder. A `static` is therefore as good a place as a variable.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::io::{BufRead, BufReader};
use std::iter;
use std::os::unix::fs::{MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use anyhow::{Context, Result, ensure};
use tempfile::TempDir;

/// A running PostgreSQL server that nothing else uses.
#[derive(Debug)]
pub struct Postgres {
    keeper: Child,
    folder: TempDir,
    programs: PathBuf,
    url: String,
    databases: AtomicU32,
}

/// Starts the server, says so, and stops it once nobody holds the other end of the input.
/// The third descriptor leads to the test; what the programs print belongs to the log.
const KEEP: &str = r#"
set -eu
exec 3>&1 >&2
initdb --pgdata=data --username=postgres --auth=trust --encoding=UTF8 --no-locale --no-sync 3>&-
pg_ctl start --wait --timeout=60 --pgdata=data --log=server.log --options="$OPTIONS" 3>&-
echo ready >&3
exec 3>&-
cat >/dev/null
pg_ctl stop --mode=immediate --pgdata=data
rm -rf "$PWD"
"#;

impl Postgres {
    /// Makes a cluster and starts it; returns when it answers.
    pub fn start() -> Result<Self> {
        let folder = TempDir::with_prefix("akabeko-postgres-").context("make a folder for PostgreSQL")?;
        let programs = programs()?;
        let keeper = keep(folder.path(), &programs).context("start PostgreSQL")?;
        let socket = folder.path().display().to_string().replace('/', "%2F");
        let url = format!("postgres://postgres@{socket}:5432/postgres");
        let mut postgres = Self { keeper, folder, programs, url, databases: AtomicU32::new(0) };
        postgres.wait_until_ready()?;
        Ok(postgres)
    }

    /// The URL of the database that every cluster has; the tests' own come from [`Self::fresh_database`].
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Makes a new, empty database and returns its URL.
    pub fn fresh_database(&self) -> Result<String> {
        let name = format!("fresh_{}", self.databases.fetch_add(1, Ordering::Relaxed));
        // Nobody can be connected to template0, so databases may be made side by side.
        self.query(&self.url, &format!("CREATE DATABASE {name} TEMPLATE template0"))?;
        Ok(self.url.replace(":5432/postgres", &format!(":5432/{name}")))
    }

    fn wait_until_ready(&mut self) -> Result<()> {
        let mut line = String::new();
        let output = self.keeper.stdout.take().context("listen to PostgreSQL")?;
        BufReader::new(output).read_line(&mut line).context("listen to PostgreSQL")?;
        ensure!(line == "ready\n", "start PostgreSQL: {}", self.account());
        Ok(())
    }

    /// What initdb, pg_ctl and the server wrote.
    fn account(&self) -> String {
        ["keeper.log", "server.log"]
            .iter()
            .filter_map(|name| fs::read_to_string(self.folder.path().join(name)).ok())
            .collect()
    }

    /// Runs one statement and returns its rows, unaligned.
    fn query(&self, url: &str, statement: &str) -> Result<String> {
        let output = Command::new(self.programs.join("psql"))
            .args(["--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set=ON_ERROR_STOP=1"])
            .args([url, "--command", statement])
            .output()
            .context("run psql")?;
        ensure!(output.status.success(), "{statement}: {}", String::from_utf8_lossy(&output.stderr));
        Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // Waiting closes the keeper's input first, and that is its signal.
        let _ = self.keeper.wait();
    }
}

/// Starts the shell that keeps a server in `folder`, as a user who may run one.
fn keep(folder: &Path, programs: &Path) -> Result<Child> {
    let log = fs::File::create(folder.join("keeper.log"))?;
    let mut shell = Command::new("sh");
    shell.args(["-c", KEEP]).current_dir(folder);
    shell.env("PATH", path_with(programs)?).env("LC_ALL", "C").env("OPTIONS", options(folder));
    shell.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(log);
    // Ctrl-C reaches the test alone; the keeper then cleans up behind it.
    shell.process_group(0);
    if fs::metadata(folder)?.uid() == 0 {
        let (user, group) = unprivileged(&fs::read_to_string("/etc/passwd")?)?;
        chown(folder, Some(user), Some(group))?;
        shell.uid(user).gid(group);
    }
    Ok(shell.spawn()?)
}

/// The server's settings: a socket in its folder, no port, and no care for a power cut.
fn options(folder: &Path) -> String {
    let socket = folder.display();
    format!("-k {socket} -p 5432 -c listen_addresses= -c max_connections=200 -F -c full_page_writes=off")
}

/// PostgreSQL refuses to run as root; these are the ids of the first account that may stand in.
fn unprivileged(accounts: &str) -> Result<(u32, u32)> {
    let ids = |name| {
        let account = accounts.lines().find(|line| line.split(':').next() == Some(name))?;
        let mut ids = account.split(':').skip(2);
        Some((ids.next()?.parse().ok()?, ids.next()?.parse().ok()?))
    };
    let found = ids("postgres").or_else(|| ids("nobody"));
    found.context("find the account postgres or nobody, to run PostgreSQL as")
}

/// The folder with `initdb` and the programs beside it: on the path, or where Debian keeps them, newest first.
fn programs() -> Result<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = env::split_paths(&path).collect();
    folders.extend(debian_folders());
    let initdb = folders.iter().map(|folder| folder.join("initdb")).find(|file| file.is_file());
    let initdb = initdb.context("find initdb, which Debian's package postgresql has")?.canonicalize()?;
    Ok(initdb.parent().context("find the folder of initdb")?.to_owned())
}

fn debian_folders() -> Vec<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut versions: Vec<(u32, PathBuf)> = versions
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .collect();
    versions.sort();
    versions.into_iter().rev().map(|(_, folder)| folder).collect()
}

fn path_with(programs: &Path) -> Result<OsString> {
    let path = env::var_os("PATH").unwrap_or_default();
    let folders = iter::once(programs.to_owned()).chain(env::split_paths(&path));
    env::join_paths(folders).context("put PostgreSQL's programs on the path")
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLES: &str = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'";

    #[test]
    fn fresh_databases_are_empty_and_do_not_share() {
        let postgres = Postgres::start().unwrap();
        let (one, other) = (postgres.fresh_database().unwrap(), postgres.fresh_database().unwrap());
        assert_ne!(one, other);
        assert_eq!(postgres.query(&one, TABLES).unwrap(), "0");

        postgres.query(&one, "CREATE TABLE ox (horns BIGINT)").unwrap();
        assert_eq!(postgres.query(&one, TABLES).unwrap(), "1");
        assert_eq!(postgres.query(&other, TABLES).unwrap(), "0");
        assert_eq!(postgres.query(postgres.url(), TABLES).unwrap(), "0");
    }

    #[test]
    fn several_run_at_once_and_leave_nothing_behind() {
        let servers = [(); 3].map(|()| std::thread::spawn(Postgres::start));
        let servers = servers.map(|server| server.join().unwrap().unwrap());
        let folders = servers.each_ref().map(|server| server.folder.path().to_owned());
        for server in &servers {
            let database = server.fresh_database().unwrap();
            assert_eq!(server.query(&database, "SELECT 1").unwrap(), "1");
        }
        drop(servers);
        assert!(folders.iter().all(|folder| !folder.exists()));
    }

    #[test]
    fn root_borrows_the_account_of_postgres_or_of_nobody() {
        let nobody = "root:x:0:0:root:/:/bin/sh\nnobody:x:65534:65533::/:/bin/false\n";
        assert_eq!(unprivileged(nobody).unwrap(), (65534, 65533));
        let both = format!("{nobody}postgres:x:101:104::/var/lib/postgresql:/bin/bash\n");
        assert_eq!(unprivileged(&both).unwrap(), (101, 104));
        assert!(unprivileged("root:x:0:0:root:/:/bin/sh\n").is_err());
    }
}
