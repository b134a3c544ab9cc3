//! A session bus that starts nothing by itself but what is named, so that what is missing stays missing.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// Where packages say which program answers to which name.
const SERVICES: &str = "/usr/share/dbus-1/services";

/// The panel keeps its settings there.
const ALLOWED: [&str; 1] = ["org.xfce.Xfconf.service"];

/// Writes the bus's configuration into a folder.
pub(super) fn configure(folder: &Path) -> Result<PathBuf> {
    let services = folder.join("services");
    fs::create_dir(&services)?;
    for name in ALLOWED {
        fs::copy(Path::new(SERVICES).join(name), services.join(name))
            .with_context(|| format!("find {name}, which Debian's package xfconf has"))?;
    }
    let file = folder.join("bus.conf");
    fs::write(&file, text(folder, &services))?;
    Ok(file)
}

fn text(folder: &Path, services: &Path) -> String {
    format!(
        r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
    "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir={}</listen>
  <auth>EXTERNAL</auth>
  <servicedir>{}</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"#,
        folder.display(),
        services.display()
    )
}
