//! What went wrong, in the person's language; and small questions to a view.

use akabeko_agent_core::Failure;
use akabeko_shared::NoticeId;
use akabeko_shared::locale::Catalogue;
use akabeko_shared::view::{Scene, View};
use akabeko_shared::wire::NoticeState;

/// Why a call did not work.
pub(crate) fn failure(failure: &Failure, catalogue: &Catalogue) -> String {
    match failure {
        Failure::Unreachable(_) => catalogue.text("failure-offline"),
        Failure::Intercepted => catalogue.text("status-intercepted-hint"),
        Failure::CertificateDate => catalogue.text("status-certificate-date-hint"),
        Failure::Refused(problem) => catalogue.text_with("failure-refused", &[("why", &problem.title)]),
        Failure::UnknownToken => catalogue.text("status-forgotten-hint"),
    }
}

/// The notice that wants attention and came last.
pub(crate) fn newest_open(view: &View) -> Option<NoticeId> {
    let Scene::Member(status) = &view.scene else { return None };
    status.notices.iter().find(|notice| notice.state == NoticeState::Open).map(|notice| notice.notice)
}
