//! The app's own windows: opened when they are wanted and gone when they are closed, so that nothing of a
//! browser stays in memory.

use akabeko_agent_app::{Panel, Window, page};
use akabeko_shared::Language;
use akabeko_shared::view::{Scene, View};
use akabeko_shared::wire::NoticeState;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tauri::webview::{PageLoadEvent, PageLoadPayload};
use tauri::{
    AppHandle, Manager, PhysicalPosition, WebviewUrl, WebviewWindow, WebviewWindowBuilder, WindowEvent,
};

use super::tray;

/// Width and height of a window, in logical pixels.
fn size(window: Window) -> (f64, f64) {
    match window {
        Window::Welcome => (720.0, 680.0),
        Window::Popup => (380.0, 600.0),
        Window::Settings => (640.0, 680.0),
    }
}

/// The window that shows how far the person has come.
pub(crate) fn show_what_fits(app: &AppHandle) {
    open(app, fitting(&app.state::<Arc<Panel>>().view()));
}

fn fitting(view: &View) -> Window {
    match view.scene {
        Scene::Uninvited { .. } | Scene::Asking { .. } | Scene::Invited { .. } => Window::Welcome,
        Scene::Member(_) => Window::Popup,
    }
}

/// A click on the icon, at a place of the screen: opens the window that fits, or closes the popup.
pub(crate) fn toggle(app: &AppHandle, at: (f64, f64)) {
    match app.get_webview_window(Window::Popup.label()) {
        Some(popup) => close(&popup),
        // The click that took the focus from the popup closed it already, and means just that.
        None if was_just_left() => {}
        None => open_at(app, fitting(&app.state::<Arc<Panel>>().view()), Some(at)),
    }
}

/// Opens a window, or brings it to the front.
pub(crate) fn open(app: &AppHandle, window: Window) {
    open_at(app, window, None);
}

/// Closes a window if it is open.
pub(crate) fn close_if_open(app: &AppHandle, window: Window) {
    if let Some(window) = app.get_webview_window(window.label()) {
        close(&window);
    }
}

/// The person is nobody's agent any more: what showed that goes, pages of the server included.
pub(crate) fn begin_again(app: &AppHandle) {
    for window in
        app.webview_windows().into_values().filter(|window| window.label() != Window::Welcome.label())
    {
        close(&window);
    }
    open(app, Window::Welcome);
}

fn close(window: &WebviewWindow) {
    if let Err(error) = window.close() {
        tracing::warn!("failed to close a window: {error}");
    }
}

/// Windows are built away from the main thread: on Windows a handler there would wait for itself.
fn open_at(app: &AppHandle, window: Window, at: Option<(f64, f64)>) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let opened = match app.get_webview_window(window.label()) {
            Some(open) => open.unminimize().and_then(|()| open.set_focus()),
            None => build(&app, window, at),
        };
        if let Err(error) = opened {
            tracing::warn!("failed to open the window {}: {error}", window.label());
        }
    });
}

fn build(app: &AppHandle, window: Window, at: Option<(f64, f64)>) -> tauri::Result<()> {
    let view = app.state::<Arc<Panel>>().view();
    let (width, height) = size(window);
    let address = WebviewUrl::App(format!("index.html?window={}", window.label()).into());
    let mut builder = WebviewWindowBuilder::new(app, window.label(), address)
        .title(title(&view))
        .inner_size(width, height)
        .min_inner_size(320.0, 400.0)
        // An empty window would flash up first.
        .visible(false)
        .on_page_load(show_when_drawn)
        .on_navigation(|to| to.scheme() == "tauri" || to.host_str() == Some("tauri.localhost"));
    let is_popup = window == Window::Popup && view.device.tray == Some(true);
    if is_popup {
        builder = builder.skip_taskbar(true).always_on_top(true).maximizable(false).minimizable(false);
    } else {
        builder = builder.center();
    }
    let window = builder.build()?;
    if is_popup {
        place(&window, at)?;
        close_when_left(&window);
    }
    badge(app, &view);
    Ok(())
}

fn show_when_drawn(window: WebviewWindow, load: PageLoadPayload<'_>) {
    if load.event() == PageLoadEvent::Finished
        && let Err(error) = window.show().and_then(|()| window.set_focus())
    {
        tracing::warn!("failed to show a window: {error}");
    }
}

/// The product, and how many notices there are.
fn title(view: &View) -> String {
    let product = match view.language {
        Language::Ja => "赤べこ",
        Language::En => "Akabeko",
    };
    match open_notices(view) {
        0 => product.to_owned(),
        count => format!("{product} ({count})"),
    }
}

fn open_notices(view: &View) -> usize {
    let Scene::Member(status) = &view.scene else { return 0 };
    status.notices.iter().filter(|notice| notice.state == NoticeState::Open).count()
}

/// Puts the popup near the icon, wholly on the screen; systems that place windows by themselves do as they like.
fn place(window: &WebviewWindow, at: Option<(f64, f64)>) -> tauri::Result<()> {
    let at = at.or_else(|| tray::place(window.app_handle()));
    let monitor = match at {
        Some((x, y)) => window.monitor_from_point(x, y)?,
        None => None,
    };
    let Some(monitor) = monitor.or(window.primary_monitor()?) else { return Ok(()) };
    let (area, size) = (monitor.work_area(), window.outer_size()?);
    let space = (f64::from(area.size.width), f64::from(area.size.height));
    let (left, top) = (f64::from(area.position.x), f64::from(area.position.y));
    // A click that was made without a pointer says nothing; icons are mostly at the right.
    let (x, y) = at.filter(|at| *at != (0.0, 0.0)).unwrap_or((left + space.0, top));
    let fit =
        |wish: f64, start: f64, space: f64, size: u32| wish.min(start + space - f64::from(size)).max(start);
    window.set_position(PhysicalPosition::new(
        fit(x - f64::from(size.width) / 2.0, left, space.0, size.width),
        fit(y, top, space.1, size.height),
    ))
}

/// When the popup was last left for something else.
static LEFT: Mutex<Option<Instant>> = Mutex::new(None);

fn was_just_left() -> bool {
    const A_CLICK: Duration = Duration::from_millis(300);
    LEFT.lock().unwrap_or_else(PoisonError::into_inner).is_some_and(|left| left.elapsed() < A_CLICK)
}

/// A popup goes away when the person turns to something else.
fn close_when_left(window: &WebviewWindow) {
    let popup = window.clone();
    window.on_window_event(move |event| {
        if matches!(event, WindowEvent::Focused(false)) {
            *LEFT.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
            close(&popup);
        }
    });
}

/// Where there is no icon, windows and their entry in the launcher carry the number.
pub(crate) fn badge(app: &AppHandle, view: &View) {
    let count = open_notices(view);
    for window in app.webview_windows().into_values().filter(|window| !page::is_from_afar(window.label())) {
        let number = i64::try_from(count).ok().filter(|count| *count > 0);
        let done = window.set_title(&title(view)).and_then(|()| window.set_badge_count(number));
        if let Err(error) = done {
            tracing::debug!("failed to set the badge: {error}");
        }
    }
}
