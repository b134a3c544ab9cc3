//! What windows ask for that is a call or two to the backend, beside everything else that goes on.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::page::Page;
use crate::screen::Screen;
use crate::shell::Window;
use akabeko_agent_core::{Backend, Failure, words};
use akabeko_shared::NoticeId;
use akabeko_shared::view::Scene;
use akabeko_shared::wire::About;

/// The way to the backend, with the agent's token once there is one.
pub(super) type Way = Arc<Mutex<Backend>>;

/// Asks the server who runs it until it says so: the consent text is not whole without. Another server's answer
/// would be wrong here.
pub(super) async fn ask_about(screen: Screen, way: Way) {
    const TRIES: u32 = 100;
    const LONGEST: Duration = Duration::from_secs(15 * 60);
    let mut patience = Duration::from_secs(30);
    for _ in 0..TRIES {
        let backend = way.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let about: Result<About, Failure> = backend.about().await;
        let server = match screen.view().scene {
            Scene::Member(status) => status.server,
            Scene::Invited { server, .. } => server,
            Scene::Uninvited { .. } | Scene::Asking { .. } => return,
        };
        match about {
            _ if server != backend.origin().to_string() => return,
            Ok(about) => return screen.show(|view| view.about = Some(about)),
            Err(failure) => tracing::info!("failed to {failure}"),
        }
        tokio::time::sleep(patience).await;
        patience = (patience * 2).min(LONGEST);
    }
}

/// Opens a notice's page so that the visit counts as from the app. Whoever reads it needs no message about it.
pub(super) async fn open_notice(screen: Screen, backend: Backend, notice: NoticeId) {
    let ticket = match backend.ticket(notice).await {
        Ok(ticket) => ticket,
        Err(failure) => {
            screen.fail(words::failure(&failure, screen.catalogue()));
            // Whoever clicked on a message may have no window in which to read that.
            return screen.open(Window::Popup);
        }
    };
    let address = ticket.address(screen.view().language);
    match screen.shell().open_page(&screen, backend.origin(), Page::Notice(notice), &address).await {
        Ok(()) => {
            screen.close(Window::Popup);
            screen.take_back(notice);
        }
        Err(error) => tracing::warn!("failed to open a page: {error:#}"),
    }
}

/// Writes everything that the server keeps about this device to a file.
pub(super) async fn write_out(screen: Screen, backend: Backend) {
    let document = match backend.me().await {
        Ok(document) => document,
        Err(failure) => return screen.fail(words::failure(&failure, screen.catalogue())),
    };
    match screen.shell().export(&screen, &document) {
        Ok(place) => screen.show(|view| view.device.exported = Some(place)),
        Err(error) => {
            let why = format!("{error:#}");
            screen.fail(screen.catalogue().text_with("failure-write", &[("why", &why)]));
        }
    }
}
