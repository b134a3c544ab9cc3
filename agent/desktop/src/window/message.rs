//! Messages that the system shows: calm words, no port, one for each thing to say. Each has a thread that waits
//! for the person's click, as the system's own library wants it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use akabeko_shared::NoticeId;
use akabeko_shared::locale::Catalogue;
#[cfg(any(test, all(unix, not(target_os = "macos"))))]
use akabeko_shared::view::Ask;
use notify_rust::{Notification, Urgency};

use super::open::{self, Window};
use super::screen::Screen;

/// What there is to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Message {
    /// There is a notice.
    Notice(NoticeId),
    /// It is still there.
    Remind(NoticeId),
    /// Its ports are confirmed closed.
    Closed(NoticeId),
    /// There is no place for the icon.
    NoTray,
}

/// The messages that are on the screen, by what they are about.
#[derive(Clone, Default)]
pub(crate) struct Messages(Arc<Mutex<BTreeMap<NoticeId, u32>>>);

impl Messages {
    /// Shows a message. Where the system shows none, a window opens instead.
    pub(crate) fn show(&self, screen: &Screen, message: Message) {
        let (messages, screen) = (self.clone(), screen.clone());
        thread::spawn(move || messages.show_here(&screen, message));
    }

    /// Takes a message back that became needless.
    pub(crate) fn take_back(&self, notice: NoticeId) {
        let shown = self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&notice);
        if let Some(number) = shown {
            thread::spawn(move || super::bus::close_message(number));
        }
    }

    /// The message of the same notice that a new one replaces.
    fn on_the_screen(&self, message: Message) -> Option<u32> {
        let (Message::Notice(notice) | Message::Remind(notice)) = message else { return None };
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&notice).copied()
    }

    /// Takes every message back.
    pub(crate) fn take_all_back(&self) {
        let shown = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        thread::spawn(move || shown.into_values().for_each(super::bus::close_message));
    }

    fn show_here(&self, screen: &Screen, message: Message) {
        let mut written = written(message, screen.catalogue());
        if let Some(before) = self.on_the_screen(message) {
            written.id(before);
        }
        let shown = written.show();
        screen.show(|view| view.device.notifications = Some(shown.is_ok()));
        match shown {
            Ok(handle) => {
                if let Message::Notice(notice) | Message::Remind(notice) = message {
                    self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(notice, number(&handle));
                }
                wait(handle, screen, message);
            }
            Err(error) => {
                tracing::info!("failed to show a message: {error}");
                open::open(screen.app(), Window::Popup);
            }
        }
    }
}

fn written(message: Message, catalogue: &Catalogue) -> Notification {
    let (name, urgency) = match message {
        Message::Notice(_) => ("notice", Urgency::Normal),
        Message::Remind(_) => ("remind", Urgency::Normal),
        Message::Closed(_) => ("closed", Urgency::Low),
        Message::NoTray => ("no-tray", Urgency::Low),
    };
    let mut notification = Notification::new();
    notification
        .appname("Akabeko")
        .icon("akabeko-agent")
        .summary(&catalogue.text(&format!("message-{name}-title")))
        .body(&catalogue.text(&format!("message-{name}-body")));
    set_urgency(&mut notification, urgency);
    name_the_app(&mut notification);
    if cfg!(target_os = "linux") && matches!(message, Message::Notice(_) | Message::Remind(_)) {
        notification
            .action("default", &catalogue.text("message-open"))
            .action("open", &catalogue.text("message-open"))
            .action("later", &catalogue.text("message-later"));
    }
    notification
}

/// Windows shows a message under the name of the program that this stands for.
#[cfg(windows)]
fn name_the_app(notification: &mut Notification) {
    notification.app_id("org.akabeko.agent");
}

#[cfg(not(windows))]
fn name_the_app(_: &mut Notification) {}

#[cfg(not(target_os = "macos"))]
fn set_urgency(notification: &mut Notification, urgency: Urgency) {
    notification.urgency(urgency);
}

#[cfg(target_os = "macos")]
fn set_urgency(_: &mut Notification, _: Urgency) {}

/// What a click on a message asks for.
#[cfg(any(test, all(unix, not(target_os = "macos"))))]
fn asked(message: Message, action: &str) -> Option<Ask> {
    match (message, action) {
        (Message::Notice(notice) | Message::Remind(notice), "default" | "open") => {
            Some(Ask::OpenNotice { notice })
        }
        (Message::Notice(_) | Message::Remind(_), "later") => Some(Ask::Snooze { days: 1 }),
        (Message::Notice(_) | Message::Remind(_) | Message::Closed(_) | Message::NoTray, _) => None,
    }
}

#[cfg(all(unix, not(target_os = "macos")))]
fn number(handle: &notify_rust::NotificationHandle) -> u32 {
    handle.id()
}

#[cfg(all(unix, not(target_os = "macos")))]
fn wait(handle: notify_rust::NotificationHandle, screen: &Screen, message: Message) {
    handle.wait_for_action(|action| {
        if let Some(ask) = asked(message, action) {
            screen.panel().wish(super::panel::Wish::Ask(ask));
        }
    });
}

#[cfg(not(all(unix, not(target_os = "macos"))))]
fn number<T>(_: &T) -> u32 {
    0
}

/// These systems tell of no click here, so a click on the icon has to do.
#[cfg(not(all(unix, not(target_os = "macos"))))]
fn wait<T>(_: T, _: &Screen, _: Message) {}

#[cfg(test)]
mod tests {
    use super::*;
    use akabeko_shared::{Language, PORTS};
    use jiff::Timestamp;

    fn notice() -> NoticeId {
        NoticeId::at(Timestamp::UNIX_EPOCH, [1; 10])
    }

    #[test]
    fn a_lock_screen_learns_no_port_and_no_service() {
        for language in [Language::Ja, Language::En] {
            let catalogue = Catalogue::new(language);
            for message in [Message::Notice(notice()), Message::Remind(notice()), Message::Closed(notice())] {
                let written = written(message, &catalogue);
                let text = format!("{} {}", written.summary, written.body);
                assert!(!text.contains("message-"), "a text is missing: {text}");
                for port in PORTS {
                    let service =
                        port.service().map(|service| catalogue.text(&format!("service-{}", service.key())));
                    assert!(!service.is_some_and(|service| text.contains(&service)), "{port} in {text}");
                    assert!(port.number < 10 || !text.contains(&port.number.to_string()), "{port} in {text}");
                }
            }
        }
    }

    #[test]
    fn a_click_opens_the_page_and_later_means_tomorrow() {
        let notice = notice();
        let cases = [
            (Message::Notice(notice), "default", Some(Ask::OpenNotice { notice })),
            (Message::Remind(notice), "open", Some(Ask::OpenNotice { notice })),
            (Message::Notice(notice), "later", Some(Ask::Snooze { days: 1 })),
            (Message::Notice(notice), "__closed", None),
            (Message::Closed(notice), "default", None),
        ];
        for (message, action, expected) in cases {
            assert_eq!(asked(message, action), expected, "{message:?} {action}");
        }
    }
}
