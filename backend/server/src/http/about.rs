//! Who runs this, for people: what is scanned, from where, what is kept, how to be left alone. And for whoever finds
//! a weakness, `/.well-known/security.txt` (RFC 9116).

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::middleware::map_response;
use axum::response::{Html, IntoResponse};
use axum::routing::get;
use jiff::{SignedDuration, Timestamp};

use super::notice::{language, private};
use super::probing::one_line;
use super::problem::{Parameters, Problem};
use super::written::{View, written};
use crate::app::App;
use crate::page::{self, AboutPage, Organisation};

/// How long a copy may be believed: RFC 9116, section 2.5.5, wants less than a year.
const BELIEVED: SignedDuration = SignedDuration::from_hours(24 * 180);

pub(super) fn routes() -> Router<Arc<App>> {
    let pages = Router::new().route("/about", get(show)).layer(map_response(private));
    pages.route("/.well-known/security.txt", get(security))
}

async fn show(
    State(app): State<Arc<App>>,
    Parameters(view): Parameters<View>,
    headers: HeaderMap,
) -> Result<Html<String>, Problem> {
    let language = language(view.lang.as_deref(), &headers).unwrap_or_default();
    let html = page::about(&AboutPage {
        catalogue: app.catalogue(language),
        organisation: &app.organisation(),
        scanned_from: &app.config.scan.scanned_from,
    });
    written(html, "the page about us")
}

async fn security(State(app): State<Arc<App>>) -> impl IntoResponse {
    (
        [(header::CONTENT_TYPE, "text/plain; charset=utf-8")],
        describe(&app.config.public_url(), &app.organisation(), app.clock.now()),
    )
}

fn describe(site: &str, organisation: &Organisation, now: Timestamp) -> String {
    let mail = one_line(&organisation.support_mail);
    let expires = (now + BELIEVED).strftime("%Y-%m-%dT%H:%M:%SZ");
    format!(
        "Contact: mailto:{mail}\nExpires: {expires}\nPreferred-Languages: ja, en\n\
         Canonical: {site}/.well-known/security.txt\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_has_the_fields_that_the_rfc_requires() {
        let organisation =
            Organisation { support_mail: "help@akabeko.example.jp".to_owned(), ..Organisation::default() };
        let now = "2026-04-01T00:00:00Z".parse().unwrap();
        let text = describe("https://akabeko.example.jp", &organisation, now);
        assert_eq!(
            text.lines().collect::<Vec<_>>(),
            [
                "Contact: mailto:help@akabeko.example.jp",
                "Expires: 2026-09-28T00:00:00Z",
                "Preferred-Languages: ja, en",
                "Canonical: https://akabeko.example.jp/.well-known/security.txt",
            ]
        );
    }
}
