//! Messages that the system shows: calm words, no port, one for each thing to say. Each has a thread that waits
//! for the person's click, as the system's own library wants it.

mod wanted;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use akabeko_shared::locale::Catalogue;
use akabeko_shared::view::Ask;
use akabeko_shared::{NoticeId, Variant};
use notify_rust::{Notification, NotificationHandle, NotificationResponse, Urgency};

use self::wanted::{Turn, Wanted};
use super::open::{self, Window};
use super::panel::Wish;
use super::screen::Screen;

/// What there is to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Message {
    /// There is a notice, worded like this.
    Notice(NoticeId, Variant),
    /// It is still there.
    Remind(NoticeId),
    /// Its ports are confirmed closed.
    Closed(NoticeId),
    /// There is no place for the icon.
    NoTray,
}

impl Message {
    /// The notice that it wants attention for, until that is no longer wanted.
    fn draws_to(self) -> Option<NoticeId> {
        match self {
            Self::Notice(notice, _) | Self::Remind(notice) => Some(notice),
            Self::Closed(_) | Self::NoTray => None,
        }
    }
}

/// The messages that are wanted on the screen, by what they are about.
#[derive(Clone, Default)]
pub(crate) struct Messages(Arc<Mutex<Wanted>>);

/// One message about a notice.
type Place = Option<(NoticeId, Turn)>;

impl Messages {
    /// Shows a message. Where the system shows none, a window opens instead.
    pub(crate) fn show(&self, screen: &Screen, message: Message) {
        let place = message.draws_to().map(|notice| (notice, self.wanted().wish(notice)));
        let (messages, screen) = (self.clone(), screen.clone());
        thread::spawn(move || messages.show_here(&screen, message, place));
    }

    /// Takes a message back that became needless, even one that is not on the screen yet.
    pub(crate) fn take_back(&self, notice: NoticeId) {
        if let Some(number) = self.wanted().take_back(notice) {
            thread::spawn(move || super::bus::close_message(number));
        }
    }

    /// Takes every message back.
    pub(crate) fn take_all_back(&self) {
        let shown = self.wanted().take_all_back();
        thread::spawn(move || shown.into_iter().for_each(super::bus::close_message));
    }

    fn show_here(&self, screen: &Screen, message: Message, place: Place) {
        let mut written = written(message, screen.catalogue());
        if let Some((notice, turn)) = place {
            let wanted = self.wanted();
            if !wanted.is_wanted(notice, turn) {
                return;
            }
            if let Some(before) = wanted.before(notice) {
                written.id(before);
            }
        }
        let shown = written.show();
        screen.show(|view| view.device.notifications = Some(shown.is_ok()));
        match shown {
            Ok(handle) => self.stays(handle, screen, message, place),
            Err(error) => {
                tracing::info!("failed to show a message: {error}");
                open::open(screen.app(), Window::Popup);
            }
        }
    }

    /// It is on the screen: waits for the person's answer, unless it became needless meanwhile.
    fn stays(&self, handle: NotificationHandle, screen: &Screen, message: Message, place: Place) {
        let number = number(&handle);
        if let Some((notice, turn)) = place
            && !self.wanted().appeared(notice, turn, number)
        {
            return number.into_iter().for_each(super::bus::close_message);
        }
        let answered = handle.wait_for_response(|response: &NotificationResponse| {
            let counts = place.is_none_or(|(notice, turn)| self.wanted().gone(notice, turn));
            if let Some(ask) = asked(message, response).filter(|_| counts) {
                screen.panel().wish(Wish::Ask(ask));
            }
        });
        if let Err(error) = answered {
            tracing::info!("failed to hear what became of a message: {error}");
        }
    }

    fn wanted(&self) -> MutexGuard<'_, Wanted> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn written(message: Message, catalogue: &Catalogue) -> Notification {
    let (name, urgency, variant) = match message {
        Message::Notice(_, variant) => ("notice", Urgency::Normal, variant),
        Message::Remind(_) => ("remind", Urgency::Normal, Variant::Usual),
        Message::Closed(_) => ("closed", Urgency::Low, Variant::Usual),
        Message::NoTray => ("no-tray", Urgency::Low, Variant::Usual),
    };
    let text = |part: &str| catalogue.text(&variant.key(&format!("message-{name}-{part}")));
    let mut notification = Notification::new();
    notification.appname("Akabeko").icon("akabeko-agent").summary(&text("title")).body(&text("body"));
    set_urgency(&mut notification, urgency);
    name_the_app(&mut notification);
    if message.draws_to().is_some() {
        offer(&mut notification, catalogue);
    }
    notification
}

/// What a message offers to do. On Linux a click on the message itself has to be offered too; elsewhere it needs no
/// button, and a button would show that.
fn offer(notification: &mut Notification, catalogue: &Catalogue) {
    if cfg!(target_os = "linux") {
        notification.action("default", &catalogue.text("message-open"));
    }
    notification
        .action("open", &catalogue.text("message-open"))
        .action("later", &catalogue.text("message-later"));
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
fn asked(message: Message, response: &NotificationResponse) -> Option<Ask> {
    let notice = message.draws_to()?;
    match response {
        NotificationResponse::Default => Some(Ask::OpenNotice { notice }),
        NotificationResponse::Action(action) => match action.as_str() {
            "default" | "open" => Some(Ask::OpenNotice { notice }),
            "later" => Some(Ask::Snooze { days: 1 }),
            _ => None,
        },
        NotificationResponse::Reply(_) | NotificationResponse::Closed(_) => None,
    }
}

/// The number by which a message is replaced and taken back, where the system gives one.
#[cfg(all(unix, not(target_os = "macos")))]
fn number(handle: &NotificationHandle) -> Option<u32> {
    Some(handle.id())
}

#[cfg(not(all(unix, not(target_os = "macos"))))]
fn number(_: &NotificationHandle) -> Option<u32> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use akabeko_shared::{Language, PORTS};
    use jiff::Timestamp;
    use notify_rust::CloseReason;

    fn notice() -> NoticeId {
        NoticeId::at(Timestamp::UNIX_EPOCH, [1; 10])
    }

    #[test]
    fn a_lock_screen_learns_no_port_and_no_service() {
        for language in [Language::Ja, Language::En] {
            let catalogue = Catalogue::new(language);
            let notices = Variant::ALL.map(|variant| Message::Notice(notice(), variant));
            let others = [Message::Remind(notice()), Message::Closed(notice())];
            for message in notices.into_iter().chain(others) {
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
        let action = |name: &str| NotificationResponse::Action(name.to_owned());
        let closed = NotificationResponse::Closed(CloseReason::Dismissed);
        let cases = [
            (
                Message::Notice(notice, Variant::Usual),
                NotificationResponse::Default,
                Some(Ask::OpenNotice { notice }),
            ),
            (Message::Notice(notice, Variant::Usual), action("default"), Some(Ask::OpenNotice { notice })),
            (Message::Remind(notice), action("open"), Some(Ask::OpenNotice { notice })),
            (Message::Notice(notice, Variant::Usual), action("later"), Some(Ask::Snooze { days: 1 })),
            (Message::Notice(notice, Variant::Usual), action("dance"), None),
            (Message::Notice(notice, Variant::Usual), closed, None),
            (Message::Closed(notice), NotificationResponse::Default, None),
        ];
        for (message, response, expected) in cases {
            assert_eq!(asked(message, &response), expected, "{message:?} {response:?}");
        }
    }
}
