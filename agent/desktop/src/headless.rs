//! An agent without a window, from its command line to its end.

mod host;

use std::io::{Stdout, stderr, stdout};
use std::path::PathBuf;

use akabeko_agent_core::run::{self, Ended};
use akabeko_agent_core::{Backend, Event, Installation, Origin, Remembered, Session};
use akabeko_shared::wire::CONSENT_VERSION;
use anyhow::{Context, Result, bail};

use self::host::Terminal;
use crate::arguments::{Arguments, is_missing};
use crate::data::{Data, usual_folder};
use crate::network::Watch;
use crate::{ambient, consent};

/// Enrols if need be and runs until it is told to end.
pub(crate) async fn run(arguments: Arguments) -> Result<()> {
    let data = Data::open(arguments.data.clone().map_or_else(usual_folder, Ok)?)?;
    let memory = data.recall()?;
    let backend = Backend::new(&server(&arguments, memory.as_ref()), None)?;
    check_consent(&arguments, memory.as_ref(), backend.origin(), &data)?;
    let watch = Watch::new(PathBuf::from("/proc"), data.salt(ambient::chance()?)?, arguments.network);
    let mut session = start(&arguments, backend, data)?;
    session.give(Event::NetworkChanged(watch.network()), ambient::now()).await?;
    let changes = Box::pin(watch.changes());
    match run::run(&mut session, ambient::now, changes, told_to_end()?).await {
        Ended::Asked => Ok(()),
        Ended::Stranded(reason) => bail!("go on: {reason}"),
    }
}

fn server(arguments: &Arguments, memory: Option<&Remembered>) -> String {
    let remembered = memory.map(|memory| memory.server.to_string());
    let server = arguments.server.clone().or(remembered);
    server.unwrap_or_else(|| {
        is_missing("this machine is not enrolled yet: give --server URL and --invite CODE")
    })
}

/// Giving an invitation is agreeing; the text is shown so that nobody agrees to what they could not read.
fn check_consent(
    arguments: &Arguments,
    memory: Option<&Remembered>,
    server: &Origin,
    data: &Data,
) -> Result<()> {
    let agreed_to = memory.filter(|memory| memory.server == *server).map(|memory| memory.consent_version);
    if agreed_to.is_none() && arguments.invite.is_none() {
        is_missing(&format!("this machine is not enrolled at {server} yet: give --invite CODE"));
    }
    if agreed_to < Some(CONSENT_VERSION) {
        consent::show(&mut stderr(), arguments.language(), server, data.folder())
            .context("show the consent text")?;
    }
    Ok(())
}

fn start(arguments: &Arguments, backend: Backend, data: Data) -> Result<Session<Terminal<Stdout>>> {
    let installation = Installation {
        invite: arguments.invite.clone(),
        platform: arguments.platform,
        language: arguments.language(),
        app_version: env!("CARGO_PKG_VERSION").to_owned(),
    };
    let seed = u64::from_ne_bytes(ambient::chance()?);
    Ok(Session::new(installation, backend, Terminal::new(stdout(), data), seed)?)
}

/// Done when the person or the system wants this program to end. Signals count from now on.
#[cfg(unix)]
fn told_to_end() -> Result<impl Future<Output = ()>> {
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

#[cfg(not(unix))]
fn told_to_end() -> Result<impl Future<Output = ()>> {
    Ok(async {
        // Without a way to be told, it runs until it is ended from outside.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}
