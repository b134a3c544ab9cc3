//! An invitation as people give it, and what becomes of one: understood or not, of use or not.

use akabeko_shared::Invitation;
use akabeko_shared::wire::{About, CONSENT_VERSION};

use crate::{Failure, Origin};

/// A link, or a code with a server; people leave out the scheme.
pub fn understood(invitation: &str, server: Option<&str>) -> Option<Invitation> {
    let (text, server) = (invitation.trim(), server.map_or("", str::trim));
    if text.starts_with("akabeko:") {
        return text.parse().ok();
    }
    if text.is_empty() || server.is_empty() || text.contains(char::is_whitespace) {
        return None;
    }
    let server = if server.contains("://") { server.to_owned() } else { format!("https://{server}") };
    Some(Invitation { server: server.trim_end_matches('/').to_owned(), code: text.to_owned() })
}

/// Whether this app can show the text that the server wants people to agree to.
pub fn is_readable(about: &About) -> bool {
    about.consent_version <= CONSENT_VERSION
}

/// Why nobody said who they are, as a key of the catalogue. A server that answers something else is not ours.
pub fn no_about(failure: &Failure) -> &'static str {
    match failure {
        Failure::Refused(_) | Failure::UnknownToken => "failure-not-akabeko",
        Failure::Unreachable(_) => "failure-offline",
        Failure::Intercepted => "status-intercepted-hint",
        Failure::CertificateDate => "status-certificate-date-hint",
    }
}

/// Why an invitation is of no use to an agent of `origin`, as a key of the catalogue: a device is the agent of one
/// server. One from the same server needs no word, since the person sees that they take part.
pub fn useless(link: &str, origin: &Origin) -> Option<&'static str> {
    let Ok(invitation) = link.parse::<Invitation>() else { return Some("failure-invitation") };
    let leads_here = invitation.server.parse::<Origin>().is_ok_and(|server| server == *origin);
    (!leads_here).then_some("failure-member")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_give_links_and_codes_in_many_ways() {
        let link = "akabeko://enrol?server=https%3A%2F%2Fakabeko.example&code=MIKAN-3821";
        let cases = [
            (link, None, Some("https://akabeko.example")),
            ("  MIKAN-3821 ", Some(" akabeko.example/ "), Some("https://akabeko.example")),
            ("MIKAN-3821", Some("http://127.0.0.1:8080"), Some("http://127.0.0.1:8080")),
            ("MIKAN-3821", None, None),
            ("", Some("akabeko.example"), None),
            ("akabeko://else", Some("akabeko.example"), None),
            ("come to my party", Some("akabeko.example"), None),
        ];
        for (text, server, expected) in cases {
            let read = understood(text, server);
            assert_eq!(read.as_ref().map(|read| read.server.as_str()), expected, "{text} {server:?}");
            assert!(read.is_none_or(|read| read.code == "MIKAN-3821"), "{text}");
        }
    }

    #[test]
    fn an_invitation_from_elsewhere_is_not_left_aside_without_a_word() {
        let origin = "https://akabeko.example".parse().unwrap();
        let link = |server: &str| {
            let invitation = Invitation { server: server.to_owned(), code: "MIKAN-3821".to_owned() };
            invitation.to_string()
        };
        assert_eq!(useless(&link("https://akabeko.example"), &origin), None);
        assert_eq!(useless(&link("https://other.example"), &origin), Some("failure-member"));
        assert_eq!(useless("akabeko://dance", &origin), Some("failure-invitation"));
    }
}
