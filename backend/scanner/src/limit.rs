//! How many probes at once the process can afford.

/// The least that is tried, however few files the process may open.
const LEAST: usize = 16;

/// `wanted`, or what half of the files that the process may open suffices for; the other half is for everybody
/// else.
pub(crate) fn affordable(wanted: usize) -> usize {
    within(wanted, open_files())
}

fn within(wanted: usize, files: Option<u64>) -> usize {
    let half = files.map_or(usize::MAX, |files| usize::try_from(files / 2).unwrap_or(usize::MAX));
    wanted.min(half.max(LEAST))
}

#[cfg(unix)]
fn open_files() -> Option<u64> {
    use nix::sys::resource::{Resource, getrlimit};
    getrlimit(Resource::RLIMIT_NOFILE).ok().map(|(soft, _hard)| soft)
}

#[cfg(not(unix))]
fn open_files() -> Option<u64> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn probes_at_once_take_at_most_half_of_the_open_files() {
        for (wanted, files, afforded) in [
            (1_000, Some(1_024), 512),
            (1_000, Some(65_536), 1_000),
            (1_000, Some(u64::MAX), 1_000),
            (1_000, None, 1_000),
            (1_000, Some(20), 16),
            (4, Some(20), 4),
        ] {
            assert_eq!(within(wanted, files), afforded, "{wanted} of {files:?}");
        }
    }
}
