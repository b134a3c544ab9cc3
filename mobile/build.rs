//! Prepares what Tauri reads at compile time: who may ask what of the app.

use std::path::Path;

/// Naming the app's commands puts them under the capability files: a window that no file names may call none.
fn main() {
    const BUILT: &str = "../ui/agent/dist";
    println!("cargo::rerun-if-changed={BUILT}");
    assert!(
        Path::new(BUILT).join("index.html").is_file(),
        "the screens are not built yet: run npm ci --ignore-scripts && npm run build in ui/"
    );
    let commands = tauri_build::AppManifest::new().commands(&["ask", "view"]);
    let attributes = tauri_build::Attributes::new().app_manifest(commands);
    tauri_build::try_build(attributes).expect("the app's configuration and capabilities are valid");
    #[cfg(target_os = "macos")]
    if std::env::var("CARGO_CFG_TARGET_OS").is_ok_and(|system| system == "ios") {
        link_swift().expect("the Swift of gen/apple/device can be built");
    }
}

/// Builds the part of the app that is written in Swift, and links it into the library. It is built against Tauri's
/// own Swift, which comes with Tauri's crate and is copied to where the package looks for it.
#[cfg(target_os = "macos")]
fn link_swift() -> std::io::Result<()> {
    const PACKAGE: &str = "gen/apple/device";
    const TAURI: &str = "gen/apple/.tauri/tauri-api";
    println!("cargo::rerun-if-changed={PACKAGE}");
    println!("cargo::rerun-if-env-changed=DEP_TAURI_IOS_LIBRARY_PATH");
    let tauri = std::env::var("DEP_TAURI_IOS_LIBRARY_PATH").map_err(std::io::Error::other)?;
    copy(Path::new(&tauri), Path::new(TAURI))?;
    // As tauri.conf.json has it; the first is asked for although nothing is built for macOS.
    swift_rs::SwiftLinker::new("10.15").with_ios("14.0").with_package("akabeko-device", PACKAGE).link();
    Ok(())
}

#[cfg(target_os = "macos")]
fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in from.read_dir()? {
        let entry = entry?;
        let to = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &to)?;
        } else {
            std::fs::copy(entry.path(), to)?;
        }
    }
    Ok(())
}
