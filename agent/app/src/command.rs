//! The two commands that the app's own windows may call. A page from afar may call neither: no capability names
//! its window.

use std::sync::Arc;

use akabeko_shared::view::{Ask, View};
use tauri::ipc::Invoke;
use tauri::{Runtime, State};

use crate::panel::{Panel, Wish};

/// Takes the calls of windows.
pub fn handler<R: Runtime>() -> impl Fn(Invoke<R>) -> bool + Send + Sync + 'static {
    tauri::generate_handler![view, ask]
}

/// What to show. Later views come by the event `view`.
#[tauri::command]
fn view(panel: State<'_, Arc<Panel>>) -> View {
    panel.view()
}

/// Asks for something; the answer is the next view.
#[tauri::command]
fn ask(panel: State<'_, Arc<Panel>>, ask: Ask) {
    panel.wish(Wish::Ask(ask));
}
