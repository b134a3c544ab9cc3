//! Debian's compiler, unpacked beside the installed one, which it would otherwise replace.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::command::{run, target, write_script};
use crate::packages::on_path;

/// The compiler, its cargo, the source of the standard library, and the libraries that they are linked to.
const PACKAGES: [&str; 12] = [
    "rustc-web",
    "cargo-web",
    "rust-web-src",
    "libstd-rust-web-1.96",
    "libstd-rust-web-dev",
    "libllvm22",
    "libgit2-1.5",
    "libssh2-1",
    "libhttp-parser2.9",
    "libmbedcrypto7",
    "libmbedx509-1",
    "libmbedtls14",
];

/// Where it is, all below one folder.
pub(crate) struct Compiler(PathBuf);

impl Compiler {
    /// Unpacks it, unless that was done before.
    pub(crate) fn unpacked() -> Result<Self> {
        let compiler = Self(target().join("cross"));
        let done = compiler.0.join("unpacked");
        if !done.exists() {
            ensure!(on_path("apt-get"), "get Debian's compiler: this check needs Debian's apt-get");
            compiler.unpack()?;
            fs::write(&done, PACKAGES.join("\n")).context("note that the compiler is unpacked")?;
        }
        compiler.write_programs()?;
        Ok(compiler)
    }

    /// Its cargo.
    pub(crate) fn cargo(&self) -> PathBuf {
        self.programs().join("cargo")
    }

    /// Tells a command of its cargo all but the target.
    pub(crate) fn prepare(&self, command: &mut Command) {
        // Unstable options, of which building the standard library is one, work in this stable compiler too.
        command.env("RUSTC_BOOTSTRAP", "1").env("RUSTC", self.programs().join("rustc"));
        command.env("CARGO_TARGET_DIR", self.target()).env("CARGO_INCREMENTAL", "0");
        for inherited in ["RUSTC_WRAPPER", "RUSTFLAGS", "RUSTUP_TOOLCHAIN", "CARGO"] {
            command.env_remove(inherited);
        }
    }

    /// Names programs that leave empty files behind in place of a C compiler: a check links nothing.
    pub(crate) fn stand_in_for_c(&self, command: &mut Command, target: &str) {
        let target = target.replace('-', "_");
        command.env(format!("CC_{target}"), self.programs().join("clang"));
        command.env(format!("CXX_{target}"), self.programs().join("clang"));
        command.env(format!("AR_{target}"), self.programs().join("ar"));
        // Named, so that nobody asks Apple's tools for it.
        command.env("SDKROOT", self.programs());
    }

    /// Where it puts what it builds.
    pub(crate) fn target(&self) -> PathBuf {
        self.0.join("target")
    }

    fn programs(&self) -> PathBuf {
        self.0.join("programs")
    }

    fn root(&self) -> PathBuf {
        self.0.join("root")
    }

    fn unpack(&self) -> Result<()> {
        let archives = self.0.join("archives");
        for folder in [&archives, &self.root()] {
            fs::create_dir_all(folder).with_context(|| format!("make {}", folder.display()))?;
        }
        run(Command::new("apt-get").arg("download").args(PACKAGES).current_dir(&archives))?;
        for archive in archives.read_dir()? {
            run(Command::new("dpkg-deb").arg("--extract").arg(archive?.path()).arg(self.root()))?;
        }
        Ok(())
    }

    fn write_programs(&self) -> Result<()> {
        fs::create_dir_all(self.programs()).context("make a folder for programs")?;
        let root = self.root();
        let root = root.display();
        for name in ["cargo", "rustc", "rustdoc"] {
            let libraries = format!("export LD_LIBRARY_PATH='{root}/usr/lib/x86_64-linux-gnu'");
            let script = format!("#!/bin/sh\n{libraries}\nexec '{root}/usr/bin/{name}' \"$@\"\n");
            write_script(&self.programs().join(name), &script)?;
        }
        write_script(&self.programs().join("clang"), STAND_IN_FOR_A_COMPILER)?;
        write_script(&self.programs().join("ar"), STAND_IN_FOR_AN_ARCHIVER)
    }
}

/// Says which compiler it is when asked, else leaves the file behind that was wanted.
const STAND_IN_FOR_A_COMPILER: &str = r#"#!/bin/sh
for word in "$@"; do
    case "$before $word" in
        *" --version") echo "clang version 19.1.0"; exit ;;
        "-o "*) : >"$word" ;;
    esac
    before="$word"
done
"#;

const STAND_IN_FOR_AN_ARCHIVER: &str = r#"#!/bin/sh
for word in "$@"; do
    case "$word" in *.a) printf '!<arch>\n' >"$word"; exit ;; esac
done
"#;
