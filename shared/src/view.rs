//! All that a window and the agent behind it say to each other: the window shows a [`View`] and asks by an
//! [`Ask`]. Both are values, so a window can be drawn from a file and an agent can be asked by a test.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::wire::{About, LastLook, NoticeState};
use crate::{Language, NetworkKind, NoticeId, Platform, Port, Variant};

/// Everything that a window shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct View {
    /// The language of every text.
    pub language: Language,
    /// The version of the app.
    pub version: String,
    /// How far the person has come.
    pub scene: Scene,
    /// Who runs the server, as far as it is known.
    pub about: Option<About>,
    /// What this device can do.
    pub device: Device,
}

/// How far the person has come.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "scene", rename_all = "kebab-case")]
pub enum Scene {
    /// There is no invitation yet.
    Uninvited {
        /// Why the one that was given does not help, in the person's language.
        trouble: Option<String>,
    },
    /// The server is being asked who it is.
    Asking {
        /// Which.
        server: String,
    },
    /// There is one; the person is to read what they agree to.
    Invited {
        /// Where it leads.
        server: String,
        /// Who that is.
        about: About,
        /// Whether the person agreed and the server was asked.
        joining: bool,
        /// Why it did not work yet, in the person's language.
        trouble: Option<String>,
    },
    /// The device is an agent.
    Member(Box<Status>),
}

/// How things stand for an agent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Status {
    /// The icon's shape.
    pub mood: Mood,
    /// The state in one sentence, in the person's language.
    pub sentence: String,
    /// What to know or to do about it, in the person's language.
    pub hint: Option<String>,
    /// The server's address.
    pub server: String,
    /// The address that the server saw this device at.
    pub address: Option<String>,
    /// Whose network that address is in.
    pub provider: Option<String>,
    /// When the server last answered a check-in.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = "date-time"))]
    pub checked_in_at: Option<Timestamp>,
    /// What the latest scan saw.
    pub look: LastLook,
    /// How the scan stands that the person asked for.
    pub rescan: RescanState,
    /// The inbox, newest first.
    pub notices: Vec<ViewNotice>,
    /// What the person said of the network that the device is in; None where it cannot tell.
    pub network: Option<NetworkKind>,
    /// Until when nothing is scanned and nothing is said.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = "date-time"))]
    pub paused_until: Option<Timestamp>,
    /// Until when the person does not want to be reminded of the notices there are.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = "date-time"))]
    pub snoozed_until: Option<Timestamp>,
    /// Whether the person agrees to the text as it is.
    pub consent: Consent,
}

/// The icon's shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Mood {
    /// All is well, as far as the last check-in and the inbox tell.
    Ok,
    /// Something wants attention: red.
    Notice,
    /// Something wants attention, and the person wants to see to it later.
    Snoozed,
    /// The backend is out of reach, or does not know this agent.
    Offline,
    /// The person wanted quiet.
    Paused,
}

/// Whether the person agrees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Consent {
    /// To the text as it is.
    Given,
    /// To an older text: nothing is scanned until they agree to this one.
    Outdated,
    /// No longer: nothing is scanned, and the server was or will be told.
    Withdrawn,
}

/// How the scan stands that the person asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "rescan", rename_all = "kebab-case")]
pub enum RescanState {
    /// Nobody asked since the app started.
    Unasked,
    /// It is under way.
    UnderWay,
    /// It is done; the latest look shows what was seen.
    Done,
    /// It is not to be.
    Refused {
        /// Why, in the person's language.
        why: String,
    },
}

/// A message as a window shows it: without the address of its page, which is a key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ViewNotice {
    /// Which.
    pub notice: NoticeId,
    /// When it was sent.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = "date-time"))]
    pub sent_at: Timestamp,
    /// Whether it still wants attention.
    pub state: NoticeState,
    /// The ports it is about.
    pub ports: Vec<Port>,
    /// The matching word.
    pub word: String,
    /// Whether the person answered every question.
    pub answered: bool,
    /// How it is worded; left out where as usual.
    #[serde(default, skip_serializing_if = "Variant::is_usual")]
    pub variant: Variant,
}

/// What a device can do, and how it was set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Device {
    /// What the app runs on.
    pub platform: Platform,
    /// How it hears of a notice while nobody looks at it.
    pub waking: Waking,
    /// Whether the app starts with the device; None where it cannot be set.
    pub autostart: Option<bool>,
    /// Whether there is a place for its icon. None: not known yet.
    pub tray: Option<bool>,
    /// Whether the system shows its messages. None: not known yet.
    pub notifications: Option<bool>,
    /// Where the proof of who this is lies.
    pub keeper: Keeper,
    /// The newer version that can be installed, if this app updates itself.
    pub update: Option<String>,
    /// The file that the person's data was written to, just now.
    pub exported: Option<String>,
    /// What the person asked for and did not work, in their language.
    pub failure: Option<String>,
}

/// How an app hears of a notice while nobody looks at it. It never promises more than this.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Waking {
    /// It runs for as long as the device does.
    Always,
    /// The server can wake it by a push, and the system wakes it now and then.
    Push,
    /// The system wakes it now and then, as it likes.
    Sometimes,
    /// Only when somebody opens it.
    Opened,
}

/// Where a device keeps the proof of who it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Keeper {
    /// In the system's own store of passwords.
    Keyring,
    /// In a file that only this person's programs can read.
    File,
}

/// What a window asks of the agent. The answer is the next [`View`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "ask", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Ask {
    /// Read this invitation: a link, or a code together with a server.
    Invite {
        /// The link or the code.
        invitation: String,
        /// The server's address, with a code.
        server: Option<String>,
    },
    /// Forget the invitation.
    Decline,
    /// I agree; make this device an agent.
    Join {
        /// What network it is in.
        network: NetworkKind,
        /// Whether the app is to start with the device.
        autostart: bool,
    },
    /// This network is of that kind.
    NameNetwork {
        /// The kind.
        network: NetworkKind,
    },
    /// Scan again now.
    CheckNow,
    /// Open the page of a notice.
    OpenNotice {
        /// Which.
        notice: NoticeId,
    },
    /// Show what a notice looks like.
    OpenSample,
    /// Open the window with everything that can be set.
    OpenSettings,
    /// Open the site of who runs this, in the browser.
    OpenSite,
    /// Do not remind me for so many days.
    Snooze {
        /// How many.
        days: u8,
    },
    /// Remind me again.
    EndSnooze,
    /// No scans and no messages for a day.
    Pause,
    /// Go on.
    Resume,
    /// Start the app with the device, or do not.
    Autostart {
        /// Whether to.
        on: bool,
    },
    /// Speak this language.
    Speak {
        /// Which.
        language: Language,
    },
    /// I agree to the text as it is.
    Agree,
    /// I no longer agree.
    Withdraw,
    /// Write everything that is stored about me to a file.
    Export,
    /// Delete everything that is stored about me, here and there.
    Erase,
    /// Let the app show messages, and let the server wake it.
    AllowMessages,
    /// Install the newer version and start again.
    Update,
    /// I have read what went wrong.
    Dismiss,
}
