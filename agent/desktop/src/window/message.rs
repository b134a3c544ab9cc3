//! Messages that the system shows: calm words, no port, one for each thing to say. Each has a thread that waits
//! for the person's click, as the system's own library wants it.

mod wanted;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use akabeko_agent_app::{Screen, Window, Wish};
use akabeko_agent_core::message::Message;
use akabeko_shared::NoticeId;
use akabeko_shared::locale::Catalogue;
use akabeko_shared::view::Ask;
use notify_rust::{Notification, NotificationHandle, NotificationResponse, Urgency};

use self::wanted::{Turn, Wanted};

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
                screen.open(Window::Popup);
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
    let urgency = match message {
        Message::Notice(..) | Message::Remind(_) => Urgency::Normal,
        Message::Closed(_) | Message::NoTray => Urgency::Low,
    };
    let words = message.words(catalogue);
    let mut notification = Notification::new();
    notification.appname("Akabeko").icon("akabeko-agent").summary(&words.title).body(&words.body);
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
    use akabeko_shared::Variant;
    use jiff::Timestamp;
    use notify_rust::CloseReason;

    fn notice() -> NoticeId {
        NoticeId::at(Timestamp::UNIX_EPOCH, [1; 10])
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
