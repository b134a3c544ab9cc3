//! What a process takes of this machine, as the kernel counts it.

use std::fs;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

/// Memory of a process, in megabytes of a million bytes.
#[derive(Clone, Copy, Debug)]
pub struct Memory {
    /// All that it has in memory.
    pub resident: f64,
    /// The same, with what it shares divided among those who share it.
    pub share: f64,
}

impl Memory {
    /// What a process has now.
    ///
    /// # Errors
    /// When there is no such process.
    pub fn of(process: u32) -> Result<Self> {
        let said = fs::read_to_string(format!("/proc/{process}/smaps_rollup"))?;
        Ok(Self { resident: megabytes(&said, "Rss:")?, share: megabytes(&said, "Pss:")? })
    }
}

/// How much of one processor a process takes over a time, in percent.
///
/// # Errors
/// When there is no such process.
pub async fn processor(process: u32, over: Duration) -> Result<f64> {
    let (begin, before) = (Instant::now(), ticks(process)?);
    tokio::time::sleep(over).await;
    let took = (ticks(process)? - before) as f64 / TICKS_A_SECOND;
    Ok(100.0 * took / begin.elapsed().as_secs_f64())
}

/// The processes that draw web pages or fetch for them, and that this one started.
pub fn webviews(of: u32) -> Vec<String> {
    let all = fs::read_dir("/proc").into_iter().flatten().flatten();
    let all = all.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    let mut found: Vec<String> = all
        .filter_map(|process: u32| {
            let (name, parent) = name_and_parent(&fs::read_to_string(format!("/proc/{process}/stat")).ok()?)?;
            (parent == of && name.starts_with("WebKit")).then_some(name)
        })
        .collect();
    found.sort();
    found
}

/// The kernel counts in these, on every system that Rust knows.
const TICKS_A_SECOND: f64 = 100.0;

/// The time a process was working, its threads that ended included.
fn ticks(process: u32) -> Result<u64> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat"))?;
    ticks_in(&stat).context("read how long a process was working")
}

/// The 14th and the 15th field; the second is a name in brackets, which may have spaces.
fn ticks_in(stat: &str) -> Option<u64> {
    let mut fields = stat.rsplit_once(')')?.1.split_ascii_whitespace().skip(11);
    Some(fields.next()?.parse::<u64>().ok()? + fields.next()?.parse::<u64>().ok()?)
}

fn name_and_parent(stat: &str) -> Option<(String, u32)> {
    let (before, after) = stat.rsplit_once(')')?;
    let name = before.split_once('(')?.1.to_owned();
    Some((name, after.split_ascii_whitespace().nth(1)?.parse().ok()?))
}

fn megabytes(said: &str, name: &str) -> Result<f64> {
    let line = said.lines().find_map(|line| line.strip_prefix(name));
    let kibibytes: f64 =
        line.and_then(|line| line.trim().strip_suffix(" kB")?.parse().ok()).context("read memory")?;
    Ok(kibibytes * 1024.0 / 1_000_000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_may_have_brackets_and_spaces() {
        let stat = "7 (a (red) ox) S 3 7 7 0 -1 4194304 100 0 0 0 41 9 0 0 20 0 1 0 5";
        assert_eq!(name_and_parent(stat), Some(("a (red) ox".to_owned(), 3)));
        assert_eq!(ticks_in(stat), Some(50));
    }

    #[test]
    fn memory_is_read_in_megabytes() {
        let said = "55d0-7ffe ---p 00000000 00:00 0 [rollup]\nRss:               65536 kB\nPss:               50000 kB\n";
        assert!((megabytes(said, "Rss:").unwrap() - 67.108_864).abs() < 1e-9);
        assert!(megabytes(said, "Swap:").is_err());
    }

    #[test]
    fn this_test_takes_something() {
        let memory = Memory::of(std::process::id()).unwrap();
        assert!(memory.resident >= memory.share && memory.share > 0.0);
    }
}
