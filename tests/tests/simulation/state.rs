//! How notices stand: as the doors do, and no change that nobody made.

use std::collections::BTreeMap;

use akabeko_backend::store::Page;
use akabeko_shared::survey::{Intent, Place};
use akabeko_shared::wire::NoticeState;
use akabeko_shared::{NoticeId, Port};
use jiff::civil::Date;

use super::{Held, page};
use crate::run::Run;

/// How every notice stands that was sent.
pub(crate) async fn of_all(run: &Run) -> BTreeMap<NoticeId, NoticeState> {
    let mut standing = BTreeMap::new();
    for who in 0..run.past.len() {
        let inbox = run.world.app.store.inbox(run.agent(who)).await.expect("a store");
        standing.extend(inbox.into_iter().map(|notice| (notice.notice, notice.state)));
    }
    standing
}

/// (g) What closed or opened again while time passed really did so, in the home it is about.
pub(crate) async fn changes_are_true(run: &Run, before: BTreeMap<NoticeId, NoticeState>) -> Held {
    for (notice, state) in of_all(run).await {
        if before.get(&notice).is_none_or(|before| *before == state) {
            continue;
        }
        let page =
            page(run, &run.world.app.secret.page_token(notice, 0)).await.ok_or("(g) a page is gone")?;
        let home = run.homes().find(|home| home.address().to_string() == page.address);
        let doors = home.ok_or("(g) a notice about nowhere")?.open_doors();
        let is_open = page.ports.iter().any(|port| doors.contains(port) && concerns(&page, *port));
        let is_true = match state {
            NoticeState::Open => is_open,
            NoticeState::Closed => !is_open,
            NoticeState::Ended => false,
        };
        if !is_true {
            return Err(format!(
                "(g) {notice} became {state:?} by itself; open at {}: {doors:?}",
                page.address
            ));
        }
    }
    Ok(())
}

fn concerns(page: &Page, port: Port) -> bool {
    page.survey.place() != Some(Place::Home) || page.survey.intent(port) != Some(Intent::Intended)
}

/// (h) Who was undisturbed and changed nothing all day has notices that stand as the doors do.
pub(super) async fn as_the_doors(run: &Run, who: usize, day: Date) -> Held {
    let midnight = day.to_zoned_datetime(run.world.app.config.zone()).expect("a midnight").timestamp();
    if run.past[who].changed_at > midnight {
        return Ok(());
    }
    let home = &run.world.people[who].home;
    for notice in run.world.app.store.inbox(run.agent(who)).await.expect("a store") {
        let page = page(run, &run.world.app.secret.page_token(notice.notice, 0))
            .await
            .ok_or("(h) a page is gone")?;
        let is_old = notice.sent_at <= midnight && page.address == home.address().to_string();
        let doors = home.open_doors();
        let is_open = page.ports.iter().any(|port| doors.contains(port) && concerns(&page, *port));
        if is_old && notice.state != NoticeState::Ended && is_open != (notice.state == NoticeState::Open) {
            return Err(format!("(h) {} is {:?} on {day}; open: {doors:?}", notice.notice, notice.state));
        }
    }
    Ok(())
}
