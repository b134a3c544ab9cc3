//! Messages that the system shows: calm words, no port, one for each thing to say.

use akabeko_shared::locale::Catalogue;
use akabeko_shared::{NoticeId, Variant};

/// What there is to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Message {
    /// There is a notice, worded like this.
    Notice(NoticeId, Variant),
    /// It is still there.
    Remind(NoticeId),
    /// Its ports are confirmed closed.
    Closed(NoticeId),
    /// There is no place for the icon.
    NoTray,
}

/// A message in the person's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// The first line.
    pub title: String,
    /// What follows.
    pub body: String,
}

impl Message {
    /// The notice that it wants attention for, until that is no longer wanted.
    pub fn draws_to(self) -> Option<NoticeId> {
        match self {
            Self::Notice(notice, _) | Self::Remind(notice) => Some(notice),
            Self::Closed(_) | Self::NoTray => None,
        }
    }

    /// Its words. A lock screen may show them, so they name no port and no service.
    pub fn words(self, catalogue: &Catalogue) -> Words {
        let (name, variant) = match self {
            Self::Notice(_, variant) => ("notice", variant),
            Self::Remind(_) => ("remind", Variant::Usual),
            Self::Closed(_) => ("closed", Variant::Usual),
            Self::NoTray => ("no-tray", Variant::Usual),
        };
        let text = |part: &str| catalogue.text(&variant.key(&format!("message-{name}-{part}")));
        Words { title: text("title"), body: text("body") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use akabeko_shared::{Language, PORTS};
    use jiff::Timestamp;

    #[test]
    fn a_lock_screen_learns_no_port_and_no_service() {
        let notice = NoticeId::at(Timestamp::UNIX_EPOCH, [1; 10]);
        for language in [Language::Ja, Language::En] {
            let catalogue = Catalogue::new(language);
            let notices = Variant::ALL.map(|variant| Message::Notice(notice, variant));
            let others = [Message::Remind(notice), Message::Closed(notice), Message::NoTray];
            for message in notices.into_iter().chain(others) {
                let Words { title, body } = message.words(&catalogue);
                let text = format!("{title} {body}");
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
}
