//! Small questions to a view.

use akabeko_shared::NoticeId;
use akabeko_shared::view::{Scene, View};
use akabeko_shared::wire::NoticeState;

/// The notice that wants attention and came last.
pub fn newest_open(view: &View) -> Option<NoticeId> {
    let Scene::Member(status) = &view.scene else { return None };
    status.notices.iter().find(|notice| notice.state == NoticeState::Open).map(|notice| notice.notice)
}
