//! What fuzzers begin with: the seeds and the corpus in the tree, and the working corpus, which grows.
//!
//! In the tree a parser's corpus is one file with an input in each line, in base64: thousands of files would hide the
//! others.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result};
use data_encoding::BASE64URL_NOPAD;

use super::{LONGEST, folder, fuzzers};
use crate::command::run;

/// Where what a parser's fuzzer finds on its way is collected, from run to run; the tree's corpus is put there, too.
pub(super) fn working(parser: &str) -> Result<PathBuf> {
    let folder = folder(&format!("corpus/{parser}"))?;
    let file = in_tree(parser);
    let text = if file.is_file() { fs::read_to_string(&file) } else { Ok(String::new()) };
    let inputs = unpacked(&text.with_context(|| format!("read {}", file.display()))?);
    let inputs = inputs.with_context(|| format!("read {}", file.display()))?;
    unpack(&folder, &inputs).context("unpack the corpus")?;
    Ok(folder)
}

/// Puts the tree's corpus beside what was found, in place of what the tree had before.
fn unpack(folder: &Path, inputs: &[Vec<u8>]) -> io::Result<()> {
    for file in fs::read_dir(folder)? {
        let file = file?;
        if file.file_name().to_string_lossy().starts_with("tree-") {
            fs::remove_file(file.path())?;
        }
    }
    (0..).zip(inputs).try_for_each(|(number, input)| fs::write(folder.join(format!("tree-{number}")), input))
}

/// The seeds that a person wrote for a parser.
pub(super) fn seeds(parser: &str) -> PathBuf {
    fuzzers().join("seeds").join(parser)
}

/// Replaces the tree's corpus by as few inputs as reach every place that all of them reach.
pub(super) fn keep(fuzzer: &Path, parser: &str) -> Result<()> {
    let few = folder("few")?.join(parser);
    let again = if few.is_dir() { fs::remove_dir_all(&few) } else { Ok(()) };
    again.and_then(|()| fs::create_dir(&few)).with_context(|| format!("empty {}", few.display()))?;
    let mut merge = Command::new(fuzzer);
    // How often a place is reached does not count here: the tree has a corpus to begin with, not all that is known.
    merge.args(["-set_cover_merge=1", "-use_counters=0", LONGEST]).stderr(Stdio::null());
    run(merge.arg(&few).arg(working(parser)?).arg(seeds(parser)))?;
    let files = fs::read_dir(&few).with_context(|| format!("list {}", few.display()))?;
    let inputs = files.flatten().map(|file| fs::read(file.path())).collect::<Result<Vec<_>, _>>();
    let inputs = inputs.with_context(|| format!("read {}", few.display()))?;
    fs::write(in_tree(parser), packed(inputs)).context("put the corpus into the tree")
}

fn in_tree(parser: &str) -> PathBuf {
    fuzzers().join("corpus").join(format!("{parser}.txt"))
}

/// The shortest inputs first, so that the same inputs make the same file.
fn packed(mut inputs: Vec<Vec<u8>>) -> String {
    inputs.sort_by(|one, other| (one.len(), one).cmp(&(other.len(), other)));
    inputs.iter().map(|input| BASE64URL_NOPAD.encode(input) + "\n").collect()
}

fn unpacked(text: &str) -> Result<Vec<Vec<u8>>> {
    let inputs = text.lines().zip(1..).map(|(line, number)| {
        BASE64URL_NOPAD.decode(line.as_bytes()).with_context(|| format!("decode line {number}"))
    });
    inputs.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_corpus_survives_the_tree_and_is_always_written_in_the_same_order() {
        let inputs = [&b"SSH-2.0"[..], b"", b"\n", b"\0\xff", b"\0\xfe"].map(<[u8]>::to_vec);
        let text = packed(inputs.to_vec());
        assert_eq!(text, "\nCg\nAP4\nAP8\nU1NILTIuMA\n");
        let mut backwards = inputs.to_vec();
        backwards.reverse();
        assert_eq!(packed(backwards), text);
        let mut read = unpacked(&text).unwrap();
        read.sort();
        let mut inputs = inputs.to_vec();
        inputs.sort();
        assert_eq!(read, inputs);
    }

    #[test]
    fn of_the_trees_former_corpus_nothing_stays() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("found"), "found").unwrap();
        for inputs in [&["one", "two"][..], &["one"]] {
            let inputs: Vec<_> = inputs.iter().map(|input| input.as_bytes().to_vec()).collect();
            unpack(folder.path(), &inputs).unwrap();
            assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1 + inputs.len());
        }
    }

    #[test]
    fn a_broken_line_is_named() {
        assert!(unpacked("Cg\n?\n").unwrap_err().to_string().ends_with("line 2"));
    }
}
