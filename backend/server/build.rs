//! Puts the built console and the built web app into the program. What was not built the program does not have, and says
//! so to whoever asks for it.

use std::fmt::Write;
use std::path::Path;
use std::{env, fs, io};

/// The folder of each, and the table that it becomes.
const BUILT: [(&str, &str); 2] = [("../../ui/console/dist", "console.rs"), ("../../ui/web/dist", "web.rs")];

fn main() -> io::Result<()> {
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    for (folder, table) in BUILT {
        println!("cargo::rerun-if-changed={folder}");
        fs::write(Path::new(&out).join(table), embedded(Path::new(folder))?)?;
    }
    Ok(())
}

fn embedded(folder: &Path) -> io::Result<String> {
    let mut files = Vec::new();
    if folder.is_dir() {
        list(&folder.canonicalize()?, "", &mut files)?;
    }
    files.sort();
    let mut table = String::from("[\n");
    for (name, path) in files {
        writeln!(table, "    ({name:?}, include_bytes!({path:?}).as_slice()),").map_err(io::Error::other)?;
    }
    table.push(']');
    Ok(table)
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
