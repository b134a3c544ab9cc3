//! How much the process can afford at once, and how the system says that it was too much.

use std::io::{Error, ErrorKind};

/// The least that is tried, however few files the process may open.
const LEAST: usize = 16;

/// How many files are left to everybody else at least.
const OTHERS: u64 = 512;

/// `wanted`, or what most of the files that the process may open suffice for.
pub(crate) fn affordable(wanted: usize) -> usize {
    within(wanted, open_files())
}

/// Lets this process open as many files as the system allows it at most.
pub fn raise_file_limit() {
    #[cfg(unix)]
    {
        use nix::sys::resource::{Resource, getrlimit, setrlimit};
        if let Ok((soft, hard)) = getrlimit(Resource::RLIMIT_NOFILE)
            && let Err(error) = setrlimit(Resource::RLIMIT_NOFILE, hard, hard)
        {
            tracing::debug!(%error, soft, hard, "failed to raise the limit of open files");
        }
    }
}

/// Whether a call failed for want of sockets, ports or memory, which passes.
pub(crate) fn is_shortage(error: &Error) -> bool {
    let passing = [ErrorKind::AddrInUse, ErrorKind::AddrNotAvailable, ErrorKind::OutOfMemory];
    passing.contains(&error.kind()) || error.kind() == ErrorKind::WouldBlock || is_out_of_files(error)
}

#[cfg(unix)]
fn is_out_of_files(error: &Error) -> bool {
    use nix::errno::Errno;
    let short = [Errno::EMFILE, Errno::ENFILE, Errno::ENOBUFS];
    error.raw_os_error().is_some_and(|code| short.contains(&Errno::from_raw(code)))
}

#[cfg(not(unix))]
fn is_out_of_files(_error: &Error) -> bool {
    false
}

fn within(wanted: usize, files: Option<u64>) -> usize {
    let most = files.map_or(u64::MAX, |files| files.saturating_sub((files / 8).max(OTHERS)));
    wanted.min(usize::try_from(most).unwrap_or(usize::MAX).max(LEAST))
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
    fn probes_at_once_leave_files_to_others() {
        for (wanted, files, afforded) in [
            (1_000, Some(1_024), 512),
            (1_000, Some(65_536), 1_000),
            (99_000, Some(20_000), 17_500),
            (1_000, Some(u64::MAX), 1_000),
            (1_000, None, 1_000),
            (1_000, Some(20), 16),
            (4, Some(20), 4),
        ] {
            assert_eq!(within(wanted, files), afforded, "{wanted} of {files:?}");
        }
    }
}
