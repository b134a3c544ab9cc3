//! Draws a [`Look`] in the tray. On Linux tray-icon does it as a StatusNotifierItem of its own, where a click is
//! a click; elsewhere the system's own tray does.

use std::sync::{Mutex, PoisonError};

use akabeko_agent_app::{Panel, Window, Wish, words};
use akabeko_shared::view::Ask;
use tauri::menu::{IsMenuItem, Menu, MenuBuilder, MenuItem, Submenu};
use tauri::tray::{MouseButton, MouseButtonState, TrayIcon, TrayIconBuilder, TrayIconEvent};
use tauri::{AppHandle, Manager, Wry};

use super::look::{Deed, Entry, Look};
use super::{icon, open};

const ID: &str = "akabeko";

/// What the tray shows now; nothing where there is no place for it.
#[derive(Default)]
struct Shown(Mutex<Option<Look>>);

/// Draws what changed; on the main thread, as systems want it.
pub(crate) fn draw(app: &AppHandle, look: Look) -> tauri::Result<()> {
    if app.try_state::<Shown>().is_none() {
        app.manage(Shown::default());
    }
    let shown = app.state::<Shown>();
    let mut shown = shown.0.lock().unwrap_or_else(PoisonError::into_inner);
    match (app.tray_by_id(ID), shown.as_ref()) {
        (Some(_), Some(before)) if *before == look => return Ok(()),
        (Some(tray), before) => change(app, &tray, before, &look)?,
        (None, _) => build(app, &look)?,
    }
    *shown = Some(look);
    Ok(())
}

/// Where on the screen the icon is, if the system tells: Linux does not.
pub(crate) fn place(app: &AppHandle) -> Option<(f64, f64)> {
    let rect = app.tray_by_id(ID)?.rect().ok()??;
    let (corner, size) = (rect.position.to_physical::<f64>(1.0), rect.size.to_physical::<f64>(1.0));
    Some((corner.x + size.width / 2.0, corner.y + size.height))
}

fn build(app: &AppHandle, look: &Look) -> tauri::Result<()> {
    TrayIconBuilder::with_id(ID)
        .icon(icon::picture(look.icon))
        .title_where_it_is_no_label(&look.words)
        .tooltip(&look.words)
        .menu(&menu(app, &look.menu)?)
        .show_menu_on_left_click(false)
        .on_tray_icon_event(|tray, event| clicked(tray.app_handle(), &event))
        .on_menu_event(|app, event| chosen(app, event.id().as_ref()))
        .build(app)?;
    Ok(())
}

/// On Linux the title is the icon's name for screen readers; macOS would write it beside the icon.
trait Titled {
    fn title_where_it_is_no_label(self, words: &str) -> Self;
}

impl Titled for TrayIconBuilder<Wry> {
    fn title_where_it_is_no_label(self, words: &str) -> Self {
        if cfg!(target_os = "linux") { self.title(words) } else { self }
    }
}

fn change(app: &AppHandle, tray: &TrayIcon, before: Option<&Look>, look: &Look) -> tauri::Result<()> {
    if before.map(|before| before.icon) != Some(look.icon) {
        tray.set_icon(Some(icon::picture(look.icon)))?;
    }
    if before.map(|before| &before.words) != Some(&look.words) {
        tray.set_tooltip(Some(&look.words))?;
        if cfg!(target_os = "linux") {
            tray.set_title(Some(&look.words))?;
        }
    }
    if before.map(|before| &before.menu) != Some(&look.menu) {
        tray.set_menu(Some(menu(app, &look.menu)?))?;
    }
    Ok(())
}

fn menu(app: &AppHandle, entries: &[Entry]) -> tauri::Result<Menu<Wry>> {
    let mut builder = MenuBuilder::new(app);
    for entry in entries {
        builder = match entry {
            Entry::Words(words) => builder.item(&MenuItem::new(app, plain(words), false, None::<&str>)?),
            Entry::Item(words, deed) => builder.item(&item(app, words, *deed)?),
            Entry::More(words, choices) => {
                let choices = choices.iter().map(|(words, deed)| item(app, words, *deed));
                let choices = choices.collect::<tauri::Result<Vec<_>>>()?;
                let choices: Vec<&dyn IsMenuItem<Wry>> = choices.iter().map(|choice| choice as _).collect();
                builder.item(&Submenu::with_items(app, plain(words), true, &choices)?)
            }
            Entry::Line => builder.separator(),
        };
    }
    builder.build()
}

fn item(app: &AppHandle, words: &str, deed: Deed) -> tauri::Result<MenuItem<Wry>> {
    MenuItem::with_id(app, deed.id(), plain(words), true, None::<&str>)
}

/// An ampersand would mark a letter.
fn plain(words: &str) -> String {
    words.replace('&', "&&")
}

fn clicked(app: &AppHandle, event: &TrayIconEvent) {
    if let TrayIconEvent::Click {
        button: MouseButton::Left,
        button_state: MouseButtonState::Up,
        position,
        ..
    } = event
    {
        open::toggle(app, (position.x, position.y));
    }
}

fn chosen(app: &AppHandle, id: &str) {
    let Some(deed) = Deed::ALL.into_iter().find(|deed| deed.id() == id) else { return };
    let panel = app.state::<std::sync::Arc<Panel>>();
    let ask = |ask| panel.wish(Wish::Ask(ask));
    match deed {
        Deed::Show => open::open(app, Window::Popup),
        Deed::Welcome => open::open(app, Window::Welcome),
        Deed::OpenNotice => {
            if let Some(notice) = words::newest_open(&panel.view()) {
                ask(Ask::OpenNotice { notice });
            }
        }
        Deed::CheckNow => {
            ask(Ask::CheckNow);
            open::open(app, Window::Popup);
        }
        Deed::SnoozeDay => ask(Ask::Snooze { days: 1 }),
        Deed::SnoozeWeek => ask(Ask::Snooze { days: 7 }),
        Deed::EndSnooze => ask(Ask::EndSnooze),
        Deed::Pause => ask(Ask::Pause),
        Deed::Resume => ask(Ask::Resume),
        Deed::About => open::open(app, Window::Settings),
        Deed::Quit => panel.wish(Wish::Quit),
    }
}
