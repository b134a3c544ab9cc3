//! The folder in which an agent remembers who it is: for its owner's eyes only, and for one agent at a time.

use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use akabeko_agent_core::Remembered;
use anyhow::{Context, Result, anyhow, bail};

mod lock;

/// An agent's folder, held until dropped.
pub struct Data {
    folder: PathBuf,
    _lock: lock::Held,
}

impl Data {
    /// Opens the folder, making it if need be.
    ///
    /// # Errors
    /// While another agent holds it, or when it cannot be made.
    pub fn open(folder: PathBuf) -> Result<Self> {
        make_private(&folder).with_context(|| format!("make the data folder {}", folder.display()))?;
        let path = folder.join("lock");
        let lock = private().create(true).write(true).truncate(false).open(&path);
        let lock = lock.with_context(|| format!("open {}", path.display()))?;
        match lock::take(lock) {
            Ok(Some(lock)) => Ok(Self { folder, _lock: lock }),
            Ok(None) => {
                bail!("start: another akabeko-agent is using {}; give another --data", folder.display())
            }
            Err(error) => Err(error).with_context(|| format!("lock {}", path.display())),
        }
    }

    /// Where it is.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Reads a file of the folder, if it is there.
    pub fn read(&self, name: &str) -> Result<Option<Vec<u8>>> {
        read(&self.folder.join(name))
    }

    /// Removes what was remembered: this device is nobody's agent any more. The salt stays, so that its networks
    /// keep their names.
    pub fn forget(&self) -> Result<()> {
        let path = self.folder.join("agent.json");
        match fs::remove_file(&path) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                Err(error).with_context(|| format!("remove {}", path.display()))
            }
            Ok(()) | Err(_) => sync_folder(&self.folder).context("write the data folder"),
        }
    }

    /// Reads what was remembered, if anything was.
    pub fn recall(&self) -> Result<Option<Remembered>> {
        let path = self.folder.join("agent.json");
        let Some(text) = read(&path)? else { return Ok(None) };
        let remembered = serde_json::from_slice(&text);
        remembered
            .map(Some)
            .with_context(|| format!("understand {}; move it away to enrol again", path.display()))
    }

    /// Writes down what is to be remembered: afterwards it is there whole, even if the power fails now.
    pub fn remember(&self, remembered: &Remembered) -> Result<()> {
        let text = serde_json::to_vec_pretty(remembered).context("put the memory into words")?;
        self.write("agent.json", &text)
    }

    /// The salt that tells this device's networks apart, made by `chance` the first time.
    pub fn salt(&self, chance: [u8; 32]) -> Result<Vec<u8>> {
        if let Some(salt) = read(&self.folder.join("salt"))? {
            return Ok(salt);
        }
        self.write("salt", &chance)?;
        Ok(chance.to_vec())
    }

    /// Writes a file of the folder: afterwards it is there whole, even if the power fails now.
    pub fn write(&self, name: &str, text: &[u8]) -> Result<()> {
        let path = self.folder.join(name);
        replace(&self.folder, &path, text).with_context(|| format!("write {}", path.display()))
    }
}

/// Where data belongs on this system: `$XDG_DATA_HOME/akabeko`, or `~/.local/share/akabeko`; on Windows and macOS
/// where their programs keep it.
pub fn usual_folder() -> Result<PathBuf> {
    let named = std::env::var_os(NAMED_BY).map(PathBuf::from).filter(|path| path.is_absolute());
    let shared = named.or_else(|| std::env::home_dir().map(|home| home.join(BELOW_HOME)));
    Ok(shared.ok_or_else(|| anyhow!("find a data folder: give --data, or set HOME"))?.join("akabeko"))
}

#[cfg(windows)]
const NAMED_BY: &str = "APPDATA";
#[cfg(not(windows))]
const NAMED_BY: &str = "XDG_DATA_HOME";

#[cfg(windows)]
const BELOW_HOME: &str = r"AppData\Roaming";
#[cfg(target_os = "macos")]
const BELOW_HOME: &str = "Library/Application Support";
#[cfg(not(any(windows, target_os = "macos")))]
const BELOW_HOME: &str = ".local/share";

fn read(path: &Path) -> Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("read {}", path.display())),
    }
}

/// The old text stays until the new one is whole on disk.
fn replace(folder: &Path, path: &Path, text: &[u8]) -> io::Result<()> {
    let new = path.with_added_extension("new");
    match fs::remove_file(&new) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
        Ok(()) | Err(_) => {}
    }
    let mut file = private().create_new(true).write(true).open(&new)?;
    file.write_all(text)?;
    file.sync_all()?;
    fs::rename(&new, path)?;
    sync_folder(folder)
}

#[cfg(unix)]
fn private() -> OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;
    let mut options = OpenOptions::new();
    options.mode(0o600);
    options
}

#[cfg(unix)]
fn make_private(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    fs::File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn private() -> OpenOptions {
    OpenOptions::new()
}

#[cfg(not(unix))]
fn make_private(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests;
