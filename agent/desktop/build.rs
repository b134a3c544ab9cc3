//! Prepares what Tauri reads at compile time: who may ask what of the app.

fn main() {
    #[cfg(feature = "window")]
    window();
}

/// Naming the app's commands puts them under the capability files: a window that no file names may call none.
#[cfg(feature = "window")]
fn window() {
    const BUILT: &str = "../../ui/agent/dist";
    println!("cargo::rerun-if-changed={BUILT}");
    println!("cargo::rerun-if-env-changed=AKABEKO_UPDATER_KEY");
    println!("cargo::rerun-if-env-changed=AKABEKO_UPDATER_URL");
    assert!(
        std::path::Path::new(BUILT).join("index.html").is_file(),
        "the windows are not built yet: run npm ci --ignore-scripts && npm run build in ui/"
    );
    let commands = tauri_build::AppManifest::new().commands(&["ask", "view"]);
    let attributes = tauri_build::Attributes::new().app_manifest(commands);
    tauri_build::try_build(attributes).expect("the app's configuration and capabilities are valid");
}
