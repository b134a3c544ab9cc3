//! The window of a page from afar on a desktop. It may call nothing of the app, goes nowhere else, and leaves nothing
//! behind.

use std::time::Duration;

use akabeko_agent_core::Origin;
use tauri::webview::NewWindowResponse;
use tauri::{AppHandle, Manager, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder};
use tokio::sync::mpsc::unbounded_channel;
use tokio::time::timeout;

use super::Page;

/// What the labels of these windows begin with, and no other's.
const PREFIX: &str = "page-";

/// Whether a label is that of a window of a page from afar.
pub fn is_from_afar(label: &str) -> bool {
    label.starts_with(PREFIX)
}

/// What a page's window is known by. No capability names it.
fn label(page: Page) -> String {
    match page {
        Page::Notice(notice) => format!("{PREFIX}{notice}"),
        Page::Sample => format!("{PREFIX}sample"),
    }
}

/// Brings a page of `origin` to the front. A window that shows something else by now, or nothing because the
/// server was out of reach, loads it anew; half-written words in one that still shows it stay.
///
/// # Errors
/// When the system does not build or show the window.
pub async fn open(app: &AppHandle, origin: &Origin, page: Page, address: &str) -> tauri::Result<()> {
    let url = Url::parse(address).map_err(tauri::Error::InvalidUrl)?;
    let Some(window) = app.get_webview_window(&label(page)) else { return build(app, origin, page, url) };
    if !shows(&window, page).await {
        window.navigate(url)?;
    }
    window.unminimize()?;
    window.set_focus()
}

fn build(app: &AppHandle, origin: &Origin, page: Page, url: Url) -> tauri::Result<()> {
    let (home, same) = (origin.clone(), origin.clone());
    let window = WebviewWindowBuilder::new(app, label(page), WebviewUrl::External(url))
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

/// Whether a window still shows the page: a page of a notice says which one it is, and no other page does. One that
/// says nothing in time shows nothing.
async fn shows(window: &WebviewWindow, page: Page) -> bool {
    const IN_TIME: Duration = Duration::from_secs(2);
    let (tell, mut told) = unbounded_channel();
    let asked = window.eval_with_callback("document.body?.dataset.path ?? null", move |answer| {
        // Nobody listens any more if it took too long.
        let _ = tell.send(answer);
    });
    let answer = timeout(IN_TIME, told.recv()).await;
    asked.is_ok() && matches!(answer, Ok(Some(answer)) if is_the_page(&answer, page))
}

/// Whether this answer, as JSON, is the path of the page. A sample never says where it is.
fn is_the_page(answer: &str, page: Page) -> bool {
    let path = match page {
        Page::Notice(notice) => format!("/notice/{notice}"),
        Page::Sample => return false,
    };
    serde_json::from_str::<Option<String>>(answer).is_ok_and(|said| said == Some(path))
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
    use akabeko_shared::NoticeId;

    use super::*;

    #[test]
    fn a_window_shows_a_page_only_if_the_page_says_so() {
        let (one, other) =
            ([1, 2]).map(|number| NoticeId::at(jiff::Timestamp::UNIX_EPOCH, [number; 10])).into();
        for (answer, expected) in [
            (format!("\"/notice/{one}\""), true),
            (format!("\"/notice/{other}\""), false),
            (format!("\"/notice/{one}x\""), false),
            ("null".to_owned(), false),
            (String::new(), false),
            ("undefined".to_owned(), false),
            (format!("{{\"path\":\"/notice/{one}\"}}"), false),
        ] {
            assert_eq!(is_the_page(&answer, Page::Notice(one)), expected, "{answer}");
        }
        assert!(!is_the_page("null", Page::Sample));
    }

    #[test]
    fn each_notice_has_a_window_of_its_own_that_is_told_from_the_apps() {
        let notice = |number| Page::Notice(NoticeId::at(jiff::Timestamp::UNIX_EPOCH, [number; 10]));
        let labels = [notice(1), notice(2), Page::Sample].map(label);
        assert!(labels[0] != labels[1] && labels[1] != labels[2], "{labels:?}");
        assert!(labels.iter().all(|label| is_from_afar(label)), "{labels:?}");
        assert!(!["welcome", "popup", "settings"].into_iter().any(is_from_afar));
    }

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
