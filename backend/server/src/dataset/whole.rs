//! A folder of files that comes to be as a whole or not at all: written beside its place, synced, then renamed.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

/// Lets `fill` write the files of a folder that is not there yet or is empty.
///
/// # Errors
/// When the folder is taken or a file cannot be written; the folder is as it was then.
pub fn write(folder: &Path, fill: impl FnOnce(&Path) -> anyhow::Result<()>) -> anyhow::Result<()> {
    let place = place(folder)?;
    let beside = place.parent().with_context(|| format!("{} has no folder around it", place.display()))?;
    let workshop = tempfile::Builder::new().prefix(".akabeko-").tempdir_in(beside);
    let workshop = workshop.with_context(|| format!("failed to write beside {}", folder.display()))?;
    // A folder in the workshop, since the workshop itself is its owner's alone.
    let unfinished = workshop.path().join("unfinished");
    fs::create_dir(&unfinished).with_context(|| format!("failed to write beside {}", folder.display()))?;
    fill(&unfinished)?;
    sync_files(&unfinished).with_context(|| format!("failed to keep what is for {}", folder.display()))?;
    fs::rename(&unfinished, &place)
        .with_context(|| format!("failed to put the files at {}; name a new folder", folder.display()))?;
    sync_folder(beside).with_context(|| format!("failed to keep {}", folder.display()))
}

/// Where the folder is or will be, behind every link.
fn place(folder: &Path) -> anyhow::Result<PathBuf> {
    let make = |parent: &Path| -> io::Result<PathBuf> {
        fs::create_dir_all(parent)?;
        parent.canonicalize()
    };
    match folder.read_dir() {
        Ok(mut entries) => match entries.next() {
            Some(_) => bail!("{} is not empty; nothing was written", folder.display()),
            None => folder.canonicalize().with_context(|| format!("failed to find {}", folder.display())),
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let (Some(parent), Some(name)) = (folder.parent(), folder.file_name()) else {
                bail!("{} is no name for a folder", folder.display());
            };
            let parent = if parent.as_os_str().is_empty() { Path::new(".") } else { parent };
            let made = make(parent).with_context(|| format!("failed to make {}", parent.display()))?;
            Ok(made.join(name))
        }
        Err(error) => Err(error).with_context(|| format!("failed to write to {}", folder.display())),
    }
}

fn sync_files(folder: &Path) -> io::Result<()> {
    for entry in folder.read_dir()? {
        OpenOptions::new().write(true).open(entry?.path())?.sync_all()?;
    }
    sync_folder(folder)
}

/// Keeps the names in a folder, where a system lets a folder be opened for that.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_is_new_or_empty_gets_all_files_and_nothing_stays_beside_it() {
        let around = tempfile::tempdir().unwrap();
        fs::create_dir(around.path().join("empty")).unwrap();
        for name in ["empty", "new", "deep/new"] {
            let folder = around.path().join(name);
            write(&folder, |folder| two_files(folder, "a red ox")).unwrap();
            assert_eq!(fs::read_to_string(folder.join("one")).unwrap(), "a red ox", "{name}");
            assert_eq!(names(&folder), ["one", "two"], "{name}");
        }
        assert_eq!(names(around.path()), ["deep", "empty", "new"]);
    }

    #[test]
    fn a_failure_half_way_leaves_the_place_as_it_was() {
        let around = tempfile::tempdir().unwrap();
        fs::create_dir(around.path().join("empty")).unwrap();
        for name in ["empty", "new"] {
            let folder = around.path().join(name);
            let broken = write(&folder, |folder| {
                two_files(folder, "a red ox")?;
                bail!("failed to write three")
            });
            assert_eq!(broken.unwrap_err().to_string(), "failed to write three");
        }
        assert_eq!(names(around.path()), ["empty"]);
        assert!(names(&around.path().join("empty")).is_empty());
    }

    #[test]
    fn what_is_there_already_stays_as_it_is() {
        let around = tempfile::tempdir().unwrap();
        let (folder, file) = (around.path().join("full"), around.path().join("file"));
        write(&folder, |folder| two_files(folder, "before")).unwrap();
        fs::write(&file, "before").unwrap();
        for taken in [&folder, &file] {
            write(taken, |folder| two_files(folder, "after")).unwrap_err();
        }
        assert_eq!(fs::read_to_string(folder.join("one")).unwrap(), "before");
        assert_eq!(fs::read_to_string(file).unwrap(), "before");
        assert_eq!(names(around.path()), ["file", "full"]);
    }

    fn two_files(folder: &Path, text: &str) -> anyhow::Result<()> {
        fs::write(folder.join("one"), text)?;
        Ok(fs::write(folder.join("two"), text)?)
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = folder.read_dir().unwrap().map(|entry| entry.unwrap().file_name());
        let mut names: Vec<String> = entries.map(|name| name.into_string().unwrap()).collect();
        names.sort();
        names
    }
}
