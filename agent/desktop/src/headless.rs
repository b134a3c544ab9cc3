//! An agent without a window, from its command line to its end.

mod host;
pub(crate) mod signals;

use std::io::{Stdout, stderr, stdout};
use std::path::{Path, PathBuf};

use akabeko_agent_app::ambient;
use akabeko_agent_app::data::{Data, usual_folder};
use akabeko_agent_app::network::{Sight, Watch};
use akabeko_agent_core::run::{self, Ended};
use akabeko_agent_core::{Backend, Event, Installation, Reason, Remembered, Session};
use anyhow::{Result, anyhow};
use futures::stream;

use self::host::Terminal;
use crate::arguments::{Arguments, is_missing};
use crate::consent;

/// Enrols if need be and runs until it is told to end.
pub(crate) async fn run(arguments: Arguments) -> Result<()> {
    let (end, pauses) = (signals::end()?, signals::pauses()?);
    let data = Data::open(arguments.data.clone().map_or_else(usual_folder, Ok)?)?;
    let memory = data.recall()?;
    let backend = Backend::new(&server(&arguments, memory.as_ref()), None)?;
    consent::check(&mut stderr(), &arguments, memory, backend.origin(), &data)?;
    let watch =
        Watch::new(Sight::new(PathBuf::from("/proc"), data.salt(ambient::chance()?)?), arguments.network);
    let folder = data.folder().to_owned();
    let mut session = start(&arguments, backend, data)?;
    session.give(Event::NetworkChanged(watch.network()), ambient::now()).await?;
    let outside = Box::pin(stream::select(watch.changes(), pauses));
    match run::run(&mut session, ambient::now, outside, end).await {
        Ended::Asked => Ok(()),
        Ended::Stranded(reason) => Err(stranded(&reason, &folder)),
    }
}

fn server(arguments: &Arguments, memory: Option<&Remembered>) -> String {
    let remembered = memory.map(|memory| memory.server.to_string());
    let server = arguments.server.clone().or(remembered);
    server.unwrap_or_else(|| {
        is_missing("this machine is not enrolled yet: give --server URL and --invite CODE")
    })
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

/// Why it cannot go on, and what the person can do about it.
fn stranded(reason: &Reason, folder: &Path) -> anyhow::Error {
    match reason {
        Reason::Forgotten => {
            anyhow!("go on: {reason}: remove {} and start again with --invite CODE", folder.display())
        }
        Reason::Connecting
        | Reason::Unreachable
        | Reason::Refused(_)
        | Reason::NotEnrolled
        | Reason::InviteRefused(_)
        | Reason::NewNetwork
        | Reason::Intercepted
        | Reason::CertificateDate
        | Reason::ClockIsOff(_)
        | Reason::ConsentOutdated
        | Reason::Withdrawn => anyhow!("go on: {reason}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_was_erased_is_told_how_to_enrol_again() {
        let told = stranded(&Reason::Forgotten, Path::new("/var/lib/akabeko")).to_string();
        assert!(told.contains("remove /var/lib/akabeko and start again with --invite"), "{told}");
    }
}
