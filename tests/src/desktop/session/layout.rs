//! What programs of a session find: their environment, folders and settings.

use std::fs;
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::Path;

use akabeko_shared::Language;
use anyhow::{Context, Result};

/// All that programs are told; nothing of what this test was told, so that no real session is touched.
pub(super) fn environment(folder: &Path, language: Language) -> Vec<(&'static str, String)> {
    let below = |name: &str| folder.join(name).display().to_string();
    let path = std::env::var("PATH").unwrap_or_default();
    let locale = match language {
        Language::Ja => "ja_JP.UTF-8",
        Language::En => "en_US.UTF-8",
    };
    vec![
        ("PATH", format!("{}:{path}", below("bin"))),
        ("HOME", below("home")),
        ("TMPDIR", below("tmp")),
        ("XDG_CONFIG_HOME", below("config")),
        ("XDG_CACHE_HOME", below("cache")),
        ("XDG_DATA_HOME", below("data")),
        ("XDG_STATE_HOME", below("state")),
        ("XDG_RUNTIME_DIR", below("run")),
        ("XDG_CURRENT_DESKTOP", "XFCE".to_owned()),
        ("GDK_BACKEND", "x11".to_owned()),
        ("NO_AT_BRIDGE", "1".to_owned()),
        ("LANG", locale.to_owned()),
    ]
}

/// Makes the folders and files that programs of the session find.
pub(super) fn lay_out(folder: &Path) -> Result<()> {
    let mut private = fs::DirBuilder::new();
    private.mode(0o700).recursive(true);
    for name in ["bin", "home", "tmp", "cache", "data", "state", "run"] {
        private.create(folder.join(name))?;
    }
    write(&folder.join("config/xfce4/xfconf/xfce-perchannel-xml/xfce4-panel.xml"), PANEL)?;
    write(&folder.join("config/dunst/dunstrc"), MESSAGES)?;
    write(&folder.join("password"), "the session's own")?;
    let browser = folder.join("bin/xdg-open");
    write(&browser, &format!("#!/bin/sh\necho \"$1\" >>'{}'\n", folder.join("opened").display()))?;
    fs::set_permissions(&browser, fs::Permissions::from_mode(0o755))?;
    Ok(())
}

fn write(file: &Path, text: &str) -> Result<()> {
    let folder = file.parent().context("find a file's folder")?;
    fs::create_dir_all(folder)?;
    fs::write(file, text).with_context(|| format!("write {}", file.display()))
}

/// One panel along the upper edge, 36 pixels high, with the icons at its right end.
const PANEL: &str = include_str!("xfce4-panel.xml");

/// Messages stay until somebody acts, and a click means what the message offers.
const MESSAGES: &str = include_str!("dunstrc");
