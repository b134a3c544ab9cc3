//! The window of a page from afar: the enrolled server's, and nobody else's. It may call nothing of the app,
//! goes nowhere else, and leaves nothing behind.

use std::sync::atomic::{AtomicU32, Ordering};

use akabeko_agent_core::Origin;
use tauri::webview::NewWindowResponse;
use tauri::{AppHandle, Url, WebviewUrl, WebviewWindowBuilder};

/// Counts the windows, so that each has a label of its own: `page-1`, `page-2`. No capability names them.
static OPENED: AtomicU32 = AtomicU32::new(0);

/// Opens a page of `origin` in a window of its own.
pub(crate) fn open(app: &AppHandle, origin: &Origin, page: &str) -> tauri::Result<()> {
    let url = Url::parse(page).map_err(tauri::Error::InvalidUrl)?;
    let label = format!("page-{}", OPENED.fetch_add(1, Ordering::Relaxed) + 1);
    let (home, same) = (origin.clone(), origin.clone());
    let window = WebviewWindowBuilder::new(app, label, WebviewUrl::External(url))
        .title("Akabeko")
        .inner_size(480.0, 800.0)
        .min_inner_size(320.0, 400.0)
        .incognito(!is_driven())
        .on_navigation(move |to| stays(&home, to))
        .on_new_window(move |to, _| {
            if !same.covers(to.as_str()) {
                send_away(&to);
            }
            NewWindowResponse::Deny
        })
        .on_document_title_changed(|window, title| {
            // What a window is called is up to its page, which is the server's own.
            let _ = window.set_title(&title);
        })
        .on_download(|_, _| false)
        .build()?;
    window.set_focus()
}

/// Whether a test drives the app's windows, which works only while they share what a browser keeps.
fn is_driven() -> bool {
    std::env::var_os("TAURI_WEBVIEW_AUTOMATION").is_some_and(|driven| driven == "true")
}

/// Whether a page of `origin` may lead there in its own window. Whatever leads elsewhere goes to the browser.
fn stays(origin: &Origin, to: &Url) -> bool {
    // Frames begin empty.
    let stays = origin.covers(to.as_str()) || matches!(to.as_str(), "about:blank" | "about:srcdoc");
    if !stays {
        send_away(to);
    }
    stays
}

/// Hands a link to the system, if it is one that systems have a safe program for.
fn send_away(to: &Url) {
    if matches!(to.scheme(), "https" | "http" | "mailto")
        && let Err(error) = open::that_detached(to.as_str())
    {
        tracing::warn!("failed to open the browser: {error}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_enrolled_server_is_shown() {
        let origin: Origin = "https://akabeko.example".parse().unwrap();
        for (to, expected) in [
            ("https://akabeko.example/n/abc?ticket=x", true),
            ("about:blank", true),
            ("javascript:alert(1)", false),
            ("tauri://localhost/index.html", false),
            ("file:///etc/passwd", false),
            ("data:text/html,hello", false),
        ] {
            assert_eq!(stays(&origin, &to.parse().unwrap()), expected, "{to}");
        }
    }
}
