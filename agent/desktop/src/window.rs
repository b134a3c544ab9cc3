//! The app with its tray icon and windows, from its start to its end.

#[cfg(test)]
mod access;
mod bus;
mod icon;
mod look;
mod message;
mod open;
mod shell;
mod tray;
mod update;

use std::path::PathBuf;
use std::sync::Arc;

use akabeko_agent_app::data::{Data, usual_folder};
use akabeko_agent_app::network::Sight;
use akabeko_agent_app::vault::Keyring;
use akabeko_agent_app::{Life, Panel, Place, Wish, Wishes, ambient, command};
use akabeko_shared::view::Waking;
use akabeko_shared::{Invitation, Platform};
use anyhow::{Context, Result, bail, ensure};
use tauri::{App, AppHandle, Context as Configured, RunEvent, Runtime};
use tauri_plugin_autostart::MacosLauncher;

use self::message::Messages;
use self::shell::Desktop;
use crate::arguments::Arguments;

/// Runs until the person ends it.
pub(crate) fn run(arguments: Arguments) -> Result<()> {
    ensure!(has_a_screen(), "start: there is no screen here; give --headless");
    let (panel, wishes) = Panel::new(arguments.language(), Platform::Desktop, Waking::Always);
    let panel = Arc::new(panel);
    let its_panel = panel.clone();
    let app = tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(move |app, arguments, _| {
            started_again(app, &its_panel, arguments)
        }))
        .plugin(tauri_plugin_autostart::init(MacosLauncher::LaunchAgent, Some(vec!["--background"])))
        .plugin(update::plugin())
        .manage(panel.clone())
        .invoke_handler(command::handler())
        .setup(move |app| {
            // An error given to Tauri would be a panic.
            if let Err(error) = set_up(app, arguments, panel, wishes) {
                tracing::error!("failed to {error:#}");
                app.handle().exit(1);
            }
            Ok(())
        })
        .build(context())
        .context("start the app")?;
    match app.run_return(happened) {
        0 => Ok(()),
        code => bail!("go on: the app ended with code {code}"),
    }
}

/// The configuration and the capability files, as they are built in.
#[expect(clippy::disallowed_types, reason = "Tauri's own code, in which no order matters")]
fn context<R: Runtime>() -> Configured<R> {
    tauri::generate_context!()
}

/// Starts what lives behind the windows.
fn set_up(app: &mut App, arguments: Arguments, panel: Arc<Panel>, wishes: Wishes) -> Result<()> {
    let link = link(&arguments);
    let data = Arc::new(Data::open(arguments.data.map_or_else(usual_folder, Ok)?)?);
    let sight = Sight::new(PathBuf::from("/proc"), data.salt(ambient::chance()?)?);
    let place = Place {
        app: app.handle().clone(),
        panel,
        shell: Arc::new(Desktop::new(Messages::default())),
        vault: Arc::new(Keyring),
        sight: Box::new(sight),
        data,
        language: arguments.language,
        link,
        is_quiet: arguments.background,
    };
    let settings = Life::settings(&place)?;
    tauri::async_runtime::spawn(async move { Life::new(place, settings, wishes).await.live().await });
    Ok(())
}

/// The invitation on the command line: a link, or a server and a code.
fn link(arguments: &Arguments) -> Option<String> {
    let parts = arguments.server.clone().zip(arguments.invite.clone());
    let link = parts.map(|(server, code)| Invitation { server, code }.to_string());
    arguments.link.clone().or(link)
}

/// The person started the app while it runs: they want to see it, or to use an invitation.
fn started_again(app: &AppHandle, panel: &Panel, arguments: Vec<String>) {
    if arguments.iter().any(|argument| argument == "--background") {
        return;
    }
    match arguments.into_iter().find(|argument| argument.starts_with("akabeko:")) {
        Some(link) => panel.wish(Wish::Link(link)),
        None => open::show_what_fits(app),
    }
}

fn happened(app: &AppHandle, event: RunEvent) {
    if let RunEvent::ExitRequested { api, code: None, .. } = &event {
        // The last window was closed; the agent lives on in the tray.
        api.prevent_exit();
    }
    #[cfg(target_os = "macos")]
    if let RunEvent::Opened { urls } = &event
        && let Some(link) = urls.first()
    {
        use tauri::Manager;
        app.state::<Arc<Panel>>().wish(Wish::Link(link.to_string()));
    }
    let _ = app;
}

#[cfg(any(windows, target_os = "macos"))]
fn has_a_screen() -> bool {
    true
}

#[cfg(not(any(windows, target_os = "macos")))]
fn has_a_screen() -> bool {
    ["DISPLAY", "WAYLAND_DISPLAY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}
