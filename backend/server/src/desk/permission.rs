//! One table of every route of the console: who may ask, and whether they have to prove again who they are. What is
//! not named here is refused, so a route that somebody forgets here does nothing.

use super::Role;

/// What a route asks of whoever calls it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Nothing: joining and signing in prove themselves.
    Nobody,
    /// A session of at least this role.
    Session(Role),
    /// The same, and a code within the last minutes: for sending, for personal data that leaves, and for operators.
    Proof(Role),
}

/// What a route asks for. None: no such route is allowed to anybody.
pub fn need(method: &str, route: &str) -> Option<Need> {
    let found = TABLE.iter().find(|(known_method, known, _)| *known_method == method && *known == route);
    found.map(|(_, _, need)| *need)
}

/// Every route, as the OpenAPI document names it.
pub fn routes() -> impl Iterator<Item = (&'static str, String, Need)> {
    TABLE.iter().map(|(method, route, need)| (*method, format!("{PREFIX}{route}"), *need))
}

/// Where all of them are.
pub const PREFIX: &str = "/api/v1/console";

use Need::{Nobody, Proof, Session};
use Role::{Admin, Analyst, Sender, Viewer};

const TABLE: &[(&str, &str, Need)] = &[
    ("POST", "/join/look", Nobody),
    ("POST", "/join", Nobody),
    ("POST", "/session", Nobody),
    ("GET", "/session", Session(Viewer)),
    ("DELETE", "/session", Session(Viewer)),
    ("POST", "/session/proof", Session(Viewer)),
    ("GET", "/overview", Session(Viewer)),
    ("GET", "/agents", Session(Viewer)),
    ("GET", "/agents/{agent}", Session(Viewer)),
    ("DELETE", "/agents/{agent}", Proof(Admin)),
    ("GET", "/invitations", Session(Viewer)),
    ("POST", "/invitations", Session(Sender)),
    ("POST", "/invitations/{invitation}/end", Session(Sender)),
    ("GET", "/selection", Session(Viewer)),
    ("GET", "/reviews", Session(Viewer)),
    ("PUT", "/reviews/{agent}/{port}", Session(Analyst)),
    ("DELETE", "/reviews/{agent}/{port}", Session(Analyst)),
    ("GET", "/campaigns", Session(Viewer)),
    ("POST", "/campaigns", Session(Sender)),
    ("GET", "/campaigns/{campaign}", Session(Viewer)),
    ("PUT", "/campaigns/{campaign}", Session(Sender)),
    ("DELETE", "/campaigns/{campaign}", Session(Sender)),
    ("GET", "/campaigns/{campaign}/preview", Session(Viewer)),
    ("POST", "/campaigns/{campaign}/propose", Proof(Sender)),
    ("POST", "/campaigns/{campaign}/recall", Session(Sender)),
    ("POST", "/campaigns/{campaign}/approve", Proof(Sender)),
    ("POST", "/campaigns/{campaign}/pause", Session(Sender)),
    ("POST", "/campaigns/{campaign}/go-on", Session(Sender)),
    ("POST", "/campaigns/{campaign}/debrief", Proof(Sender)),
    ("POST", "/campaigns/{campaign}/close", Session(Sender)),
    ("POST", "/campaigns/{campaign}/override", Proof(Sender)),
    ("GET", "/wording", Session(Viewer)),
    ("GET", "/results", Session(Viewer)),
    ("GET", "/results/{sheet}", Session(Viewer)),
    ("GET", "/dataset", Proof(Analyst)),
    ("GET", "/cases", Session(Viewer)),
    ("GET", "/cases/{case}", Session(Viewer)),
    ("POST", "/cases/{case}/messages", Session(Analyst)),
    ("POST", "/cases/{case}/close", Session(Analyst)),
    ("POST", "/cases/{case}/reopen", Session(Analyst)),
    ("GET", "/scanner", Session(Viewer)),
    ("POST", "/scanner/halt", Session(Analyst)),
    ("POST", "/scanner/resume", Session(Sender)),
    ("GET", "/opt-outs", Session(Viewer)),
    ("POST", "/opt-outs", Session(Analyst)),
    ("POST", "/opt-outs/lift", Session(Sender)),
    ("POST", "/complaints", Session(Analyst)),
    ("POST", "/complaints/{number}/settle", Session(Analyst)),
    ("GET", "/settings", Session(Viewer)),
    ("PUT", "/settings/organisation", Proof(Admin)),
    ("GET", "/operators", Session(Admin)),
    ("POST", "/operators", Proof(Admin)),
    ("PUT", "/operators/{operator}", Proof(Admin)),
    ("POST", "/operators/{operator}/link", Proof(Admin)),
    ("GET", "/audit", Session(Admin)),
    ("GET", "/audit/verify", Session(Admin)),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_named_is_refused() {
        assert_eq!(need("GET", "/overview"), Some(Session(Viewer)));
        assert_eq!(need("PUT", "/overview"), None);
        assert_eq!(need("GET", "/everything"), None);
    }

    #[test]
    fn whoever_only_looks_changes_nothing() {
        for (method, route, need) in TABLE {
            let is_own = route.starts_with("/session");
            let may = matches!(need, Session(Viewer) | Proof(Viewer));
            assert!(!may || is_own || *method == "GET", "{method} {route}");
        }
    }

    #[test]
    fn sending_leaving_data_and_operators_want_a_proof() {
        for (method, route) in [
            ("POST", "/campaigns/{campaign}/propose"),
            ("POST", "/campaigns/{campaign}/approve"),
            ("POST", "/campaigns/{campaign}/debrief"),
            ("GET", "/dataset"),
            ("POST", "/operators"),
            ("PUT", "/operators/{operator}"),
            ("DELETE", "/agents/{agent}"),
        ] {
            assert!(matches!(need(method, route), Some(Proof(_))), "{method} {route}");
        }
    }
}
