//! What a shell and the agent in it say to each other.

use akabeko_agent_core::call::{Answer, Call};
use akabeko_agent_core::message::{Message, Words};
use akabeko_agent_core::{Failure, Mood, Origin, Token};
use akabeko_shared::locale::Catalogue;
use akabeko_shared::view::{Ask, View};
use akabeko_shared::wire::PushSubscription;
use akabeko_shared::{Language, NoticeId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Something happened.
#[derive(Debug, Deserialize)]
pub struct Turn {
    /// What time it is.
    pub now: Timestamp,
    /// What happened.
    pub what: What,
}

/// What can happen.
#[derive(Debug, Deserialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
pub enum What {
    /// The shell begins a life; nothing comes before.
    Start {
        /// What was kept.
        kept: Option<String>,
        /// What windows were shown last, if anybody knows.
        shown: Option<Box<View>>,
        /// The browser's language.
        language: Language,
        /// What kind of shell it is.
        place: Place,
        /// Whether it may show messages; None: nobody was asked.
        messages: Option<bool>,
        /// 32 random bytes in hexadecimal digits.
        chance: String,
    },
    /// What was to be kept is kept.
    Kept,
    /// It could not be, and why.
    NotKept {
        /// In words of the browser's.
        why: String,
    },
    /// A window asks.
    Ask {
        /// For what.
        ask: Ask,
    },
    /// A call was answered, or was not.
    Answered {
        /// Which.
        call: u64,
        /// With what.
        answer: Answered,
    },
    /// It is time, or a window is open and looks.
    Tick,
    /// The device may be elsewhere by now.
    Moved,
    /// A push came.
    Pushed,
    /// The browser subscribed to its push service, or could not.
    Subscribed {
        /// How it can be woken.
        subscription: Option<PushSubscription>,
    },
    /// Whether messages may be shown.
    Messages {
        /// None: nobody was asked.
        allowed: Option<bool>,
    },
}

/// What kind of shell it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// An extension: the browser wakes it by alarms for as long as it runs.
    Extension,
    /// The web app: it runs while a page of it is open, and when a push comes.
    Web,
}

/// What came of a call.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answered {
    /// An answer.
    Answer {
        /// The status of HTTP; 0 where the browser hides that the server sends elsewhere.
        status: u16,
        /// The header `Content-Type`.
        kind: String,
        /// What it says.
        body: String,
    },
    /// None, and why.
    Nothing(String),
}

impl From<Answered> for Result<Answer, Failure> {
    fn from(answered: Answered) -> Self {
        // Browsers hide where a redirection leads. That there is one says enough.
        const ELSEWHERE: u16 = 302;
        match answered {
            Answered::Answer { status: 0, .. } => {
                Ok(Answer { status: ELSEWHERE, kind: String::new(), body: Vec::new() })
            }
            Answered::Answer { status, kind, body } => Ok(Answer { status, kind, body: body.into_bytes() }),
            Answered::Nothing(why) => Err(Failure::Unreachable(why)),
        }
    }
}

/// What is to be done, in the order of the fields.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Done {
    /// Keep this instead of what was kept before, then say so; before anything else.
    pub keep: Option<String>,
    /// What windows show.
    pub show: Option<Box<View>>,
    /// What the icon shows.
    pub icon: Option<Icon>,
    /// Take these messages off the screen.
    pub take_back: Vec<NoticeId>,
    /// Show these messages.
    pub say: Vec<Said>,
    /// Open these pages.
    pub open: Vec<String>,
    /// Open the settings.
    pub settings: bool,
    /// Hand this file to the person.
    pub save: Option<Saved>,
    /// Subscribe to the push service with this key, and tell what came of it.
    pub subscribe: Option<String>,
    /// Make these calls.
    pub calls: Vec<Asked>,
    /// Give a tick at this time, instead of any other.
    pub wake_at: Option<Timestamp>,
}

/// What the icon shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Icon {
    /// Its shape.
    pub mood: Mood,
    /// How many notices want attention.
    pub count: usize,
    /// The state in a sentence.
    pub words: String,
    /// Whether a click shows how things stand; else it leads to the first run.
    pub member: bool,
}

/// A message of the system.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Said {
    /// The notice that it is about. A later message about it takes its place.
    pub notice: Option<NoticeId>,
    /// The first line.
    pub title: String,
    /// What follows.
    pub body: String,
}

impl Said {
    pub(crate) fn new(message: Message, catalogue: &Catalogue) -> Self {
        let Words { title, body } = message.words(catalogue);
        let notice = match message {
            Message::Notice(notice, _) | Message::Remind(notice) | Message::Closed(notice) => Some(notice),
            Message::NoTray => None,
        };
        Self { notice, title, body }
    }
}

/// A file for the person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Saved {
    /// What it is to be called.
    pub name: String,
    /// What is in it.
    pub document: String,
}

/// A call to be made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Asked {
    /// By which its answer is told from others.
    pub call: u64,
    /// How.
    pub method: &'static str,
    /// Where.
    pub url: String,
    /// What to say of who asks.
    pub authorization: Option<String>,
    /// A JSON document that goes along.
    pub body: Option<String>,
    /// No answer is longer than so many bytes.
    pub most: usize,
    /// Nor takes longer than so many milliseconds.
    pub patience: u64,
}

impl Asked {
    pub(crate) fn new(number: u64, call: Call, origin: &Origin, token: Option<&Token>) -> Self {
        let token = token.filter(|_| call.is_signed);
        Self {
            call: number,
            method: call.method.name(),
            url: call.url(origin),
            authorization: token.map(|token| format!("Bearer {}", token.secret())),
            most: call.size.most(),
            patience: u64::try_from(call.size.patience().as_millis()).unwrap_or(u64::MAX),
            body: call.body,
        }
    }
}
