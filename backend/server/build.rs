//! Puts the built console into the program. Where it was not built, the program has none, and says so to whoever asks
//! for it.

use std::fmt::Write;
use std::path::Path;
use std::{env, fs, io};

const CONSOLE: &str = "../../ui/console/dist";

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed={CONSOLE}");
    let mut files = Vec::new();
    if Path::new(CONSOLE).is_dir() {
        list(&Path::new(CONSOLE).canonicalize()?, "", &mut files)?;
    }
    files.sort();
    let mut table = String::from("[\n");
    for (name, path) in files {
        writeln!(table, "    ({name:?}, include_bytes!({path:?}).as_slice()),").map_err(io::Error::other)?;
    }
    table.push(']');
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    fs::write(Path::new(&out).join("console.rs"), table)
}

/// Every file below a folder, by its name from there.
fn list(folder: &Path, prefix: &str, files: &mut Vec<(String, String)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            list(&entry.path(), &format!("{name}/"), files)?;
        } else {
            files.push((name, entry.path().to_string_lossy().into_owned()));
        }
    }
    Ok(())
}
