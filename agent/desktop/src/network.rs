//! Which network this machine is on, and when that changes.

mod proc;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::Duration;

use akabeko_agent_core::Event;
use akabeko_shared::wire::Network;
use akabeko_shared::{NetworkKey, NetworkKind};
use data_encoding::HEXLOWER;
use futures::{Stream, stream};
use sha2::{Digest, Sha256};

use self::proc::Uplink;

/// How often to look. There is no news without polling that needs no privilege and no further library.
const EVERY: Duration = Duration::from_secs(2);

/// A machine that has no network yet may find the one it was started in within so many looks, a minute or so.
const LOOKS_WHILE_STARTING: u32 = 30;

/// Looks at the system's tables of routes and addresses.
pub(crate) struct Watch {
    proc: PathBuf,
    salt: Vec<u8>,
    kind: NetworkKind,
    last: Option<Uplink>,
    started_in: Option<NetworkKey>,
    looks: u32,
    told_of: BTreeSet<NetworkKey>,
}

impl Watch {
    /// Looks for the first time. `kind` is what the person says of the network in which this machine is now.
    pub(crate) fn new(proc: PathBuf, salt: Vec<u8>, kind: NetworkKind) -> Self {
        let (last, told_of) = (None, BTreeSet::new());
        let mut watch = Self { proc, salt, kind, last, started_in: None, looks: 0, told_of };
        watch.look();
        watch
    }

    /// The network as it was last seen; None where the system does not tell. Of another one than that of the
    /// start the person said nothing.
    pub(crate) fn network(&self) -> Option<Network> {
        let key = self.key()?;
        let kind = if self.started_in.as_ref() == Some(&key) { self.kind } else { NetworkKind::Unknown };
        Some(Network { key, kind })
    }

    /// Every change from now on: another router, another interface, another address.
    pub(crate) fn changes(self) -> impl Stream<Item = Event> {
        stream::unfold(self, |mut watch| async move {
            if let Some(words) = watch.news() {
                tracing::warn!("{words}");
            }
            loop {
                tokio::time::sleep(EVERY).await;
                if watch.look() {
                    return Some((Event::NetworkChanged(watch.network()), watch));
                }
            }
        })
    }

    fn look(&mut self) -> bool {
        let uplink = Uplink::read(&self.proc);
        let is_new = uplink != self.last;
        self.last = uplink;
        if self.looks < LOOKS_WHILE_STARTING && self.started_in.is_none() {
            self.started_in = self.key();
        }
        self.looks = self.looks.saturating_add(1);
        is_new
    }

    /// What the person has to know of the network that the machine is in, once for each.
    fn news(&mut self) -> Option<&'static str> {
        let network = self.network()?;
        let words = match network.kind {
            NetworkKind::Home => return None,
            NetworkKind::Work => "nothing is scanned here: you said that this network is at work",
            NetworkKind::Away => "nothing is scanned here: you said that this network is somebody else's",
            NetworkKind::Unknown => {
                "nothing is scanned here: this network is not the one in which the agent was started; if it is \
                 your home, start it again here with --network home to have it scanned"
            }
        };
        self.told_of.insert(network.key).then_some(words)
    }

    fn key(&self) -> Option<NetworkKey> {
        key(&self.salt, self.last.as_ref()?)
    }
}

/// What the backend may know of a network: enough to tell it from others of this device, and nothing else.
fn key(salt: &[u8], uplink: &Uplink) -> Option<NetworkKey> {
    let mut hash = Sha256::new();
    hash.update(salt);
    hash.update(format!("{} {}", uplink.interface, uplink.gateway));
    HEXLOWER.encode(&hash.finalize()[..16]).try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use tempfile::TempDir;

    const HEAD: &str = "Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\tMTU\tWindow\tIRTT\n";

    struct Machine(TempDir);

    impl Machine {
        fn new() -> Self {
            let machine = Self(tempfile::tempdir().unwrap());
            fs::create_dir(machine.0.path().join("net")).unwrap();
            machine
        }

        /// The machine gets a router at 192.0.N.1.
        fn moves_to(&self, number: u8) {
            self.routes(&format!("eth7\t00000000\t010{number}00C0\t0003\t0\t0\t100\t00000000\t0\t0\t0\n"));
        }

        fn routes(&self, lines: &str) {
            fs::write(self.0.path().join("net/route"), format!("{HEAD}{lines}")).unwrap();
        }

        fn watch(&self, kind: NetworkKind) -> Watch {
            Watch::new(self.0.path().to_owned(), vec![1], kind)
        }
    }

    fn kind(watch: &Watch) -> Option<NetworkKind> {
        watch.network().map(|network| network.kind)
    }

    #[test]
    fn another_router_is_another_network_and_nothing_else_is_news() {
        let machine = Machine::new();
        machine.moves_to(2);
        let mut watch = machine.watch(NetworkKind::Home);
        let first = watch.network().unwrap();
        assert!(!watch.look());

        machine.moves_to(3);
        assert!(watch.look());
        assert_ne!(watch.network().unwrap().key, first.key);

        machine.routes("");
        assert!(watch.look());
        assert_eq!(watch.network(), None);
    }

    #[test]
    fn what_the_person_said_holds_for_the_network_of_the_start_and_no_other() {
        let machine = Machine::new();
        machine.moves_to(2);
        let mut watch = machine.watch(NetworkKind::Home);
        assert_eq!((kind(&watch), watch.news()), (Some(NetworkKind::Home), None));

        machine.moves_to(3);
        watch.look();
        assert_eq!(kind(&watch), Some(NetworkKind::Unknown));
        assert!(watch.news().unwrap().contains("start it again here with --network home"));
        assert_eq!(watch.news(), None, "it is said once");

        machine.moves_to(2);
        watch.look();
        assert_eq!((kind(&watch), watch.news()), (Some(NetworkKind::Home), None));
        machine.moves_to(3);
        watch.look();
        assert_eq!((kind(&watch), watch.news()), (Some(NetworkKind::Unknown), None));
    }

    #[test]
    fn at_work_and_away_it_is_said_once_that_nothing_is_scanned() {
        let machine = Machine::new();
        machine.moves_to(2);
        for said in [NetworkKind::Work, NetworkKind::Away] {
            let mut watch = machine.watch(said);
            assert_eq!(kind(&watch), Some(said));
            assert!(watch.news().unwrap().starts_with("nothing is scanned here"));
            assert_eq!(watch.news(), None);
        }
    }

    #[test]
    fn a_machine_that_boots_finds_the_network_of_its_start_and_a_carried_one_does_not() {
        let machine = Machine::new();
        for (looks, found) in [(3, NetworkKind::Home), (LOOKS_WHILE_STARTING, NetworkKind::Unknown)] {
            machine.routes("");
            let mut watch = machine.watch(NetworkKind::Home);
            for _ in 0..looks {
                watch.look();
            }
            assert_eq!(watch.network(), None);
            machine.moves_to(2);
            watch.look();
            assert_eq!(kind(&watch), Some(found), "after {looks} looks");
        }
    }

    #[test]
    fn the_salt_decides_what_others_see() {
        let uplink =
            Uplink { interface: "eth0".to_owned(), gateway: "192.0.2.1".to_owned(), addresses: Vec::new() };
        assert_eq!(key(&[1], &uplink), key(&[1], &uplink));
        assert_ne!(key(&[1], &uplink), key(&[2], &uplink));
    }
}
