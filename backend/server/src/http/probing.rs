//! `/.well-known/probing.txt`: who sends these probes, and how to be left alone (RFC 9511, section 4).

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::get;
use jiff::{SignedDuration, Timestamp};

use crate::app::App;
use crate::config::Config;
use crate::page::Organisation;

/// How long a copy may be believed.
const BELIEVED: SignedDuration = SignedDuration::from_hours(24 * 90);

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new().route("/.well-known/probing.txt", get(show))
}

async fn show(State(app): State<Arc<App>>) -> impl IntoResponse {
    (
        [(header::CONTENT_TYPE, "text/plain; charset=utf-8")],
        describe(&app.config, &app.organisation(), app.clock.now()),
    )
}

fn describe(config: &Config, organisation: &Organisation, now: Timestamp) -> String {
    let site = config.public_url();
    let (name, mail) = (one_line(&organisation.name), one_line(&organisation.support_mail));
    let expires = (now + BELIEVED).strftime("%Y-%m-%dT%H:%M:%SZ");
    let a_day = match config.scan.packets_a_day {
        0 => String::new(),
        most => format!(
            ", at most about {most} packets a day to one address besides short conversations with what is open there"
        ),
    };
    format!(
        "Canonical: {site}/.well-known/probing.txt\n\
         Contact: mailto:{mail}\n\
         Expires: {expires}\n\
         Preferred-Languages: ja, en\n\
         Description: {name} looks at 23 ports of homes whose people asked for it with the app Akabeko, \
         once a day and after a change of address{a_day}. \
         To have your address left alone, open {site}/opt-out from there; for a network, write to the contact.\n"
    )
}

/// A value on a line of its own.
pub(super) fn one_line(value: &str) -> String {
    value.split(char::is_control).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_says_who_and_how_to_be_left_alone_a_field_a_line() {
        let text = "public_url = \"https://akabeko.example.jp/\"\n\
                    [organisation]\nname = \"Example\\nUniversity\"\nsupport_mail = \"help@akabeko.example.jp\"";
        let config = Config::parse(text).unwrap();
        let text = describe(&config, &config.organisation, "2026-04-01T00:00:00.5Z".parse().unwrap());
        let fields: Vec<(&str, &str)> = text.lines().map(|line| line.split_once(": ").unwrap()).collect();
        let names: Vec<&str> = fields.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, ["Canonical", "Contact", "Expires", "Preferred-Languages", "Description"]);
        assert_eq!(fields[0].1, "https://akabeko.example.jp/.well-known/probing.txt");
        assert_eq!(fields[1].1, "mailto:help@akabeko.example.jp");
        assert_eq!(fields[2].1, "2026-06-30T00:00:00Z");
        assert!(fields[4].1.starts_with("Example University looks at"), "{text}");
        assert!(fields[4].1.contains("about 240 packets a day"), "{text}");
        assert!(fields[4].1.contains("https://akabeko.example.jp/opt-out"), "{text}");
    }
}
