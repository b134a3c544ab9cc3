//! What no file of the tree may name: a folder of one machine, or the host of a package registry.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::command::{program, quietly, root};

/// Reads every text file that is or may become part of the tree, and lists the lines at fault.
pub(crate) fn check() -> Result<()> {
    let faults: Vec<String> = files()?.iter().flat_map(|file| faults_in(file)).collect();
    ensure!(
        faults.is_empty(),
        "keep the tree free of one machine's folders and of hosts:\n{}",
        faults.join("\n")
    );
    Ok(())
}

/// Folders that only one machine has, as a path begins with them.
const FOLDERS: [&str; 4] = ["home", "root", "Users", "work"];

/// Hosts of package registries: what stands before the last dot, and after it.
const HOSTS: [(&str, &str); 5] = [
    ("crates", "io"),
    ("registry.npmjs", "org"),
    ("deb.debian", "org"),
    ("pypi", "org"),
    ("pythonhosted", "org"),
];

/// Lock files hold the hosts by their nature.
const LOCKS: [&str; 2] = ["Cargo.lock", "package-lock.json"];

/// Folders with what was built, installed or left by tests.
const NO_PART: [&str; 5] = [".git", "akabeko-data", "node_modules", "target", "test-results"];

/// The files that git knows or would take; without git, all that are there.
fn files() -> Result<Vec<String>> {
    let mut names = match known_to_git() {
        Some(names) => names.split_terminator('\0').map(str::to_owned).collect(),
        None => files_below(&root(), "").context("list the files of the tree")?,
    };
    names.retain(|name| !LOCKS.iter().any(|lock| name.ends_with(lock)));
    Ok(names)
}

/// A checkout may belong to somebody else, as in a container; only its list of files is read.
fn known_to_git() -> Option<String> {
    let arguments =
        ["-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"];
    quietly(&mut program("git", &arguments)).filter(|names| !names.is_empty())
}

/// Their names from the root, in order; a link is no file of the tree.
fn files_below(root: &Path, folder: &str) -> std::io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in root.join(folder).read_dir()? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let (kind, path) = (entry.file_type()?, format!("{folder}{name}"));
        if kind.is_file() {
            names.push(path);
        } else if kind.is_dir() && !NO_PART.contains(&&*name) {
            names.extend(files_below(root, &format!("{path}/"))?);
        }
    }
    names.sort();
    Ok(names)
}

/// The faults of one file; a file that is gone or is not text has none.
fn faults_in(file: &str) -> Vec<String> {
    let text = fs::read_to_string(root().join(file)).unwrap_or_default();
    let numbered = text.lines().zip(1..);
    numbered.filter_map(|(line, number)| Some(format!("{file}:{number}: {}", fault(line)?))).collect()
}

/// What a line names that it should not.
fn fault(line: &str) -> Option<String> {
    let folders = FOLDERS.iter().map(|folder| (format!("/{folder}/"), continues_a_path as fn(char) -> bool));
    let hosts =
        HOSTS.iter().map(|(name, end)| (format!("{name}.{end}"), continues_a_label as fn(char) -> bool));
    folders.chain(hosts).find_map(|(name, continues)| begins(line, &name, continues).then_some(name))
}

/// Whether a text stands somewhere in a line without being the rest of something longer.
fn begins(line: &str, text: &str, continues: fn(char) -> bool) -> bool {
    line.match_indices(text).any(|(at, _)| !line[..at].ends_with(continues))
}

fn continues_a_path(before: char) -> bool {
    before.is_alphanumeric() || "_.-}".contains(before)
}

fn continues_a_label(before: char) -> bool {
    before.is_alphanumeric() || before == '-'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_git_the_tree_is_walked() {
        let walked = files_below(&root(), "").unwrap();
        for file in [".ci/run", "Cargo.toml", "xtask/src/tree.rs"] {
            assert!(walked.iter().any(|name| name == file), "{file} is not among them");
        }
        let is_no_part = |name: &&String| name.split('/').any(|folder| NO_PART.contains(&folder));
        assert_eq!(walked.iter().find(is_no_part), None);
    }

    #[test]
    fn a_folder_of_one_machine_is_a_fault_and_a_relative_path_is_not() {
        for folder in FOLDERS {
            assert_eq!(fault(&format!("cd \"/{folder}/beko\"")), Some(format!("/{folder}/")));
            assert_eq!(fault(&format!("see ./{folder}/beko and a/{folder}/beko")), None);
        }
    }

    #[test]
    fn a_registry_host_is_a_fault_and_a_package_is_not() {
        for (name, end) in HOSTS {
            assert_eq!(fault(&format!("https://static.{name}.{end}/ox")), Some(format!("{name}.{end}")));
            assert_eq!(fault(&format!("my{name}.{end}")), None);
            assert_eq!(fault(&format!("the package {name} of {end}")), None);
        }
    }
}
