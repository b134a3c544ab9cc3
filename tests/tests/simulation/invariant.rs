//! What must hold whatever happens. A broken invariant is told by its letter and in a sentence.

#[path = "state.rs"]
pub(crate) mod state;

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use akabeko_backend::secret;
use akabeko_backend::store::Page;
use akabeko_core::evaluate::Dataset;
use akabeko_shared::survey::Button;
use akabeko_shared::wire::{Event, News};
use akabeko_shared::{Arm, NoticeId, PORTS};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use crate::run::Run;

type Held = Result<(), String>;

/// For how long a check-in says who has an address.
const FRESH: SignedDuration = SignedDuration::from_mins(30);

/// How long those wait who wait.
const WAITING: SignedDuration = SignedDuration::from_hours(24 * 7);

/// Everything that must hold between two things that happen.
pub(crate) async fn all(run: &mut Run) -> Held {
    only_the_confirmed_are_probed(run)?;
    let dataset = run.world.app.store.dataset(run.world.app.config.zone()).await.expect("a store");
    notices_are_the_agents_own(run, &dataset).await?;
    no_acknowledged_answer_is_lost(run, &dataset)?;
    for (who, day) in std::mem::take(&mut run.owed) {
        the_undisturbed_are_scanned(run, &dataset, who, day)?;
        state::as_the_doors(run, who, day).await?;
    }
    nothing_is_said_twice(run).await?;
    notices_keep_their_time(run, &dataset).await
}

/// (a) No probe without a fresh check-in from there.
pub(crate) fn only_the_confirmed_are_probed(run: &mut Run) -> Held {
    let now = run.world.now();
    let counts: Vec<_> = run.homes().map(|home| (home.address(), home.knocks())).collect();
    for (address, count) in counts {
        let before = run.knocks.insert(address, count).unwrap_or(0);
        let confirmed_at = run.world.witness.confirmed_at(IpAddr::from(address));
        let is_fresh = confirmed_at.is_some_and(|at| now.duration_since(at) <= FRESH);
        if count > before && !is_fresh {
            return Err(format!("(a) {address} was probed at {now}; last check-in there: {confirmed_at:?}"));
        }
    }
    Ok(())
}

/// Whom the backend knows to have taken their consent back, with the doors that were knocked at so far.
pub(crate) async fn withdrawn(run: &Run) -> Vec<Option<u64>> {
    let mut withdrawn = Vec::new();
    for (who, person) in run.world.people.iter().enumerate() {
        let has_withdrawn = run.world.app.store.has_withdrawn(run.agent(who)).await.expect("a store");
        withdrawn.push(has_withdrawn.then(|| person.home.knocks()));
    }
    withdrawn
}

/// (i) Nobody is probed who took their consent back.
pub(crate) async fn who_withdrew_is_left_alone(run: &Run, before: &[Option<u64>]) -> Held {
    let after = withdrawn(run).await;
    for (who, (before, after)) in before.iter().zip(after).enumerate() {
        if before.is_some() && after.is_some() && *before != after {
            return Err(format!("(i) person {who} took their consent back and was probed"));
        }
    }
    Ok(())
}

/// (b) What an agent shows or said is its own, and was really open at its person's.
async fn notices_are_the_agents_own(run: &Run, dataset: &Dataset) -> Held {
    let owned: BTreeSet<(String, String)> =
        dataset.notices.iter().map(|notice| (notice.notice.to_string(), notice.agent.to_string())).collect();
    for (who, person) in run.world.people.iter().enumerate() {
        let agent = run.agent(who);
        let is_own = |notice: &NoticeId| owned.contains(&(notice.to_string(), agent.to_string()));
        if let Some(notice) = person.popped.iter().chain(&person.closed).find(|notice| !is_own(notice)) {
            return Err(format!("(b) person {who} was told of {notice}, which is not theirs"));
        }
        for shown in person.agent.face().notices {
            let page = page(run, shown.url.rsplit('/').next().unwrap_or_default()).await;
            let was_open = shown.ports.iter().all(|port| run.past[who].opened.contains(port));
            if !was_open || page.is_none_or(|page| page.agent != agent || page.notice != shown.notice) {
                return Err(format!("(b) person {who} is shown {shown:?}, which is not about their home"));
            }
        }
    }
    Ok(())
}

/// (c) Every answer that was acknowledged is kept, in order, and none was made up.
fn no_acknowledged_answer_is_lost(run: &Run, dataset: &Dataset) -> Held {
    let mut kept: BTreeMap<NoticeId, Vec<Button>> = BTreeMap::new();
    for answer in &dataset.answers {
        let notice = answer.notice.parse().map_err(|_| "(c) an answer to nothing")?;
        kept.entry(notice).or_default().push(answer.button);
    }
    for (notice, kept) in &kept {
        let mut acknowledged =
            run.acknowledged.iter().filter(|(of, _)| of == notice).map(|(_, button)| button);
        let mut next = acknowledged.next();
        for button in kept {
            if next == Some(button) {
                next = acknowledged.next();
            }
        }
        if let Some(button) = next {
            return Err(format!("(c) {button} was acknowledged and is not kept in its place: {kept:?}"));
        }
    }
    let (all, known) = (dataset.answers.len(), run.acknowledged.len());
    let is_whole = (known..=known + run.unheard).contains(&all);
    if is_whole { Ok(()) } else { Err(format!("(c) {all} answers are kept and {known} were acknowledged")) }
}

/// (d) Who was on, not paused and not cut off all day was scanned that day, every port.
fn the_undisturbed_are_scanned(run: &Run, dataset: &Dataset, who: usize, day: Date) -> Held {
    let agent = run.agent(who).to_string();
    let zone = run.world.app.config.zone();
    let of_day = dataset.observations.iter().filter(|seen| {
        *seen.agent == *agent && seen.observed_at.to_zoned_datetime(zone.clone()).date() == day
    });
    let ports: BTreeSet<_> = of_day.map(|seen| seen.port).collect();
    let is_whole = ports.len() == PORTS.len();
    if is_whole {
        Ok(())
    } else {
        Err(format!("(d) person {who} had no whole scan on {day}: {} ports", ports.len()))
    }
}

/// (e) Nothing pops up, is thanked for or is sent twice, and nobody is reminded more than twice or within a day.
async fn nothing_is_said_twice(run: &Run) -> Held {
    for (who, person) in run.world.people.iter().enumerate() {
        let sent: Vec<NoticeId> = events(run, who).await.iter().filter_map(sent_notice).collect();
        for (what, notices) in
            [("popped up", &person.popped), ("closed", &person.closed), ("was sent", &sent)]
        {
            let mut seen = BTreeSet::new();
            if let Some(notice) = notices.iter().find(|notice| !seen.insert(**notice)) {
                return Err(format!("(e) {notice} {what} twice for person {who}"));
            }
        }
        for notice in &person.popped {
            let times = person.reminded.iter().filter(|(of, _)| of == notice).map(|(_, at)| *at);
            let times: Vec<Timestamp> = times.collect();
            let is_apart = times.windows(2).all(|pair| pair[1].duration_since(pair[0]).as_hours() >= 24);
            if times.len() > 2 || !is_apart {
                return Err(format!("(e) person {who} was reminded of {notice} at {times:?}"));
            }
        }
    }
    Ok(())
}

/// (f) Everybody who agrees is told when their arm's time has come, and nothing before.
async fn notices_keep_their_time(run: &Run, dataset: &Dataset) -> Held {
    let now = run.world.now();
    for notice in &dataset.notices {
        let sent_at = run.sent[&*notice.campaign];
        let due_at = match notice.arm {
            Arm::Notify => sent_at,
            Arm::Wait => sent_at + WAITING,
        };
        let waits = now < due_at || has_withdrawn(run, &notice.agent).await?;
        let fine = notice.sent_at.map_or(waits, |at| at >= due_at);
        if !fine {
            return Err(format!(
                "(f) {} is due at {due_at}, sent: {:?}, now {now}",
                notice.notice, notice.sent_at
            ));
        }
        let is_early = notice.sent_at.is_none();
        if is_early && is_told(run, notice.notice.parse().map_err(|_| "(f) a notice without an id")?).await {
            return Err(format!("(f) {} was told before its time", notice.notice));
        }
    }
    Ok(())
}

async fn has_withdrawn(run: &Run, agent: &str) -> Result<bool, String> {
    let agent = agent.parse().map_err(|_| "(f) a notice for nobody")?;
    Ok(run.world.app.store.has_withdrawn(agent).await.expect("a store"))
}

/// Whether anybody knows of a notice: by an event, a face, a pop-up or its page.
async fn is_told(run: &Run, notice: NoticeId) -> bool {
    let mut told = page(run, &run.world.app.secret.page_token(notice, 0)).await.is_some();
    for (who, person) in run.world.people.iter().enumerate() {
        let host = person.agent.host();
        let drawn =
            host.faces.iter().any(|(_, face)| face.notices.iter().any(|shown| shown.notice == notice));
        let sent = events(run, who).await.iter().any(|event| sent_notice(event) == Some(notice));
        told |= drawn || sent || person.popped.contains(&notice);
    }
    told
}

async fn page(run: &Run, token: &str) -> Option<Page> {
    run.world.app.store.page_by_token(secret::hash(token), Timestamp::UNIX_EPOCH).await.expect("a store")
}

/// Everything that an agent was told, however much.
async fn events(run: &Run, who: usize) -> Vec<Event> {
    let mut events: Vec<Event> = Vec::new();
    loop {
        let after = events.last().map_or(0, |event| event.number);
        let more = run.world.app.store.events_after(run.agent(who), after).await.expect("a store");
        if more.is_empty() {
            return events;
        }
        events.extend(more);
    }
}

fn sent_notice(event: &Event) -> Option<NoticeId> {
    match event.news {
        News::NoticeSent { notice } => Some(notice),
        News::NoticeClosed { .. }
        | News::NoticeReopened { .. }
        | News::NoticeEnded { .. }
        | News::ScanFinished { .. }
        | News::Unknown => None,
    }
}
