//! Sample pages for the tests, and on disk to be looked at.

use std::fs;

use akabeko_scanner::identify::{Certainty, Guess};
use akabeko_shared::locale::Catalogue;
use akabeko_shared::survey::Survey;
use akabeko_shared::wire::{ScanState, SeenPort};
use akabeko_shared::{Language, Port, PortState, ScanId, Variant};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::super::{
    AboutPage, CheckPage, Door, NoticePage, OX, Organisation, Rescan, SCRIPT, STYLE, Spoken, Verdict, about,
    check, not_found, render, sample,
};

/// A page to render.
#[derive(Clone, Copy)]
pub(super) struct Sample {
    pub(super) ports: &'static [Port],
    /// The buttons that were pressed, between spaces.
    pub(super) presses: &'static str,
    pub(super) said: Option<&'static str>,
    /// What each port says and what it seems to be, in their order, instead of the same for all.
    pub(super) each_says: &'static [&'static str],
    pub(super) variant: Variant,
    pub(super) landing: bool,
    pub(super) rescan: Option<(ScanState, PortState)>,
    pub(super) closed: bool,
    pub(super) case_open: bool,
    pub(super) withheld: bool,
    pub(super) masked: bool,
    pub(super) elsewhere: bool,
    pub(super) device: bool,
}

pub(super) const FIRST_VISIT: Sample = Sample {
    ports: &[Port::tcp(23)],
    presses: "",
    said: Some("BusyBox v1.19.4\r\nlogin: "),
    each_says: &[],
    variant: Variant::Usual,
    landing: false,
    rescan: None,
    closed: false,
    case_open: false,
    withheld: false,
    masked: false,
    elsewhere: false,
    device: true,
};

/// A page for each state that looks different.
pub(super) const SAMPLES: [(&str, Sample); 18] = [
    ("first", FIRST_VISIT),
    ("landing", Sample { landing: true, ..FIRST_VISIT }),
    ("home", Sample { ports: &[Port::tcp(23), Port::udp(53)], presses: "network.home", ..FIRST_VISIT }),
    ("ability", Sample { presses: "network.home intent.tcp-23.unknown", ..FIRST_VISIT }),
    ("close", Sample { presses: TELNET_YES, ..FIRST_VISIT }),
    ("intended", Sample { presses: "network.home intent.tcp-23.intended", ..FIRST_VISIT }),
    ("support", Sample { presses: TELNET_NO, case_open: true, ..FIRST_VISIT }),
    ("work", Sample { ports: &[Port::tcp(22), Port::tcp(445)], presses: "network.work", ..FIRST_VISIT }),
    ("away", Sample { presses: "network.away", ..FIRST_VISIT }),
    ("due", Sample { rescan: Some((ScanState::Due, PortState::Open)), presses: TELNET_YES, ..FIRST_VISIT }),
    (
        "shut",
        Sample { rescan: Some((ScanState::Done, PortState::Closed)), presses: TELNET_YES, ..FIRST_VISIT },
    ),
    (
        "still",
        Sample { rescan: Some((ScanState::Done, PortState::Open)), presses: TELNET_YES, ..FIRST_VISIT },
    ),
    ("masked", Sample { masked: true, ..FIRST_VISIT }),
    ("elsewhere", Sample { elsewhere: true, ..FIRST_VISIT }),
    ("stuck", Sample { presses: STUCK, ..FIRST_VISIT }),
    ("later", Sample { presses: "network.home later", ..FIRST_VISIT }),
    ("not-mine", Sample { presses: "network.home mine.no", ..FIRST_VISIT }),
    ("closed", Sample { closed: true, presses: TELNET_YES, ..FIRST_VISIT }),
];

const TELNET_YES: &str = "network.home intent.tcp-23.unintended ability.tcp-23.yes";
const STUCK: &str =
    "network.home intent.tcp-23.unintended ability.tcp-23.yes step.tcp-23.1.done step.tcp-23.2.stuck";
const TELNET_NO: &str = "network.home intent.tcp-23.unknown ability.tcp-23.no";

impl Sample {
    pub(super) fn survey(&self) -> Survey {
        Survey::replay(self.presses.split_whitespace().map(|press| press.parse().unwrap()))
    }

    pub(super) fn html(&self, language: Language) -> String {
        let (seen, survey) = (self.seen(), self.survey());
        let said = |at_, is_theirs, text: &str| Spoken { at: at(at_), is_theirs, text: text.to_owned() };
        let spoken = [
            said("2026-11-23T03:10:00Z", true, "The label says “PR-500”.\nIs that the router?"),
            said("2026-11-23T04:30:00Z", false, "It is. Please open its settings as in step 1."),
        ];
        let page = NoticePage {
            catalogue: &Catalogue::new(language),
            path: "/notice/01a2b3",
            organisation: &organisation(),
            address: (!self.masked).then_some("203.0.113.24"),
            provider: (!self.masked).then_some("Bandai Net"),
            time_zone: &TimeZone::get("Asia/Tokyo").unwrap(),
            enrolled_at: at("2026-04-03T01:00:00Z"),
            sent_at: at("2026-11-23T00:00:00Z"),
            word: if language == Language::Ja { "みかん・3821" } else { "mikan-3821" },
            doors: self.ports.iter().map(|port| self.door(*port)).collect(),
            survey: &survey,
            variant: self.variant,
            landing: self.landing,
            rescan: self.rescan.map(|(state, _)| rescan(state, &seen)),
            unavailable: None,
            closed_at: self.closed.then(|| at("2026-11-24T11:31:00Z")),
            case_open: self.case_open,
            thread: self.case_open.then_some(&spoken[..]),
            withheld: self.withheld,
            elsewhere: self.elsewhere,
            sample: false,
        };
        render(&page).unwrap()
    }

    fn door(&self, port: Port) -> Door {
        let place = self.ports.iter().position(|known| *known == port).unwrap();
        let own = self.each_says.get(place).copied();
        let said = own.or(self.said);
        Door {
            port,
            open_days: 12,
            days: 30,
            last_seen: at("2026-11-22T12:04:00Z"),
            replied: said.is_some(),
            said: said.map(str::to_owned),
            device: self.device.then(|| Guess {
                maker: Some("NEC".to_owned()),
                model: own.map(str::to_owned),
                kind: Some("router".to_owned()),
                certainty: Certainty::Medium,
                ..Guess::default()
            }),
            state_now: self.closed.then_some(PortState::Closed),
        }
    }

    fn seen(&self) -> Vec<SeenPort> {
        let told = self.rescan.filter(|(state, _)| *state == ScanState::Done && !self.withheld);
        let state = told.map(|(_, seen)| seen);
        state.map_or(vec![], |state| self.ports.iter().map(|port| SeenPort { port: *port, state }).collect())
    }
}

/// What can come of looking a word up.
pub(super) const VERDICTS: [(&str, Verdict); 4] = [
    ("asks", Verdict::Asks),
    ("ours", Verdict::Ours),
    ("unknown", Verdict::Unknown),
    ("too-many", Verdict::TooMany),
];

pub(super) fn organisation() -> Organisation {
    Organisation {
        name: "会津みまもりCSIRT".to_owned(),
        support_mail: "support@akabeko.example".to_owned(),
        site: Some("https://csirt.example/akabeko".to_owned()),
    }
}

fn rescan(state: ScanState, seen: &[SeenPort]) -> Rescan<'_> {
    let asked_at = at("2026-11-24T11:30:00Z");
    let finished_at = (state == ScanState::Done).then(|| at("2026-11-24T11:31:00Z"));
    Rescan { scan: ScanId::at(asked_at, [7; 10]), state, finished_at, seen }
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

#[test]
fn every_sample_can_be_looked_at() {
    let folder = std::env::temp_dir().join("akabeko-notice");
    fs::create_dir_all(folder.join("assets")).unwrap();
    for (file, text) in [("notice.css", STYLE), ("notice.js", SCRIPT), ("ox.svg", OX)] {
        fs::write(folder.join("assets").join(file), text).unwrap();
    }
    for language in [Language::Ja, Language::En] {
        let (catalogue, zone) = (Catalogue::new(language), TimeZone::get("Asia/Tokyo").unwrap());
        fs::write(folder.join(format!("lost.{language}.html")), not_found(&catalogue).unwrap()).unwrap();
        let shown = sample(&catalogue, &organisation(), &zone, at("2026-11-23T00:00:00Z")).unwrap();
        fs::write(folder.join(format!("sample.{language}.html")), shown).unwrap();
        let (catalogue, organisation) = (&catalogue, &organisation());
        let scanned_from = &["192.0.2.9".parse().unwrap()];
        let shown = about(&AboutPage { catalogue, organisation, scanned_from }).unwrap();
        fs::write(folder.join(format!("about.{language}.html")), shown).unwrap();
        for (name, verdict) in VERDICTS {
            let shown = check(&CheckPage { catalogue, organisation, verdict }).unwrap();
            fs::write(folder.join(format!("check-{name}.{language}.html")), shown).unwrap();
        }
        for (name, sample) in SAMPLES {
            fs::write(folder.join(format!("{name}.{language}.html")), sample.html(language)).unwrap();
        }
    }
}
