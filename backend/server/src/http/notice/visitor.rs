//! Who asks for a page: a person's browser, or a machine that looks ahead, previews or checks links.

use axum::http::{HeaderMap, header};

/// Parts of the names by which machines introduce themselves, in lower case.
const MACHINES: [&str; 24] = [
    "bot",
    "crawl",
    "spider",
    "preview",
    "prefetch",
    "scanner",
    "facebookexternalhit",
    "facebookcatalog",
    "meta-external",
    "whatsapp",
    "skypeuripreview",
    "slack-imgproxy",
    "embedly",
    "mastodon",
    "googleimageproxy",
    "google-read-aloud",
    "google-safety",
    "chrome-lighthouse",
    "proofpoint",
    "mimecast",
    "barracuda",
    "curl/",
    "wget/",
    "python-",
];

/// Headers by which browsers say that nobody looks yet, or that only a picture of the page is wanted.
const AHEAD: [&str; 4] = ["sec-purpose", "purpose", "x-purpose", "x-moz"];

/// Whether a browser asks before anybody wants to see the page.
pub(super) fn looks_ahead(headers: &HeaderMap) -> bool {
    AHEAD.iter().filter_map(|name| headers.get(*name)).any(|value| {
        let value = value.to_str().unwrap_or_default().to_ascii_lowercase();
        ["prefetch", "prerender", "preview"].iter().any(|word| value.contains(word))
    })
}

/// Whether this is no person, as far as it says so itself. A browser always names itself.
pub(super) fn is_machine(headers: &HeaderMap) -> bool {
    let name = headers.get(header::USER_AGENT).and_then(|name| name.to_str().ok()).unwrap_or_default();
    // The one maker of phones whose name would give its buyers away.
    let name = name.to_ascii_lowercase().replace("cubot", "");
    name.is_empty() || MACHINES.iter().any(|part| name.contains(part)) || looks_ahead(headers)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> HeaderMap {
        HeaderMap::from_iter([(header::USER_AGENT, name.parse().unwrap())])
    }

    #[test]
    fn browsers_are_people() {
        for name in [
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1",
            "Mozilla/5.0 (Android 16; Mobile; rv:145.0) Gecko/145.0 Firefox/145.0",
            "Mozilla/5.0 (Linux; Android 16; CUBOT X90) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36",
        ] {
            assert!(!is_machine(&named(name)), "{name}");
        }
    }
}
