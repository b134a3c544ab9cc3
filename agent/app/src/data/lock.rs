//! A file that one program at a time holds, until it drops it or ends.

use std::fs::File;
use std::io;

#[cfg(not(target_os = "android"))]
pub(super) use self::by_the_standard_library::{Held, take};

#[cfg(target_os = "android")]
pub(super) use self::by_the_system::{Held, take};

#[cfg(not(target_os = "android"))]
mod by_the_standard_library {
    use std::fs::TryLockError;

    use super::{File, io};

    pub(in crate::data) type Held = File;

    /// Holds the file; none if another program does.
    pub(in crate::data) fn take(file: File) -> io::Result<Option<Held>> {
        match file.try_lock() {
            Ok(()) => Ok(Some(file)),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }
}

/// The standard library does not lock files on Android before Rust 1.98.
#[cfg(target_os = "android")]
mod by_the_system {
    use nix::errno::Errno;
    use nix::fcntl::{Flock, FlockArg};

    use super::{File, io};

    pub(in crate::data) type Held = Flock<File>;

    /// Holds the file; none if another program does.
    pub(in crate::data) fn take(file: File) -> io::Result<Option<Held>> {
        match Flock::lock(file, FlockArg::LockExclusiveNonblock) {
            Ok(held) => Ok(Some(held)),
            Err((_, Errno::EWOULDBLOCK)) => Ok(None),
            Err((_, error)) => Err(error.into()),
        }
    }
}
