//! What a .deb says of itself and has in it, looked at before anyone installs it.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::command::output;
use crate::packages::on_path;

/// Checks every .deb of a folder, where there is a dpkg to read it.
pub(super) fn check(packages: &Path) -> Result<()> {
    for file in packages.read_dir()? {
        let file = file?.path();
        if file.extension().is_none_or(|ending| ending != "deb") {
            continue;
        }
        if on_path("dpkg-deb") {
            check_one(&file).with_context(|| format!("pass {}", file.display()))?;
        } else {
            eprintln!("there is no dpkg-deb: {} was NOT looked into", file.display());
        }
    }
    Ok(())
}

fn check_one(deb: &Path) -> Result<()> {
    let said = dpkg_deb(&["--field"], deb, &[])?;
    eprint!("{said}");
    faultless("says", fields(&said))?;
    let paths = dpkg_deb(&["--contents"], deb, &[])?;
    faultless("has", files(&paths))?;
    let entry = dpkg_deb(&["--fsys-tarfile"], deb, &[ENTRY])?;
    faultless("has in its desktop entry", lacks(&entry, &ENTRY_LINES))
}

/// Runs dpkg-deb; with a member's name, gives that member of the archive it writes.
fn dpkg_deb(arguments: &[&str], deb: &Path, member: &[&str]) -> Result<String> {
    let mut command = Command::new("dpkg-deb");
    command.args(arguments).arg(deb);
    let bytes = if member.is_empty() {
        output(&mut command)?
    } else {
        let archive = command.stdout(std::process::Stdio::piped()).spawn().context("start dpkg-deb")?;
        let archive = archive.stdout.context("read from dpkg-deb")?;
        output(Command::new("tar").args(["--extract", "--to-stdout"]).args(member).stdin(archive))?
    };
    String::from_utf8(bytes).context("read what dpkg-deb says")
}

fn faultless(verb: &str, lacking: Vec<&str>) -> Result<()> {
    ensure!(lacking.is_empty(), "find what it {verb}: {}", lacking.join(", "));
    Ok(())
}

/// What its fields must say; the icon needs no library, since the agent speaks with the panel itself.
fn fields(said: &str) -> Vec<&'static str> {
    let mut lacking = lacks(said, &FIELDS);
    if said.contains("appindicator") {
        lacking.push("no library for icons");
    }
    lacking
}

fn files(paths: &str) -> Vec<&'static str> {
    lacks(paths, &FILES)
}

fn lacks(text: &str, wanted: &[&'static str]) -> Vec<&'static str> {
    wanted.iter().copied().filter(|line| !text.contains(line)).collect()
}

const FIELDS: [&str; 8] = [
    "Package: akabeko\n",
    "Maintainer: ",
    "libwebkit2gtk-4.1-0",
    "libgtk-3-0",
    "ca-certificates",
    "Section: net\n",
    "Description: Tells you when something in your home can be reached from the internet\n",
    " Akabeko keeps a small icon on your desktop",
];

const ENTRY: &str = "usr/share/applications/Akabeko.desktop";

const FILES: [&str; 6] = [
    " usr/bin/akabeko-agent\n",
    " usr/share/applications/Akabeko.desktop\n",
    " usr/share/doc/akabeko/copyright\n",
    " usr/share/icons/hicolor/128x128/apps/akabeko-agent.png\n",
    " usr/share/icons/hicolor/512x512/apps/akabeko-agent.png\n",
    " usr/share/metainfo/org.akabeko.agent.metainfo.xml\n",
];

const ENTRY_LINES: [&str; 6] = [
    "Name=Akabeko\n",
    "Name[ja]=赤べこ\n",
    "Comment[ja]=",
    "Exec=akabeko-agent %u\n",
    "Icon=akabeko-agent\n",
    "MimeType=x-scheme-handler/akabeko;\n",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_that_lacks_something_is_told_what() {
        let said = FIELDS.concat();
        assert!(fields(&said).is_empty());
        assert_eq!(fields(&said.replace("Section: net\n", "")), ["Section: net\n"]);
        assert_eq!(fields(&(said + "libayatana-appindicator3-1")), ["no library for icons"]);
        assert!(files(&FILES.concat()).is_empty());
        assert_eq!(files("").len(), FILES.len());
    }

    #[test]
    fn the_desktop_entry_is_what_is_looked_for() {
        let file = crate::command::root().join("agent/desktop/packaging/akabeko.desktop");
        let template = std::fs::read_to_string(file).unwrap();
        let entry = [("name", "Akabeko"), ("exec", "akabeko-agent"), ("icon", "akabeko-agent")]
            .iter()
            .fold(template, |text, (name, value)| text.replace(&format!("{{{{{name}}}}}"), value));
        assert_eq!(lacks(&entry, &ENTRY_LINES), [""; 0]);
    }
}
