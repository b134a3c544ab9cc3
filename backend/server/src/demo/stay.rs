//! After the tables: the service stays up with the page of a home or several for visitors to answer.

use std::cmp::Reverse;
use std::io::Write;
use std::time::Duration;

use akabeko_agent_core::Event;
use akabeko_shared::Language;
use akabeko_shared::survey::{Outcome, Step};
use akabeko_shared::wire::{InboxNotice, NoticeState};
use anyhow::Context;
use jiff::{SignedDuration, Timestamp};
use tokio::time::interval;

use super::invitation::Agent;
use super::story::Story;
use crate::desk::links;
use crate::store::Page;
use crate::{flow, secret};

/// Real time passes now, a beat at a time.
const BEAT: Duration = Duration::from_millis(500);

/// A visitor takes their time, and the clock of the story runs fast.
const TICKETS_HOLD: SignedDuration = SignedDuration::from_hours(24 * 365);

/// A home whose page stands open to a visitor.
struct Visited {
    home: usize,
    notice: InboxNotice,
}

/// Prints where to click, and keeps homes and people going until the demo is stopped.
pub(super) async fn stay(mut story: Story, pages: u16, out: &mut impl Write) -> anyhow::Result<()> {
    let visited = unanswered(&story, usize::from(pages)).await?;
    if visited.is_empty() {
        writeln!(out, "\nNobody has an open notice left; try another --seed.")?;
        return story.end().await;
    }
    invite(out, &story, &visited).await?;
    let mut beat = interval(BEAT);
    loop {
        tokio::select! {
            _ = beat.tick() => pass_beat(&mut story, &visited).await?,
            ended = tokio::signal::ctrl_c() => {
                ended?;
                return story.end().await;
            }
        }
    }
}

/// At most `pages` homes whose notice is open and not answered, and where something is open still.
async fn unanswered(story: &Story, pages: usize) -> anyhow::Result<Vec<Visited>> {
    let open = |(home, agent): (usize, &Agent)| {
        let notice = agent.face().notices.into_iter().find(|notice| notice.state == NoticeState::Open)?;
        let doors = story.households.get(home)?.home.open_doors();
        notice.ports.iter().any(|port| doors.contains(port)).then_some(Visited { home, notice })
    };
    let mut found: Vec<Visited> = story.agents.iter().enumerate().filter_map(open).collect();
    // The latest notices belong to those who waited.
    found.sort_by_key(|visited| Reverse(visited.notice.sent_at));
    let mut kept = Vec::new();
    for visited in found {
        if page(story, &visited.notice).await?.is_some_and(|page| page.survey.place().is_none()) {
            kept.push(visited);
        }
    }
    kept.truncate(pages);
    Ok(kept)
}

async fn invite(out: &mut impl Write, story: &Story, visited: &[Visited]) -> anyhow::Result<()> {
    writeln!(out, "\nThe service stays up.")?;
    for Visited { home, notice } in visited {
        let address = story.households.get(*home).map(|household| household.home.address());
        let address = address.map(|address| address.to_string()).unwrap_or_default();
        let ports: Vec<String> = notice.ports.iter().map(ToString::to_string).collect();
        writeln!(out, "The home at {address} has a notice about {}:", ports.join(", "))?;
        for (name, language) in [("日本語 ", Language::Ja), ("English", Language::En)] {
            let ticket = ticket(story, notice).await?;
            writeln!(out, "  {name}  {}?lang={language}&ticket={ticket}", notice.url)?;
        }
    }
    let site = story.app.config.public_url();
    writeln!(out, "Say that you can close it yourself, and the port really closes; then scan again.")?;
    if let Some(link) = links::for_the_first(&story.app).await? {
        writeln!(out, "The console, to be set up once: {}", link.address)?;
    }
    writeln!(out, "Whether it is well: {site}/healthz   Ctrl-C ends the demo.")?;
    Ok(out.flush()?)
}

/// A ticket as the app gets one for every click, so that the visitor sees what the person at home would see.
async fn ticket(story: &Story, notice: &InboxNotice) -> anyhow::Result<String> {
    let (app, ticket) = (&story.app, secret::token(&story.app.chance));
    let agent = page(story, notice).await?.context("find the page of a notice")?.agent;
    let expires_at = app.clock.now() + TICKETS_HOLD;
    app.store.issue_ticket(agent, notice.notice, secret::hash(&ticket), expires_at).await?;
    Ok(ticket)
}

/// The clock moves on, devices check in, and doors close once their visitor says so.
async fn pass_beat(story: &mut Story, visited: &[Visited]) -> anyhow::Result<()> {
    story.app.clock.advance(SignedDuration::try_from(BEAT)?);
    for Visited { home, notice } in visited {
        let page = page(story, notice).await?;
        let (Some(agent), Some(household)) = (story.agents.get_mut(*home), story.households.get_mut(*home))
        else {
            continue;
        };
        agent.give(Event::Tick, story.app.clock.now()).await?;
        for port in &notice.ports {
            let step = page.as_ref().map(|page| page.survey.step(*port));
            if step == Some(Step::End(Outcome::CloseIt)) {
                household.home.close(*port).await;
            }
        }
    }
    flow::settle(&story.app).await
}

/// What the store knows of the page of a notice.
async fn page(story: &Story, notice: &InboxNotice) -> anyhow::Result<Option<Page>> {
    Ok(story.app.store.page(notice.notice, Timestamp::UNIX_EPOCH).await?)
}
