//! A large file of observations judged as it is read, in parts that are read at the same time.
//!
//! Only what machines write is understood: plain cells in the usual order, one line a row. For anything else there is no
//! answer, and the careful reader is to say what is right or wrong with it.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;
use std::thread;

use akabeko_core::evaluate::dataset::Name;
use akabeko_core::select::tally::Tally;
use akabeko_core::select::{Rule, Verdict};

use super::OBSERVATIONS;

mod line;

use line::Line;

/// How much of a file is in memory at a time, for each part.
const BLOCK: usize = 256 * 1024;

/// Judges the observations in a file; none if something in it is not as machines write it, or the window is too long.
pub fn judge(path: &Path, rule: &Rule) -> Option<Vec<Verdict<Name>>> {
    let (start, end) = rows(path)?;
    let parts = thread::available_parallelism().map_or(1, usize::from) as u64;
    let cut = |part: u64| start + (end - start) / parts * part;
    let bounds = (0..parts).map(|part| (cut(part), if part + 1 == parts { end } else { cut(part + 1) }));
    let tallies = thread::scope(|scope| {
        let read: Vec<_> = bounds
            .map(|(from, until)| {
                scope.spawn(move || part(path, (from, until), from > start, Tally::of(rule)?))
            })
            .collect();
        read.into_iter().map(|read| read.join().ok().flatten()).collect::<Option<Vec<_>>>()
    })?;
    Some(Tally::verdicts(tallies, rule))
}

/// Where the rows begin and where the file ends, if its header is the usual one.
fn rows(path: &Path) -> Option<(u64, u64)> {
    let header = format!("{}\n", OBSERVATIONS.join(","));
    let mut file = File::open(path).ok()?;
    let end = file.metadata().ok().filter(std::fs::Metadata::is_file)?.len();
    let mut found = vec![0; header.len()];
    file.read_exact(&mut found).ok()?;
    (found == header.as_bytes()).then_some((header.len() as u64, end))
}

/// Reads the rows that begin from one place until before another. A part that begins within a row leaves the rest of that
/// to the part before.
fn part(
    path: &Path,
    (from, until): (u64, u64),
    is_within: bool,
    mut tally: Tally<Name>,
) -> Option<Tally<Name>> {
    let mut file = File::open(path).ok()?;
    // One byte earlier, so that a part that begins with a row finds the end of the row before.
    let mut at = from - u64::from(is_within);
    file.seek(SeekFrom::Start(at)).ok()?;
    let (mut block, mut filled, mut skips) = (vec![0; BLOCK], 0, is_within);
    while at < until {
        let read = file.read(&mut block[filled..]).ok()?;
        filled += read;
        let taken = rows_of(&block[..filled], until - at, &mut skips, &mut tally)?;
        at += taken as u64;
        block.copy_within(taken..filled, 0);
        filled -= taken;
        // The file ends within a row, or a row is larger than any that a machine writes.
        if at < until && (read == 0 || filled == BLOCK) {
            return None;
        }
    }
    Some(tally)
}

/// Takes the whole rows out of a block, of which those count that begin within `limit` bytes. How many bytes that was.
fn rows_of(block: &[u8], limit: u64, skips: &mut bool, tally: &mut Tally<Name>) -> Option<usize> {
    let (mut taken, mut before) = (0, None);
    while (taken as u64) < limit {
        let rest = &block[taken..];
        if *skips {
            let Some(end) = rest.iter().position(|byte| *byte == b'\n') else { break };
            (taken, *skips) = (taken + end + 1, false);
            continue;
        }
        let Line::Row(row) = line::read(rest, before.as_ref())? else { break };
        if row.is_same {
            tally.record_again(row.port, row.second, row.is_open);
        } else {
            tally.record(row.agent, row.port, row.second, row.is_open);
        }
        (taken, before) = (taken + row.text.len(), Some(row));
    }
    Some(taken)
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use akabeko_core::select::{RunRule, UnobservedDays, select};
    use jiff::civil::date;
    use jiff::tz::TimeZone;

    use super::*;
    use crate::dataset::read_observations;

    fn rule() -> Rule {
        Rule {
            from: date(2026, 5, 1),
            until: date(2026, 5, 31),
            time_zone: TimeZone::get("Asia/Tokyo").unwrap(),
            run_rule: RunRule::Whole,
            unobserved_days: UnobservedDays::Break,
        }
    }

    type Judged = Option<Vec<Verdict<Name>>>;

    /// What this reader and the careful one make of a file.
    fn judged(text: &str) -> (Judged, Judged) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("observations.csv");
        std::fs::write(&path, text).unwrap();
        (judge(&path, &rule()), read_observations(&path).ok().map(|seen| select(seen, &rule())))
    }

    #[test]
    fn a_file_of_many_blocks_is_judged_as_by_the_careful_reader() {
        let mut text = format!("{}\n", OBSERVATIONS.join(","));
        for row in 0..40_000_u64 {
            let (agent, day, hour) = (row / 90, 1 + row % 31, row % 24);
            let state = if row % 7 < 4 { "open" } else { "closed" };
            writeln!(text, "agent-{agent:05},2026-05-{day:02}T{hour:02}:00:00Z,tcp,{},{state}", 22 + row % 2)
                .unwrap();
        }
        assert!(text.len() > 4 * BLOCK);
        let (quick, careful) = judged(&text);
        assert!(quick.as_ref().is_some_and(|verdicts| verdicts.len() > 800));
        assert_eq!(quick, careful);
    }

    #[test]
    fn rows_that_differ_in_their_day_alone_are_judged_as_by_the_careful_reader() {
        let mut text = format!("{}\n", OBSERVATIONS.join(","));
        for (agent, port) in (0..700_u64).flat_map(|agent| [(agent, 22), (agent, 443)]) {
            for day in 1..=31_u64 {
                let state = if (day + agent) % (3 + agent % 5) < 2 { "open" } else { "filtered" };
                writeln!(text, "agent-{agent},2026-05-{day:02}T{:02}:07:00Z,tcp,{port},{state}", agent % 24)
                    .unwrap();
            }
        }
        let (quick, careful) = judged(&text);
        assert!(quick.as_ref().is_some_and(|verdicts| verdicts.len() == 1400));
        assert_eq!(quick, careful);
    }

    #[test]
    fn what_no_machine_writes_is_left_to_the_careful_reader() {
        let row = "a,2026-05-01T07:13:00Z,tcp,23,open\n";
        let head = format!("{}\n", OBSERVATIONS.join(","));
        for text in [
            format!("{head}{row}\"b, c\",2026-05-01T07:13:00Z,tcp,23,open\n"),
            format!("{head}{row}a,2026-05-02T07:13:00Z,tcp,23,open"),
            format!("state,{head}"),
            format!("{head}{row}\n{row}"),
            String::new(),
        ] {
            assert_eq!(judged(&text).0, None, "{text:?}");
        }
        let (quick, careful) = judged(&format!("{head}{row}"));
        assert_eq!(quick, careful);
        assert_eq!(judged(&head).0, Some(Vec::new()));
    }
}
