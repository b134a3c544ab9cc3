//! What went wrong, in the person's language.

use akabeko_shared::locale::Catalogue;

use crate::{Failure, Reason};

/// Why a call did not work.
pub fn failure(failure: &Failure, catalogue: &Catalogue) -> String {
    match failure {
        Failure::Unreachable(_) => catalogue.text("failure-offline"),
        Failure::Intercepted => catalogue.text("status-intercepted-hint"),
        Failure::CertificateDate => catalogue.text("status-certificate-date-hint"),
        Failure::Refused(problem) => catalogue.text_with("failure-refused", &[("why", &problem.title)]),
        Failure::UnknownToken => catalogue.text("status-forgotten-hint"),
    }
}

/// Why an agent cannot go on; nothing where there only was no invitation.
pub fn stranded(reason: &Reason, catalogue: &Catalogue) -> Option<String> {
    let lines = [format!("status-{}", reason.word()), format!("status-{}-hint", reason.word())];
    (*reason != Reason::NotEnrolled).then(|| lines.map(|key| catalogue.text(&key)).join("\n"))
}
