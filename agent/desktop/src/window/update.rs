//! The app renews itself only where it was built to: with the key that its versions are signed with, and the
//! address that lists them. Distribution packages are built without, since their system renews them.

use std::time::Duration;

use akabeko_agent_app::Screen;
use tauri::plugin::TauriPlugin;
use tauri::{AppHandle, Url, Wry};
use tauri_plugin_updater::{Config, Update, UpdaterExt};

/// The public key of signed versions, and where they are listed.
const SIGNED: Option<(&str, &str)> =
    match (option_env!("AKABEKO_UPDATER_KEY"), option_env!("AKABEKO_UPDATER_URL")) {
        (Some(key), Some(url)) => Some((key, url)),
        (Some(_) | None, _) => None,
    };

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// What the updater needs to be asked at all. Its settings refuse older versions, and signatures that do not name
/// the version that they are for.
pub(crate) fn plugin() -> TauriPlugin<Wry, Config> {
    tauri_plugin_updater::Builder::new().pubkey(SIGNED.map_or("", |(key, _)| key)).build()
}

/// Looks for a newer version once a day, and shows it.
pub(crate) async fn watch(screen: Screen) {
    while SIGNED.is_some() {
        match newer(screen.app()).await {
            Ok(update) => screen.show(|view| view.device.update = update.map(|update| update.version)),
            Err(error) => tracing::info!("failed to look for a newer version: {error}"),
        }
        tokio::time::sleep(DAY).await;
    }
}

/// Installs the newer version and starts again.
pub(crate) async fn install(screen: Screen) {
    if let Err(error) = try_to_install(screen.app()).await {
        let why = error.to_string();
        screen.fail(screen.catalogue().text_with("failure-update", &[("why", &why)]));
    }
}

async fn try_to_install(app: &AppHandle) -> tauri_plugin_updater::Result<()> {
    if let Some(update) = newer(app).await? {
        update.download_and_install(|_, _| {}, || {}).await?;
        app.restart();
    }
    Ok(())
}

async fn newer(app: &AppHandle) -> tauri_plugin_updater::Result<Option<Update>> {
    let Some((_, list)) = SIGNED else { return Ok(None) };
    app.updater_builder().endpoints(vec![Url::parse(list)?])?.build()?.check().await
}
