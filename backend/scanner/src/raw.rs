//! The engine that makes its own packets, where the kernel permits it (`CAP_NET_RAW` on Linux).
//!
//! It remembers nothing of a request but that it was sent: an answer proves itself by a cookie in the sequence number,
//! the source port, the id or the checksum, which nobody can know who has not seen the request. One thread a scan both
//! makes what is sent and hears, so that what it hears can slow it down; a second one only hands frames over.

pub(crate) mod answer;
mod filter;
mod frame;
mod line;
mod ports;
mod route;
mod run;
mod sender;
mod ways;

use std::io;
use std::sync::{Arc, Mutex};

use tokio::sync::mpsc;

use self::ports::Ports;
use self::run::Run;
pub(crate) use self::ways::Ways;
use crate::course::Course;
use crate::patience::Patience;
use crate::secret::Secret;
use crate::{Lab, Record, Settings, Targets};

/// What all raw scans of a scanner share.
pub(crate) struct Raw {
    /// Chooses the ports.
    secret: Secret,
    /// Held from the first scan on that needs them.
    ports: Mutex<Option<Arc<Ports>>>,
}

impl Raw {
    /// Looks whether this process may make packets of its own.
    ///
    /// # Errors
    /// When it may not.
    pub(crate) fn open(secret: Secret) -> io::Result<Self> {
        line::is_permitted().map(|()| Self { secret, ports: Mutex::default() })
    }

    /// Takes the targets out that it can reach, and how. What remains is for plain sockets: this very machine, its
    /// neighbours, tunnels without frames, and labs whose ports are elsewhere.
    pub(crate) fn take(&self, targets: &mut Targets, lab: &Lab) -> io::Result<(Targets, Ways)> {
        let ways = Ways::find(targets, lab, || self.ports())?;
        let others = targets.split_off(|target| ways.lead_to(target));
        Ok((others, ways))
    }

    fn ports(&self) -> io::Result<Arc<Ports>> {
        let mut held = self.ports.lock().expect("nobody panics while holding it");
        if held.is_none() {
            *held = Some(Arc::new(Ports::hold(&self.secret)?));
        }
        Ok(Arc::clone(held.as_ref().expect("it was just put there")))
    }
}

/// Runs a scan to its end, or until nobody listens any more. Blocks.
pub(crate) fn run(course: Course, ways: Ways, found: mpsc::Sender<Vec<Record>>) {
    Run::new(course, ways, found).finish();
}

/// How long answers may take.
pub(crate) fn patience(settings: &Settings) -> Patience {
    Patience::new(settings.tcp_timeout, settings.udp_timeout)
}
