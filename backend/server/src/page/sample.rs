//! What a notice looks like, for anyone to see: the same page with made-up data, on which nothing can be pressed.

use akabeko_scanner::identify::Guess;
use akabeko_shared::locale::Catalogue;
use akabeko_shared::survey::Survey;
use akabeko_shared::{Port, Variant};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::{Door, NoticePage, Organisation, render};

/// Writes a sample of the page, as if a notice had been sent an hour before `now`.
pub(crate) fn sample(
    catalogue: &Catalogue,
    organisation: &Organisation,
    time_zone: &TimeZone,
    now: Timestamp,
) -> Result<String, askama::Error> {
    let ago = |hours| now - SignedDuration::from_hours(hours);
    let door = Door {
        port: Port::tcp(23),
        open_days: 12,
        days: 30,
        last_seen: ago(10),
        replied: true,
        said: Some("BusyBox v1.19.4\r\nlogin: ".to_owned()),
        device: Some(Guess { kind: Some("router".to_owned()), ..Guess::default() }),
        state_now: None,
    };
    render(&NoticePage {
        catalogue,
        path: "/sample",
        organisation,
        // Of a range that belongs to nobody (RFC 5737).
        address: Some("203.0.113.24"),
        provider: Some(&catalogue.text("page-sample-provider")),
        time_zone,
        enrolled_at: ago(24 * 60),
        sent_at: ago(1),
        word: &catalogue.text("page-sample-word"),
        doors: vec![door],
        survey: &Survey::default(),
        variant: Variant::Usual,
        landing: false,
        rescan: None,
        unavailable: None,
        closed_at: None,
        case_open: false,
        thread: None,
        withheld: false,
        elsewhere: false,
        sample: true,
    })
}
