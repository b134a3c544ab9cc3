//! Everything that the server keeps about this device, as a file of the person's own.

use std::fs::OpenOptions;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use jiff::tz::TimeZone;

use crate::ambient;

/// Writes the document into `folder` under a name of today that is not taken yet. Gives the path.
///
/// # Errors
/// When the folder is not there or takes no file.
pub fn write(folder: &Path, document: &str) -> io::Result<PathBuf> {
    const MOST: u32 = 1000;
    let today = ambient::now().to_zoned_datetime(TimeZone::system()).date();
    for number in 1..=MOST {
        let name = match number {
            1 => format!("akabeko-{today}.json"),
            _ => format!("akabeko-{today}-{number}.json"),
        };
        let path = folder.join(name);
        match private().open(&path) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
            Ok(mut file) => {
                file.write_all(document.as_bytes())?;
                file.sync_all()?;
                return Ok(path);
            }
        }
    }
    Err(io::Error::from(ErrorKind::AlreadyExists))
}

fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_older_file_is_never_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let first = write(folder.path(), "{}").unwrap();
        let second = write(folder.path(), "[]").unwrap();
        assert_ne!(first, second);
        assert_eq!(std::fs::read_to_string(first).unwrap(), "{}");
    }

    #[test]
    fn a_folder_that_is_not_there_is_an_error() {
        assert!(write(Path::new("/there/is/no/such/folder"), "{}").is_err());
    }
}
