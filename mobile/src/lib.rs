//! The agent for phones: one screen with the ox, the same life behind it as on a desktop, and what the phone's
//! system does in its own way.
//!
//! Built without a phone, the same screens run in a window of a desktop.
#![cfg_attr(target_os = "ios", expect(missing_docs, reason = "a macro writes what Apple's system calls"))]

#[cfg(any(target_os = "android", target_os = "ios"))]
mod ffi;
mod native;
mod phone;

use std::path::PathBuf;
use std::sync::Arc;

use akabeko_agent_app::data::Data;
use akabeko_agent_app::{Life, Panel, Place, Wish, Wishes, ambient, command, tongue};
use akabeko_shared::Language;
use akabeko_shared::Platform;
use akabeko_shared::view::Waking;
use anyhow::{Context, Result, bail};
use tauri::{App, Context as Configured, Manager, RunEvent, Runtime};

use crate::native::Native;
use crate::phone::Phone;

/// What an app is started with.
#[derive(Clone, Debug, Default)]
pub struct Start {
    /// Where to remember who this is; None: where the system keeps what belongs to the app.
    pub data: Option<PathBuf>,
    /// An invitation.
    pub link: Option<String>,
    /// The language; None: the system's, or what the person chose before.
    pub language: Option<Language>,
}

/// What the phone's system calls.
#[cfg_attr(any(target_os = "android", target_os = "ios"), tauri::mobile_entry_point)]
pub fn run() {
    if let Err(error) = run_with(Start::default()) {
        tracing::error!("failed to {error:#}");
    }
}

/// Runs until the app ends.
///
/// # Errors
/// When the app cannot be started.
pub fn run_with(start: Start) -> Result<()> {
    tracing_subscriber::fmt().with_target(false).with_writer(std::io::stderr).init();
    let language = start.language.unwrap_or_else(tongue::of_the_system);
    let (panel, wishes) = Panel::new(language, Platform::Mobile, Waking::Opened);
    let panel = Arc::new(panel);
    let app = tauri::Builder::default()
        .plugin(native::plugin())
        .manage(panel.clone())
        .invoke_handler(command::handler())
        .setup(move |app| {
            // An error given to Tauri would be a panic.
            if let Err(error) = set_up(app, start, panel, wishes) {
                tracing::error!("failed to {error:#}");
                app.handle().exit(1);
            }
            Ok(())
        })
        .build(context())
        .context("start the app")?;
    match app.run_return(|app, event| happened(&app.state::<Arc<Panel>>(), event)) {
        0 => Ok(()),
        code => bail!("go on: the app ended with code {code}"),
    }
}

/// The configuration and the capability files, as they are built in.
#[expect(clippy::disallowed_types, reason = "Tauri's own code, in which no order matters")]
fn context<R: Runtime>() -> Configured<R> {
    tauri::generate_context!()
}

/// Opens the screen and starts what lives behind it.
fn set_up(app: &mut App, start: Start, panel: Arc<Panel>, wishes: Wishes) -> Result<()> {
    let folder = start.data.map_or_else(|| app.path().app_data_dir(), Ok)?;
    let data = Arc::new(Data::open(folder)?);
    let native = Native::of(app.handle());
    let place = Place {
        app: app.handle().clone(),
        panel,
        shell: Arc::new(Phone::new(native.clone())),
        vault: Arc::new(native.vault()),
        sight: Box::new(native.sight(data.salt(ambient::chance()?)?)),
        data,
        language: start.language,
        link: start.link,
        is_quiet: false,
    };
    let settings = Life::settings(&place)?;
    phone::open_screen(app.handle())?;
    tauri::async_runtime::spawn(async move { Life::new(place, settings, wishes).await.live().await });
    Ok(())
}

#[cfg(any(target_os = "android", target_os = "ios"))]
fn happened(panel: &Panel, event: RunEvent) {
    if let RunEvent::Opened { urls } = &event
        && let Some(link) = urls.first()
    {
        panel.wish(Wish::Link(link.to_string()));
    }
}

/// On a desktop the app ends with its window, and the server hears of that.
#[cfg(not(any(target_os = "android", target_os = "ios")))]
fn happened(panel: &Panel, event: RunEvent) {
    if let RunEvent::ExitRequested { api, code: None, .. } = &event {
        api.prevent_exit();
        panel.wish(Wish::Quit);
    }
}

#[cfg(test)]
mod access;
