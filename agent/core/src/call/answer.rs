//! What a backend's answer means: told apart, and believed only where it is in the backend's own language.

use std::error::Error;

use akabeko_shared::wire::{Problem, Ticket};
use serde::de::{DeserializeOwned, IgnoredAny};

use crate::{Failure, Origin};

/// An answer as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The status of HTTP.
    pub status: u16,
    /// The header `Content-Type`, empty if there is none.
    pub kind: String,
    /// What it says.
    pub body: Vec<u8>,
}

impl Answer {
    /// Why it is not a yes of the server's own, if it is none.
    pub fn refusal(&self) -> Option<Failure> {
        if is_intercepted(self.status, &self.kind) {
            return Some(Failure::Intercepted);
        }
        (!is_success(self.status)).then(|| refused(self.status, &self.kind, &self.body))
    }

    /// What it says, if it is a yes.
    ///
    /// # Errors
    /// When it is not the server's, or the server refuses.
    pub fn accepted(self) -> Result<Vec<u8>, Failure> {
        self.refusal().map_or(Ok(self.body), Err)
    }

    /// The message that it is.
    ///
    /// # Errors
    /// As [`Answer::accepted`], and when it is something else.
    pub fn read<T: DeserializeOwned>(self) -> Result<T, Failure> {
        understood(&self.accepted()?)
    }
}

/// Whether a status is a yes.
pub fn is_success(status: u16) -> bool {
    (200..300).contains(&status)
}

/// Whether somebody else answered. The backend neither sends agents elsewhere nor shows them pages; a network that
/// wants people to sign in does (RFC 8952). A gateway before the backend has pages of its own for when it is down.
pub fn is_intercepted(status: u16, kind: &str) -> bool {
    const SIGN_IN_FIRST: u16 = 511;
    let is_page = kind.starts_with("text/html") && status < 500;
    (300..400).contains(&status) || status == SIGN_IN_FIRST || is_page
}

/// What a no means. Only the backend itself says it in this format: a hotel's login page that answers 401 must not
/// make an agent forget who it is.
pub fn refused(status: u16, kind: &str, body: &[u8]) -> Failure {
    const UNKNOWN: u16 = 401;
    if !kind.starts_with("application/problem+json") {
        return Failure::Unreachable(format!("it answered {status}"));
    }
    if status == UNKNOWN {
        return Failure::UnknownToken;
    }
    let untold = || Problem { status, title: "refused".to_owned(), detail: None };
    Failure::Refused(serde_json::from_slice(body).unwrap_or_else(|_| untold()))
}

/// The message in a body.
///
/// # Errors
/// When it is something else.
pub fn understood<T: DeserializeOwned>(body: &[u8]) -> Result<T, Failure> {
    serde_json::from_slice(body).map_err(|error| something_else(&error))
}

/// The JSON document in a body, as it came.
///
/// # Errors
/// When it is something else.
pub fn document(body: Vec<u8>) -> Result<String, Failure> {
    let text = String::from_utf8(body).map_err(|error| something_else(&error))?;
    serde_json::from_str::<IgnoredAny>(&text).map_err(|error| something_else(&error))?;
    Ok(text)
}

/// A ticket, if it is for a page of the server's own.
///
/// # Errors
/// When it is not.
pub fn own(ticket: Ticket, origin: &Origin) -> Result<Ticket, Failure> {
    if origin.covers(&ticket.url) {
        Ok(ticket)
    } else {
        Err(Failure::Unreachable("it named a page that is not its own".to_owned()))
    }
}

fn something_else(error: &dyn Error) -> Failure {
    Failure::Unreachable(format!("it answered something else: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_server_itself_says_no() {
        let problem = r#"{"status":403,"title":"No"}"#;
        let refusal = Failure::Refused(serde_json::from_str(problem).unwrap());
        for (status, kind, body, expected) in [
            (200, "application/json", "[1]", Ok(vec![1])),
            (200, "text/html", "<p>Sign in</p>", Err(Failure::Intercepted)),
            (302, "", "", Err(Failure::Intercepted)),
            (511, "text/plain", "", Err(Failure::Intercepted)),
            (401, "application/problem+json", "", Err(Failure::UnknownToken)),
            (401, "text/plain", "", Err(Failure::Unreachable("it answered 401".to_owned()))),
            (403, "application/problem+json", problem, Err(refusal)),
            (502, "text/html", "<p>Down</p>", Err(Failure::Unreachable("it answered 502".to_owned()))),
        ] {
            let answer = Answer { status, kind: kind.to_owned(), body: body.into() };
            assert_eq!(answer.read::<Vec<u8>>(), expected, "{status} {kind}");
        }
    }

    #[test]
    fn a_page_elsewhere_is_not_opened() {
        let origin: Origin = "https://akabeko.example".parse().unwrap();
        let ticket = |url: &str| Ticket { url: url.to_owned() };
        assert!(own(ticket("https://akabeko.example/n/a"), &origin).is_ok());
        assert!(own(ticket("https://else.example/n/a"), &origin).is_err());
    }
}
