//! The notification page (section 3.3) as HTML: what was seen, whether it is us, what it means, the survey,
//! what to do, scan again, ask someone. Works without script, and shows nothing that it was not given.

mod about;
mod again;
mod ask;
mod check;
mod door;
mod frame;
mod main;
mod measure;
mod moment;
mod opt_out;
mod sample;
mod visible;

#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use akabeko_core::schedule::Unavailable;
use akabeko_scanner::identify::{Guess, Packs, device, facts};
use akabeko_shared::locale::Catalogue;
use akabeko_shared::survey::Survey;
use akabeko_shared::wire::{ScanState, SeenPort};
use akabeko_shared::{Port, PortState, ScanId, Variant};
use askama::Template;
use jiff::Timestamp;
use jiff::tz::TimeZone;

pub(crate) use about::{AboutPage, about};
pub(crate) use check::{CheckPage, Verdict, check};
use frame::Frame;
use main::{Landing, Lost, Main};
pub(crate) use measure::step_id;
pub(crate) use opt_out::{OptOutPage, opt_out};
pub(crate) use sample::sample;
pub(crate) use visible::{lines, spelt_out};

/// Served at `/assets/notice.css`.
pub const STYLE: &str = include_str!("../../../ui/notice/notice.css");
/// Served at `/assets/notice.js`: counts a visit that was seen, and waits for a scan. Nothing depends on it.
pub const SCRIPT: &str = include_str!("../../../ui/notice/notice.js");
/// Served at `/assets/ox.svg`.
pub const OX: &str = include_str!("../../../ui/notice/ox.svg");

static PACKS: LazyLock<Packs> = LazyLock::new(Packs::own);

/// What device a port's answer sounds like.
pub(crate) fn guess(port: Port, said: &[u8]) -> Option<Guess> {
    device(&facts(port, said), &PACKS)
}

/// The same in a few words, for whoever runs the service; hostile text, made visible.
pub(crate) fn device_named(port: Port, said: &[u8]) -> Option<String> {
    let Guess { maker, model, kind, .. } = guess(port, said)?;
    let named: Vec<String> =
        [maker, model, kind].into_iter().flatten().map(|text| visible::visible(&text)).collect();
    Some(named.join(" ")).filter(|named| !named.is_empty())
}

/// All that the page shows, as plain values.
pub struct NoticePage<'a> {
    /// The texts of the page's language.
    pub catalogue: &'a Catalogue,
    /// The page's own path, `/notice/NOTICE`; forms post below it.
    pub path: &'a str,
    /// Who sends the notice.
    pub organisation: &'a Organisation,
    /// The address that was scanned, if its reader may see it.
    pub address: Option<&'a str>,
    /// Whose network the address belongs to, if known and its reader may see it.
    pub provider: Option<&'a str>,
    /// The zone that times are shown in.
    pub time_zone: &'a TimeZone,
    /// When the person installed the agent.
    pub enrolled_at: Timestamp,
    /// When the notice was sent.
    pub sent_at: Timestamp,
    /// The matching word, the same as in the app.
    pub word: &'a str,
    /// The open ports that the notice is about.
    pub doors: Vec<Door>,
    /// The answers so far.
    pub survey: &'a Survey,
    /// How the headline and the first sentence are worded.
    pub variant: Variant,
    /// Whether to explain first what such a notice is (experiment 1).
    pub landing: bool,
    /// The scan that the person asked for here.
    pub rescan: Option<Rescan<'a>>,
    /// Why a scan that the person asked for cannot be made now.
    pub unavailable: Option<Unavailable>,
    /// When scans confirmed that every port is closed.
    pub closed_at: Option<Timestamp>,
    /// Whether a support case is open.
    pub case_open: bool,
    /// What was written to and fro about the open case; none where there is no case, or its reader may not see it.
    pub thread: Option<&'a [Spoken]>,
    /// Whether what scans see now is told later, since the person takes part in a trial and waits.
    pub withheld: bool,
    /// Whether the device is on another network now than the one that the notice is about.
    pub elsewhere: bool,
    /// Whether all of it is made up, to show what a notice looks like.
    pub sample: bool,
}

/// Who runs the service.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Organisation {
    /// Its name.
    pub name: String,
    /// The support address, on the service's own domain.
    pub support_mail: String,
    /// Its own site, where the service can be verified independently.
    pub site: Option<String>,
}

impl Default for Organisation {
    fn default() -> Self {
        Self { name: "Akabeko".to_owned(), support_mail: "support@localhost".to_owned(), site: None }
    }
}

impl Organisation {
    /// The site, if it is a web address and not some other scheme.
    pub(crate) fn site(&self) -> Option<&str> {
        self.site.as_deref().filter(|site| site.starts_with("https://") || site.starts_with("http://"))
    }
}

/// Something that was written about a request for support.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spoken {
    /// When.
    pub at: Timestamp,
    /// Whether the person wrote it, and not somebody of ours.
    pub is_theirs: bool,
    /// What it says.
    pub text: String,
}

/// One open port of the notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Door {
    /// Which.
    pub port: Port,
    /// On how many days it was open.
    pub open_days: u32,
    /// Out of how many.
    pub days: u32,
    /// When it was last seen open.
    pub last_seen: Timestamp,
    /// Whether it said anything, or is open over UDP, where only a reply shows that.
    pub replied: bool,
    /// What it said, if its reader may see it: hostile text.
    pub said: Option<String>,
    /// What device that sounds like.
    pub device: Option<Guess>,
    /// What it is like now, if it was scanned since.
    pub state_now: Option<PortState>,
}

/// A scan that the person asked for.
#[derive(Clone, Copy, Debug)]
pub struct Rescan<'a> {
    /// Which.
    pub scan: ScanId,
    /// How it stands.
    pub state: ScanState,
    /// When it ended.
    pub finished_at: Option<Timestamp>,
    /// What was seen.
    pub seen: &'a [SeenPort],
}

/// Writes the page of a notice, or the page that stands before it.
pub fn render(page: &NoticePage) -> Result<String, askama::Error> {
    if page.landing {
        Landing { frame: Frame::landing(page), page }.render()
    } else {
        Main::of(page).render()
    }
}

/// Writes the page for an address that leads nowhere. It is the same whatever the reason.
pub fn not_found(catalogue: &Catalogue) -> Result<String, askama::Error> {
    Lost { frame: Frame::lost(catalogue) }.render()
}
