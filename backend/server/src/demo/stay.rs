//! After the tables: the service stays up with one home's page for a visitor to answer.

use std::io::Write;
use std::time::Duration;

use akabeko_agent_core::Event;
use akabeko_shared::survey::{Outcome, Step};
use akabeko_shared::wire::{InboxNotice, NoticeState};
use jiff::SignedDuration;
use tokio::time::interval;

use super::story::Story;
use crate::{flow, secret};

/// Real time passes now, a beat at a time.
const BEAT: Duration = Duration::from_millis(500);

/// Prints where to click, and keeps homes and people going until the demo is stopped.
pub(super) async fn stay(mut story: Story, out: &mut impl Write) -> anyhow::Result<()> {
    let Some((home, notice)) = somebody_s_page(&story) else {
        writeln!(out, "\nNobody has an open notice left; try another --seed.")?;
        return story.end().await;
    };
    invite(out, &story, home, &notice)?;
    let mut beat = interval(BEAT);
    loop {
        tokio::select! {
            _ = beat.tick() => pass_beat(&mut story, home, &notice).await?,
            ended = tokio::signal::ctrl_c() => {
                ended?;
                return story.end().await;
            }
        }
    }
}

/// The first home whose notice is open and not answered, and where something is open still.
fn somebody_s_page(story: &Story) -> Option<(usize, InboxNotice)> {
    let open = |(index, agent): (usize, &super::invitation::Agent)| {
        let notice = agent.face().notices.into_iter().find(|notice| notice.state == NoticeState::Open)?;
        let doors = story.households.get(index)?.home.open_doors();
        notice.ports.iter().any(|port| doors.contains(port)).then_some((index, notice))
    };
    // The latest notices belong to those who waited: nobody has answered them yet.
    let found = story.agents.iter().enumerate().filter_map(open);
    found.max_by_key(|(_, notice)| notice.sent_at)
}

fn invite(out: &mut impl Write, story: &Story, home: usize, notice: &InboxNotice) -> anyhow::Result<()> {
    let address = story.households.get(home).map(|household| household.home.address());
    let address = address.map(|address| address.to_string()).unwrap_or_default();
    let ports: Vec<String> = notice.ports.iter().map(ToString::to_string).collect();
    let site = story.app.config.public_url();
    writeln!(out)?;
    writeln!(out, "The service stays up. The home at {address} has a notice about {}:", ports.join(", "))?;
    writeln!(out, "  日本語   {}?lang=ja", notice.url)?;
    writeln!(out, "  English  {}?lang=en", notice.url)?;
    writeln!(out, "Say that you can close it yourself, and the port really closes; then scan again.")?;
    writeln!(out, "Whether it is well: {site}/healthz   Ctrl-C ends the demo.")?;
    Ok(out.flush()?)
}

/// The clock moves on, this home's device checks in, and its doors close once the visitor says so.
async fn pass_beat(story: &mut Story, home: usize, notice: &InboxNotice) -> anyhow::Result<()> {
    story.app.clock.advance(SignedDuration::try_from(BEAT)?);
    if let (Some(agent), Some(household)) = (story.agents.get_mut(home), story.households.get_mut(home)) {
        agent.give(Event::Tick, story.app.clock.now()).await?;
        let token = story.app.secret.page_token(notice.notice);
        let page = story.app.store.page(secret::hash(&token), jiff::Timestamp::UNIX_EPOCH).await?;
        for port in &notice.ports {
            let step = page.as_ref().map(|page| page.survey.step(*port));
            if step == Some(Step::End(Outcome::CloseIt)) {
                household.home.close(*port).await;
            }
        }
    }
    flow::settle(&story.app).await
}
