//! The open ports in everyday words, and once more in full for experts.

use akabeko_scanner::identify::{Certainty, Guess};
use akabeko_shared::{Port, PortState};

use super::visible::visible;
use super::{Door, NoticePage, moment};

/// One port as the page shows it.
pub(super) struct Row {
    /// Which.
    pub(super) port: Port,
    /// Its name in words: what stands behind it and its number.
    pub(super) name: String,
    /// The protocol's own name, for experts.
    pub(super) protocol: &'static str,
    /// When it was last seen open.
    pub(super) last_seen: String,
    /// The same for machines and experts.
    pub(super) last_seen_at: String,
    /// On how many days it was seen open.
    pub(super) days: String,
    /// What it is like now, in words.
    pub(super) now: Option<String>,
    /// The same in nmap's word.
    pub(super) state: Option<PortState>,
    /// What it said, made visible.
    pub(super) said: Option<String>,
    /// What device that sounds like, and how far to trust it.
    pub(super) device: Option<String>,
    /// How sure it is that the entrance was open.
    pub(super) sure: String,
    /// All of it in a line, to forward to somebody else.
    pub(super) forward: String,
}

/// The ports of the notice, in its order.
pub(super) fn rows(page: &NoticePage) -> Vec<Row> {
    page.doors.iter().map(|door| row(page, door)).collect()
}

/// What each kind of service is for and why it matters, once for each kind, with the ports it is about.
pub(super) fn meanings(page: &NoticePage) -> Vec<(String, String)> {
    let mut meanings: Vec<(String, String)> = Vec::new();
    for door in &page.doors {
        let Some(service) = door.port.service() else { continue };
        let (name, meaning) = (name(page, door.port), format!("page-means-{}", service.key()));
        let meaning = page.catalogue.text(&meaning);
        match meanings.iter_mut().find(|(_, known)| *known == meaning) {
            Some((names, _)) => *names = format!("{names}{}{name}", page.catalogue.text("page-and")),
            None => meanings.push((name, meaning)),
        }
    }
    meanings
}

/// The name of a port in words. The protocol is named only where the number alone is not enough.
pub(super) fn name(page: &NoticePage, port: Port) -> String {
    let service = port
        .service()
        .map_or("page-service-other".to_owned(), |service| format!("service-{}", service.key()));
    let twice = page.doors.iter().any(|door| door.port != port && door.port.number == port.number);
    page.catalogue.text_with(
        if twice { "page-door-protocol" } else { "page-door" },
        &[
            ("service", &page.catalogue.text(&service)),
            ("number", &port.number.to_string()),
            ("protocol", &port.protocol.to_string().to_uppercase()),
        ],
    )
}

/// A state in words.
pub(super) fn state(page: &NoticePage, state: PortState) -> String {
    page.catalogue.text(match state {
        PortState::Open => "page-state-open",
        PortState::Closed => "page-state-closed",
        PortState::Filtered | PortState::OpenFiltered => "page-state-silent",
    })
}

/// A guess at the device in words. It repeats what a stranger said, so it is made visible like that.
fn device(page: &NoticePage, guess: &Guess) -> Option<String> {
    let kind = guess.kind.as_deref().map(|kind| kind_of(page, kind));
    let named = [guess.maker.as_deref(), guess.model.as_deref(), kind.as_deref()];
    let named: Vec<String> = named.into_iter().flatten().map(visible).collect();
    let key = match guess.certainty {
        Certainty::Low => "page-device-maybe",
        Certainty::Medium | Certainty::High => "page-device-probably",
    };
    (!named.is_empty()).then(|| page.catalogue.text_with(key, &[("device", &named.join(" "))]))
}

fn kind_of(page: &NoticePage, kind: &str) -> String {
    let key = match kind.to_lowercase().as_str() {
        "router" => "page-kind-router",
        "nas" => "page-kind-nas",
        "camera" => "page-kind-camera",
        "recorder" => "page-kind-recorder",
        "printer" => "page-kind-printer",
        _ => return kind.to_owned(),
    };
    page.catalogue.text(key)
}

fn row(page: &NoticePage, door: &Door) -> Row {
    let (open, days) = (door.open_days.to_string(), door.days.to_string());
    let (name, last_seen) =
        (name(page, door.port), moment::moment(page.catalogue, page.time_zone, door.last_seen));
    let line = [("door", name.as_str()), ("port", &door.port.to_string()), ("moment", &last_seen)];
    Row {
        port: door.port,
        forward: page.catalogue.text_with("page-forward-line", &line),
        protocol: door.port.service().map_or("", |service| service.name()),
        last_seen_at: door.last_seen.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        days: page.catalogue.text_with("page-open-days-of", &[("open", &open), ("days", &days)]),
        now: door.state_now.map(|now| state(page, now)),
        state: door.state_now,
        said: door.said.as_deref().map(visible),
        device: door.device.as_ref().and_then(|guess| device(page, guess)),
        sure: page.catalogue.text(if door.replied { "page-sure-replied" } else { "page-sure-accepted" }),
        name,
        last_seen,
    }
}
