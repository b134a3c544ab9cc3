//! Sample pages for the tests, and on disk to be looked at.

use std::fs;

use akabeko_shared::locale::Catalogue;
use akabeko_shared::survey::Survey;
use akabeko_shared::wire::{ScanState, SeenPort};
use akabeko_shared::{Language, Port, PortState, ScanId, Variant};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::super::{Door, NoticePage, OX, Organisation, Rescan, SCRIPT, STYLE, not_found, render, sample};

/// A page to render.
#[derive(Clone, Copy)]
pub(super) struct Sample {
    pub(super) ports: &'static [Port],
    /// The buttons that were pressed, between spaces.
    pub(super) presses: &'static str,
    pub(super) said: Option<&'static str>,
    pub(super) variant: Variant,
    pub(super) landing: bool,
    pub(super) rescan: Option<(ScanState, PortState)>,
    pub(super) closed: bool,
    pub(super) case_open: bool,
    pub(super) withheld: bool,
}

pub(super) const FIRST_VISIT: Sample = Sample {
    ports: &[Port::tcp(23)],
    presses: "",
    said: Some("BusyBox v1.19.4\r\nlogin: "),
    variant: Variant::Usual,
    landing: false,
    rescan: None,
    closed: false,
    case_open: false,
    withheld: false,
};

/// A page for each state that looks different.
pub(super) const SAMPLES: [(&str, Sample); 13] = [
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
    ("closed", Sample { closed: true, presses: TELNET_YES, ..FIRST_VISIT }),
];

const TELNET_YES: &str = "network.home intent.tcp-23.unintended ability.tcp-23.yes";
const TELNET_NO: &str = "network.home intent.tcp-23.unknown ability.tcp-23.no";

impl Sample {
    pub(super) fn survey(&self) -> Survey {
        Survey::replay(self.presses.split_whitespace().map(|press| press.parse().unwrap()))
    }

    pub(super) fn html(&self, language: Language) -> String {
        let (seen, survey) = (self.seen(), self.survey());
        let page = NoticePage {
            catalogue: &Catalogue::new(language),
            path: "/n/fcybcc5f6a",
            organisation: &organisation(),
            address: "203.0.113.24",
            provider: Some("Bandai Net"),
            time_zone: &TimeZone::get("Asia/Tokyo").unwrap(),
            enrolled_at: at("2026-04-03T01:00:00Z"),
            sent_at: at("2026-11-23T00:00:00Z"),
            word: if language == Language::Ja { "みかん・3821" } else { "mikan-3821" },
            doors: self.ports.iter().map(|port| self.door(*port)).collect(),
            survey: &survey,
            variant: self.variant,
            landing: self.landing,
            ticket: Some("t1cket"),
            rescan: self.rescan.map(|(state, _)| rescan(state, &seen)),
            unavailable: None,
            closed_at: self.closed.then(|| at("2026-11-24T11:31:00Z")),
            case_open: self.case_open,
            withheld: self.withheld,
            sample: false,
        };
        render(&page).unwrap()
    }

    fn door(&self, port: Port) -> Door {
        Door {
            port,
            open_days: 12,
            days: 30,
            last_seen: at("2026-11-22T12:04:00Z"),
            said: self.said.map(str::to_owned),
            state_now: self.closed.then_some(PortState::Closed),
        }
    }

    fn seen(&self) -> Vec<SeenPort> {
        let told = self.rescan.filter(|(state, _)| *state == ScanState::Done && !self.withheld);
        let state = told.map(|(_, seen)| seen);
        state.map_or(vec![], |state| self.ports.iter().map(|port| SeenPort { port: *port, state }).collect())
    }
}

fn organisation() -> Organisation {
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
        for (name, sample) in SAMPLES {
            fs::write(folder.join(format!("{name}.{language}.html")), sample.html(language)).unwrap();
        }
    }
}
