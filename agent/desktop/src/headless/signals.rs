//! What the person or the system tells this program by signals. Signals count as soon as these are made.

use akabeko_agent_core::Event;
use anyhow::Result;
use futures::Stream;

/// Pauses for a day at SIGUSR1 and goes on at SIGUSR2.
#[cfg(unix)]
pub(crate) fn pauses() -> Result<impl Stream<Item = Event>> {
    use anyhow::Context;
    use jiff::SignedDuration;
    use tokio::signal::unix::{SignalKind, signal};

    use akabeko_agent_app::ambient;

    let pause = signal(SignalKind::user_defined1()).context("listen for SIGUSR1")?;
    let resume = signal(SignalKind::user_defined2()).context("listen for SIGUSR2")?;
    Ok(futures::stream::unfold((pause, resume), |(mut pause, mut resume)| async move {
        let event = tokio::select! {
            Some(()) = pause.recv() => Event::Pause(ambient::now() + SignedDuration::from_hours(24)),
            Some(()) = resume.recv() => Event::Resume,
            else => return None,
        };
        Some((event, (pause, resume)))
    }))
}

/// Done when the person or the system wants this program to end.
#[cfg(unix)]
pub(crate) fn end() -> Result<impl Future<Output = ()>> {
    use anyhow::Context;
    use tokio::signal::unix::{SignalKind, signal};

    let mut interrupt = signal(SignalKind::interrupt()).context("listen for SIGINT")?;
    let mut terminate = signal(SignalKind::terminate()).context("listen for SIGTERM")?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// There are no such signals.
#[cfg(not(unix))]
pub(crate) fn pauses() -> Result<impl Stream<Item = Event>> {
    Ok(futures::stream::pending())
}

#[cfg(not(unix))]
pub(crate) fn end() -> Result<impl Future<Output = ()>> {
    Ok(async {
        // Without a way to be told, it runs until it is ended from outside.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use super::*;
    use akabeko_agent_app::ambient;
    use futures::StreamExt;
    use std::process::{Command, id};

    #[tokio::test]
    async fn one_signal_pauses_for_a_day_and_the_other_goes_on() {
        let mut pauses = Box::pin(pauses().unwrap());
        send("USR1");
        let Some(Event::Pause(until)) = pauses.next().await else { panic!("no pause") };
        let hours = until.duration_since(ambient::now()).as_secs_f64() / 3600.0;
        assert!((23.9..=24.0).contains(&hours), "{hours} hours");
        send("USR2");
        assert_eq!(pauses.next().await, Some(Event::Resume));
    }

    fn send(signal: &str) {
        let sent = Command::new("sh").args(["-c", &format!("kill -{signal} {}", id())]).status().unwrap();
        assert!(sent.success());
    }
}
